import { detached } from '../../../text/detached';
import type { TextWindow } from '../../../text/textWindows';
import type { LibraryProblem } from '../../types';
import {
  hasMoreFields,
  isAfterLineBreak,
  isCommentedOut,
  isLineStart,
  isNextField,
  keyEnd,
  nameEnd,
  nextField,
  skipSeparators,
  skipSpace,
  startsField,
  startsRecord,
} from './bibtexCharacters';
import { BibtexFields } from './bibtexFields';
import { BibtexProblems } from './bibtexProblems';
import type { BibtexTrace } from './bibtexTrace';
import { BibtexValueReader, type Reading } from './bibtexValues';

/** A record as the file writes it. */
export interface BibtexEntry {
  /** In lower case. */
  readonly type: string;
  /** The citation key; empty where the record has none. */
  readonly key: string;
  /** Offset of the `@`. */
  readonly start: number;
  /** Offset after the closing brace. */
  readonly end: number;
  /** Of a repeated field the first. Those of {@link BibtexScanner.next} hold until its next call. */
  readonly fields: BibtexFields;
  /** Whether a field names an abbreviation that was not defined before it. */
  readonly hasUnknownAbbreviation: boolean;
}

/** Thrown away attempts are cheap once, but a hostile file could ask for them at each of its records. */
const MOST_UNCLOSED_COMMENTS = 16;
/** Fields whose place in a record is remembered. */
const MOST_PLACES = 64;

