import type { CslDate, CslItem, CslName, Reference } from '../../types';
import { EDITOR_TYPES, ENTRY_TYPES } from './bibtexWrittenTypes';
import { escapeLatex, escapeVerbatim, richTextToLatex } from './latexEscape';

/** The dialects: BibTeX as its standard styles read it, BibLaTeX with its own types, dates and field names. */
export type BibtexDialect = 'bibtex' | 'biblatex';

const ALL_NAMES: readonly string[] = [
  ...['author', 'editor', 'translator', 'container-author'],
  ...EDITOR_TYPES.map(([variable]) => variable),
];
const WHOLE_BOOKS = /^(?:book|collection|proceedings|reference|manual)$/;

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** Fields of plain text after those that depend on the type: CSL variable, BibTeX's name, BibLaTeX's name. */
const PLAIN_FIELDS: readonly (readonly [string, string, string])[] = [
  ['container-title-short', 'shortjournal', 'shortjournal'],
  ['volume', 'volume', 'volume'],
  ['edition', 'edition', 'edition'],
  ['version', 'version', 'version'],
  ['chapter-number', 'chapter', 'chapter'],
  ['number-of-volumes', 'volumes', 'volumes'],
  ['number-of-pages', 'pagetotal', 'pagetotal'],
  ['publisher-place', 'address', 'location'],
  ['event-title', 'eventtitle', 'eventtitle'],
  ['event-place', 'venue', 'venue'],
  ['status', 'pubstate', 'pubstate'],
  ['language', 'language', 'langid'],
  ['original-title', 'origtitle', 'origtitle'],
  ['original-publisher', 'origpublisher', 'origpublisher'],
  ['original-publisher-place', 'origlocation', 'origlocation'],
  ['call-number', 'library', 'library'],
  ['section', 'section', 'section'],
  ['scale', 'scale', 'scale'],
  ['ISBN', 'isbn', 'isbn'],
  ['ISSN', 'issn', 'issn'],
  ['PMID', 'pmid', 'pmid'],
  ['PMCID', 'pmcid', 'pmcid'],
];

/**
 * Writes references as a BibTeX or BibLaTeX file in UTF-8, one record after the other, each ending with a line break.
 *
 * @param taken keys in lower case that are in use; those that are written are added
 */
export function writeBibtex(
  references: readonly Reference[],
  dialect: BibtexDialect,
  taken: Set<string> = new Set(),
): string {
  return references.map(reference => writeRecord(reference, dialect, taken)).join('\n');
}

function writeRecord(reference: Reference, dialect: BibtexDialect, taken: Set<string>): string {
  const fields = new FieldList(reference.csl, dialect);
  const type = fields.write(reference.summary);
  const key = uniqueKey(safeKey(reference.id), taken);
  const width = Math.max(0, ...fields.lines.map(([name]) => name.length));
  const lines = fields.lines.map(([name, value]) => `  ${name.padEnd(width)} = ${value},\n`);
  return `@${type}{${key},\n${lines.join('')}}\n`;
}

class FieldList {
  readonly lines: [string, string][] = [];
  readonly #item: CslItem;
  readonly #isBiblatex: boolean;

  constructor(item: CslItem, dialect: BibtexDialect) {
    this.#item = item;
    this.#isBiblatex = dialect === 'biblatex';
  }

