import type { CslName, Reference } from '../library/types';
import type { Space } from './indexArrays';

/** A field of a reference that is searched. */
export interface SearchedField {
  readonly name: string;
  readonly space: Space;
  /** How much a word in it counts against a word in the abstract. */
  readonly weight: number;
  /** How much long fields are held back: 0 not at all, 1 in proportion (the `b` of BM25). */
  readonly lengthNormalisation: number;
}

/** Weights were learned by `bench/suggest.bench.ts`; summary, points and topics, which its data lacks, are set like their nearest kin. */
export const SEARCHED_FIELDS = [
  { name: 'title', space: 'content', weight: 3, lengthNormalisation: 0.5 },
  { name: 'summary', space: 'content', weight: 2, lengthNormalisation: 0.5 },
  { name: 'points', space: 'content', weight: 2, lengthNormalisation: 0.3 },
  { name: 'topics', space: 'content', weight: 1.5, lengthNormalisation: 0.3 },
  { name: 'keywords', space: 'content', weight: 1, lengthNormalisation: 0.3 },
  { name: 'abstract', space: 'content', weight: 1, lengthNormalisation: 0.7 },
  { name: 'firstAuthor', space: 'names', weight: 4, lengthNormalisation: 0 },
  { name: 'authors', space: 'names', weight: 1.5, lengthNormalisation: 0.3 },
  { name: 'givenNames', space: 'names', weight: 0.3, lengthNormalisation: 0 },
  { name: 'year', space: 'names', weight: 2, lengthNormalisation: 0 },
  { name: 'key', space: 'names', weight: 2, lengthNormalisation: 0 },
  { name: 'container', space: 'container', weight: 1, lengthNormalisation: 0.3 },
] as const satisfies readonly SearchedField[];

/** How soon a word that is there more often stops counting more (the `k1` of BM25). */
export const SATURATION = 1.2;

/**
 * Calls `visit` with the texts of a reference and the {@link SEARCHED_FIELDS} that they belong to, these ascending; a field
 * may have several texts, or none.
 */
export function eachFieldText(
  reference: Reference,
  topicLabels: ReadonlyMap<string, string>,
  visit: (field: number, text: string) => void,
): void {
  const { csl } = reference;
  const people = peopleOf(reference);
  visit(TITLE, textOf(csl.title));
  visit(SUMMARY, reference.summary ?? '');
  for (const point of reference.points) visit(POINTS, point);
  for (const topic of reference.topics) visit(TOPICS, topicLabels.get(topic) ?? topic);
  visit(KEYWORDS, textOf(csl.keyword));
  visit(ABSTRACT, textOf(csl.abstract));
  people.forEach((person, index) => {
    visit(index === 0 ? FIRST_AUTHOR : AUTHORS, familyName(person));
  });
  for (const { given } of people) {
    visit(GIVEN_NAMES, textOf(given));
    visit(GIVEN_NAMES, initials(textOf(given)));
  }
  visit(YEAR, yearOf(reference));
  visit(KEY, textOf(csl.id));
  visit(KEY, reference.id);
  visit(CONTAINER, textOf(csl['container-title']));
  visit(CONTAINER, textOf(csl['container-title-short']));
  visit(CONTAINER, textOf(csl.publisher));
}

function indexOf(name: (typeof SEARCHED_FIELDS)[number]['name']): number {
  return SEARCHED_FIELDS.findIndex(field => field.name === name);
}

export const TITLE = indexOf('title');
export const ABSTRACT = indexOf('abstract');
const SUMMARY = indexOf('summary');
const POINTS = indexOf('points');
const TOPICS = indexOf('topics');
const KEYWORDS = indexOf('keywords');
const FIRST_AUTHOR = indexOf('firstAuthor');
const AUTHORS = indexOf('authors');
const GIVEN_NAMES = indexOf('givenNames');
const YEAR = indexOf('year');
const KEY = indexOf('key');
const CONTAINER = indexOf('container');

/** Year of publication in digits; `` where there is none. */
export function yearOf(reference: Reference): string {
  const issued = reference.csl.issued;
  const year = issued?.['date-parts']?.[0]?.[0];
  if (year !== undefined && year !== null) return String(year);
  return /\d{4}/.exec(`${issued?.raw ?? ''} ${issued?.literal ?? ''}`)?.[0] ?? '';
}

/** Authors of a reference, else its editors. Libraries are not always what their type says: anything but a list counts as none. */
export function peopleOf(reference: Reference): readonly CslName[] {
  const authors = listOf(reference.csl.author);
  return authors.length > 0 ? authors : listOf(reference.csl.editor);
}

/** Family name with its particles, or the name of an institution. */
export function familyName(name: CslName): string {
  const family = textOf(name.family) || textOf(name.literal);
  const particle = textOf(name['non-dropping-particle']);
  // Some exports put the whole name into the family field: the last word is what is cited then.
  return particle === '' ? family : `${particle} ${family}`;
}

/** The first letters of several given names; empty of a single one. */
function initials(given: string): string {
  let letters = '';
  let isWithin = false;
  for (let i = 0; i < given.length; i++) {
    const code = given.charCodeAt(i);
    if (code > 127) return initialsOfAnyScript(given);
    const isLetter = (code > 96 && code < 123) || (code > 64 && code < 91);
    if (isLetter && !isWithin) letters += given.charAt(i);
    isWithin = isLetter;
  }
  return letters.length > 1 ? letters : '';
}

function initialsOfAnyScript(given: string): string {
  const letters = given.match(/(?<![\p{L}\p{M}])\p{L}/gu) ?? [];
  return letters.length > 1 ? letters.join('') : '';
}

function listOf(names: readonly CslName[] | undefined): readonly CslName[] {
  return Array.isArray(names) ? names.filter(name => typeof name === 'object' && name !== null) : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
