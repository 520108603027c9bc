import type { CslDate, CslItem, CslName, Reference } from '../library/types';
import { plainText, shortened } from './plainText';

const LONGEST_NAME = 32;
const LONGEST_TITLE = 24;

/**
 * How people speak of a work: `Long 2023`, `Li & Wu 2020`. Of three and more authors the first stands for all;
 * without authors the editor does, else the beginning of the title; a missing year is left out.
 */
export function shortLabel(reference: Reference): string {
  const names = namesOf(reference.csl);
  const year = yearOf(reference.csl);
  const who = names.length === 2 ? `${names[0]} & ${names[1]}` : (names[0] ?? titleStart(reference));
  return year === undefined ? who : `${who} ${year}`;
}

/** The authors in one short phrase: `Long`, `Li & Wu`, `Long et al.`; empty where the record has none. */
export function authorsShort(reference: Reference): string {
  const names = namesOf(reference.csl);
  if (names.length > 2) return `${names[0]} et al.`;
  return names.join(' & ');
}

/** The year of publication as four digits (or as written, where it is none); undefined without. */
export function yearOf(item: CslItem): string | undefined {
  const date: CslDate | undefined = isRecord(item.issued) ? item.issued : undefined;
  const year = date?.['date-parts']?.[0]?.[0];
  if (year !== undefined && Number.isFinite(Number(year)) && Number(year) !== 0) {
    return Number(year) < 0 ? `${-Number(year)} BC` : String(year);
  }
  const written = String(date?.literal ?? date?.raw ?? '');
  return /(?<!\d)\d{4}(?!\d)/.exec(written)?.[0] ?? (shortened(plainText(written), 12) || undefined);
}

/** Last names (institutions by their whole name) of the authors, else of the editors. */
function namesOf(item: CslItem): readonly string[] {
  for (const people of [item.author, item.editor]) {
    const names = Array.isArray(people) ? people.map(nameOf).filter(name => name !== '') : [];
    if (names.length > 0) return names;
  }
  return [];
}

function nameOf(name: CslName): string {
  if (!isRecord(name)) return '';
  const family = [name['non-dropping-particle'], name.family]
    .filter(part => typeof part === 'string')
    .join(' ');
  const whole = [family, name.literal, name.given].find(
    part => typeof part === 'string' && part.trim() !== '',
  );
  return shortened(plainText(whole ?? ''), LONGEST_NAME);
}

function titleStart(reference: Reference): string {
  const title = typeof reference.csl.title === 'string' ? plainText(reference.csl.title) : '';
  return shortened(title, LONGEST_TITLE) || plainText(reference.id);
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
