import type { CslItem, CslName } from '../src/core/library/types';

/** The fields that make a reference, in a form in which spelling variants of the same thing are equal. */
export interface CoreFields {
  readonly type: string;
  readonly title: string;
  readonly authors: string;
  readonly year: string;
  readonly container: string;
  readonly volume: string;
  readonly issue: string;
  readonly pages: string;
  readonly doi: string;
  /** The container's abbreviated name, which counts as its name where that is what is wanted. */
  readonly shortContainer?: string;
}

export const CORE_FIELDS: readonly CoreField[] = [
  'type',
  'title',
  'authors',
  'year',
  'container',
  'volume',
  'issue',
  'pages',
  'doi',
];

/** The name of a field that is compared. */
export type CoreField = Exclude<keyof CoreFields, 'shortContainer'>;

/** Core fields of a CSL-JSON record. */
export function coreFields(item: CslItem): CoreFields {
  return {
    type: item.type,
    title: plain(item.title),
    authors: (item.author ?? (item['director'] as CslItem['author']) ?? []).map(nameText).join('; '),
    year: yearText(item.issued),
    container: plain(item['container-title']),
    volume: plain(item.volume),
    issue: plain(item.issue),
    pages: pagesText(item.page),
    doi: String(item.DOI ?? '').toLowerCase(),
    shortContainer: plain(item['container-title-short']),
  };
}

/** Core fields of a record that JabRef wrote: it keeps a corporate author and an article's DOI in fields of its own. */
export function coreFieldsOfJabref(item: CslItem): CoreFields {
  const custom = (item['custom'] ?? {}) as Readonly<Record<string, string>>;
  const corporate = custom['corporate'] === undefined ? [] : [{ literal: custom['corporate'] }];
  const doi = item.DOI ?? custom['article-doi'];
  return coreFields({
    ...item,
    ...(item.author === undefined && corporate.length === 0
      ? {}
      : { author: [...(item.author ?? []), ...corporate] }),
    ...(doi === undefined ? {} : { DOI: doi }),
  });
}

/**
 * Core fields of `found`, its institutions written as those of JabRef's record are: a BibTeX name without braces around it
 * has no way to say that it is no person's, so that its words come in another order.
 */
export function withNamesAs(wanted: CslItem, found: CslItem): CoreFields {
  const words = (name: CslName) =>
    nameText(name)
      .split(/[\s,]+/)
      .filter(Boolean)
      .sort()
      .join(' ');
  const sameWords = new Map((wanted.author ?? []).map(name => [words(name), name]));
  const author = found.author?.map(name =>
    name.literal === undefined ? name : (sameWords.get(words(name)) ?? name),
  );
  return coreFields(author === undefined ? found : { ...found, author });
}

/** Zotero's item types as CSL types. */
const ZOTERO_TYPES: Readonly<Record<string, string>> = {
  journalArticle: 'article-journal',
  magazineArticle: 'article-magazine',
  newspaperArticle: 'article-newspaper',
  book: 'book',
  bookSection: 'chapter',
  conferencePaper: 'paper-conference',
  thesis: 'thesis',
  report: 'report',
  webpage: 'webpage',
  document: 'document',
  manuscript: 'manuscript',
  presentation: 'speech',
  statute: 'legislation',
  case: 'legal_case',
  bill: 'bill',
  patent: 'patent',
  artwork: 'graphic',
  audioRecording: 'song',
  videoRecording: 'motion_picture',
  film: 'motion_picture',
  tvBroadcast: 'broadcast',
  computerProgram: 'software',
  dataset: 'dataset',
  encyclopediaArticle: 'entry-encyclopedia',
};

/** What an item of Zotero's own JSON says. */
export interface ZoteroItem {
  readonly itemType: string;
  readonly citationKey?: string;
  readonly creators?: readonly {
    readonly creatorType: string;
    readonly firstName?: string;
    readonly lastName?: string;
    readonly name?: string;
  }[];
  readonly [field: string]: unknown;
}

/** The core fields that Zotero's types of items have no place for; what is there is then kept in "Extra" or lost. */
const ZOTERO_LACKS: Readonly<Record<string, readonly CoreField[]>> = {
  magazineArticle: ['doi'],
  newspaperArticle: ['doi', 'volume', 'issue'],
  book: ['doi', 'container', 'issue', 'pages'],
  bookSection: ['doi', 'issue'],
  conferencePaper: ['issue'],
  thesis: ['doi', 'container', 'volume', 'issue', 'pages'],
  report: ['doi', 'container', 'volume', 'issue'],
  webpage: ['doi', 'volume', 'issue', 'pages'],
  document: ['doi', 'container', 'volume', 'issue', 'pages'],
  manuscript: ['doi', 'container', 'volume', 'issue', 'pages'],
  presentation: ['doi', 'container', 'volume', 'issue', 'pages'],
  statute: ['doi', 'container', 'volume', 'issue'],
  case: ['doi', 'container', 'issue'],
  bill: ['doi', 'container', 'volume', 'issue'],
  patent: ['doi', 'container', 'volume', 'issue'],
  artwork: ['doi', 'container', 'volume', 'issue', 'pages'],
  audioRecording: ['doi', 'container', 'issue', 'pages'],
  videoRecording: ['doi', 'container', 'issue', 'pages'],
  film: ['doi', 'container', 'volume', 'issue', 'pages'],
  tvBroadcast: ['doi', 'volume', 'issue', 'pages'],
  computerProgram: ['doi', 'container', 'volume', 'issue', 'pages'],
  dataset: ['container', 'volume', 'issue', 'pages'],
  encyclopediaArticle: ['doi', 'issue'],
};

