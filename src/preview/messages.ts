import type { PreviewMark } from '../core';

/** What the extension says to the renderer of a notebook's cells: the cells whose text or marks have changed. */
export interface MarksMessage {
  readonly kind: 'marks';
  /** Whether these are all cells, so that what was known of others is forgotten. */
  readonly isAll: boolean;
  readonly cells: readonly MarkedCell[];
}

/** The text of a cell with its marks. */
export interface MarkedCell {
  /** Whatever the extension finds the cell by. */
  readonly name: string;
  readonly text: string;
  readonly marks: readonly PreviewMark[];
}

/** What the renderer says to the extension. */
export type RendererMessage =
  /** It runs, and knows no marks yet. */
  | { readonly kind: 'ready' }
  /** The author wants to see an entry in a cell that was not rendered yet. */
  | { readonly kind: 'reveal'; readonly target: string };
