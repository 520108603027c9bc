import { isDigit } from '../characters';
import { addRange } from '../findings';
import { takeAt, takeBracket, takeOtherForm } from './brackets';
import { CharacterFinder } from './characterFinder';
import { BackwardFinder, ForwardFinders } from './finders';
import { FORM_DOUBT } from './inline';
import type { Scan } from './scan';

const MACRO = /(?:^|[^\w])[A-Za-z][\w-]*::?[^\s[\]]*$/;
const LONGEST_MACRO = 300;

/** Reads AsciiDoc's inline syntax: where citations can stand and where they cannot. One instance a scan. */
export class AsciiDocInline {
  readonly #scan: Scan;
  readonly #text: string;
  readonly #special: CharacterFinder;
  readonly #finders: ForwardFinders;
  /** Colons, of which one stands in every macro. */
  readonly #marks: BackwardFinder;

  constructor(scan: Scan) {
    this.#scan = scan;
    this.#text = scan.text;
    const wide = scan.forms.round || scan.forms.superscript;
    this.#special = new CharacterFinder(scan.text, wide ? '[`+<^(' : '[`+<', wide);
    this.#finders = new ForwardFinders(scan.text);
    this.#marks = new BackwardFinder(scan.text, ':');
  }

  /** Reads the inline content of one block. */
  read(start: number, end: number): void {
    const text = this.#text;
    let at = start;
    for (;;) {
      at = this.#special.next(at);
      if (at >= end) return;
      switch (text.charCodeAt(at)) {
        case 0x5b:
          at = this.#bracket(at, start, end);
          break;
        case 0x60:
          at = this.#quoted('`', at, start, end);
          break;
        case 0x2b:
          at = this.#quoted('+', at, start, end);
          break;
        case 0x3c:
          at = this.#crossReference(at, end);
          break;
        case 0x5e:
          at = isDigit(text.charCodeAt(at + 1))
            ? takeAt(this.#scan, at, '^', '^', 'superscript', start, end, FORM_DOUBT)
            : at + 1;
          break;
        default:
          at = takeOtherForm(this.#scan, at, start, end);
      }
    }
  }

  /** A bracket: a macro's attributes, an anchor, a role before `#`, or the author's. */
  #bracket(at: number, start: number, end: number): number {
    const text = this.#text;
    const before = at > start ? text.charCodeAt(at - 1) : 0x20;
    if (before > 0x20 && before !== 0x28 && this.#marks.lastBefore(at) > at - LONGEST_MACRO) {
      const run = text.slice(runStart(text, at, Math.max(start, at - LONGEST_MACRO)), at);
      if (MACRO.test(run)) {
        if (/(?:^|\W)footnote(?:ref)?:[^\s[\]]*$/.test(run)) return at + 1;
        const close = this.#finders.within(']', at, end);
        if (close < 0) return at + 1;
        addRange(this.#scan.findings.notProse, at, close + 1);
        return close + 1;
      }
    }
    if (before === 0x5c) return at + 1;
    const mark = this.#scan.findings.citations.length;
    const behind = takeBracket(this.#scan, at, start, end);
    if (behind > at + 1 && text.charCodeAt(behind) === 0x23 && this.#scan.findings.citations.length > mark) {
      this.#scan.findings.citations.length = mark;
    }
    return behind;
  }

  /** `` `code` `` and `+literal+`, single (at word boundaries) or double. */
  #quoted(quote: string, at: number, start: number, end: number): number {
    const text = this.#text;
    const double = text[at + 1] === quote;
    const needle = double ? quote + quote : quote;
    const before = at > start ? text[at - 1]! : ' ';
    if (!double && (/[\w;:}]/.test(before) || (text.charCodeAt(at + 1) || 0x20) <= 0x20)) return at + 1;
    const close = this.#finders.within(needle, at + needle.length, end);
    if (close < 0) return at + needle.length;
    if (quote === '`' && isOldQuote(text.slice(at, Math.min(close, at + 400)), double))
      return at + needle.length;
    if (!double && (text.charCodeAt(close - 1) <= 0x20 || /\w/.test(text[close + 1] ?? ' '))) return at + 1;
    addRange(this.#scan.findings.notProse, at, close + needle.length);
    return close + needle.length;
  }

  /** `<<id,text>>`: the id is no prose, the text is; `<a href>` passes through. */
  #crossReference(at: number, end: number): number {
    const text = this.#text;
    if (text.charCodeAt(at + 1) !== 0x3c) return at + 1;
    const close = this.#finders.within('>>', at + 2, end);
    if (close < 0) return at + 2;
    const comma = text.slice(at, Math.min(close, at + 300)).indexOf(',');
    const behind = comma < 0 ? close + 2 : at + comma + 1;
    addRange(this.#scan.findings.notProse, at, behind);
    return behind;
  }
}

/** Whether backticks open a quotation of the old kind, closed by apostrophes: ``so'' and `so'. */
function isOldQuote(quoted: string, double: boolean): boolean {
  return double ? quoted.includes("''") : /^`[^`'()="]+'(?=[\s.,;:)]|$)/.test(quoted);
}

/** Start of the run of characters before `at` that a macro's name and target may consist of. */
function runStart(text: string, at: number, stop: number): number {
  let start = at;
  while (start > stop) {
    const code = text.charCodeAt(start - 1);
    if (code <= 0x20 || code === 0x5b || code === 0x5d) break;
    start -= 1;
  }
  return start;
}
