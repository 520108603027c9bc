import type { TextRange } from '../text/textRange';
import type { Citation, CitationMember, Heading, WrittenNumber } from './types';

/** `range` moved by `delta`. */
export function shiftRange(range: TextRange, delta: number): TextRange {
  return { start: range.start + delta, end: range.end + delta };
}

/** `heading` moved by `delta`. */
export function shiftHeading(heading: Heading, delta: number): Heading {
  return { range: shiftRange(heading.range, delta), title: heading.title, level: heading.level };
}

/** `citation` moved by `delta` and numbered by `list`. */
export function shiftCitation(citation: Citation, delta: number, list: number | undefined): Citation {
  const { range, form, members, numbers } = citation;
  if (delta === 0) return { range, form, members, numbers, list };
  return {
    range: shiftRange(range, delta),
    form,
    members: members.map(member => shiftMember(member, delta)),
    numbers,
    list,
  };
}

/** `number` moved by `delta`. */
export function shiftNumber(number: WrittenNumber, delta: number): WrittenNumber {
  return { value: number.value, range: shiftRange(number.range, delta) };
}

/** `member` moved by `delta`. */
export function shiftMember(member: CitationMember, delta: number): CitationMember {
  const { prefix, locator } = member;
  if (member.kind === 'number') {
    const number = shiftNumber(member.number, delta);
    // The commonest member is nothing but its digits, and a long manuscript has tens of thousands of them.
    if (member.range === member.number.range) return { kind: 'number', range: number.range, number };
    const range = shiftRange(member.range, delta);
    return { kind: 'number', range, number, ...shiftAside(prefix, locator, delta) };
  }
  const { range, first, last, dash } = member;
  return {
    kind: 'range',
    range: shiftRange(range, delta),
    first: shiftNumber(first, delta),
    last: shiftNumber(last, delta),
    dash: shiftRange(dash, delta),
    ...shiftAside(prefix, locator, delta),
  };
}

function shiftAside(
  prefix: TextRange | undefined,
  locator: TextRange | undefined,
  delta: number,
): { readonly prefix?: TextRange; readonly locator?: TextRange } {
  return {
    ...(prefix && { prefix: shiftRange(prefix, delta) }),
    ...(locator && { locator: shiftRange(locator, delta) }),
  };
}
