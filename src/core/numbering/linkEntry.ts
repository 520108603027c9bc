import type { Library, Reference } from '../library/types';
import {
  type EntryFacts,
  entryFacts,
  hasWords,
  namesPreprintServer,
  type TitlePlace,
  titlePlace,
  titleStart,
  titleStarts,
} from './entryFacts';
import { distinct, isYear, namesAnotherIdentifier } from './evidence';
import { linkByPlace } from './linkByPlace';
import { isSameWork, type RecordFacts, recordFacts } from './recordFacts';
import { buildRecordTable, isCrowd, openRecordTable, type RecordTable } from './recordTable';
import type { EntryLink, LinkEvidence } from './types';

/** Links kept between calls, so that a keystroke links again only what it changed. */
const MEMORY_LIMIT = 20_000;

/** Two accepted titles whose scores lie closer together cannot be told apart. */
const CLEAR_LEAD = 0.05;

/** A citation key of an entry: written by us into invisible markup, or a `\bibitem` label, which may mean anything. */
export interface EntryKey {
  readonly value: string;
  readonly certain: boolean;
}

/** Links list entries to the records of a set of libraries. */
export interface EntryLinker {
  /**
   * @param text what the entry says, in any markup, without its label
   * @param key the entry's own citation key
   * @returns undefined where no record is meant, or where two could be
   */
  link(text: string, key?: EntryKey): EntryLink | undefined;
  /** Every record of the libraries that describes the same work, itself included. */
  sameWorks(reference: Reference): readonly Reference[];
}

const tables = new WeakMap<Library, RecordTable>();
const linkers = new WeakMap<readonly Library[], EntryLinker>();

/**
 * The linker of a set of libraries. Its tables are built on the first question, once per library and linear in its
 * size; pass the same array while nothing changed, and what was linked before is remembered.
 */
export function entryLinker(libraries: readonly Library[]): EntryLinker {
  const known = linkers.get(libraries);
  if (known !== undefined) return known;
  const memory = new Map<string, EntryLink | undefined>();
  const works = new Map<Reference, readonly Reference[]>();
  const linker: EntryLinker = {
    link(text, key) {
      const question = key === undefined ? text : `${key.certain ? '@' : '{'}${key.value}\n${text}`;
      if (memory.has(question)) return memory.get(question);
      if (memory.size >= MEMORY_LIMIT) memory.clear();
      const link = findLink(text, key, libraries.map(tableOf));
      memory.set(copied(question), link);
      return link;
    },
    sameWorks(reference) {
      const before = works.get(reference);
      if (before !== undefined) return before;
      const found = findSameWorks(reference, libraries.map(tableOf));
      works.set(reference, found);
      return found;
    },
  };
  linkers.set(libraries, linker);
  return linker;
}

/** Links one entry; see {@link EntryLinker.link}. */
export function linkEntry(
  text: string,
  libraries: readonly Library[],
  key?: EntryKey,
): EntryLink | undefined {
  return entryLinker(libraries).link(text, key);
}

/** The same text in memory of its own: a piece of a manuscript would keep all of that manuscript alive. */
function copied(text: string): string {
  return text.split('').join('');
}

function findSameWorks(reference: Reference, all: readonly RecordTable[]): readonly Reference[] {
  const { doi, pubmed, title } = recordFacts(reference);
  const like = all.flatMap(table => [
    ...(doi === undefined ? [] : (table.byDoi.get(doi) ?? [])),
    ...pubmed.flatMap(id => table.byPubmed.get(id) ?? []),
    ...(title === '' || isCrowd(table.byTitle.get(title) ?? []) ? [] : (table.byTitle.get(title) ?? [])),
  ]);
  return [...new Set([reference, ...like.filter(other => isSameWork(other, reference))])];
}

function tableOf(library: Library): RecordTable {
  const known = tables.get(library);
  if (known !== undefined) return known;
  const packed = library.tables && openRecordTable(library, library.tables);
  const table = packed ?? buildRecordTable(library);
  tables.set(library, table);
  return table;
}

function findLink(
  text: string,
  key: EntryKey | undefined,
  all: readonly RecordTable[],
): EntryLink | undefined {
  const entry = entryFacts(text);
  const keyed = key === undefined ? [] : distinct(all.flatMap(table => table.byId.get(key.value) ?? []));
  if (keyed.length > 0) return linkByKey(entry, key!, keyed, all);

  const byDoi = distinct(entry.dois.flatMap(readings => firstHit(readings, all)));
  if (byDoi.length > 0) return linkByIdentifier(entry, byDoi, 'doi', all);
  const byPubmed = distinct(entry.pubmed.flatMap(id => all.flatMap(table => table.byPubmed.get(id) ?? [])));
  if (byPubmed.length > 0) return linkByIdentifier(entry, byPubmed, 'pmid', all);

  return linkByTitle(entry, all, true) ?? linkByPlace(entry, all);
}

