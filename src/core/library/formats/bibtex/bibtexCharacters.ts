import { BIBTEX_ROLES } from './bibtexRoles';

/** Where the parts of BibTeX text begin and end; each function takes the whole text and an offset in it. */

const RECORD_START =
  /@[A-Za-z][\w-]{0,40}[ \t]{0,8}(?:\r?\n)?[ \t]{0,8}[{(][ \t]{0,8}(?:\r?\n)?[ \t]{0,8}(?:[^\s{}(),"=]{0,200}[ \t]{0,8},|[^\s{}(),"=]{1,60}[ \t]{0,8}=)/y;
const FIELD_LINE = /[\r\n]\s{0,80}[A-Za-z][\w+-]{0,40}[ \t]{0,40}=[ \t]{0,8}["{\w]/y;
const FIELD_START = /\s{0,80}[A-Za-z][\w+:.-]{0,40}\s{0,40}=/y;
const MORE_FIELDS = /\s{0,8},\s{0,80}[A-Za-z][\w+-]{0,40}[ \t]{0,40}=[ \t]{0,8}["{\d]/y;

/** A record starts where a line starts with `@type{key,`: authors do not write that inside of a value. */
export function startsRecord(text: string, at: number): boolean {
  return text.charCodeAt(at) === 64 && isLineStart(text, at) && matchesAt(RECORD_START, text, at);
}

/** Whether the line break at `at` is followed by a line that starts a field. */
export function isFieldLine(text: string, at: number): boolean {
  return matchesAt(FIELD_LINE, text, at);
}

/** Whether `name =` stands at `at`, after white space. */
export function startsField(text: string, at: number): boolean {
  return matchesAt(FIELD_START, text, at);
}

/** Whether a field starts at `at`, and the word that ends at `end` before it is no part of its name. */
export function isNextField(text: string, end: number, at: number): boolean {
  if (!startsField(text, at)) return false;
  // Some programs write names of several words, so that on one line only a known name is one of its own.
  if (isAfterLineBreak(text, at)) return true;
  return at > end && BIBTEX_ROLES.has(text.slice(at, nameEnd(text, at)).toLowerCase());
}

/** Whether a comma and another field follow, so that a brace before `at` did not end the record. */
export function hasMoreFields(text: string, at: number): boolean {
  return matchesAt(MORE_FIELDS, text, at);
}

export function isLineStart(text: string, at: number): boolean {
  let index = at - 1;
  while (index >= 0 && at - index < 80 && isBlank(text.charCodeAt(index))) index--;
  return index < 0 || text[index] === '\n' || text[index] === '\r';
}

export function isAfterLineBreak(text: string, at: number): boolean {
  for (let index = at - 1; index >= 0; index--) {
    const code = text.charCodeAt(index);
    if (code === 10 || code === 13) return true;
    if (code > 32) return false;
  }
  return false;
}

/**
 * A line whose first character is `%` is a comment to every author, though not to BibTeX.
 *
 * @param known an offset before `at`, for which the answer was `knownAnswer`
 */
export function isCommentedOut(text: string, at: number, known: number, knownAnswer: boolean): boolean {
  for (let index = at - 1; index >= Math.max(0, at - 200); index--) {
    if (index === known) return knownAnswer;
    const code = text.charCodeAt(index);
    if (code === 10 || code === 13) return false;
    if (code === 37 && isLineStart(text, index)) return true;
    if (code === 125) return false;
  }
  return false;
}

/** The offset after white space and after comments, which start with `%` and end with their line. */
export function skipSpace(text: string, start: number): number {
  let index = start;
  for (; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 37) {
      const lineEnd = text.indexOf('\n', index);
      index = lineEnd < 0 ? text.length : lineEnd;
    } else if (code > 32 && code !== 160 && code !== 0xfeff) break;
  }
  return Math.min(index, text.length);
}

/** As {@link skipSpace}, and after commas. */
export function skipSeparators(text: string, start: number): number {
  let index = skipSpace(text, start);
  while (text.charCodeAt(index) === 44) index = skipSpace(text, index + 1);
  return index;
}

/** The offset after a citation key; at `=` where no key but a field's name stands here. */
export function keyEnd(text: string, start: number, close: number): number {
  let index = start;
  for (; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 44 || code === 61 || code === 123 || code === 34 || code === 125) break;
    if (code === close && close === 125) break;
    if (code === 10 || code === 13) break;
  }
  if (text.charCodeAt(index) !== 61) return index;
  // `key title = {…}` without a comma: the key is what stands before the field's name.
  const words = text.slice(start, index).trim().split(/\s+/);
  return words.length > 1 ? start + words[0]!.length : index;
}

/** The offset after the name of a field. */
export function nameEnd(text: string, start: number): number {
  let index = start;
  for (; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code <= 32 || code === 61 || code === 44 || code === 123 || code === 125) break;
    if (code === 34 || code === 35 || code === 37 || code === 40 || code === 41) break;
  }
  return index;
}

/** The offset after a value without delimiters: a number or an abbreviation. */
export function bareEnd(text: string, start: number, close: number): number {
  let index = start;
  for (; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 44 || code === close || code === 35 || code === 10 || code === 13 || code === 123) break;
  }
  return index;
}

/** After a mistake: the next comma outside of braces, the end of the line, or the end of the record. */
export function nextField(text: string, start: number, close: number): number {
  let depth = 0;
  for (let index = start; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 123) depth++;
    else if (code === 125 && depth > 0) depth--;
    else if (code === 10 && (depth === 0 || startsRecord(text, skipBlank(text, index + 1)))) return index + 1;
    else if (depth === 0 && (code === 44 || code === close)) return index;
  }
  return text.length;
}

/** Of an unclosed value that ends before `end`: without the white space, comma and braces that belong to the record. */
export function trimmedEnd(text: string, end: number): number {
  let index = end;
  while (index > 0 && ' \t\r\n,}"'.includes(text[index - 1]!)) index--;
  return index;
}

function skipBlank(text: string, start: number): number {
  let index = start;
  while (isBlank(text.charCodeAt(index))) index++;
  return index;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
