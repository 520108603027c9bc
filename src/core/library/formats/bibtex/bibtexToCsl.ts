import { detached } from '../../../text/detached';
import type { CslDate, CslItem } from '../../types';
import { newItem, type WritableItem } from '../writableItem';
import { readEdtfDate, readYearMonth } from './bibtexDates';
import { BIBTEX_TEXT, BibtexFields } from './bibtexFields';
import { BibtexFieldTexts } from './bibtexFieldTexts';
import { BibtexNameReader } from './bibtexNames';
import { readPeople, usesPrefix } from './bibtexPeople';
import { readPublication } from './bibtexPublication';
import { BIBTEX_ROLES, STEP } from './bibtexRoles';
import { readTitles } from './bibtexTitles';
import { cslTypeOf } from './bibtexTypeOf';
import { BIBLATEX_WORDS, CSL_TYPE_OF_ENTRY } from './bibtexTypes';
import type { LatexReader } from './latexText';

const ANNOTATION_FIELDS = ['annotation', 'annote', 'review', 'comment'] as const;
const OTHER_DATES = [
  ['urldate', 'accessed'],
  ['origdate', 'original-date'],
  ['eventdate', 'event-date'],
] as const;

/** Types whose `number` is that of an issue. */
const PERIODICALS: ReadonlySet<string> = new Set(
  'article periodical suppperiodical review newspaper newsarticle magazine magazinearticle'.split(' '),
);
/** Types whose `number` is that in a series. */
const IN_SERIES = /^(?:mv)?(?:book|collection|proceedings|reference)$|^(?:in|supp|bookin|conference)/;
const SIMPLE_PAGES = /^\w{1,20}-{1,2}\w{1,20}$/;
const PLAIN_DOI = /^10\.[!-~]{1,200}[\w)>-]$/;
const DOI_IN_TEXT = /\b10\.\d{4,9}\/[^\s"<>]+/;
/** Dates that are read once and shared: many works of a library are of the same year. */
const MOST_YEARS = 1000;

/** Makes a CSL-JSON record of a BibTeX or BibLaTeX record. One converter is made per file. */
export class BibtexConverter {
  readonly #texts: BibtexFieldTexts;
  readonly #names: BibtexNameReader;
  readonly #years = new Map<string, CslDate>();

  constructor(latex: LatexReader) {
    this.#texts = new BibtexFieldTexts(latex, new BibtexFields());
    this.#names = new BibtexNameReader(latex);
  }

  /**
   * @param type the entry's type in lower case
   * @param fields with what the record inherits
   * @param id its citation key, already unique
   */
  convert(type: string, fields: BibtexFields, id: string): CslItem {
    const texts = this.#texts;
    texts.fields = fields;
    const item = newItem(id, cslTypeOf(type, fields));
    const steps = this.#plainFields(item, type);
    texts.isBiblatex = (steps & STEP.biblatex) !== 0;
    if ((steps & STEP.names) !== 0) this.#people(item, type, steps);
    if ((steps & STEP.titles) !== 0) readTitles(item, texts, type, (steps & STEP.moreTitles) === 0);
    if ((steps & STEP.numbers) !== 0) this.#numbers(item, type);
    if ((steps & STEP.pages) !== 0) this.#pages(item);
    if ((steps & STEP.dates) !== 0) this.#dates(item);
    if ((steps & STEP.publication) !== 0 || type.endsWith('thesis')) readPublication(item, texts, type);
    if ((steps & STEP.identifiers) !== 0) this.#identifiers(item, type);
    if ((steps & STEP.remarks) !== 0) this.#remarks(item);
    if ((steps & STEP.keywords) !== 0) this.#keywords(item);
    return item;
  }

  /** Reads the fields that become one variable each, keeps those that nobody knows; returns the steps for the others. */
  #plainFields(item: WritableItem, type: string): number {
    const { names, values, flags, size } = this.#texts.fields;
    let steps = 0;
    let custom: Record<string, string> | undefined;
    for (let index = 0; index < size; index++) {
      const name = names[index]!;
      const role = BIBTEX_ROLES.get(name);
      if (role === undefined) {
        if (values[index] === '' || name === '__proto__') continue;
        custom ??= {};
        custom[name] = values[index]!;
        continue;
      }
      steps |= role.steps;
      const { variable } = role;
      if (variable === undefined || item[variable] !== undefined) continue;
      const text = this.#texts.latex.read(values[index]!, flags[index]!, role.markup!);
      if (text !== '') item[variable] = text;
    }
    if (!CSL_TYPE_OF_ENTRY.has(type)) custom = { ...custom, entrytype: type };
    if (custom !== undefined) item['custom'] = custom;
    return steps;
  }

  #people(item: WritableItem, type: string, steps: number): void {
    if ((steps & STEP.otherNames) !== 0) {
      readPeople(item, this.#texts, this.#names, type);
      return;
    }
    const { fields } = this.#texts;
    const at = fields.at('author');
    const names = this.#names.read(fields.values[at]!, fields.flags[at]!, usesPrefix(this.#texts));
    if (names.length > 0) item['author'] = names;
  }

  #numbers(item: WritableItem, type: string): void {
    const texts = this.#texts;
    const volume = texts.text('volume');
    const part = texts.text('part');
    if (volume !== undefined) item['volume'] = part === undefined ? volume : `${volume}.${part}`;
    const number = texts.text('number');
    const issue = texts.text('issue');
    const series = texts.text('series', 'rich');
    if (series !== undefined) {
      item['collection-title'] = Object.hasOwn(BIBLATEX_WORDS, series) ? BIBLATEX_WORDS[series] : series;
    }
    if (PERIODICALS.has(type)) {
      const whole = number === undefined || issue === undefined ? (number ?? issue) : `${number}, ${issue}`;
      if (whole !== undefined) item['issue'] = whole;
      return;
    }
    if (number !== undefined) {
      item[series !== undefined || IN_SERIES.test(type) ? 'collection-number' : 'number'] = number;
    }
    if (issue !== undefined) item['issue'] = issue;
  }

  #pages(item: WritableItem): void {
    const texts = this.#texts;
    const written = texts.fields.value('pages');
    const pages =
      written !== undefined && SIMPLE_PAGES.test(written)
        ? written.replace('--', '-')
        : texts.text('pages')?.replace(/\s*(?:–|—|-{1,2})\s*/g, '-');
    const number = texts.text('eid') ?? texts.text('articleno') ?? texts.text('article-number');
    const page = pages ?? number;
    if (page !== undefined) item['page'] = page;
    if (pages !== undefined && number !== undefined) item['number'] ??= number;
  }

  #dates(item: WritableItem): void {
    const { fields } = this.#texts;
    const stated = this.#date('date');
    // EndNote writes only month and day into `date`, beside a `year`.
    const date =
      stated?.literal === undefined ? (stated ?? this.#yearMonth()) : (this.#yearMonth() ?? stated);
    if (date !== undefined) item['issued'] = date;
    for (const [name, variable] of OTHER_DATES) {
      const found = fields.has(name) ? this.#date(name) : undefined;
      if (found !== undefined) item[variable] = found;
    }
  }

  #date(name: string): CslDate | undefined {
    const text = this.#dateText(name);
    return text === undefined ? undefined : readEdtfDate(text);
  }

  #yearMonth(): CslDate | undefined {
    const year = this.#dateText('year');
    if (year === undefined) return undefined;
    const month = this.#dateText('month');
    const day = this.#dateText('day');
    if (month !== undefined || day !== undefined) return readYearMonth(year, month ?? '', day ?? '');
    const known = this.#years.get(year);
    if (known !== undefined) return known;
    const date = readYearMonth(year, '', '');
    if (date !== undefined && this.#years.size < MOST_YEARS) this.#years.set(detached(year), date);
    return date;
  }

  /** The `~` of a date says that it is uncertain, so only braces and commands are taken out. */
  #dateText(name: string): string | undefined {
    const { fields, latex } = this.#texts;
    const at = fields.at(name);
    if (at < 0) return undefined;
    const value = fields.values[at]!;
    const flags = fields.flags[at]!;
    if ((flags & (BIBTEX_TEXT.command | BIBTEX_TEXT.brace)) === 0) return value.trim();
    if (!/[\\{}$]/.test(value)) return value.replace(/~(?=[\w])/g, ' ').trim();
    return latex.read(value, flags, 'plain');
  }

  #identifiers(item: WritableItem, type: string): void {
    const texts = this.#texts;
    const doi = texts.verbatim('doi');
    const url = texts.verbatim('url') ?? this.#addressIn('howpublished');
    if (doi !== undefined) item['DOI'] = plainDoi(doi);
    else if (url !== undefined && /^https?:\/\/(?:(?:dx|www)\.)?doi\.org\//i.test(url))
      item['DOI'] = plainDoi(url);
    const eprint = texts.verbatim('eprint');
    const archive = (texts.text('eprinttype') ?? texts.text('archiveprefix'))?.toLowerCase();
    if (eprint !== undefined && archive !== undefined) {
      if (archive === 'pubmed' || archive === 'pmid') item['PMID'] = eprint;
      else if (archive === 'pmc' || archive === 'pmcid') item['PMCID'] = eprint;
      const address = eprintAddress(archive, eprint);
      if (url === undefined && address !== undefined) item['URL'] = address;
      if (archive === 'arxiv' && (type === 'misc' || type === 'online'))
        item['number'] ??= `arXiv:${eprint.replace(/^arxiv:/i, '')}`;
    }
    if (url !== undefined) item['URL'] = url;
  }

  #addressIn(name: string): string | undefined {
    const value = this.#texts.fields.value(name);
    if (value === undefined || !/https?:\/\/|www\./.test(value)) return undefined;
    return /(?:https?:\/\/|www\.)[^\s{}]+/.exec(this.#texts.verbatim(name) ?? '')?.[0];
  }

  #remarks(item: WritableItem): void {
    const texts = this.#texts;
    const note = texts.text('note', 'rich');
    const addendum = texts.text('addendum', 'rich');
    if (note !== undefined || addendum !== undefined) {
      item['note'] =
        note === undefined || addendum === undefined ? (note ?? addendum) : `${note}. ${addendum}`;
    }
    let annotation: string | undefined;
    for (const name of ANNOTATION_FIELDS) {
      const found = texts.text(name);
      if (found === undefined || found === annotation) continue;
      annotation = annotation === undefined ? found : `${annotation} ${found}`;
    }
    if (annotation !== undefined) item['annote'] = annotation;
    if (note !== undefined && item['DOI'] === undefined && /\bdoi\b/i.test(note)) {
      const doi = DOI_IN_TEXT.exec(note)?.[0];
      if (doi !== undefined) item['DOI'] = plainDoi(doi);
    }
  }

  #keywords(item: WritableItem): void {
    const keywords = this.#texts.text('keywords');
    const keyword = this.#texts.text('keyword');
    if (keywords !== undefined || keyword !== undefined) {
      item['keyword'] =
        keywords === undefined || keyword === undefined ? (keywords ?? keyword) : `${keywords}, ${keyword}`;
    }
  }
}

/** A DOI without the resolver's address or `doi:` before it. */
export function plainDoi(text: string): string {
  if (PLAIN_DOI.test(text) && !text.includes('%')) return text;
  // Braces and backslashes would unbalance a record, so they are written as in an address.
  const trimmed = text
    .trim()
    .replace(/%(?:7B|7D|5C)/gi, code => String.fromCharCode(Number.parseInt(code.slice(1), 16)));
  const plain = trimmed.startsWith('10.')
    ? trimmed
    : trimmed.replace(/^(?:https?:\/\/(?:(?:dx|www)\.)?doi\.org\/|doi:?\s*)/i, '');
  return /[.,;]$/.test(plain) ? plain.slice(0, -1) : plain;
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
