import type { CslDate, CslItem } from '../../types';
import { plainDoi } from '../bibtex/bibtexToCsl';
import { ItemBuilder, keyFrom } from '../itemBuilder';
import { joinKeywords } from '../keywords';
import { fullestDate, readLooseDate } from '../looseDate';
import { rememberingNames } from '../plainNames';
import type { RecordReader } from '../recordReader';
import { CSL_TYPE_OF_RIS } from './risTypes';
import { type StrayText, type TaggedRecord, TaggedValues, type TagMatch, taggedRecords } from './taggedLines';

const MOST_PROBLEMS = 200;
/** Tags that become a variable by rules of their own or say nothing of the work. */
const READ_TAGS: ReadonlySet<string> = new Set(
  `TY ID A1 A2 A3 A4 AU ED TI T1 T2 T3 CT BT JF JO JA J1 J2 PY Y1 Y2 DA VL IS CP SP EP SN PB CY PP ET LA CN NV ST M1 M3 C2 C7
  DO DI UR LK AB N2 N1 RN KW AN DB DP ER SE TA AD`.split(/\s+/),
);
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
    let records = 0;
    let problems = 0;
    const report = (start: number, end: number, message: string) => {
      if (problems++ < MOST_PROBLEMS) sink.problem({ range: { start, end }, severity: 'warning', message });
    };
    const readName = rememberingNames();
    const onStray = ({ start, end }: StrayText) => {
      // Databases put a few lines of their own before the first record.
      if (records > 0) {
        report(
          start,
          end,
          'this line stands outside of every record and was left out; remove it or put TY before it',
        );
      }
    };
    for (const record of taggedRecords(text, RIS_SYNTAX, onStray)) {
      const csl = readRecord(record, report, readName);
      if (csl === undefined) continue;
      records++;
      sink.record(csl, record.start, record.end);
    }
  },
};

type NameReader = ReturnType<typeof rememberingNames>;

const RIS_SYNTAX = {
  tagAt: risTagAt,
  role(tag: string, current: TaggedRecord | undefined) {
    if (tag === 'ER') return 'end' as const;
    // A second TY right after the first corrects it; later it means that ER was forgotten.
    if (tag === 'TY' && current !== undefined && current.fields.some(field => field.tag !== 'TY')) {
      return current.fields.length > 2 || current.fields[0]?.tag === 'TY'
        ? ('begin' as const)
        : ('field' as const);
    }
    return 'field' as const;
  },
  blankEnds: false,
};

/** `TG  - `; files that were edited by hand have one space or three, and none after the hyphen. */
function risTagAt(text: string, lineStart: number): TagMatch | undefined {
  let start = lineStart;
  while (start - lineStart < 4 && (text.charCodeAt(start) === 32 || text.charCodeAt(start) === 0xfeff))
    start++;
  const first = text.charCodeAt(start);
  const second = text.charCodeAt(start + 1);
  if (!(first >= 65 && first <= 90)) return undefined;
  if (!((second >= 65 && second <= 90) || (second >= 48 && second <= 57))) return undefined;
  let index = start + 2;
  while (index - start < 6 && text.charCodeAt(index) === 32) index++;
  if (text.charCodeAt(index) !== 45) return undefined;
  const spaces = index - start - 2;
  const after = text.charCodeAt(index + 1);
  const isSpaced = after === 32 || after === 10 || after === 13 || Number.isNaN(after);
  const tag = text.slice(start, start + 2);
  if (!(spaces === 2 || (READ_TAGS.has(tag) && (isSpaced || spaces > 2)))) return undefined;
  return { tag, valueStart: index + 1 };
}

function readRecord(
  record: TaggedRecord,
  report: (start: number, end: number, message: string) => void,
  readName: NameReader,
): CslItem | undefined {
  const { fields, start, end } = record;
  const values = new TaggedValues(fields);
  const risType = values.first('TY')?.toUpperCase();
  const known = risType !== undefined && Object.hasOwn(CSL_TYPE_OF_RIS, risType);
  if (!known) {
    const said =
      risType === undefined ? 'this record has no type' : `“${risType.slice(0, 40)}” is no type of RIS`;
    report(start, Math.min(end, start + 80), `${said}; start it with a line such as “TY  - JOUR”`);
  }
  const type = known ? CSL_TYPE_OF_RIS[risType]! : 'document';
  const item = new ItemBuilder(keyFrom(values.first('ID')), type);
  readTitles(item, values, type);
  readNames(item, values, readName);
  item.date('issued', issuedDate(values) ?? literalDate(values.first('PY', 'Y1', 'DA')));
  readNumbers(item, values, type);
  readIdentifiers(item, values);
  item.text('publisher', values.first('PB'));
  item.text('publisher-place', values.first('CY', 'PP'));
  item.text('edition', values.first('ET'));
  item.text('language', values.first('LA'));
  item.text('call-number', values.first('CN'));
  item.text('number-of-volumes', values.first('NV'));
  item.text('title-short', values.first('ST'));
  item.text('abstract', values.first('AB', 'N2'));
  const keywords = values.all('KW').flatMap(keyword => keyword.split('\n'));
  if (keywords.length > 0) item.text('keyword', joinKeywords(keywords));
  for (const note of values.all('N1')) item.more('note', note, '; ');
  item.text('annote', values.first('RN'));
  item.date('accessed', readLooseDate(values.first('Y2') ?? ''));
  for (const tag of values.tags()) {
    if (READ_TAGS.has(tag)) continue;
    for (const value of values.all(tag)) item.custom(tag, value);
  }
  return item.isEmpty ? undefined : item.build();
}

