import type { TextRange } from '../../../text/textRange';
import type { JsonNode } from '../../json/jsonTree';

const ESCAPED: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};
const HEX_LENGTH: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** A plain scalar as YAML's core schema reads it: whole numbers, truth values and null, else text. */
export function scalarNode(written: string, range: TextRange): JsonNode {
  if (written === '' || written === '~' || written === 'null') return { kind: 'null', range };
  if (written === 'true' || written === 'false') return { kind: 'boolean', range, value: written === 'true' };
  if (/^-?(?:0|[1-9]\d{0,14})$/.test(written)) return { kind: 'number', range, value: Number(written) };
  return { kind: 'string', range, value: written };
}

/** Where a plain scalar on one line ends: before a comment and the white space in front of it. */
export function plainEnd(text: string, start: number, lineEnd: number): number {
  let end = start;
  for (let index = start; index < lineEnd; index++) {
    const code = text.charCodeAt(index);
    const isSpace = code === 32 || code === 9;
    if (
      code === 35 &&
      index > start &&
      (text.charCodeAt(index - 1) === 32 || text.charCodeAt(index - 1) === 9)
    )
      break;
    if (!isSpace) end = index + 1;
  }
  return end;
}

/** A scalar between quotes that starts at `start`; line breaks in it fold to a space. */
export function quotedScalar(
  text: string,
  start: number,
  limit: number,
): { readonly value: string; readonly end: number; readonly isClosed: boolean } {
  const quote = text[start]!;
  let value = '';
  let index = start + 1;
  for (; index < limit; index++) {
    const character = text[index]!;
    if (character === quote) {
      if (quote === "'" && text[index + 1] === "'") {
        value += "'";
        index++;
        continue;
      }
      return { value: folded(value), end: index + 1, isClosed: true };
    }
    if (character !== '\\' || quote === "'") {
      value += character;
      continue;
    }
    const next = text[index + 1] ?? '';
    const digits = Object.hasOwn(HEX_LENGTH, next)
      ? text.slice(index + 2, index + 2 + HEX_LENGTH[next]!)
      : '';
    if (digits !== '' && /^[0-9A-Fa-f]+$/.test(digits)) {
      const point = Number.parseInt(digits, 16);
      value += point <= 0x10ffff ? String.fromCodePoint(point) : '';
      index += 1 + digits.length;
    } else if (next === '\n' || next === '\r') {
      // An escaped line break joins the lines without a space.
      index++;
      while (index + 1 < limit && text.charCodeAt(index + 1) <= 32) index++;
    } else {
      value += Object.hasOwn(ESCAPED, next) ? ESCAPED[next]! : next;
      index++;
    }
  }
  return { value: folded(value), end: Math.min(index, limit), isClosed: false };
}

function folded(value: string): string {
  return value.includes('\n') ? value.replace(/[ \t]*\r?\n[ \t]*/g, ' ') : value;
}