  /** Fills {@link lines}; gives the entry type. */
  write(summary: string | undefined): string {
    const item = this.#item;
    const custom = customFields(item);
    const type = custom.get('entrytype') ?? this.#entryType();
    custom.delete('entrytype');
    this.#names('author', namesOf(item, 'author'));
    this.#names('editor', namesOf(item, 'editor'));
    this.#names('translator', namesOf(item, 'translator'));
    this.#names('bookauthor', namesOf(item, 'container-author'));
    this.#furtherPeople(custom);
    if (this.#keepsParticle()) this.#raw('options', 'useprefix=true');
    const partTitle = this.#isBiblatex ? text(item, 'volume-title') : undefined;
    const isVolume = partTitle !== undefined && WHOLE_BOOKS.test(type);
    this.#rich('title', isVolume ? partTitle : item.title, true);
    if (isVolume) this.#rich('maintitle', item.title, true);
    this.#rich('shorttitle', text(item, 'title-short'), true);
    this.#container(type, isVolume ? undefined : partTitle);
    if (item.type === 'broadcast' && this.#isBiblatex && !custom.has('entrysubtype'))
      this.#raw('entrysubtype', 'tv');
    this.#date();
    this.#numbers(type);
    this.#publisher(type);
    for (const [variable, bibtexName, biblatexName] of PLAIN_FIELDS) {
      const name = this.#isBiblatex ? biblatexName : bibtexName;
      if (variable === 'publisher-place') this.#list(name, text(item, variable));
      else this.#plain(name, text(item, variable));
    }
    this.#rich('series', text(item, 'collection-title'), false);
    this.#verbatim('doi', item.DOI);
    this.#verbatim('url', item.URL);
    this.#isoDate('urldate', item['accessed']);
    this.#isoDate('origdate', item['original-date']);
    this.#isoDate('eventdate', item['event-date']);
    this.#rich('note', item.note, false);
    this.#plain('abstract', item.abstract);
    this.#plain('keywords', item.keyword);
    const annotation = text(item, 'annote') ?? (summary === item.note ? undefined : summary);
    this.#plain(this.#isBiblatex ? 'annotation' : 'annote', annotation);
    const written = new Set(this.lines.map(([name]) => name));
    for (const [name, value] of custom) if (!written.has(name)) this.#raw(name, value);
    return type;
  }

  #entryType(): string {
    const { type } = this.#item;
    if (type === 'thesis' && !this.#isBiblatex) {
      return /master|diplom|\bm\.?a\b|\bm\.?sc?\b/i.test(text(this.#item, 'genre') ?? '')
        ? 'mastersthesis'
        : 'phdthesis';
    }
    const types = Object.hasOwn(ENTRY_TYPES, type) ? ENTRY_TYPES[type] : undefined;
    return types?.[this.#isBiblatex ? 1 : 0] ?? 'misc';
  }

  /** @param volume the title of the volume that a part stands in, where its container has several */
  #container(type: string, volume: string | undefined): void {
    const container = this.#item['container-title'];
    // A book's `booktitle` would be its own title.
    if (/^(?:article|review|misc|online|periodical|unpublished)$/.test(type) || WHOLE_BOOKS.test(type)) {
      this.#rich(this.#isBiblatex ? 'journaltitle' : 'journal', container, false);
    } else if (volume === undefined) this.#rich('booktitle', container, true);
    else {
      this.#rich('maintitle', container, true);
      this.#rich('booktitle', volume, true);
    }
    const { type: cslType } = this.#item;
    const subtype = /^article-(magazine|newspaper)$/.exec(cslType)?.[1];
    if (subtype) this.#raw('entrysubtype', subtype);
  }

  #numbers(type: string): void {
    const item = this.#item;
    const isPeriodical = type === 'article' || type === 'periodical' || type === 'review';
    this.#plain(isPeriodical ? 'number' : 'issue', item.issue);
    const number = text(item, 'number');
    const pages = text(item, 'page');
    if (isPeriodical) {
      if (pages !== undefined) this.#plain('eid', number);
    } else this.#plain('number', number ?? text(item, 'collection-number'));
    this.#plain('pages', pages?.replace(/(\w)-(?=\w)/g, '$1–'));
  }

  #publisher(type: string): void {
    const publisher = this.#item.publisher;
    const name =
      type === 'phdthesis' || type === 'mastersthesis'
        ? 'school'
        : type === 'techreport' || type === 'report' || type === 'thesis'
          ? 'institution'
          : type === 'unpublished' || type === 'manual'
            ? 'organization'
            : 'publisher';
    this.#list(name, publisher);
    const genre = text(this.#item, 'genre');
    this.#plain('type', genre ?? (type === 'thesis' ? 'phdthesis' : undefined));
  }

  #date(): void {
    const date = this.#item.issued;
    if (date === undefined) return;
    if (this.#isBiblatex) {
      const edtf = edtfOf(date);
      if (edtf !== undefined) this.#raw('date', edtf);
      else this.#plain('year', date.literal ?? date.raw);
      return;
    }
    const first = date['date-parts']?.[0];
    if (first === undefined || first.length === 0) {
      this.#plain('year', date.literal ?? date.raw);
      return;
    }
    const [year, month, day] = first;
    const last = date['date-parts']?.[1];
    const written = [year, ...(last?.[0] && last[0] !== year ? [last[0]] : [])].map(yearText).join('/');
    this.#raw('year', date.circa ? `ca. ${written}` : written);
    // A month beside a year that is not four digits would be read without the year.
    if (year !== undefined && year < 0) return;
    if (month !== undefined && month >= 1 && month <= 12) {
      const until = last?.[0] === year ? last?.[1] : undefined;
      const name = MONTHS[month - 1]!;
      const isRange = until !== undefined && until >= 1 && until <= 12 && until !== month;
      this.lines.push(['month', isRange ? `${name} # "/" # ${MONTHS[until - 1]}` : name]);
      if (day !== undefined && !isRange) this.#raw('day', String(day));
    } else if (typeof date.season === 'number') {
      const season = ['spring', 'summer', 'autumn', 'winter'][date.season - 1];
      if (season) this.#raw('month', season);
    }
  }

  #isoDate(name: string, value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    const date = value as CslDate;
    const edtf = edtfOf(date);
    if (edtf !== undefined) this.#raw(name, edtf);
    else this.#plain(name, date.literal ?? date.raw);
  }

