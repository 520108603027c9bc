import { type TextRange, touches } from '../../text/textRange';
import { partsOf } from '../build';
import { lastStartingAt } from '../search';
import { segmentAt } from '../segments';
import type { Manuscript } from '../types';
import { keyedCitationsInSegment } from './keyedCitations';
import type { KeyedCitation, KeyedMember } from './types';

/** The citation by key at `offset`, its two ends included; of two that meet there the one that begins. */
export function keyedCitationAt(manuscript: Manuscript, offset: number): KeyedCitation | undefined {
  const { document } = partsOf(manuscript);
  for (let index = segmentAt(document, offset); index >= 0; index -= 1) {
    const citations = keyedCitationsInSegment(document, index);
    const citation = citations[lastStartingAt(citations, offset)];
    if (citation !== undefined) return touches(citation.range, offset) ? citation : undefined;
    if (document.starts[index]! < offset) return undefined;
  }
  return undefined;
}

/** The citations by key that overlap `range`, by place; looks at the segments around it only. */
export function keyedCitationsWithin(manuscript: Manuscript, range: TextRange): readonly KeyedCitation[] {
  const { document } = partsOf(manuscript);
  const found: KeyedCitation[] = [];
  for (let index = segmentAt(document, range.start); index < document.segments.length; index += 1) {
    if (document.starts[index]! >= range.end) break;
    for (const citation of keyedCitationsInSegment(document, index)) {
      if (citation.range.end > range.start && citation.range.start < range.end) found.push(citation);
    }
  }
  return found;
}

/** The work of `citation` whose key, prefix or locator `offset` is at; else the nearest one. */
export function keyedMemberAt(citation: KeyedCitation, offset: number): KeyedMember {
  let nearest = citation.members[0]!;
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
