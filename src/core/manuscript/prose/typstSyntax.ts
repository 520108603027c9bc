import { isDigit } from '../characters';
import type { Heading } from '../types';

/** Whether a label of a list may begin with what stands at `at`. */
export function isLabelStart(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return isDigit(code) || code === 0x5b || code === 0x5c || code === 0x28 || code === 0x2d;
}

/** Whether a name in code may hold it, fields behind full stops included. */
export function isNameCode(code: number): boolean {
  const lower = code | 0x20;
  return isDigit(code) || (lower >= 0x61 && lower <= 0x7a) || code === 0x5f || code === 0x2e || code === 0x2d;
}

/** Offset behind the string that begins with the quotation mark at `at`; at most `end`. */
export function behindString(text: string, at: number, end: number): number {
  let index = at + 1;
  while (index < end && text.charCodeAt(index) !== 0x22) index += text.charCodeAt(index) === 0x5c ? 2 : 1;
  return Math.min(index + 1, end);
}

/** The heading that begins with the equals signs at `start`, on the line that ends at `end`; undefined for none. */
export function readTypstHeading(text: string, start: number, end: number): Heading | undefined {
  const match = /^(={1,6})[ \t]+(.*)$/.exec(text.slice(start, Math.min(end, start + 1000)));
  if (match === null) return undefined;
  const title = match[2]!
    .replace(/<[\w:.-]+>\s*$/, '')
    .replace(/[*_`]/g, '')
    .trim();
  return { range: { start, end: start + match[0].trimEnd().length }, title, level: match[1]!.length };
}

/** Whether a bracket behind `left` opens one more content block of the function there: `#f(x)[…]`. */
export function opensNextContent(left: string): boolean {
  return /#[A-Za-z][\w.-]*(?:\([^()]*\))?(?:\[[^\][]*\])+$/.test(left);
}

/** The `+` of an item that Typst counts, as a label. */
export function plusLabel(start: number) {
  return {
    form: 'counter',
    number: undefined,
    start,
    end: start + 2,
    tight: false,
    bracketed: false,
  } as const;
}
