import { type TextRange, touches } from '../text/textRange';
import type { Manuscript } from './types';

/** A place where a manuscript names a citation key. */
export interface KeyPlace {
  /** `citation`: `[@key]`, `\cite{key}`; `mark`: the invisible key of a list entry, or `\bibitem{key}`. */
  readonly kind: 'citation' | 'mark';
  readonly range: TextRange;
}

/** Where a manuscript names `key`, letter by letter, in citations and in its reference lists; by place. */
export function keyPlacesIn(manuscript: Manuscript, key: string): readonly KeyPlace[] {
  const places: KeyPlace[] = [];
  for (const { members } of manuscript.keyedCitations) {
    for (const member of members) {
      if (member.key.value === key) places.push({ kind: 'citation', range: member.key.range });
    }
  }
  for (const { entries } of manuscript.referenceLists) {
    for (const entry of entries) {
      if (entry.key?.value === key) places.push({ kind: 'mark', range: entry.key.range });
    }
  }
  return places.sort((a, b) => a.range.start - b.range.start);
}

/** The key at `offset`, in a citation or in the invisible mark of a list entry; undefined elsewhere. */
export function keyAtPlace(
  manuscript: Manuscript,
  offset: number,
): (KeyPlace & { readonly key: string }) | undefined {
  const citation = manuscript.keyedCitations.find(({ range }) => touches(range, offset));
  const member = citation?.members.find(({ key }) => touches(key.range, offset));
  if (member) return { kind: 'citation', key: member.key.value, range: member.key.range };
  for (const { entries } of manuscript.referenceLists) {
    const key = entries.find(entry => entry.key && touches(entry.key.range, offset))?.key;
    if (key) return { kind: 'mark', key: key.value, range: key.range };
  }
  return undefined;
}
