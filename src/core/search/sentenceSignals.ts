import type { CandidateRows } from './candidateRows';
import type { CitingPlace, TermWeights } from './citingPlace';
import { type DocumentFactsReader, pairsOf } from './documentFacts';
import type { SignalTable } from './signals';

/** Keeps values of all signals within a few units, so that their weights can be learned together. */
const SCALE = 0.1;

/** Measures what the words of the place say of each candidate. */
export function measureSentence(
  table: SignalTable,
  place: CitingPlace,
  meant: TermWeights,
  rows: CandidateRows,
  facts: DocumentFactsReader,
  telling: (term: number) => number,
): void {
  measureWords(table, place, rows);
  for (const [term, weight] of meant) {
    rows.forEach(term, (row, impact) => table.add('abbreviations', row, SCALE * weight * impact));
  }
  const pairs = new Set(pairsOf(place.words.map(word => word.term)));
  let best = 1e-6;
  table.documents.forEach((document, row) => {
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
    best = Math.max(best, table.get('sentence', row));
  });
  table.documents.forEach((_, row) => {
    table.set('sentenceShare', row, table.get('sentence', row) / best);
  });
}

/** The words of the sentence, all of them and those in special places. */
function measureWords(table: SignalTable, place: CitingPlace, rows: CandidateRows): void {
  for (const [term, weight] of place.sentence) {
    const isSince = place.sinceCitation?.has(term) === true;
    rows.forEach(term, (row, impact) => {
      const gain = SCALE * weight * impact;
      table.add('sentence', row, gain);
      if (isSince) table.add('sinceCitation', row, gain);
    });
  }
  if (place.sinceCitation === undefined) return;
  table.documents.forEach((_, row) => {
    table.add('sinceCitation', row, -0.5 * table.get('sentence', row));
  });
}
