import type { CslDate, CslItem, CslName } from '../../types';
import { readEdtfDate, readYearMonth } from './bibtexDates';
import { BibtexNameReader, splitAtDepthZero } from './bibtexNames';
import { BIBTEX_TEXT, type BibtexEntry, type BibtexField } from './bibtexScanner';
import { BIBLATEX_FIELDS, BIBLATEX_WORDS, CSL_TYPE_OF_ENTRY, LANGUAGE_TAGS } from './bibtexTypes';
import type { LatexMarkup, LatexReader } from './latexText';

type Fields = ReadonlyMap<string, BibtexField>;
type WritableItem = { id: string; type: string; [field: string]: unknown };

/** Fields of names and the CSL variables that they become. */
const NAME_FIELDS: readonly (readonly [string, string])[] = [
  ['author', 'author'],
  ['editor', 'editor'],
  ['translator', 'translator'],
  ['bookauthor', 'container-author'],
  ['director', 'director'],
  ['holder', 'author'],
];

/** Editors of other kinds, by `editortype`. */
const EDITOR_TYPES: Readonly<Record<string, string>> = {
  director: 'director',
  compiler: 'compiler',
  illustrator: 'illustrator',
  producer: 'producer',
  organizer: 'organizer',
  translator: 'translator',
  collaborator: 'contributor',
};

const PUBLISHER_FIELDS = ['publisher', 'school', 'institution', 'organization'] as const;
const ANNOTATION_FIELDS = ['annotation', 'annote', 'review', 'comment'] as const;
const OTHER_DATES = [
  ['urldate', 'accessed'],
  ['origdate', 'original-date'],
  ['eventdate', 'event-date'],
] as const;
const FURTHER_EDITORS = [
  ['editora', 'editoratype'],
  ['editorb', 'editorbtype'],
  ['editorc', 'editorctype'],
] as const;

/** Fields whose text becomes one CSL variable as it is. */
const TEXT_FIELDS: readonly (readonly [string, string, LatexMarkup])[] = [
  ['shorttitle', 'title-short', 'rich'],
  ['shortjournal', 'container-title-short', 'plain'],
  ['journalabbr', 'container-title-short', 'plain'],
  ['edition', 'edition', 'plain'],
  ['version', 'version', 'plain'],
  ['volumes', 'number-of-volumes', 'plain'],
  ['pagetotal', 'number-of-pages', 'plain'],
  ['numpages', 'number-of-pages', 'plain'],
  ['chapter', 'chapter-number', 'plain'],
  ['venue', 'event-place', 'plain'],
  ['origtitle', 'original-title', 'rich'],
  ['origlocation', 'original-publisher-place', 'plain'],
  ['origpublisher', 'original-publisher', 'plain'],
  ['library', 'call-number', 'plain'],
  ['abstract', 'abstract', 'plain'],
  ['isbn', 'ISBN', 'plain'],
  ['issn', 'ISSN', 'plain'],
  ['pmid', 'PMID', 'plain'],
  ['pmcid', 'PMCID', 'plain'],
  ['pmc', 'PMCID', 'plain'],
  ['section', 'section', 'plain'],
  ['scale', 'scale', 'plain'],
];

const TEXT_VARIABLES: ReadonlyMap<string, readonly [string, LatexMarkup]> = new Map(
  TEXT_FIELDS.map(([name, variable, markup]) => [name, [variable, markup]]),
);

/** Fields that have been used for a CSL variable; all others are kept under `custom`. */
const USED: ReadonlySet<string> = new Set(
  `${[...NAME_FIELDS, ...TEXT_FIELDS].map(([name]) => name).join(' ')} title subtitle titleaddon maintitle mainsubtitle
  maintitleaddon booktitle booksubtitle booktitleaddon journal journaltitle journalsubtitle issuetitle issuesubtitle series volume part number
  issue pages eid publisher school institution organization location address city howpublished note addendum pubstate type
  date year month day eventdate origdate urldate eventtitle eventtitleaddon doi url eprint eprinttype archiveprefix eprintclass
  primaryclass langid hyphenation language keywords keyword annotation annote editortype crossref xdata options
  bibsource biburl`
    .split(/\s+/)
    .filter(Boolean),
);