const RECORD_NAME = /@[ \t]{0,8}(?:\r?\n[ \t]{0,80})?([^\s{}(),"=#%@]{1,60})\s{0,80}/y;

/** Fields that a record may have twice, with what joins them; of all others the first counts. */
const REPEATED: ReadonlyMap<string, string> = new Map([
  ['keywords', ', '],
  ['keyword', ', '],
  ['file', ';'],
  ['annotation', ' '],
]);

/** Reads the records of a BibTeX or BibLaTeX file one after the other. Linear in the text's length; never throws. */
export class BibtexScanner {
  #text: string;
  /** Where {@link #text} starts in the file; what leaves this class is an offset of the file. */
  #base = 0;
  /** How much of {@link #text} is to be read. */
  #limit: number;
  readonly #trace: BibtexTrace | undefined;
  readonly #problems: BibtexProblems;
  readonly #values: BibtexValueReader;
  readonly #names = new Map<string, string>();
  /** By place in the record: what last stood between a value and the next one, and the name in it. */
  readonly #lastWritten: string[] = [];
  readonly #lastNames: string[] = [];
  /** Filled anew for each record, because most records are done with before the next. */
  #fields = new BibtexFields();
  #position = 0;
  /** Of the last record: its type, and `@` and type as written. */
  #type = '';
  #typeWritten = '';
  #unclosedComments = 0;
  /** The last `@` that was met, and whether it stands in a comment. */
  #lastAt = -1;
  #wasCommentedOut = false;

  /**
   * @param trace gets the places of records and fields, for whoever edits the text
   * @param from where to begin: the text's start, or between two records
   */
  constructor(text: string, trace?: BibtexTrace, from = 0) {
    this.#text = text;
    this.#limit = text.length;
    this.#trace = trace;
    this.#position = from;
    this.#problems = new BibtexProblems(text.length);
    this.#values = new BibtexValueReader(text, this.#problems, trace);
  }

  /** Goes on in another part of the file, for which what was learnt so far holds. No trace follows there. */
  moveTo({ text, start, length }: TextWindow): void {
    this.#text = text;
    this.#base = start;
    this.#limit = length;
    this.#position = 0;
    this.#lastAt = -1;
    this.#problems.moveTo(start, text.length);
    this.#values.moveTo(text, start);
  }

  /** What was found so far; whoever takes problems out of the list has them for good. */
  get problems(): LibraryProblem[] {
    return this.#problems.list;
  }

  /** Whether a comment was met that is never closed, so that any brace after it may change what follows it. */
  get hasUnclosedComment(): boolean {
    return this.#unclosedComments > 0;
  }

  /** The next record; undefined after the last. Abbreviations (`@string`) that stand between are learnt, comments skipped. */
  next(): BibtexEntry | undefined {
    const text = this.#text;
    for (;;) {
      const at = text.indexOf('@', this.#position);
      if (at < 0 || at >= this.#limit) return undefined;
      this.#position = at + 1;
      this.#wasCommentedOut = isCommentedOut(text, at, this.#lastAt, this.#wasCommentedOut);
      this.#lastAt = at;
      if (this.#wasCommentedOut) continue;
      if (!this.#readType(at)) continue;
      const type = this.#type;
      const open = at + this.#typeWritten.length;
      if (type === 'comment') {
        this.#position = this.#afterComment(open);
        continue;
      }
      const delimiter = text.charCodeAt(open);
      if (delimiter !== 123 && delimiter !== 40) {
        if (delimiter === 44 && isLineStart(text, at)) {
          const message = `this record was left out; start it with @${type}{key,`;
          this.#problems.report(at, open + 1, 'error', message);
        }
        continue;
      }
      if (type === 'preamble') {
        const end = this.#values.closingBrace(open);
        this.#position = end < 0 ? -end - 1 : end + 1;
        continue;
      }
      const entry = this.#readTolerantly(type, at, open);
      this.#position = entry.end - this.#base;
      this.#trace?.finish(type, entry.key, entry.end);
      if (type !== 'string') return entry;
    }
  }

  /**
   * Reads a record once more, now that all abbreviations are known; reports nothing.
   *
   * @param at the offset of its `@` in the file; it stands in the part that is being read
   */
  readAgain(at: number): BibtexEntry {
    const start = at - this.#base;
    this.#readType(start);
    const reported = this.#problems.list.length;
    this.#fields = new BibtexFields();
    const entry = this.#readTolerantly(this.#type, start, start + this.#typeWritten.length);
    this.#fields = new BibtexFields();
    this.#problems.takeBack(reported);
    return entry;
  }

  /** Reads the type after the `@` at `at`; false where none stands there. */
  #readType(at: number): boolean {
    const text = this.#text;
    const written = this.#typeWritten;
    // Most records are of the type of the one before.
    if (written !== '' && text.startsWith(written, at) && text.charCodeAt(at + written.length) === 123)
      return true;
    RECORD_NAME.lastIndex = at;
    const name = RECORD_NAME.exec(text);
    if (!name) return false;
    this.#typeWritten = name[0];
    this.#type = this.#lowerCase(name[1]!);
    return true;
  }

  #afterComment(open: number): number {
    const text = this.#text;
    const delimiter = text.charCodeAt(open);
    if (delimiter === 123 && this.#unclosedComments < MOST_UNCLOSED_COMMENTS) {
      let depth = 0;
      for (let index = open; index < text.length; index++) {
        const code = text.charCodeAt(index);
        if (code === 123) depth++;
        else if (code === 125 && --depth === 0) return index + 1;
      }
      this.#unclosedComments++;
      const message = 'this comment is never closed, only its line is skipped; add the missing }';
      this.#problems.report(open - 1, open + 1, 'warning', message);
    }
    if (delimiter !== 123 && isAfterLineBreak(text, open)) return open;
    const lineEnd = text.indexOf('\n', open);
    return lineEnd < 0 ? text.length : lineEnd;
  }

  #readTolerantly(type: string, start: number, open: number): BibtexEntry {
    const values = this.#values;
    const reported = this.#problems.list.length;
    this.#problems.errors = 0;
    values.hasEscape = false;
    values.hasLines = false;
    const first = this.#read(type, start, open, 'strict');
    const { hasEscape, isUnclosed } = values;
    const endsAtLines = isUnclosed && values.hasLines;
    // Without these a more tolerant reading reads the same.
    if (this.#problems.errors === 0 || !(hasEscape || endsAtLines)) return first;
    if (hasEscape) {
      this.#problems.takeBack(reported);
      this.#problems.errors = 0;
      const second = this.#read(type, start, open, 'escapes');
      if (this.#problems.errors === 0) return second;
    }
    this.#problems.takeBack(reported);
    return this.#read(type, start, open, isUnclosed ? 'lines' : 'strict');
  }

  #read(type: string, start: number, open: number, reading: Reading): BibtexEntry {
    const text = this.#text;
    const values = this.#values;
    const close = text.charCodeAt(open) === 123 ? 125 : 41;
    const fields = this.#fields;
    const isString = type === 'string';
    fields.clear();
    values.namesUnknown = false;
    values.isUnclosed = false;
    let position = skipSpace(text, open + 1);
    const keyStart = position;
    let key = '';
    if (!isString) {
      const end = keyEnd(text, position, close);
      if (text.charCodeAt(end) !== 61) {
        key = text.slice(position, end).trim();
        position = end;
      }
    }
    this.#trace?.begin(start, open, keyStart, keyStart + key.length);
    for (;;) {
      const place = fields.size;
      const expected = this.#lastWritten[place];
      if (expected !== undefined && text.startsWith(expected, position)) {
        // Records of one file mostly have the same fields, written the same way, in the same order.
        const name = this.#lastNames[place]!;
        position = this.#value(name, position, position + expected.length, close, reading, isString);
        continue;
      }
      const separator = position;
      position = skipSeparators(text, position);
      const code = text.charCodeAt(position);
      if (position >= text.length || (code === 64 && startsRecord(text, position))) {
        values.isUnclosed = true;
        const message = `this record is not closed; add the missing ${String.fromCharCode(close)} at its end`;
        this.#problems.report(start, position, 'error', message);
        break;
      }
      if (code !== close) position = this.#field(separator, position, close, reading, isString);
      else if (hasMoreFields(text, position + 1)) {
        const message = 'this closing brace stands before the end of the record; remove it';
        this.#problems.report(position, position + 1, 'warning', message);
        position++;
      } else {
        position++;
        break;
      }
    }
    return {
      type,
      key,
      start: start + this.#base,
      end: position + this.#base,
      fields,
      hasUnknownAbbreviation: values.namesUnknown,
    };
  }

  /**
   * Reads `name = value` into the fields.
   *
   * @param separator where the white space and comma before the name start
   * @returns where to go on
   */
  #field(separator: number, start: number, close: number, reading: Reading, isString: boolean): number {
    const text = this.#text;
    const end = nameEnd(text, start);
    if (end === start) {
      const message = `“${text[start]}” is not expected here; write name = {value},`;
      this.#problems.report(start, start + 1, 'error', message);
      return nextField(text, start + 1, close);
    }
    const equals = skipSpace(text, end);
    const next = text.charCodeAt(equals);
    if (next !== 61) {
      const word = text.slice(start, Math.min(end, start + 40));
      const message = `the field “${word}” has no value and was left out; write ${word} = {value},`;
      this.#problems.report(start, end, next === close || next === 44 ? 'warning' : 'error', message);
      if (next === 64 && startsRecord(text, equals)) return equals;
      return isNextField(text, end, equals) ? equals : nextField(text, equals, close);
    }
    const valueStart = skipSpace(text, equals + 1);
    const name = this.#lowerCase(text.slice(start, end));
    const place = this.#fields.size;
    if (place < MOST_PLACES && valueStart - separator < 100 && text.charCodeAt(separator) === 44) {
      this.#lastWritten[place] = detached(text.slice(separator, valueStart));
      this.#lastNames[place] = name;
    }
    return this.#value(name, separator, valueStart, close, reading, isString);
  }

  /**
   * Reads the value of a field.
   *
   * @param separator as in {@link #field}
   * @returns where to go on
   */
  #value(
    name: string,
    separator: number,
    valueStart: number,
    close: number,
    reading: Reading,
    isString: boolean,
  ): number {
    const values = this.#values;
    const position = values.read(valueStart, close, reading);
    if (position === valueStart) return this.#missingValue(name, separator, valueStart, close);
    if (this.#trace !== undefined) {
      const nameStart = skipSeparators(this.#text, separator);
      this.#trace.field(nameStart, nameEnd(this.#text, nameStart), valueStart, position);
    }
    const { value, flags } = values;
    const at = isString ? -1 : this.#fields.at(name);
    if (isString) values.define(name, value, flags);
    else if (at < 0) this.#fields.add(name, value, flags);
    else this.#repeated(at, separator);
    return this.#afterValue(position, close);
  }

  /** Nothing that could be a value stands at `valueStart`; gives where to go on. */
  #missingValue(name: string, separator: number, valueStart: number, close: number): number {
    const text = this.#text;
    const nameStart = skipSeparators(text, separator);
    const end = nameEnd(text, nameStart);
    const message = `the field “${name.slice(0, 40)}” has no value; write one between { and }`;
    this.#problems.report(nameStart, end, 'warning', message);
    this.#trace?.field(nameStart, end, valueStart, valueStart);
    return startsField(text, valueStart) ? valueStart : this.#afterValue(valueStart, close);
  }

  /** The last value belongs to a field that the record has already, at `at`. */
  #repeated(at: number, separator: number): void {
    const { values, names, flags } = this.#fields;
    const found = this.#values;
    const known = values[at]!;
    const joint = REPEATED.get(names[at]!);
    if (known === '' || joint !== undefined) {
      values[at] = known === '' ? found.value : `${known}${joint}${found.value}`;
      flags[at] = flags[at]! | found.flags;
    } else if (known !== found.value) {
      const message = `the field “${names[at]}” stands twice in this record and only the first counts; remove one`;
      const start = skipSeparators(this.#text, separator);
      this.#problems.report(start, nameEnd(this.#text, start), 'warning', message);
    }
  }

  /** Where to read the next field after a value. */
  #afterValue(position: number, close: number): number {
    const text = this.#text;
    if (text.charCodeAt(position) === 44) return position;
    const after = skipSpace(text, position);
    const code = text.charCodeAt(after);
    if (code === 44 || code === close || after >= text.length || code === 64) return after;
    if (startsField(text, after)) {
      this.#problems.report(position, position, 'warning', 'a comma is missing after this value; add it');
      return after;
    }
    const next = nextField(text, after, close);
    const message = 'this text stands outside of the value and was left out; put it between the braces';
    this.#problems.report(after, next, 'error', message);
    return next;
  }

  /** A name in lower case, one string for each name of the file. */
  #lowerCase(name: string): string {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    // A property's key is kept once by the engine, so that two of the same name are one and compare at once; not worth it
    // for whoever asks for the places of one record.
    const lower = this.#trace ? name.toLowerCase() : Object.keys({ [name.toLowerCase()]: 0 })[0]!;
    this.#names.set(name, lower);
    return lower;
  }
}
