import { contentTerm, documentFrequency, type IndexArrays, impactIn, inverseFrequency } from './indexArrays';
import type { ScoreBoard } from './scoreBoard';
import { stem } from './stemming';
import { normaliseWords } from './words';

/** What a sentence asks for: a content term, how much it counts, and the word as it was written. */
export interface AskedTerm {
  readonly term: number;
  readonly weight: number;
  readonly word: string;
}

/** Content terms of a sentence that some but not nearly all documents have. A word that is there twice counts a little more. */
export function askedTerms(
  sentence: string,
  arrays: IndexArrays,
  stopWords: ReadonlySet<string>,
): readonly AskedTerm[] {
  const asked = new Map<number, { count: number; word: string }>();
  for (const word of normaliseWords(sentence)) {
    if (stopWords.has(word)) continue;
    const term = contentTerm(arrays, stem(word));
    if (term < 0) continue;
    const known = asked.get(term);
    if (known === undefined) asked.set(term, { count: 1, word });
    else known.count++;
  }
  const terms: AskedTerm[] = [];
  for (const [term, { count, word }] of asked) {
    const telling = inverseFrequency(arrays.documents, documentFrequency(arrays, term));
    terms.push({ term, word, weight: telling * (1 + 0.5 * Math.log(count)) });
  }
  return terms;
}

/** Adds to each document what it says of the asked terms. */
export function scoreTerms(terms: readonly AskedTerm[], arrays: IndexArrays, board: ScoreBoard): void {
  const { postingStarts, postingDocuments, postingImpacts } = arrays;
  for (const { term, weight } of terms) {
    const gain = weight / 255;
    const end = postingStarts[term + 1] as number;
    for (let i = postingStarts[term] as number; i < end; i++) {
      board.add(postingDocuments[i] as number, gain * (postingImpacts[i] as number));
    }
  }
}

/** The words of the sentence that speak most for a document, most telling first. */
export function tellingWords(
  terms: readonly AskedTerm[],
  arrays: IndexArrays,
  document: number,
  limit: number,
): string[] {
  return terms
    .map(({ term, word, weight }) => ({ word, score: weight * impactIn(arrays, term, document) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ word }) => word);
}
