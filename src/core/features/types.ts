import type { EditsOfFile } from '../numbering';
import type { Message } from '../text/message';
import type { TextEdit } from '../text/textEdit';
import type { TextRange } from '../text/textRange';

/** A place that keeps an edit from being made, with what is wrong there and what to do. */
export interface Refusal extends Message {
  readonly range: TextRange;
}

/**
 * What a command wants to change. `refused` changes nothing: the reasons name the places.
 * `edits` is empty where everything is as it should be already.
 */
export type EditPlan =
  | {
      readonly kind: 'edits';
      readonly edits: readonly TextEdit[];
      /** Edits of other files of the manuscript that belong to the same step; whoever applies one part applies all. */
      readonly others?: readonly EditsOfFile[];
      readonly summary: string;
    }
  | { readonly kind: 'refused'; readonly reasons: readonly Refusal[] };
