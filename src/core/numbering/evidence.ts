import type { Reference } from '../library/types';
import type { EntryFacts } from './entryFacts';
import { isSameWork, type RecordFacts } from './recordFacts';

/** Whether the entry carries a DOI or PubMed number that is not the record's, although the record has one. */
export function namesAnotherIdentifier(entry: EntryFacts, record: RecordFacts): boolean {
  const { doi, pubmed } = record;
  if (doi !== undefined && entry.dois.length > 0 && !entry.dois.some(readings => readings.includes(doi)))
    return true;
  const plain = (id: string) => !id.startsWith('pmc');
  const written = entry.pubmed.filter(plain);
  const known = pubmed.filter(plain);
  return written.length > 0 && known.length > 0 && !written.some(id => known.includes(id));
}

/** Whether a word is a year of print. */
export function isYear(word: string): boolean {
  return /^(?:1[5-9]|20)\d\d$/.test(word);
}

/** One record a work, the first of each. */
export function distinct(references: readonly Reference[]): readonly Reference[] {
  const works: Reference[] = [];
  for (const reference of references) {
    if (!works.some(known => isSameWork(known, reference))) works.push(reference);
  }
  return works;
}
