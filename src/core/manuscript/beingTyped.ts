import { isDigit, isLetter } from './characters';
import { dialectOf } from './dialect';
import { readDash, readNumber, skipSpace } from './members';
import { citationAt, isProse, textBetween } from './queries';
import { plainWords, sentenceAt } from './sentences';
import type { CitationBeingTyped, Manuscript, MarkupLanguage } from './types';

/** A citation being typed is shorter than this, search words included. */
const LONGEST_TYPED = 200;
/** Behind the cursor the closing bracket is looked for this far. */
const LONGEST_REST = 120;
/** No more than this is looked at on either side. */
const REACH = 600;

/**
 * What an author is typing at `offset`: an opening bracket before it that may become a citation, closed or not.
 *
 * @returns undefined in code, math, links, images, footnotes, checkboxes, comments, optional arguments and the like
 */
export function citationBeingTypedAt(manuscript: Manuscript, offset: number): CitationBeingTyped | undefined {
  if (offset < 1 || offset > manuscript.length || !isProse(manuscript, offset)) return undefined;
  const base = Math.max(0, offset - REACH);
  const text = textBetween(manuscript, { start: base, end: offset + REACH });
  const place = readTyped(manuscript, text, base, offset - base);
  if (place === undefined) return undefined;
  const { start, end } = place.range;
  const sentence = sentenceAt(manuscript, start + base);
  return {
    range: { start: start + base, end: end + base },
    typed: { start: place.typed.start + base, end: place.typed.end + base },
    numbers: place.numbers,
    closed: place.closed,
    sentence: plainWords(manuscript, { start: Math.min(sentence.start, start + base), end: start + base }),
  };
}

/** The same without the sentence, with offsets of `text`, which stands at `base` in the manuscript. */
function readTyped(
  manuscript: Manuscript,
  text: string,
  base: number,
  offset: number,
): Omit<CitationBeingTyped, 'sentence'> | undefined {
  const { language } = manuscript;
  const open = openingBracket(text, offset);
  if (open === undefined || !isProse(manuscript, open + base)) return undefined;
  const cites = (): boolean => citationAt(manuscript, offset + base) !== undefined;
  if (!mayCite(language, text, open, offset, cites)) return undefined;
  const escaped = open > 0 && text[open - 1] === '\\' && language !== 'latex';
  const close = closingBracket(text, offset);
  if (close !== undefined && isLinkBehind(language, text, open, close)) return undefined;
  const content = open + 1;
  const contentEnd = close === undefined ? offset : escaped && text[close - 1] === '\\' ? close - 1 : close;
  const dialect = dialectOf(language);

  const numbers: number[] = [];
  let typed = { start: content, end: contentEnd };
  let memberStart = content;
  const named = startOfNamedWork(text.slice(content, offset));
  for (let at = content; at <= contentEnd; at += 1) {
    if (named !== undefined && at >= content + named && at < offset) continue;
    const separates = at === contentEnd || text[at] === ',' || text[at] === ';';
    const dashEnd =
      at < contentEnd && followsDigit(text, content, at) ? readDash(text, at, contentEnd, dialect) : at;
    if (!separates && dashEnd === at) continue;
    const start = skipSpace(text, memberStart, at, dialect);
    if (memberStart <= offset && offset <= at) {
      let end = at;
      while (end > start && end > offset && text.charCodeAt(end - 1) <= 0x20) end -= 1;
      typed = start > offset ? { start: offset, end: offset } : { start, end };
    } else addNumbers(numbers, text, start, at);
    memberStart = Math.max(at + 1, dashEnd);
    at = memberStart - 1;
  }
  const start = escaped ? open - 1 : open;
  const end = close === undefined ? offset : close + 1;
  return { range: { start, end }, typed, numbers, closed: close !== undefined };
}

/**
 * Where a DOI or an author with a year begins that stands at the end of `text`: their hyphens and commas separate nothing.
 * undefined where there is none.
 */
function startOfNamedWork(text: string): number | undefined {
  const found = NAMED_BY_DOI.exec(text) ?? NAMED_BY_AUTHOR.exec(text);
  return found === null ? undefined : found.index + found[0].length - found[1]!.length;
}

const NAMED_BY_DOI = /(?:^|[,;])\s*((?:https?:\/\/[^\s,;]{0,60}|doi:?\s?)?10\.\d{4,9}\/[^\s,;]*)$/i;