  #keepsParticle(): boolean {
    if (!this.#isBiblatex) return false;
    return ALL_NAMES.some(variable =>
      namesOf(this.#item, variable)?.some(name => name['non-dropping-particle']),
    );
  }

  /** Editors of other kinds, as far as BibLaTeX has fields for them. */
  #furtherPeople(custom: ReadonlyMap<string, string>): void {
    const free = ['editora', 'editorb', 'editorc'].filter(field => !custom.has(field));
    for (const [variable, type] of EDITOR_TYPES) {
      const names = namesOf(this.#item, variable);
      if (names === undefined || names.length === 0) continue;
      const field = free.shift();
      if (field === undefined) return;
      this.#names(field, names);
      this.#raw(`${field}type`, type);
    }
  }

  #names(field: string, names: readonly CslName[] | undefined): void {
    const written = (names ?? []).map(writeName).filter(Boolean);
    if (written.length > 0) this.lines.push([field, `{${written.join(' and ')}}`]);
  }

  #plain(field: string, value: string | undefined): void {
    if (typeof value === 'string' && value.trim() !== '') this.lines.push([field, `{${escapeLatex(value)}}`]);
  }

  /** BibLaTeX joins the items of a list by "and", so an "and" within one is protected. */
  #list(field: string, value: string | undefined): void {
    if (!this.#isBiblatex || typeof value !== 'string' || value.trim() === '') this.#plain(field, value);
    else {
      const items = value.split(/;\s+/).map(item => escapeLatex(item).replace(/\sand\s/gi, ' {and} '));
      this.lines.push([field, `{${items.join(' and ')}}`]);
    }
  }

  #rich(field: string, value: string | undefined, protectCapitals: boolean): void {
    if (typeof value === 'string' && value.trim() !== '') {
      this.lines.push([field, `{${richTextToLatex(value, protectCapitals)}}`]);
    }
  }

  #verbatim(field: string, value: string | undefined): void {
    if (typeof value === 'string' && value.trim() !== '')
      this.lines.push([field, `{${escapeVerbatim(value)}}`]);
  }

  #raw(field: string, value: string): void {
    this.lines.push([field, `{${value}}`]);
  }
}

