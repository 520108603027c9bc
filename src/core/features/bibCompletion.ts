import { type BibtexDocument, bibtexBlockAt, bibtexRecord } from '../library/formats/bibtex/bibtexDocument';
import {
  entryTypesOf,
  hasField,
  requiredFields,
  usualFields,
} from '../library/formats/bibtex/bibtexEntryTypes';
import {
  bibtexDialectOf,
  bibtexFacts,
  KEY_FIELDS,
  knownBibtexFacts,
} from '../library/formats/bibtex/bibtexFacts';
import { type BibtexSyntaxRecord, bibtexContent } from '../library/formats/bibtex/bibtexSyntax';
import type { BibtexDialect } from '../library/formats/bibtex/writeBibtex';
import type { Library } from '../library/types';
import type { TextRange } from '../text/textRange';

/** What is offered at a place of a `.bib` text. */
export interface BibCompletion {
  readonly kind: 'type' | 'field' | 'month' | 'key' | 'value';
  readonly label: string;
  /** What replaces {@link BibCompletions.range}. In `type` and `field` a snippet: `$1` is a place to fill in. */
  readonly insertText: string;
  readonly isSnippet: boolean;
  /** One more word about it: `required`, the title of a record. */
  readonly detail: string;
}

/** The offers at a place, the likeliest first. */
export interface BibCompletions {
  /** What an offer replaces: the word or name at the cursor. */
  readonly range: TextRange;
  readonly items: readonly BibCompletion[];
  /** Whether there are more, so that the list is to be asked for again when more is typed. */
  readonly isIncomplete: boolean;
}

