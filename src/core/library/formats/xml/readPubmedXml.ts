import type { CslDate, CslName } from '../../types';
import { seasonNumber } from '../bibtex/bibtexDates';
import { plainDoi } from '../bibtex/bibtexToCsl';
import { ItemBuilder, withoutFullStop } from '../itemBuilder';
import { joinKeywords } from '../keywords';
import { readLooseDate } from '../looseDate';
import { nameOf } from '../plainNames';
import { noKeys, type RecordReader } from '../recordReader';
import { incompleteReporter } from './readEndnoteXml';
import { childOf, childrenOf, richTextIn, textIn, type XmlElement, xmlRecords } from './xmlReader';

const RICH: ReadonlySet<string> = new Set(['i', 'b', 'sup', 'sub']);

/**
 * Reads PubMed's XML (`PubmedArticleSet` of the NLM's DTD): articles and book articles, each record on its own.
 */
export const pubmedXmlReader: RecordReader = {
  mayHaveKeys: noKeys,
  read(text, sink) {
    const report = incompleteReporter(sink);
    const hasSets = /<Pubmed(?:Book)?Article[\s>]/.test(text);
    const names = hasSets ? ['PubmedArticle', 'PubmedBookArticle'] : ['MedlineCitation', 'BookDocument'];
    for (const record of xmlRecords(text, names)) {
      report(record);
      const { element, start, end } = record;
      const book = element.name === 'BookDocument' ? element : childOf(element, 'BookDocument');
      const citation = element.name === 'MedlineCitation' ? element : childOf(element, 'MedlineCitation');
      const item = book !== undefined ? readBook(book) : citation && readArticle(citation, element);
      if (item !== undefined && !item.isEmpty) sink.record(item.build(), start, end);
    }
  },
};

function readArticle(citation: XmlElement, record: XmlElement): ItemBuilder {
  const article = childOf(citation, 'Article');
  const journal = childOf(article, 'Journal');
  const issue = childOf(journal, 'JournalIssue');
  const isPreprint = childrenOf(childOf(article, 'PublicationTypeList'), 'PublicationType').some(
    type => textIn(type) === 'Preprint',
  );
  const item = new ItemBuilder('', isPreprint ? 'article' : 'article-journal');
  item.text(
    'title',
    withoutFullStop(rich(childOf(article, 'ArticleTitle')) ?? textIn(childOf(article, 'VernacularTitle'))),
  );
  readPeople(
    item,
    'author',
    childrenOf(article, 'AuthorList').filter(list => list.attributes.get('Type') !== 'editors'),
  );
  const title = textIn(childOf(journal, 'Title'));
  const short =
    textIn(childOf(citation, 'MedlineJournalInfo', 'MedlineTA')) ??
    textIn(childOf(journal, 'ISOAbbreviation'));
  item.text('container-title', title ?? short);
  if (title !== undefined) item.text('container-title-short', short);
  item.date('issued', dateOf(childOf(issue, 'PubDate')) ?? dateOf(childOf(article, 'ArticleDate')));
  item.text('volume', textIn(childOf(issue, 'Volume')));
  item.text('issue', textIn(childOf(issue, 'Issue')));
  readPages(item, childOf(article, 'Pagination'));
  item.text('ISSN', textIn(childOf(journal, 'ISSN')));
  item.text('PMID', textIn(childOf(citation, 'PMID')));
  readIds(item, childOf(record, 'PubmedData', 'ArticleIdList'));
  for (const location of childrenOf(article, 'ELocationID')) {
    const value = textIn(location);
    if (value === undefined) continue;
    if (location.attributes.get('EIdType') === 'doi') item.text('DOI', plainDoi(value));
    else if (/^e?\d{1,8}$/i.test(value)) item.text('page', value);
  }
  item.text('language', textIn(childOf(article, 'Language')));
  item.text('abstract', abstractOf(childOf(article, 'Abstract')));
  const keywords = [
    ...childrenOf(childOf(citation, 'MeshHeadingList'), 'MeshHeading').map(meshHeading),
    ...childrenOf(citation, 'KeywordList').flatMap(list =>
      childrenOf(list, 'Keyword').map(keyword => textIn(keyword) ?? ''),
    ),
  ];
  if (keywords.length > 0) item.text('keyword', joinKeywords(keywords));
  for (const note of childrenOf(citation, 'GeneralNote')) item.more('note', textIn(note), '; ');
  return item;
}

