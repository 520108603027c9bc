import { type TextRange, touches } from '../text/textRange';
import type {
  Citation,
  CitationMember,
  Heading,
  Manuscript,
  ReferenceList,
  ReferenceListEntry,
} from './types';

/**
 * The citation at `offset`, its two ends included; of two that meet there the one that begins.
 * A hover, which wants the character under the pointer, asks whether `offset < citation.range.end` besides.
 */
export function citationAt(manuscript: Manuscript, offset: number): Citation | undefined {
  const { citations } = manuscript;
  const index = lastStartingAt(citations, offset);
  const citation = citations[index];
  return citation !== undefined && touches(citation.range, offset) ? citation : undefined;
}

/** The member of `citation` at `offset`, its ends included; else the nearest one. */
export function memberAt(citation: Citation, offset: number): CitationMember | undefined {
  let nearest: CitationMember | undefined;
  let distance = Number.POSITIVE_INFINITY;
  for (const member of citation.members) {
    const away = Math.max(member.range.start - offset, offset - member.range.end, 0);
    if (away < distance) {
      nearest = member;
      distance = away;
    }
  }
  return nearest;
}

/** The reference list entry at `offset` with its list and the list's index; undefined outside entries. */
export function entryAt(
  manuscript: Manuscript,
  offset: number,
):
  | { readonly list: ReferenceList; readonly listIndex: number; readonly entry: ReferenceListEntry }
  | undefined {
  for (const [listIndex, list] of manuscript.referenceLists.entries()) {
    if (!touches(list.range, offset)) continue;
    const entry = list.entries[lastStartingAt(list.entries, offset)];
    if (entry !== undefined && touches(entry.range, offset)) return { list, listIndex, entry };
  }
  return undefined;
}

/** Whether a citation could stand at `offset`: not in code, math, comments, link targets and the like. */
export function isProse(manuscript: Manuscript, offset: number): boolean {
  const { notProse } = manuscript;
  let low = 0;
  let high = notProse.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = notProse[middle]!;
    if (offset <= range.start) high = middle - 1;
    else if (offset >= range.end) low = middle + 1;
    else return false;
  }
  return true;
}

/** The heading of the section that `offset` stands in, or that it stands in itself; undefined before the first. */
export function headingBefore(manuscript: Manuscript, offset: number): Heading | undefined {
  return manuscript.headings[lastStartingAt(manuscript.headings, offset)];
}

/** Index of the last item that starts at or before `offset`; -1 where there is none. */
function lastStartingAt(items: readonly { readonly range: TextRange }[], offset: number): number {
  let low = 0;
  let high = items.length - 1;
  let found = -1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (items[middle]!.range.start <= offset) {
      found = middle;
      low = middle + 1;
    } else high = middle - 1;
  }
  return found;
}
