import type { CitingPlace, TermWeights } from './citingPlace';
import { type DocumentFactsReader, pairsOf } from './documentFacts';
import { type IndexArrays, impactIn } from './indexArrays';
import type { SignalTable } from './signals';

/** Keeps values of all signals within a few units, so that their weights can be learned together. */
const SCALE = 0.1;

/** Measures what the words of the place say of each candidate. */
export function measureSentence(
  table: SignalTable,
  place: CitingPlace,
  meant: TermWeights,
  arrays: IndexArrays,
  facts: DocumentFactsReader,
  telling: (term: number) => number,
): void {
  const pairs = new Set(pairsOf(place.words.map(word => word.term)));
  let best = 1e-6;
  table.documents.forEach((document, row) => {
    const score = { sentence: 0, since: 0, last: 0, things: 0 };
    for (const [term, weight] of place.sentence) {
      const gain = SCALE * weight * impactIn(arrays, term, document);
      if (gain === 0) continue;
      score.sentence += gain;
      if (place.sinceCitation?.has(term)) score.since += gain;
      if (place.lastWords.has(term)) score.last += gain;
      if (place.namesOfThings.has(term)) score.things += gain;
    }
    best = Math.max(best, score.sentence);
    table.set('sentence', row, score.sentence);
    if (place.sinceCitation !== undefined)
      table.set('sinceCitation', row, score.since - 0.5 * score.sentence);
    table.set('lastWords', row, score.last);
    table.set('namesOfThings', row, score.things);
    table.set('abbreviations', row, SCALE * scoreOf(arrays, meant, document));
    table.set('precedingSentence', row, SCALE * scoreOf(arrays, place.precedingSentence, document));
    table.set('sectionTitle', row, SCALE * scoreOf(arrays, place.sectionTitle, document));
    table.set('passage', row, 0.5 * SCALE * scoreOf(arrays, place.passage, document));
    const { titleTerms, titleMass, titlePairs, hasAbstract } = facts.factsOf(document);
    let covered = 0;
    for (const term of titleTerms) {
      if (place.sentence.has(term) || place.precedingSentence.has(term)) covered += telling(term);
    }
    table.set('titleCoverage', row, covered / titleMass);
    let phrases = 0;
    for (const pair of titlePairs) if (pairs.has(pair)) phrases++;
    table.set('titlePhrase', row, Math.min(3, phrases));
    table.set('hasAbstract', row, hasAbstract ? 1 : 0);
  });
  table.documents.forEach((_, row) => {
    table.set('sentenceShare', row, table.get('sentence', row) / best);
  });
}

/** Weighted sum of the impacts of terms in a document. */
function scoreOf(arrays: IndexArrays, terms: TermWeights, document: number): number {
  let sum = 0;
  for (const [term, weight] of terms) sum += weight * impactIn(arrays, term, document);
  return sum;
}
