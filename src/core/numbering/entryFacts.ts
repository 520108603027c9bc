import { type FoldedText, foldText, Gap } from './foldedText';
import { doiReadings, pubmedIdentifiers, withoutAddresses } from './identifiers';
import { TITLE_START } from './recordFacts';

/** How much of an entry is read; a longer one is no reference list entry. */
const ENTRY_LIMIT = 4_000;

/** Words that make of `Correction: Some title` another work than `Some title`. */
const OTHER_WORK_WORDS = [
  'correction',
  'correctionto',
  'authorcorrection',
  'publishercorrection',
  'erratum',
  'erratumto',
  'erratumfor',
  'corrigendum',
  'corrigendumto',
  'addendum',
  'retraction',
  'retracted',
  'retractionof',
  'retractionnote',
  'reply',
  'replyto',
  'responseto',
  'commenton',
  'commentaryon',
  'commentary',
  'reviewof',
  'editorial',
] as const;

/** Words between a title and the next that make it a part of a series. */
const SERIES_WORD = /^(?:part|volume|supplement|chapter|[ivx]{1,4}|\d{1,2})$/;

/** A word that holds a digit, with where it stands in the letters. */
export interface NumberWord {
  readonly word: string;
  readonly start: number;
}

/** What linking reads from the text of a list entry. */
export interface EntryFacts {
  readonly folded: FoldedText;
  readonly dois: readonly (readonly string[])[];
  readonly pubmed: readonly string[];
  /** Whether it names a preprint server: a preprint and the article that it became are two records. */
  readonly preprint: boolean;
  /** Volumes, pages, years …, in order, addresses left out; `p1121` is `1121`, `2016a` is `2016`. */
  readonly numbers: readonly NumberWord[];
}

/** Letters of an entry at which a title could stand. `exact`: nothing of a longer title stands around it. */
export interface TitlePlace {
  readonly start: number;
  readonly end: number;
  readonly exact: boolean;
}

/** Reads the text of a list entry, in any markup, without its label. */
export function entryFacts(text: string): EntryFacts {
  const read = text.slice(0, ENTRY_LIMIT);
  const folded = foldText(withoutAddresses(read));
  return {
    folded,
    dois: doiReadings(read),
    pubmed: pubmedIdentifiers(read),
    preprint: namesPreprintServer(read),
    numbers: numberWords(folded),
  };
}

/** Whether a text names a preprint server, in words or as a part of an address. */
export function namesPreprintServer(text: string): boolean {
  return /xiv\b|\bpreprint|\bSSRN\b|research ?square/i.test(text);
}

/** The places where a title may begin, as offsets into the letters. */
export function titleStarts(folded: FoldedText): readonly number[] {
  const starts: number[] = [];
  for (let position = 0; position < folded.letters.length; position++) {
    const gap = folded.gaps[position]!;
    if (gap === 0) continue;
    // `… J 2023 Title`: some styles put nothing but the year in front of the title.
    if (
      (gap & ~Gap.space) !== 0 ||
      /\d{4}$/.test(folded.letters.slice(Math.max(0, position - 4), position))
    ) {
      starts.push(position);
    }
  }
  return starts;
}

/**
 * Judges whether a title at these letters is the title of the entry.
 *
 * @returns undefined where it is only a part of a longer title, the container's title or the title of a work that this one corrects
 */
export function titlePlace(folded: FoldedText, start: number, end: number): TitlePlace | undefined {
  const after = folded.gaps[end];
  if (after === undefined || after === 0 || (after & ~Gap.space) === 0) return undefined;
  const before = folded.letters.slice(Math.max(0, start - 24), start);
  if (OTHER_WORK_WORDS.some(word => before.endsWith(word) && isWordStart(folded, start - word.length)))
    return undefined;
  // `In: Title of a book.` is where the work stands, not the work.
  if (before.endsWith('in') && isWordStart(folded, start - 2) && (folded.gaps[start]! & Gap.colon) !== 0)
    return undefined;
  const ends =
    (after & (Gap.stop | Gap.quote | Gap.edge | Gap.markup | Gap.bracket)) !== 0 &&
    !SERIES_WORD.test(wordAt(folded, end));
  return { start, end, exact: ends };
}

/** Whether these folded letters stand as whole words outside `except`. */
export function hasWords(
  folded: FoldedText,
  words: string,
  except: { readonly start: number; readonly end: number } | undefined,
): number | undefined {
  if (words === '') return undefined;
  for (
    let found = folded.letters.indexOf(words);
    found >= 0;
    found = folded.letters.indexOf(words, found + 1)
  ) {
    const end = found + words.length;
    const inside = except !== undefined && found < except.end && end > except.start;
    if (!inside && folded.gaps[found] !== 0 && folded.gaps[end] !== 0) return found;
  }
  return undefined;
}

/** The words without digits in front of an offset into the letters. */
export function wordsBefore(folded: FoldedText, end: number): readonly string[] {
  const words: string[] = [];
  let start = 0;
  for (let position = 1; position <= end; position++) {
    if (folded.gaps[position] === 0) continue;
    const word = folded.letters.slice(start, position);
    if (!/\d/.test(word)) words.push(word);
    start = position;
  }
  return words;
}

/** The first letters by which a table finds titles. */
export function titleStart(folded: FoldedText, start: number): string {
  return folded.letters.slice(start, start + TITLE_START);
}

function numberWords(folded: FoldedText): readonly NumberWord[] {
  const words: NumberWord[] = [];
  let start = 0;
  for (let position = 1; position <= folded.letters.length; position++) {
    if (folded.gaps[position] === 0) continue;
    const word = folded.letters.slice(start, position);
    if (word.length <= 24 && /\d/.test(word)) {
      words.push({
        word: word.replace(/^(?:pp?|vol|v|no)(?=\d)/, '').replace(/^(\d{4})[a-z]$/, '$1'),
        start,
      });
    }
    start = position;
  }
  return words;
}

function isWordStart(folded: FoldedText, position: number): boolean {
  return position >= 0 && folded.gaps[position] !== 0;
}

function wordAt(folded: FoldedText, start: number): string {
  let end = start;
  do end++;
  while (end < folded.letters.length && end - start < 16 && folded.gaps[end] === 0);
  return folded.letters.slice(start, end);
}
