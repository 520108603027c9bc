import type { CandidateRows } from './candidateRows';
import type { CitingPlace } from './citingPlace';
import type { Collection } from './collection';
import type { DocumentFactsReader } from './documentFacts';
import { documentFrequency, LONGEST_HEAD, postingsOf, termOf } from './indexArrays';
import { findWord, wordAt } from './packedWords';
import type { SignalTable } from './signals';

/** Names that more documents have do not make all of these candidates. */
const MANY = 2000;

/** Measures whether the sentence names authors, year or tool of a candidate. */
export function measureNames(
  table: SignalTable,
  place: CitingPlace,
  rows: CandidateRows,
  facts: DocumentFactsReader,
): void {
  for (const row of rowsWithNames(place, rows)) {
    const { firstAuthor, otherAuthors, year } = facts.namesOf(table.documents[row]!);
    const isFirstNamed = isNamed(firstAuthor, place);
    if (isFirstNamed) table.set('firstAuthor', row, 1);
    if (isFirstNamed && place.spacedEnd.includes(` ${firstAuthor} `)) table.set('firstAuthorAtEnd', row, 1);
    const isYear = year !== '' && place.spaced.includes(` ${year} `);
    if (isYear && (isFirstNamed || otherAuthors.some(author => isNamed(author, place)))) {
      table.set('year', row, 1);
    }
  }
  table.documents.forEach((document, row) => {
    const head = titleHead(rows.collection, document);
    if (head !== '' && place.spaced.includes(` ${head} `)) table.set('titleHead', row, 1);
  });
}

/** What stands before the colon of a title, folded; empty without. */
function titleHead(collection: Collection, document: number): string {
  const { part, offset } = collection.partOf(document);
  const { titleHeads, words } = part.arrays;
  const first = LONGEST_HEAD * (document - offset);
  let head = '';
  for (let at = first; at < first + LONGEST_HEAD && (titleHeads[at] as number) >= 0; at++) {
    head += `${at === first ? '' : ' '}${wordAt(words, titleHeads[at] as number)}`;
  }
  return head;
}

/** The candidates that have a name in common with the sentence: only their names need to be read. */
function rowsWithNames(place: CitingPlace, rows: CandidateRows): ReadonlySet<number> {
  const found = new Set<number>();
  for (const name of place.capitalised) {
    for (const placed of rows.collection.parts) {
      const { arrays } = placed.part;
      const word = findWord(arrays.words, name);
      const term = word < 0 ? -1 : termOf(arrays, word, 'names');
      if (term >= 0) rows.forEachIn(placed, term, row => found.add(row));
    }
  }
  return found;
}

/** Whether the sentence has the folded family name, with a capital letter. */
export function isNamed(name: string, place: CitingPlace): boolean {
  if (name.length < 3) return false;
  const space = name.lastIndexOf(' ');
  if (space < 0) return place.capitalised.has(name);
  return place.capitalised.has(name.slice(space + 1)) && place.spaced.includes(` ${name} `);
}

/** Documents by authors that the sentence may name, with how much they are theirs. */
export function namedDocuments(place: CitingPlace, collection: Collection): ReadonlyMap<number, number> {
  const named = new Map<number, number>();
  for (const name of place.capitalised) {
    if (name.length < 3) continue;
    for (const { part, offset } of collection.parts) {
      const { arrays } = part;
      const word = findWord(arrays.words, name);
      const term = word < 0 ? -1 : termOf(arrays, word, 'names');
      if (term < 0 || documentFrequency(arrays, term) > MANY) continue;
      for (const { document, posting } of postingsOf(arrays, term)) {
        const impact = (arrays.postingImpacts[posting] as number) / 255;
        named.set(offset + document, Math.max(named.get(offset + document) ?? 0, impact));
      }
    }
  }
  return named;
}
