import { sortedEdits, type TextEdit } from './textEdit';

/**
 * Two sets of edits as one: what `second` (made against the text after `first`) does after `first`, as edits of the
 * text before both. Edits of `second` that touch what `first` wrote become one with it.
 *
 * @param text the text before both
 * @returns edits by place, not overlapping
 */
export function composeEdits(
  text: string,
  first: readonly TextEdit[],
  second: readonly TextEdit[],
): readonly TextEdit[] {
  const earlier = sortedEdits(first);
  const later = sortedEdits(second);
  const result: TextEdit[] = [];
  let shift = 0;
  let index = 0;
  for (let next = 0; next < earlier.length || index < later.length; ) {
    const early = earlier[next];
    const late = later[index];
    const earlyStart = early ? early.range.start + shift : Number.POSITIVE_INFINITY;
    const earlyEnd = early ? earlyStart + early.newText.length : Number.POSITIVE_INFINITY;
    if (late && late.range.end < earlyStart) {
      result.push(moved(late, -shift));
      index++;
    } else if (early && (!late || earlyEnd < late.range.start)) {
      result.push(early);
      shift += early.newText.length - (early.range.end - early.range.start);
      next++;
    } else {
      // They touch: take in every edit of both that touches what has been taken in, then write the stretch once.
      const group = {
        earlyFrom: next,
        lateFrom: index,
        start: Math.min(earlyStart, late!.range.start),
        end: 0,
      };
      let groupShift = shift;
      group.end = group.start;
      for (let grown = true; grown; ) {
        grown = false;
        const a = earlier[next];
        if (a && a.range.start + groupShift <= group.end) {
          group.end = Math.max(group.end, a.range.start + groupShift + a.newText.length);
          groupShift += a.newText.length - (a.range.end - a.range.start);
          next++;
          grown = true;
        }
        const b = later[index];
        if (b && b.range.start <= group.end) {
          group.end = Math.max(group.end, b.range.end);
          index++;
          grown = true;
        }
      }
      const range = { start: group.start - shift, end: group.end - groupShift };
      const middle = apply(text, range, earlier.slice(group.earlyFrom, next));
      const lates = later.slice(group.lateFrom, index).map(edit => moved(edit, -group.start));
      result.push({ range, newText: apply(middle, { start: 0, end: middle.length }, lates) });
      shift = groupShift;
    }
  }
  return result;
}

function moved({ range, newText }: TextEdit, by: number): TextEdit {
  return { range: { start: range.start + by, end: range.end + by }, newText };
}

function apply(
  text: string,
  range: { readonly start: number; readonly end: number },
  edits: readonly TextEdit[],
): string {
  let position = range.start;
  let result = '';
  for (const edit of edits) {
    result += text.slice(position, edit.range.start) + edit.newText;
    position = edit.range.end;
  }
  return result + text.slice(position, range.end);
}
