import { isLetter } from '../characters';
import { addRange } from '../findings';
import { isCiteCommand, readLatexCitation } from '../keyed/latex';
import { readStyleMark } from '../lists/headingWords';
import { skipSpace } from '../members';
import { takeAt, takeBracket, takeOtherForm } from './brackets';
import { CharacterFinder } from './characterFinder';
import { BackwardFinder, ForwardFinders } from './finders';
import { FORM_DOUBT } from './inline';
import { argumentEnd, LONGEST_ARGUMENT } from './latexArguments';
import {
  OPAQUE_ARGUMENT,
  OPAQUE_ENVIRONMENT,
  SECTION_LEVEL,
  TAKES_OPTION_BEHIND_ARGUMENT,
  TAKES_OPTION_BEHIND_SPACE,
  TEXT_COMMAND,
} from './latexCommands';
import { LatexLists } from './latexLists';
import { Paragraphs } from './paragraphs';
import type { Scan, ScanState } from './scan';

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

class LatexReader {
  readonly #scan: Scan;
  readonly #text: string;
  readonly #special: CharacterFinder;
  readonly #finders: ForwardFinders;
  /** Backslashes, of which one begins a command. */
  readonly #marks: BackwardFinder;
  /** What ends the opaque stretch that goes on over paragraphs; empty outside one. */
  #closing = '';
  readonly #lists: LatexLists;
  #sawDocument = false;

  constructor(scan: Scan, state: ScanState) {
    this.#scan = scan;
    this.#text = scan.text;
    const wide = scan.forms.round || scan.forms.superscript;
    this.#special = new CharacterFinder(scan.text, wide ? '[\\%$\n(' : '[\\%$\n', wide);
    this.#finders = new ForwardFinders(scan.text);
    this.#marks = new BackwardFinder(scan.text, '\\');
    const [closing, saw, ...lists] = state.split('\u0000');
    this.#lists = new LatexLists(scan, this.#finders, state === '' ? undefined : lists);
    if (state === '') return;
    this.#closing = closing!;
    this.#sawDocument = saw === '1';
  }

  #state(): ScanState {
    return [this.#closing, this.#sawDocument ? '1' : '0', ...this.#lists.state()].join('\u0000');
  }

  read(): ScanState {
    const paragraphs = new Paragraphs(this.#text);
    let from = 0;
    while (paragraphs.advance(from)) {
      const { start, end } = paragraphs;
      if (this.#lists.hasEntry && this.#lists.endsEntry(start, end)) this.#lists.endEntry();
      if (this.#lists.mayCut && this.#scan.wantsCut(start)) this.#scan.cut(start, this.#state());
      from = this.#readParagraph(start, end);
    }
    this.#lists.endEntry();
    return this.#scan.finish(this.#state());
  }

  #readParagraph(start: number, limit: number): number {
    const text = this.#text;
    let at = start;
    const end = limit;
    if (this.#closing !== '') {
      at = this.#leaveOpaque(start, end);
      if (at < 0) return end;
    }
    if (this.#closing === '' && at === start) this.#lists.readLineStart(at, start, end);
    for (;;) {
      at = this.#special.next(at);
      if (at >= end) break;
      switch (text.charCodeAt(at)) {
        case 0x0a:
          at += 1;
          this.#lists.readLineStart(at, start, end);
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
              this.#lists.extend(end);
              return end;
            }
            at = behind;
          }
          break;
        default:
          at = takeOtherForm(this.#scan, at, start, end);
      }
    }
    this.#lists.extend(end);
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
        return this.#lists.item(at, nameEnd, end);
      case 'bibitem':
        return this.#lists.bibitem(at, nameEnd, end);
      case 'CSLLeftMargin':
        return this.#lists.pandocEntry(at, nameEnd, end);
      case 'leavevmode':
        return this.#lists.leavevmode(at, nameEnd, end);
      case 'setcounter': {
        const behind = this.#lists.setCounter(at, nameEnd, end);
        return behind < 0 ? this.#otherCommand(at, nameEnd, end, name) : behind;
      }
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
    const close = argumentEnd(this.#text, this.#finders, behind, end);
    addRange(this.#scan.findings.notProse, at, close);
    return close;
  }

  #heading(at: number, nameEnd: number, end: number, level: number): number {
    const text = this.#text;
    let open = skipSpace(text, nameEnd, end, this.#scan.dialect);
    if (text.charCodeAt(open) === 0x5b) open = this.#skipOption(open, end);
    if (text.charCodeAt(open) !== 0x7b) return nameEnd;
    const close = argumentEnd(this.#text, this.#finders, open, end);
    if (close === open + 1) return open + 1;
    this.#lists.endEntryBefore(at);
    this.#lists.forgetForm();
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
      this.#lists.endList(at, name);
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
        text.charCodeAt(behind) === 0x5b
          ? this.#skipOption(behind, end)
          : argumentEnd(this.#text, this.#finders, behind, end);
      if (behind === from + 1) break;
      option += text.slice(from, behind);
    }
    addRange(this.#scan.findings.notProse, at, behind);
    this.#lists.beginList(name, option);
    return behind;
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