const NAMED_BY_AUTHOR = /(?:^|\d\s?[,;])\s*(\(?\p{L}[^@\d]{1,100}[,;\s(](?:1[89]|20)\d\d[a-z]?\)?)$/u;

/** Offset of the bracket that is open at `offset`; undefined where there is none in the paragraph. */
function openingBracket(text: string, offset: number): number | undefined {
  const stop = Math.max(0, offset - LONGEST_TYPED);
  let lines = 0;
  for (let at = offset - 1; at >= stop; at -= 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5b) return at;
    if (code === 0x5d) return undefined;
    if (code === 0x0a) {
      lines += 1;
      if (lines > 1 && /^\s*$/.test(text.slice(at, text.indexOf('\n', at + 1)))) return undefined;
    }
  }
  return undefined;
}

function closingBracket(text: string, offset: number): number | undefined {
  const stop = Math.min(text.length, offset + LONGEST_REST);
  for (let at = offset; at < stop; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5d) return at;
    if (code === 0x5b || code === 0x0a) return undefined;
  }
  return undefined;
}

/** Whether the bracket at `open` is one that a citation begins with, by what stands before and behind it. */
function mayCite(
  language: MarkupLanguage,
  text: string,
  open: number,
  offset: number,
  isCitation: () => boolean,
): boolean {
  const before = open > 0 ? text[open - 1]! : '\n';
  const after = text[open + 1] ?? '';
  if (after === '[' || before === '[' || before === ']' || after === '^' || after === '@') return false;
  const line = text.slice(Math.max(text.lastIndexOf('\n', open - 1) + 1, open - 300), open);
  if (
    /^\s*(?:[-*+]|\d+[.)])\s+$/.test(line) &&
    /^\[[ xX]?\]?$/.test(text.slice(open, offset + 1).trimEnd())
  ) {
    // `- [` may become a checkbox or a labelled entry, and `- [ ]` is a checkbox: neither cites.
    return false;
  }
  switch (language) {
    case 'markdown':
      if (before === '!' && open > 1 && /[\s(]/.test(text[open - 2]!)) return false;
      if (before === '!' && open <= 1) return false;
      if (before === '\\') return true;
      return !isIdentifierBefore(text, open);
    case 'latex':
      if (before === '\\') return false;
      return (
        !/\\[A-Za-z@]+\*?\s*(?:\[[^\]]*\]|\{[^{}]*\})*$/.test(line) ||
        /\\(?:emph|text\w*)\{[^{}]*\}$/.test(line)
      );
    case 'asciidoc':
      return line.trim() !== '' ? !/[A-Za-z]:[^\s]*$/.test(line) : isCitation();
    case 'typst':
      return !/#[A-Za-z][\w.-]*(?:\([^()]*\))?$/.test(line) && !/@[\w:.-]+$/.test(line);
    default:
      return !isIdentifierBefore(text, open);
  }
}

/** `x[`, `rows_of[`: an index, not a citation. A whole word before the bracket may be cited for. */
function isIdentifierBefore(text: string, open: number): boolean {
  const line = text.slice(Math.max(0, open - 60), open);
  return /(?:^|[\s(=,])[a-z]$|_\w*$|[a-z]\w*\.[a-z]\w*$|\)$/.test(line) && !/[\s(](?:a|i)$/i.test(line);
}

/** Whether what closes at `close` is a link, an image, a definition or a span. */
function isLinkBehind(language: MarkupLanguage, text: string, open: number, close: number): boolean {
  if (language !== 'markdown') return false;
  const behind = text[close + 1];
  if (behind === '(' || behind === '{') return !isDigit(text.charCodeAt(open + 1)) || behind === '(';
  if (behind === ':') return text.slice(text.lastIndexOf('\n', open - 1) + 1, open).trim() === '';
  return behind === '[' && isLetter(text.charCodeAt(open + 1));
}

function followsDigit(text: string, from: number, at: number): boolean {
  let index = at - 1;
  while (index >= from && text[index] === ' ') index -= 1;
  return index >= from && isDigit(text.charCodeAt(index));
}

function addNumbers(numbers: number[], text: string, start: number, end: number): void {
  const piece = text.slice(start, end);
  const match = /\d+/.exec(piece);
  if (match === null) return;
  const number = readNumber(text, start + match.index, end);
  if (number !== undefined) numbers.push(number.value);
}
