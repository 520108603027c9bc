import type { CslDate, CslItem, CslName, Reference } from '../library/types';
import { foldText } from './foldedText';
import { doiReadings, pubmedIdentifiers } from './identifiers';
import { recordFacts } from './recordFacts';

/** Something that a list entry says and that nobody would know any more if it were written anew. */
export interface LostFact {
  readonly kind: 'doi' | 'pmid' | 'address' | 'number' | 'words';
  /** As it stands in the entry, or as it is compared. */
  readonly text: string;
}

/** Longer entries are no list entries: they are kept as they are without reading on. */
const ENTRY_LIMIT = 8_000;

/** How far from a family name its initials may stand, in words. */
const NAME_REACH = 4;

const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>"{}|\\^`[\]]+/gi;
const PREPRINT = /\barXiv:\s?([\w.\-/]+)/gi;

/** What stands between the facts of an entry in the usual styles and tells nothing of the work. */
const JOINING_WORDS =
  'a accessed al an and art article at available by cit cited dans de del der des di die doi dostupné du e ed edited edition editor editors eds el en epub et from fr herausgegeben hg hrsg http https id im in internet issue janv journal jg la le les los nd no nr number num of on online p pag page pages pagg part pii pmc pmcid pmid pp pubmed central rd retrieved s sec seiten st th the und url v verfügbar vol volume von with y zugegriffen';

const JOINING: ReadonlySet<string> = new Set(JOINING_WORDS.split(' ').map(word => foldText(word).letters));

/** Fields that say nothing which a reference list prints. */
const UNPRINTED_FIELDS: ReadonlySet<string> = new Set([
  'abstract',
  'annote',
  'keyword',
  'custom',
  'id',
  'type',
]);

/** Languages in which the name of a month is known. */
const MONTH_LANGUAGES = ['en', 'de', 'es', 'fr', 'it', 'pt', 'nl'];

/**
 * What would be lost if a list entry were written anew. Nothing is where the entry's every identifier, address, number
 * and word is found in the new words or, in any of the usual forms (initials, abbreviated journal, shortened last page,
 * name of the month, “et al.”), in the library record.
 *
 * @param typed the words of the entry as they stand in the manuscript, in any markup
 * @param written the words that would take their place, in any markup
 * @returns the first such fact, identifiers before numbers before words; undefined where nothing is lost
 */
export function factLostBy(typed: string, written: string, reference: Reference): LostFact | undefined {
  if (typed.length > ENTRY_LIMIT) return { kind: 'words', text: typed.slice(0, 40) };
  const record = fieldTexts(reference.csl);
  const known = `${record.join(' \n ')} \n ${written}`;
  return (
    lostDoi(typed, known, recordFacts(reference).doi) ??
    lostPubmed(typed, written, reference) ??
    lostAddress(typed, known.toLowerCase()) ??
    lostWord(typed, written, reference.csl, record)
  );
}

function lostDoi(typed: string, known: string, recordDoi: string | undefined): LostFact | undefined {
  const dois = new Set(doiReadings(known).flat());
  if (recordDoi !== undefined) dois.add(recordDoi);
  for (const readings of doiReadings(typed)) {
    if (!readings.some(reading => dois.has(reading))) {
      return { kind: 'doi', text: readings[readings.length - 1] ?? '' };
    }
  }
  return undefined;
}

function lostPubmed(typed: string, written: string, reference: Reference): LostFact | undefined {
  const known = new Set([...recordFacts(reference).pubmed, ...pubmedIdentifiers(written)]);
  const lost = pubmedIdentifiers(typed).find(id => !known.has(id));
  return lost === undefined ? undefined : { kind: 'pmid', text: lost };
}

