import { detached } from '../../../text/detached';
import type { TextRange } from '../../../text/textRange';
import { type BibtexBlock, type BibtexDocument, bibtexRecord } from './bibtexDocument';
import { isBiblatexOnly } from './bibtexEntryTypes';
import { type BibtexSyntaxRecord, bibtexContent } from './bibtexSyntax';
import type { BibtexDialect } from './writeBibtex';

/** A key that a record names in a field, such as `crossref`. */
export interface NamedKey {
  readonly field: string;
  readonly key: string;
  /** From the `@` of the record. */
  readonly range: TextRange;
}

/** What checks and lists need to know of a record; kept as long as its block lives. Ranges are from its `@`. */
export interface BibtexFacts {
  /** Names of its fields in lower case. */
  readonly names: ReadonlySet<string>;
  readonly namedKeys: readonly NamedKey[];
  readonly abbreviations: readonly { readonly name: string; readonly range: TextRange }[];
  readonly isBiblatex: boolean;
  /** In lower case, without resolver. */
  readonly doi: string | undefined;
  readonly pmid: string | undefined;
  /** First author, year and title folded into one word; undefined where one is missing. */
  readonly work: string | undefined;
  readonly journal: string | undefined;
  readonly people: readonly string[];
  readonly keywords: readonly string[];
}

/** Fields that hold the keys of other records of the file. */
export const KEY_FIELDS: ReadonlySet<string> = new Set(['crossref', 'xref', 'xdata', 'related', 'entryset']);

const known = new WeakMap<BibtexBlock, BibtexFacts>();

/** The facts of the block at `index`; read from the text when first asked for. */
export function bibtexFacts(document: BibtexDocument, index: number): BibtexFacts {
  const block = document.blocks[index]!;
  const before = known.get(block);
  if (before) return before;
  const facts = factsOf(bibtexRecord(document, index), document.text);
  known.set(block, facts);
  return facts;
}

/** The facts of a block as far as somebody has asked for them already. */
export function knownBibtexFacts(block: BibtexBlock): BibtexFacts | undefined {
  return known.get(block);
}

/** BibLaTeX where a record of the text can only be meant for it (among the first thousand), else BibTeX. */
export function bibtexDialectOf(document: BibtexDocument): BibtexDialect {
  const end = Math.min(document.blocks.length, 1000);
  for (let index = 0; index < end; index++) {
    if (document.blocks[index]!.type !== 'string' && bibtexFacts(document, index).isBiblatex)
      return 'biblatex';
  }
  return 'bibtex';
}

/** The keys that a field such as `crossref` or `xdata` names, with their places from `start`. */
export function keysIn(
  text: string,
  range: TextRange,
): readonly { readonly key: string; readonly range: TextRange }[] {
  const keys: { key: string; range: TextRange }[] = [];
  for (const match of text.slice(range.start, range.end).matchAll(/[^\s,{}"]+/g)) {
    const start = range.start + match.index;
    keys.push({ key: detached(match[0]), range: { start, end: start + match[0].length } });
  }
  return keys;
}

function factsOf(record: BibtexSyntaxRecord, text: string): BibtexFacts {
  const names = new Set<string>();
  const namedKeys: NamedKey[] = [];
  const values = new Map<string, string>();
  const from = record.range.start;
  const relative = ({ start, end }: TextRange): TextRange => ({ start: start - from, end: end - from });
  for (const { name, valueRange } of record.fields) {
    const contentRange = bibtexContent(text, valueRange).range;
    const field = detached(name);
    names.add(field);
    if (KEY_FIELDS.has(field)) {
      for (const { key, range } of keysIn(text, contentRange)) {
        namedKeys.push({ field, key, range: relative(range) });
      }
    }
    if (READ.has(field) && !values.has(field)) {
      values.set(
        field,
        text.slice(contentRange.start, Math.min(contentRange.end, contentRange.start + LONGEST)),
      );
    }
  }
  const people = peopleIn(values.get('author') ?? values.get('editor') ?? '');
  const journal = plain(values.get('journaltitle') ?? values.get('journal') ?? '');
  return {
    names,
    namedKeys,
    abbreviations: record.abbreviations.map(({ name, range }) => ({
      name: detached(name),
      range: relative(range),
    })),
    isBiblatex: isBiblatexOnly(record.type, names),
    doi: /10\.\d{4,9}(?:\.\d+)*\/\S+/
      .exec(values.get('doi') ?? '')?.[0]
      .toLowerCase()
      .replaceAll('\\', ''),
    pmid: /^\s*(\d{1,9})\s*$/.exec(values.get('pmid') ?? '')?.[1],
    work: workOf(values, people[0]),
    journal: journal === '' ? undefined : journal,
    people,
    keywords: (values.get('keywords') ?? '').split(/[,;]/).map(plain).filter(Boolean).slice(0, 40),
  };
}

const LONGEST = 4000;
const READ: ReadonlySet<string> = new Set(
  'author editor title year date journal journaltitle doi pmid keywords'.split(' '),
);

function workOf(values: ReadonlyMap<string, string>, firstPerson: string | undefined): string | undefined {
  const title = folded(values.get('title') ?? '');
  const year = /\d{4}/.exec(values.get('date') ?? values.get('year') ?? '')?.[0];
  if (title.length < 8 || year === undefined || firstPerson === undefined) return undefined;
  const comma = firstPerson.indexOf(',');
  const family =
    comma >= 0 ? firstPerson.slice(0, comma) : firstPerson.slice(firstPerson.lastIndexOf(' ') + 1);
  return `${folded(family)} ${year} ${title}`;
}

/** Letters and digits alone, in lower case and without accents, also those that TeX writes as commands. */
function folded(value: string): string {
  return value
    .replace(/\\[a-zA-Z]+\s?|\\./g, '')
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase();
}

function peopleIn(value: string): readonly string[] {
  if (value.trim() === '') return [];
  return value
    .split(/\s+and\s+/i)
    .map(plain)
    .filter(name => name !== '' && name !== 'others')
    .slice(0, 200);
}

function plain(value: string): string {
  return detached(value.replace(/\s+/g, ' ').trim());
}
