import type { TextRange } from './textRange';

/** Replaces the text in `range` (offsets of the text before any edit) by `newText`; an empty range inserts. */
export interface TextEdit {
  readonly range: TextRange;
  readonly newText: string;
}

/**
 * Applies edits that were all made against `text`.
 *
 * @param edits in any order; of two insertions at one place the earlier in the list comes first
 * @returns the text afterwards
 * @throws RangeError when two edits overlap or one lies outside the text, because then one of them would be lost
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const pieces: string[] = [];
  let position = 0;
  for (const edit of sortedEdits(edits)) {
    if (edit.range.start < position || edit.range.end > text.length || edit.range.end < edit.range.start) {
      throw new RangeError(
        `the edit at ${edit.range.start}–${edit.range.end} overlaps another or leaves the text`,
      );
    }
    pieces.push(text.slice(position, edit.range.start), edit.newText);
    position = edit.range.end;
  }
  pieces.push(text.slice(position));
  return pieces.join('');
}

/** The edits by place; insertions at one place keep their order. */
export function sortedEdits(edits: readonly TextEdit[]): readonly TextEdit[] {
  return [...edits].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}
