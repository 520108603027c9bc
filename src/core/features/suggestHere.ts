import { citingContextAt, type NumberedManuscript, numberingFor } from '../numbering';
import type { CitingContext, SearchHit, SearchIndex } from '../search/types';

/** A reference that the sentence at a place may want, with its number there. */
export interface Suggestion extends SearchHit {
  /** Its number in this manuscript; undefined where it has none yet. */
  readonly number: number | undefined;
}

/** What the manuscript says about the work that belongs at `offset`; see {@link CitingContext}. */
export function citingContext(numbered: NumberedManuscript, offset: number): CitingContext {
  return citingContextAt(numbered, offset);
}

/**
 * The references that fit best at a place of the manuscript, best first.
 *
 * @param query what was typed behind the bracket; empty to go by the sentence alone
 */
export function suggestHere(
  numbered: NumberedManuscript,
  index: SearchIndex,
  offset: number,
  { query, limit }: { readonly query: string; readonly limit: number },
): readonly Suggestion[] {
  const { numberOf } = numberingFor(numbered, offset);
  const hits =
    query.trim() === ''
      ? index.suggest(citingContextAt(numbered, offset), limit)
      : index.search(query, limit);
  return hits.map(hit => ({ ...hit, number: numberOf.get(hit.reference.id) }));
}
