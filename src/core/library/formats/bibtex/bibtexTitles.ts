import type { WritableItem } from '../writableItem';
import type { BibtexFieldTexts } from './bibtexFieldTexts';

const WHOLE_BOOKS = /^(?:mv)?(?:book|collection|proceedings|reference|manual|ebook)$/;
const PARTS = /^(?:in|supp|conference$)/;

/** Whether records of the type are a book themselves and stand in none. */
export function isWholeBook(entryType: string): boolean {
  return WHOLE_BOOKS.test(entryType);
}

/**
 * Reads the titles of a record and of what it stands in.
 *
 * @param isPlain whether the record has no other titles than `title` and `journal`
 */
export function readTitles(
  item: WritableItem,
  texts: BibtexFieldTexts,
  entryType: string,
  isPlain: boolean,
): void {
  if (isPlain) {
    const title = texts.text('title', 'rich');
    const journal = texts.text('journal', 'rich');
    if (title !== undefined) item['title'] = title;
    if (journal !== undefined) item['container-title'] = journal;
    return;
  }
  if (PARTS.test(entryType)) readPartTitles(item, texts);
  else readWholeTitles(item, texts, entryType);
}

function readPartTitles(item: WritableItem, texts: BibtexFieldTexts): void {
  const title = texts.title('title', 'subtitle', 'titleaddon');
  const main = texts.title('maintitle', 'mainsubtitle', 'maintitleaddon');
  const book = texts.title('booktitle', 'booksubtitle', 'booktitleaddon');
  const journal = journalTitle(texts);
  const entry = texts.text('lista', 'rich');
  if (entry !== undefined && title !== undefined && book === undefined) {
    // biblatex-chicago names an entry of an encyclopedia in `lista`, and the encyclopedia in `title`.
    item['title'] = entry;
    item['container-title'] = title;
    return;
  }
  if (title !== undefined) item['title'] = title;
  const container = main ?? book ?? journal;
  if (container !== undefined) item['container-title'] = container;
  if (main !== undefined && book !== undefined) item['volume-title'] = book;
}

function readWholeTitles(item: WritableItem, texts: BibtexFieldTexts, entryType: string): void {
  const title = texts.title('title', 'subtitle', 'titleaddon');
  const main = texts.title('maintitle', 'mainsubtitle', 'maintitleaddon');
  const book = texts.title('booktitle', 'booksubtitle', 'booktitleaddon');
  const issue = texts.title('issuetitle', 'issuesubtitle');
  const journal = journalTitle(texts);
  const isWhole = isWholeBook(entryType);
  if (entryType === 'periodical' && journal === undefined && issue !== undefined) {
    item['title'] = issue;
    if (title !== undefined) item['container-title'] = title;
  } else if (main !== undefined && title !== undefined && isWhole) {
    item['title'] = main;
    item['volume-title'] = title;
  } else {
    const own = title ?? book ?? issue ?? texts.text('titleaddon', 'rich');
    if (own !== undefined) item['title'] = own;
    // A book's `booktitle` is there for the records that refer to it.
    const container = journal ?? (title === undefined || isWhole ? undefined : (book ?? main));
    if (container !== undefined) item['container-title'] = container;
  }
  if (texts.fields.has('subtitle') && !texts.fields.has('shorttitle')) {
    const short = texts.text('title', 'rich');
    if (short !== undefined) item['title-short'] = short;
  }
}

function journalTitle(texts: BibtexFieldTexts): string | undefined {
  return texts.title('journaltitle', 'journalsubtitle') ?? texts.title('journal', 'journalsubtitle');
}
