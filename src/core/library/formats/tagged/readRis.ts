import type { TextWindow } from '../../../text/textWindows';
import type { CslDate, CslItem } from '../../types';
import { plainDoi } from '../bibtex/bibtexToCsl';
import { ItemBuilder, keyFrom } from '../itemBuilder';
import { fullestDate, readLooseDate, rememberingDates } from '../looseDate';
import { rememberingNames } from '../plainNames';
import type { RecordReader, RecordSink } from '../recordReader';
import { CSL_TYPE_OF_RIS } from './risTypes';
import { keepTags, TaggedFieldReader, tagMeanings } from './taggedFields';
import { type LineRole, readTaggedRecords, type TaggedSyntax, TagNames } from './taggedLines';
import type { TaggedRecord } from './taggedRecord';

const MOST_PROBLEMS = 200;
/** A line break and the tag of the line that ends a record. */
const END = Array.from('\nER  -', character => character.charCodeAt(0));
/** So many lines are looked at for the end of a record: abstracts of many lines are rare. */
const MOST_LOOKED_AT = 1000;
const MEANINGS = tagMeanings({
  texts: {
    volume: 'VL',
    issue: 'IS CP',
    publisher: 'PB',
    'publisher-place': 'CY PP',
    language: 'LA',
    'call-number': 'CN',
    'number-of-volumes': 'NV',
    'title-short': 'ST',
    abstract: 'AB N2',
    annote: 'RN',
  },
  names: { author: 'AU A1', editor: 'ED A2', 'collection-editor': 'A3', translator: 'A4' },
  keywords: 'KW',
  notes: 'N1',
  special:
    'TY ET ID TI T1 T2 T3 CT BT JF JO JA J1 J2 PY Y1 Y2 DA SP EP SN M1 M3 C2 C7 DO DI UR LK AN DB DP ER SE TA AD',
});
/** Tags that say something that CSL has no variable for. */
const KEPT = ['AD', 'SE', 'TA'];
/** Tags that are kept under `custom` where they say nothing that CSL has a variable for. */
const SOMETIMES_KEPT: ReadonlySet<string> = new Set([...KEPT, 'DB', 'AN', 'C2']);
/** A DOI that is all that its tag says, as publishers write it into `M3`. */
const DOI_ALONE = /^(?:doi:?\s*|https?:\/\/(?:(?:dx|www)\.)?doi\.org\/)?10\.\d{4,9}\/\S+$/i;
const PERIODICALS: ReadonlySet<string> = new Set([
  'article-journal',
  'article-magazine',
  'article-newspaper',
  'periodical',
]);

/**
 * Reads RIS (Reference Manager, EndNote, Scopus, Zotero …): lines `TG  - value`, records from `TY` to `ER`. Lines without
 * a tag continue the value before them; unknown tags are kept under `custom`.
 */
export const risReader: RecordReader = {
  mayHaveKeys: text => /ID {1,4}-/.test(text),
  read(text, sink) {
    readWindows([{ text, start: 0, length: text.length }], sink);
  },
  windowed: { findCut: findRecordEnd, read: readWindows },
};

function readWindows(windows: Iterable<TextWindow>, sink: RecordSink): void {
  let records = 0;
  let problems = 0;
  const fields = new TaggedFieldReader(MEANINGS, rememberingNames(), false);
  const readDate = rememberingDates();
  const syntax = new RisSyntax();
  for (const { text, start: base, length } of windows) {
    const report: Report = (start, end, message) => {
      const range = { start: base + start, end: base + end };
      if (problems++ < MOST_PROBLEMS) sink.problem({ range, severity: 'warning', message });
    };
    readTaggedRecords(
      text,
      syntax,
      record => {
        const csl = readRecord(record, fields, readDate, report);
        if (csl === undefined) return;
        records++;
        sink.record(csl, base + record.start, base + record.end);
      },
      (start, end) => {
        // Databases put a few lines of their own before the first record.
        if (records > 0) report(start, end, OUTSIDE);
      },
      length,
    );
  }
}

/** Where a large file may be cut: behind a line that ends a record. A `FindCut`. */
function findRecordEnd(bytes: Uint8Array, from: number, to: number): number {
  let at = bytes.lastIndexOf(END[0]!, to - 1);
  for (let looked = 0; at > from && looked < MOST_LOOKED_AT; looked++) {
    if (END.every((code, index) => bytes[at + index] === code)) {
      const lineBreak = bytes.indexOf(10, at + 1);
      if (lineBreak > 0 && lineBreak < to) return lineBreak + 1;
    }
    at = bytes.lastIndexOf(END[0]!, at - 1);
  }
  return -1;
}

