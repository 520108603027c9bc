import { isAsciiLetter, isDigit, isLetter } from '../characters';
import { readNumber } from '../members';
import type { EntryLabelForm, WrittenNumber } from '../types';

/** The label at the start of a line. */
export interface Label {
  readonly form: EntryLabelForm;
  readonly number: WrittenNumber;
  /** Offset of its first code unit, behind the indentation. */
  readonly start: number;
  /** Offset behind the label and the white space after it. */
  readonly end: number;
  /** Whether the form alone is rare outside reference lists (`[1]`, `\[1\]`), unlike `1.`. */
  readonly bracketed: boolean;
  /** Whether no white space parts it from what it labels: `1.Smith`. */
  readonly tight: boolean;
}

const BULLETS = '-*+•';

/**
 * Reads a label such as `1.`, `1)`, `(1)`, `[1]`, `\[1\]`, `[1]:`, `- [1]`, `- <a id="r1"></a>[1]`, `**1.**`, `1\.`, `<a id="r1"></a>[1]`, `^1^`.
 *
 * @param at offset of the first character of the line that is no white space
 * @param limit end of the line
 */
export function readLabel(text: string, at: number, limit: number): Label | undefined {
  const code = text.charCodeAt(at);
  if (isAsciiLetter(code)) return undefined;
  if (isDigit(code)) return readDottedLabel(text, at, limit);
  if (code === 0x5b) return readBracketLabel(text, at, at, limit) ?? readLinkedLabel(text, at, limit);
  if (code === 0x5c || code === 0x28 || code === 0x5e) return readBracketLabel(text, at, at, limit);
  if (BULLETS.includes(text[at]!) && (text[at + 1] === ' ' || text[at + 1] === '\t')) {
    let inner = at + 1;
    while (inner < limit && (text[inner] === ' ' || text[inner] === '\t')) inner += 1;
    const tagged = text.charCodeAt(inner) === 0x3c;
    const label = tagged ? readTaggedLabel(text, inner, limit) : readBracketLabel(text, at, inner, limit);
    if (label === undefined || label.form === 'linkDefinition' || (tagged && !label.bracketed))
      return undefined;
    return { ...label, start: at, form: 'bulletBrackets' };
  }
  if (code === 0x2a || code === 0x5f) return readEmphasisedLabel(text, at, limit);
  if (code === 0x3c) return readTaggedLabel(text, at, limit);
  return undefined;
}

/** `1.`, `1)`, `1\.`, `1]`: digits and their mark. */
function readDottedLabel(text: string, at: number, limit: number): Label | undefined {
  const number = readNumber(text, at, limit);
  if (number === undefined) return undefined;
  let mark = number.range.end;
  if (text[mark] === '\\') mark += 1;
  const character = text[mark];
  if (character !== '.' && character !== ')' && character !== ']') return undefined;
  const end = behindSpace(text, mark + 1, limit);
  const tight = end === mark + 1 && end < limit;
  if (tight && !startsText(text, end)) return undefined;
  const form = character === '.' ? 'period' : 'parenthesis';
  return { form, number, start: at, end, bracketed: false, tight };
}

/** Behind a mark without a space there must be text: `1.Smith`, `2.[Internet]`, but not `1.5`. */
function startsText(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return isLetter(code) || code === 0x5b || code === 0x2c || code === 0x22 || code >= 0x2018;
}

function readBracketLabel(text: string, start: number, at: number, limit: number): Label | undefined {
  const escaped = text[at] === '\\';
  const open = escaped ? text[at + 1] : text[at];
  const close = open === '[' ? ']' : open === '(' ? ')' : open === '^' ? '^' : undefined;
  if (close === undefined) return undefined;
  const number = readNumber(text, at + (escaped ? 2 : 1), limit);
  if (number === undefined) return undefined;
  let end = number.range.end;
  if (text[end] === '\\') end += 1;
  if (text[end] !== close) return undefined;
  end += 1;
  const definition = open === '[' && !escaped && text[end] === ':';
  if (text[end] === ':' || text[end] === '.') end += 1;
  const behind = behindSpace(text, end, limit);
  const tight = behind === end && end < limit;
  if (tight && !isLetter(text.charCodeAt(end))) return undefined;
  const form = definition ? 'linkDefinition' : open === '[' ? 'brackets' : 'parenthesis';
  return { form, number, start, end: behind, bracketed: open === '[', tight };
}

/** `[[1]](#back)` and `[1](#back)`. */
function readLinkedLabel(text: string, at: number, limit: number): Label | undefined {
  const line = text.slice(at, Math.min(limit, at + 200));
  const match = /^\[\\?\[?(\d{1,5})\\?\]?\]\(#[^)\s]*\)[.:]?(?:[ \t]+|$)/.exec(line);
  if (match === null) return undefined;
  const digits = at + match[0].indexOf(match[1]!);
  const number = readNumber(text, digits, limit);
  if (number === undefined) return undefined;
  return { form: 'brackets', number, start: at, end: at + match[0].length, bracketed: true, tight: false };
}

/** `**1.** Miller` and `**[1]** Miller`. */
function readEmphasisedLabel(text: string, at: number, limit: number): Label | undefined {
  const line = text.slice(at, Math.min(limit, at + 40));
  const match = /^(\*{1,2}|_{1,2})(\\?\[)?(\d{1,5})(\\?\])?([.)])?\1([.)])?[ \t]+/.exec(line);
  if (match === null || (match[2] === undefined && match[5] === undefined && match[6] === undefined))
    return undefined;
  const digits = at + match[1]!.length + (match[2]?.length ?? 0);
  const number = readNumber(text, digits, limit);
  if (number === undefined) return undefined;
  const bracketed = match[2] !== undefined;
  const form = bracketed ? 'brackets' : (match[5] ?? match[6]) === '.' ? 'period' : 'parenthesis';
  return { form, number, start: at, end: at + match[0].length, bracketed, tight: false };
}

/** `<a id="ref-1"></a>[1] Miller`, `<sup>1</sup> Miller`, `<span id="r1">[1]</span> Miller`. */
function readTaggedLabel(text: string, at: number, limit: number): Label | undefined {
  const line = text.slice(at, Math.min(limit, at + 200));
  const anchor = /^<(a|span)\s[^<>]*>(?:<\/\1>)?[ \t]*/i.exec(line);
  if (anchor !== null) {
    const inner = at + anchor[0].length;
    const label = readLabelInTag(text, inner, limit, anchor[1]!);
    return label === undefined ? undefined : { ...label, start: at };
  }
  const superscript = /^<sup>(\d{1,5})<\/sup>[ \t]*/i.exec(line);
  if (superscript === null) return undefined;
  const number = readNumber(text, at + 5, limit);
  if (number === undefined) return undefined;
  return {
    form: 'parenthesis',
    number,
    start: at,
    end: at + superscript[0].length,
    bracketed: false,
    tight: false,
  };
}

function readLabelInTag(text: string, at: number, limit: number, tag: string): Label | undefined {
  const closing = `</${tag}>`;
  const end = text
    .slice(at, Math.min(limit, at + 24))
    .toLowerCase()
    .indexOf(closing);
  if (end < 0) return readLabel(text, at, limit);
  const label = readLabel(text, at, at + end);
  if (label === undefined || label.end !== at + end) return undefined;
  return { ...label, end: behindSpace(text, at + end + closing.length, limit) };
}

function behindSpace(text: string, at: number, limit: number): number {
  let index = at;
  while (index < limit) {
    const code = text.charCodeAt(index);
    if (code !== 0x20 && code !== 0x09 && code !== 0xa0) break;
    index += 1;
  }
  return index;
}
