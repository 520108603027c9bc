import { isDigit } from '../characters';
import { addRange } from '../findings';
import { takeAt, takeBracket, takeOtherForm } from './brackets';
import { CharacterFinder } from './characterFinder';
import { ForwardFinders } from './finders';
import { FORM_DOUBT } from './inline';
import type { Scan } from './scan';

/** Reads reStructuredText's inline syntax: where citations can stand and where they cannot. One instance a scan. */
export class RestructuredTextInline {
  readonly #scan: Scan;
  readonly #text: string;
  readonly #special: CharacterFinder;
  readonly #finders: ForwardFinders;

  constructor(scan: Scan) {
    this.#scan = scan;
    this.#text = scan.text;
    const wide = scan.forms.round || scan.forms.superscript;
    this.#special = new CharacterFinder(scan.text, wide ? '[`\\|(' : '[`\\|', wide);
    this.#finders = new ForwardFinders(scan.text);
  }

  /** Reads the inline content of one block. */
  read(start: number, end: number): void {
    const text = this.#text;
    let at = start;
    while (at < end) {
      at = this.#special.next(at);
      if (at >= end) return;
      switch (text.charCodeAt(at)) {
        case 0x5c:
          at =
            text.charCodeAt(at + 1) === 0x5b
              ? takeAt(this.#scan, at, '\\[', '\\]', 'escaped', start, end, 0)
              : at + 2;
          break;
        case 0x60:
          at = this.#backtick(at, start, end);
          break;
        case 0x7c:
          at = this.#substitution(at, end);
          break;
        case 0x5b:
          at = this.#bracket(at, start, end);
          break;
        default:
          at = takeOtherForm(this.#scan, at, start, end);
      }
    }
  }

  #bracket(at: number, start: number, end: number): number {
    const text = this.#text;
    let index = at + 1;
    while (index < end && isDigit(text.charCodeAt(index))) index += 1;
    if (index > at + 1 && text.startsWith(']_', index) && !/\w/.test(text[index + 2] ?? '')) {
      return takeAt(this.#scan, at, '[', ']_', 'restructuredtext', start, end, 0);
    }
    const behind = takeBracket(this.#scan, at, start, end);
    return behind;
  }

  /** ``literal``, :role:`text`, `text`_ and `text <target>`__: none of it is read for citations. */
  #backtick(at: number, start: number, end: number): number {
    const text = this.#text;
    const double = text.charCodeAt(at + 1) === 0x60;
    const needle = double ? '``' : '`';
    // Docutils lets no inline markup begin in the middle of a word or right behind the end of other markup.
    if (at > start && !double && /[\w>]/.test(text[at - 1]!)) return at + 1;
    const close = this.#finders.within(needle, at + needle.length, end);
    if (close < 0) return at + needle.length;
    const role = /(?::[\w:.+-]{1,60}:)$/.exec(text.slice(Math.max(start, at - 64), at));
    if (role !== null && /^:sup(?:erscript)?:$/.test(role[0]) && this.#scan.forms.superscript) {
      const behind = takeAt(this.#scan, at, '`', '`', 'superscript', start, end, FORM_DOUBT);
      if (behind > at + 1) return behind;
    }
    const behind = close + needle.length;
    addRange(this.#scan.findings.notProse, at, behind);
    return behind;
  }

  #substitution(at: number, end: number): number {
    const text = this.#text;
    if (text.charCodeAt(at + 1) <= 0x20) return at + 1;
    const close = this.#finders.within('|', at + 1, Math.min(end, at + 80));
    if (close < 0 || text.charCodeAt(close - 1) <= 0x20) return at + 1;
    if (!/^[\w][\w .:+-]*$/.test(text.slice(at + 1, close))) return at + 1;
    addRange(this.#scan.findings.notProse, at, close + 1);
    return close + 1;
  }
}
