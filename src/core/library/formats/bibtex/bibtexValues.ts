import {
  bareEnd,
  isAfterLineBreak,
  isFieldLine,
  skipSpace,
  startsField,
  startsRecord,
  trimmedEnd,
} from './bibtexCharacters';
import { BIBTEX_TEXT } from './bibtexFields';
import type { BibtexProblems } from './bibtexProblems';
import type { BibtexTrace } from './bibtexTrace';

/** How tolerantly one record is read: as BibTeX does, with `\{` as text, or with values ended where the next field's line starts. */
export type Reading = 'strict' | 'escapes' | 'lines';

/** An abbreviation's text and the {@link BIBTEX_TEXT} bits of what it may contain. */
export interface BibtexAbbreviation {
  readonly value: string;
  readonly flags: number;
}

/** All that ends a value or makes its text more than plain; searched by the engine, which is faster than a loop. */
const SPECIAL = /[{}\\"@$~\n\r\t`']/g;
/** Abbreviations may stand in abbreviations, each time twice, and so fill any memory. */
const LONGEST_ABBREVIATION = 4096;
/** The abbreviations of a file may stand for as much text in all as it has itself; of a small file for so many characters. */
const FREE_EXPANSION = 100_000;
/** The bit of characters that end something and mean nothing for the text; none of {@link BIBTEX_TEXT}. */
const NO_TEXT = 128;
const MEANING = meanings();
const NEAR = 8;
const NUMBER = /^\d+$/;
/** What an undefined abbreviation looks like; other bare words are simply text. */
const WORD = /^[^\d\s]\S*$/;
const MONTHS: ReadonlySet<string> = new Set('jan feb mar apr may jun jul aug sep oct nov dec'.split(' '));

/**
 * Reads the values of fields: texts between braces or quotes, numbers and abbreviations, joined by `#`. One reader is made
 * per file, because it learns the abbreviations.
 */
export class BibtexValueReader {
  #text: string;
  /** Up to where abbreviations were allowed to stand for as much text as there is. */
  #allowed: number;
  readonly #problems: BibtexProblems;
  readonly #trace: Pick<BibtexTrace, 'abbreviation'> | undefined;
  readonly #abbreviations = new Map<string, BibtexAbbreviation>();
  /** How many characters abbreviations may still stand for. */
  #expansion: number;
  /** Of the last value that was read; kept here because a library has a million values and each would be an object. */
  value = '';
  flags = 0;
  /** Whether a value of the record was never closed; for the record's reader to reset. */
  isUnclosed = false;
  /** Whether values contain a backslash, and lines that do not begin a record; for the record's reader to reset. */
  hasEscape = false;
  hasLines = false;
  /** Whether a value of the record named an abbreviation that was not defined before; for the record's reader to reset. */
  namesUnknown = false;

  /** @param trace gets the places of abbreviations */
  constructor(text: string, problems: BibtexProblems, trace: Pick<BibtexTrace, 'abbreviation'> | undefined) {
    this.#text = text;
    this.#trace = trace;
    this.#problems = problems;
    this.#allowed = text.length;
    this.#expansion = Math.max(FREE_EXPANSION, text.length);
  }

  /** Goes on in another part of the file, which starts at `base` of it. */
  moveTo(text: string, base: number): void {
    this.#text = text;
    const end = base + text.length;
    this.#expansion += Math.max(0, end - this.#allowed);
    this.#allowed = Math.max(this.#allowed, end);
  }

  /** Learns an abbreviation; the last definition holds. */
  define(name: string, value: string, flags: number): void {
    this.#abbreviations.set(name, { value: value.slice(0, LONGEST_ABBREVIATION), flags });
  }

  /**
   * Reads the value at `start` into {@link value} and {@link flags}.
   *
   * @param close the character that closes the record
   * @returns the offset after it
   */
  read(start: number, close: number, reading: Reading): number {
    const text = this.#text;
    let position = start;
    this.flags = 0;
    for (let piece = 0; ; piece++) {
      const code = text.charCodeAt(position);
      if (code === 123 || code === 34) {
        const end =
          code === 123 ? this.#closingBrace(position, reading) : this.#closingQuote(position, reading);
        const stop = end < 0 ? -end - 1 : end;
        const content = text.slice(position + 1, stop);
        this.value = piece === 0 ? content : this.value + content;
        if (end < 0) {
          this.#reportUnclosed(position, stop, code);
          return stop;
        }
        position = stop + 1;
      } else if (code === 64 && startsRecord(text, position)) {
        if (piece === 0) this.value = this.#bareWord(position, position);
        return position;
      } else {
        const end = this.#bareEnd(position, close);
        // The record's reader sees that nothing was read.
        if (end === position && piece === 0) {
          this.value = '';
          return end;
        }
        const word = this.#bareWord(position, end);
        this.value = piece === 0 ? word : this.value + word;
        position = end;
      }
      // Most values are followed by a comma, so nothing needs to be skipped to see that no piece follows.
      if (text.charCodeAt(position) === 44) return position;
      const after = skipSpace(text, position);
      if (text.charCodeAt(after) !== 35) return position;
      position = skipSpace(text, after + 1);
    }
  }

  /** The offset of the brace that closes the one at `open`, with {@link flags} of what stands between; -1 - (where to give up) without one. */
  closingBrace(open: number): number {
    return this.#closingBrace(open, 'strict');
  }

  #closingBrace(open: number, reading: Reading): number {
    const text = this.#text;
    let depth = 1;
    for (let index = nextSpecial(text, open + 1); index >= 0; index = nextSpecial(text, index + 1)) {
      const code = text.charCodeAt(index);
      if (code === 125) {
        if (--depth === 0) return index;
      } else if (code === 123) {
        depth++;
        this.flags |= BIBTEX_TEXT.brace;
      } else if (code === 64 || code === 10) {
        if (this.#givesUp(index, code, reading)) return -trimmedEnd(text, index) - 1;
      } else {
        this.flags |= MEANING[code]! & ~NO_TEXT;
        if (code === 92) {
          if (reading === 'strict') this.hasEscape = true;
          else index++;
        }
      }
    }
    return -text.length - 1;
  }

  /** As {@link #closingBrace}, for a value between double quotes. */
  #closingQuote(open: number, reading: Reading): number {
    const text = this.#text;
    let depth = 0;
    for (let index = nextSpecial(text, open + 1); index >= 0; index = nextSpecial(text, index + 1)) {
      const code = text.charCodeAt(index);
      if (code === 34) {
        if (depth <= 0) return index;
      } else if (code === 123 || code === 125) {
        depth += code === 123 ? 1 : -1;
        this.flags |= BIBTEX_TEXT.brace;
      } else if (code === 64 || code === 10) {
        if (this.#givesUp(index, code, reading)) return -trimmedEnd(text, index) - 1;
      } else {
        this.flags |= MEANING[code]! & ~NO_TEXT;
        if (code === 92) {
          if (reading === 'strict') this.hasEscape = true;
          else index++;
        }
      }
    }
    return -text.length - 1;
  }

  /** Whether an unclosed value must have ended before the `@` or line break at `index`. */
  #givesUp(index: number, code: number, reading: Reading): boolean {
    if (code === 64) return startsRecord(this.#text, index);
    this.flags |= BIBTEX_TEXT.space;
    if (this.#text.charCodeAt(index + 1) === 64) return false;
    this.hasLines = true;
    return reading === 'lines' && isFieldLine(this.#text, index);
  }

  /** The offset after the value without delimiters at `start`; `start` where the next field stands there. */
  #bareEnd(start: number, close: number): number {
    const text = this.#text;
    const end = bareEnd(text, start, close);
    // Numbers are most of these values and start no field.
    if (text.charCodeAt(start) < 65 || !text.slice(start, end).includes('=')) return end;
    return isAfterLineBreak(text, start) && startsField(text, start) ? start : end;
  }

  #bareWord(start: number, end: number): string {
    const word = this.#text.slice(start, end).trim();
    if (word === '') {
      const message = 'a piece of this value is missing after the #; write it or remove the #';
      this.#problems.report(start, start + 1, 'warning', message);
      return '';
    }
    if (NUMBER.test(word)) return word;
    const name = word.toLowerCase();
    const known = this.#abbreviations.get(name);
    const isTraced = this.#trace?.abbreviation !== undefined;
    if (isTraced && !MONTHS.has(name)) this.#trace.abbreviation?.(name, start, start + word.length);
    if (known !== undefined) {
      this.#expansion -= known.value.length;
      if (this.#expansion < 0) return this.#tooLong(word, start);
      this.flags |= known.flags;
      return known.value;
    }
    if (!isTraced && !MONTHS.has(name) && WORD.test(name)) {
      this.namesUnknown = true;
      this.#problems.report(
        start,
        start + word.length,
        'warning',
        `the abbreviation “${word}” is not defined and was taken as text; add @string{${word} = {…}} or put braces around it`,
      );
    }
    return word;
  }

  /** An abbreviation of a file that would make itself many times larger. */
  #tooLong(word: string, start: number): string {
    const message = `the abbreviations of this file stand for more text than it has itself, so “${word.slice(0, 60)}” was taken as text; shorten them`;
    this.#problems.report(start, start + word.length, 'warning', message);
    return word;
  }

  #reportUnclosed(open: number, stop: number, code: number): void {
    this.isUnclosed = true;
    const missing = code === 123 ? '}' : '"';
    this.#problems.report(open, stop, 'error', `this value is never closed; add the missing ${missing}`);
  }
}

/** The next character of {@link SPECIAL} from `start`; -1 after the last. */
function nextSpecial(text: string, start: number): number {
  // The next one mostly stands near, in numbers and in accents; then a loop is faster than asking the engine.
  for (let index = start; index < start + NEAR; index++) {
    const code = text.charCodeAt(index);
    if (code < 128 && MEANING[code] !== 0) return index;
  }
  SPECIAL.lastIndex = start + NEAR;
  return SPECIAL.test(text) ? SPECIAL.lastIndex - 1 : -1;
}

/** What a special character makes of the text that it stands in; 0 for characters that are none. */
function meanings(): Uint8Array {
  const meaning = new Uint8Array(128);
  const set = (characters: string, bits: number) => {
    for (const character of characters) meaning[character.charCodeAt(0)] = bits;
  };
  set('{}', BIBTEX_TEXT.brace);
  set('\\$~', BIBTEX_TEXT.command);
  set('\n\r\t', BIBTEX_TEXT.space);
  set("`'", BIBTEX_TEXT.quote);
  set('"@', NO_TEXT);
  return meaning;
}
