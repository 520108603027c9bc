import { trimmed } from './pandoc';
import type { KeyedCitation, KeyedMember } from './types';

/** Commands of LaTeX, natbib, biblatex, apacite and others whose argument is a list of keys. */
const COMMAND =
  /^(?:no|paren|text|auto|foot|footfull|smart|super|full|short|online|note|pnote|fnote|a|foottext)?[Cc]ite(?:[pt]|al[pt]|author|year|yearpar|title|date|url|num|n|online|text|A|NP|s)?s?$|^(?:Paren|Text|Auto|Foot|Smart|Super)cites?$|^footcitetexts?$/;
const IN_TEXT = /^(?:[Cc]itet|[Cc]itealt|[Tt]extcites?|[Cc]iteauthor|citeA|onlinecite)$/;
const LONGEST_OPTION = 1000;
const LONGEST_KEYS = 4000;
const KEYS = /\s*([^\s,{}\\%]+)\s*(?:,|$)/y;

/** Whether `\name` cites: its argument is keys. */
export function isCiteCommand(name: string): boolean {
  return COMMAND.test(name);
}

/**
 * Reads the citation command at the backslash: `\cite[see][p. 3]{a,b}`, `\cites(see)(end)[p. 1]{a}[p. 2]{b}`.
 *
 * @param end offset that it must not pass (the end of the paragraph)
 * @returns undefined for other commands, and where the keys are none
 */
export function readLatexCitation(source: string, at: number, end: number): KeyedCitation | undefined {
  let behind = at + 1;
  while (behind < end && isLetter(source.charCodeAt(behind))) behind += 1;
  const command = source.slice(at + 1, Math.min(behind, at + 40));
  if (!isCiteCommand(command)) return undefined;
  if (source.charCodeAt(behind) === 0x2a) behind += 1;
  const several = command.endsWith('s');
  const members: KeyedMember[] = [];
  for (let round = 0; several && round < 2; round += 1) {
    const open = skipBlanks(source, behind, end);
    if (source.charCodeAt(open) !== 0x28) break;
    const close = closing(source, open, Math.min(end, open + LONGEST_OPTION), '(', ')');
    if (close < 0) return undefined;
    behind = close + 1;
  }
  do {
    const read = readArguments(source, behind, end);
    if (read === undefined) break;
    members.push(...read.members);
    behind = read.behind;
  } while (several);
  if (members.length === 0) return undefined;
  return {
    range: { start: at, end: behind },
    form: 'latex',
    command,
    inText: IN_TEXT.test(command),
    listsOnly: command === 'nocite',
    members,
  };
}

/** `[see][p. 3]{a,b}`: the note before counts for the first key, the one behind for the last. */
function readArguments(
  source: string,
  from: number,
  end: number,
): { readonly members: readonly KeyedMember[]; readonly behind: number } | undefined {
  const options: { readonly start: number; readonly end: number }[] = [];
  let at = skipBlanks(source, from, end);
  while (source.charCodeAt(at) === 0x5b && options.length < 2) {
    const close = closing(source, at, Math.min(end, at + LONGEST_OPTION), '[', ']');
    if (close < 0) return undefined;
    options.push({ start: at + 1, end: close });
    at = skipBlanks(source, close + 1, end);
  }
  if (source.charCodeAt(at) !== 0x7b) return undefined;
  const close = source.slice(at, Math.min(end, at + LONGEST_KEYS)).indexOf('}');
  if (close < 0) return undefined;
  const keys = readKeys(source, at + 1, at + close);
  if (keys === undefined) return undefined;
  const before = options.length === 2 ? trimmed(source, options[0]!.start, options[0]!.end) : undefined;
  const last = options[options.length - 1];
  const after = last === undefined ? undefined : trimmed(source, last.start, last.end);
  const members = keys.map((key, index): KeyedMember => {
    const prefix = index === 0 ? before : undefined;
    const locator = index === keys.length - 1 ? after : undefined;
    return {
      range: key.range,
      key,
      marked: key.range,
      ...(prefix === undefined ? {} : { prefix }),
      ...(locator === undefined ? {} : { locator }),
    };
  });
  return { members, behind: at + close + 1 };
}

/** Keys between commas from `from` to `end`; undefined where there are none or one of them is a command (`\nocite{*}` too). */
function readKeys(source: string, from: number, end: number): readonly KeyedMember['key'][] | undefined {
  const keys: KeyedMember['key'][] = [];
  const argument = source.slice(0, end);
  let at = from;
  while (at < end) {
    KEYS.lastIndex = at;
    const match = KEYS.exec(argument);
    if (match === null || match[1] === '*') return undefined;
    const start = at + match[0].indexOf(match[1]!);
    keys.push({ value: match[1]!, range: { start, end: start + match[1]!.length } });
    at += match[0].length;
  }
  return keys.length === 0 ? undefined : keys;
}

/** Offset of the bracket that closes the one at `open`; braces shield what they hold. -1 where there is none. */
function closing(source: string, open: number, end: number, opens: string, closes: string): number {
  let depth = 0;
  let braces = 0;
  for (let index = open; index < end; index += 1) {
    const sign = source[index];
    if (sign === '\\') index += 1;
    else if (sign === '{') braces += 1;
    else if (sign === '}') {
      braces -= 1;
      if (braces < 0) return -1;
    } else if (braces > 0) continue;
    else if (sign === opens) depth += 1;
    else if (sign === closes) {
      depth -= 1;
      if (depth === 0) return index;
    }
  }
  return -1;
}

/** Over white space, and over a comment that ends a line. */
function skipBlanks(source: string, at: number, end: number): number {
  let index = at;
  while (index < end) {
    const code = source.charCodeAt(index);
    if (code === 0x25) {
      const newline = source.indexOf('\n', index);
      if (newline < 0 || newline >= end) return index;
      index = newline + 1;
    } else if (code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d) index += 1;
    else return index;
  }
  return index;
}

function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}
