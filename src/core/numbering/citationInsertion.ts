import { clusterStyleOf, writeCitation } from '../manuscript';
import type { Citation, CitationBeingTyped, Manuscript } from '../manuscript/types';
import type { TextEdit } from '../text/textEdit';
import type { TextRange } from '../text/textRange';

/** So many citations tell whether an author puts a blank in front of them. */
const SAMPLE = 60;

/**
 * A citation being typed, with the typed member narrowed to what a completion replaces: a number that a blank or the
 * cursor in front of it sets off is a member of its own (`[1 ex|]`, `[|4]`), and so is the end of a range (`[|-7]`).
 */
export function narrowedTyping(
  { text }: Manuscript,
  being: CitationBeingTyped,
  offset: number,
): CitationBeingTyped {
  const { typed } = being;
  const left = /^(\d{1,9})[ \t]+/.exec(text.slice(typed.start, offset));
  const start = left === null ? typed.start : typed.start + left[0].length;
  const right = /^[ \t]*(?:-{1,3}|[‐-―−])?[ \t]*(\d{1,9})/.exec(text.slice(offset, typed.end));
  const end = start === offset && right !== null ? offset : typed.end;
  if (start === typed.start && end === typed.end) return being;
  const set = [left?.[1], end === typed.end ? undefined : right?.[1]].flatMap(digits =>
    digits === undefined ? [] : [Number(digits)],
  );
  return { ...being, typed: { start, end: Math.max(start, end) }, numbers: [...being.numbers, ...set] };
}

/**
 * Writes numbers into a citation that is being typed, whatever of it stands there already: the bracket that an
 * editor closed by itself, neighbours with or without a separator, a second bracket.
 *
 * @param offset the cursor; the edit touches it and stays on its line
 * @param numbers at least one; they stay in this order
 */
export function writeTypedNumbers(
  manuscript: Manuscript,
  citation: CitationBeingTyped,
  offset: number,
  numbers: readonly number[],
): TextEdit {
  const { text } = manuscript;
  const being = narrowedTyping(manuscript, citation, offset);
  const style = clusterStyleOf(manuscript);
  const doubled = bracketInBracket(text, being);
  if (doubled !== undefined) return { range: doubled, newText: numbers.join(style.separator) };
  const bracketed = text[being.range.start] === '[';
  if (
    bracketed &&
    (style.form === 'superscript' || style.form === 'round') &&
    holdsNumbersOnly(text, being)
  ) {
    return { range: being.range, newText: writeCitation([...being.numbers, ...numbers], style) };
  }

  const separator = ownSeparator(text, being.range) ?? style.separator;
  const front = frontOf(text, being, separator);
  const back = backOf(text, being, separator, bracketed && style.form === 'restructuredtext');
  return {
    range: { start: Math.min(front.start, offset), end: Math.max(back.end, offset) },
    newText: `${front.glue}${numbers.join(separator)}${back.glue}`,
  };
}

/**
 * Adds numbers to a citation that is there: behind the member in front of the cursor, else at its end.
 *
 * @returns undefined where all of them are in it already
 */
export function addNumbers(
  manuscript: Manuscript,
  citation: Citation,
  offset: number,
  numbers: readonly number[],
): TextEdit | undefined {
  const missing = [...new Set(numbers)].filter(number => !citation.numbers.includes(number));
  const last = citation.members[citation.members.length - 1];
  if (missing.length === 0 || last === undefined) return undefined;
  const { text } = manuscript;
  const style = clusterStyleOf(manuscript);
  if (citation.form === 'linked') {
    return insertion(
      citation.range.end,
      writeCitation(missing, { ...style, form: 'brackets', open: '[', close: ']' }),
    );
  }
  const inside = citation.range.start < offset && offset < citation.range.end;
  const before = inside ? citation.members.filter(({ range }) => range.end <= offset) : citation.members;
  const member = before[before.length - 1];
  const separator = ownSeparator(text, citation.range) ?? style.separator;
  const written = missing.map(number => inScriptOf(text, citation, number)).join(separator);
  if (member === undefined) return insertion(citation.members[0]!.range.start, `${written}${separator}`);
  return insertion(member.range.end, `${separator}${written}`);
}

/**
 * Writes a new citation at a place without one, in the manuscript's own form and with a blank in front of it where
 * the manuscript has one. A word is not cut: the citation goes behind it.
 */
export function writeNewCitation(
  manuscript: Manuscript,
  cursor: number,
  numbers: readonly number[],
): TextEdit {
  const offset = endOfWord(manuscript.text, cursor);
  const citation = writeCitation(numbers, clusterStyleOf(manuscript));
  const before = manuscript.text.charAt(offset - 1);
  const needsBlank = /[\p{L}\p{N})\]”"’]/u.test(before) && putsBlankBefore(manuscript);
  return insertion(offset, needsBlank ? ` ${citation}` : citation);
}