/** Whether the reader keeps the values of a tag under `custom`, so that a writer can give them back. */
export function isKeptTag(tag: string): boolean {
  return /^[A-Z][A-Z0-9]$/.test(tag) && (SOMETIMES_KEPT.has(tag) || !MEANINGS.has(tag));
}

type Report = (start: number, end: number, message: string) => void;
type DateReader = ReturnType<typeof rememberingDates>;

const OUTSIDE = 'this line stands outside of every record and was left out; remove it or put TY before it';

class RisSyntax implements TaggedSyntax {
  tag = '';
  valueStart = 0;
  readonly blankEnds = false;
  readonly #names = new TagNames();

  find(text: string, lineStart: number): boolean {
    // Nearly all lines are written as they should be: `TG  - value`.
    if (
      text.charCodeAt(lineStart + 4) !== 45 ||
      text.charCodeAt(lineStart + 3) !== 32 ||
      text.charCodeAt(lineStart + 2) !== 32 ||
      text.charCodeAt(lineStart + 5) !== 32
    ) {
      return this.#findLoosely(text, lineStart);
    }
    const first = text.charCodeAt(lineStart);
    const second = text.charCodeAt(lineStart + 1);
    if (!isTag(first, second)) return this.#findLoosely(text, lineStart);
    this.tag = this.#names.of(first, second);
    this.valueStart = lineStart + 6;
    return true;
  }

  /** Files that were edited by hand have one space or three before the hyphen, and none after it. */
  #findLoosely(text: string, lineStart: number): boolean {
    let start = lineStart;
    while (start - lineStart < 4 && (text.charCodeAt(start) === 32 || text.charCodeAt(start) === 0xfeff))
      start++;
    const first = text.charCodeAt(start);
    const second = text.charCodeAt(start + 1);
    if (!isTag(first, second)) return false;
    let index = start + 2;
    while (index - start < 6 && text.charCodeAt(index) === 32) index++;
    if (text.charCodeAt(index) !== 45) return false;
    const spaces = index - start - 2;
    const after = text.charCodeAt(index + 1);
    const isSpaced = after === 32 || after === 10 || after === 13 || Number.isNaN(after);
    const tag = this.#names.of(first, second);
    if (!(spaces === 2 || (MEANINGS.has(tag) && (isSpaced || spaces > 2)))) return false;
    this.tag = tag;
    this.valueStart = index + 1;
    return true;
  }

  role(tag: string, { tags, size, hasOneTag }: TaggedRecord): LineRole {
    if (tag === 'ER') return 'end';
    // A second TY right after the first corrects it; later it means that ER was forgotten.
    if (tag !== 'TY' || size === 0 || (hasOneTag && tags[0] === 'TY')) return 'field';
    return size > 2 || tags[0] === 'TY' ? 'begin' : 'field';
  }
}

function isTag(first: number, second: number): boolean {
  return first >= 65 && first <= 90 && ((second >= 65 && second <= 90) || (second >= 48 && second <= 57));
}

function readRecord(
  values: TaggedRecord,
  fields: TaggedFieldReader,
  readDate: DateReader,
  report: Report,
): CslItem | undefined {
  const { start, end } = values;
  const stated = values.tags[1] === 'TY' ? values.all('TY').at(-1) : values.firstLine('TY');
  const risType = stated?.toUpperCase();
  const known = risType === undefined ? undefined : CSL_TYPE_OF_RIS.get(risType);
  if (known === undefined) {
    const said =
      risType === undefined ? 'this record has no type' : `“${risType.slice(0, 40)}” is no type of RIS`;
    report(start, Math.min(end, start + 80), `${said}; start it with a line such as “TY  - JOUR”`);
  }
  const type = known ?? 'document';
  const item = new ItemBuilder(keyFrom(values.first('ID')), type);
  readTitles(item, values, type);
  fields.read(item, values);
  item.date('issued', issuedDate(values, readDate));
  readNumbers(item, values, type);
  readIdentifiers(item, values);
  const accessed = values.first('Y2');
  if (accessed !== undefined) item.date('accessed', readLooseDate(accessed));
  return item.isEmpty ? undefined : item.build();
}

