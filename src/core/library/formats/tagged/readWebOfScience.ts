import { plainDoi } from '../bibtex/bibtexToCsl';
import { ItemBuilder, withoutShouting } from '../itemBuilder';
import { fullestDate, readLooseDate } from '../looseDate';
import { readPlainName } from '../plainNames';
import { noKeys, type RecordReader, type RecordSink } from '../recordReader';
import { keepTags, readKeywords, readNames, readVariables, type VariableTags } from './taggedFields';
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
    readTaggedRecords(text, new WebOfScienceSyntax(), record => readRecord(record, sink));
  },
};

const VARIABLES: VariableTags = [
  ['title', 'TI'],
  ['container-title-short', 'JI', 'J9', 'JA'],
  ['collection-title', 'SE'],
  ['volume', 'VL'],
  ['issue', 'IS', 'CP'],
  ['PMID', 'PM'],
  ['ISSN', 'SN', 'EI'],
  ['ISBN', 'BN'],
  ['abstract', 'AB'],
  ['publisher', 'PU'],
  ['publisher-place', 'PI'],
  ['language', 'LA'],
  ['event-title', 'CT'],
  ['event-place', 'CL'],
  ['URL', 'UR'],
];

function readRecord(values: TaggedRecord, sink: RecordSink): void {
  const item = new ItemBuilder('', typeOf(values));
  readVariables(item, values, VARIABLES);
  const source = values.first('SO', 'JF', 'JO');
  if (item.type !== 'book') item.text('container-title', source && withoutShouting(source));
  else if (!item.has('title')) item.text('title', source);
  readNames(item, 'author', lines(values, values.has('AF') ? 'AF' : 'AU'), readPlainName);
  if (!item.has('author')) {
    readNames(item, 'author', lines(values, values.has('BF') ? 'BF' : 'BA'), readPlainName);
  }
  for (const tag of ['CA', 'GP']) readNames(item, 'author', lines(values, tag), literal => ({ literal }));
  readNames(item, 'editor', lines(values, values.has('BE') ? 'BE' : 'ED'), readPlainName);
  const year = readLooseDate(values.first('PY') ?? '');
  const yearNumber = year?.['date-parts']?.[0]?.[0];
  item.date('issued', fullestDate([year, readLooseDate(values.first('PD') ?? '', yearNumber)]));
  const articleNumber = values.first('AR')?.replace(/^(?:artn|article\s+no\.?|art\.\s*no\.?)\s*/i, '');
  item.pages(values.first('BP', 'PS'), values.first('EP'));
  const isPaged = item.has('page') || item.type !== 'article-journal';
  item.text(isPaged ? 'number' : 'page', articleNumber);
  const doi = values.first('DI', 'DO');
  if (doi !== undefined) item.text('DOI', plainDoi(doi));
  readKeywords(item, [
    ...new Set([...phrases(values, 'DE'), ...phrases(values, 'ID'), ...phrases(values, 'KW')]),
  ]);
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
