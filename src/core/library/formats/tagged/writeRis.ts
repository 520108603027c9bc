import type { CslDate, CslItem, CslName, Reference } from '../../types';
import { splitKeywords } from '../keywords';
import { isKeptTag } from './readRis';
import { RIS_TYPE_OF_CSL } from './risTypes';

const TAGS_OF_CSL: readonly (readonly [string, string])[] = [
  ['volume', 'VL'],
  ['issue', 'IS'],
  ['edition', 'ET'],
  ['number-of-volumes', 'NV'],
  ['publisher', 'PB'],
  ['publisher-place', 'CY'],
  ['genre', 'M3'],
  ['language', 'LA'],
  ['call-number', 'CN'],
  ['title-short', 'ST'],
  ['container-title-short', 'J2'],
  ['collection-title', 'T3'],
  ['DOI', 'DO'],
  ['URL', 'UR'],
  ['abstract', 'AB'],
];

const SEASONS = ['Spring', 'Summer', 'Autumn', 'Winter'];
const MARKUP = /<\/?(?:i|b|sup|sub|sc|span)>|<span (?:style="font-variant: ?small-caps;?"|class="nocase")>/g;

/** Writes references as RIS in UTF-8: lines `TG  - value` that end with CR LF as the format wants, each record ended by `ER`. */
export function writeRis(references: readonly Reference[]): string {
  return references.map(writeRecord).join('\r\n');
}

function writeRecord(reference: Reference): string {
  const item = reference.csl;
  const lines: string[] = [];
  const add = (tag: string, value: unknown): void => {
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text !== 'string') return;
    const clean = withoutMarkup(text).replace(/\s+/g, ' ').trim();
    if (clean !== '') lines.push(`${tag}  - ${clean}`);
  };
  const type = Object.hasOwn(RIS_TYPE_OF_CSL, item.type) ? RIS_TYPE_OF_CSL[item.type] : 'GEN';
  add('TY', type);
  add('ID', reference.id);
  for (const name of namesOf(item, 'author')) add('AU', writeName(name));
  for (const name of namesOf(item, 'editor')) add(isPart(item) ? 'A2' : 'ED', writeName(name));
  for (const name of namesOf(item, 'translator')) add('A4', writeName(name));
  add('TI', item.title);
  add(type === 'JOUR' || type === 'MGZN' || type === 'NEWS' ? 'JO' : 'T2', item['container-title']);
  writeDate(item.issued, add);
  const pages = /^(\S+?)\s*[-–]\s*(\S+)$/.exec(typeof item.page === 'string' ? item.page : '');
  add('SP', pages ? pages[1] : item.page);
  if (pages) add('EP', pages[2]);
  for (const [variable, tag] of TAGS_OF_CSL) add(tag, item[variable]);
  if (item['edition'] === undefined) add('ET', item['version']);
  if (item.number !== undefined) add(type === 'JOUR' ? 'C7' : 'M1', item.number);
  add('SN', item.ISSN);
  add('SN', item.ISBN);
  if (item.PMID !== undefined) {
    add('AN', item.PMID);
    add('DB', 'PubMed');
  }
  if (typeof item.PMCID === 'string') add('C2', item.PMCID.replace(/^(?=\d+$)/, 'PMC'));
  for (const keyword of splitKeywords(typeof item.keyword === 'string' ? item.keyword : ''))
    add('KW', keyword);
  add('N1', item.note);
  add('RN', item['annote'] ?? (reference.summary === item.note ? undefined : reference.summary));
  const accessed = isoDate(item['accessed'] as CslDate | undefined);
  add('Y2', accessed);
  const written = new Set(lines.map(line => line.slice(0, 2)));
  const custom = typeof item['custom'] === 'object' ? { ...item['custom'] } : {};
  for (const [tag, values] of Object.entries(custom).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!isKeptTag(tag) || written.has(tag) || typeof values !== 'string') continue;
    for (const value of values.split('\n')) add(tag, value);
  }
  lines.push('ER  - ');
  return `${lines.join('\r\n')}\r\n`;
}

function isPart(item: CslItem): boolean {
  return item.type === 'chapter' || item.type === 'paper-conference' || item.type.startsWith('entry');
}

function writeName(name: CslName): string {
  // A comma at the end is how reference managers mark an institution.
  if (name.literal) return `${name.literal},`;
  const family = [name['non-dropping-particle'], name.family].filter(Boolean).join(' ');
  const given = [name.given, name['dropping-particle']].filter(Boolean).join(' ');
  if (!family) return given;
  return [family, given, name.suffix]
    .filter((part, index) => part || (index === 1 && name.suffix))
    .join(', ');
}

function writeDate(date: CslDate | undefined, add: (tag: string, value: unknown) => void): void {
  const parts = date?.['date-parts']?.[0];
  if (parts === undefined || parts.length === 0) {
    add('PY', date?.literal ?? date?.raw);
    return;
  }
  add('PY', parts[0]);
  const season = typeof date?.season === 'number' ? SEASONS[date.season - 1] : undefined;
  if (parts.length > 1) add('DA', isoDate(date));
  // What a date says beyond its numbers stands behind its third slash.
  else if (season !== undefined) add('DA', `${parts[0]}///${season}`);
}

function isoDate(date: CslDate | undefined): string | undefined {
  const parts = date?.['date-parts']?.[0];
  if (parts === undefined || parts.length === 0) return undefined;
  const [year, month, day] = parts;
  const two = (part: number | undefined) => (part === undefined ? '' : String(part).padStart(2, '0'));
  return `${year}/${two(month)}/${two(day)}/`;
}

function namesOf(item: CslItem, variable: string): readonly CslName[] {
  const value = item[variable];
  return Array.isArray(value) ? (value as readonly CslName[]) : [];
}

/** RIS holds plain text only; only CSL's rich text is markup, any other `<` is text. */
function withoutMarkup(text: string): string {
  return text.includes('<') ? text.replace(MARKUP, '') : text;
}
