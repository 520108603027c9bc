import { isDigit, isLetter } from './characters';
import { Doubt } from './findings';
import type { CitationMember } from './types';

/** Longest stretch of text that is looked at on either side of a bracket. */
const REACH = 48;

/** Words and signs that make two numbers in brackets an interval. “QT interval [12, 13]” cites; “in the interval [0.5, 1]” does not. */
const INTERVAL_BEFORE =
  /(?:\b(?:the|an?|in|on|over|with|within|closed|open|half-open|unit|real)\s(?:interval|range)|\b(?:intervals?|ranges?|range[sd]|bounds?|domain|scale|values?|scores?|scored|rated)\s(?:of|from|in|is|was|to)|\b(?:interval|range|bounds?|domain|scale)\s?[:=]|\b(?:C(?:r?)I|HDI|HPDI|IQR)[:,=]?|\d\s?%(?:\s?(?:CI|CrI|HDI|PI))?[:,=]?|[∈∊=≤≥×→↦]|\\in|\\times)[\s~$]{0,3}$/;
/** `F[1, 25] > 24.6`, `x[1] = 2`. */
const COMPARES = /^ ?(?:[<>] ?[-−\d.]|[≤≥≈]|={1,2} ?[^=>])/;
const SHORT_WORD =
  /^(?:in|of|is|it|by|so|to|on|al|as|at|or|do|us|we|be|an|no|up|if|my|et|de|la|le|en|es|zu|da|di|se|os)$/;
/** The words that such a beginning may end in, by their length. */
const INTERVAL_WORDS: readonly (readonly string[])[] = [
  [],
  [],
  ['of', 'in', 'is', 'to', 'CI'],
  ['was', 'CrI', 'HDI', 'IQR', '\\in'],
  ['from', 'HPDI'],
  ['range'],
  ['\\times'],
  [],
  ['interval'],
];
/** For each letter of ASCII the lengths of those words that end in it, one bit each: most words are turned away by it. */
const INTERVAL_ENDS = endsOf(INTERVAL_WORDS);
/** Those that make an interval only of what a word before them measures. */
const PREPOSITION: ReadonlySet<string> = new Set(['of', 'in', 'is', 'to', 'was', 'from']);
const MEASURE: ReadonlySet<string> = new Set(
  'interval intervals range ranges ranged bound bounds domain scale value values score scores scored rated'.split(
    ' ',
  ),
);
const LONGEST_MEASURE = 9;
const INTERVAL_SIGNS = '∈∊=≤≥×→↦:,%$';
const YEAR_FIRST = 1500;
const YEAR_LAST = 2100;

/**
 * Judges by what stands around a bracket whether numbers in it can be a citation.
 *
 * @param open offset of the opening bracket, `close` offset behind the closing one
 * @param first offset of the block, before which nothing is looked at
 * @returns -1 for no citation, else a sum of {@link Doubt} bits, 0 for none
 */
export function judgeContext(
  text: string,
  open: number,
  close: number,
  first: number,
  members: readonly CitationMember[],
  numbers: readonly number[],
): number {
  const before = open > first ? text.charCodeAt(open - 1) : 0x20;
  const after = close < text.length ? text.charCodeAt(close) : 0x20;
  if (isDigit(after) || (isLetter(after) && isAsciiLower(after) && numbers.length === 1)) return -1;
  if (mayCompare(text, close, after) && COMPARES.test(text.slice(close, close + 4))) return -1;
  if (isIndexed(text, open, first, before, numbers)) return -1;
  if (before === 0x28 && isLabelled(text, close)) return -1;

  let doubt = 0;
  let plain = true;
  for (const member of members) {
    if (member.prefix !== undefined || member.locator !== undefined) plain = false;
  }
  let years = false;
  let large = false;
  for (const member of members) {
    const value =
      member.kind === 'number' ? member.number.value : Math.max(member.first.value, member.last.value);
    if (value > 999) large = true;
    if (value >= YEAR_FIRST && value <= YEAR_LAST) years = true;
  }
  if (years) doubt |= Doubt.year;
  else if (large) doubt |= Doubt.large;

  if (plain && numbers.length > 1 && numbers.includes(0)) return -1;
  const pair = plain && numbers.length > 1 && members.length <= 2;
  if (
    pair &&
    mayBeInterval(text, open, first) &&
    INTERVAL_BEFORE.test(text.slice(Math.max(first, open - REACH), open))
  )
    return -1;
  return doubt;
}

