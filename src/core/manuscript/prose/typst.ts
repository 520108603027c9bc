import { isDigit } from '../characters';
import { addRange } from '../findings';
import { readTypstCitation } from '../keyed/typst';
import { OpenEntry } from '../lists/entries';
import { readStyleMark } from '../lists/headingWords';
import { readLabel } from '../lists/labels';
import { takeAt, takeBracket, takeOtherForm } from './brackets';
import { CharacterFinder } from './characterFinder';
import { BackwardFinder, ForwardFinders } from './finders';
import { FORM_DOUBT } from './inline';
import { behindIndent } from './lines';
import { Paragraphs } from './paragraphs';
import type { Scan, ScanState } from './scan';
import {
  behindString,
  isLabelStart,
  isNameCode,
  opensNextContent,
  plusLabel,
  readTypstHeading,
} from './typstSyntax';

const STATEMENT = /^(?:let|set|show|import|include|return)$/;
const FARTHEST_NEXT = 10;
const LONGEST_CALL = 160;
const LONGEST_CODE = 200_000;
/** A caption in a table in a figure. */
const DEEPEST_CONTENT = 3;

/**
 * Finds the prose of Typst: markup outside code, math, raw text and comments. Content blocks in square brackets behind a
 * function are prose inside, but their brackets are no citation's.
 *
 * @returns the state at the end of the text
 */
export function scanTypst(scan: Scan, state: ScanState): ScanState {
  return new TypstReader(scan, state).read();
}

class TypstReader {
  readonly #scan: Scan;
  readonly #text: string;
  readonly #special: CharacterFinder;
  readonly #finders: ForwardFinders;
  /** Hash signs, of which one stands before every call of a function. */
  readonly #hashes: BackwardFinder;
  /** What ends the raw text, comment or code that goes on over paragraphs; empty outside one. */
  #closing = '';
  /** Open brackets, braces and parentheses of code that goes on over paragraphs. */
  #depth = 0;
  /** How many content blocks among arguments are open: reading to any depth would have no end. */
  #nesting = 0;
  #entry: OpenEntry | undefined;
  #entryForm = '';
  #lastNumber = -1;

  constructor(scan: Scan, state: ScanState) {
    this.#scan = scan;
    this.#text = scan.text;
    const wide = scan.forms.round || scan.forms.superscript;
    this.#special = new CharacterFinder(scan.text, wide ? '[\\`$/#@<\n(' : '[\\`$/#@<\n', wide);
    this.#finders = new ForwardFinders(scan.text);
    this.#hashes = new BackwardFinder(scan.text, '#');
    if (state === '') return;
    const [closing, depth, form, last] = state.split('\u0000');
    this.#closing = closing!;
    this.#depth = Number(depth);
    this.#entryForm = form!;
    this.#lastNumber = Number(last);
  }

  #state(): ScanState {
    return [this.#closing, this.#depth, this.#entryForm, this.#lastNumber].join('\u0000');
  }

