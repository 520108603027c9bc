import { topicsOf } from '../library';
import type { Reference, Topic } from '../library/types';
import { keyedCitationAt, keyedMemberAt } from '../manuscript';
import type { KeyedCitation } from '../manuscript/types';
import { citationsByKey, isCitationByKey, type NumberedManuscript, referenceOfKey } from '../numbering';
import type { TextRange } from '../text/textRange';

/** What a hover says of one key. */
export interface KeyCard {
  readonly key: string;
  /** Undefined where no library has the key. */
  readonly reference: Reference | undefined;
  readonly topics: readonly Topic[];
  readonly occurrences: readonly KeyedCitation[];
}

/** The works of a citation by key. */
export interface KeyedHover {
  readonly range: TextRange;
  /** The key under the pointer first, then the others as written. */
  readonly cards: readonly KeyCard[];
}

/** A key in the text with the work that it stands for. */
export interface KeyAtPlace {
  readonly key: string;
  /** The key as it stands there. */
  readonly range: TextRange;
  readonly reference: Reference | undefined;
}

/** The works of the citation by key at `offset`; undefined beside one, and for a name that only looks like one. */
export function hoverKeyedCitation(numbered: NumberedManuscript, offset: number): KeyedHover | undefined {
  const citation = citationAt(numbered, offset);
  if (citation === undefined || offset >= citation.range.end) return undefined;
  const first = keyedMemberAt(citation, offset).key.value;
  const keys = new Set([first, ...citation.members.map(({ key }) => key.value)]);
  const byKey = citationsByKey(numbered.manuscript);
  return {
    range: citation.range,
    cards: [...keys].map((key): KeyCard => {
      const reference = referenceOfKey(numbered, key);
      const library = numbered.libraries.find(({ name }) => name === reference?.library);
      return {
        key,
        reference,
        topics: reference === undefined || library === undefined ? [] : topicsOf(reference, library),
        occurrences: byKey.get(key) ?? [],
      };
    }),
  };
}

/** The key at `offset`, its ends included. */
export function keyAt(numbered: NumberedManuscript, offset: number): KeyAtPlace | undefined {
  const citation = citationAt(numbered, offset);
  if (citation === undefined) return undefined;
  const { key } = keyedMemberAt(citation, offset);
  return { key: key.value, range: key.range, reference: referenceOfKey(numbered, key.value) };
}

function citationAt(numbered: NumberedManuscript, offset: number): KeyedCitation | undefined {
  const citation = keyedCitationAt(numbered.manuscript, offset);
  return citation !== undefined && isCitationByKey(numbered, citation) ? citation : undefined;
}