/** Whether `field` cannot be compared, because Zotero has no place for it in such an item. */
export function zoteroLacks(item: ZoteroItem, field: CoreField): boolean {
  return ZOTERO_LACKS[item.itemType]?.includes(field) ?? false;
}

/** Core fields of an item of Zotero. Zotero has one field for particle and family name, and puts suffixes after given names. */
export function coreFieldsOfZotero(item: ZoteroItem): CoreFields {
  const extra = extraLines(item['extra']);
  const text = (name: string) => (typeof item[name] === 'string' ? (item[name] as string) : '');
  const creators = item.creators ?? [];
  const authors = creators.filter(({ creatorType }) => !NOT_AUTHORS.has(creatorType));
  const found =
    authors.length > 0 ? authors : creators.filter(({ creatorType }) => creatorType === 'contributor');
  const articleNumber = item.itemType === 'journalArticle' ? (extra.get('number') ?? '') : '';
  return {
    type: ZOTERO_TYPES[item.itemType] ?? item.itemType,
    title: plain(text('title')),
    authors: found
      .map(creator =>
        nameText({
          family: creator.lastName ?? creator.name ?? '',
          given: (creator.firstName ?? '').replace(',', ' '),
        }),
      )
      .join('; '),
    year: zoteroYear(text('date')),
    container: plain(text('publicationTitle') || text('journalAbbreviation')),
    volume: plain(text('volume')),
    issue: plain(text('issue')),
    pages: pagesText(text('pages') || articleNumber),
    doi: (text('DOI') || extra.get('doi') || '').toLowerCase(),
  };
}

const NOT_AUTHORS: ReadonlySet<string> = new Set(
  'editor translator seriesEditor bookAuthor contributor reviewedAuthor'.split(' '),
);

function extraLines(extra: unknown): ReadonlyMap<string, string> {
  const lines = Array.isArray(extra) ? extra.map(String) : typeof extra === 'string' ? extra.split('\n') : [];
  return new Map(
    lines.map(line => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
}

/** Years before our era are counted from 0 in EDTF and from 1 in CSL. */
function zoteroYear(date: string): string {
  const years = date.split('/').map(part => /(?:^|\s|[^\d-])(-?\d{4})(?!\d)/.exec(` ${part}`)?.[1] ?? '');
  return years
    .filter((year, index) => year !== '' && (index === 0 || year !== years[0]))
    .map(year => (year.startsWith('-') ? String(Number(year) - 1) : year))
    .join('/');
}

/** The names of the fields in which two records differ. */
export function differences(
  wanted: CoreFields,
  found: CoreFields,
  isIncomparable: (field: CoreField) => boolean = () => false,
): readonly CoreField[] {
  return CORE_FIELDS.filter(field => {
    if (wanted[field] === found[field]) return false;
    if (field === 'container' && wanted.container !== '' && wanted.container === found.shortContainer)
      return false;
    return !(wanted[field] === '' && isIncomparable(field));
  });
}

/** Words only: case, markup, punctuation and the kind of quotes and dashes are matters of style. */
export function plain(text: unknown): string {
  if (typeof text !== 'string' && typeof text !== 'number') return '';
  return String(text)
    .replace(/<[^<>]*>/g, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

function nameText(name: CslName): string {
  const particle = [name['dropping-particle'], name['non-dropping-particle']].filter(Boolean).join(' ');
  const family = [particle, name.family ?? name.literal ?? ''].filter(Boolean).join(' ');
  const given = [name.given, name.suffix].filter(Boolean).join(' ');
  return `${plain(family)}, ${plain(given)}`;
}

function yearText(date: CslItem['issued']): string {
  const parts = date?.['date-parts'];
  if (parts === undefined) return plain(date?.literal ?? date?.raw);
  return parts
    .map(part => String(part[0] ?? ''))
    .filter(year => year !== '0' && year !== '')
    .filter((year, index, years) => index === 0 || year !== years[0])
    .join('/');
}

function pagesText(pages: unknown): string {
  if (typeof pages !== 'string' && typeof pages !== 'number') return '';
  return String(pages)
    .toLowerCase()
    .replace(/\s*[-–—−]+\s*/g, '-')
    .replace(/[\s\u00a0]+/g, ' ')
    .replace(/^(\d+)-(\d+)$/, (whole, first: string, last: string) =>
      // PubMed abbreviates the last page.
      last.length < first.length ? `${first}-${first.slice(0, first.length - last.length)}${last}` : whole,
    )
    .trim();
}
