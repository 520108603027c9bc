import { isDigit, isLetter } from '../characters';
import { isExponent, judgeContext, mayBeInterval } from '../context';
import { Doubt, type Findings } from '../findings';
import { readPrefix } from '../locators';
import { type MembersReading, readMembers } from '../members';
import { readSecondBracket } from '../secondBracket';
import type { Citation, CitationForm, CitationMember } from '../types';
import { readLinkedCitation } from './linked';
import type { Scan } from './scan';

/** Where an opening bracket stands that may begin a citation, and how its markup writes it. */
export interface OpeningBracket {
  /** Offset of the first code unit of the opening bracket. */
  readonly open: number;
  /** The brackets as written: `[` and `]`, `\[` and `\]`, `<sup>` and `</sup>` … */
  readonly opening: string;
  readonly closing: string;
  readonly form: CitationForm;
  /** Offsets of the block that it stands in. */
  readonly first: number;
  readonly limit: number;
  /** {@link Doubt} bits that the place adds. */
  readonly doubt: number;
}

/**
 * Reads a citation at an opening bracket and adds it to the findings.
 *
 * @returns the offset behind what was read (a citation, or one that cannot be read), -1 where there is none
 */
export function takeCitation(scan: Scan, findings: Findings, bracket: OpeningBracket): number {
  const { text, dialect } = scan;
  const { open, opening, closing, limit } = bracket;
  const reading = readMembers(text, open + opening.length, limit, closing, dialect);
  if (reading === undefined) return -1;
  let end = reading.close + closing.length;
  if (reading.problem !== undefined) {
    return takeUnreadable(findings, text, bracket, reading, end);
  }
  let { members, numbers } = reading;
  const joined = readSecondBracket(text, dialect, bracket, reading, end);
  if (joined !== undefined) ({ members, numbers, end } = joined);
  return addCitation(findings, text, bracket, members, numbers, end);
}

/** Most digits of a number that the quick way takes: longer ones may be years or identifiers. */
const QUICK_DIGITS = 3;
/** How far words are looked through for another bracket. */
const QUICK_WORDS = 12;

/**
 * Sees whether `[12]`, `[3, 5]`, `[4–6]` or `[4]–[6]` stands at `open`, behind a space and before a space or plain punctuation: most
 * citations do, and nothing else can be meant. Only a quick way, {@link takeCitation} reads them the same.
 *
 * @returns the offset behind it; -1 where it takes a closer look; the negative offset of another opening bracket where that
 *   comes before anything that could make this one a citation
 */
export function takePlainCitation(scan: Scan, open: number, first: number, limit: number): number {
  const { text } = scan;
  let at = open + 1;
  let members = 0;
  let dashed = false;
  let joined = false;
  for (;;) {
    const digitsStart = at;
    if (text.charCodeAt(at) === 0x30) return -1;
    while (at < limit && isDigit(text.charCodeAt(at))) at += 1;
    const code = text.charCodeAt(at);
    if (code === 0x5b) return -at;
    if (at === digitsStart) return members === 0 ? bracketBehindWords(text, at, limit) : -1;
    if (at > digitsStart + QUICK_DIGITS) return -1;
    if (code === 0x5d) {
      if (members > 0 || text.charCodeAt(at + 1) !== 0x2013) break;
      at = closeOfPlainRange(text, at + 2, limit);
      if (at < 0) return -1;
      members = 1;
      joined = true;
      break;
    }
    members += 1;
    if (code === 0x2c || code === 0x3b) {
      dashed = false;
      at += 1;
      if (text.charCodeAt(at) === 0x20) at += 1;
    } else if ((code === 0x2013 || code === 0x2d) && !dashed) {
      dashed = true;
      at += 1;
    } else return -1;
  }
  const before = open > first ? text.charCodeAt(open - 1) : 0x0a;
  if (before !== 0x20 && before !== 0x0a && before !== 0x28 && before !== 0x5d && before !== 0x5b) {
    if (before !== 0x2013) return -1;
  }
  const end = at + 1;
  if (end > limit) return -1;
  if (end < limit) {
    const after = text.charCodeAt(end);
    if (after === 0x20 || after === 0x0a) {
      if (before === 0x28 || takesCloserLook(text.charCodeAt(end + 1), after === 0x0a)) return -1;
    } else if (after === 0x5b) {
      if (!isDigit(text.charCodeAt(end + 1))) return -1;
    } else if (after === 0x2013) {
      // A single bracket may be joined to one behind the dash, two that are joined are to no third.
      if (!joined) return -1;
    } else if (!endsClause(after)) return -1;
  }
  if (members > 0 && mayBeInterval(text, open, first)) return -1;
  scan.addPlain(open, end);
  return end;
}

