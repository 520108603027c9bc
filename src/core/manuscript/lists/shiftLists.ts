import type { TextRange } from '../../text/textRange';
import { shiftHeading, shiftNumber, shiftRange } from '../shift';
import type { ReferenceList, ReferenceListEntry } from '../types';
import type { SegmentEdit } from './manuscriptLists';
import type { ListsFound } from './referenceLists';

/** The lists behind an edit that touched nothing of them: what stood behind it has moved. */
export function shiftLists(found: ListsFound, edit: SegmentEdit): ListsFound {
  const delta = edit.end - edit.endBefore;
  const moved = (offset: number): number =>
    offset >= edit.endBefore && offset > 0 ? offset + delta : offset;
  const movedRange = (range: TextRange): TextRange =>
    range.end < edit.endBefore ? range : { start: moved(range.start), end: moved(range.end) };
  const isBehind = ({ start }: TextRange): boolean => start >= edit.endBefore;
  return {
    lists: found.lists.map((list): ReferenceList => {
      const { range, heading, entries, scope, styleMark } = list;
      return {
        range: movedRange(range),
        heading: heading && isBehind(heading.range) ? shiftHeading(heading, delta) : heading,
        entries:
          range.end < edit.endBefore
            ? entries
            : entries.map(entry => (isBehind(entry.range) ? shiftEntry(entry, delta) : entry)),
        scope: movedRange(scope),
        styleMark: styleMark && { style: styleMark.style, range: movedRange(styleMark.range) },
      };
    }),
    labels: found.labels.map(label => (isBehind(label) ? shiftRange(label, delta) : label)),
    linkNumbers: found.linkNumbers,
  };
}

function shiftEntry(entry: ReferenceListEntry, delta: number): ReferenceListEntry {
  const { number, writtenNumber, labelForm, labelRange, textRange, range, key } = entry;
  return {
    number,
    writtenNumber: writtenNumber && shiftNumber(writtenNumber, delta),
    labelForm,
    labelRange: shiftRange(labelRange, delta),
    textRange: shiftRange(textRange, delta),
    range: shiftRange(range, delta),
    key: key && { value: key.value, range: shiftRange(key.range, delta) },
  };
}