function linkByKey(
  entry: EntryFacts,
  key: EntryKey,
  keyed: readonly Reference[],
  all: readonly RecordTable[],
): EntryLink | undefined {
  const seen = keyed.filter(reference => isSeen(entry, reference));
  if (seen.length === 1) return { reference: seen[0]!, by: 'key', score: 1 };
  // Words that plainly name another work win over a key that was copied or whose record was replaced.
  const other = linkByTitle(entry, all, true);
  if (other !== undefined)
    return keyed.includes(other.reference) ? { ...other, by: 'key', score: 1 } : undefined;
  return key.certain && keyed.length === 1 ? { reference: keyed[0]!, by: 'key', score: 0.95 } : undefined;
}

function linkByIdentifier(
  entry: EntryFacts,
  found: readonly Reference[],
  by: LinkEvidence,
  all: readonly RecordTable[],
): EntryLink | undefined {
  const titled = longestTitle(found.filter(reference => hasTitle(entry, recordFacts(reference))));
  if (titled !== undefined) return { reference: titled, by, score: 1 };
  if (found.length > 1) return undefined;
  const other = linkByTitle(entry, all, false);
  if (other !== undefined && !isSameWork(other.reference, found[0]!)) return undefined;
  return { reference: found[0]!, by, score: isSeen(entry, found[0]!) ? 0.99 : 0.95 };
}

/** Of records whose titles all stand in one entry the one whose title holds the others'; undefined where none does. */
function longestTitle(references: readonly Reference[]): Reference | undefined {
  const titled = references.map(reference => ({ reference, title: recordFacts(reference).title }));
  return titled.find(({ title }) => titled.every(other => title.includes(other.title)))?.reference;
}

/** The records of the longest reading that any library knows. */
function firstHit(readings: readonly string[], all: readonly RecordTable[]): readonly Reference[] {
  for (const reading of readings) {
    const hits = all.flatMap(table => table.byDoi.get(reading) ?? []);
    if (hits.length > 0) return hits;
  }
  return [];
}

/** A record whose title stands at a place of the entry. */
interface FoundTitle extends TitlePlace {
  readonly reference: Reference;
  /** Whether the entry has only the title's part in front of the subtitle. */
  readonly subtitleMissing: boolean;
}

interface TitleCandidate extends FoundTitle {
  readonly score: number;
}

function linkByTitle(
  entry: EntryFacts,
  all: readonly RecordTable[],
  heedIdentifiers: boolean,
): EntryLink | undefined {
  const candidates: TitleCandidate[] = [];
  const seen = new Set<Reference>();
  for (const start of titleStarts(entry.folded)) {
    for (const table of all) {
      for (const hit of titlesAt(entry, table, start)) {
        if (seen.has(hit.reference)) continue;
        const score = judgeTitle(entry, hit, recordFacts(hit.reference), heedIdentifiers);
        if (score === undefined) continue;
        seen.add(hit.reference);
        candidates.push({ ...hit, score });
      }
    }
  }
  const best = clearWinner(candidates);
  return best === undefined ? undefined : { reference: best.reference, by: 'title', score: best.score };
}

function* titlesAt(entry: EntryFacts, table: RecordTable, start: number): Generator<FoundTitle> {
  const { folded } = entry;
  const lengths = table.titleLengths.get(titleStart(folded, start)) ?? table.shortTitleLengths;
  for (const length of lengths) {
    const end = start + length;
    if (end > folded.letters.length || folded.gaps[end] === 0) continue;
    const letters = folded.letters.slice(start, end);
    const full = table.byTitle.get(letters) ?? [];
    const main = table.byMainTitle.get(letters) ?? [];
    if (full.length + main.length === 0 || isCrowd(full) || isCrowd(main)) continue;
    const place = titlePlace(folded, start, end);
    if (place === undefined) continue;
    for (const reference of full) yield { ...place, subtitleMissing: false, reference };
    // Behind a colon the entry has a subtitle of its own, which is not the record's.
    if (!place.exact) continue;
    for (const reference of main) yield { ...place, subtitleMissing: true, reference };
  }
}

