import { plainDoi } from '../bibtex/bibtexToCsl';
import { ItemBuilder, keyFrom } from '../itemBuilder';
import { fullestDate, readLooseDate } from '../looseDate';
import { readPlainName } from '../plainNames';
import type { RecordReader, RecordSink } from '../recordReader';
import { endnoteType } from './endnoteTypes';
import { TaggedFieldReader, tagMeanings } from './taggedFields';
import { type LineRole, readTaggedRecords, type TaggedSyntax, TagNames } from './taggedLines';
import type { TaggedRecord } from './taggedRecord';

class EnwSyntax implements TaggedSyntax {
  tag = '';
  valueStart = 0;
  readonly blankEnds = true;
  readonly #names = new TagNames();

  find(text: string, lineStart: number): boolean {
    if (text.charCodeAt(lineStart) !== 37) return false;
    const separator = text.charCodeAt(lineStart + 2);
    if (!(separator === 32 || (separator >= 9 && separator <= 13) || Number.isNaN(separator))) return false;
    this.tag = this.#names.of(text.charCodeAt(lineStart + 1), 32);
    this.valueStart = lineStart + 2;
    return true;
  }

  role(tag: string, current: TaggedRecord): LineRole {
    return tag === '0' && current.size > 0 ? 'begin' : 'field';
  }
}

const MEANINGS = tagMeanings({
  texts: {
    title: 'T',
    volume: 'V',
    publisher: 'I',
    'publisher-place': 'C',
    edition: '7',
    'number-of-volumes': '6',
    language: 'G',
    'call-number': 'L',
    'title-short': '!',
    genre: '9',
    abstract: 'X',
  },
  names: { author: 'A', editor: 'E', 'collection-editor': 'Y', translator: '?' },
  keywords: 'K',
  notes: 'Z O',
  special: '0 B D F J M N P R S U 8 @ & 2',
});

/**
 * Reads EndNote's tagged export (`.enw`, the format of refer): lines `%T value`, a record from `%0` or an empty line.
 */
export const enwReader: RecordReader = {
  mayHaveKeys: text => text.includes('%F'),
  read(text, sink) {
    const fields = new TaggedFieldReader(MEANINGS, readPlainName, true);
    readTaggedRecords(text, new EnwSyntax(), record => readRecord(record, fields, sink));
  },
};

function readRecord(values: TaggedRecord, fields: TaggedFieldReader, sink: RecordSink): void {
  const stated = values.first('0');
  const type = stated === undefined ? impliedType(values) : endnoteType(stated);
  const item = new ItemBuilder(keyFrom(values.first('F')), type);
  fields.read(item, values);
  const isPart = type === 'chapter' || type === 'paper-conference' || type.startsWith('entry');
  if (isPart) item.text('container-title', values.first('B', 'J', 'S'));
  else item.text('container-title', values.first('J', 'B'));
  if (!isPart || values.has('B')) item.text('collection-title', values.first('S'));
  const year = readLooseDate(values.first('D') ?? '');
  const yearNumber = year?.['date-parts']?.[0]?.[0];
  item.date('issued', fullestDate([year, readLooseDate(values.first('8') ?? '', yearNumber)]));
  if (!item.has('issued') && values.has('D')) item.date('issued', { literal: values.first('D')! });
  item.text(type.startsWith('article') || type === 'review' ? 'issue' : 'number', values.first('N'));
  item.pages(values.first('P', '&'), undefined);
  for (const serial of values.all('@')) item.serialNumber(serial, type === 'book' || type === 'chapter');
  const doi = values.all('R').find(value => value.includes('10.'));
  if (doi !== undefined) item.text('DOI', plainDoi(doi));
  item.text('URL', values.all('U').flatMap(value => value.split('\n'))[0]);
  const accession = values.first('M');
  if (accession !== undefined && /^\d{6,9}$/.test(accession)) item.text('PMID', accession);
  else if (accession !== undefined) item.custom('M', accession);
  const pmcid = values.first('2');
  if (pmcid !== undefined && /^PMC\d+$/i.test(pmcid)) item.text('PMCID', pmcid);
  else if (pmcid !== undefined) item.custom('2', pmcid);
  if (!item.isEmpty) sink.record(item.build(), values.start, values.end);
}

function impliedType(values: TaggedRecord): string {
  if (values.has('J')) return 'article-journal';
  if (values.has('B')) return 'chapter';
  return values.has('I') ? 'book' : 'document';
}