/** Whether the word before a bracket is one that an interval may follow, so that it is worth a closer look. */
export function mayBeInterval(text: string, open: number, first: number): boolean {
  let end = open;
  while (end > first && text.charCodeAt(end - 1) === 0x20) end -= 1;
  let start = end;
  const stop = Math.max(first, end - 10);
  while (start > stop && text.charCodeAt(start - 1) > 0x20) start -= 1;
  const last = text.charCodeAt(end - 1);
  if (!isLetter(last)) return end > first && INTERVAL_SIGNS.includes(text[end - 1]!);
  const opening = text.charCodeAt(start);
  if (opening === 0x28 || opening === 0x22) start += 1;
  if (last >= 128 || ((INTERVAL_ENDS[last]! >> (end - start)) & 1) === 0) return false;
  const words = INTERVAL_WORDS[end - start];
  if (words === undefined || !words.some(word => text.startsWith(word, start))) return false;
  return !PREPOSITION.has(text.slice(start, end)) || followsMeasure(text, start, first);
}

/** Whether a word that measures something ends before the white space at `start - 1`: `range of`, `scores from`. */
function followsMeasure(text: string, start: number, first: number): boolean {
  const end = start - 1;
  let word = end;
  const stop = Math.max(first, end - LONGEST_MEASURE);
  while (word > stop && isAsciiLower(text.charCodeAt(word - 1))) word -= 1;
  return MEASURE.has(text.slice(word, end));
}

function endsOf(wordsByLength: readonly (readonly string[])[]): Uint16Array {
  const ends = new Uint16Array(128);
  for (const words of wordsByLength) {
    for (const word of words) ends[word.charCodeAt(word.length - 1)]! |= 1 << word.length;
  }
  return ends;
}

/** Whether a sign of comparison may follow, so that it is worth a closer look. */
function mayCompare(text: string, close: number, after: number): boolean {
  const sign = after === 0x20 ? text.charCodeAt(close + 1) : after;
  return (sign >= 0x3c && sign <= 0x3e) || sign >= 0x2248;
}

/** Whether the bracket indexes what stands before it (`x[1]`, `self.rows[0]`, `my_list[3]`) instead of citing for it. */
function isIndexed(
  text: string,
  open: number,
  first: number,
  before: number,
  numbers: readonly number[],
): boolean {
  const letter = (before >= 0x41 && before <= 0x5a) || (before >= 0x61 && before <= 0x7a);
  if (before === 0x5f) return true;
  if (!letter && !isDigit(before)) return false;
  let start = open - 1;
  const stop = Math.max(first, open - REACH);
  let underscore = false;
  let dot = -1;
  while (start > stop) {
    const code = text.charCodeAt(start - 1);
    const word =
      isDigit(code) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code >= 0xc0;
    if (code === 0x5f || code === 0x24) underscore = true;
    else if (code === 0x2e) dot = start;
    else if (!word) break;
    start -= 1;
  }
  if (underscore) return true;
  if (numbers[0] === 0) return true;
  if (dot > start && isAsciiLower(text.charCodeAt(dot)) && isAsciiLower(text.charCodeAt(dot - 2))) {
    return open - dot > 1 && dot - start > 2;
  }
  if (open - start > 2 || !isAsciiLower(text.charCodeAt(start))) return false;
  return !SHORT_WORD.test(text.slice(start, open));
}

/** Whether a label's text follows, as in `([1] Less time …`. A connecting word makes it a citation: `([1] and references therein)`. */
function isLabelled(text: string, close: number): boolean {
  if (text.charCodeAt(close) !== 0x20) return false;
  const next = text.charCodeAt(close + 1);
  if (!isLetter(next)) return false;
  const right = text.slice(close + 1, close + 1 + 12);
  return !/^(?:and|or|but|for|in|see|with|which|who|is|are|has|have|was|were|to|on|as|also|by|und|oder|für|et|ou|pour|y|e|o|per|para)\b/i.test(
    right,
  );
}

function isAsciiLower(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}

/** A unit or a quantity's letter, of which a superscript is the power. */
const POWER_OF =
  /(?:^|[^\p{L}])(?:\p{L}|[kcdmµμnpf]m|in|ft|yd|mi|ms|min|kg|mg|[µμn]g|mol|mmol|[mµμn]M|Hz|kHz|Pa|kPa|dB|log|sin|cos|tan|eta|chi|Chi|\\chi)$/u;

/**
 * Whether a superscript is a power (`10²`, `cm³`, `R²`), a charge or an isotope (`¹⁴C`) instead of a citation.
 *
 * @param open offset of the superscript, `close` offset behind it, `first` that of the block
 */
export function isExponent(text: string, open: number, close: number, first: number): boolean {
  const before = open > first ? text.charCodeAt(open - 1) : 0x20;
  if (isDigit(before) || before === 0x207b || before === 0x207a) return true;
  const after = close < text.length ? text.charCodeAt(close) : 0x20;
  if (isDigit(after) || isLetter(after) || after === 0x2b || after === 0x207a || after === 0x207b)
    return true;
  const left = text.slice(Math.max(first, open - 8), open).replace(/[*_$]+$/, '');
  return POWER_OF.test(left);
}
