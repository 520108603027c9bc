import type { CslName, Reference } from '../library/types';
import { foldLetters } from './foldedText';
import { normaliseDoi } from './identifiers';

/** Titles are found by their first letters; shorter titles by all of them. */
export const TITLE_START = 16;

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

/** Whether two records describe one work: the same DOI and title; where not both have a DOI, the same PubMed number, or the same title, year and first name. */
export function isSameWork(a: Reference, b: Reference): boolean {
  if (a === b) return true;
  const first = recordFacts(a);
  const second = recordFacts(b);
  if (first.doi !== undefined && second.doi !== undefined) {
    // The chapters of a book often carry the book's DOI, each with a title of its own.
    return first.doi === second.doi && isSameTitle(first.title, second.title);
  }
  // A number of PubMed is one article's.
  if (first.pubmed.some(id => second.pubmed.includes(id))) return true;
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

/** The DOI of a record, plain, from its DOI or its address. */
export function recordDoi(reference: Reference): string | undefined {
  return normaliseDoi(text(reference.csl.DOI)) ?? doiOfAddress(text(reference.csl.URL));
}

function doiOfAddress(address: string): string | undefined {
  return /^https?:\/\/(?:(?:dx|www)\.)?doi\.org\//i.test(address) ? normaliseDoi(address) : undefined;
}

/** PubMed numbers of a record, and PubMed Central's as `pmc6611653`. */
export function recordPubmed(reference: Reference): readonly string[] {
  const pmid = /\d{4,9}/.exec(text(reference.csl.PMID))?.[0];
  const pmcid = /\d{4,9}/.exec(text(reference.csl.PMCID))?.[0];
  return [...(pmid === undefined ? [] : [pmid]), ...(pmcid === undefined ? [] : [`pmc${pmcid}`])];
}

export function recordYear(reference: Reference): number | undefined {
  const issued = reference.csl.issued;
  const year = Number(issued?.['date-parts']?.[0]?.[0]);
  if (Number.isInteger(year) && year !== 0) return year;
  const written = /\d{4}/.exec(text(issued?.literal) || text(issued?.raw))?.[0];
  return written === undefined ? undefined : Number(written);
}

/** First page and article number, folded. */
export function recordPages(reference: Reference): readonly string[] {
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

function foldedWords(words: string): readonly string[] {
  return words
    .split(/[\s.,:;/–-]+/)
    .map(foldLetters)
    .filter(word => word !== '');
}

/** A field as text, whatever a library has in its place. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
