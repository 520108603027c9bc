import { isDigit, isLetter } from './characters';
import type { Dialect } from './dialect';
import { readLocator, readPrefix, readSeparatorWord } from './locators';
import type { CitationMember, WrittenNumber } from './types';

/** The members between the brackets of a citation, or why they cannot be read. */
export interface MembersReading {
  readonly members: readonly CitationMember[];
  readonly numbers: readonly number[];
  /** Offset of the closing bracket. */
  readonly close: number;
  /** Why it looks like a citation but is none that could be edited; then `members` holds what was read until there. */
  readonly problem: string | undefined;
}

/** A range over more numbers than this is taken for a slip. */
export const LONGEST_RANGE = 1000;
const MOST_DIGITS = 7;
const LONGEST_PROBLEM = 80;

/**
 * Reads `1, 4–6; see 8, p. 45` up to a closing bracket: the one grammar of a citation's inside.
 *
 * @param from offset behind the opening bracket
 * @param limit offset that it must not pass (the end of the paragraph)
 * @param close the closing bracket as written: `]`, `\]`, `)`, `</sup>` …
 * @returns undefined where this is no citation by number
 */
export function readMembers(
  text: string,
  from: number,
  limit: number,
  close: string,
  dialect: Dialect,
): MembersReading | undefined {
  let at = skipSpace(text, from, limit, dialect);
  // Most brackets hold no citation: they are turned away before anything is made for one.
  if (!isDigit(text.charCodeAt(at)) && readPrefix(text, at, limit) < 0) return undefined;
  const members: CitationMember[] = [];
  const numbers: number[] = [];
  let problem: string | undefined;
  for (;;) {
    const memberStart = at;
    let prefixEnd = -1;
    if (!isDigit(text.charCodeAt(at))) {
      prefixEnd = readPrefix(text, at, limit);
      if (prefixEnd < 0) {
        const previous = members[members.length - 1];
        const locatorEnd = previous === undefined ? -1 : readLocator(text, at, limit, close);
        if (locatorEnd >= 0 && previous !== undefined) {
          members[members.length - 1] = withLocator(previous, at, locatorEnd);
          at = skipSpace(text, locatorEnd, limit, dialect);
          if (at >= limit) return undefined;
          if (text.startsWith(close, at)) return reading(members, numbers, at, problem);
          const next = readSeparator(text, at, limit, dialect);
          if (next < 0) return undefined;
          at = next;
          continue;
        }
        if (members.length === 0) return undefined;
        return unreadable(text, members, numbers, at, limit, close);
      }
      at = skipSpace(text, prefixEnd, limit, dialect);
    }
    const first = readNumber(text, at, limit);
    if (first === undefined) return undefined;
    at = first.range.end;
    let after = skipSpace(text, at, limit, dialect);
    let last: WrittenNumber | undefined;
    const dashEnd = readDash(text, after, limit, dialect);
    let dashStart = after;
    if (dashEnd > after) {
      dashStart = after;
      const lastStart = skipSpace(text, dashEnd, limit, dialect);
      last = readNumber(text, lastStart, limit);
      if (last === undefined) {
        if (isDigit(text.charCodeAt(lastStart))) return undefined;
        members.push({ kind: 'number', range: { start: memberStart, end: at }, number: first });
        numbers.push(first.value);
        return unreadable(text, members, numbers, lastStart, limit, close);
      }
      at = last.range.end;
      after = skipSpace(text, at, limit, dialect);
      problem = addRange(numbers, first.value, last.value) ?? problem;
    } else numbers.push(first.value);

    const prefix = prefixEnd < 0 ? undefined : { start: memberStart, end: prefixEnd };
    const range = last === undefined && prefixEnd < 0 ? first.range : { start: memberStart, end: at };
    if (last === undefined) {
      members.push(
        prefix === undefined
          ? { kind: 'number', range, number: first }
          : { kind: 'number', range, number: first, prefix },
      );
    } else {
      const dash = { start: dashStart, end: dashEnd };
      members.push(
        prefix === undefined
          ? { kind: 'range', range, first, last, dash }
          : { kind: 'range', range, first, last, dash, prefix },
      );
    }

    if (after >= limit) return undefined;
    if (text.startsWith(close, after)) return reading(members, numbers, after, problem);
    let separator = readSeparator(text, after, limit, dialect);
    if (separator < 0) {
      const locatorEnd = after > at || text[after] === '§' ? readLocator(text, after, limit, close) : -1;
      if (locatorEnd < 0) {
        if (readDash(text, after, limit, dialect) > after) {
          return unreadable(text, members, numbers, after, limit, close);
        }
        return undefined;
      }
      members[members.length - 1] = withLocator(members[members.length - 1]!, after, locatorEnd);
      at = skipSpace(text, locatorEnd, limit, dialect);
      if (at < limit && text.startsWith(close, at)) return reading(members, numbers, at, problem);
      separator = readSeparator(text, at, limit, dialect);
      if (separator < 0) return undefined;
    }
    at = separator;
  }
}

/** Arrays that grew have room to spare, and a million citations have a million of them: they are cut to size. */
function reading(
  members: readonly CitationMember[],
  numbers: readonly number[],
  close: number,
  problem: string | undefined,
): MembersReading {
  return { members: members.slice(), numbers: numbers.slice(), close, problem };
}

/** Adds the numbers of a range to `numbers`; a reversed one counts down. Gives what is wrong with it. */
function addRange(numbers: number[], first: number, last: number): string | undefined {
  if (Math.abs(last - first) >= LONGEST_RANGE) {
    numbers.push(first, last);
    return `The range ${first}–${last} spans more than ${LONGEST_RANGE.toLocaleString('en')} numbers.`;
  }
  numbers.push(first);
  addNumbersBehind(numbers, first, last);
  return undefined;
}

