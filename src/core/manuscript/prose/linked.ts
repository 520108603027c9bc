import { isDigit } from '../characters';
import type { Dialect } from '../dialect';
import { addNumbersBehind, readDash, readNumber, skipSpace } from '../members';
import type { CitationMember, WrittenNumber } from '../types';

/** A linked citation: its members and the offset behind it. */
export interface LinkedReading {
  readonly members: readonly CitationMember[];
  readonly numbers: readonly number[];
  readonly end: number;
}

const LONGEST_TARGET = 200;

/**
 * Reads a citation whose numbers are links to places in the same document: `[[1]](#ref-1)`, `[[1](#a), [2](#b)]`,
 * `\[[1](#a)--[3](#c)\]`, `[\[1,](#a) [2\]](#b)`, `<sup>[1](#a),[2](#b)</sup>`. Only `#` targets: other links are links.
 *
 * @param open offset of the first bracket, literal or of a link, escaped or not, or of `<sup>`
 * @returns undefined where this is no such citation
 */
export function readLinkedCitation(
  text: string,
  open: number,
  limit: number,
  dialect: Dialect,
): LinkedReading | undefined {
  const members: CitationMember[] = [];
  const numbers: number[] = [];
  /** Brackets that are open, outermost first: `l` a link's, `b` the citation's own, `s` its `<sup>`. Never more than one of each. */
  let stack = '';
  let opened = false;
  let sawLink = false;
  let pending: { first: WrittenNumber; start: number; dash: { start: number; end: number } } | undefined;
  let previous: WrittenNumber | undefined;
  let at = open;
  while (at < limit) {
    at = skipSpace(text, at, limit, dialect);
    const code = text.charCodeAt(at);
    const escaped = code === 0x5c;
    const bracket = escaped ? text.charCodeAt(at + 1) : code;
    const width = escaped ? 2 : 1;
    if (code === 0x3c) {
      const tag: string = opened ? '</sup>' : '<sup>';
      if (!text.startsWith(tag, at) || (opened && stack !== 's')) return undefined;
      at += tag.length;
      if (opened) {
        stack = '';
        break;
      }
      opened = true;
      stack = 's';
    } else if (bracket === 0x5b) {
      const own: boolean = escaped || (!opened && !isLinkAt(text, at, limit));
      if (own) {
        if (opened) return undefined;
        opened = true;
        stack += 'b';
      } else {
        if (stack.includes('l')) return undefined;
        stack += 'l';
      }
      at += width;
    } else if (bracket === 0x5d) {
      const target = escaped ? -1 : readTarget(text, at + 1, limit);
      if (target >= 0 && stack.includes('l')) {
        stack = stack.replace('l', '');
        sawLink = true;
        at = target;
      } else {
        if (!stack.includes('b')) return undefined;
        stack = stack.replace('b', '');
        at += width;
      }
      if (stack === '' && opened) break;
    } else if (isDigit(code)) {
      if (!opened || (previous !== undefined && pending === undefined)) return undefined;
      const number = readNumber(text, at, limit);
      if (number === undefined) return undefined;
      at = number.range.end;
      if (pending === undefined) {
        previous = number;
        numbers.push(number.value);
        members.push({ kind: 'number', range: number.range, number });
      } else {
        const { first, start, dash } = pending;
        if (Math.abs(number.value - first.value) >= 1000) return undefined;
        members.pop();
        members.push({
          kind: 'range',
          range: { start, end: at },
          first,
          last: number,
          dash: { start: dash.start, end: number.range.start },
        });
        addNumbersBehind(numbers, first.value, number.value);
        pending = undefined;
        previous = number;
      }
    } else if ((code === 0x2c || code === 0x3b) && previous !== undefined && pending === undefined) {
      previous = undefined;
      at += 1;
    } else {
      const dashEnd = readDash(text, at, limit, dialect);
      if (dashEnd === at || previous === undefined || pending !== undefined) return undefined;
      pending = {
        first: previous,
        start: previous.range.start,
        dash: { start: previous.range.end, end: dashEnd },
      };
      at = dashEnd;
    }
  }
  if (!opened || stack !== '' || !sawLink || previous === undefined || pending !== undefined)
    return undefined;
  return { members, numbers, end: at };
}

/** Whether the unescaped bracket at `at` opens a link: what it holds closes with `](#`. */
function isLinkAt(text: string, at: number, limit: number): boolean {
  const stop = Math.min(limit, at + LONGEST_TARGET);
  let index = at + 1;
  // `[[1]](#a)`: the inner bracket is the citation's own; `[[1](#a)]`: the inner one is the link.
  const nested = text.charCodeAt(index) === 0x5b;
  if (nested) index += 1;
  while (index < stop) {
    const code = text.charCodeAt(index);
    if (code === 0x5d) return text.startsWith(nested ? ']](#' : '](#', index);
    if (code === 0x5b) return false;
    index += code === 0x5c ? 2 : 1;
  }
  return false;
}

/** Offset behind `(#target)`; -1 where there is none. */
function readTarget(text: string, at: number, limit: number): number {
  if (!text.startsWith('(#', at)) return -1;
  const stop = Math.min(limit, at + LONGEST_TARGET);
  for (let index = at + 2; index < stop; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x29) return index + 1;
    if (code <= 0x20 || code === 0x28) return -1;
  }
  return -1;
}
