import type { CslItem, CslName, Reference } from '../library/types';
import { plainEntry } from '../style';
import type { CitationStyle, StyleEngine } from '../style/types';

/** What a reference can be copied as. */
export type CopyFormat = 'formatted' | 'bibtex' | 'ris' | 'csl-json';

/**
 * A reference as text for the clipboard, without a line end at its end.
 *
 * @param engine formats the entry where `format` is `formatted`
 * @param style the style of that entry
 * @throws StyleError when the style cannot format a bibliography
 */
export function copyReferenceAs(
  reference: Reference,
  format: CopyFormat,
  engine: StyleEngine,
  style: CitationStyle,
): string {
  switch (format) {
    case 'formatted':
      return plainEntry(engine.formatEntries([reference.csl], style, 'en-US')[0] ?? []);
    case 'csl-json':
      return JSON.stringify([reference.csl], undefined, 2);
    case 'bibtex':
      return bibtex(reference);
    case 'ris':
      return ris(reference.csl);
  }
}

/** Entry types by CSL type; what BibTeX has no type for is `misc`. */
const BIBTEX_TYPES: Readonly<Record<string, string>> = {
  'article-journal': 'article',
  'article-magazine': 'article',
  'article-newspaper': 'article',
  book: 'book',
  chapter: 'incollection',
  'paper-conference': 'inproceedings',
  report: 'techreport',
  thesis: 'phdthesis',
};

/** Types of the RIS format (Research Information Systems, 2011) by CSL type; others are `GEN`. */
const RIS_TYPES: Readonly<Record<string, string>> = {
  'article-journal': 'JOUR',
  'article-magazine': 'MGZN',
  'article-newspaper': 'NEWS',
  book: 'BOOK',
  chapter: 'CHAP',
  dataset: 'DATA',
  'paper-conference': 'CPAPER',
  report: 'RPRT',
  software: 'COMP',
  thesis: 'THES',
  webpage: 'ELEC',
};

function bibtex({ id, csl }: Reference): string {
  const type = BIBTEX_TYPES[csl.type] ?? 'misc';
  const container = type === 'article' ? 'journal' : 'booktitle';
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['author', csl.author?.map(bibtexName).join(' and ')],
    ['editor', csl.editor?.map(bibtexName).join(' and ')],
    // Braces keep BibTeX styles from changing the capitals of the title.
    ['title', csl.title === undefined ? undefined : `{${escapeTex(withoutTags(csl.title))}}`],
    [container, optional(csl['container-title'], escapeTex)],
    ['year', yearOf(csl)],
    ['volume', optional(csl.volume, escapeTex)],
    ['number', optional(csl.issue ?? csl.number, escapeTex)],
    ['pages', csl.page?.replace(/\s*[-–—]+\s*/g, '--')],
    ['publisher', optional(csl.publisher, escapeTex)],
    ['address', optional(csl['publisher-place'], escapeTex)],
    ['doi', csl.DOI],
    ['url', csl.URL],
    ['isbn', csl.ISBN],
    ['issn', csl.ISSN],
    ['pmid', csl.PMID],
  ];
  const lines = fields.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`  ${name} = {${balanced(value)}},`],
  );
  return [`@${type}{${id},`, ...lines, '}'].join('\n');
}

function ris(csl: CslItem): string {
  const [start, end] = (csl.page ?? csl.number ?? '').split(/\s*[-–—]+\s*/);
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['TY', RIS_TYPES[csl.type] ?? 'GEN'],
    ...(csl.author ?? []).map(name => ['AU', risName(name)] as const),
    ...(csl.editor ?? []).map(name => ['ED', risName(name)] as const),
    ['TI', optional(csl.title, withoutTags)],
    ['T2', csl['container-title']],
    ['J2', csl['container-title-short']],
    ['PY', yearOf(csl)],
    ['VL', csl.volume],
    ['IS', csl.issue],
    ['SP', start],
    ['EP', end],
    ['PB', csl.publisher],
    ['CY', csl['publisher-place']],
    ['DO', csl.DOI],
    ['UR', csl.URL],
    ['SN', csl.ISSN ?? csl.ISBN],
    ['AN', csl.PMID],
    ['AB', optional(csl.abstract, withoutTags)],
  ];
  const written = lines.flatMap(([tag, value]) =>
    value === undefined || value === '' ? [] : [`${tag}  - ${String(value).replace(/\s+/g, ' ')}`],
  );
  return [...written, 'ER  - '].join('\n');
}

function bibtexName(name: CslName): string {
  if (name.literal !== undefined) return `{${escapeTex(name.literal)}}`;
  const particle = name['non-dropping-particle'] ?? name['dropping-particle'];
  const family = [particle, name.family].filter(part => part !== undefined).join(' ');
  return escapeTex(
    [family, name.suffix, name.given].filter(part => part !== undefined && part !== '').join(', '),
  );
}

function risName(name: CslName): string {
  if (name.literal !== undefined) return name.literal;
  const particle = name['non-dropping-particle'] ?? name['dropping-particle'];
  const family = [particle, name.family].filter(part => part !== undefined).join(' ');
  return [family, name.given, name.suffix].filter(part => part !== undefined && part !== '').join(', ');
}

function yearOf({ issued }: CslItem): string | undefined {
  const year = issued?.['date-parts']?.[0]?.[0];
  return year === undefined ? (issued?.literal ?? issued?.raw) : String(year);
}

function withoutTags(text: string): string {
  return text.replace(/<[^<>]{0,60}>/g, '');
}

function escapeTex(text: string): string {
  return text.replace(/[&%$#_]/g, '\\$&');
}

/** The text without braces that have no partner, because one of them would end the field. */
function balanced(text: string): string {
  let depth = 0;
  for (const sign of text) {
    if (sign === '{') depth++;
    else if (sign === '}' && --depth < 0) break;
  }
  return depth === 0 ? text : text.replace(/[{}]/g, '');
}

function optional(text: string | undefined, change: (text: string) => string): string | undefined {
  return text === undefined ? undefined : change(text);
}
