import { isDigit } from '../characters';
import type { EntryKey } from '../lists/entries';
import { type Label, readLabel } from '../lists/labels';
import { readNumber } from '../members';
import type { WrittenNumber } from '../types';

/** A label of AsciiDoc: any of those in text, its own counter, an entry of its bibliography, or what Pandoc writes. */
export type AsciiDocLabel = Omit<Label, 'number' | 'bracketed' | 'tight'> & {
  readonly number: WrittenNumber | undefined;
  readonly counted: boolean;
  readonly tight: boolean;
  readonly key?: EntryKey;
};

/** The label of an entry or item at `first`, the first character of a line that ends at `end`. */
export function readAsciiDocLabel(text: string, first: number, end: number): AsciiDocLabel | undefined {
  const code = text.charCodeAt(first);
  if (code === 0x2e && text.charCodeAt(first + 1) === 0x20) {
    const behind = behindSpace(text, first + 2, end);
    return { form: 'counter', number: undefined, start: first, end: behind, counted: true, tight: false };
  }
  if (code === 0x5b && text.startsWith('[.csl-left-margin]#', first))
    return readPandocLabel(text, first, end);
  if (code === 0x2a || code === 0x2d || code === 0x5b) {
    const anchored = readBibliographyAnchor(text, first, end);
    if (anchored !== undefined) return anchored;
  }
  const label = readLabel(text, first, end);
  if (label === undefined) return undefined;
  const { form, number, start, end: labelEnd, tight } = label;
  const counted = form === 'period' && isDigit(code) && !tight;
  return { form, number, start, end: labelEnd, counted, tight };
}

/** `[.csl-left-margin]#12. #[.csl-right-inline]#…#`, as Pandoc writes an entry. */
function readPandocLabel(text: string, first: number, end: number): AsciiDocLabel | undefined {
  const number = readNumber(text, behindBracket(text, first + 19), end);
  if (number === undefined) return undefined;
  const right = '[.csl-right-inline]#';
  const close = text.indexOf('#', number.range.end);
  if (close < 0 || close > number.range.end + 4) return undefined;
  const behind = text.startsWith(right, close + 1) ? close + 1 + right.length : close + 1;
  return { form: 'period', number, start: first, end: behind, counted: false, tight: false };
}

/** `* [[[key]]]` and `[[[key,3]]]`: an entry of AsciiDoc's own bibliography, numbered where its label is a number. */
function readBibliographyAnchor(text: string, first: number, end: number): AsciiDocLabel | undefined {
  const line = text.slice(first, Math.min(end, first + 200));
  const match = /^([*-][ \t]+)?\[\[\[([^\],\s]+)(?:,[ \t]*\[?(\d{1,5})\]?)?\]\]\][ \t]*/.exec(line);
  if (match === null) return undefined;
  const keyStart = first + (match[1]?.length ?? 0) + 3;
  const digits = match[3] ?? (/^\d{1,5}$/.test(match[2]!) ? match[2] : undefined);
  if (digits === undefined) return undefined;
  const at = match[3] === undefined ? keyStart : first + match[0].lastIndexOf(digits);
  const number = readNumber(text, at, end);
  if (number === undefined) return undefined;
  const key = { value: match[2]!, range: { start: keyStart, end: keyStart + match[2]!.length } };
  const base = { form: 'bulletBrackets' as const, number, start: first, end: first + match[0].length };
  return match[3] === undefined
    ? { ...base, counted: false, tight: false }
    : { ...base, counted: false, tight: false, key };
}

function behindSpace(text: string, at: number, limit: number): number {
  let index = at;
  while (index < limit && (text.charCodeAt(index) === 0x20 || text.charCodeAt(index) === 0x09)) index += 1;
  return index;
}

function behindBracket(text: string, at: number): number {
  return text.charCodeAt(at) === 0x5b ? at + 1 : at;
}
