import { plainDoi } from '../bibtex/bibtexToCsl';
import { ItemBuilder, withoutShouting } from '../itemBuilder';
import { joinKeywords } from '../keywords';
import { fullestDate, readLooseDate } from '../looseDate';
import { readPlainName } from '../plainNames';
import { noKeys, type RecordReader, type RecordSink } from '../recordReader';
import { keepTags, TaggedFieldReader, tagMeanings } from './taggedFields';
import { type LineRole, readTaggedRecords, type TaggedSyntax, TagNames } from './taggedLines';
import type { TaggedRecord } from './taggedRecord';

class WebOfScienceSyntax implements TaggedSyntax {
  tag = '';
  valueStart = 0;
  readonly blankEnds = false;
  readonly #names = new TagNames();

  find(text: string, lineStart: number): boolean {
    const first = text.charCodeAt(lineStart);
    const second = text.charCodeAt(lineStart + 1);
    if (!(first >= 65 && first <= 90)) return false;
    if (!((second >= 65 && second <= 90) || (second >= 48 && second <= 57))) return false;
    const after = text.charCodeAt(lineStart + 2);
    if (!(after === 32 || after === 10 || after === 13 || Number.isNaN(after))) return false;
    this.tag = this.#names.of(first, second);
    // The MEDLINE variant of the export puts a hyphen between tag and value.
    const hasHyphen = text.startsWith(' - ', lineStart + 2) || text.startsWith('  - ', lineStart + 2);
    this.valueStart = hasHyphen ? text.indexOf('-', lineStart) + 1 : lineStart + 2;
    return true;
  }

  role(tag: string, current: TaggedRecord): LineRole {
    if (tag === 'ER') return 'end';
    if (tag === 'FN' || tag === 'VR' || tag === 'EF') return 'ignore';
    if (tag !== 'PT' || current.size === 0) return 'field';
    return current.hasOneTag && current.tags[0] === 'PT' ? 'field' : 'begin';
  }
}

/** What concerns the database and not the work: addresses, cited references, funding, counts, categories. */
const UNREAD =
  'FN VR EF ER C1 C3 RP EM RI OI CR NR TC Z9 U1 U2 PA PG GA OA HC HP DA FU FX SC WC UT DT CY SP HO';

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
    const fields = new TaggedFieldReader(MEANINGS, readPlainName, true);
    readTaggedRecords(text, new WebOfScienceSyntax(), record => readRecord(record, fields, sink));
  },
};

const MEANINGS = tagMeanings({
  texts: {
    title: 'TI',
    'container-title-short': 'JI J9 JA',
    'collection-title': 'SE',
    volume: 'VL',
    issue: 'IS CP',
    PMID: 'PM',
    ISSN: 'SN EI',
    ISBN: 'BN',
    abstract: 'AB',
    publisher: 'PU',
    'publisher-place': 'PI',
    language: 'LA',
    'event-title': 'CT',
    'event-place': 'CL',
    URL: 'UR',
  },
  names: {},
  keywords: '',
  notes: '',
  special: `PT SO JF JO AF AU BF BA CA GP BE ED PY PD AR BP PS EP DI DO DE ID KW ${UNREAD}`,
});

function readRecord(values: TaggedRecord, fields: TaggedFieldReader, sink: RecordSink): void {
  const item = new ItemBuilder('', typeOf(values));
  fields.read(item, values);
  const source = values.first('SO', 'JF', 'JO');
  if (item.type !== 'book') item.text('container-title', source && withoutShouting(source));
  else if (!item.has('title')) item.text('title', source);
  for (const line of lines(values, values.has('AF') ? 'AF' : 'AU')) item.name('author', readPlainName(line));
  if (!item.has('author')) {
    for (const line of lines(values, values.has('BF') ? 'BF' : 'BA'))
      item.name('author', readPlainName(line));
  }
  for (const line of [...lines(values, 'CA'), ...lines(values, 'GP')]) item.name('author', { literal: line });
  for (const line of lines(values, values.has('BE') ? 'BE' : 'ED')) item.name('editor', readPlainName(line));
  const year = readLooseDate(values.first('PY') ?? '');
  const yearNumber = year?.['date-parts']?.[0]?.[0];
  item.date('issued', fullestDate([year, readLooseDate(values.first('PD') ?? '', yearNumber)]));
  const articleNumber = values.first('AR')?.replace(/^(?:artn|article\s+no\.?|art\.\s*no\.?)\s*/i, '');
  item.pages(values.first('BP', 'PS'), values.first('EP'));
  const isPaged = item.has('page') || item.type !== 'article-journal';
  item.text(isPaged ? 'number' : 'page', articleNumber);
  const doi = values.first('DI', 'DO');
  if (doi !== undefined) item.text('DOI', plainDoi(doi));
  const keywords = [...phrases(values, 'DE'), ...phrases(values, 'ID'), ...phrases(values, 'KW')];
  item.text('keyword', joinKeywords([...new Set(keywords)]));
  keepTags(item, values, ['UT', 'TC', 'DT', 'SC', 'WC']);
  if (!item.isEmpty) sink.record(item.build(), values.start, values.end);
}

function typeOf(values: TaggedRecord): string {
  const stated = values.first('PT') ?? '';
  const documentType = values.first('DT') ?? '';
  if (/proceedings paper/i.test(documentType) || values.has('CT'))
    return stated === 'J' ? 'article-journal' : 'paper-conference';
  if (/book chapter/i.test(documentType)) return 'chapter';
  if (Object.hasOwn(TYPES, stated)) return TYPES[stated]!;
  return /journal|article/i.test(stated) || values.has('SO') ? 'article-journal' : 'document';
}

function lines(values: TaggedRecord, tag: string): readonly string[] {
  return values.all(tag).flatMap(value => value.split(/[\n;]/));
}

function phrases(values: TaggedRecord, tag: string): readonly string[] {
  return values.all(tag).flatMap(value =>
    value
      .replace(/\n/g, ' ')
      .split(';')
      .map(phrase => phrase.trim()),
  );
}
