import { trimmed } from './pandoc';
import type { KeyedCitation, KeyedMember } from './types';

/** A label by Typst's reference: letters, digits, `_`, `-`, `.` and `:`, of which the last two do not end it. */
const REFERENCE = /@([\p{L}\p{N}_](?:[\p{L}\p{N}_:.-]*[\p{L}\p{N}_-])?)/uy;
const CITE = /#cite\(\s*(?:<([^<>\s]+)>|label\("([^"\n]+)"\))/y;
const FORM = /\bform:\s*(none|"[a-z]*")/;
const SUPPLEMENT = /\bsupplement:\s*\[/;
const LONGEST = 1000;
/** Between two citations that Typst prints as one. */
const NEIGHBOURS = /^[ \t]*(?:\r?\n[ \t]*)?$/;

/**
 * Reads the citation that begins at `at` with `@` or `#cite(`; its label may still name a figure or section.
 *
 * @param end offset that it must not pass (the end of the paragraph)
 */
export function readTypstCitation(source: string, at: number, end: number): KeyedCitation | undefined {
  return source.charCodeAt(at) === 0x40 ? readReference(source, at, end) : readCite(source, at, end);
}

/**
 * Joins citations with nothing but a blank between them, because Typst prints `@a @b` as one: `[1, 2]`.
 *
 * @param citations by place
 */
export function joinNeighbours(
  source: string,
  citations: readonly KeyedCitation[],
): readonly KeyedCitation[] {
  const joined: KeyedCitation[] = [];
  for (const citation of citations) {
    const previous = joined[joined.length - 1];
    if (
      previous === undefined ||
      previous.inText !== citation.inText ||
      previous.listsOnly !== citation.listsOnly ||
      citation.range.start - previous.range.end > 200 ||
      !NEIGHBOURS.test(source.slice(previous.range.end, citation.range.start))
    ) {
      joined.push(citation);
      continue;
    }
    joined[joined.length - 1] = {
      ...previous,
      range: { start: previous.range.start, end: citation.range.end },
      members: [...previous.members, ...citation.members],
    };
  }
  return joined;
}

function readReference(source: string, at: number, end: number): KeyedCitation | undefined {
  REFERENCE.lastIndex = at;
  const match = REFERENCE.exec(source);
  if (match === null || REFERENCE.lastIndex > end) return undefined;
  const keyRange = { start: at + 1, end: REFERENCE.lastIndex };
  const close =
    source.charCodeAt(keyRange.end) === 0x5b
      ? closing(source, keyRange.end, Math.min(end, at + LONGEST))
      : -1;
  const locator = close < 0 ? undefined : trimmed(source, keyRange.end + 1, close);
  const range = { start: at, end: close < 0 ? keyRange.end : close + 1 };
  const member: KeyedMember = {
    range,
    key: { value: match[1]!, range: keyRange },
    marked: { start: at, end: keyRange.end },
    ...(locator === undefined ? {} : { locator }),
  };
  return { range, form: 'typst', command: '', inText: false, listsOnly: false, members: [member] };
}

function readCite(source: string, at: number, end: number): KeyedCitation | undefined {
  CITE.lastIndex = at;
  const match = CITE.exec(source);
  if (match === null || CITE.lastIndex > end) return undefined;
  const close = closing(source, at + 5, Math.min(end, at + LONGEST));
  if (close < 0) return undefined;
  const value = match[1] ?? match[2]!;
  const start = CITE.lastIndex - (match[1] === undefined ? 2 : 1) - value.length;
  const markedStart = match[1] === undefined ? start - 7 : start - 1;
  const rest = source.slice(CITE.lastIndex, close);
  const supplement = SUPPLEMENT.exec(rest);
  const open = supplement === null ? -1 : CITE.lastIndex + supplement.index + supplement[0].length - 1;
  const supplementEnd = open < 0 ? -1 : closing(source, open, close);
  const locator = supplementEnd < 0 ? undefined : trimmed(source, open + 1, supplementEnd);
  const form = FORM.exec(rest)?.[1];
  const range = { start: at, end: close + 1 };
  const member: KeyedMember = {
    range,
    key: { value, range: { start, end: start + value.length } },
    marked: { start: markedStart, end: CITE.lastIndex },
    ...(locator === undefined ? {} : { locator }),
  };
  return {
    range,
    form: 'typstCite',
    command: 'cite',
    inText: form === '"prose"',
    listsOnly: form === 'none',
    members: [member],
  };
}

/** Offset of the bracket that closes the one at `open`; -1 where there is none. */
function closing(source: string, open: number, end: number): number {
  let depth = 0;
  for (let index = open; index < end; index += 1) {
    const code = source.charCodeAt(index);
    if (code === 0x5c) index += 1;
    else if (code === 0x22 && source.charCodeAt(open) === 0x28) {
      const quote = source.slice(index + 1, end).indexOf('"');
      if (quote < 0) return -1;
      index += quote + 1;
    } else if (code === 0x5b || code === 0x28) depth += 1;
    else if (code === 0x5d || code === 0x29) {
      depth -= 1;
      if (depth === 0) return index;
    }
  }
  return -1;
}
