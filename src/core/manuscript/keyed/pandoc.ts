import type { TextRange } from '../../text/textRange';
import type { KeyedCitation, KeyedMember } from './types';

/** Longest citation in brackets; a bracket that is open for longer is none. */
const LONGEST = 2000;
const TOKEN = /[@[\]\\]|\n[ \t]*\r?\n/g;
/** A key by Pandoc's manual: letters, digits and `_`, and single other signs inside. */
const KEY = /[\p{L}\p{N}_](?:[:.#$%&\-+?<>~/]?[\p{L}\p{N}_])*/uy;
const BRACED_KEY = /\{([^{}\n]{1,300})\}/y;
/** Quarto's, pandoc-crossref's and bookdown's own references: figures, tables, sections … */
const CROSS_REFERENCE =
  /^(?:fig|tbl|tab|sec|eq|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|nte|tip|wrn|imp|cau|supp?fig|supp?tbl)[-:]/i;
const BEFORE_KEY = /[\p{L}\p{N}_@/.+]/u;
/** What stands behind `@a` in brackets of its own is a place in that work: `@a [p. 3]`. */
const TEXT_LOCATOR = /[ \t]?\[([^[\]\n@]{1,200})\](?![([:])/y;

/** Whether a key refers to a figure, table, section and the like, as Quarto, bookdown and pandoc-crossref read it. */
export function isCrossReference(key: string): boolean {
  return CROSS_REFERENCE.test(key);
}

/**
 * Reads Pandoc's citations in `source` from `from` to `end`: `[see @a, p. 3; -@b]`, `@a` and `@a [p. 3]`.
 * The syntax is that of Pandoc's manual, section “Citation syntax”.
 *
 * @param isProse whether something can be cited at an offset; asked with growing offsets
 */
export function readPandocCitations(
  source: string,
  from: number,
  end: number,
  isProse: (offset: number) => boolean,
): readonly KeyedCitation[] {
  const found: KeyedCitation[] = [];
  const token = new RegExp(TOKEN);
  token.lastIndex = from;
  let open = -1;
  for (let match = token.exec(source); match !== null && match.index < end; match = token.exec(source)) {
    const at = match.index;
    switch (match[0]) {
      case '\\':
        token.lastIndex = at + 2;
        break;
      case '[':
        open = at;
        break;
      case '@': {
        const inBrackets = open >= 0 && at - open < LONGEST ? readBrackets(source, open, at, end) : undefined;
        const citation = inBrackets ?? readInText(source, at, end);
        open = -1;
        if (citation === undefined || !isProse(at)) break;
        found.push(citation);
        token.lastIndex = citation.range.end;
        break;
      }
      default:
        open = -1;
    }
  }
  return found;
}

interface ReadKey {
  readonly key: { readonly value: string; readonly range: TextRange };
  readonly marked: TextRange;
}

/** The key at the sign `@`; undefined for an address, a mention of a package, a figure. */
function readKey(source: string, at: number, end: number): ReadKey | undefined {
  let start = at;
  if (source.charCodeAt(at - 1) === 0x2d) start = at - 1;
  const before = start > 0 ? source.slice(start - 1, start) : '';
  if (before !== '' && BEFORE_KEY.test(before)) return undefined;
  if (source.charCodeAt(at + 1) === 0x7b) {
    BRACED_KEY.lastIndex = at + 1;
    const braced = BRACED_KEY.exec(source);
    if (braced === null || BRACED_KEY.lastIndex > end) return undefined;
    const range = { start: at + 2, end: BRACED_KEY.lastIndex - 1 };
    return { key: { value: braced[1]!, range }, marked: { start, end: range.end + 1 } };
  }
  KEY.lastIndex = at + 1;
  const match = KEY.exec(source);
  if (match === null || KEY.lastIndex > end) return undefined;
  const range = { start: at + 1, end: KEY.lastIndex };
  if (source.charCodeAt(range.end) === 0x40 || isCrossReference(match[0])) return undefined;
  return { key: { value: match[0], range }, marked: { start, end: range.end } };
}

/** `[see @a, p. 3; -@b]`: every part between semicolons has one key. `first` is the first `@` in it. */
function readBrackets(source: string, open: number, first: number, end: number): KeyedCitation | undefined {
  const stop = Math.min(end, open + LONGEST);
  const members: KeyedMember[] = [];
  let partStart = open + 1;
  let at = first;
  for (;;) {
    const read = readKey(source, at, stop);
    if (read === undefined) return undefined;
    const partEnd = endOfPart(source, read.marked.end, stop);
    if (partEnd < 0) return undefined;
    members.push(memberOf(source, partStart, partEnd, read));
    if (source.charCodeAt(partEnd) === 0x5d) {
      const behind = source.charCodeAt(partEnd + 1);
      if (behind === 0x28 || behind === 0x7b) return undefined;
      const range = { start: open, end: partEnd + 1 };
      return { range, form: 'pandoc', command: '', inText: false, listsOnly: false, members };
    }
    partStart = partEnd + 1;
    at = source.indexOf('@', partStart);
    if (at < 0 || at >= stop || /[\][;]/.test(source.slice(partStart, at))) return undefined;
  }
}

/** Offset of the `;` or `]` that ends a part of a citation; -1 where there is none in the paragraph, or another key before it. */
function endOfPart(source: string, from: number, stop: number): number {
  let depth = 0;
  for (let index = from; index < stop; index += 1) {
    const code = source.charCodeAt(index);
    if (code === 0x5c) index += 1;
    else if (code === 0x5b) {
      depth += 1;
      if (depth > 1) return -1;
    } else if (code === 0x5d) {
      if (depth === 0) return index;
      depth -= 1;
    } else if (code === 0x3b && depth === 0) return index;
    else if (code === 0x40 && readKey(source, index, stop) !== undefined) return -1;
    else if (code === 0x0a && /^\n[ \t]*\r?\n/.test(source.slice(index, index + 40))) return -1;
  }
  return -1;
}

function memberOf(source: string, start: number, end: number, read: ReadKey): KeyedMember {
  const prefix = trimmed(source, start, read.marked.start);
  let suffixStart = read.marked.end;
  while (suffixStart < end && /[\s,]/.test(source[suffixStart]!)) suffixStart += 1;
  const locator = trimmed(source, suffixStart, end);
  return {
    range: { start: prefix?.start ?? read.marked.start, end: locator?.end ?? read.marked.end },
    ...read,
    ...(prefix === undefined ? {} : { prefix }),
    ...(locator === undefined ? {} : { locator }),
  };
}

/** `@a`, `-@a` and `@a [p. 3]`. Numbers alone in the brackets are a citation by number, which this grammar never takes. */
function readInText(source: string, at: number, end: number): KeyedCitation | undefined {
  const read = readKey(source, at, end);
  if (read === undefined) return undefined;
  TEXT_LOCATOR.lastIndex = read.marked.end;
  const match = TEXT_LOCATOR.exec(source);
  const places = match !== null && TEXT_LOCATOR.lastIndex <= end && /\p{L}/u.test(match[1]!);
  const behind = places ? TEXT_LOCATOR.lastIndex : read.marked.end;
  const locator = places ? trimmed(source, behind - 1 - match[1]!.length, behind - 1) : undefined;
  const range = { start: read.marked.start, end: behind };
  const member = { range, ...read, ...(locator === undefined ? {} : { locator }) };
  return { range, form: 'pandocText', command: '', inText: true, listsOnly: false, members: [member] };
}

/** The range without white space at its ends; undefined where nothing is left. */
export function trimmed(source: string, start: number, end: number): TextRange | undefined {
  let first = start;
  let last = end;
  while (first < last && /\s/.test(source[first]!)) first += 1;
  while (last > first && /\s/.test(source[last - 1]!)) last -= 1;
  return first === last ? undefined : { start: first, end: last };
}
