import { detached } from '../../text/detached';
import type { CslDate } from '../types';
import { monthNumber, readEdtfDate, seasonNumber } from './bibtex/bibtexDates';

const MOST_REMEMBERED = 1000;

/**
 * Reads a date as databases write it: `2005/07/15/`, `2009///`, `2016 Apr 19`, `2009 Jan-Feb`, `20160512`, `JUN 14`,
 * `May 3, 2011`, `2009 Spring`, `1998 Dec-1999 Jan`, ISO 8601.
 *
 * @param knownYear the year where the text gives only month and day
 * @returns undefined where the text has no year and none is known
 */
export function readLooseDate(text: string, knownYear?: number): CslDate | undefined {
  const value = text.trim();
  if (value === '' || value.length > 200) return undefined;
  if (/^\d{4}$/.test(value)) return { 'date-parts': [[Number(value)]] };
  const packed = /^(\d{4})(\d\d)(\d\d)$/.exec(value);
  if (packed) return dateOf(Number(packed[1]), Number(packed[2]), Number(packed[3]));
  const slashed = /^(\d{4})\s*\/([^/]*)(?:\/([^/]*))?(?:\/(.*))?$/.exec(value);
  if (slashed) {
    const month = monthNumber(slashed[2]!);
    const day = /^\s*(\d{1,2})\s*$/.exec(slashed[3] ?? '')?.[1];
    if (month !== undefined)
      return dateOf(Number(slashed[1]), month, day === undefined ? undefined : Number(day));
    const season = seasonNumber(slashed[4] ?? '') ?? seasonNumber(slashed[2]!);
    if (season !== undefined) return { 'date-parts': [[Number(slashed[1])]], season };
    if (slashed[4]?.trim()) return readLooseDate(slashed[4], Number(slashed[1]));
    return { 'date-parts': [[Number(slashed[1])]] };
  }
  if (/^-?\d{4}-\d\d(?:-\d\d)?/.test(value)) {
    const iso = readEdtfDate(value);
    if (iso?.['date-parts']) return iso;
  }
  return readWords(value, knownYear);
}

/** As {@link readLooseDate}, for the dates of one file: many works of a library are of the same year and share its date. */
export function rememberingDates(): (text: string) => CslDate | undefined {
  const known = new Map<string, CslDate | undefined>();
  return text => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const kept = detached(text);
    const date = readLooseDate(kept);
    if (known.size < MOST_REMEMBERED) known.set(kept, date);
    return date;
  };
}

/** The date that says most: a full date of the same year counts before a bare year. */
export function fullestDate(dates: readonly (CslDate | undefined)[]): CslDate | undefined {
  const year = dates.find(date => date?.['date-parts'] !== undefined)?.['date-parts']?.[0]?.[0];
  let best: CslDate | undefined;
  for (const date of dates) {
    const parts = date?.['date-parts']?.[0];
    if (parts === undefined || parts[0] !== year) continue;
    const length = best?.['date-parts']?.[0]?.length ?? 0;
    if (parts.length > length || (parts.length === length && date?.season && !best?.season)) best = date;
  }
  return best ?? dates.find(date => date !== undefined);
}

function readWords(value: string, knownYear: number | undefined): CslDate | undefined {
  let year: number | undefined;
  let lastYear: number | undefined;
  let season: number | undefined;
  const months: number[] = [];
  const days: number[] = [];
  for (const word of value.split(/[^\p{L}\d]+/u)) {
    if (/^\d{4}$/.test(word)) {
      if (year === undefined) year = Number(word);
      else lastYear = Number(word);
    } else if (/^\d{1,2}(?:st|nd|rd|th)?$/.test(word)) days.push(Number.parseInt(word, 10));
    else {
      const month = monthNumber(word);
      if (month !== undefined) months.push(month);
      else season ??= seasonNumber(word);
    }
  }
  const first = year ?? knownYear;
  if (first === undefined) return undefined;
  if (months.length === 0) {
    const range = lastYear === undefined ? [[first]] : [[first], [lastYear]];
    return season === undefined ? { 'date-parts': range } : { 'date-parts': range, season };
  }
  if (months.length === 1)
    return dateOf(
      first,
      months[0]!,
      days.find(day => day >= 1 && day <= 31),
    );
  return {
    'date-parts': [
      [first, months[0]!],
      [lastYear ?? first, months[months.length - 1]!],
    ],
  };
}

function dateOf(year: number, month: number, day: number | undefined): CslDate {
  if (!(month >= 1 && month <= 12)) return { 'date-parts': [[year]] };
  return { 'date-parts': [day !== undefined && day >= 1 && day <= 31 ? [year, month, day] : [year, month]] };
}