/** Adds the numbers of a range to `numbers`, which end in its first: those behind it up to `last`, counting down in a reversed one. */
export function addNumbersBehind(numbers: number[], first: number, last: number): void {
  const step = last < first ? -1 : 1;
  for (let value = first; value !== last; ) {
    value += step;
    numbers.push(value);
  }
}

function withLocator(member: CitationMember, start: number, end: number): CitationMember {
  const locatorStart = member.locator === undefined ? start : member.locator.start;
  return {
    ...member,
    range: { start: member.range.start, end },
    locator: { start: locatorStart, end },
  };
}

/** A cluster that begins with a number and goes on in numbers, separators and a word or two, but not as one that can be edited. */
function unreadable(
  text: string,
  members: readonly CitationMember[],
  numbers: readonly number[],
  at: number,
  limit: number,
  close: string,
): MembersReading | undefined {
  const end = Math.min(limit, at + LONGEST_PROBLEM);
  let letters = 0;
  let index = at;
  for (; index < end && !text.startsWith(close, index); index += 1) {
    const code = text.charCodeAt(index);
    const letter = isLetter(code);
    letters = letter ? letters + 1 : letters;
    const allowed = letter || isDigit(code) || code <= 0x20 || ',;-–—−?!.'.includes(text[index]!);
    if (!allowed || letters > 3) return undefined;
  }
  if (index >= end) return undefined;
  const rest = text.slice(at, index).trim();
  // Words behind a number are an aside or an index, not a slip in a citation: a slip has a separator or dash too many.
  if (letters > 0 && !/^[,;]/.test(rest)) return undefined;
  const problem =
    rest === '' ? 'It ends with a separator or a dash.' : `“${rest}” is not a reference number.`;
  return { members, numbers, close: index, problem };
}

/** Offset behind a comma, semicolon or “and” and the white space after it; -1 where there is none. */
function readSeparator(text: string, at: number, limit: number, dialect: Dialect): number {
  if (at >= limit) return -1;
  const code = text.charCodeAt(at);
  if (code === 0x2c || code === 0x3b || code === 0xff0c || code === 0x3001 || code === 0xff1b) {
    const next = skipSpace(text, at + 1, limit, dialect);
    const word = readSeparatorWord(text, next, limit);
    return word < 0 ? next : skipSpace(text, word, limit, dialect);
  }
  const word = readSeparatorWord(text, at, limit);
  return word < 0 ? -1 : skipSpace(text, word, limit, dialect);
}

/** Offset behind a dash; `at` where there is none. */
export function readDash(text: string, at: number, limit: number, dialect: Dialect): number {
  if (at >= limit) return at;
  const code = text.charCodeAt(at);
  if (code === 0x2d) {
    let end = at + 1;
    while (end < limit && end < at + 3 && text.charCodeAt(end) === 0x2d) end += 1;
    return end;
  }
  if ((code >= 0x2010 && code <= 0x2015) || code === 0x2212 || code === 0xff0d || code === 0xfe63)
    return at + 1;
  if (code === 0x5c && dialect.backslashEscapes && text.charCodeAt(at + 1) === 0x2d) {
    let end = at + 2;
    while (end < limit && text.startsWith('\\-', end) && end < at + 6) end += 2;
    return end;
  }
  if (code === 0x7b && dialect.tieIsSpace) {
    for (const dash of ['{-}', '{--}', '{\\textendash}'])
      if (text.startsWith(dash, at)) return at + dash.length;
  }
  if (code === 0x5c && dialect.tieIsSpace) {
    for (const dash of ['\\textendash{}', '\\textendash ', '\\textemdash{}', '\\textemdash ']) {
      if (text.startsWith(dash, at)) return at + dash.length;
    }
  }
  if (code === 0x26 && dialect.characterReferences) {
    for (const dash of ['&ndash;', '&mdash;', '&minus;', '&#8211;', '&#x2013;', '&#8212;', '&#8722;']) {
      if (text.startsWith(dash, at)) return at + dash.length;
    }
  }
  return at;
}

/** Offset of the first character from `at` that is no white space in this markup. */
export function skipSpace(text: string, at: number, limit: number, dialect: Dialect): number {
  let index = at;
  while (index < limit) {
    const code = text.charCodeAt(index);
    if (code === 0x20 || (code <= 0x0d && code >= 0x09) || code === 0xa0) index += 1;
    else if (code >= 0x2000 && (code <= 0x200b || code === 0x202f || code === 0x2060 || code === 0x3000))
      index += 1;
    else if (code === 0x7e && dialect.tieIsSpace) index += 1;
    else if (code === 0x5c && dialect.tieIsSpace && ', ;:!/'.includes(text[index + 1] ?? 'x')) index += 2;
    else if (code === 0x26 && dialect.characterReferences && text.startsWith('&nbsp;', index)) index += 6;
    else return index;
  }
  return limit;
}

/** The number at `at`; undefined for none, for leading zeros and for more than seven digits. */
export function readNumber(text: string, at: number, limit: number): WrittenNumber | undefined {
  let end = at;
  let value = 0;
  while (end < limit) {
    const digit = text.charCodeAt(end) - 0x30;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
    end += 1;
    if (end - at > MOST_DIGITS) return undefined;
  }
  if (end === at || (end > at + 1 && text.charCodeAt(at) === 0x30)) return undefined;
  return { value, range: { start: at, end } };
}