function issuedDate(values: TaggedValues): CslDate | undefined {
  const stated = values.all('PY', 'Y1', 'DA');
  if (stated.length === 1) return readLooseDate(stated[0]!);
  return fullestDate(stated.map(date => readLooseDate(date)));
}

function readTitles(item: ItemBuilder, values: TaggedValues, type: string): void {
  const secondary = values.first('T2');
  const journal =
    values.first('JF') ?? (PERIODICALS.has(type) ? secondary : undefined) ?? values.first('JO', 'J1', 'JA');
  const isPart = type === 'chapter' || type === 'paper-conference' || type.startsWith('entry');
  item.text(
    'title',
    values.first('TI', 'T1', 'CT') ?? (isPart ? undefined : values.first('BT')) ?? undefined,
  );
  if (isPart) {
    item.text('container-title', values.first('BT', 'T2', 'JF', 'JO'));
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

function readNames(item: ItemBuilder, values: TaggedValues, readName: NameReader): void {
  for (const name of values.all('AU', 'A1')) item.name('author', readName(name));
  for (const name of values.all('ED', 'A2')) item.name('editor', readName(name));
  for (const name of values.all('A3')) item.name('collection-editor', readName(name));
  for (const name of values.all('A4')) item.name('translator', readName(name));
}

function readNumbers(item: ItemBuilder, values: TaggedValues, type: string): void {
  item.text('volume', values.first('VL'));
  item.text('issue', values.first('IS', 'CP'));
  const articleNumber = values.first('C7');
  item.pages(values.first('SP'), values.first('EP'));
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

function readIdentifiers(item: ItemBuilder, values: TaggedValues): void {
  const doi =
    values.first('DO', 'DI') ?? statedDoi([...values.all('M3'), ...values.all('N1'), ...values.all('L3')]);
  if (doi !== undefined) item.text('DOI', plainDoi(doi));
  for (const address of values.all('UR', 'LK')) {
    const url = address.split(/[\n\s]/).find(part => /^\w+:/.test(part)) ?? address;
    item.text('URL', url);
    const resolved = /^https?:\/\/(?:dx\.)?doi\.org\/(10\..+)$/i.exec(url)?.[1];
    if (resolved !== undefined) item.text('DOI', plainDoi(resolved));
  }
  const workType = values.first('M3');
  if (workType !== undefined && !/^doi\b/i.test(workType)) item.text('genre', workType);
  const accession = values.first('AN');
  const database = `${values.first('DB') ?? ''} ${values.first('DP') ?? ''}`;
  if (accession !== undefined) {
    if (/^\d{1,9}$/.test(accession) && /pubmed|medline|nlm/i.test(database)) item.text('PMID', accession);
    else item.custom('AN', accession);
  }
  const pmcid = values.first('C2');
  if (pmcid !== undefined) {
    if (/^PMC\d+$/i.test(pmcid)) item.text('PMCID', pmcid);
    else item.custom('C2', pmcid);
  }
  const kept = item.has('PMID') ? (['AD', 'SE', 'TA'] as const) : (['DB', 'AD', 'SE', 'TA'] as const);
  for (const tag of kept) for (const value of values.all(tag)) item.custom(tag, value);
}

function statedDoi(texts: readonly string[]): string | undefined {
  for (const text of texts) {
    const found = /\bdoi:?\s*(10\.\d{4,9}\/\S+)/i.exec(text)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}

function literalDate(text: string | undefined): { readonly literal: string } | undefined {
  const literal = text?.replace(/[/\s]+$/, '').trim();
  return literal && /[\p{L}\d]/u.test(literal) ? { literal } : undefined;
}
