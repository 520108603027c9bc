import { isDigit, isLetter } from '../characters';
import { addRange } from '../findings';
import { isCiteCommand, readLatexCitation } from '../keyed/latex';
import { OpenEntry, trimmedEnd } from '../lists/entries';
import { readStyleMark } from '../lists/headingWords';
import { readLabel } from '../lists/labels';
import { readNumber, skipSpace } from '../members';
import type { EntryLabelForm, WrittenNumber } from '../types';
import { takeAt, takeBracket, takeOtherForm } from './brackets';
import { BackwardFinder, CharacterFinder, ForwardFinders } from './finders';
import { FORM_DOUBT } from './inline';
import {
  OPAQUE_ARGUMENT,
  OPAQUE_ENVIRONMENT,
  SECTION_LEVEL,
  TAKES_OPTION_BEHIND_ARGUMENT,
  TAKES_OPTION_BEHIND_SPACE,
  TEXT_COMMAND,
} from './latexCommands';
import { behindIndent } from './lines';
import { Paragraphs } from './paragraphs';
import type { Scan, ScanState } from './scan';

const FARTHEST_NEXT = 10;
const LONGEST_ARGUMENT = 2000;
/** States of the counter of `enumerate` and `thebibliography`: none, or the number that the last entry got. */
const NO_LIST = -1;
/** Nothing ends what stands behind `\end{document}`. */
const NEVER = '\u0001';

/**
 * Finds the prose of LaTeX: everything but the preamble, comments, math, verbatim text and the arguments that are none.
 *
 * @returns the state at the end of the text
 */
export function scanLatex(scan: Scan, state: ScanState): ScanState {
  return new LatexReader(scan, state).read();
}

type EntryKey =
  | { readonly value: string; readonly range: { readonly start: number; readonly end: number } }
  | undefined;

class LatexReader {
  readonly #scan: Scan;
  readonly #text: string;
  readonly #special: CharacterFinder;
  readonly #finders: ForwardFinders;
  /** Backslashes, of which one begins a command. */
  readonly #marks: BackwardFinder;
  /** What ends the opaque stretch that goes on over paragraphs; empty outside one. */
  #closing = '';
  /** Open lists, outermost first: `e` enumerate, `i` another list, `b` thebibliography. */
  #lists = '';
  #counter = NO_LIST;
  #sawDocument = false;
  #entry: OpenEntry | undefined;
  #entryForm = '';
  #entryKey: EntryKey;
  #lastNumber = -1;
  #startsAt: number | undefined;
  /** Where `\leavevmode` began before an entry that Pandoc wrote, with the key named there. */
  #leave = -1;
  #leaveKey: EntryKey;

  constructor(scan: Scan, state: ScanState) {
    this.#scan = scan;
    this.#text = scan.text;
    const wide = scan.forms.round || scan.forms.superscript;
    this.#special = new CharacterFinder(scan.text, wide ? '[\\%$\n(' : '[\\%$\n', wide);
    this.#finders = new ForwardFinders(scan.text);
    this.#marks = new BackwardFinder(scan.text, '\\');
    if (state === '') return;
    const [closing, lists, counter, saw, form, last, starts] = state.split('\u0000');
    this.#closing = closing!;
    this.#lists = lists!;
    this.#counter = Number(counter);
    this.#sawDocument = saw === '1';
    this.#entryForm = form!;
    this.#lastNumber = Number(last);
    this.#startsAt = starts === '' ? undefined : Number(starts);
  }

