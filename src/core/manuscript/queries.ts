import { type TextRange, touches } from '../text/textRange';
import { partsOf } from './build';
import type { Findings } from './findings';
import { firstWhere, lastStartingAt } from './search';
import { documentTextIn, type ScannedDocument, segmentAt, segmentShift } from './segments';
import { shiftHeading, shiftRange } from './shift';
import type {
  Citation,
  CitationMember,
  Heading,
  Manuscript,
  ReferenceList,
  ReferenceListEntry,
} from './types';

// Each of these looks at the segments around a place only: behind a keystroke in a long manuscript the whole of
// `manuscript.citations` or `manuscript.text` costs many times as much.

/** The text in `range`, cut to the manuscript: `manuscript.text.slice(start, end)` without putting the whole text together. */
export function textBetween(manuscript: Manuscript, range: TextRange): string {
  return documentTextIn(partsOf(manuscript).document, range);
}

/**
 * The citation at `offset`, its two ends included; of two that meet there the one that begins.
 * A hover, which wants the character under the pointer, asks whether `offset < citation.range.end` besides.
 */
export function citationAt(manuscript: Manuscript, offset: number): Citation | undefined {
  const { document, placed } = partsOf(manuscript);
  for (let index = segmentAt(document, offset); index >= 0; index -= 1) {
    const citations = placed.inSegment(index);
    const citation = citations[lastStartingAt(citations, offset)];
    if (citation !== undefined) return touches(citation.range, offset) ? citation : undefined;
    if (document.starts[index]! < offset) return undefined;
  }
  return undefined;
}

/** The citations that overlap `range`, by place. */
export function citationsWithin(manuscript: Manuscript, range: TextRange): readonly Citation[] {
  const { document, placed } = partsOf(manuscript);
  const found: Citation[] = [];
  for (const index of segmentsWithin(document, range)) {
    for (const citation of placed.inSegment(index)) {
      if (citation.range.end > range.start && citation.range.start < range.end) found.push(citation);
    }
  }
  return found;
}

/** The highest number cited by index of the list that numbers it; under -1 for citations that no list numbers. */
export function highestCited(manuscript: Manuscript): ReadonlyMap<number, number> {
  return partsOf(manuscript).placed.highest();
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
  const { document } = partsOf(manuscript);
  const index = segmentAt(document, offset);
  const { notProse } = document.segments[index]!.findings;
  const at = offset - segmentShift(document, index);
  const range = notProse[firstWhere(notProse.length, place => notProse[place]!.end > at)];
  return range === undefined || at <= range.start;
}

/** Where no citation can stand, as far as it overlaps `range`, by place: a part of {@link Manuscript.notProse}. */
export function notProseWithin(manuscript: Manuscript, range: TextRange): readonly TextRange[] {
  const { document } = partsOf(manuscript);
  const found: TextRange[] = [];
  for (const index of segmentsWithin(document, range)) {
    const shift = segmentShift(document, index);
    const { notProse } = document.segments[index]!.findings;
    const first = firstWhere(notProse.length, place => notProse[place]!.end + shift > range.start);
    for (let place = first; place < notProse.length; place += 1) {
      const item = shiftRange(notProse[place]!, shift);
      if (item.start >= range.end) break;
      found.push(item);
    }
  }
  return found;
}

/** The heading of the section that `offset` stands in, or that it stands in itself; undefined before the first. */
export function headingBefore(manuscript: Manuscript, offset: number): Heading | undefined {
  const { document } = partsOf(manuscript);
  for (let index = segmentAt(document, offset); index >= 0; index -= 1) {
    const shift = segmentShift(document, index);
    const { headings }: Findings = document.segments[index]!.findings;
    const heading = headings[lastStartingAt(headings, offset - shift)];
    if (heading !== undefined) return shiftHeading(heading, shift);
  }
  return undefined;
}

/** Indices of the segments that overlap `range`. */
function* segmentsWithin(document: ScannedDocument, range: TextRange): Iterable<number> {
  let index = segmentAt(document, range.start);
  for (; index < document.segments.length && document.starts[index]! < range.end; index += 1) yield index;
}
