import type { Message } from '../../text/message';
import type { TextEdit } from '../../text/textEdit';
import type { TextRange } from '../../text/textRange';

/** A place that keeps a conversion from being made, with what is wrong there and what to do. */
export interface ConversionRefusal extends Message {
  readonly range: TextRange;
}

/** A file to be written beside the manuscript. */
export interface NewFile {
  /** Its name without a folder. */
  readonly name: string;
  readonly text: string;
}

/** What a conversion changes; `edits` is empty where the manuscript cites so already. */
export type ConversionPlan =
  | {
      readonly kind: 'edits';
      readonly edits: readonly TextEdit[];
      readonly summary: string;
      readonly files: readonly NewFile[];
    }
  | { readonly kind: 'refused'; readonly reasons: readonly ConversionRefusal[] };
