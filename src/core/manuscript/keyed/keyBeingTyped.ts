import type { TextRange } from '../../text/textRange';
import { isProse, textBetween } from '../queries';
import { plainWords, sentenceAt } from '../sentences';
import type { Manuscript } from '../types';
import { isCiteCommand } from './latex';
import { keyedCitationAt } from './queries';
import type { KeyedForm } from './types';

/** A citation by key that is being typed. Running example with the cursor at `|`: `… persistence [@doe2020; @ex|]`. */
export interface KeyBeingTyped {
  readonly form: KeyedForm;
  /** What a completion replaces: `ex`, with the rest of the key behind the cursor. */
  readonly typed: TextRange;
  /** Where the citation begins: `[`, `@`, the backslash … */
  readonly start: number;
  /** The keys that it has already: `doe2020`. */
  readonly keys: readonly string[];
  /** Whether nothing but `@` says that this is a citation. */
  readonly bare: boolean;
  /** The text left of the citation in its sentence. */
  readonly sentence: string;
}

/** A citation being typed is shorter than this. */
const LONGEST = 600;
/** Behind the cursor the rest of it is looked for this far. */
const REACH = 300;
const KEY_CHARACTER = /[\p{L}\p{N}_:.#$%&+?~/-]/u;
const PANDOC = /(?:^|[^\p{L}\p{N}_@/.+])-?@(\{[^{}\n]*|[\p{L}\p{N}_:.#$%&+?~/-]*)$/u;
const LATEX = /\\([A-Za-z]+)\*?(?:\s*\([^()]*\))*((?:\s*\[[^\][]*\]\s*|\s*\{[^{}]*\})*)\s*\{([^{}]*)$/;
const MYST = /\{(?:foot)?cite(?::[a-z*]+)?\}`([^`]*)$/;
const ROLE = /:(?:(?:foot)?cite(?::[a-z*]+)?|citep|citet):`([^`]*)$/;
const TYPST_CITE = /#cite\(\s*(?:<([^<>\s]*)|label\("([^"\n]*))$/;
const TYPST = /(?:^|[^\p{L}\p{N}_@/])@([\p{L}\p{N}_:.-]*)$/u;
const MACRO = /(?:^|[^\w:\\])(?:cite|citenp|citep|citet|fullcite|nocite):[^\s[\]]*\[([^[\]\n]*)$/;

/**
 * The key that an author is typing at `offset`, in the way in which the markup cites by key.
 *
 * @returns undefined in code, math, comments, e-mail addresses and the like, and where nothing of a key has begun
 */
export function keyBeingTypedAt(manuscript: Manuscript, offset: number): KeyBeingTyped | undefined {
  const { language } = manuscript;
  const before = textBetween(manuscript, { start: Math.max(0, offset - LONGEST), end: offset });
  const paragraph = before.slice(before.search(/(?:[^\n]|\n(?![ \t]*\r?\n))*$/));
  switch (language) {
    case 'markdown':
      return role(manuscript, offset, paragraph, MYST, 'mystRole') ?? pandoc(manuscript, offset, paragraph);
    case 'latex':
      return latex(manuscript, offset, paragraph);
    case 'typst':
      return typst(manuscript, offset, paragraph);
    case 'restructuredtext':
      return role(manuscript, offset, paragraph, ROLE, 'restructuredtextRole');
    case 'asciidoc':
      return role(manuscript, offset, paragraph, MACRO, 'asciidocMacro');
    case 'plaintext':
      return undefined;
  }
}

function pandoc(manuscript: Manuscript, offset: number, before: string): KeyBeingTyped | undefined {
  const match = PANDOC.exec(before);
  if (match === null || !isProse(manuscript, offset)) return undefined;
  const braced = match[1]!.startsWith('{');
  const typedStart = offset - match[1]!.length + (braced ? 1 : 0);
  const sign = typedStart - (braced ? 2 : 1);
  if (before[before.length - (offset - sign) - 1] === '\\') return undefined;
  const rest = behind(manuscript, offset);
  const lead = before.slice(0, before.length - (offset - sign));
  const open = /\[[^[\]]*$/.exec(lead);
  const keys = open === null ? [] : [...open[0].matchAll(/@(?:\{([^{}]*)\}|([^\s;,\]]+))/g)];
  const start = open === null ? sign : sign - open[0].length;
  return {
    form: open === null ? 'pandocText' : 'pandoc',
    typed: { start: typedStart, end: offset + lengthOfKey(rest, braced) },
    start,
    keys: [...keys.map(key => key[1] ?? key[2]!), ...keysBehind(rest)],
    bare: open === null,
    sentence: sentenceBefore(manuscript, start),
  };
}

/** Keys behind the cursor in the same brackets. */
function keysBehind(rest: string): readonly string[] {
  const inBrackets = /^[^\][\n]*\]/.exec(rest)?.[0] ?? '';
  return [...inBrackets.matchAll(/@(?:\{([^{}]*)\}|([^\s;,\]]+))/g)].map(key => key[1] ?? key[2]!);
}

