import type { Reference } from '../library/types';
import { type EntryFacts, hasWords, type NumberWord, wordsBefore } from './entryFacts';
import { distinct, isYear, namesAnotherIdentifier } from './evidence';
import { recordFacts, recordWords } from './recordFacts';
import { placeKey, type RecordTable } from './recordTable';
import type { EntryLink } from './types';

/** At most so many numbers of one entry are tried as volume and page. */
const NUMBER_LIMIT = 24;

/** So many words that are neither names nor the journal's are a title. */
const TITLE_WORDS = 4;

/** How much of a record's title has to be in the title of an entry that differs in some words. */
const TITLE_SHARE = 0.6;

const STOP_WORDS: ReadonlySet<string> = new Set([
  'and',
  'the',
  'vol',
  'volume',
  'eds',
  'pages',
  'number',
  'issue',
]);

/**
 * Links an entry that prints no title, or one with mistakes in it, by its first author, volume, first page and year: all
 * four have to be the record's.
 */
export function linkByPlace(entry: EntryFacts, all: readonly RecordTable[]): EntryLink | undefined {
  const numbers = entry.numbers.slice(0, NUMBER_LIMIT);
  const years = [...new Set(numbers.map(({ word }) => word).filter(isYear))];
  const found = new Set<Reference>();
  for (const [index, volume] of numbers.entries()) {
    for (const page of numbers.slice(index + 1)) {
      for (const year of years) {
        for (const table of all) {
          for (const reference of table.byPlace.get(placeKey(Number(year), volume.word, page.word)) ?? []) {
            if (isAtPlace(entry, reference, volume)) found.add(reference);
          }
        }
      }
    }
  }
  const works = distinct([...found]);
  return works.length === 1 ? { reference: works[0]!, by: 'locator', score: 0.9 } : undefined;
}

/** Whether an entry with the record's year, volume and page begins with its author and prints no title of another work. */
function isAtPlace(entry: EntryFacts, reference: Reference, volume: NumberWord): boolean {
  const record = recordFacts(reference);
  const author =
    record.names[0] === undefined ? undefined : hasWords(entry.folded, record.names[0], undefined);
  if (author === undefined || author >= volume.start || namesAnotherIdentifier(entry, record)) return false;
  const { title, others } = recordWords(reference);
  const left = wordsBefore(entry.folded, volume.start).filter(
    word =>
      word.length > 2 &&
      !STOP_WORDS.has(word) &&
      !others.some(known => known.startsWith(word) || word.startsWith(known)),
  );
  if (left.length < TITLE_WORDS) return true;
  const shared = title.filter(word => left.includes(word)).length;
  return shared >= title.length * TITLE_SHARE;
}