  read(): ScanState {
    const paragraphs = new Paragraphs(this.#text);
    let from = 0;
    while (paragraphs.advance(from)) {
      const { start, end } = paragraphs;
      if (this.#entry !== undefined && !/^\s{2}/.test(this.#text.slice(start, start + 2))) this.#endEntry();
      if (this.#entry === undefined && this.#scan.wantsCut(start)) this.#scan.cut(start, this.#state());
      this.#readParagraph(start, end);
      from = end;
    }
    this.#endEntry();
    return this.#scan.finish(this.#state());
  }

  #readParagraph(start: number, end: number): void {
    let at = start;
    if (this.#closing !== '' || this.#depth > 0) {
      at = this.#goOn(start, end);
      if (at < 0) return;
    }
    if (at === start) at = this.#readLineStart(at, start, end);
    for (;;) {
      at = this.#special.next(at);
      if (at >= end) break;
      at = this.#readSpecial(at, start, end);
      if (this.#closing !== '' || this.#depth > 0) {
        this.#entry?.extend(end);
        return;
      }
    }
    this.#entry?.extend(end);
  }

  /** Reads what begins at a special character; gives the offset from which to read on. */
  #readSpecial(at: number, start: number, end: number): number {
    const text = this.#text;
    switch (text.charCodeAt(at)) {
      case 0x0a:
        return this.#readLineStart(at + 1, start, end);
      case 0x5c:
        return text.charCodeAt(at + 1) === 0x5b
          ? Math.max(at + 2, takeAt(this.#scan, at, '\\[', '\\]', 'escaped', start, end, 0))
          : at + 2;
      case 0x60:
        return this.#raw(at, end);
      case 0x24:
        return this.#math(at, end);
      case 0x2f:
        return this.#comment(at, start, end);
      case 0x23:
        return this.#code(at, start, end);
      case 0x40:
        return this.#reference(at, end);
      case 0x3c:
        return this.#label(at, end);
      case 0x5b:
        return this.#isContent(at, start) ? at + 1 : takeBracket(this.#scan, at, start, end);
      default:
        return takeOtherForm(this.#scan, at, start, end);
    }
  }

  /** Goes on in what began in an earlier paragraph: gives the offset behind its end, -1 where it does not end in this one. */
  #goOn(start: number, end: number): number {
    const { findings } = this.#scan;
    if (this.#closing !== '') {
      const close = this.#finders.within(this.#closing, start, end);
      if (close < 0) {
        addRange(findings.notProse, start, end);
        return -1;
      }
      const behind = close + this.#closing.length;
      this.#closing = '';
      addRange(findings.notProse, start, behind);
      return behind;
    }
    const behind = this.#balanced(start, end, this.#depth);
    addRange(findings.notProse, start, behind < 0 ? end : behind);
    return behind;
  }

  /** Headings and labels. Gives the offset from which the line is read on. */
  #readLineStart(line: number, start: number, end: number): number {
    const text = this.#text;
    const first = behindIndent(text, line, end);
    const newline = text.indexOf('\n', first);
    const lineEnd = newline < 0 || newline > end ? end : newline;
    if (text.charCodeAt(first) === 0x3d) {
      const heading = readTypstHeading(text, first, lineEnd);
      if (heading === undefined) return first;
      this.#endEntry();
      this.#entryForm = '';
      this.#scan.findings.headings.push(heading);
      return first + heading.level;
    }
    const indent = first - line;
    const plus = text.charCodeAt(first) === 0x2b && text.charCodeAt(first + 1) === 0x20;
    if (this.#entry !== undefined && indent > this.#entry.indent) return first;
    if (!plus && !isLabelStart(text, first)) {
      if (line === start && this.#entry === undefined && !text.startsWith('//', first)) this.#entryForm = '';
      return first;
    }
    const label = plus ? plusLabel(first) : readLabel(text, first, lineEnd);
    if (label === undefined || label.tight) return first;
    const item = plus || (label.form === 'period' && isDigit(text.charCodeAt(first)));
    const value = label.number?.value ?? (this.#entryForm === 'item' ? this.#lastNumber + 1 : 1);
    const following = value > this.#lastNumber && value <= this.#lastNumber + FARTHEST_NEXT;
    if (!item && line > start && !(following && this.#entry !== undefined)) return first;
    this.#entry?.extend(line);
    this.#endEntry();
    this.#entry = new OpenEntry(this.#scan, {
      writtenNumber: label.number,
      labelForm: label.form,
      labelStart: label.start,
      labelEnd: label.end,
      lineStart: line,
      lineEnd,
      indent,
      counted: plus,
      continues: plus && this.#entryForm === 'item',
      startsAt: plus ? value : undefined,
    });
    this.#entryForm = item ? 'item' : label.form;
    this.#lastNumber = value;
    return label.bracketed ? label.start : label.end;
  }

  /** Whether the bracket opens one more content block of a function: `#f(x)[…][`. The first is read with the function. */
  #isContent(at: number, start: number): boolean {
    const text = this.#text;
    if (at === start || text.charCodeAt(at - 1) !== 0x5d) return false;
    if (this.#hashes.lastBefore(at) < at - LONGEST_CALL) return false;
    return opensNextContent(text.slice(Math.max(start, at - LONGEST_CALL), at));
  }

  #raw(at: number, end: number): number {
    const text = this.#text;
    let length = 0;
    while (text.charCodeAt(at + length) === 0x60) length += 1;
    if (length === 2) return at + 2;
    const needle = '`'.repeat(Math.min(length, 64));
    const close = this.#finders.within(needle, at + length, end);
    if (close >= 0) {
      addRange(this.#scan.findings.notProse, at, close + needle.length);
      return close + needle.length;
    }
    if (length < 3) return at + 1;
    addRange(this.#scan.findings.notProse, at, end);
    this.#closing = needle;
    return end;
  }

  #math(at: number, end: number): number {
    const text = this.#text;
    let close = this.#finders.within('$', at + 1, end);
    while (close >= 0 && text.charCodeAt(close - 1) === 0x5c) {
      const next = text.indexOf('$', close + 1);
      close = next < 0 || next >= end ? -1 : next;
    }
    if (close < 0) return at + 1;
    addRange(this.#scan.findings.notProse, at, close + 1);
    return close + 1;
  }

  #comment(at: number, start: number, end: number): number {
    const text = this.#text;
    const { findings } = this.#scan;
    const next = text.charCodeAt(at + 1);
    if (next === 0x2f) {
      if (at > start && text.charCodeAt(at - 1) === 0x3a) return at + 2;
      const newline = text.indexOf('\n', at);
      const behind = newline < 0 || newline > end ? end : newline;
      const mark = readStyleMark(text, at, behind);
      if (mark !== undefined) findings.styleMarks.push(mark);
      addRange(findings.notProse, at, behind);
      return behind;
    }
    if (next !== 0x2a) return at + 1;
    const close = this.#finders.within('*/', at + 2, end);
    if (close < 0) {
      addRange(findings.notProse, at, end);
      this.#closing = '*/';
      return end;
    }
    addRange(findings.notProse, at, close + 2);
    return close + 2;
  }

  /** `#let …`, `#{ … }`, `#func(…)[…]`: code is no prose, a content block behind it is. */
  #code(at: number, start: number, end: number): number {
    const text = this.#text;
    const { findings } = this.#scan;
    let from = at;
    let behind = at + 1;
    const code = text.charCodeAt(behind);
    if (code === 0x7b || code === 0x28) {
      const close = this.#balanced(behind, end, 0);
      addRange(findings.notProse, at, close < 0 ? end : close);
      return close < 0 ? end : close;
    }
    while (behind < end && isNameCode(text.charCodeAt(behind))) behind += 1;
    if (behind === at + 1) return behind;
    const name = text.slice(at + 1, Math.min(behind, at + 60));
    if (STATEMENT.test(name)) return this.#statement(at, behind, start, end);
    if (name === 'cite') {
      const citation = readTypstCitation(text, at, end);
      if (citation !== undefined) findings.keyed.push(at, citation.range.end);
    }
    while (text.charCodeAt(behind - 1) === 0x2e || text.charCodeAt(behind - 1) === 0x2d) behind -= 1;
    if (this.#scan.forms.superscript && name === 'super' && text.charCodeAt(behind) === 0x5b) {
      const opening = text.slice(at, behind + 1);
      const taken = takeAt(this.#scan, at, opening, ']', 'superscript', start, end, FORM_DOUBT);
      if (taken > at + 1) return taken;
    }
    if (text.charCodeAt(behind) === 0x28) {
      const close = this.#balanced(behind, end, 0);
      if (close < 0) {
        addRange(findings.notProse, at, end);
        return end;
      }
      from = this.#readContents(at, behind, close, start);
      behind = close;
    }
    if (text.charCodeAt(behind) === 0x5b) behind += 1;
    addRange(findings.notProse, from, behind);
    return behind;
  }

  /**
   * Content blocks in code are prose: `#figure(image("a.png"), caption: [Ants [2].])`, `#table([Ants [2]], [Bees])`,
   * `#show: article.with(abstract: [We show …])`.
   *
   * @param at where the code begins that is not yet known as such
   * @returns the offset behind the last block, from which there is code again; `at` where there is no block
   */
  #readContents(at: number, open: number, close: number, start: number): number {
    if (this.#nesting >= DEEPEST_CONTENT) return at;
    let from = at;
    for (let index = open; index < close; ) {
      const code = this.#text.charCodeAt(index);
      if (code === 0x22) index = behindString(this.#text, index, close);
      else if (code !== 0x5b) index += 1;
      else {
        const end = this.#balanced(index, close, 0) - 1;
        this.#depth = 0;
        if (end < index) return from;
        addRange(this.#scan.findings.notProse, from, index + 1);
        this.#readContent(index + 1, end, start);
        from = end;
        index = end + 1;
      }
    }
    return from;
  }

  #readContent(from: number, end: number, start: number): void {
    this.#nesting += 1;
    for (let next = this.#special.next(from); next < end; ) {
      const code = this.#text.charCodeAt(next);
      next = this.#special.next(code === 0x0a ? next + 1 : this.#readSpecial(next, start, end));
    }
    this.#nesting -= 1;
  }

  /** A statement ends with its line, or with the line on which its brackets close. */
  #statement(at: number, from: number, start: number, end: number): number {
    const text = this.#text;
    const { findings } = this.#scan;
    let index = from;
    while (index < end && text.charCodeAt(index) !== 0x0a) {
      const code = text.charCodeAt(index);
      if (code === 0x28 || code === 0x5b || code === 0x7b) {
        const close = this.#balanced(index, end, 0);
        if (close < 0) {
          addRange(findings.notProse, at, end);
          return end;
        }
        index = close;
      } else if (code === 0x22) index = behindString(text, index, end);
      else if (code === 0x3b) break;
      else index += 1;
    }
    addRange(findings.notProse, this.#readContents(at, from, index, start), index);
    return index;
  }

  /** Offset behind the bracket that closes those open; -1 where they stay open, and then `depth` says how many. */
  #balanced(from: number, end: number, open: number): number {
    const text = this.#text;
    let depth = open;
    const stop = Math.min(end, from + LONGEST_CODE);
    for (let index = from; index < stop; index += 1) {
      const code = text.charCodeAt(index);
      if (code === 0x28 || code === 0x5b || code === 0x7b) depth += 1;
      else if (code === 0x29 || code === 0x5d || code === 0x7d) {
        depth -= 1;
        if (depth <= 0) {
          this.#depth = 0;
          return index + 1;
        }
      } else if (code === 0x22) index = behindString(text, index, stop) - 1;
    }
    this.#depth = depth;
    return -1;
  }

  /** `@key` and `@key[supplement]`: a citation, or a reference to a figure or section. */
  #reference(at: number, end: number): number {
    const citation = readTypstCitation(this.#text, at, end);
    if (citation === undefined) return at + 1;
    const { findings } = this.#scan;
    if (at === 0 || !/[\p{L}\p{N}]/u.test(this.#text[at - 1]!)) findings.keyed.push(at, citation.range.end);
    addRange(findings.notProse, at, citation.range.end);
    return citation.range.end;
  }

  #label(at: number, end: number): number {
    const match = /^<[A-Za-z_][\w:.-]*>/.exec(this.#text.slice(at, Math.min(end, at + 100)));
    if (match === null) return at + 1;
    this.#scan.findings.labels.push(match[0].slice(1, -1));
    addRange(this.#scan.findings.notProse, at, at + match[0].length);
    return at + match[0].length;
  }

  #endEntry(): void {
    this.#entry?.finish();
    this.#entry = undefined;
  }
}
