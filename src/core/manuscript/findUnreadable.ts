import type { ListsFound } from './lists/referenceLists';
import { firstAtOrBehind } from './search';
import { collect, type ScannedDocument } from './segments';
import { shiftRange } from './shift';
import type { UnreadableCitation } from './types';

/** The citations that cannot be read, without those that cite nothing because they are labels or stand in entries. */
export function findUnreadable(document: ScannedDocument, found: ListsFound): readonly UnreadableCitation[] {
  const all = collect<UnreadableCitation>(document, findings => findings.unreadable, shiftUnreadable);
  const labelStarts = found.labels.map(label => label.start);
  const lists = found.lists.filter(list => list.entries.length > 0);
  const listEnds = lists.map(list => list.range.end);
  return all.filter(({ range }) => {
    if (labelStarts[firstAtOrBehind(labelStarts, range.start)] === range.start) return false;
    const list = lists[firstAtOrBehind(listEnds, range.end)];
    return list === undefined || range.start < list.range.start;
  });
}

function shiftUnreadable(item: UnreadableCitation, delta: number): UnreadableCitation {
  return { range: shiftRange(item.range, delta), reason: item.reason };
}
