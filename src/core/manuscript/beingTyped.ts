import { isDigit, isLetter } from './characters';
import { dialectOf } from './dialect';
import { readDash, readNumber, skipSpace } from './members';
import { citationAt, isProse } from './queries';
import { plainWords, sentenceAt } from './sentences';
import type { CitationBeingTyped, Manuscript } from './types';

/** A citation being typed is shorter than this, search words included. */
const LONGEST_TYPED = 200;
/** Behind the cursor the closing bracket is looked for this far. */
const LONGEST_REST = 120;

/**
 * What an author is typing at `offset`: an opening bracket before it that may become a citation, closed or not.
 *
 * @returns undefined in code, math, links, images, footnotes, checkboxes, comments, optional arguments and the like
 */
export function citationBeingTypedAt(manuscript: Manuscript, offset: number): CitationBeingTyped | undefined {
  const { text } = manuscript;
  if (offset < 1 || offset > text.length || !isProse(manuscript, offset)) return undefined;
  const open = openingBracket(text, offset);
  if (open === undefined || !isProse(manuscript, open) || !mayCite(manuscript, open, offset))
    return undefined;
  const escaped = open > 0 && text[open - 1] === '\\' && manuscript.language !== 'latex';
  const close = closingBracket(text, offset);
  if (close !== undefined && isLinkBehind(manuscript, open, close)) return undefined;
  const content = open + 1;
  const contentEnd = close === undefined ? offset : escaped && text[close - 1] === '\\' ? close - 1 : close;
  const dialect = dialectOf(manuscript.language);

  const numbers: number[] = [];
  let typed = { start: content, end: contentEnd };
  let memberStart = content;
  for (let at = content; at <= contentEnd; at += 1) {
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
  const sentence = sentenceAt(manuscript, start);
  return {
    range: { start, end: close === undefined ? offset : close + 1 },
    typed,
    numbers,
    closed: close !== undefined,
    sentence: plainWords(manuscript, { start: Math.min(sentence.start, start), end: start }),
  };
}

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
function mayCite(manuscript: Manuscript, open: number, offset: number): boolean {
  const { text, language } = manuscript;
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
      return line.trim() !== ''
        ? !/[A-Za-z]:[^\s]*$/.test(line)
        : citationAt(manuscript, offset) !== undefined;
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
function isLinkBehind(manuscript: Manuscript, open: number, close: number): boolean {
  const { text, language } = manuscript;
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