/** How surely a title at a place names this record, from 0 to 1; undefined where something speaks against it or too little for it. */
function judgeTitle(
  entry: EntryFacts,
  place: FoundTitle,
  record: RecordFacts,
  heedIdentifiers: boolean,
): number | undefined {
  if (heedIdentifiers && namesAnotherIdentifier(entry, record)) return undefined;
  const numbers = entry.numbers
    .filter(({ start }) => start < place.start || start >= place.end)
    .map(({ word }) => word);
  const years = numbers.filter(isYear).map(Number);
  const author = authorEvidence(entry, record, place);
  const volume = record.volume !== '' && numbers.includes(record.volume);
  const page = record.page !== '' && numbers.includes(record.page);
  const container = record.containers.some(name => hasWords(entry.folded, name, place) !== undefined);
  const located = (volume && page) || container;
  const elsewhere =
    !located && !page && record.volume !== '' && record.page !== '' && numbers.length - years.length >= 2;
  if (elsewhere || (author === 'absent' && !(volume && page))) return undefined;
  const hasPlace = record.containers.length > 0 || record.volume !== '';
  if (entry.preprint !== isPreprint(record) && !located && hasPlace) return undefined;

  const year =
    record.year === undefined || years.length === 0
      ? 'unknown'
      : years.includes(record.year)
        ? 'same'
        : years.some(written => Math.abs(written - record.year!) === 1)
          ? 'near'
          : 'other';
  if (year === 'other' && !(volume && page)) return undefined;

  const letters = place.end - place.start;
  const words = countWords(entry, place);
  if (place.subtitleMissing)
    return author === 'present' && year === 'same' && volume && page ? 0.9 : undefined;
  if (!place.exact) return author === 'present' && year === 'same' && located ? 0.9 : undefined;
  if (letters >= 24 && words >= 4) {
    if (author === 'present' && year === 'same') return 0.98;
    if (author === 'present') return 0.92;
    if (year === 'same' || located) return 0.9;
    return year === 'unknown' && letters >= 30 && words >= 5 ? 0.86 : undefined;
  }
  // A web page has often nothing but its name, which then opens the entry.
  if (year === 'unknown' && record.year === undefined && record.names.length === 0 && place.start === 0) {
    return letters >= 12 && words >= 2 ? 0.86 : undefined;
  }
  if (year !== 'same') return undefined;
  if (letters >= 12 && words >= 2) return author === 'present' ? 0.93 : located ? 0.86 : undefined;
  return author === 'present' && (located || !hasPlace) ? 0.86 : undefined;
}

/** The candidate that is plainly meant: titles within longer titles lose, one work counts once, a tie has no winner. */
function clearWinner(candidates: readonly TitleCandidate[]): TitleCandidate | undefined {
  const outer = candidates.filter(
    inner =>
      !candidates.some(
        other =>
          other.start <= inner.start &&
          other.end >= inner.end &&
          other.end - other.start > inner.end - inner.start,
      ),
  );
  const ranked = [...outer].sort((a, b) => b.score - a.score);
  const best = ranked[0];
  if (best === undefined) return undefined;
  const rivals = ranked.slice(1).filter(other => !isSameWork(other.reference, best.reference));
  return rivals.every(rival => best.score - rival.score >= CLEAR_LEAD) ? best : undefined;
}

function authorEvidence(
  entry: EntryFacts,
  record: RecordFacts,
  place: TitlePlace,
): 'present' | 'absent' | 'unknown' {
  if (record.names.length === 0) return 'unknown';
  return record.names.some(name => hasWords(entry.folded, name, place) !== undefined) ? 'present' : 'absent';
}

/** Whether the entry shows the record's title or its first author. */
function isSeen(entry: EntryFacts, reference: Reference): boolean {
  const record = recordFacts(reference);
  return (
    hasTitle(entry, record) ||
    (record.names[0] !== undefined && hasWords(entry.folded, record.names[0], undefined) !== undefined)
  );
}

function hasTitle(entry: EntryFacts, record: RecordFacts): boolean {
  return record.title.length > 7 && entry.folded.letters.includes(record.title);
}

function countWords(entry: EntryFacts, place: TitlePlace): number {
  let words = 1;
  for (let position = place.start + 1; position < place.end; position++)
    if (entry.folded.gaps[position] !== 0) words++;
  return words;
}

function isPreprint(record: RecordFacts): boolean {
  return record.containers.some(namesPreprintServer);
}