/** What the offers are made from besides the text. */
export interface BibCompletionOptions {
  /** Where journals, authors and keywords are known from too. */
  readonly libraries: readonly Library[];
  readonly dialect?: BibtexDialect;
  /** As {@link bibWords} counted them some time ago, where counting a large text at each keystroke would be felt. */
  readonly words?: BibWords;
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH_NAMES =
  'January February March April May June July August September October November December'.split(' ');
const MOST_ITEMS = 300;
/** Of records that nobody has asked for yet only so many are read for their words, so that the first list comes at once. */
const MOST_READ = 1500;

/**
 * What can be written at `offset` of a `.bib` text: entry types behind `@`, fields of the record (the missing required
 * ones first), months, journals, names and keywords that the text or a library has, keys of other records.
 *
 * @returns undefined where nothing is to be offered: in keys, in titles, between records
 */
export function completeBibtex(
  document: BibtexDocument,
  offset: number,
  options: BibCompletionOptions,
): BibCompletions | undefined {
  const { text } = document;
  const dialect = options.dialect ?? bibtexDialectOf(document);
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(lineStart, offset);
  if (/^\s*@[A-Za-z]*$/.test(line)) return typesAt(text, offset, dialect);
  const index = bibtexBlockAt(document, offset);
  if (index < 0) return undefined;
  const record = bibtexRecord(document, index);
  if (record.type === 'string' || offset <= Math.max(record.keyRange.end, record.typeRange.end))
    return undefined;
  const place = valueAt(text, record, offset, line);
  if (place) return valuesAt(document, offset, place, options);
  const before = /[\w-]*$/.exec(line)![0];
  const lead = text.slice(record.keyRange.end, offset - before.length).trimEnd();
  // A field begins behind the comma of the one before it, or where one was forgotten, on a new line.
  if (!lead.endsWith(',') && line.slice(0, line.length - before.length).trim() !== '') return undefined;
  return fieldsAt(text, record, offset - before.length, dialect);
}

function typesAt(text: string, offset: number, dialect: BibtexDialect): BibCompletions {
  const range = wordAround(text, offset);
  const isOpen = /^\s*[{(]/.test(text.slice(range.end, range.end + 80));
  const items = [...entryTypesOf(dialect), 'string', 'comment'].map((type): BibCompletion => {
    const fields = requiredFields(type, dialect).map(names => names[0]!);
    const places = fields.map((name, at) => `\t${name} = {$${at + 2}},\n`);
    const isRecord = type !== 'string' && type !== 'comment';
    return {
      kind: 'type',
      label: type,
      insertText: isOpen ? type : isRecord ? `${type}{$1,\n${places.join('')}}` : `${type}{$1}`,
      isSnippet: !isOpen,
      detail: fields.join(', '),
    };
  });
  return { range, items, isIncomplete: false };
}

function fieldsAt(
  text: string,
  record: BibtexSyntaxRecord,
  start: number,
  dialect: BibtexDialect,
): BibCompletions {
  const range = { start, end: wordAround(text, start).end };
  const present = new Set(
    record.fields.flatMap(({ name, nameRange }) => (nameRange.start === start ? [] : [name])),
  );
  const missing = new Set(
    requiredFields(record.type, dialect)
      .filter(names => !hasField(present, names))
      .flat(),
  );
  const hasValue = /^\s*=/.test(text.slice(range.end, range.end + 80));
  const items = usualFields(record.type, dialect)
    .filter(name => !present.has(name))
    .map(
      (name): BibCompletion => ({
        kind: 'field',
        label: name,
        insertText: hasValue ? name : name === 'month' ? 'month = $1,' : `${name} = {$1},`,
        isSnippet: !hasValue,
        detail: missing.has(name) ? 'required' : '',
      }),
    );
  return {
    range,
    items: [...items.filter(({ detail }) => detail !== ''), ...items.filter(({ detail }) => detail === '')],
    isIncomplete: false,
  };
}

interface ValuePlace {
  readonly field: string;
  /** Where the value begins, behind its delimiter. */
  readonly start: number;
  readonly isDelimited: boolean;
}

/** The value that `offset` is in. A value that is still being typed is told by its line. */
function valueAt(
  text: string,
  record: BibtexSyntaxRecord,
  offset: number,
  line: string,
): ValuePlace | undefined {
  for (const { name, valueRange } of record.fields) {
    if (valueRange.start >= valueRange.end) continue;
    const { range, isDelimited } = bibtexContent(text, valueRange);
    if (range.start <= offset && offset <= range.end && !(isDelimited && offset > valueRange.end - 1)) {
      return { field: name, start: range.start, isDelimited };
    }
  }
  const typed = /(?:^|[,{\s])([A-Za-z][\w-]*)\s*=\s*([{"]?)([^{}"]*)$/.exec(line);
  if (!typed || (typed[2] === '' && typed[3]!.includes(','))) return undefined;
  return {
    field: typed[1]!.toLowerCase(),
    start: offset - typed[3]!.length,
    isDelimited: typed[2] !== '',
  };
}

function valuesAt(
  document: BibtexDocument,
  offset: number,
  { field, start, isDelimited }: ValuePlace,
  { libraries, words: counted }: BibCompletionOptions,
): BibCompletions | undefined {
  const { text } = document;
  const written = text.slice(start, offset);
  const wordsHere = (): BibWords => counted ?? bibWords(document, libraries, bibtexBlockAt(document, offset));
  const inBraces = (value: string): string => (isDelimited ? value : `{${value}}`);
  const values = (words: ReadonlyMap<string, number>, from: number, behind: RegExp): BibCompletions => {
    const end = offset + (behind.exec(text.slice(offset, offset + 200))?.[0].length ?? 0);
    const typed = text.slice(from, offset).trim().toLowerCase();
    const found = mostUsed(words, typed);
    const items = found.map(
      ([word, count]): BibCompletion => ({
        kind: 'value',
        label: word,
        insertText: inBraces(word),
        isSnippet: false,
        detail: count > 1 ? `${count}×` : '',
      }),
    );
    return { range: { start: from, end }, items, isIncomplete: found.length >= MOST_ITEMS };
  };
  if (field === 'month') {
    // An abbreviation stands without braces, where styles write it in their own language.
    const range =
      isDelimited && written === '' && /^[}"]/.test(text.slice(offset))
        ? { start: start - 1, end: offset + 1 }
        : wordAround(text, offset);
    const items = MONTHS.map(
      (month, at): BibCompletion => ({
        kind: 'month',
        label: month,
        insertText: month,
        isSnippet: false,
        detail: MONTH_NAMES[at]!,
      }),
    );
    return { range, items, isIncomplete: false };
  }
  if (KEY_FIELDS.has(field)) return keysAt(document, offset, inBraces);
  if (field === 'journal' || field === 'journaltitle') {
    return values(wordsHere().journals, start, /^[^{}"\n]*/);
  }
  if (field === 'author' || field === 'editor') {
    const parted = /^([\s\S]*\sand\s+)/i.exec(written)?.[1]?.length ?? 0;
    return values(wordsHere().people, start + parted, /^(?:(?!\sand\s)[^{}"\n])*/i);
  }
  if (field === 'keywords') {
    const parted = Math.max(written.lastIndexOf(','), written.lastIndexOf(';')) + 1;
    const blank = /^\s*/.exec(written.slice(parted))![0].length;
    return values(wordsHere().keywords, start + parted + blank, /^[^{}",;\n]*/);
  }
  return undefined;
}

function keysAt(
  document: BibtexDocument,
  offset: number,
  inBraces: (value: string) => string,
): BibCompletions {
  const { text, blocks } = document;
  let start = offset;
  while (start > 0 && /[^\s,{}"=]/.test(text[start - 1]!)) start--;
  let end = offset;
  while (end < text.length && /[^\s,{}"=]/.test(text[end]!)) end++;
  const typed = text.slice(start, offset).toLowerCase();
  const own = bibtexBlockAt(document, offset);
  const items: BibCompletion[] = [];
  for (const [index, { key, type }] of blocks.entries()) {
    if (items.length >= MOST_ITEMS) break;
    if (key === '' || index === own || !key.toLowerCase().includes(typed)) continue;
    items.push({ kind: 'key', label: key, insertText: inBraces(key), isSnippet: false, detail: `@${type}` });
  }
  return { range: { start, end }, items, isIncomplete: items.length >= MOST_ITEMS };
}

/** Words that records use, with how often. */
export interface BibWords {
  readonly journals: Map<string, number>;
  readonly people: Map<string, number>;
  readonly keywords: Map<string, number>;
}

/**
 * The journals, names and keywords that the records and small libraries use.
 *
 * @param own index of a block that does not count, because it is being typed
 */
export function bibWords(document: BibtexDocument, libraries: readonly Library[], own = -1): BibWords {
  const words: BibWords = { journals: new Map(), people: new Map(), keywords: new Map() };
  const count = (table: Map<string, number>, word: string): void => {
    table.set(word, (table.get(word) ?? 0) + 1);
  };
  let read = 0;
  for (const [index, block] of document.blocks.entries()) {
    const facts = knownBibtexFacts(block) ?? (read++ < MOST_READ ? bibtexFacts(document, index) : undefined);
    if (!facts || index === own) continue;
    if (facts.journal !== undefined) count(words.journals, facts.journal);
    for (const name of facts.people) count(words.people, name);
    for (const keyword of facts.keywords) count(words.keywords, keyword);
  }
  for (const library of libraries) {
    for (const { label } of library.topics.slice(0, MOST_ITEMS)) count(words.keywords, label);
    if (library.references.length > MOST_READ) continue;
    for (const { csl } of library.references) {
      const journal = csl['container-title'];
      if (csl.type.startsWith('article') && typeof journal === 'string') count(words.journals, journal);
      for (const { family, given } of csl.author ?? []) {
        if (family !== undefined) count(words.people, given === undefined ? family : `${family}, ${given}`);
      }
    }
  }
  return words;
}

/** The words that have what was typed, those beginning with it first, then by how often they are used. */
function mostUsed(words: ReadonlyMap<string, number>, typed: string): readonly (readonly [string, number])[] {
  const found = [...words].filter(([word]) => word !== '' && word.toLowerCase().includes(typed));
  const begins = (word: string): number => (word.toLowerCase().startsWith(typed) ? 0 : 1);
  found.sort((a, b) => begins(a[0]) - begins(b[0]) || b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return found.slice(0, MOST_ITEMS);
}

function wordAround(text: string, offset: number): TextRange {
  let start = offset;
  while (start > 0 && /[\w-]/.test(text[start - 1]!)) start--;
  let end = offset;
  while (end < text.length && /[\w-]/.test(text[end]!)) end++;
  return { start, end };
}
