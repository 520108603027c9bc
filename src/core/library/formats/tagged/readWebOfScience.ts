import { plainDoi } from '../bibtex/bibtexToCsl';
import { ItemBuilder, withoutShouting } from '../itemBuilder';
import { joinKeywords } from '../keywords';
import { fullestDate, readLooseDate } from '../looseDate';
import { readPlainName } from '../plainNames';
import { noKeys, type RecordReader, type RecordSink } from '../recordReader';
import { type TaggedRecord, TaggedValues, type TagMatch, taggedRecords } from './taggedLines';

const SYNTAX = {
  tagAt(text: string, start: number): TagMatch | undefined {
    const first = text.charCodeAt(start);
    const second = text.charCodeAt(start + 1);
    if (!(first >= 65 && first <= 90)) return undefined;
    if (!((second >= 65 && second <= 90) || (second >= 48 && second <= 57))) return undefined;
    const after = text.charCodeAt(start + 2);
    if (!(after === 32 || after === 10 || after === 13 || Number.isNaN(after))) return undefined;
    // The MEDLINE variant of the export puts a hyphen between tag and value.
    const valueStart =
      text.startsWith(' - ', start + 2) || text.startsWith('  - ', start + 2)
        ? text.indexOf('-', start) + 1
        : start + 2;
    return { tag: text.slice(start, start + 2), valueStart };
  },
  role(tag: string, current: TaggedRecord | undefined) {
    if (tag === 'ER') return 'end' as const;
    if (tag === 'FN' || tag === 'VR' || tag === 'EF') return 'ignore' as const;
    return tag === 'PT' && current !== undefined && current.fields.some(field => field.tag !== 'PT')
      ? ('begin' as const)
      : ('field' as const);
  },
  blankEnds: false,
};

const TYPES: Readonly<Record<string, string>> = {
  J: 'article-journal',
  B: 'book',
  S: 'chapter',
  P: 'patent',
};

/**
 * Reads Web of Science's tagged export (also ISI and, with its hyphens, its MEDLINE variant): tags of two letters, lists
 * one item a line, records from `PT` to `ER`. Names of journals all in capitals get title case.
 */
export const webOfScienceReader: RecordReader = {
  mayHaveKeys: noKeys,
  read(text, sink) {
    for (const record of taggedRecords(text, SYNTAX, () => {})) readRecord(record, sink);
  },
};

function readRecord({ fields, start, end }: TaggedRecord, sink: RecordSink): void {
  const values = new TaggedValues(fields);
  const item = new ItemBuilder('', typeOf(values));
  item.text('title', values.first('TI'));
  const isArticle = item.type === 'article-journal';
  const source = values.first('SO', 'JF', 'JO');
  if (item.type === 'book') item.text('collection-title', values.first('SE'));
  else {
    if (source !== undefined) item.text('container-title', withoutShouting(source));
    item.text('collection-title', values.first('SE'));
  }
  if (item.type === 'book' && !item.has('title')) item.text('title', source);
  item.text('container-title-short', values.first('JI', 'J9', 'JA'));
  for (const line of lines(values, values.has('AF') ? 'AF' : 'AU')) item.name('author', readPlainName(line));
  if (!item.has('author')) {
    for (const line of lines(values, values.has('BF') ? 'BF' : 'BA'))
      item.name('author', readPlainName(line));
  }
  for (const tag of ['CA', 'GP'])
    for (const line of lines(values, tag)) item.name('author', { literal: line });
  for (const line of lines(values, values.has('BE') ? 'BE' : 'ED')) item.name('editor', readPlainName(line));
  const year = readLooseDate(values.first('PY') ?? '');
  const yearNumber = year?.['date-parts']?.[0]?.[0];
  item.date('issued', fullestDate([year, readLooseDate(values.first('PD') ?? '', yearNumber)]));
  item.text('volume', values.first('VL'));
  item.text('issue', values.first('IS', 'CP'));
  const articleNumber = values.first('AR')?.replace(/^(?:artn|article\s+no\.?|art\.\s*no\.?)\s*/i, '');
  item.pages(values.first('BP') ?? values.first('PS'), values.first('EP'));
  if (item.has('page') || !isArticle) item.text('number', articleNumber);
  else item.text('page', articleNumber);
  const doi = values.first('DI', 'DO');
  if (doi !== undefined) item.text('DOI', plainDoi(doi));
  item.text('PMID', values.first('PM'));
  item.text('ISSN', values.first('SN', 'EI'));
  item.text('ISBN', values.first('BN'));
  item.text('abstract', values.first('AB'));
  item.text('publisher', values.first('PU'));
  item.text('publisher-place', values.first('PI'));
  item.text('language', values.first('LA'));
  item.text('event-title', values.first('CT'));
  item.text('event-place', values.first('CL'));
  item.text('URL', values.first('UR'));
  const keywords = [
    ...new Set([...phrases(values, 'DE'), ...phrases(values, 'ID'), ...phrases(values, 'KW')]),
  ];
  if (keywords.length > 0) item.text('keyword', joinKeywords(keywords));
  for (const tag of ['UT', 'TC', 'DT', 'SC', 'WC'])
    for (const value of values.all(tag)) item.custom(tag, value);
  if (!item.isEmpty) sink.record(item.build(), start, end);
}

function typeOf(values: TaggedValues): string {
  const stated = values.first('PT') ?? '';
  const documentType = values.first('DT') ?? '';
  if (/proceedings paper/i.test(documentType) || values.has('CT'))
    return stated === 'J' ? 'article-journal' : 'paper-conference';
  if (/book chapter/i.test(documentType)) return 'chapter';
  if (Object.hasOwn(TYPES, stated)) return TYPES[stated]!;
  return /journal|article/i.test(stated) || values.has('SO') ? 'article-journal' : 'document';
}

function lines(values: TaggedValues, tag: string): readonly string[] {
  return values.all(tag).flatMap(value => value.split(/[\n;]/));
}

function phrases(values: TaggedValues, tag: string): readonly string[] {
  return values.all(tag).flatMap(value =>
    value
      .replace(/\n/g, ' ')
      .split(';')
      .map(phrase => phrase.trim()),
  );
}