function readBook(document: XmlElement): ItemBuilder {
  const book = childOf(document, 'Book');
  const title = rich(childOf(book, 'BookTitle'));
  const part = rich(childOf(document, 'ArticleTitle'));
  const item = new ItemBuilder('', part === undefined ? 'book' : 'chapter');
  item.text('title', withoutFullStop(part ?? title));
  if (part !== undefined) item.text('container-title', title);
  const lists = [...childrenOf(document, 'AuthorList'), ...childrenOf(book, 'AuthorList')];
  readPeople(
    item,
    'author',
    lists.filter(list => list.attributes.get('Type') !== 'editors'),
  );
  readPeople(
    item,
    'editor',
    lists.filter(list => list.attributes.get('Type') === 'editors'),
  );
  item.date('issued', dateOf(childOf(book, 'PubDate')) ?? dateOf(childOf(document, 'ContributionDate')));
  item.text('publisher', textIn(childOf(book, 'Publisher', 'PublisherName')));
  item.text('publisher-place', textIn(childOf(book, 'Publisher', 'PublisherLocation')));
  item.text('volume', textIn(childOf(book, 'Volume')));
  item.text('edition', textIn(childOf(book, 'Edition')));
  item.text('collection-title', textIn(childOf(book, 'CollectionTitle')));
  item.text('ISBN', textIn(childOf(book, 'Isbn')));
  readPages(item, childOf(document, 'Pagination'));
  item.text('PMID', textIn(childOf(document, 'PMID')));
  readIds(item, childOf(document, 'ArticleIdList'));
  item.text('language', textIn(childOf(document, 'Language')));
  item.text('abstract', abstractOf(childOf(document, 'Abstract')));
  const keywords = childrenOf(document, 'KeywordList').flatMap(list =>
    childrenOf(list, 'Keyword').map(keyword => textIn(keyword) ?? ''),
  );
  if (keywords.length > 0) item.text('keyword', joinKeywords(keywords));
  return item;
}

function rich(element: XmlElement | undefined): string | undefined {
  return richTextIn(element, child => (RICH.has(child.name) ? child.name : undefined));
}

function readPeople(item: ItemBuilder, variable: 'author' | 'editor', lists: readonly XmlElement[]): void {
  for (const list of lists) {
    for (const author of childrenOf(list, 'Author')) item.name(variable, personOf(author));
  }
}

function personOf(author: XmlElement): CslName | undefined {
  const group = textIn(childOf(author, 'CollectiveName'));
  if (group !== undefined) return { literal: group.replace(/\.$/, '') };
  const given = textIn(childOf(author, 'ForeName')) ?? textIn(childOf(author, 'Initials')) ?? '';
  return nameOf(textIn(childOf(author, 'LastName')) ?? '', given, textIn(childOf(author, 'Suffix')));
}

function dateOf(element: XmlElement | undefined): CslDate | undefined {
  if (element === undefined) return undefined;
  const year = textIn(childOf(element, 'Year'));
  if (year === undefined) return readLooseDate(textIn(childOf(element, 'MedlineDate')) ?? '');
  const month = textIn(childOf(element, 'Month'));
  const season = textIn(childOf(element, 'Season'));
  if (month === undefined) {
    const date = readLooseDate(year);
    const number = season === undefined ? undefined : seasonNumber(season);
    return date !== undefined && number !== undefined ? { ...date, season: number } : date;
  }
  return readLooseDate(`${year}/${month}/${textIn(childOf(element, 'Day')) ?? ''}`);
}

function readPages(item: ItemBuilder, pagination: XmlElement | undefined): void {
  const whole = textIn(childOf(pagination, 'MedlinePgn'));
  if (whole !== undefined) item.pages(whole, undefined);
  else item.pages(textIn(childOf(pagination, 'StartPage')), textIn(childOf(pagination, 'EndPage')));
}

function readIds(item: ItemBuilder, list: XmlElement | undefined): void {
  for (const id of childrenOf(list, 'ArticleId')) {
    const value = textIn(id);
    if (value === undefined) continue;
    const kind = id.attributes.get('IdType');
    if (kind === 'doi') item.text('DOI', plainDoi(value));
    else if (kind === 'pmc' || kind === 'pmcid') item.text('PMCID', value.replace(/;.*$/, ''));
    else if (kind === 'pubmed') item.text('PMID', value);
  }
}

function abstractOf(element: XmlElement | undefined): string | undefined {
  const parts = childrenOf(element, 'AbstractText').map(part => {
    const label = part.attributes.get('Label');
    const text = textIn(part) ?? '';
    return label && text ? `${label}: ${text}` : text;
  });
  return parts.filter(Boolean).join(' ') || undefined;
}

function meshHeading(heading: XmlElement): string {
  const qualifiers = childrenOf(heading, 'QualifierName').map(qualifier => textIn(qualifier) ?? '');
  return [textIn(childOf(heading, 'DescriptorName')) ?? '', ...qualifiers].join('/');
}