/** Offset of the closing bracket where `[4]` stands at `at`, the second half of `[2]–[4]`; -1 where it does not. */
function closeOfPlainRange(text: string, at: number, limit: number): number {
  if (text.charCodeAt(at) !== 0x5b || text.charCodeAt(at + 1) === 0x30) return -1;
  const stop = Math.min(limit, at + 2 + QUICK_DIGITS);
  let close = at + 1;
  while (close < stop && isDigit(text.charCodeAt(close))) close += 1;
  return close > at + 1 && close < limit && text.charCodeAt(close) === 0x5d ? close : -1;
}

/** The negative offset of an opening bracket behind nothing but letters and spaces; -1 where there is none near. */
function bracketBehindWords(text: string, from: number, limit: number): number {
  const stop = Math.min(limit, from + QUICK_WORDS);
  for (let at = from; at < stop; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5b) return -at;
    const lower = code | 0x20;
    if (code !== 0x20 && (lower < 0x61 || lower > 0x7a)) return -1;
  }
  return -1;
}

/** Whether a mark follows the bracket as it follows words: full stop, comma, semicolon, colon, closing bracket, question. */
function endsClause(code: number): boolean {
  return code === 0x2e || code === 0x2c || code === 0x3b || code === 0x29 || code === 0x3a || code === 0x3f;
}

/**
 * Whether what follows white space behind a bracket may still belong to it: a dash, a sign of comparison, more white space,
 * and whatever can be another way to write these.
 */
function takesCloserLook(code: number, onNextLine: boolean): boolean {
  if (code === 0x0a) return false;
  if (code <= 0x20 || code >= 0x7b) return code !== 0x7c;
  if (code >= 0x3c && code <= 0x3e) return code !== 0x3e || !onNextLine;
  return code === 0x2d || code === 0x5c || code === 0x26;
}

/** Whether a bracket cannot hold a citation, by what it begins with: neither a number nor words before one. */
export function holdsNoCitation(text: string, from: number, limit: number): boolean {
  let at = from;
  let code = text.charCodeAt(at);
  if (isDigit(code)) {
    do {
      at += 1;
      code = text.charCodeAt(at);
    } while (at < limit && isDigit(code));
    return code === 0x5b || (isLetter(code) && code < 0x80);
  }
  return isLetter(code) && readPrefix(text, at, limit) < 0;
}

/**
 * Reads a citation in which every number is linked, `[[1]](#a)` or `[\[1,](#a) [2\]](#b)`, and adds it to the findings.
 *
 * @returns the offset behind it, -1 where there is none
 */
export function takeLinkedCitation(
  scan: Scan,
  findings: Findings,
  open: number,
  first: number,
  limit: number,
  doubt = 0,
): number {
  const reading = readLinkedCitation(scan.text, open, limit, scan.dialect);
  if (reading === undefined) return -1;
  const bracket: OpeningBracket = {
    open,
    opening: '[',
    closing: ']',
    form: 'linked',
    first,
    limit,
    doubt,
  };
  return addCitation(findings, scan.text, bracket, reading.members, reading.numbers, reading.end);
}

function addCitation(
  findings: Findings,
  text: string,
  bracket: OpeningBracket,
  members: readonly CitationMember[],
  numbers: readonly number[],
  end: number,
): number {
  const { open, form } = bracket;
  if (form === 'superscript' && isExponent(text, open, end, bracket.first)) return -1;
  const judged = judgeContext(text, open, end, bracket.first, members, numbers);
  if (judged < 0) return -1;
  const citation: Citation = { range: { start: open, end }, form, members, numbers, list: undefined };
  const doubt = judged | bracket.doubt;
  if (doubt === 0) findings.citations.push(citation);
  else findings.doubtful.push({ citation, doubt });
  return end;
}

function takeUnreadable(
  findings: Findings,
  text: string,
  bracket: OpeningBracket,
  reading: MembersReading,
  end: number,
): number {
  const { members, numbers, problem } = reading;
  const judged = judgeContext(text, bracket.open, end, bracket.first, members, numbers);
  if (problem === undefined || judged < 0 || bracket.doubt !== 0) return -1;
  // A range that runs far beyond any list is a slip where it begins like a citation.
  if (judged !== 0 && Math.min(...numbers.slice(0, 2)) > 999) return -1;
  findings.unreadable.push({ range: { start: bracket.open, end }, reason: problem });
  return end;
}

/** Doubt of a superscript or round citation. */
export const FORM_DOUBT = Doubt.form;