function issuedDate(values: TaggedRecord, readDate: DateReader): CslDate | undefined {
  const stated = values.all('PY', 'Y1', 'DA');
  if (stated.length === 0) return undefined;
  const date = stated.length === 1 ? readDate(stated[0]!) : fullestDate(stated.map(readDate));
  return date ?? literalDate(stated[0]!);
}

function readTitles(item: ItemBuilder, values: TaggedRecord, type: string): void {
  const secondary = values.first('T2');
  const journal =
    values.first('JF') ?? (PERIODICALS.has(type) ? secondary : undefined) ?? values.first('JO', 'J1', 'JA');
  const isPart = type === 'chapter' || type === 'paper-conference' || type.startsWith('entry');
  item.text(
    'title',
    values.first('TI', 'T1', 'CT') ?? (isPart ? undefined : values.first('BT')) ?? undefined,
  );
  if (isPart) {
    item.text('container-title', values.first('BT', 'T2', 'C3') ?? values.first('JF', 'JO'));
    item.text('collection-title', values.first('T3'));
  } else if (PERIODICALS.has(type)) {
    item.text('container-title', journal ?? values.first('BT'));
    item.text('collection-title', values.first('T3'));
  } else if (type === 'book' || type === 'report' || type === 'standard') {
    item.text('collection-title', values.first('T2', 'T3'));
    if (journal !== undefined) item.text('container-title', journal);
  } else {
    item.text('container-title', secondary ?? journal);
    item.text('collection-title', values.first('T3'));
  }
  if (!item.has('title')) item.text('title', values.first('BT') ?? secondary);
  const short = values.first('J2', 'JA', 'JO', 'J1');
  if (short !== undefined && short !== journal) item.text('container-title-short', short);
}

function readNumbers(item: ItemBuilder, values: TaggedRecord, type: string): void {
  const articleNumber = values.first('C7');
  item.pages(values.first('SP'), values.first('EP'));
  item.text(type === 'software' || type === 'dataset' ? 'version' : 'edition', values.first('ET'));
  if (PERIODICALS.has(type)) {
    if (!item.has('page')) item.text('page', articleNumber?.replace(/^artn?\.?\s+/i, ''));
    else item.text('number', articleNumber);
    const miscellaneous = values.first('M1');
    if (miscellaneous !== undefined && /^\w{1,12}$/.test(miscellaneous)) item.text('issue', miscellaneous);
  } else item.text('number', values.first('M1', 'C7'));
  for (const serial of values.all('SN')) {
    item.serialNumber(serial.replace(/\n/g, ' '), type === 'book' || type === 'chapter');
  }
}

function readIdentifiers(item: ItemBuilder, values: TaggedRecord): void {
  const workType = values.first('M3');
  const isDoi = workType !== undefined && DOI_ALONE.test(workType);
  const doi = values.first('DO', 'DI') ?? (isDoi ? workType : statedDoi(values.all('M3', 'N1', 'L3')));
  if (doi !== undefined) item.text('DOI', plainDoi(doi));
  for (const address of values.all('UR', 'LK')) {
    const url = address.split(/[\n\s]/).find(part => /^\w+:/.test(part)) ?? address;
    item.text('URL', url);
    const resolved = /^https?:\/\/(?:(?:dx|www)\.)?doi\.org\/(10\..+)$/i.exec(url)?.[1];
    if (resolved !== undefined) item.text('DOI', plainDoi(resolved));
  }
  if (workType !== undefined && !isDoi && !/^doi\b/i.test(workType)) item.text('genre', workType);
  const accession = values.first('AN');
  if (accession !== undefined) {
    const database = `${values.first('DB') ?? ''} ${values.first('DP') ?? ''}`;
    if (/^\d{1,9}$/.test(accession) && /pubmed|medline|nlm/i.test(database)) item.text('PMID', accession);
    else item.custom('AN', accession);
  }
  const pmcid = values.first('C2');
  if (pmcid !== undefined) {
    if (/^PMC\d+$/i.test(pmcid)) item.text('PMCID', pmcid);
    else item.custom('C2', pmcid);
  }
  keepTags(item, values, item.has('PMID') ? KEPT : ['DB', ...KEPT]);
}

function statedDoi(texts: readonly string[]): string | undefined {
  for (const text of texts) {
    const found = /\bdoi:?\s*(10\.\d{4,9}\/\S+)/i.exec(text)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}

function literalDate(text: string): CslDate | undefined {
  const literal = text.replace(/[/\s]+$/, '').trim();
  return /[\p{L}\d]/u.test(literal) ? { literal } : undefined;
}
