import type { TextRange } from '../../text/textRange';
import { isAsciiLetter, isDigit } from '../characters';
import { addRange, Doubt } from '../findings';
import { behindDoubleBracket, behindRun, behindUnclosed, endsAddress } from './brackets';
import { CharacterFinder } from './characterFinder';
import { DollarFinder } from './dollarFinder';
import { ForwardFinder, ForwardFinders } from './finders';
import { FORM_DOUBT, holdsNoCitation, takeCitation, takeLinkedCitation, takePlainCitation } from './inline';
import { CAPTION_DOUBT } from './markdownSyntax';
import type { Scan } from './scan';
import { takeUnicodeSuperscript } from './superscript';

/** HTML elements whose content a reader does not read as prose. */
const OPAQUE_ELEMENT = /<(pre|code|script|style|textarea|math|svg|kbd|samp|tt)(?=[\s>/])/iy;
const TAG =
  /<(?:\/[A-Za-z][\w-]*\s*|[A-Za-z][\w-]*(?:\s+[\w:@.-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*\/?|![A-Z][^>]*|\?[^>]*\?)>/y;
const AUTOLINK = /<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.+-]+@[\w.-]+)>/y;
const FOOTNOTE = /^#(?:user-content-)?(?:fn|foot|note|endnote)/i;
const TARGET = /\(\s*(?:<[^<>\n]*>|[^\s<>()]*(?:\([^\s()]*\)[^\s<>()]*)*)(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/y;

/** Reads Markdown's inline syntax: where citations can stand and where they cannot. One instance a scan. */
export class MarkdownInline {
  readonly #scan: Scan;
  readonly #text: string;
  readonly #special: CharacterFinder;
  readonly #finders: ForwardFinders;
  readonly #closings: ForwardFinder;
  /** Ends of links to places in the manuscript itself, without which no citation is linked. */
  readonly #anchors: ForwardFinder;
  readonly #dollars: DollarFinder;
  readonly #backtick: ForwardFinder;

  constructor(scan: Scan) {
    this.#scan = scan;
    this.#text = scan.text;
    const wide = scan.forms.round || scan.forms.superscript;
    this.#special = new CharacterFinder(scan.text, wide ? '[`$<\\^(' : '[`$<\\', wide);
    this.#finders = new ForwardFinders(scan.text);
    this.#closings = new ForwardFinder(scan.text, ']');
    this.#anchors = new ForwardFinder(scan.text, '](#');
    this.#dollars = new DollarFinder(scan.text);
    this.#backtick = new ForwardFinder(scan.text, '`');
  }

  /**
   * Reads the inline content of one block.
   *
   * @param doubt {@link Doubt} bits that citations in this block carry
   */
  read(start: number, end: number, doubt: number): void {
    const text = this.#text;
    let at = start;
    let openBrackets = 0;
    let lastBackticks: Map<number, number> | undefined;
    for (;;) {
      const special = this.#special.next(at);
      // What a bracket closes matters only where one is open.
      if (openBrackets > 0) {
        const close = this.#closings.next(at);
        if (close < special && close < end) {
          openBrackets -= 1;
          at = this.#behindLinkText(close, end);
          continue;
        }
      }
      at = special;
      if (at >= end) return;
      switch (text.charCodeAt(at)) {
        case 0x5b: {
          let next = doubt === 0 ? takePlainCitation(this.#scan, at, start, end) : -1;
          if (next < 0 && this.#scan.isUnclosed(at, end)) {
            at = behindUnclosed(text, at, end);
            break;
          }
          // Brackets that only hold others are gone over without another search.
          while (next < -1 && next !== -at - 1) {
            openBrackets += 1;
            at = -next;
            next = takePlainCitation(this.#scan, at, start, end);
          }
          if (next < 0) next = this.#bracket(at, start, end, doubt);
          if (next < 0) {
            openBrackets += 1;
            at += 1;
          } else at = next;
          break;
        }
        case 0x60: {
          const close = this.#closingBackticks(at, end);
          if (close > 0) at = this.#codeSpan(at, close);
          else {
            lastBackticks ??= this.#backticks(at, end);
            at = this.#searchCodeSpan(at, end, lastBackticks);
          }
          break;
        }
        case 0x24:
          at = this.#math(at, end);
          break;
        case 0x3c:
          at = this.#angle(at, start, end);
          break;
        case 0x5c:
          at = this.#backslash(at, start, end, doubt);
          break;
        case 0x5e:
          at = this.#caret(at, start, end);
          break;
        case 0x28:
          at = this.#take(at, '(', ')', 'round', start, end, FORM_DOUBT);
          break;
        default:
          at = takeUnicodeSuperscript(this.#scan, this.#scan.findings, at, start, end);
      }
    }
  }

  /** Reads a line of code with the caption in it, where it has one. */
  readCode(line: number, next: number, caption: TextRange | undefined): void {
    const { notProse } = this.#scan.findings;
    addRange(notProse, line, caption?.start ?? next);
    if (caption === undefined) return;
    this.read(caption.start, caption.end, CAPTION_DOUBT);
    addRange(notProse, caption.end, next);
  }

  /** Whether the first mark of inline syntax in the block is an opening bracket, as it is in most that cite. */
  holdsBracket(start: number, end: number): boolean {
    const first = this.#special.next(start);
    return first < end && this.#text.charCodeAt(first) === 0x5b;
  }

  /** Offset behind what the bracket at `at` opens; -1 for a bracket that is text or begins a link. */
  #bracket(at: number, first: number, end: number, doubt: number): number {
    const text = this.#text;
    const next = text.charCodeAt(at + 1);
    if (next === 0x5b && text.charCodeAt(at + 2) === 0x5b) return behindRun(text, at, end) - 2;
    const before = at > first ? text.charCodeAt(at - 1) : 0x20;
    if (next === 0x5b || next === 0x5c || (isDigit(next) && this.#looksLinked(at, end))) {
      const linked = this.#linked(at, first, end);
      if (linked >= 0) return linked;
    }
    if (next === 0x5b) {
      const behind = behindDoubleBracket(this.#scan, at, end);
      if (behind > 0) addRange(this.#scan.findings.notProse, at, behind);
      return behind;
    }
    if (next === 0x5e || next === 0x40 || next === 0x20) {
      if (next !== 0x20 || !isDigit(text.charCodeAt(at + 2))) return -1;
    }
    if (holdsNoCitation(text, at + 1, end)) return -1;
    if (before === 0x21 && this.#isImage(at, end)) return -1;
    if (endsAddress(this.#scan, at, first)) return -1;
    const citations = this.#scan.findings.citations.length;
    const doubtful = this.#scan.findings.doubtful.length;
    const taken = this.#take(at, '[', ']', 'brackets', first, end, doubt);
    if (taken === at + 1) return -1;
    if (!this.#isLinkBehind(taken, end)) return taken;
    this.#scan.findings.citations.length = citations;
    this.#scan.findings.doubtful.length = doubtful;
    return -1;
  }

  #linked(at: number, first: number, end: number): number {
    if (this.#anchors.within(at, end) < 0) return -1;
    return takeLinkedCitation(this.#scan, this.#scan.findings, at, first, end);
  }

  /** `<sup>[4](#r4)</sup>`: cites where the list has the number and the link does not go to a footnote. */
  #linkedSuperscript(at: number, first: number, end: number): number {
    const anchor = this.#anchors.within(at, end);
    if (anchor < 0 || FOOTNOTE.test(this.#text.slice(anchor + 2, anchor + 14))) return -1;
    const { findings } = this.#scan;
    return takeLinkedCitation(this.#scan, findings, at, first, end, Doubt.needsList);
  }

  #looksLinked(at: number, end: number): boolean {
    let index = at + 1;
    while (index < end && isDigit(this.#text.charCodeAt(index))) index += 1;
    return this.#text.charCodeAt(index) === 0x5c;
  }

  #isImage(at: number, end: number): boolean {
    const close = this.#finders.within(']', at, end);
    return close >= 0 && (this.#text[close + 1] === '(' || this.#text[close + 1] === '[');
  }

  /** Whether what closed before `at` is the text of a link, a span with attributes, or a collapsed reference. */
  #isLinkBehind(at: number, end: number): boolean {
    if (at >= end) return false;
    const code = this.#text.charCodeAt(at);
    if (code === 0x28) {
      TARGET.lastIndex = at;
      return TARGET.test(this.#text) && TARGET.lastIndex <= end;
    }
    if (code === 0x7b) return /^\{[.#\w:]/.test(this.#text.slice(at, at + 3));
    return code === 0x5b && this.#text.charCodeAt(at + 1) === 0x5d;
  }

  /** Behind the `]` of a text in brackets: over the link's target, label or attributes. */
  #behindLinkText(at: number, end: number): number {
    const text = this.#text;
    const after = at + 1;
    if (after >= end) return after;
    const code = text.charCodeAt(after);
    if (code === 0x28) {
      TARGET.lastIndex = after;
      if (!TARGET.test(text) || TARGET.lastIndex > end) return after;
      addRange(this.#scan.findings.notProse, after, TARGET.lastIndex);
      return TARGET.lastIndex;
    }
    if (code === 0x5b || code === 0x7b) {
      const close = this.#finders.within(code === 0x5b ? ']' : '}', after, end);
      if (close < 0) return after;
      addRange(this.#scan.findings.notProse, after, close + 1);
      return close + 1;
    }
    return after;
  }

  #take(
    at: number,
    opening: string,
    closing: string,
    form: 'brackets' | 'escaped' | 'superscript' | 'round',
    first: number,
    limit: number,
    doubt: number,
  ): number {
    const bracket = { open: at, opening, closing, form, first, limit, doubt };
    const end = takeCitation(this.#scan, this.#scan.findings, bracket);
    return end < 0 ? at + 1 : end;
  }

  /** Offset of the last run of each length of backticks in the block: an opening run behind it is text. */
  #backticks(start: number, end: number): Map<number, number> {
    const last = new Map<number, number>();
    let at = this.#backtick.within(start, end);
    while (at >= 0 && at < end) {
      const length = runLength(this.#text, at, 0x60, end);
      last.set(length, at);
      const next = this.#text.indexOf('`', at + length);
      at = next < 0 ? end : next;
    }
    return last;
  }

  /** Offset behind the next run of backticks where it is as long as that at `at`, as it mostly is; -1 otherwise. */
  #closingBackticks(at: number, end: number): number {
    const length = runLength(this.#text, at, 0x60, end);
    const close = this.#backtick.within(at + length, end);
    return close >= 0 && runLength(this.#text, close, 0x60, end) === length ? close + length : -1;
  }

  #codeSpan(at: number, behind: number): number {
    addRange(this.#scan.findings.notProse, at, behind);
    return behind;
  }

  #searchCodeSpan(at: number, end: number, last: ReadonlyMap<number, number>): number {
    const text = this.#text;
    const length = runLength(text, at, 0x60, end);
    if ((last.get(length) ?? -1) <= at) return at + length;
    let index = at + length;
    while (index < end) {
      index = text.indexOf('`', index);
      const run = runLength(text, index, 0x60, end);
      index += run;
      if (run === length) break;
    }
    return this.#codeSpan(at, index);
  }

  /** TeX math by Pandoc's rules: `$` before a non-space … non-space before `$` that no digit follows; `$$ … $$`. */
  #math(at: number, end: number): number {
    const text = this.#text;
    if (text.charCodeAt(at + 1) === 0x24) {
      const close = this.#finders.within('$$', at + 2, end);
      if (close < 0) return at + 2;
      addRange(this.#scan.findings.notProse, at, close + 2);
      return close + 2;
    }
    const opensOn = text.charCodeAt(at + 1);
    if (opensOn === 0x60) {
      const close = this.#finders.within('`$', at + 2, end);
      if (close >= 0) {
        addRange(this.#scan.findings.notProse, at, close + 2);
        return close + 2;
      }
    }
    if (opensOn <= 0x20) return at + 1;
    const close = this.#dollars.closing(at + 1, end);
    if (close < 0) return at + 1;
    addRange(this.#scan.findings.notProse, at, close + 1);
    return close + 1;
  }

  #angle(at: number, first: number, end: number): number {
    const { findings, forms } = this.#scan;
    const text = this.#text;
    const next = text.charCodeAt(at + 1);
    if (next === 0x21 && text.startsWith('<!--', at)) {
      const close = this.#finders.within('-->', at + 4, end);
      const behind = close < 0 ? end : close + 3;
      addRange(findings.notProse, at, behind);
      return behind;
    }
    if (this.#finders.within('>', at, end) < 0) return at + 1;
    OPAQUE_ELEMENT.lastIndex = at;
    const opaque = OPAQUE_ELEMENT.exec(text);
    if (opaque !== null) {
      const close = this.#finders.within(`</${opaque[1]!}>`, at, end);
      if (close >= 0) {
        const behind = close + opaque[1]!.length + 3;
        addRange(findings.notProse, at, behind);
        return behind;
      }
    }
    if (text.startsWith('<sup>[', at)) {
      const behind = this.#linkedSuperscript(at, first, end);
      if (behind >= 0) return behind;
    }
    if (forms.superscript && text.startsWith('<sup>', at)) {
      const bracket = {
        open: at,
        opening: '<sup>',
        closing: '</sup>',
        form: 'superscript',
        first,
        limit: end,
      } as const;
      const behind = takeCitation(this.#scan, findings, { ...bracket, doubt: FORM_DOUBT });
      if (behind >= 0) return behind;
    }
    for (const pattern of [TAG, AUTOLINK]) {
      pattern.lastIndex = at;
      if (pattern.test(text) && pattern.lastIndex <= end) {
        addRange(findings.notProse, at, pattern.lastIndex);
        return pattern.lastIndex;
      }
    }
    return at + 1;
  }

  #backslash(at: number, first: number, end: number, doubt: number): number {
    const text = this.#text;
    const next = text.charCodeAt(at + 1);
    if (next === 0x5b) {
      if (this.#scan.isUnclosed(at, end)) return at + 2;
      const linked = this.#linked(at, first, end);
      if (linked >= 0) return linked;
      for (const closing of ['\\]', ']']) {
        const behind = this.#take(at, '\\[', closing, 'escaped', first, end, doubt);
        if (behind > at + 1) return behind;
      }
      return at + 2;
    }
    if (next === 0x28 || next === 0x5c) {
      // `\(x\)` and `\\(x\\)`: TeX math of MathJax and KaTeX.
      const opening = next === 0x28 ? '\\(' : '\\\\(';
      if (text.startsWith(opening, at)) {
        const closing = next === 0x28 ? '\\)' : '\\\\)';
        const close = this.#finders.within(closing, at + opening.length, end);
        if (
          close >= 0 &&
          !/^\d[\d\s,;–—-]*$/.test(text.slice(at + opening.length, Math.min(close, at + 100)))
        ) {
          addRange(this.#scan.findings.notProse, at, close + closing.length);
          return close + closing.length;
        }
      }
      return at + 2;
    }
    let index = at + 1;
    while (index < end && isAsciiLetter(text.charCodeAt(index))) index += 1;
    if (index > at + 1 && text.charCodeAt(index) === 0x5b) {
      // Raw TeX as Pandoc and Quarto pass it on: the bracket is an optional argument.
      const close = this.#finders.within(']', index, end);
      if (close >= 0) {
        addRange(this.#scan.findings.notProse, at, close + 1);
        return close + 1;
      }
    }
    return Math.max(index, Math.min(at + 2, end));
  }

  #caret(at: number, first: number, end: number): number {
    if (!this.#scan.forms.superscript || !isDigit(this.#text.charCodeAt(at + 1))) return at + 1;
    return this.#take(at, '^', '^', 'superscript', first, end, FORM_DOUBT);
  }
}

function runLength(text: string, at: number, code: number, end: number): number {
  let index = at;
  while (index < end && text.charCodeAt(index) === code) index += 1;
  return index - at;
}
