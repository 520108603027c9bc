import type { CslName, Library, Reference } from '../library/types';
import { foldLetters, foldText, Gap } from './foldedText';
import { normaliseDoi } from './identifiers';

/** Titles are found by their first letters; shorter titles by all of them. */
export const TITLE_START = 16;

const TITLE_LIMIT = 800;

/** More records than this under one title (`Editorial`) tell nothing about which is meant. */
const CROWD = 64;

/** What linking asks of a library, each question answered in constant time. Built once per library, linear in its size. */
export interface RecordTable {
  readonly byId: ReadonlyMap<string, Reference>;
  readonly byDoi: ReadonlyMap<string, readonly Reference[]>;
  /** PubMed numbers, and PubMed Central's as `pmc6611653`. */
  readonly byPubmed: ReadonlyMap<string, readonly Reference[]>;
  /** Records by all letters of their title. */
  readonly byTitle: ReadonlyMap<string, readonly Reference[]>;
  /** Records by the letters of their title up to its subtitle, where it has one. */
  readonly byMainTitle: ReadonlyMap<string, readonly Reference[]>;
  /** First {@link TITLE_START} letters → the lengths of titles and main titles that begin so, longest first. */
  readonly titleLengths: ReadonlyMap<string, readonly number[]>;
  /** Lengths of titles with fewer letters than {@link TITLE_START}, longest first. */
  readonly shortTitleLengths: readonly number[];
  /** Records by {@link placeKey}. */
  readonly byPlace: ReadonlyMap<string, readonly Reference[]>;
}

/** What of a record can be seen in a list entry; all text folded as by {@link foldLetters}. */
export interface RecordFacts {
  readonly title: string;
  readonly year: number | undefined;
  /** Family names (or whole institutions) of the first authors, else editors. */
  readonly names: readonly string[];
  readonly volume: string;
  /** First page or article number. */
  readonly page: string;
  readonly containers: readonly string[];
  readonly doi: string | undefined;
  readonly pubmed: readonly string[];
}

/** The key of {@link RecordTable.byPlace}: where in the literature a work stands, without its words. */
export function placeKey(year: number, volume: string, page: string): string {
  return `${year}|${volume}|${page}`;
}

/** Builds the table of one library. */
export function buildRecordTable(library: Library): RecordTable {
  const byId = new Map<string, Reference>();
  const byDoi = new Map<string, Reference[]>();
  const byPubmed = new Map<string, Reference[]>();
  const byTitle = new Map<string, Reference[]>();
  const byMainTitle = new Map<string, Reference[]>();
  const byPlace = new Map<string, Reference[]>();
  const lengths = new Map<string, Set<number>>();
  const shortLengths = new Set<number>();
  for (const reference of library.references) {
    const { csl } = reference;
    if (!byId.has(reference.id)) byId.set(reference.id, reference);
    const doi = recordDoi(reference);
    if (doi !== undefined) push(byDoi, doi, reference);
    for (const id of recordPubmed(reference)) push(byPubmed, id, reference);
    const title = foldText(text(csl.title));
    if (title.letters.length > TITLE_LIMIT) {
      // No title: an abstract or a whole text that a broken record has in its place.
    } else if (title.letters.length >= TITLE_START) {
      const start = title.letters.slice(0, TITLE_START);
      const known = lengths.get(start) ?? new Set<number>();
      lengths.set(start, known);
      push(byTitle, title.letters, reference);
      known.add(title.letters.length);
      const main = mainTitleLength(title.gaps);
      if (main > 0) {
        push(byMainTitle, title.letters.slice(0, main), reference);
        known.add(main);
      }
    } else if (title.letters.length > 1) {
      push(byTitle, title.letters, reference);
      shortLengths.add(title.letters.length);
    }
    const year = recordYear(reference);
    const volume = foldLetters(text(csl.volume));
    if (year !== undefined && volume !== '') {
      for (const page of recordPages(reference)) push(byPlace, placeKey(year, volume, page), reference);
    }
  }
  return {
    byId,
    byDoi,
    byPubmed,
    byTitle,
    byMainTitle,
    byPlace,
    titleLengths: new Map([...lengths].map(([start, known]) => [start, descending(known)])),
    shortTitleLengths: descending(shortLengths),
  };
}

/** What can be recognised of a record. */
export function recordFacts(reference: Reference): RecordFacts {
  const { csl } = reference;
  const people = csl.author?.length ? csl.author : (csl.editor ?? []);
  const containers = [
    csl['container-title'],
    csl['container-title-short'],
    csl['collection-title'],
    csl.publisher,
  ]
    .map(name => foldLetters(text(name)))
    .filter(name => name.length > 2);
  return {
    title: foldLetters(text(csl.title)),
    year: recordYear(reference),
    names: people
      .slice(0, 3)
      .map(foldName)
      .filter(name => name !== ''),
    volume: foldLetters(text(csl.volume)),
    page: recordPages(reference)[0] ?? '',
    containers,
    doi: recordDoi(reference),
    pubmed: recordPubmed(reference),
  };
}

