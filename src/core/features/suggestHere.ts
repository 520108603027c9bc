import { citationAt, citationBeingTypedAt, entryAt, isProse, sentenceAt } from '../manuscript';
import { citingContextAt, type NumberedManuscript, numberingFor, writeNewCitation } from '../numbering';
import type { CitingContext, SearchHit, SearchIndex } from '../search/types';
import type { TextEdit } from '../text/textEdit';

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

/** Fewer words left of the cursor say less than the whole sentence. */
const FEWEST_WORDS = 4;

/**
 * The references for the sentence that the cursor is in, wherever in it: what stands left of the cursor decides, or the
 * whole sentence where that is hardly begun. In a citation, what stands left of it decides, and what it has already is
 * left out. None outside of running text.
 */
export function suggestAround(
  numbered: NumberedManuscript,
  index: SearchIndex,
  offset: number,
  limit: number,
): readonly Suggestion[] {
  const { manuscript } = numbered;
  if (entryAt(manuscript, offset) !== undefined || !isProse(manuscript, offset)) return [];
  const citation = citationAt(manuscript, offset) ?? citationBeingTypedAt(manuscript, offset);
  const sentence = sentenceAt(manuscript, offset);
  const at = citation?.range.start ?? offset;
  const held = citation?.numbers ?? [];
  const here = citingContextAt(numbered, at, held);
  const context =
    here.sentence.split(' ').length < FEWEST_WORDS ? citingContextAt(numbered, sentence.end, held) : here;
  if (context.sentence === '') return [];
  const { numberOf } = numberingFor(numbered, offset);
  return index.suggest(context, limit).map(hit => ({ ...hit, number: numberOf.get(hit.reference.id) }));
}

/** A citation that can be offered unasked, because one reference fits clearly. */
export interface ClearSuggestion {
  readonly suggestion: Suggestion;
  /** Writes the citation at the cursor. */
  readonly edit: TextEdit;
}

/** From what on the margin is clear: how likely the best is, and how many times as likely as the next. */
const CLEAR = { chance: 0.6, lead: 3 };

/** A sentence with fewer words is not yet one that cites. */
const FEWEST_WORDS_TO_CITE = 6;

/**
 * The citation that belongs at the end of what is written, where the margin is clear; undefined elsewhere, within words
 * and citations, and for a reference that has no number yet, because citing it changes the reference list as well.
 */
export function clearSuggestion(
  numbered: NumberedManuscript,
  index: SearchIndex,
  offset: number,
): ClearSuggestion | undefined {
  const { manuscript } = numbered;
  if (!isProse(manuscript, offset) || entryAt(manuscript, offset) !== undefined) return undefined;
  if (citationAt(manuscript, offset) !== undefined || citationBeingTypedAt(manuscript, offset) !== undefined)
    return undefined;
  if (!isPlaceToCite(manuscript.text, offset)) return undefined;
  const context = citingContextAt(numbered, offset);
  if (context.sentence.split(' ').length < FEWEST_WORDS_TO_CITE) return undefined;
  const [best, next] = index.suggest(context, 2);
  if (best === undefined || best.score < CLEAR.chance || best.score < CLEAR.lead * (next?.score ?? 0))
    return undefined;
  const number = numberingFor(numbered, offset).numberOf.get(best.reference.id);
  if (number === undefined) return undefined;
  const edit = writeNewCitation(manuscript, offset, [number]);
  if (edit.range.start !== offset || edit.range.end !== offset) return undefined;
  return { suggestion: { ...best, number }, edit };
}

/** Behind a word or the blank after it, with nothing but the end of the sentence or line behind. */
function isPlaceToCite(text: string, offset: number): boolean {
  const before = text.slice(Math.max(0, offset - 2), offset);
  return (
    /[\p{L}\p{N})”"’] ?$/u.test(before) &&
    /^(?:[ \t]*(?:[\r\n]|$)|[.,;:])/.test(text.slice(offset, offset + 80))
  );
}
