import type { ReferenceList, ReferenceListEntry } from '../manuscript/types';
import type { TextRange } from '../text/textRange';

/** The entry with what belongs to it: anchors on lines of their own above it, its label, what it says. */
export interface EntrySlot {
  readonly entry: ReferenceListEntry;
  /** Where its anchors begin; the start of its line where there is none. */
  readonly start: number;
  readonly anchors: TextRange;
  readonly label: TextRange;
  readonly body: TextRange;
}

/** The entries of a list with the ranges of their parts, by place. */
export function slotsOf(text: string, list: ReferenceList): readonly EntrySlot[] {
  return list.entries.map((entry, index) => {
    const floor = list.entries[index - 1]?.range.end ?? list.heading?.range.end ?? list.range.start;
    const start = anchorsAbove(text, Math.min(floor, entry.range.start), entry.range.start);
    const label = behindIndentation(text, entry);
    const end = Math.max(label, entry.labelRange.end);
    return {
      entry,
      start,
      anchors: { start, end: label },
      label: { start: label, end },
      body: { start: end, end: entry.range.end },
    };
  });
}

/** Where a label begins: its indentation belongs to it; an anchor before it, on its line or above, does not. */
function behindIndentation(text: string, { range, labelRange }: ReferenceListEntry): number {
  let start = labelRange.start;
  while (start > range.start && ' \t'.includes(text[start - 1]!)) start--;
  return start === range.start || '\r\n'.includes(text[start - 1]!) ? start : labelRange.start;
}

const ANCHOR_LINE =
  /^\s*(?:\[\[[^\]]+\]\]|\[#[^\]]+\]|\(\S+\)=|\.\. _[^:]+:|\\(?:leavevmode|hypertarget|phantomsection|label)\b.*|<(?:a|span|div|p)\b[^>]*\b(?:id|name)=[^>]*>(?:<\/(?:a|span)>)?|:{3,}\s*\{#[^}]*\})\s*$/;

/** A longer line is no anchor. */
const LONGEST_ANCHOR = 300;

function anchorsAbove(text: string, floor: number, lineStart: number): number {
  let start = lineStart;
  while (start > floor) {
    let lineEnd = start - 1;
    if (text[lineEnd] === '\n' && text[lineEnd - 1] === '\r') lineEnd--;
    if (lineEnd < floor) break;
    let previous = lineEnd;
    while (previous > floor && !'\r\n'.includes(text[previous - 1]!) && lineEnd - previous <= LONGEST_ANCHOR)
      previous--;
    if (lineEnd - previous > LONGEST_ANCHOR) break;
    if (!ANCHOR_LINE.test(text.slice(previous, lineEnd))) break;
    start = previous;
  }
  return start;
}
