import { isExponent } from '../context';
import type { Findings } from '../findings';
import { addNumbersBehind } from '../members';
import type { CitationMember, WrittenNumber } from '../types';
import { FORM_DOUBT } from './inline';
import type { Scan } from './scan';

/** The digits of the Unicode superscripts in order of their value. */
export const SUPERSCRIPT_DIGITS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const DASHES = '⁻–—-';
const SEPARATORS = ',⸴ʼ˒';

/**
 * Reads a citation in Unicode superscripts, `¹²`, `¹⁻³`, `¹,²`, `⁽¹⁾`, and adds it to the findings with the doubt of its form.
 *
 * @returns the offset behind it, or the next offset to look at
 */
export function takeUnicodeSuperscript(
  scan: Scan,
  findings: Findings,
  at: number,
  first: number,
  limit: number,
): number {
  const { text } = scan;
  if (!scan.forms.superscript) return at + 1;
  const round = text[at] === '⁽';
  const members: CitationMember[] = [];
  const numbers: number[] = [];
  let index = round ? at + 1 : at;
  let dash: { start: number; end: number } | undefined;
  for (;;) {
    const number = readSuperscriptNumber(text, index, limit);
    if (number === undefined) return Math.max(at + 1, index);
    index = number.range.end;
    const previous = members[members.length - 1];
    if (dash !== undefined && previous?.kind === 'number') {
      if (Math.abs(number.value - previous.number.value) >= 1000) return index;
      members[members.length - 1] = {
        kind: 'range',
        range: { start: previous.range.start, end: index },
        first: previous.number,
        last: number,
        dash,
      };
      addNumbersBehind(numbers, previous.number.value, number.value);
    } else {
      members.push({ kind: 'number', range: number.range, number });
      numbers.push(number.value);
    }
    dash = undefined;
    if (index >= limit) break;
    const character = text[index]!;
    const digitFollows = SUPERSCRIPT_DIGITS.includes(text[index + 1] ?? ' ');
    if (digitFollows && DASHES.includes(character)) dash = { start: index, end: index + 1 };
    else if (!digitFollows || !SEPARATORS.includes(character)) break;
    index += 1;
  }
  if (round) {
    if (text[index] !== '⁾') return index;
    index += 1;
  }
  if (isExponent(text, at, index, first)) return index;
  const range = { start: at, end: index };
  const citation = { range, form: 'superscript', members, numbers, list: undefined } as const;
  findings.doubtful.push({ citation, doubt: FORM_DOUBT });
  return index;
}

function readSuperscriptNumber(text: string, at: number, limit: number): WrittenNumber | undefined {
  let end = at;
  let value = 0;
  while (end < limit && end - at < 8) {
    const digit = SUPERSCRIPT_DIGITS.indexOf(text[end]!);
    if (digit < 0) break;
    value = value * 10 + digit;
    end += 1;
  }
  return end === at || end - at > 7 ? undefined : { value, range: { start: at, end } };
}