const WHOLE_BOOKS = /^(?:mv)?(?:book|collection|proceedings|reference|manual|ebook)$/;
const SIMPLE_PAGES = /^(\w{1,20})-{1,2}(\w{1,20})$/;
const DOI_IN_TEXT = /\b10\.\d{4,9}\/[^\s"<>]+/;

/** Makes a CSL-JSON record of a BibTeX or BibLaTeX record. One converter is made per file. */
export class BibtexConverter {
  readonly #latex: LatexReader;
  readonly #nameReader: BibtexNameReader;
  #fields: Fields = new Map();
  readonly #years = new Map<string, CslDate>();
  #isBiblatex = false;

  constructor(latex: LatexReader) {
    this.#latex = latex;
    this.#nameReader = new BibtexNameReader(latex);
  }

  /**
   * @param fields with what the record inherits
   * @param id its citation key, already unique
   */
  convert(entry: BibtexEntry, fields: Fields, id: string): CslItem {
    this.#fields = fields;
    this.#isBiblatex = BIBLATEX_FIELDS.some(name => fields.has(name));
    const type = this.#type(entry.type);
    const item: WritableItem = { id, type };
    this.#names(item, entry.type);
    this.#titles(item, entry.type);
    this.#numbers(item, entry.type);
    this.#dates(item);
    this.#publication(item, entry.type);
    this.#identifiers(item, entry.type);
    this.#texts(item);
    this.#remarks(item);
    this.#custom(item, entry.type);
    return item;
  }

  #texts(item: WritableItem): void {
    for (const [name, field] of this.#fields) {
      const target = TEXT_VARIABLES.get(name);
      if (target === undefined || item[target[0]] !== undefined) continue;
      const text = this.#latex.read(field.value, field.flags, target[1]);
      if (text !== '') item[target[0]] = text;
    }
  }

  #text(name: string, markup: LatexMarkup = 'plain'): string | undefined {
    const field = this.#fields.get(name);
    if (field === undefined) return undefined;
    const text = this.#latex.read(field.value, field.flags, markup);
    return text === '' ? undefined : text;
  }

  #verbatim(name: string): string | undefined {
    const field = this.#fields.get(name);
    return field && (this.#latex.readVerbatim(field.value, field.flags) || undefined);
  }

  #type(entryType: string): string {
    const subtype = this.#fields.get('entrysubtype')?.value.toLowerCase();
    if (entryType === 'article' && (subtype === 'magazine' || subtype === 'newspaper')) {
      return `article-${subtype}`;
    }
    if (entryType === 'unpublished' && this.#fields.has('eventtitle')) return 'speech';
    if (CSL_TYPE_OF_ENTRY[entryType] === 'motion_picture' && subtype?.startsWith('tv')) return 'broadcast';
    if (entryType === 'periodical' && this.#fields.has('issuetitle')) return 'article-journal';
    if (Object.hasOwn(CSL_TYPE_OF_ENTRY, entryType)) return CSL_TYPE_OF_ENTRY[entryType]!;
    // A type that nobody knows is what its fields belong to.
    if (this.#fields.has('journal') || this.#fields.has('journaltitle')) return 'article-journal';
    return this.#fields.has('booktitle') ? 'chapter' : 'document';
  }

  #names(item: WritableItem, entryType: string): void {
    const fields = this.#fields;
    const usePrefix = this.#usesPrefix();
    for (const [name, variable] of NAME_FIELDS) {
      const field = fields.get(name);
      if (field === undefined) continue;
      const names = this.#nameReader.read(field.value, field.flags, usePrefix);
      if (names.length === 0) continue;
      const kind = name === 'editor' ? fields.get('editortype')?.value.toLowerCase() : undefined;
      const target = kind !== undefined && Object.hasOwn(EDITOR_TYPES, kind) ? EDITOR_TYPES[kind]! : variable;
      // A patent's holder is its author only where nobody else is.
      if (item[target] === undefined) item[target] = names;
    }
    for (const [name, typeName] of FURTHER_EDITORS) {
      const field = fields.get(name);
      const kind = field && fields.get(typeName)?.value.toLowerCase();
      if (!field || kind === undefined || !Object.hasOwn(EDITOR_TYPES, kind)) continue;
      const names = this.#nameReader.read(field.value, field.flags, usePrefix);
      if (names.length > 0 && item[EDITOR_TYPES[kind]!] === undefined) item[EDITOR_TYPES[kind]!] = names;
    }
    if (WHOLE_BOOKS.test(entryType) && item['container-author'] !== undefined)
      delete item['container-author'];
  }

  /** BibTeX prints a particle before the family name; BibLaTeX does so only with the option `useprefix`. */
  #usesPrefix(): boolean {
    const options = this.#fields.get('options')?.value;
    if (options !== undefined) {
      const option = /useprefix(?:\s*=\s*(\w+))?/i.exec(options);
      if (option) return option[1] === undefined || option[1].toLowerCase() === 'true';
    }
    return !this.#isBiblatex;
  }

  #titles(item: WritableItem, entryType: string): void {
    const title = this.#titleOf('title', 'subtitle', 'titleaddon');
    const main = this.#titleOf('maintitle', 'mainsubtitle', 'maintitleaddon');
    const book = this.#titleOf('booktitle', 'booksubtitle', 'booktitleaddon');
    const journal =
      this.#titleOf('journaltitle', 'journalsubtitle', '') ?? this.#titleOf('journal', 'journalsubtitle', '');
    const hasContainer =
      entryType.startsWith('in') || entryType.startsWith('supp') || entryType === 'conference';
    if (hasContainer) {
      if (title !== undefined) item['title'] = title;
      const container = main ?? book ?? (entryType === 'inproceedings' ? journal : undefined);
      if (container !== undefined) item['container-title'] = container;
      if (main !== undefined && book !== undefined) item['volume-title'] = book;
      if (container === undefined && journal !== undefined) item['container-title'] = journal;
      return;
    }
    const isWhole = WHOLE_BOOKS.test(entryType);
    if (entryType === 'periodical' && journal === undefined && this.#fields.has('issuetitle')) {
      item['title'] = this.#titleOf('issuetitle', 'issuesubtitle', '');
      if (title !== undefined) item['container-title'] = title;
    } else if (main !== undefined && title !== undefined && isWhole) {
      item['title'] = main;
      item['volume-title'] = title;
    } else {
      const addon = this.#text('titleaddon', 'rich');
      const own = title ?? book ?? this.#titleOf('issuetitle', 'issuesubtitle', '') ?? addon;
      if (own !== undefined) item['title'] = own;
      // A book's `booktitle` is there for the records that refer to it.
      const container = journal ?? (title === undefined || isWhole ? undefined : (book ?? main));
      if (container !== undefined) item['container-title'] = container;
    }
    if (this.#fields.has('subtitle') && !this.#fields.has('shorttitle')) {
      const short = this.#text('title', 'rich');
      if (short !== undefined) item['title-short'] = short;
    }
  }

  #titleOf(titleName: string, subtitleName: string, addonName: string): string | undefined {
    const title = this.#text(titleName, 'rich');
    const subtitle = subtitleName === '' ? undefined : this.#text(subtitleName, 'rich');
    const addon = addonName === '' ? undefined : this.#text(addonName, 'rich');
    if (title === undefined) return undefined;
    const whole = subtitle === undefined ? title : `${title}${/[.?!:…]$/.test(title) ? '' : ':'} ${subtitle}`;
    return addon === undefined ? whole : `${whole}${/[.?!]$/.test(whole) ? '' : '.'} ${addon}`;
  }

  #numbers(item: WritableItem, entryType: string): void {
    const volume = this.#text('volume');
    const part = this.#text('part');
    if (volume !== undefined) item['volume'] = part === undefined ? volume : `${volume}.${part}`;
    const number = this.#text('number');
    const issue = this.#text('issue');
    const series = this.#text('series', 'rich');
    if (series !== undefined) {
      item['collection-title'] = Object.hasOwn(BIBLATEX_WORDS, series) ? BIBLATEX_WORDS[series] : series;
    }
    if (
      /^(?:article|periodical|suppperiodical|review|newspaper|newsarticle|magazine|magazinearticle)$/.test(
        entryType,
      )
    ) {
      const whole = number === undefined ? issue : issue === undefined ? number : `${number}, ${issue}`;
      if (whole !== undefined) item['issue'] = whole;
    } else {
      if (number !== undefined) {
        const isSeries =
          series !== undefined ||
          /^(?:mv)?(?:book|collection|proceedings|reference)$|^(?:in|supp|bookin|conference)/.test(entryType);
        item[isSeries ? 'collection-number' : 'number'] = number;
      }
      if (issue !== undefined) item['issue'] = issue;
    }
    const pages = this.#pages();
    const eid = this.#text('eid') ?? this.#text('articleno') ?? this.#text('article-number');
    if (pages !== undefined) item['page'] = pages;
    else if (eid !== undefined) item['page'] = eid;
    if (pages !== undefined && eid !== undefined && !item['number']) item['number'] = eid;
  }

  #pages(): string | undefined {
    const raw = this.#fields.get('pages')?.value;
    const simple = raw === undefined ? null : SIMPLE_PAGES.exec(raw);
    if (simple !== null) return `${simple[1]}-${simple[2]}`;
    return this.#text('pages')?.replace(/\s*(?:–|—|-{1,2})\s*/g, '-');
  }

  #dates(item: WritableItem): void {
    const stated = this.#date('date');
    // EndNote writes only month and day into `date`, beside a `year`.
    const date =
      stated?.literal === undefined ? (stated ?? this.#yearMonth()) : (this.#yearMonth() ?? stated);
    if (date !== undefined) item['issued'] = date;
    for (const [name, variable] of OTHER_DATES) {
      const found = this.#date(name);
      if (found !== undefined) item[variable] = found;
    }
  }

  #date(name: string): CslDate | undefined {
    const field = this.#fields.get(name);
    return field && readEdtfDate(this.#dateText(field));
  }

  #yearMonth(): CslDate | undefined {
    const year = this.#fields.get('year');
    if (year === undefined) return undefined;
    const month = this.#fields.get('month');
    const day = this.#fields.get('day');
    if (month === undefined && day === undefined) return this.#bareYear(this.#dateText(year));
    return readYearMonth(
      this.#dateText(year),
      month === undefined ? '' : this.#dateText(month),
      day === undefined ? '' : this.#dateText(day),
    );
  }

  /** Many works of a library are of the same year and share its date. */
  #bareYear(text: string): CslDate | undefined {
    const known = this.#years.get(text);
    if (known !== undefined) return known;
    const date = readYearMonth(text, '', '');
    if (date !== undefined && this.#years.size < 1000) this.#years.set(text, date);
    return date;
  }

  /** The `~` of a date says that it is uncertain, so only braces and commands are taken out. */
  #dateText(field: BibtexField): string {
    if ((field.flags & BIBTEX_TEXT.tex) === 0) return field.value.trim();
    if (!/[\\{}$]/.test(field.value)) return field.value.replace(/~(?=[\w])/g, ' ').trim();
    return this.#latex.read(field.value, field.flags, 'plain');
  }

  #publication(item: WritableItem, entryType: string): void {
    let publisher: string | undefined;
    for (const name of PUBLISHER_FIELDS) {
      const found = this.#list(name);
      if (found === undefined || found === publisher) continue;
      publisher = publisher === undefined ? found : `${publisher}; ${found}`;
    }
    const howPublished = this.#text('howpublished');
    const isAddress = howPublished !== undefined && /^(?:https?:\/\/|www\.)/.test(howPublished);
    if (publisher !== undefined) item['publisher'] = publisher;
    else if (howPublished !== undefined && !isAddress) item['publisher'] = howPublished;
    const place = this.#list('location') ?? this.#list('address') ?? this.#text('city');
    if (place !== undefined) item['publisher-place'] = place;
    const event = this.#titleOf('eventtitle', '', 'eventtitleaddon');
    if (event !== undefined) item['event-title'] = event;
    const type = this.#text('type');
    const genre = type !== undefined && Object.hasOwn(BIBLATEX_WORDS, type) ? BIBLATEX_WORDS[type] : type;
    const implied = Object.hasOwn(BIBLATEX_WORDS, entryType) && /thesis$/.test(entryType);
    if (genre !== undefined) item['genre'] = genre;
    else if (implied) item['genre'] = BIBLATEX_WORDS[entryType];
    const state = this.#text('pubstate');
    if (state !== undefined) {
      item['status'] = Object.hasOwn(BIBLATEX_WORDS, state) ? BIBLATEX_WORDS[state] : state;
    }
    const language = this.#text('langid') ?? this.#text('hyphenation') ?? this.#text('language');
    if (language !== undefined) {
      const key = language.toLowerCase();
      item['language'] = Object.hasOwn(LANGUAGE_TAGS, key) ? LANGUAGE_TAGS[key] : language;
    }
  }

  /** A list field of BibLaTeX: its items are joined by `and`. */
  #list(name: string): string | undefined {
    const field = this.#fields.get(name);
    if (field === undefined) return undefined;
    // BibTeX knows no lists: there, "and" belongs to a publisher's name.
    if (!this.#isBiblatex || !/\sand\s/.test(field.value)) return this.#text(name);
    const items = splitAtDepthZero(field.value, 'and')
      .map(item => this.#latex.read(item, field.flags, 'plain'))
      .filter(Boolean);
    return items.length === 0 ? undefined : items.join('; ');
  }

  #identifiers(item: WritableItem, entryType: string): void {
    const doi = this.#verbatim('doi');
    const url = this.#verbatim('url') ?? this.#addressIn('howpublished');
    if (doi !== undefined) item['DOI'] = plainDoi(doi);
    else if (url !== undefined && /^https?:\/\/(?:dx\.)?doi\.org\//i.test(url)) item['DOI'] = plainDoi(url);
    const eprint = this.#verbatim('eprint');
    const archive = (this.#text('eprinttype') ?? this.#text('archiveprefix'))?.toLowerCase();
    if (eprint !== undefined && archive !== undefined) {
      if (archive === 'pubmed' || archive === 'pmid') item['PMID'] = eprint;
      else if (archive === 'pmc' || archive === 'pmcid') item['PMCID'] = eprint;
      const address = eprintAddress(archive, eprint);
      if (url === undefined && address !== undefined) item['URL'] = address;
      if (archive === 'arxiv' && (entryType === 'misc' || entryType === 'online'))
        item['number'] ??= `arXiv:${eprint.replace(/^arxiv:/i, '')}`;
    }
    if (url !== undefined) item['URL'] = url;
  }

  #addressIn(name: string): string | undefined {
    const text = this.#fields.get(name)?.value;
    if (text === undefined || !/https?:\/\/|www\./.test(text)) return undefined;
    const found = /(?:https?:\/\/|www\.)[^\s{}]+/.exec(this.#verbatim(name) ?? '')?.[0];
    return found;
  }

  #remarks(item: WritableItem): void {
    const note = this.#text('note', 'rich');
    const addendum = this.#text('addendum', 'rich');
    if (note !== undefined || addendum !== undefined) {
      item['note'] =
        note === undefined || addendum === undefined ? (note ?? addendum) : `${note}. ${addendum}`;
    }
    let annotation: string | undefined;
    for (const name of ANNOTATION_FIELDS) {
      const found = this.#text(name);
      if (found === undefined || found === annotation) continue;
      annotation = annotation === undefined ? found : `${annotation} ${found}`;
    }
    if (annotation !== undefined) item['annote'] = annotation;
    const keywords = this.#text('keywords');
    const keyword = this.#text('keyword');
    if (keywords !== undefined || keyword !== undefined) {
      item['keyword'] =
        keywords === undefined || keyword === undefined ? (keywords ?? keyword) : `${keywords}, ${keyword}`;
    }
    if (item['DOI'] === undefined && typeof item['note'] === 'string' && /\bdoi\b/i.test(item['note'])) {
      const doi = DOI_IN_TEXT.exec(item['note'])?.[0];
      if (doi !== undefined) item['DOI'] = plainDoi(doi);
    }
  }

  #custom(item: WritableItem, entryType: string): void {
    let custom: Record<string, string> | undefined;
    for (const [name, field] of this.#fields) {
      if (USED.has(name) || field.value === '' || name === '__proto__') continue;
      if (name === 'review' || name === 'comment') continue;
      custom ??= {};
      custom[name] = field.value;
    }
    if (!Object.hasOwn(CSL_TYPE_OF_ENTRY, entryType)) custom = { ...custom, entrytype: entryType };
    if (custom !== undefined) item['custom'] = custom;
  }
}

/** A DOI without the resolver's address or `doi:` before it. */
export function plainDoi(text: string): string {
  return text
    .trim()
    .replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:?\s*)/i, '')
    .replace(/[.,;]$/, '');
}

function eprintAddress(archive: string, eprint: string): string | undefined {
  switch (archive) {
    case 'arxiv':
      return `https://arxiv.org/abs/${eprint.replace(/^arxiv:/i, '')}`;
    case 'jstor':
      return `https://www.jstor.org/stable/${eprint}`;
    case 'pubmed':
      return `https://www.ncbi.nlm.nih.gov/pubmed/${eprint}`;
    case 'googlebooks':
      return `https://books.google.com?id=${eprint}`;
    default:
      return undefined;
  }
}

/** The names of a record under the variable `author`, else `editor`; for making a citation key. */
export function leadingNames(item: CslItem): readonly CslName[] {
  return item.author ?? item.editor ?? [];
}