/** The words of a record's title, and those of its names and container titles, folded. */
export function recordWords({ csl }: Reference): {
  readonly title: readonly string[];
  readonly others: readonly string[];
} {
  const people = [...(csl.author ?? []), ...(csl.editor ?? [])];
  const names = people.map(({ family, given, literal }) => `${text(family)} ${text(given)} ${text(literal)}`);
  const containers = [csl['container-title'], csl['container-title-short'], csl.publisher].map(text);
  return {
    title: foldedWords(text(csl.title)).filter(word => word.length > 2),
    others: [...names, ...containers].flatMap(foldedWords),
  };
}

/** Whether two records describe one work: the same DOI and title, or the same title, year and first name where not both have a DOI. */
export function isSameWork(a: Reference, b: Reference): boolean {
  if (a === b) return true;
  const first = recordFacts(a);
  const second = recordFacts(b);
  if (first.doi !== undefined && second.doi !== undefined) {
    // The chapters of a book often carry the book's DOI, each with a title of its own.
    return first.doi === second.doi && isSameTitle(first.title, second.title);
  }
  return (
    first.title !== '' &&
    first.title === second.title &&
    first.year === second.year &&
    first.names[0] === second.names[0] &&
    (first.volume === second.volume || first.volume === '' || second.volume === '')
  );
}

/** Whether two titles are the same, up to a subtitle that one of them lacks. */
function isSameTitle(a: string, b: string): boolean {
  return (
    a === b || (a.length >= TITLE_START && b.length >= TITLE_START && (a.startsWith(b) || b.startsWith(a)))
  );
}

/** Whether too many records share a title for it to tell them apart. */
export function isCrowd(references: readonly Reference[]): boolean {
  return references.length > CROWD;
}

function recordDoi(reference: Reference): string | undefined {
  return normaliseDoi(text(reference.csl.DOI)) ?? doiOfAddress(text(reference.csl.URL));
}

function doiOfAddress(address: string): string | undefined {
  return /^https?:\/\/(?:dx\.)?doi\.org\//i.test(address) ? normaliseDoi(address) : undefined;
}

function recordPubmed(reference: Reference): readonly string[] {
  const pmid = /\d{4,9}/.exec(text(reference.csl.PMID))?.[0];
  const pmcid = /\d{4,9}/.exec(text(reference.csl.PMCID))?.[0];
  return [...(pmid === undefined ? [] : [pmid]), ...(pmcid === undefined ? [] : [`pmc${pmcid}`])];
}

function recordYear(reference: Reference): number | undefined {
  const issued = reference.csl.issued;
  const year = Number(issued?.['date-parts']?.[0]?.[0]);
  if (Number.isInteger(year) && year !== 0) return year;
  const written = /\d{4}/.exec(text(issued?.literal) || text(issued?.raw))?.[0];
  return written === undefined ? undefined : Number(written);
}

function recordPages(reference: Reference): readonly string[] {
  const { csl } = reference;
  const first = foldLetters(text(csl['page-first']) || firstPage(text(csl.page)));
  const number = foldLetters(text(csl.number));
  return [...new Set([first, number])].filter(page => page !== '');
}

function firstPage(pages: string): string {
  return /^[^\s\-–—‐,;]*/.exec(pages.trim())?.[0] ?? '';
}

function foldName(name: CslName): string {
  return foldLetters(text(name.family) || text(name.literal));
}

/** How many letters stand in front of the subtitle; 0 where there is none or too little stands in front of it. */
function mainTitleLength(gaps: Uint8Array): number {
  let words = 0;
  for (let position = 1; position < gaps.length - 1; position++) {
    const gap = gaps[position]!;
    if (gap === 0) continue;
    words++;
    if ((gap & (Gap.colon | Gap.stop)) !== 0 && position >= TITLE_START) return words >= 3 ? position : 0;
  }
  return 0;
}

function foldedWords(words: string): readonly string[] {
  return words
    .split(/[\s.,:;/–-]+/)
    .map(foldLetters)
    .filter(word => word !== '');
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

function push(map: Map<string, Reference[]>, key: string, reference: Reference): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [reference]);
  else if (known.length <= CROWD) known.push(reference);
}

function descending(numbers: Iterable<number>): readonly number[] {
  return [...numbers].sort((a, b) => b - a);
}
