import type { CslItem } from '../../types';
import { plainDoi } from '../bibtex/bibtexToCsl';
import { ItemBuilder, keyFrom } from '../itemBuilder';
import { joinKeywords } from '../keywords';
import { fullestDate, readLooseDate } from '../looseDate';
import { readPlainName } from '../plainNames';
import type { RecordReader, RecordSink } from '../recordReader';
import { endnoteType } from '../tagged/endnoteTypes';
import {
  childOf,
  childrenOf,
  richTextIn,
  textIn,
  type XmlElement,
  type XmlRecord,
  xmlRecords,
} from './xmlReader';

const MOST_PROBLEMS = 200;
/** CSL types of the numbers of EndNote's reference types, for records whose type has no name. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  '5': 'Book Section',
  '6': 'Book',
  '10': 'Conference Proceedings',
  '12': 'Web Page',
  '13': 'Generic',
  '16': 'Online Database',
  '17': 'Journal Article',
  '19': 'Magazine Article',
  '21': 'Film or Broadcast',
  '23': 'Newspaper Article',
  '25': 'Patent',
  '26': 'Personal Communication',
  '27': 'Report',
  '28': 'Edited Book',
  '32': 'Thesis',
  '34': 'Unpublished Work',
  '36': 'Manuscript',
  '43': 'Electronic Article',
  '44': 'Electronic Book',
  '46': 'Government Document',
  '47': 'Conference Paper',
  '59': 'Dataset',
};

/** Marks text that the author formatted: `face` of EndNote's `style` elements. */
const TAGS: Readonly<Record<string, string>> = {
  italic: 'i',
  bold: 'b',
  superscript: 'sup',
  subscript: 'sub',
};

/**
 * Reads EndNote's XML export (also that of Bookends and Citavi): each `record` on its own.
 */
export const endnoteXmlReader: RecordReader = {
  mayHaveKeys: text => text.includes('<label'),
  read(text, sink) {
    const report = incompleteReporter(sink);
    for (const record of xmlRecords(text, ['record'])) {
      report(record);
      const csl = readRecord(record.element);
      if (csl !== undefined) sink.record(csl, record.start, record.end);
    }
  },
};

/** Says of records without their end tag that they were read as far as they go. */
export function incompleteReporter(sink: RecordSink): (record: XmlRecord) => void {
  let reported = 0;
  return record => {
    if (record.isComplete || reported++ >= MOST_PROBLEMS) return;
    sink.problem({
      range: { start: record.start, end: Math.min(record.end, record.start + 80) },
      severity: 'error',
      message: `an end tag is missing in this record and it was read as far as it goes; add it, such as </${record.element.name}>`,
    });
  };
}

function readRecord(element: XmlElement): CslItem | undefined {
  const get = (...path: readonly string[]) => textIn(childOf(element, ...path));
  const rich = (...path: readonly string[]) => richTextIn(childOf(element, ...path), child => faceTag(child));
  const typeElement = childOf(element, 'ref-type');
  const typeName = typeElement?.attributes.get('name') ?? TYPE_NAMES[textIn(typeElement) ?? ''] ?? '';
  const type = endnoteType(typeName);
  const item = new ItemBuilder(keyFrom(get('label')), type);
  item.text('title', rich('titles', 'title'));
  const secondary = rich('titles', 'secondary-title');
  const periodical = get('periodical', 'full-title');
  if (type === 'book' || type === 'report') {
    item.text('collection-title', secondary);
  } else {
    item.text('container-title', secondary ?? periodical ?? get('titles', 'alt-title'));
    item.text('collection-title', get('titles', 'tertiary-title'));
  }
  const short = get('periodical', 'abbr-1') ?? get('alt-periodical', 'abbr-1');
  if (short !== secondary) item.text('container-title-short', short);
  item.text('title-short', get('titles', 'short-title'));
  const contributors = childOf(element, 'contributors');
  for (const author of childrenOf(childOf(contributors, 'authors'), 'author')) {
    item.name('author', readPlainName(textIn(author) ?? ''));
  }
  for (const author of childrenOf(childOf(contributors, 'secondary-authors'), 'author')) {
    item.name('editor', readPlainName(textIn(author) ?? ''));
  }
  for (const author of childrenOf(childOf(contributors, 'tertiary-authors'), 'author')) {
    item.name('collection-editor', readPlainName(textIn(author) ?? ''));
  }
  for (const author of childrenOf(childOf(contributors, 'translated-authors'), 'author')) {
    item.name('translator', readPlainName(textIn(author) ?? ''));
  }
  const year = readLooseDate(get('dates', 'year') ?? '');
  const yearNumber = year?.['date-parts']?.[0]?.[0];
  item.date(
    'issued',
    fullestDate([year, readLooseDate(get('dates', 'pub-dates', 'date') ?? '', yearNumber)]),
  );
  const statedYear = get('dates', 'year');
  if (!item.has('issued') && statedYear !== undefined) item.date('issued', { literal: statedYear });
  item.text('volume', get('volume'));
  item.text(type.startsWith('article') || type === 'review' ? 'issue' : 'number', get('number'));
  item.pages(get('pages'), undefined);
  item.text('edition', get('edition'));
  item.text('publisher', get('publisher'));
  item.text('publisher-place', get('pub-location'));
  item.text('number-of-volumes', get('num-vols'));
  item.text('language', get('language'));
  item.text('call-number', get('call-num'));
  item.text('genre', get('work-type'));
  item.serialNumber(get('isbn'), type === 'book' || type === 'chapter');
  const doi = get('electronic-resource-num');
  if (doi?.includes('10.')) item.text('DOI', plainDoi(doi.slice(doi.search(/10\.\d|https?:/))));
  for (const url of childrenOf(childOf(element, 'urls', 'related-urls'), 'url'))
    item.text('URL', textIn(url));
  for (const url of childrenOf(childOf(element, 'urls', 'web-urls'), 'url')) item.text('URL', textIn(url));
  const accession = get('accession-num');
  if (accession !== undefined) {
    if (/^\d{6,9}$/.test(accession)) item.text('PMID', accession);
    else item.custom('accession-num', accession);
  }
  const pmcid = get('custom2');
  if (pmcid !== undefined && /^PMC\d+$/i.test(pmcid)) item.text('PMCID', pmcid);
  item.text('abstract', get('abstract'));
  const keywords = childrenOf(childOf(element, 'keywords'), 'keyword')
    .map(keyword => textIn(keyword)?.replace(/\*/g, '') ?? '')
    .filter(Boolean);
  if (keywords.length > 0) item.text('keyword', joinKeywords(keywords));
  item.text('note', get('notes'));
  item.text('annote', get('research-notes'));
  const files = childrenOf(childOf(element, 'urls', 'pdf-urls'), 'url').map(url => textIn(url) ?? '');
  for (const file of files) item.custom('file', file);
  return item.isEmpty ? undefined : item.build();
}

function faceTag(element: XmlElement): string | undefined {
  const face = element.attributes.get('face') ?? '';
  return Object.hasOwn(TAGS, face) ? TAGS[face] : undefined;
}