function latex(manuscript: Manuscript, offset: number, before: string): KeyBeingTyped | undefined {
  const match = LATEX.exec(before);
  if (match === null || !isCiteCommand(match[1]!)) return undefined;
  const start = offset - match[0].length;
  // Earlier groups in braces are keys only of commands such as `\cites`.
  if (match[2]!.includes('{') && !match[1]!.endsWith('s')) return undefined;
  if (!isProse(manuscript, start) && !startsCitation(manuscript, start)) return undefined;
  return ofList(manuscript, offset, start, match[3]!, 'latex', /\}/);
}

function typst(manuscript: Manuscript, offset: number, before: string): KeyBeingTyped | undefined {
  const cite = TYPST_CITE.exec(before);
  if (cite !== null) {
    const start = offset - cite[0].length;
    return ofList(manuscript, offset, start, cite[1] ?? cite[2]!, 'typstCite', /[>"]/);
  }
  const match = TYPST.exec(before);
  if (match === null) return undefined;
  const start = offset - match[1]!.length - 1;
  if (!isProse(manuscript, start) && !startsCitation(manuscript, start)) return undefined;
  const typed = { start: start + 1, end: offset + lengthOfKey(behind(manuscript, offset), false) };
  const sentence = sentenceBefore(manuscript, start);
  return { form: 'typst', typed, start, keys: neighbours(manuscript, start), bare: false, sentence };
}

function role(
  manuscript: Manuscript,
  offset: number,
  before: string,
  pattern: RegExp,
  form: KeyedForm,
): KeyBeingTyped | undefined {
  const match = pattern.exec(before);
  if (match === null) return undefined;
  const opening = /[{:\\]?(?:foot)?(?:full|no)?cite/.exec(match[0])!.index;
  const start = offset - match[0].length + opening;
  if (!isProse(manuscript, start)) return undefined;
  return ofList(manuscript, offset, start, match[1]!, form, form === 'asciidocMacro' ? /\]/ : /`/);
}

/** The key under the cursor in a list of keys between commas. */
function ofList(
  manuscript: Manuscript,
  offset: number,
  start: number,
  list: string,
  form: KeyedForm,
  closing: RegExp,
): KeyBeingTyped {
  const last = list.slice(list.lastIndexOf(',') + 1).trimStart();
  const line = /^[^\r\n]*/.exec(behind(manuscript, offset))![0];
  const close = line.search(closing);
  const rest = close < 0 ? '' : line.slice(0, close);
  const end = offset + (close < 0 ? 0 : /^[^,\s({]*/.exec(rest)![0].length);
  const others = [...list.split(',').slice(0, -1), ...rest.split(',').slice(1)];
  return {
    form,
    typed: { start: offset - last.length, end },
    start,
    keys: others.map(key => key.replace(/\([^()]*\)|\{[^{}]*\}/g, '').trim()).filter(key => key !== ''),
    bare: false,
    sentence: sentenceBefore(manuscript, start),
  };
}

/** The other keys of the citation that Typst joins from neighbours. */
function neighbours(manuscript: Manuscript, start: number): readonly string[] {
  const citation = keyedCitationAt(manuscript, start);
  return citation?.members.filter(({ range }) => range.start !== start).map(({ key }) => key.value) ?? [];
}

function startsCitation(manuscript: Manuscript, start: number): boolean {
  const citation = keyedCitationAt(manuscript, start);
  if (citation === undefined) return false;
  return citation.range.start === start || citation.members.some(({ range }) => range.start === start);
}

/** How much of what stands behind the cursor belongs to the key. */
function lengthOfKey(rest: string, braced: boolean): number {
  if (braced) return /^[^{}\n]*(?=\})/.exec(rest)?.[0].length ?? 0;
  let end = 0;
  while (end < rest.length && KEY_CHARACTER.test(rest[end]!)) end += 1;
  while (end > 0 && /[.:?#/-]/.test(rest[end - 1]!)) end -= 1;
  return end;
}

/** What stands behind the cursor. */
function behind(manuscript: Manuscript, offset: number): string {
  return textBetween(manuscript, { start: offset, end: offset + REACH });
}

function sentenceBefore(manuscript: Manuscript, start: number): string {
  const sentence = sentenceAt(manuscript, start);
  return plainWords(manuscript, { start: Math.min(sentence.start, start), end: start });
}
