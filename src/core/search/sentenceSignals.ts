import type { CandidateRows } from './candidateRows';
import type { CitingPlace, TermWeights } from './citingPlace';
import type { Collection } from './collection';
import type { SignalTable } from './signals';

/** Keeps values of all signals within a few units, so that their weights can be learned together. */
const SCALE = 0.1;

/** Measures what the words of the place say of each candidate. */
export function measureSentence(
  table: SignalTable,
  place: CitingPlace,
  meant: TermWeights,
  rows: CandidateRows,
  collection: Collection,
): void {
  measureWords(table, place, rows);
  for (const [term, weight] of meant) {
    rows.forEach(term, (row, impact) => table.add('abbreviations', row, SCALE * weight * impact));
  }
  measureTitles(table, place, collection);
  let best = 1e-6;
  for (let row = 0; row < table.documents.length; row++) best = Math.max(best, table.get('sentence', row));
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

/** More than any term: makes one number of two terms. */
const PAIR = 2 ** 26;

/** Measures how much of each title the place says, word by word and in the title's order, and who has an abstract. */
function measureTitles(table: SignalTable, place: CitingPlace, collection: Collection): void {
  const pairs = new Set<number>();
  place.words.forEach(({ term }, at) => {
    if (at > 0) pairs.add(place.words[at - 1]!.term * PAIR + term);
  });
  table.documents.forEach((document, row) => {
    const { part, offset, common } = collection.partOf(document);
    const { titleStarts, titleTerms, abstracts } = part.arrays;
    const own = document - offset;
    const start = titleStarts[own] as number;
    let mass = 0;
    let covered = 0;
    let phrases = 0;
    for (let at = start; at < (titleStarts[own + 1] as number); at++) {
      const term = common[titleTerms[at] as number] as number;
      if (at > start && pairs.has((common[titleTerms[at - 1] as number] as number) * PAIR + term)) phrases++;
      if (isRepeated(titleTerms, start, at)) continue;
      const telling = collection.telling(term);
      mass += telling;
      if (place.sentence.has(term) || place.precedingSentence.has(term)) covered += telling;
    }
    table.set('titleCoverage', row, covered / (mass || 1));
    table.set('titlePhrase', row, Math.min(3, phrases));
    table.set('hasAbstract', row, abstracts[own] as number);
  });
}

/** Whether a term stood in the title before; titles are short. */
function isRepeated(terms: Int32Array, start: number, at: number): boolean {
  const from = Math.max(start, at - LONGEST_TITLE);
  for (let before = from; before < at; before++) if (terms[before] === terms[at]) return true;
  return false;
}

/** Looking farther back would make a hostile title cost its square. */
const LONGEST_TITLE = 64;
