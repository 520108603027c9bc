import { isDigit } from '../characters';
import { addRange } from '../findings';
import { type EntryKey, OpenEntry, trimmedEnd } from '../lists/entries';
import { readLabel } from '../lists/labels';
import { readNumber, skipSpace } from '../members';
import type { EntryLabelForm, WrittenNumber } from '../types';
import type { ForwardFinders } from './finders';
import { argumentEnd } from './latexArguments';
import { behindIndent } from './lines';
import type { Scan } from './scan';

const FARTHEST_NEXT = 10;
/** State of the counter of `enumerate` and `thebibliography` outside of these; else the number that the last entry got. */
const NO_LIST = -1;

/** The lists of LaTeX: `thebibliography`, `enumerate`, labels by hand and what Pandoc writes; one entry is open at a time. */
export class LatexLists {
  readonly #scan: Scan;
  readonly #text: string;
  readonly #finders: ForwardFinders;
  /** Open lists, outermost first: `e` enumerate, `i` another list, `b` thebibliography. */
  #open = '';
  #counter = NO_LIST;
  #entry: OpenEntry | undefined;
  #entryForm = '';
  #entryKey: EntryKey | undefined;
  #lastNumber = -1;
  /** Where `\\leavevmode` began before an entry that Pandoc wrote, with the key named there. */
  #leave = -1;
  #leaveKey: EntryKey | undefined;

  /** @param state what {@link state} gave, or undefined at the start of a text */
  constructor(scan: Scan, finders: ForwardFinders, state: readonly string[] | undefined) {
    this.#scan = scan;
    this.#text = scan.text;
    this.#finders = finders;
    if (state === undefined) return;
    const [open, counter, form, last] = state;
    this.#open = open!;
    this.#counter = Number(counter);
    this.#entryForm = form!;
    this.#lastNumber = Number(last);
  }

  /** What must be known to go on behind a cut, where no entry is open. */
  state(): readonly string[] {
    return [this.#open, String(this.#counter), this.#entryForm, String(this.#lastNumber)];
  }

  /** Whether a cut would part nothing. */
  get mayCut(): boolean {
    return this.#entry === undefined && this.#leave < 0;
  }

  /** Whether an entry is open. */
  get hasEntry(): boolean {
    return this.#entry !== undefined;
  }

  /** Takes the text up to `end` into the open entry. */
  extend(end: number): void {
    this.#entry?.extend(end);
  }

  /** A heading: labels behind it go on from nothing before it. */
  forgetForm(): void {
    this.#entryForm = '';
  }

  /** Behind a blank line a plain entry is over; an `\item` or `\bibitem` goes on until the next or the end of its list. */
  endsEntry(start: number, end: number): boolean {
    const line = this.#text.slice(start, Math.min(end, start + 24));
    if (this.#entryForm === 'counter' || this.#entryForm === 'bibitem')
      return /^\s*\\(?:bib)?item\b/.test(line);
    return !/^(?:\s{2,}|\\CSLRight|\\newblock)/.test(line) || this.#entryForm === 'pandoc';
  }

  /** Labels at the start of a line, `[1] Miller` and `1. Miller`, of lists that are written by hand. */
  readLineStart(line: number, start: number, end: number): void {
    const text = this.#text;
    const first = behindIndent(text, line, end);
    const code = text.charCodeAt(first);
    if (first >= end || (code !== 0x5b && code !== 0x28 && !isDigit(code)) || this.#open !== '') return;
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
      /^(?:[ \t]*(?:%[^\n]*|\\(?:noindent|par|sloppy|small|footnotesize))?[ \t\r\f]*\n)*$/.test(
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
    key?: EntryKey | undefined;
  }): void {
    this.#entry?.extend(trimmedEnd(this.#text, 0, entry.lineStart));
    this.endEntry();
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

  /** `\begin{name}` of a list, with its options as written. */
  beginList(name: string, option: string): void {
    if (name === 'enumerate') {
      this.#open += 'e';
      const starts = /\bstart\s*=\s*(\d{1,6})/.exec(option);
      if (this.#open === 'e') this.#counter = starts === null ? 0 : Number(starts[1]) - 1;
    } else if (name === 'thebibliography') {
      this.endEntry();
      this.#open += 'b';
      this.#counter = 0;
    } else if (name === 'itemize' || name === 'description') this.#open += 'i';
  }

  /** `\end{name}` at `at`. */
  endList(at: number, name: string): void {
    if (!/^(?:enumerate|itemize|description|thebibliography|CSLReferences)$/.test(name)) return;
    if (name !== 'CSLReferences') this.#open = this.#open.slice(0, -1);
    if (this.#open === '') this.endEntryBefore(at);
  }

  /** Ends the open entry with the last text before `at`. */
  endEntryBefore(at: number): void {
    this.#entry?.extend(at);
    this.endEntry();
  }

  /** `\item` at `at`. Gives the offset behind it and its option. */
  item(at: number, nameEnd: number, end: number): number {
    const text = this.#text;
    let behind = skipSpace(text, nameEnd, end, this.#scan.dialect);
    const option = text.charCodeAt(behind) === 0x5b ? readItemOption(text, behind, end) : undefined;
    if (option !== undefined) {
      addRange(this.#scan.findings.notProse, at, option.end);
      behind = skipSpace(text, option.end, end, this.#scan.dialect);
    }
    if (this.#open !== 'e' && !(option?.number !== undefined && this.#open.length === 1)) {
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

  /** `\bibitem` at `at`. Gives the offset behind its key. */
  bibitem(at: number, nameEnd: number, end: number): number {
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
    const close = argumentEnd(this.#text, this.#finders, open, end);
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
  pandocEntry(at: number, nameEnd: number, end: number): number {
    const text = this.#text;
    if (text.charCodeAt(nameEnd) !== 0x7b) return nameEnd;
    const close = argumentEnd(this.#text, this.#finders, nameEnd, end);
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

  /** `\leavevmode\hypertarget{ref-key}{…`, which Pandoc writes before an entry. Gives the offset behind it. */
  leavevmode(at: number, nameEnd: number, end: number): number {
    const text = this.#text;
    const line = text.slice(at, Math.min(end, at + 200));
    const target = /^\\leavevmode(?:\\vadjust pre)?\{?\\hypertarget\{ref-([^{}]+)\}/.exec(line);
    if (target === null) return nameEnd;
    this.endEntryBefore(at);
    this.#leave = at;
    const start = at + target[0].length - 1 - target[1]!.length;
    this.#leaveKey = { value: target[1]!, range: { start, end: start + target[1]!.length } };
    return at + target[0].length;
  }

  /** `\setcounter{enumi}{4}`: the next entry is 5. Gives -1 for another counter. */
  setCounter(at: number, nameEnd: number, end: number): number {
    const match = /^\{enumi(?:v)?\}\{(\d{1,6})\}/.exec(
      this.#text.slice(nameEnd, Math.min(end, nameEnd + 30)),
    );
    if (match === null) return -1;
    this.#entry?.extend(at);
    this.endEntry();
    this.#counter = Number(match[1]);
    addRange(this.#scan.findings.notProse, at, nameEnd + match[0].length);
    return nameEnd + match[0].length;
  }

  /** Ends the open entry where it was read to. */
  endEntry(): void {
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
