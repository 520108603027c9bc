import { CSL_TYPE_OF_ENTRY } from './bibtexTypes';
import type { BibtexDialect } from './writeBibtex';

/** A field that a record must have: one of these, in the order in which to propose them. */
export type RequiredField = readonly string[];

const AUTHOR_TITLE_DATE = 'author title date';

/** Required fields by entry type after chapter 2.1 of the BibLaTeX manual; `a/b` is either. Dates are `year` or `date`. */
const BIBLATEX_REQUIRED: Readonly<Record<string, string>> = {
  article: 'author title journaltitle date',
  suppperiodical: 'author title journaltitle date',
  book: AUTHOR_TITLE_DATE,
  mvbook: AUTHOR_TITLE_DATE,
  inbook: 'author title booktitle date',
  bookinbook: 'author title booktitle date',
  suppbook: 'author title booktitle date',
  booklet: 'author/editor title date',
  collection: 'editor title date',
  mvcollection: 'editor title date',
  incollection: 'author title booktitle date',
  suppcollection: 'author title booktitle date',
  dataset: 'author/editor title date',
  manual: 'author/editor title date',
  misc: 'author/editor title date',
  online: 'author/editor title date doi/eprint/url',
  electronic: 'author/editor title date doi/eprint/url',
  www: 'author/editor title date doi/eprint/url',
  patent: 'author title number date',
  periodical: 'editor title date',
  proceedings: 'title date',
  mvproceedings: 'title date',
  inproceedings: 'author title booktitle date',
  conference: 'author title booktitle date',
  reference: 'editor title date',
  mvreference: 'editor title date',
  inreference: 'author title booktitle date',
  report: 'author title type institution date',
  techreport: 'author title institution date',
  thesis: 'author title type institution date',
  mastersthesis: 'author title institution date',
  phdthesis: 'author title institution date',
  software: 'author/editor title date',
  unpublished: AUTHOR_TITLE_DATE,
};

/** Required fields by entry type after *BibTeXing* (btxdoc), chapter 3.1. */
const BIBTEX_REQUIRED: Readonly<Record<string, string>> = {
  article: 'author title journal year',
  book: 'author/editor title publisher year',
  booklet: 'title',
  conference: 'author title booktitle year',
  inbook: 'author/editor title chapter/pages publisher year',
  incollection: 'author title booktitle publisher year',
  inproceedings: 'author title booktitle year',
  manual: 'title',
  mastersthesis: 'author title school year',
  misc: '',
  phdthesis: 'author title school year',
  proceedings: 'title year',
  techreport: 'author title institution year',
  unpublished: 'author title note',
};

/** Names of one field, BibLaTeX's aliases (manual, chapter 2.2.5) and the two ways to write a date. */
const SAME_FIELD: readonly (readonly string[])[] = [
  ['journaltitle', 'journal'],
  ['date', 'year'],
  ['institution', 'school'],
  ['location', 'address'],
  ['annotation', 'annote'],
  ['eprinttype', 'archiveprefix'],
  ['eprintclass', 'primaryclass'],
  ['file', 'pdf'],
];

const SAME_AS = new Map(SAME_FIELD.flatMap(names => names.map(name => [name, names] as const)));

/** Entry types that are no works: they hold data for others, or for programs. */
const HELPERS: readonly string[] = [
  'xdata',
  'set',
  'bibnote',
  'control',
  'ieeetranbstctl',
  'string',
  'preamble',
];

const BIBLATEX_ONLY_TYPES: ReadonlySet<string> = new Set(
  Object.keys(BIBLATEX_REQUIRED).filter(
    type => !Object.hasOwn(BIBTEX_REQUIRED, type) && type !== 'periodical',
  ),
);

const BIBLATEX_ONLY_FIELDS: ReadonlySet<string> = new Set([
  'date',
  'journaltitle',
  'location',
  'langid',
  'eventtitle',
  'eventdate',
  'urldate',
  'maintitle',
  'subtitle',
  'xdata',
  'options',
]);

/** Optional fields that most types have, after those of the type. */
const COMMON_OPTIONAL =
  'volume number pages doi url isbn issn publisher address edition series editor month note keywords abstract annote crossref language eprint archiveprefix primaryclass pmid pmcid file howpublished organization';
const COMMON_OPTIONAL_BIBLATEX =
  'volume number issue pages doi url urldate isbn issn publisher location edition series editor subtitle note keywords abstract annotation crossref xdata langid eprint eprinttype eprintclass pmid pmcid file shorttitle titleaddon translator version pubstate related ids eid origdate eventtitle eventdate venue addendum options';

/** What must be there, for BibTeX's and BibLaTeX's own types; empty for others. */
export function requiredFields(type: string, dialect: BibtexDialect): readonly RequiredField[] {
  const table =
    dialect === 'bibtex' && Object.hasOwn(BIBTEX_REQUIRED, type) ? BIBTEX_REQUIRED : BIBLATEX_REQUIRED;
  const names = Object.hasOwn(table, type) ? table[type]! : '';
  return names === '' ? [] : names.split(' ').map(name => name.split('/'));
}

/** Whether one of the names of a required field, or an alias of one, is among `present`. */
export function hasField(present: ReadonlySet<string>, required: RequiredField): boolean {
  return required.some(name => (SAME_AS.get(name) ?? [name]).some(alias => present.has(alias)));
}

/** Every field worth offering for a type: first those required, then the usual ones. */
export function usualFields(type: string, dialect: BibtexDialect): readonly string[] {
  const required = requiredFields(type, dialect).flat();
  const optional = dialect === 'bibtex' ? COMMON_OPTIONAL : COMMON_OPTIONAL_BIBLATEX;
  return [...new Set([...required, ...optional.split(' ')])];
}

/** Whether one of the readers of `.bib` files knows the entry type. */
export function isKnownEntryType(type: string): boolean {
  return (
    CSL_TYPE_OF_ENTRY.has(type) || HELPERS.includes(type) || /^custom[a-f]$/.test(type) || type === 'comment'
  );
}

/** The entry types of a dialect in the order of their manuals, for a list to choose from. */
export function entryTypesOf(dialect: BibtexDialect): readonly string[] {
  const types = Object.keys(dialect === 'bibtex' ? BIBTEX_REQUIRED : BIBLATEX_REQUIRED);
  return dialect === 'bibtex' ? types : [...types, 'xdata', 'set'];
}

/** Whether a record can only be meant for BibLaTeX. */
export function isBiblatexOnly(type: string, fields: Iterable<string>): boolean {
  if (BIBLATEX_ONLY_TYPES.has(type)) return true;
  for (const name of fields) if (BIBLATEX_ONLY_FIELDS.has(name)) return true;
  return false;
}

/** The type that a misspelt one is nearest to: one letter wrong, missing, too many, or two swapped. */
export function nearestEntryType(type: string, dialect: BibtexDialect): string | undefined {
  return entryTypesOf(dialect).find(known => isOneSlip(type, known));
}

function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  const [restA, restB] = [a.slice(same), b.slice(same)];
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}