/** The end of the word that the cursor stands in the middle of; else the cursor. */
function endOfWord(text: string, cursor: number): number {
  const isWord = (sign: string) => /[\p{L}\p{N}]/u.test(sign);
  if (!isWord(text.charAt(cursor - 1))) return cursor;
  let end = cursor;
  while (isWord(text.charAt(end))) end++;
  return end;
}

/** Whether the author sets citations off by a blank; yes while there is nothing to judge by, except for superscripts. */
function putsBlankBefore(manuscript: Manuscript): boolean {
  let blank = 0;
  let joined = 0;
  for (const { range } of manuscript.citations.slice(0, SAMPLE)) {
    const before = manuscript.text.charAt(range.start - 1);
    if (/\s/.test(before)) blank++;
    else if (/[\p{L}\p{N}]/u.test(before)) joined++;
  }
  return blank + joined === 0 ? clusterStyleOf(manuscript).form !== 'superscript' : blank >= joined;
}

/** `[[|]]` and `[1, [|]]`: the inner brackets, because a citation has one pair. */
function bracketInBracket(text: string, being: CitationBeingTyped): TextRange | undefined {
  if (text[being.range.start] !== '[' || text[being.range.start - 1] === '\\') return undefined;
  let position = being.range.start - 1;
  while (position >= 0 && /[\d,; \t–—-]/.test(text[position]!)) position--;
  if (text[position] !== '[') return undefined;
  const closesOuter = being.closed && text[skipBlanks(text, being.range.end)] !== ']';
  return { start: being.range.start, end: closesOuter ? being.range.end - 1 : being.range.end };
}

/** Whether a citation being typed has nothing but numbers beside what is typed, on one line. */
function holdsNumbersOnly(text: string, { range, typed }: CitationBeingTyped): boolean {
  return (
    /^\[[\d,; \t]*$/.test(text.slice(range.start, typed.start)) &&
    /^[\d,; \t]*\]?$/.test(text.slice(typed.end, range.end))
  );
}

/** What stands between two numbers of the citation; undefined where it has no two. */
function ownSeparator(text: string, range: TextRange): string | undefined {
  return /\d([ \t]?[,;][ \t]?)\d/.exec(text.slice(range.start, range.end))?.[1];
}

/** The separator to the member in front, as far as it is missing. */
function frontOf(
  text: string,
  { range, typed }: CitationBeingTyped,
  separator: string,
): { readonly start: number; readonly glue: string } {
  let end = typed.start;
  while (end > range.start && isBlank(text.charCodeAt(end - 1))) end--;
  const before = text[end - 1] ?? '';
  if (/\d/.test(before) && end > range.start) return { start: end, glue: separator };
  const wantsBlank = /[,;]/.test(before) && end === typed.start && /\s$/.test(separator);
  return { start: typed.start, glue: wantsBlank ? ' ' : '' };
}

/** The separator to the member behind and the closing bracket, as far as they are missing. */
function backOf(
  text: string,
  { range, typed, closed }: CitationBeingTyped,
  separator: string,
  needsUnderscore: boolean,
): { readonly end: number; readonly glue: string } {
  if (!closed) return { end: typed.end, glue: closingOf(text, range.start) + (needsUnderscore ? '_' : '') };
  const next = skipBlanks(text, typed.end);
  if (/\d/.test(text.charAt(next))) return { end: next, glue: separator };
  if (needsUnderscore && next === range.end - 1 && text[range.end] !== '_')
    return { end: range.end, glue: ']_' };
  return { end: typed.end, glue: '' };
}

function closingOf(text: string, opening: number): string {
  if (text[opening] === '\\') return text[opening + 1] === '(' ? '\\)' : '\\]';
  if (text[opening] === '(') return ')';
  if (text[opening] === '^') return '^';
  if (text[opening] === '<') return '</sup>';
  return text[opening - 1] === '\\' ? '\\]' : ']';
}

const SUPERSCRIPT_DIGITS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** The digits of a number as the citation writes its own: `12`, `¹²`. */
function inScriptOf(text: string, { range }: Citation, number: number): string {
  const raised = /[⁰¹²³⁴-⁹]/.test(text.slice(range.start, range.end));
  return raised
    ? [...String(number)].map(digit => SUPERSCRIPT_DIGITS[Number(digit)]!).join('')
    : String(number);
}

function insertion(offset: number, newText: string): TextEdit {
  return { range: { start: offset, end: offset }, newText };
}

function skipBlanks(text: string, start: number): number {
  let position = start;
  while (isBlank(text.charCodeAt(position))) position++;
  return position;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}
