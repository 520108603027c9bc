import { isDigit } from '../characters';
import { OpenEntry, trimmedEnd } from '../lists/entries';
import { isReferencesTitle } from '../lists/headingWords';
import { type Label, readLabel } from '../lists/labels';
import { takeAt, takeBracket, takeOtherForm } from './brackets';
import { CharacterFinder } from './characterFinder';
import { FORM_DOUBT } from './inline';
import { readLines } from './lines';
import type { Scan, ScanState } from './scan';

const LONGEST_HEADING = 90;
const FARTHEST_NEXT = 10;
const NUMBERED_HEADING = /^(?:\d+(?:\.\d+)*\.?|[IVX]+\.)\s+[^\d\s].{0,80}[^.,;:]$/;

/**
 * Finds the prose of plain text: all of it. Blocks end at blank lines and page breaks; a short line alone is a heading.
 *
 * @returns the state at the end of the text
 */
export function scanPlainText(scan: Scan, state: ScanState): ScanState {
  return new PlainTextBlocks(scan, state).read();
}

class PlainTextBlocks {
  readonly #scan: Scan;
  readonly #text: string;
  readonly #special: CharacterFinder;
  #blankBefore = true;
  #entry: OpenEntry | undefined;
  #entryForm = '';
  #entryIndent = 0;
  #lastNumber = -1;
  #paragraph = -1;

  constructor(scan: Scan, state: ScanState) {
    this.#scan = scan;
    this.#text = scan.text;
    const wide = scan.forms.round || scan.forms.superscript;
    this.#special = new CharacterFinder(scan.text, wide ? '[(^' : '[', wide);
    if (state === '') return;
    const [blank, form, indent, last] = state.split('\u0000');
    this.#blankBefore = blank === '1';
    this.#entryForm = form!;
    this.#entryIndent = Number(indent);
    this.#lastNumber = Number(last);
  }

  #state(): ScanState {
    return [this.#blankBefore ? '1' : '0', this.#entryForm, this.#entryIndent, this.#lastNumber].join(
      '\u0000',
    );
  }

  read(): ScanState {
    const text = this.#text;
    readLines(text, 0, (line, end, next) => {
      this.#readLine(line, end, next);
    });
    this.#endParagraph(text.length);
    this.#endEntry();
    return this.#scan.finish(this.#state());
  }

  #readLine(line: number, end: number, next: number): void {
    const text = this.#text;
    let first = line;
    let pageBreak = false;
    while (first < end) {
      const code = text.charCodeAt(first);
      if (code === 0x0c) pageBreak = true;
      else if (code !== 0x20 && code !== 0x09 && code !== 0xa0) break;
      first += 1;
    }
    if (first >= end) {
      this.#endParagraph(line);
      this.#blankBefore = true;
      return;
    }
    if (pageBreak) {
      this.#endParagraph(line);
      this.#blankBefore = true;
    }
    const label = readLabel(text, first, end);
    if (label !== undefined && this.#readLabelled(line, label, first - line, end)) return;
    if (this.#blankBefore) {
      if (this.#isHeading(first, end, next)) {
        this.#endEntry();
        this.#entryForm = '';
        this.#cutIfWanted(line);
        this.#scan.findings.headings.push({
          range: { start: first, end },
          title: text.slice(first, end).trim(),
          level: 1,
        });
        this.#take(first, end);
        return;
      }
      if (this.#entry !== undefined && first - line <= this.#entryIndent) {
        // What stands without a label between two entries is the rest of the first on the next page.
        if (!pageBreak) this.#endEntry();
      }
      this.#cutIfWanted(line);
    }
    this.#blankBefore = false;
    this.#entry?.extend(end);
    if (this.#paragraph < 0) this.#paragraph = line;
  }

  #readLabelled(line: number, label: Label, indent: number, end: number): boolean {
    const number = label.number.value;
    const following = number > this.#lastNumber && number <= this.#lastNumber + FARTHEST_NEXT;
    const goesOn = this.#entryForm === label.form && (following || this.#repeatsLabel(label, indent));
    if (!this.#blankBefore && !goesOn && (this.#paragraph >= 0 || this.#entry !== undefined)) return false;
    if (label.tight && !this.#blankBefore && !goesOn) return false;
    this.#endParagraph(line);
    this.#endEntry();
    this.#cutIfWanted(line);
    this.#entry = new OpenEntry(this.#scan, {
      writtenNumber: label.number,
      labelForm: label.form,
      labelStart: label.start,
      labelEnd: label.end,
      lineStart: line,
      lineEnd: end,
      indent,
      counted: false,
      continues: false,
    });
    this.#entryForm = label.form;
    this.#entryIndent = indent;
    this.#lastNumber = number;
    this.#blankBefore = false;
    this.#paragraph = label.start;
    return true;
  }

  /** Whether the open entry's own number stands once more in the column of labels, over something that begins like an entry. */
  #repeatsLabel(label: Label, indent: number): boolean {
    if (this.#entry === undefined || label.tight || indent !== this.#entryIndent) return false;
    return (
      label.number.value === this.#lastNumber &&
      /^[\p{Lu}\p{Lo}]/u.test(this.#text.slice(label.end, label.end + 2))
    );
  }

  /** A line in the usual words for references, or a short line with blank lines around it that is no sentence. */
  #isHeading(first: number, end: number, next: number): boolean {
    if (end - first > LONGEST_HEADING) return false;
    const text = this.#text;
    // Most short lines are sentences; one that cites and ends like one needs no closer look.
    const last = text.charCodeAt(trimmedEnd(text, first, end) - 1);
    const bracket = this.#special.next(first);
    if ((last === 0x2e || last === 0x2c) && bracket < end && text.charCodeAt(bracket) === 0x5b) return false;
    const title = text.slice(first, end).trim();
    if (isReferencesTitle(title)) return true;
    if ('.,;:'.includes(title[title.length - 1]!)) return false;
    let after = next;
    while (after < text.length && (text[after] === ' ' || text[after] === '\t' || text[after] === '\r'))
      after += 1;
    if (after < text.length && text[after] !== '\n') return false;
    return NUMBERED_HEADING.test(title) || /^[^\s\d[(].*[^.,;:!?\])]$/.test(title);
  }

  #endParagraph(end: number): void {
    if (this.#paragraph >= 0) this.#take(this.#paragraph, end);
    this.#paragraph = -1;
  }

  #take(start: number, end: number): void {
    const { text } = this.#scan;
    let at = start;
    while (at < end) {
      at = this.#special.next(at);
      if (at >= end) return;
      const character = text[at]!;
      if (character === '[') at = takeBracket(this.#scan, at, start, end);
      else if (character === '^') {
        const digit = isDigit(text.charCodeAt(at + 1));
        at = digit ? takeAt(this.#scan, at, '^', '^', 'superscript', start, end, FORM_DOUBT) : at + 1;
      } else at = takeOtherForm(this.#scan, at, start, end);
    }
  }

  #endEntry(): void {
    this.#entry?.finish();
    this.#entry = undefined;
  }

  #cutIfWanted(line: number): void {
    if (this.#entry === undefined && this.#scan.wantsCut(line)) this.#scan.cut(line, this.#state());
  }
}
