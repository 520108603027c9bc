import type { SegmentEdit } from './manuscriptLists';
import type { ListsFound } from './referenceLists';

/**
 * Whether lists mean the same as those before an edit for every citation outside the edited segments: the same numbers
 * in the same lists, and everything that parts or holds citations in its place, moved where it stands behind the edit.
 */
export function sameShape(before: ListsFound, after: ListsFound, edit: SegmentEdit): boolean {
  if (before.lists.length !== after.lists.length) return false;
  const moved = movedBy(edit);
  for (const [index, list] of before.lists.entries()) {
    const other = after.lists[index]!;
    if (list.entries.length !== other.entries.length) return false;
    if (!moved(list.range.end, other.range.end) || !moved(list.scope.end, other.scope.end)) return false;
    const [first] = list.entries;
    const [otherFirst] = other.entries;
    if (first !== undefined && !moved(first.range.start, otherFirst!.range.start)) return false;
    for (const [place, entry] of list.entries.entries()) {
      if (entry.number !== other.entries[place]!.number) return false;
    }
  }
  if (before.linkNumbers.size !== after.linkNumbers.size) return false;
  for (const number of before.linkNumbers) if (!after.linkNumbers.has(number)) return false;
  return sameLabels(before, after, edit);
}

/** Labels inside the edited segments are theirs alone; all others must be the same ones. */
function sameLabels(before: ListsFound, after: ListsFound, edit: SegmentEdit): boolean {
  const delta = edit.end - edit.endBefore;
  const starts: number[] = [];
  for (const { start } of before.labels) {
    if (start < edit.start) starts.push(start);
    else if (start >= edit.endBefore) starts.push(start + delta);
  }
  let next = 0;
  for (const { start } of after.labels) {
    if (start >= edit.start && start < edit.end) continue;
    if (starts[next] !== start) return false;
    next += 1;
  }
  return next === starts.length;
}

/** Whether a place before the edit is the other one behind it. Inside the edited segments any place will do. */
function movedBy(edit: SegmentEdit): (before: number, after: number) => boolean {
  const delta = edit.end - edit.endBefore;
  return (before, after) => {
    if (before <= edit.start) return after === before;
    if (before >= edit.endBefore) return after === before + delta;
    return after > edit.start && after <= edit.end;
  };
}