  #state(): ScanState {
    return [
      this.#closing,
      this.#lists,
      this.#counter,
      this.#sawDocument ? '1' : '0',
      this.#entryForm,
      this.#lastNumber,
      this.#startsAt ?? '',
    ].join('\u0000');
  }

  read(): ScanState {
    const paragraphs = new Paragraphs(this.#text);
    let from = 0;
    while (paragraphs.advance(from)) {
      const { start, end } = paragraphs;
      if (this.#entry !== undefined && this.#endsEntry(start, end)) this.#endEntry();
      if (this.#entry === undefined && this.#scan.wantsCut(start)) this.#scan.cut(start, this.#state());
      from = this.#readParagraph(start, end);
    }
    this.#endEntry();
    return this.#scan.finish(this.#state());
  }

  /** Behind a blank line a plain entry is over; an `\item` or `\bibitem` goes on until the next or the end of its list. */
  #endsEntry(start: number, end: number): boolean {
    const line = this.#text.slice(start, Math.min(end, start + 24));
    if (this.#entryForm === 'counter' || this.#entryForm === 'bibitem')
      return /^\s*\\(?:bib)?item\b/.test(line);
    return !/^(?:\s{2,}|\\CSLRight|\\newblock)/.test(line) || this.#entryForm === 'pandoc';
  }

  #readParagraph(start: number, limit: number): number {
    const text = this.#text;
    let at = start;
    const end = limit;
    if (this.#closing !== '') {
      at = this.#leaveOpaque(start, end);
      if (at < 0) return end;
    }
    if (this.#closing === '' && at === start) this.#readLineStart(at, start, end);
    for (;;) {
      at = this.#special.next(at);
      if (at >= end) break;
      switch (text.charCodeAt(at)) {
        case 0x0a:
          at += 1;
          this.#readLineStart(at, start, end);
          break;
        case 0x25:
          at = this.#comment(at, end);
          break;
        case 0x24:
          at = this.#math(at, start, end);
          break;
        case 0x5b:
          at = this.#bracket(at, start, end);
          break;
        case 0x5c:
          at = this.#command(at, start, end);
          if (this.#closing !== '') {
            const behind = this.#leaveOpaque(at, end);
            if (behind < 0) {
              this.#entry?.extend(end);
              return end;
            }
            at = behind;
          }
          break;
        default:
          at = takeOtherForm(this.#scan, at, start, end);
      }
    }
    this.#entry?.extend(end);
    return end;
  }

  /** Goes on in an opaque stretch from `at`: gives the offset behind its end, -1 where it does not end in the paragraph. */
  #leaveOpaque(at: number, end: number): number {
    const close = this.#finders.within(this.#closing, at, this.#text.length);
    if (close < 0 || close >= end) {
      addRange(this.#scan.findings.notProse, at, end);
      return -1;
    }
    const behind = close + this.#closing.length;
    addRange(this.#scan.findings.notProse, at, behind);
    this.#closing = '';
    return behind;
  }

  /** Labels at the start of a line, `[1] Miller` and `1. Miller`, of lists that are written by hand. */
  #readLineStart(line: number, start: number, end: number): void {
    const text = this.#text;
    const first = behindIndent(text, line, end);
    const code = text.charCodeAt(first);
    if (first >= end || (code !== 0x5b && code !== 0x28 && !isDigit(code)) || this.#lists !== '') return;
    const newline = text.indexOf('\n', first);
    const lineEnd = newline < 0 || newline > end ? end : newline;
    const label = readLabel(text, first, lineEnd);
    if (label === undefined || label.tight) return;
    const value = label.number.value;
    const following = value > this.#lastNumber && value <= this.#lastNumber + FARTHEST_NEXT;
    const goesOn = this.#entryForm === label.form && following && this.#entry !== undefined;
    if (line > start && !goesOn && !this.#onlyCommentsBefore(start, line)) return;
    this.#beginEntry({
      lineStart: line,
      labelStart: label.start,
      labelEnd: label.end,
      lineEnd,
      writtenNumber: label.number,
      labelForm: label.form,
      number: value,
    });
  }

  #onlyCommentsBefore(start: number, line: number): boolean {
    return (
      line - start < 400 &&
      /^(?:[ \t]*(?:%[^\n]*|\\(?:noindent|par|sloppy|small|footnotesize))?\s*\n)*$/.test(
        this.#text.slice(start, line),
      )
    );
  }

  #beginEntry(entry: {
    lineStart: number;
    labelStart: number;
    labelEnd: number;
    lineEnd: number;
    writtenNumber: WrittenNumber | undefined;
    labelForm: EntryLabelForm;
    number: number;
    certain?: boolean;
    startsAt?: number | undefined;
    counted?: boolean;
    form?: string;
    key?: EntryKey;
  }): void {
    this.#entry?.extend(trimmedEnd(this.#text, 0, entry.lineStart));
    this.#endEntry();
    const form = entry.form ?? entry.labelForm;
    this.#entry = new OpenEntry(this.#scan, {
      writtenNumber: entry.writtenNumber,
      labelForm: entry.labelForm,
      labelStart: entry.labelStart,
      labelEnd: entry.labelEnd,
      lineStart: this.#leave >= 0 ? this.#leave : entry.lineStart,
      lineEnd: entry.lineEnd,
      indent: 0,
      counted: entry.counted ?? false,
      continues: false,
      startsAt: entry.startsAt,
      certain: entry.certain ?? false,
    });
    this.#entryKey = entry.key ?? this.#leaveKey;
    this.#leave = -1;
    this.#leaveKey = undefined;
    this.#entryForm = form;
    this.#lastNumber = entry.number;
  }

  #comment(at: number, end: number): number {
    const text = this.#text;
    const newline = text.indexOf('\n', at);
    const behind = newline < 0 || newline > end ? end : newline;
    const mark = readStyleMark(text, at, behind);
    if (mark !== undefined) this.#scan.findings.styleMarks.push(mark);
    addRange(this.#scan.findings.notProse, at, behind);
    return behind;
  }

  #math(at: number, start: number, end: number): number {
    const text = this.#text;
    const double = text.charCodeAt(at + 1) === 0x24;
    if (!double && this.#scan.forms.superscript && text.startsWith('$^{', at)) {
      const behind = takeAt(this.#scan, at, '$^{', '}$', 'superscript', start, end, FORM_DOUBT);
      if (behind > at + 1) return behind;
    }
    const needle = double ? '$$' : '$';
    let close = this.#finders.within(needle, at + needle.length, end);
    while (close >= 0 && text.charCodeAt(close - 1) === 0x5c) {
      const next = text.indexOf(needle, close + 1);
      close = next < 0 || next + needle.length > end ? -1 : next;
    }
    if (close < 0) return at + needle.length;
    addRange(this.#scan.findings.notProse, at, close + needle.length);
    return close + needle.length;
  }

  #bracket(at: number, start: number, end: number): number {
    const text = this.#text;
    const before = at > start ? text.charCodeAt(at - 1) : 0x20;
    if (before === 0x7b && text.charCodeAt(at + 1) === 0x7d) {
      // `{[}1{]}`, as Pandoc protects brackets from being taken for an option.
      const behind = takeAt(this.#scan, at - 1, '{[}', '{]}', 'brackets', start, end, 0);
      return Math.max(behind, at + 1);
    }
    if (
      before === 0x7d &&
      this.#marks.lastBefore(at) > at - 200 &&
      TAKES_OPTION_BEHIND_ARGUMENT.test(text.slice(Math.max(start, at - 200), at))
    ) {
      return this.#skipOption(at, end);
    }
    return takeBracket(this.#scan, at, start, end);
  }

  #skipOption(at: number, end: number): number {
    const close = this.#finders.within(']', at, end);
    if (close < 0) return at + 1;
    addRange(this.#scan.findings.notProse, at, close + 1);
    return close + 1;
  }

  #command(at: number, start: number, end: number): number {
    const text = this.#text;
    let nameEnd = at + 1;
    while (nameEnd < end && isCommandLetter(text.charCodeAt(nameEnd))) nameEnd += 1;
    if (nameEnd === at + 1) return this.#symbol(at, end);
    const name = text.slice(at + 1, Math.min(nameEnd, at + 40));
    if (text.charCodeAt(nameEnd) === 0x2a) nameEnd += 1;
    const level = Object.hasOwn(SECTION_LEVEL, name) ? SECTION_LEVEL[name]! : 0;
    if (level > 0) return this.#heading(at, nameEnd, end, level);
    switch (name) {
      case 'begin':
      case 'end':
        return this.#environment(at, nameEnd, end, name === 'begin');
      case 'item':
        return this.#item(at, nameEnd, end);
      case 'bibitem':
        return this.#bibitem(at, nameEnd, end);
      case 'CSLLeftMargin':
        return this.#pandocEntry(at, nameEnd, end);
      case 'leavevmode':
        return this.#leavevmode(at, nameEnd, end);
      case 'setcounter':
        return this.#setCounter(at, nameEnd, end);
      case 'verb':
      case 'lstinline':
        return this.#verb(at, nameEnd, end);
      case 'documentclass':
      case 'documentstyle':
        if (!this.#sawDocument) this.#closing = '\\begin{document}';
        this.#sawDocument = true;
        return nameEnd;
      case 'textsuperscript':
        if (this.#scan.forms.superscript && text.charCodeAt(nameEnd) === 0x7b) {
          const opening = text.slice(at, nameEnd + 1);
          const behind = takeAt(this.#scan, at, opening, '}', 'superscript', start, end, FORM_DOUBT);
          if (behind > at + 1) return behind;
        }
        return nameEnd;
      default:
        return this.#otherCommand(at, nameEnd, end, name);
    }
  }

  #symbol(at: number, end: number): number {
    const text = this.#text;
    const next = text.charCodeAt(at + 1);
    if (next === 0x28 || next === 0x5b) {
      const close = this.#finders.within(next === 0x28 ? '\\)' : '\\]', at + 2, end);
      if (close < 0) return at + 2;
      addRange(this.#scan.findings.notProse, at, close + 2);
      return close + 2;
    }
    if (next === 0x5c) {
      const option = text.charCodeAt(at + 2) === 0x2a ? at + 3 : at + 2;
      return text.charCodeAt(option) === 0x5b ? this.#skipOption(option, end) : at + 2;
    }
    return Math.min(end, at + 2);
  }

  #otherCommand(at: number, nameEnd: number, end: number, name: string): number {
    const text = this.#text;
    if (TEXT_COMMAND.test(name)) return nameEnd;
    if (isCiteCommand(name)) {
      const keyed = readLatexCitation(text, at, end);
      if (keyed !== undefined) {
        this.#scan.findings.keyed.push(at, keyed.range.end);
        addRange(this.#scan.findings.notProse, at, keyed.range.end);
        return keyed.range.end;
      }
    }
    let behind = nameEnd;
    for (;;) {
      const spaced = skipSpace(text, behind, end, this.#scan.dialect);
      if (text.charCodeAt(spaced) !== 0x5b) break;
      if (spaced > behind && (behind > nameEnd || !TAKES_OPTION_BEHIND_SPACE.test(name))) break;
      const option = this.#skipOption(spaced, end);
      if (option === spaced + 1) break;
      behind = option;
    }
    if (!OPAQUE_ARGUMENT.test(name) || text.charCodeAt(behind) !== 0x7b) return behind;
    const close = this.#argumentEnd(behind, end);
    addRange(this.#scan.findings.notProse, at, close);
    return close;
  }

  /** Offset behind the argument in braces at `at`. */
  #argumentEnd(at: number, end: number): number {
    const text = this.#text;
    const stop = Math.min(end, at + LONGEST_ARGUMENT);
    if (this.#finders.within('}', at, stop) < 0) return at + 1;
    let depth = 0;
    for (let index = at; index < stop; index += 1) {
      const code = text.charCodeAt(index);
      if (code === 0x5c) index += 1;
      else if (code === 0x7b) depth += 1;
      else if (code === 0x7d) {
        depth -= 1;
        if (depth === 0) return index + 1;
      }
    }
    return at + 1;
  }

  #heading(at: number, nameEnd: number, end: number, level: number): number {
    const text = this.#text;
    let open = skipSpace(text, nameEnd, end, this.#scan.dialect);
    if (text.charCodeAt(open) === 0x5b) open = this.#skipOption(open, end);
    if (text.charCodeAt(open) !== 0x7b) return nameEnd;
    const close = this.#argumentEnd(open, end);
    if (close === open + 1) return open + 1;
    this.#endEntryBefore(at);
    this.#entryForm = '';
    const title = plainTitle(text.slice(open + 1, close - 1));
    this.#scan.findings.headings.push({ range: { start: at, end: close }, title, level });
    return open + 1;
  }

  #environment(at: number, nameEnd: number, end: number, begins: boolean): number {
    const text = this.#text;
    if (text.charCodeAt(nameEnd) !== 0x7b) return nameEnd;
    const close = this.#finders.within('}', nameEnd, Math.min(end, nameEnd + 60));
    if (close < 0) return nameEnd;
    const name = text.slice(nameEnd + 1, close);
    if (!begins) {
      this.#endList(at, name);
      if (name === 'document') this.#closing = NEVER;
      return close + 1;
    }
    if (OPAQUE_ENVIRONMENT.test(name)) {
      this.#closing = `\\end{${name}}`;
      return at;
    }
    let behind = close + 1;
    let option = '';
    while (behind < end && (text.charCodeAt(behind) === 0x5b || text.charCodeAt(behind) === 0x7b)) {
      const list = name === 'enumerate' || name === 'itemize' || name === 'description';
      if (list && text.charCodeAt(behind) === 0x7b) break;
      const from = behind;
      behind =
        text.charCodeAt(behind) === 0x5b ? this.#skipOption(behind, end) : this.#argumentEnd(behind, end);
      if (behind === from + 1) break;
      option += text.slice(from, behind);
    }
    addRange(this.#scan.findings.notProse, at, behind);
    this.#beginList(name, option);
    return behind;
  }

  #beginList(name: string, option: string): void {
    if (name === 'enumerate') {
      this.#lists += 'e';
      const starts = /\bstart\s*=\s*(\d{1,6})/.exec(option);
      if (this.#lists === 'e') this.#counter = starts === null ? 0 : Number(starts[1]) - 1;
    } else if (name === 'thebibliography') {
      this.#endEntry();
      this.#lists += 'b';
      this.#counter = 0;
    } else if (name === 'itemize' || name === 'description') this.#lists += 'i';
  }

  #endList(at: number, name: string): void {
    if (!/^(?:enumerate|itemize|description|thebibliography|CSLReferences)$/.test(name)) return;
    if (name !== 'CSLReferences') this.#lists = this.#lists.slice(0, -1);
    if (this.#lists === '') this.#endEntryBefore(at);
  }

  /** Ends the open entry with the last text before `at`. */
  #endEntryBefore(at: number): void {
    this.#entry?.extend(at);
    this.#endEntry();
  }

  #item(at: number, nameEnd: number, end: number): number {
    const text = this.#text;
    let behind = skipSpace(text, nameEnd, end, this.#scan.dialect);
    const option = text.charCodeAt(behind) === 0x5b ? readItemOption(text, behind, end) : undefined;
    if (option !== undefined) {
      addRange(this.#scan.findings.notProse, at, option.end);
      behind = skipSpace(text, option.end, end, this.#scan.dialect);
    }
    if (this.#lists !== 'e' && !(option?.number !== undefined && this.#lists.length === 1)) {
      return option === undefined ? nameEnd : option.end;
    }
    if (option !== undefined && option.number === undefined) return option.end;
    if (option === undefined) this.#counter += 1;
    const number = option?.number?.value ?? this.#counter;
    this.#beginEntry({
      lineStart: lineStartBefore(text, at),
      labelStart: at,
      labelEnd: behind,
      lineEnd: Math.min(end, behind),
      writtenNumber: option?.number,
      labelForm: 'counter',
      number,
      startsAt: option === undefined ? number : undefined,
      counted: option === undefined,
    });
    return behind;
  }

  #bibitem(at: number, nameEnd: number, end: number): number {
    const text = this.#text;
    let open = skipSpace(text, nameEnd, end, this.#scan.dialect);
    let written: WrittenNumber | undefined;
    if (text.charCodeAt(open) === 0x5b) {
      const option = readItemOption(text, open, end);
      if (option === undefined) return open + 1;
      written = option.number;
      open = skipSpace(text, option.end, end, this.#scan.dialect);
    }
    if (text.charCodeAt(open) !== 0x7b) return nameEnd;
    const close = this.#argumentEnd(open, end);
    if (close === open + 1) return close;
    if (written === undefined) this.#counter = Math.max(this.#counter, 0) + 1;
    const number = written?.value ?? this.#counter;
    const behind = skipSpace(text, close, end, this.#scan.dialect);
    const key = { value: text.slice(open + 1, close - 1).trim(), range: { start: open + 1, end: close - 1 } };
    addRange(this.#scan.findings.notProse, at, close);
    this.#beginEntry({
      lineStart: lineStartBefore(text, at),
      labelStart: at,
      labelEnd: behind,
      lineEnd: behind,
      writtenNumber: written,
      labelForm: 'bibitem',
      number,
      certain: true,
      startsAt: written === undefined ? number : undefined,
      counted: written === undefined,
      key,
    });
    return behind;
  }

  /** `\CSLLeftMargin{12. }\CSLRightInline{…}`, as Pandoc writes an entry. */
  #pandocEntry(at: number, nameEnd: number, end: number): number {
    const text = this.#text;
    if (text.charCodeAt(nameEnd) !== 0x7b) return nameEnd;
    const close = this.#argumentEnd(nameEnd, end);
    const inner =
      text.charCodeAt(nameEnd + 1) === 0x5b
        ? nameEnd + 2
        : text.startsWith('{[}', nameEnd + 1)
          ? nameEnd + 4
          : nameEnd + 1;
    const number = readNumber(text, inner, close);
    if (number === undefined) return nameEnd;
    let behind = skipSpace(text, close, end, this.#scan.dialect);
    const right = '\\CSLRightInline{';
    if (text.startsWith(right, behind)) behind += right.length;
    addRange(this.#scan.findings.notProse, at, close);
    this.#beginEntry({
      lineStart: lineStartBefore(text, at),
      labelStart: at,
      labelEnd: behind,
      lineEnd: behind,
      writtenNumber: number,
      labelForm: 'period',
      number: number.value,
      form: 'pandoc',
    });
    return behind;
  }

  #leavevmode(at: number, nameEnd: number, end: number): number {
    const text = this.#text;
    const line = text.slice(at, Math.min(end, at + 200));
    const target = /^\\leavevmode(?:\\vadjust pre)?\{?\\hypertarget\{ref-([^{}]+)\}/.exec(line);
    if (target === null) return nameEnd;
    this.#endEntryBefore(at);
    this.#leave = at;
    const start = at + target[0].length - 1 - target[1]!.length;
    this.#leaveKey = { value: target[1]!, range: { start, end: start + target[1]!.length } };
    return at + target[0].length;
  }

  /** `\setcounter{enumi}{4}`: the next entry is 5. */
  #setCounter(at: number, nameEnd: number, end: number): number {
    const match = /^\{enumi(?:v)?\}\{(\d{1,6})\}/.exec(
      this.#text.slice(nameEnd, Math.min(end, nameEnd + 30)),
    );
    if (match === null) return this.#otherCommand(at, nameEnd, end, 'setcounter');
    this.#entry?.extend(at);
    this.#endEntry();
    this.#counter = Number(match[1]);
    addRange(this.#scan.findings.notProse, at, nameEnd + match[0].length);
    return nameEnd + match[0].length;
  }

  #verb(at: number, nameEnd: number, end: number): number {
    const text = this.#text;
    let open = nameEnd;
    if (text.charCodeAt(open) === 0x5b) open = this.#skipOption(open, end);
    const quote = text[open] === '{' ? '}' : (text[open] ?? ' ');
    const close = text.slice(open + 1, Math.min(end, open + LONGEST_ARGUMENT)).indexOf(quote);
    if (close < 0 || isLetter(quote.charCodeAt(0))) return nameEnd;
    addRange(this.#scan.findings.notProse, at, open + close + 2);
    return open + close + 2;
  }

  #endEntry(): void {
    this.#entry?.finish(this.#entryKey);
    this.#entry = undefined;
    this.#entryKey = undefined;
  }
}

/** `[5.]`, `[{[}5{]}]`, `[[5]]`: an option that is a number and its marks. */
function readItemOption(
  text: string,
  at: number,
  end: number,
): { readonly number: WrittenNumber | undefined; readonly end: number } | undefined {
  const line = text.slice(at, Math.min(end, at + 200));
  const match = /^\[[ ]*\{?(?:\{?\[\}?|\()?(\d{1,6})(?:[.)]|\{?\]\}?)?\}?[ ]*\]/.exec(line);
  if (match !== null) {
    const start = at + match[0].indexOf(match[1]!);
    return { number: readNumber(text, start, end), end: at + match[0].length };
  }
  const close = line.indexOf(']');
  return close < 0 ? undefined : { number: undefined, end: at + close + 1 };
}

/** Start of the line of `at` where only white space parts the two, else `at`. */
function lineStartBefore(text: string, at: number): number {
  let index = at;
  while (index > 0 && (text.charCodeAt(index - 1) === 0x20 || text.charCodeAt(index - 1) === 0x09))
    index -= 1;
  return index === 0 || text.charCodeAt(index - 1) === 0x0a ? index : at;
}

function plainTitle(written: string): string {
  return written
    .replace(/\\label\{[^{}]*\}/g, '')
    .replace(/\\[A-Za-z]+\*?/g, ' ')
    .replace(/[{}~\\$]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function isCommandLetter(code: number): boolean {
  const lower = code | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || code === 0x40;
}