/** @param known in lower case */
function lostAddress(typed: string, known: string): LostFact | undefined {
  for (const [address] of typed.matchAll(ADDRESS)) {
    // These are judged by the number that they hold.
    if (/10\.\d{4,9}(?:\/|%2f)|pubmed|\/pmc/i.test(address)) continue;
    const bare = address
      .toLowerCase()
      .replace(/^https?:\/\/|^www\./g, '')
      .replace(/^www\./, '')
      .replace(/[.,;:!?)*_'/]+$/, '');
    if (!known.includes(bare)) return { kind: 'address', text: address };
  }
  for (const [whole, id] of typed.matchAll(PREPRINT)) {
    if (!known.includes(id!.toLowerCase().replace(/[.\-/]+$/, ''))) return { kind: 'address', text: whole };
  }
  return undefined;
}

/** A word of an entry, folded. */
interface Word {
  readonly word: string;
  /** Where it begins in the folded letters. */
  readonly start: number;
}

function lostWord(
  typed: string,
  written: string,
  csl: CslItem,
  record: readonly string[],
): LostFact | undefined {
  const words = wordsOf(withoutIdentifiers(typed), foldText(plain(csl.title)).letters);
  const writtenWords = wordsOf(withoutIdentifiers(written), '').map(({ word }) => word);
  const recordWords = record.flatMap(text => wordsOf(withoutIdentifiers(text), '').map(({ word }) => word));
  return (
    lostNumber(words, recordWords, writtenWords, csl) ?? lostLetters(words, recordWords, writtenWords, csl)
  );
}

function lostNumber(
  words: readonly Word[],
  recordWords: readonly string[],
  writtenWords: readonly string[],
  csl: CslItem,
): LostFact | undefined {
  const years = new Set(datesOf(csl).flatMap(date => date.slice(0, 1)));
  const inRecord = counted([...recordWords, ...datesOf(csl).flat()]);
  const inWritten = counted(writtenWords);
  const pages = numbersIn(plain(csl.page));
  const left = new Map<string, number>();
  let previous = '';
  for (const { word } of words) {
    if (!/\d/.test(word)) continue;
    const number = plainNumber(word);
    const known = Math.max(inRecord.get(number) ?? 0, inWritten.get(number) ?? 0);
    const used = (left.get(number) ?? 0) + 1;
    left.set(number, used);
    if (used > known && !years.has(number) && !isLastPage(previous, number, pages)) {
      return { kind: 'number', text: word };
    }
    previous = number;
  }
  return undefined;
}

/** `1121-8`, `1121-28` and `1121-1128` are the same pages. */
function isLastPage(first: string, last: string, pages: readonly string[]): boolean {
  const [knownFirst, knownLast] = pages;
  if (knownFirst === undefined || knownLast === undefined || first !== knownFirst) return false;
  return wholeLastPage(first, last) === wholeLastPage(knownFirst, knownLast);
}

function wholeLastPage(first: string, last: string): string {
  return last.length < first.length ? first.slice(0, first.length - last.length) + last : last;
}

function lostLetters(
  words: readonly Word[],
  recordWords: readonly string[],
  writtenWords: readonly string[],
  csl: CslItem,
): LostFact | undefined {
  const known = new Set([...recordWords, ...writtenWords].filter(word => word.length > 1));
  // What some styles call CSL's type `article`, and an article in a journal whose record has no place in it yet.
  const hasPlace = plain(csl.volume) !== '' || plain(csl.issue) !== '' || plain(csl.page) !== '';
  if (csl.type !== 'article-journal' || !hasPlace) for (const word of ['preprint', 'posted']) known.add(word);
  const containers = containerWords(csl);
  const people = peopleOf(csl);
  const months = monthNames(csl);
  const isKnown = (index: number): boolean => {
    const word = words[index]?.word;
    if (word === undefined || /\d/.test(word)) return word !== undefined;
    return (
      known.has(word) ||
      JOINING.has(word) ||
      months.some(name => word.length >= 3 && name.startsWith(word)) ||
      isInitials(word, index, words, people) ||
      isOfContainer(word, containers, words[index - 1]?.word, words[index + 1]?.word)
    );
  };
  for (let index = 0; index < words.length; index++) {
    if (isKnown(index)) continue;
    let end = index + 1;
    while (end < words.length && end < index + 6 && !isKnown(end)) end++;
    return {
      kind: 'words',
      text: words
        .slice(index, end)
        .map(({ word }) => word)
        .join(' '),
    };
  }
  return undefined;
}

/** Whether a word is the initials of somebody whose family name stands near. */
function isInitials(
  word: string,
  index: number,
  words: readonly Word[],
  people: readonly { readonly family: readonly string[]; readonly initials: string }[],
): boolean {
  if (word.length > 4) return false;
  for (const { family, initials } of people) {
    if (!initials.includes(word)) continue;
    for (let at = Math.max(0, index - NAME_REACH); at <= index + NAME_REACH; at++) {
      if (family.includes(words[at]?.word ?? '')) return true;
    }
  }
  return false;
}

interface ContainerWords {
  readonly words: readonly string[];
  readonly initials: string;
}

/** Whether a word is an abbreviation of a word of the journal's title, such a word in full, or its initials. */
function isOfContainer(
  word: string,
  { words, initials }: ContainerWords,
  before: string | undefined,
  after: string | undefined,
): boolean {
  const abbreviates = (short: string | undefined): boolean =>
    short !== undefined &&
    short.length > 1 &&
    words.some(known => isAbbreviation(short, known) || isAbbreviation(known, short));
  if (word.length > 1) return abbreviates(word) || (word.length > 2 && initials.includes(word));
  // A single letter is as likely somebody's initial: it counts only beside another word of the journal.
  return words.some(known => known.startsWith(word)) && (abbreviates(after) || abbreviates(before));
}

/** Whether `short` has letters of `word` in their order, the first among them (ISO 4: `natl` of `national`). */
function isAbbreviation(short: string, word: string): boolean {
  if (short.length > word.length || short.length < 2 || short[0] !== word[0]) return false;
  let at = 0;
  for (const letter of short) {
    at = word.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function containerWords(csl: CslItem): ContainerWords {
  const titles = [
    'container-title',
    'container-title-short',
    'collection-title',
    'event-title',
    'publisher',
    'publisher-place',
  ].map(field => wordsOf(plain(csl[field]), '').map(({ word }) => word));
  const initials = titles.flatMap(words => [
    words.map(word => word[0]).join(''),
    words
      .filter(word => !/^(?:of|the|and|in|for|on|de|la|der|und)$/.test(word))
      .map(word => word[0])
      .join(''),
  ]);
  return { words: [...new Set(titles.flat())], initials: initials.join(' ') };
}

function peopleOf(
  csl: CslItem,
): readonly { readonly family: readonly string[]; readonly initials: string }[] {
  return Object.values(csl).flatMap(value => {
    if (!Array.isArray(value)) return [];
    return value.filter(isName).map(name => {
      const whole = plain(name.family) || plain(name.literal);
      const family = wordsOf(whole, '').map(({ word }) => word);
      // Records of poor sources have the whole name in one field: `Henry W. Lin`.
      const given = plain(name.given) || whole.slice(0, Math.max(0, whole.lastIndexOf(' ')));
      // `JS` and `J. S.` are initials already.
      const initials = /^\p{Lu}{2,4}$/u.test(given)
        ? foldText(given).letters
        : wordsOf(given, '')
            .map(({ word }) => word[0])
            .join('');
      return { family, initials };
    });
  });
}

function isName(value: unknown): value is CslName {
  return typeof value === 'object' && value !== null && ('family' in value || 'literal' in value);
}

function monthNames(csl: CslItem): readonly string[] {
  const months = datesOf(csl)
    .map(([, month]) => Number(month))
    .filter(month => month >= 1 && month <= 12);
  return [...new Set(months)].flatMap(month => {
    const day = new Date(Date.UTC(2001, month - 1, 15));
    return MONTH_LANGUAGES.map(
      language =>
        foldText(new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(day)).letters,
    );
  });
}

/** Year, month and day of every date of a record, as plain numbers. */
function datesOf(csl: CslItem): readonly (readonly string[])[] {
  return Object.values(csl).flatMap(value => {
    if (typeof value !== 'object' || value === null || !('date-parts' in value)) return [];
    const parts = (value as CslDate)['date-parts'];
    return Array.isArray(parts)
      ? parts.filter(part => Array.isArray(part)).map(part => part.map(String).map(plainNumber))
      : [];
  });
}

/** Every text of a record that a list may print. */
function fieldTexts(csl: CslItem): readonly string[] {
  return Object.entries(csl).flatMap(([field, value]) => {
    if (UNPRINTED_FIELDS.has(field)) return [];
    if (Array.isArray(value)) {
      return value.flatMap(item =>
        typeof item === 'object' && item !== null ? Object.values(item).map(plain) : [plain(item)],
      );
    }
    if (typeof value === 'object' && value !== null) {
      const { literal, raw } = value as CslDate;
      return [plain(literal), plain(raw)];
    }
    return [plain(value)];
  });
}

/** The folded words of a text, those of the title at its own place left out. */
function wordsOf(text: string, title: string): readonly Word[] {
  const { letters, gaps } = foldText(text);
  const titleStart = title.length > 7 ? letters.indexOf(title) : -1;
  const titleEnd = titleStart < 0 ? -1 : titleStart + title.length;
  const words: Word[] = [];
  let start = 0;
  for (let position = 1; position <= letters.length; position++) {
    if (gaps[position] === 0 && position !== titleStart && position !== titleEnd) continue;
    if (titleStart < 0 || position <= titleStart || start >= titleEnd) {
      words.push({ word: letters.slice(start, position), start });
    }
    start = position;
  }
  return words;
}

/** The text without what {@link factLostBy} judges by other means, and without commands of Typst. */
function withoutIdentifiers(text: string): string {
  return text
    .replace(/\\(?=[_%#&])/g, '')
    .replace(ADDRESS, ' . ')
    .replace(PREPRINT, ' arXiv ')
    .replace(/10\.\d{4,9}(?:\/|%2[fF])[^\s}\]["]*/g, ' . ')
    .replace(/\bPMID[^\p{L}\d\n]{0,8}\d{4,9}\b|\bPMC\d{4,9}\b/giu, ' . ')
    .replace(/#(?:link|emph|strong|super|sub|smallcaps|text|h)(?=[([])/g, ' ');
}

function counted(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) {
    if (!/\d/.test(word)) continue;
    const number = plainNumber(word);
    counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  return counts;
}

/** `p1121`, `06`, `2nd`, `2016a` as `1121`, `6`, `2`, `2016`. */
function plainNumber(word: string): string {
  return word
    .replace(/^(?:pp?|vol|v|no)(?=\d)/, '')
    .replace(/^(\d+)(?:st|nd|rd|th)$/, '$1')
    .replace(/^(\d{4})[a-z]$/, '$1')
    .replace(/^0+(?=\d)/, '');
}

function numbersIn(text: string): readonly string[] {
  return wordsOf(text, '')
    .map(({ word }) => word)
    .filter(word => /\d/.test(word))
    .map(plainNumber);
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
