import { plainDoi } from '../bibtex/bibtexToCsl';
import { ItemBuilder, keyFrom } from '../itemBuilder';
import { joinKeywords } from '../keywords';
import { fullestDate, readLooseDate } from '../looseDate';
import { readPlainName } from '../plainNames';
import type { RecordReader, RecordSink } from '../recordReader';
import { endnoteType } from './endnoteTypes';
import { type TaggedRecord, TaggedValues, type TagMatch, taggedRecords } from './taggedLines';

const SYNTAX = {
  tagAt(text: string, start: number): TagMatch | undefined {
    if (text.charCodeAt(start) !== 37) return undefined;
    const separator = text.charCodeAt(start + 2);
    const isTag = separator === 32 || separator === 9 || separator === 10 || separator === 13;
    return isTag || start + 2 >= text.length
      ? { tag: text[start + 1] ?? '', valueStart: start + 2 }
      : undefined;
  },
  role(tag: string, current: TaggedRecord | undefined) {
    return tag === '0' && current !== undefined ? ('begin' as const) : ('field' as const);
  },
  blankEnds: true,
};

const READ_TAGS: ReadonlySet<string> = new Set('0ABCDEFGIJKLNOPRSTUVXYZ6789@!?&2M'.split(''));

/**
 * Reads EndNote's tagged export (`.enw`, the format of refer): lines `%T value`, a record from `%0` or an empty line.
 */
export const enwReader: RecordReader = {
  mayHaveKeys: text => text.includes('%F'),
  read(text, sink) {
    for (const record of taggedRecords(text, SYNTAX, () => {})) readRecord(record, sink);
  },
};

function readRecord({ fields, start, end }: TaggedRecord, sink: RecordSink): void {
  const values = new TaggedValues(fields);
  const stated = values.first('0');
  const type =
    stated !== undefined
      ? endnoteType(stated)
      : values.has('J')
        ? 'article-journal'
        : values.has('B')
          ? 'chapter'
          : values.has('I')
            ? 'book'
            : 'document';
  const item = new ItemBuilder(keyFrom(values.first('F')), type);
  const isPart = type === 'chapter' || type === 'paper-conference' || type.startsWith('entry');
  item.text('title', values.first('T'));
  if (isPart) item.text('container-title', values.first('B', 'J', 'S'));
  else item.text('container-title', values.first('J', 'B'));
  if (isPart && values.has('B')) item.text('collection-title', values.first('S'));
  else if (!isPart) item.text('collection-title', values.first('S'));
  for (const name of values.all('A'))
    for (const one of name.split('\n')) item.name('author', readPlainName(one));
  for (const name of values.all('E'))
    for (const one of name.split('\n')) item.name('editor', readPlainName(one));
  for (const name of values.all('Y')) item.name('collection-editor', readPlainName(name));
  for (const name of values.all('?')) item.name('translator', readPlainName(name));
  const year = readLooseDate(values.first('D') ?? '');
  const yearNumber = year?.['date-parts']?.[0]?.[0];
  item.date('issued', fullestDate([year, readLooseDate(values.first('8') ?? '', yearNumber)]));
  if (!item.has('issued') && values.has('D')) item.date('issued', { literal: values.first('D')! });
  item.text('volume', values.first('V'));
  item.text(type.startsWith('article') || type === 'review' ? 'issue' : 'number', values.first('N'));
  item.pages(values.first('P', '&'), undefined);
  item.text('publisher', values.first('I'));
  item.text('publisher-place', values.first('C'));
  item.text('edition', values.first('7'));
  item.text('number-of-volumes', values.first('6'));
  item.text('language', values.first('G'));
  item.text('call-number', values.first('L'));
  item.text('title-short', values.first('!'));
  item.text('genre', values.first('9'));
  for (const serial of values.all('@')) item.serialNumber(serial, type === 'book' || type === 'chapter');
  const doi = values.all('R').find(value => value.includes('10.'));
  if (doi !== undefined) item.text('DOI', plainDoi(doi));
  item.text('URL', values.all('U').flatMap(value => value.split('\n'))[0]);
  const accession = values.first('M');
  if (accession !== undefined && /^\d{6,9}$/.test(accession)) item.text('PMID', accession);
  const pmcid = values.first('2');
  if (pmcid !== undefined && /^PMC\d+$/i.test(pmcid)) item.text('PMCID', pmcid);
  item.text('abstract', values.first('X'));
  const keywords = values.all('K').flatMap(value => value.split('\n'));
  if (keywords.length > 0) item.text('keyword', joinKeywords(keywords));
  for (const note of values.all('Z', 'O')) item.more('note', note, '; ');
  for (const tag of values.tags()) {
    if (!READ_TAGS.has(tag)) for (const value of values.all(tag)) item.custom(tag, value);
  }
  if (!item.isEmpty) sink.record(item.build(), start, end);
}