function writeName(name: CslName): string {
  if (name.literal) return `{${escapeLatex(name.literal)}}`;
  const particle = [name['dropping-particle'], name['non-dropping-particle']].filter(Boolean).join(' ');
  if (!name.family) return name.given ? `{${escapeLatex(name.given)}}` : '';
  const plain = escapeLatex(name.family);
  // A first word in lower case would be read as a particle, a comma or "and" as the end of a part.
  const isAmbiguous = /^\p{Ll}.*\s|,|\sand\s|=/u.test(name.family);
  const family = isAmbiguous ? `{${plain}}` : plain;
  const before = [particle && escapeLatex(particle), family].filter(Boolean).join(' ');
  const given = name.given ? protectPart(name.given) : '';
  if (name.suffix) return `${before}, ${protectPart(name.suffix)}, ${given}`;
  if (given) return `${before}, ${given}`;
  return /\s/.test(before) && !isAmbiguous ? `{${before}}` : before;
}

function protectPart(part: string): string {
  const escaped = escapeLatex(part);
  return /,|\sand\s|=/i.test(part) ? `{${escaped}}` : escaped;
}

/** ISO 8601-2 as BibLaTeX reads it; undefined for a date that is only words. */
function edtfOf(date: CslDate): string | undefined {
  const parts = date['date-parts'];
  if (parts === undefined || parts.length === 0 || !parts[0]?.length) return undefined;
  const season =
    typeof date.season === 'number' && date.season >= 1 && date.season <= 4 ? date.season : undefined;
  const written = parts.slice(0, 2).map(([year, month, day]) => {
    if (!year) return '';
    const digits = yearText(year);
    const pieces = [digits.replace('-', '').length > 4 ? `y${digits}` : digits];
    if (month !== undefined) pieces.push(String(month).padStart(2, '0'));
    else if (season !== undefined) pieces.push(String(season + 20));
    if (month !== undefined && day !== undefined) pieces.push(String(day).padStart(2, '0'));
    return pieces.join('-');
  });
  return written.join('/') + (date.circa ? '~' : '');
}

/** A year as ISO 8601 counts, which has a year 0; a year of our era as it is. */
function yearText(year: number | undefined): string {
  if (year === undefined || year >= 0) return String(year ?? '').padStart(4, '0');
  const counted = String(-year - 1).padStart(4, '0');
  return year === -1 ? counted : `-${counted}`;
}

function text(item: CslItem, variable: string): string | undefined {
  const value = item[variable];
  return typeof value === 'string' && value !== ''
    ? value
    : typeof value === 'number'
      ? String(value)
      : undefined;
}

function namesOf(item: CslItem, variable: string): readonly CslName[] | undefined {
  const value = item[variable];
  return Array.isArray(value) ? (value as readonly CslName[]) : undefined;
}

/** What BibTeX takes as the name of a field. */
const FIELD_NAME = /^[A-Za-z_][\w+:./-]*$/;

/** Fields that came from a BibTeX file and that CSL has no variable for; they are TeX already. */
function customFields(item: CslItem): Map<string, string> {
  const custom = item['custom'];
  const fields = new Map<string, string>();
  if (typeof custom !== 'object' || custom === null) return fields;
  for (const [name, value] of Object.entries(custom)) {
    if (!FIELD_NAME.test(name) || typeof value !== 'string' || value === '') continue;
    fields.set(name, isBalanced(value) ? value : escapeLatex(value));
  }
  return fields;
}

function isBalanced(value: string): boolean {
  let depth = 0;
  for (const character of value) {
    if (character === '{') depth++;
    else if (character === '}' && --depth < 0) return false;
  }
  return depth === 0 && !/[\r\n]\s*@/.test(value);
}

/** A citation key without the characters that end one in BibTeX or mean something to TeX. */
function safeKey(id: string): string {
  return id.replace(/[\s,{}()"=#%~\\]+/g, '-').replace(/^-+|-+$/g, '') || 'reference';
}

function uniqueKey(key: string, taken: Set<string>): string {
  let free = key;
  for (let count = 2; taken.has(free.toLowerCase()); count++) free = `${key}-${count}`;
  taken.add(free.toLowerCase());
  return free;
}
