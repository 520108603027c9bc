import type { CslDate } from '../../types';

const EDTF_DATE =
  /^\s*(y?-?\d{1,9}|\d{1,3}[uXx]{1,3})(?:-(\d{1,2}|uu|XX))?(?:-(\d{1,2}|uu|XX))?(?:T[\d:.]*(?:Z|[+-]\d\d:?\d\d)?)?\s*([~?%]*)\s*$/;
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const SEASONS: Readonly<Record<string, number>> = { spring: 1, summer: 2, autumn: 3, fall: 3, winter: 4 };

/**
 * Reads a date of BibLaTeX (ISO 8601-2 "EDTF", levels 0 and 1): a date, a range `a/b`, seasons as months 21 to 24,
 * uncertain dates (`~`, `?`, `%`) and unknown digits (`19uu`, `19XX`).
 *
 * @returns a CSL date; text that is no date stays as `literal`; undefined for the empty text
 */
export function readEdtfDate(text: string): CslDate | undefined {
  const value = text.trim();
  if (value === '') return undefined;
  const slash = value.indexOf('/');
  const start = oneDate(slash < 0 ? value : value.slice(0, slash));
  const end = slash < 0 ? undefined : oneDate(value.slice(slash + 1));
  if (start === undefined && end === undefined) return { literal: value };
  const unknownDigits = slash < 0 ? /^\s*\d+([uXx]+)/.exec(value)?.[1]?.length : undefined;
  if (start && unknownDigits) {
    return { 'date-parts': [start.parts, [start.parts[0]! + 10 ** unknownDigits - 1]] };
  }
  const parts: (readonly number[])[] = [];
  if (start) parts.push(start.parts);
  if (end) parts.push(end.parts);
  const date: { -readonly [K in keyof CslDate]: CslDate[K] } = { 'date-parts': parts };
  const season = start?.season ?? end?.season;
  if (season !== undefined) date.season = season;
  if (start?.circa || end?.circa) date.circa = true;
  return date;
}

/**
 * The date that BibTeX writes as `year`, `month` and `day`: the year may have words around it, the month may be an
 * abbreviation, a name, a number, a range, or come with the day.
 *
 * @returns a CSL date; a year without digits stays as `literal`
 */
export function readYearMonth(year: string, month: string, day: string): CslDate | undefined {
  const trimmed = year.trim();
  const plain = /^\d{4}$/.test(trimmed);
  if (plain && month === '') return { 'date-parts': [[Number(trimmed)]] };
  if (!plain) {
    if (trimmed === '' && month === '') return undefined;
    const range = /^(\d{4})\s*[-–/]+\s*(\d{2,4})$/.exec(trimmed);
    if (range) {
      const first = Number(range[1]);
      // `1995/96` and `1995-96` name the second year by its last digits.
      const last =
        range[2]!.length === 4 ? Number(range[2]) : Math.floor(first / 100) * 100 + Number(range[2]);
      return { 'date-parts': last > first ? [[first], [last]] : [[first]] };
    }
    const whole = readEdtfDate(trimmed);
    if (whole?.['date-parts'] && (month === '' || whole['date-parts'][0]!.length > 1)) return whole;
  }
  const found = plain ? trimmed : /(?:^|\D)(\d{4})(?!\d)/.exec(trimmed)?.[1];
  const circa = !plain && /\b(?:ca?\.|circa|about)|[?~]/i.test(trimmed);
  if (found === undefined) return trimmed === '' ? undefined : { literal: trimmed };
  const parts = withMonth(Number(found), month, day);
  return circa ? { ...parts, circa } : parts;
}

/** The number of a month by its name or abbreviation in English, or by its digits; undefined for anything else. */
export function monthNumber(text: string): number | undefined {
  const word = text.trim().toLowerCase();
  const at = MONTHS.indexOf(word.slice(0, 3));
  if (at >= 0 && /^[a-z]+\.?$/.test(word)) return at + 1;
  const number = /^\d{1,2}$/.test(word) ? Number(word) : 0;
  return number >= 1 && number <= 12 ? number : undefined;
}

/** The CSL season of a word such as `Spring`. */
export function seasonNumber(text: string): number | undefined {
  const word = text.trim().toLowerCase();
  return Object.hasOwn(SEASONS, word) ? SEASONS[word] : undefined;
}

function withMonth(year: number, month: string, day: string): CslDate {
  if (month === '') return { 'date-parts': [[year]] };
  const known = monthNumber(month);
  if (known !== undefined) {
    const dayNumber = /^\s*(\d{1,2})\s*$/.exec(day)?.[1];
    return { 'date-parts': [dayNumber ? [year, known, Number(dayNumber)] : [year, known]] };
  }
  const season = seasonNumber(month);
  if (season !== undefined) return { 'date-parts': [[year]], season };
  const months: number[] = [];
  let dayOfMonth: number | undefined;
  for (const word of month.split(/[^\p{L}\d]+/u)) {
    const asDay = /^\d{1,2}$/.test(word) ? Number(word) : undefined;
    const asMonth = asDay === undefined ? monthNumber(word) : undefined;
    if (asMonth !== undefined) months.push(asMonth);
    else if (asDay !== undefined && asDay >= 1 && asDay <= 31) dayOfMonth ??= asDay;
  }
  if (months.length === 2) {
    return {
      'date-parts': [
        [year, months[0]!],
        [year, months[1]!],
      ],
    };
  }
  if (months.length !== 1) return { 'date-parts': [[year]] };
  return { 'date-parts': [dayOfMonth === undefined ? [year, months[0]!] : [year, months[0]!, dayOfMonth]] };
}

interface OneDate {
  readonly parts: readonly number[];
  readonly season: number | undefined;
  readonly circa: boolean;
}

function oneDate(text: string): OneDate | undefined {
  const match = EDTF_DATE.exec(text);
  if (!match) return undefined;
  const circa = /[~%]/.test(match[4]!);
  const counted = Number(match[1]!.replace(/^y/, '').replace(/[uXx]/g, '0'));
  // EDTF counts astronomically (0 is the year 1 BC), CSL as historians do.
  const year = counted <= 0 ? counted - 1 : counted;
  const month = Number(match[2]);
  if (!(month >= 1)) return { parts: [year], season: undefined, circa };
  // ISO 8601-2: 21 to 24 are the seasons, 25 to 32 those of the hemispheres.
  if (month > 20) return { parts: [year], season: month <= 32 ? ((month - 21) % 4) + 1 : undefined, circa };
  if (month > 12) return { parts: [year], season: undefined, circa };
  const day = Number(match[3]);
  return {
    parts: day >= 1 && day <= 31 ? [year, month, day] : [year, month],
    season: undefined,
    circa,
  };
}
