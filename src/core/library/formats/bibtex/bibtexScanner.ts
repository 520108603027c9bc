import type { LibraryProblem } from '../../types';

/** What a field's text contains, so that clean text need not be looked at again. */
export const BIBTEX_TEXT = {
  /** `\`, `{`, `}`, `$` or `~` */
  tex: 1,
  /** a line break or a tab */
  space: 2,
  /** a hyphen, of which two make a dash */
  dash: 4,
  /** a quote, of which two make one */
  quote: 8,
} as const;

/** A field as the file writes it: without its delimiters, abbreviations put in, TeX left as it is. */
export interface BibtexField {
  readonly value: string;
  /** {@link BIBTEX_TEXT} bits of what `value` may contain. */
  readonly flags: number;
}

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
  /** By name in lower case; of a repeated field the first. Those of {@link BibtexScanner.next} hold until its next call. */
  readonly fields: ReadonlyMap<string, BibtexField>;
  /** Whether a field names an abbreviation that was not defined before it. */
  readonly hasUnknownAbbreviation: boolean;
}

/** Gets the places of what is read. A record that is read again with more tolerance begins again. */
export interface BibtexTrace {
  /** A record or `@string` begins: offsets of `@`, of its opening brace, of its key and after it (the same without one). */
  begin(start: number, open: number, keyStart: number, keyEnd: number): void;
  /** A field: offsets of its name and of its value with delimiters and all pieces joined by `#`. */
  field(nameStart: number, nameEnd: number, valueStart: number, valueEnd: number): void;
  /** The record that began last is finished. */
  finish(type: string, key: string, end: number): void;
  /**
   * A value or a piece of one that is neither text nor number nor month. Whoever asks for abbreviations knows which are
   * defined, so that unknown ones are no problems then.
   *
   * @param name in lower case
   */
  abbreviation?(name: string, start: number, end: number): void;
}

/** How tolerantly one record is read: as BibTeX does, with `\{` as text, or with values ended where the next field's line starts. */
type Reading = 'strict' | 'escapes' | 'lines';

/** Thrown away attempts are cheap once, but a hostile file could ask for them at each of its records. */
const MOST_UNCLOSED_COMMENTS = 16;
const MOST_PROBLEMS = 1000;

const RECORD_START =
  /@[A-Za-z][\w-]{0,40}[ \t]{0,8}(?:\r?\n)?[ \t]{0,8}[{(][ \t]{0,8}(?:\r?\n)?[ \t]{0,8}(?:[^\s{}(),"=]{0,200}[ \t]{0,8},|[^\s{}(),"=]{1,60}[ \t]{0,8}=)/y;
const RECORD_NAME = /@[ \t]{0,8}([^\s{}(),"=#%@]{1,60})\s{0,80}/y;
const FIELD_LINE = /[\r\n]\s{0,80}[A-Za-z][\w+-]{0,40}[ \t]{0,40}=[ \t]{0,8}["{\w]/y;
const FIELD_START = /\s{0,80}[A-Za-z][\w+:.-]{0,40}\s{0,40}=/y;
const MORE_FIELDS = /\s{0,8},\s{0,80}[A-Za-z][\w+-]{0,40}[ \t]{0,40}=[ \t]{0,8}["{\d]/y;
const NUMBER = /^\d+$/;

/** Reads the records of a BibTeX or BibLaTeX file one after the other. Linear in the text's length; never throws. */
export class BibtexScanner {
  readonly problems: LibraryProblem[] = [];
  readonly #text: string;
  readonly #trace: BibtexTrace | undefined;
  readonly #classes: Uint8Array;
  readonly #names = new Map<string, string>();
  readonly #lastWritten: string[] = [];
  readonly #lastNames: string[] = [];
  readonly #abbreviations = new Map<string, BibtexField>();
  /** Filled anew for each record, because most records are done with before the next. */
  #fields = new Map<string, BibtexField>();
  #position = 0;
  #unclosedComments = 0;
  /** Results of the last value that was read, kept here because a record has many and each would be an object. */
  #value = '';
  #flags = 0;
  #unknownAbbreviation = false;
  /** What the last attempt at a record met. */
  #errors = 0;
  #isUnclosed = false;

  /**
   * @param trace gets the places of records and fields, for whoever edits the text
   * @param from where to begin: the text's start, or between two records
   */
  constructor(text: string, trace?: BibtexTrace, from = 0) {
    this.#text = text;
    this.#trace = trace;
    this.#position = from;
    this.#classes = characterClasses();
  }

  /** The next record; undefined after the last. Abbreviations (`@string`) that stand between are learnt, comments skipped. */
  next(): BibtexEntry | undefined {
    const text = this.#text;
    for (;;) {
      const at = text.indexOf('@', this.#position);
      if (at < 0) return undefined;
      this.#position = at + 1;
      if (this.#isCommentedOut(at)) continue;
      RECORD_NAME.lastIndex = at;
      const name = RECORD_NAME.exec(text);
      if (!name) continue;
      const type = name[1]!.toLowerCase();
      const open = at + name[0].length;
      if (type === 'comment') {
        this.#position = this.#afterComment(open);
        continue;
      }
      const delimiter = text.charCodeAt(open);
      if (delimiter !== 123 && delimiter !== 40) {
        if (delimiter === 44 && isLineStart(text, at)) {
          this.#report(at, open + 1, 'error', `this record was left out; start it with @${name[1]}{key,`);
        }
        continue;
      }
      if (type === 'preamble') this.#position = this.#afterPreamble(open);
      else {
        const entry = this.#readTolerantly(type, at, open);
        this.#position = entry.end;
        this.#trace?.finish(type, entry.key, entry.end);
        if (type !== 'string') return entry;
      }
    }
  }

  /** Whether a comment was met that is never closed, so that any brace after it may change what follows it. */
  get hasUnclosedComment(): boolean {
    return this.#unclosedComments > 0;
  }

  /** Reads the record whose `@` stands at `start` once more, now that all abbreviations are known; reports what stays unknown. */
  readAgain(start: number): BibtexEntry {
    RECORD_NAME.lastIndex = start;
    const name = RECORD_NAME.exec(this.#text)!;
    const reported = this.problems.length;
    this.#fields = new Map();
    const entry = this.#readTolerantly(name[1]!.toLowerCase(), start, start + name[0].length);
    this.#fields = new Map();
    this.problems.length = Math.min(this.problems.length, reported);
    return entry;
  }

  /** A line whose first character is `%` is a comment to every author, though not to BibTeX. */
  #isCommentedOut(at: number): boolean {
    const text = this.#text;
    for (let index = at - 1; index >= Math.max(0, at - 200); index--) {
      const code = text.charCodeAt(index);
      if (code === 10 || code === 13) return false;
      if (code === 37 && isLineStart(text, index)) return true;
      if (code === 125) return false;
    }
    return false;
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
      this.#report(
        open - 1,
        open + 1,
        'warning',
        'this comment is never closed, only its line is skipped; add the missing }',
      );
    }
    if (delimiter !== 123 && isAfterLineBreak(text, open)) return open;
    const lineEnd = text.indexOf('\n', open);
    return lineEnd < 0 ? text.length : lineEnd;
  }

  #afterPreamble(open: number): number {
    const end = this.#closingBrace(open, 'strict');
    return end < 0 ? -end - 1 : end + 1;
  }

  #readTolerantly(type: string, start: number, open: number): BibtexEntry {
    const reported = this.problems.length;
    this.#errors = 0;
    const first = this.#read(type, start, open, 'strict');
    if (this.#errors === 0) return first;
    this.problems.length = reported;
    const isUnclosed = this.#isUnclosed;
    this.#errors = 0;
    const second = this.#read(type, start, open, 'escapes');
    if (this.#errors === 0) return second;
    this.problems.length = reported;
    return this.#read(type, start, open, isUnclosed ? 'lines' : 'strict');
  }

  #read(type: string, start: number, open: number, reading: Reading): BibtexEntry {
    const text = this.#text;
    const close = text.charCodeAt(open) === 123 ? 125 : 41;
    const fields = this.#fields;
    fields.clear();
    const isString = type === 'string';
    this.#unknownAbbreviation = false;
    this.#isUnclosed = false;
    let position = this.#skipSpace(open + 1);
    const keyStart = position;
    let key = '';
    if (!isString) {
      const keyEnd = this.#keyEnd(position, close);
      if (text.charCodeAt(keyEnd) !== 61) {
        key = text.slice(position, keyEnd).trim();
        position = keyEnd;
      }
    }
    this.#trace?.begin(start, open, keyStart, keyStart + key.length);
    let end = -1;
    while (end < 0) {
      position = this.#skipSeparators(position);
      const code = text.charCodeAt(position);
      if (position >= text.length || (code === 64 && this.#startsRecord(position))) {
        this.#isUnclosed = true;
        this.#report(
          start,
          position,
          'error',
          `this record is not closed; add the missing ${String.fromCharCode(close)} at its end`,
        );
        end = position;
      } else if (code === close) {
        MORE_FIELDS.lastIndex = position + 1;
        if (MORE_FIELDS.test(text)) {
          this.#report(
            position,
            position + 1,
            'warning',
            'this closing brace stands before the end of the record; remove it',
          );
          position++;
        } else end = position + 1;
      } else position = this.#field(position, close, reading, fields, isString);
    }
    return { type, key, start, end, fields, hasUnknownAbbreviation: this.#unknownAbbreviation };
  }

  /** Reads `name = value` into `fields`; returns where to go on. */
  #field(
    start: number,
    close: number,
    reading: Reading,
    fields: Map<string, BibtexField>,
    isString: boolean,
  ): number {
    const text = this.#text;
    const nameEnd = this.#nameEnd(start);
    if (nameEnd === start) {
      this.#report(start, start + 1, 'error', `“${text[start]}” is not expected here; write name = {value},`);
      return this.#nextField(start + 1, close);
    }
    const equals = this.#skipSpace(nameEnd);
    if (text.charCodeAt(equals) !== 61) {
      const next = text.charCodeAt(equals);
      const word = text.slice(start, nameEnd);
      const advice = `the field “${word.slice(0, 40)}” has no value and was left out; write ${word.slice(0, 40)} = {value},`;
      this.#report(start, nameEnd, next === close || next === 44 ? 'warning' : 'error', advice);
      return this.#nextField(equals, close);
    }
    const valueStart = this.#skipSpace(equals + 1);
    const position = this.#valueAt(valueStart, close, reading);
    this.#trace?.field(start, nameEnd, valueStart, position);
    const name = this.#fieldName(start, nameEnd, fields.size);
    const field = { value: this.#value, flags: this.#flags };
    if (isString) this.#abbreviations.set(name, field);
    else {
      const known = fields.get(name);
      if (known === undefined || known.value === '') fields.set(name, field);
      else if (name === 'keywords' || name === 'keyword' || name === 'file' || name === 'annotation') {
        const separator = name === 'annotation' ? ' ' : name === 'file' ? ';' : ', ';
        fields.set(name, {
          value: `${known.value}${separator}${field.value}`,
          flags: known.flags | field.flags,
        });
      } else if (known.value !== field.value) {
        this.#report(
          start,
          nameEnd,
          'warning',
          `the field “${name}” stands twice in this record and only the first counts; remove one`,
        );
      }
    }
    return this.#afterValue(position, close);
  }

  /** Reads pieces joined by `#` into `#value` and `#flags`; returns the offset after them. */
  #valueAt(start: number, close: number, reading: Reading): number {
    const text = this.#text;
    let position = start;
    let value = '';
    let flags = 0;
    for (let piece = 0; ; piece++) {
      const code = text.charCodeAt(position);
      if (code === 123 || code === 34) {
        const end =
          code === 123 ? this.#closingBrace(position, reading) : this.#closingQuote(position, reading);
        const stop = end < 0 ? -end - 1 : end;
        const content = text.slice(position + 1, stop);
        flags |= this.#flags;
        value = piece === 0 ? content : value + content;
        if (end < 0) {
          this.#isUnclosed = true;
          this.#report(
            position,
            stop,
            'error',
            `this value is never closed; add the missing ${code === 123 ? '}' : '"'}`,
          );
          position = stop;
          break;
        }
        position = stop + 1;
      } else {
        const end = this.#bareEnd(position, close);
        const word = text.slice(position, end).trim();
        if (word === '') {
          this.#report(
            position,
            position + 1,
            'warning',
            'this field has no value; write one between { and }',
          );
        } else {
          const known = NUMBER.test(word) ? undefined : this.#abbreviation(word, position);
          value += known ? known.value : word;
          flags |= known ? known.flags : BIBTEX_TEXT.dash;
        }
        position = end;
      }
      const after = this.#skipSpace(position);
      if (text.charCodeAt(after) !== 35) break;
      position = this.#skipSpace(after + 1);
    }
    this.#value = value;
    this.#flags = flags;
    return position;
  }

  #abbreviation(word: string, position: number): BibtexField | undefined {
    const name = this.#lowerCase(word);
    const known = this.#abbreviations.get(name);
    if (this.#trace?.abbreviation !== undefined) {
      if (!isMonth(name)) this.#trace.abbreviation(name, position, position + word.length);
      return known;
    }
    if (known === undefined && !isMonth(name) && /^[^\d\s]\S*$/.test(name)) {
      this.#unknownAbbreviation = true;
      this.#report(
        position,
        position + word.length,
        'warning',
        `the abbreviation “${word}” is not defined and was taken as text; add @string{${word} = {…}} or put braces around it`,
      );
    }
    return known;
  }

  /** Where to read the next field after a value. */
  #afterValue(position: number, close: number): number {
    const text = this.#text;
    const after = this.#skipSpace(position);
    const code = text.charCodeAt(after);
    if (code === 44) return after + 1;
    if (code === close || after >= text.length || code === 64) return after;
    FIELD_START.lastIndex = after;
    if (FIELD_START.test(text)) {
      this.#report(position, position, 'warning', 'a comma is missing after this value; add it');
      return after;
    }
    const next = this.#nextField(after, close);
    this.#report(
      after,
      next,
      'error',
      'this text stands outside of the value and was left out; put it between the braces',
    );
    return next;
  }

  /** After a mistake: the next comma outside of braces, the end of the line, or the end of the record. */
  #nextField(start: number, close: number): number {
    const text = this.#text;
    let depth = 0;
    for (let index = start; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code === 123) depth++;
      else if (code === 125 && depth > 0) depth--;
      else if (code === 10 && (depth === 0 || this.#startsRecord(this.#skipBlank(index + 1))))
        return index + 1;
      else if (depth === 0 && (code === 44 || code === close)) return index;
    }
    return text.length;
  }

  /** The offset of the brace that closes the one at `open`, with `#flags` of what stands between; -1 - (where to give up) without one. */
  #closingBrace(open: number, reading: Reading): number {
    const text = this.#text;
    const classes = this.#classes;
    const length = text.length;
    let depth = 1;
    let flags = 0;
    for (let index = open + 1; index < length; index++) {
      const code = text.charCodeAt(index);
      if (code > 127) continue;
      const bits = classes[code]!;
      if (bits === 0) continue;
      if (code === 125 && --depth === 0) {
        this.#flags = flags;
        return index;
      }
      flags |= bits;
      if (code === 123) depth++;
      else if (code === 92) {
        if (reading !== 'strict') index++;
      } else if (code === 64) {
        if (this.#startsRecord(index)) {
          this.#flags = flags;
          return -this.#trimmedEnd(index) - 1;
        }
      } else if (code === 10 && reading === 'lines' && this.#isFieldLine(index)) {
        this.#flags = flags;
        return -this.#trimmedEnd(index) - 1;
      }
    }
    this.#flags = flags;
    return -length - 1;
  }

  /** As {@link #closingBrace}, for a value between double quotes. */
  #closingQuote(open: number, reading: Reading): number {
    const text = this.#text;
    const classes = this.#classes;
    const length = text.length;
    let depth = 0;
    let flags = 0;
    for (let index = open + 1; index < length; index++) {
      const code = text.charCodeAt(index);
      if (code > 127) continue;
      if (code === 34 && depth <= 0) {
        this.#flags = flags;
        return index;
      }
      flags |= classes[code]!;
      if (code === 123) depth++;
      else if (code === 125) depth--;
      else if (code === 92 && reading !== 'strict') index++;
      else if (
        (code === 64 && this.#startsRecord(index)) ||
        (code === 10 && reading === 'lines' && this.#isFieldLine(index))
      ) {
        this.#flags = flags;
        return -this.#trimmedEnd(index) - 1;
      }
    }
    this.#flags = flags;
    return -length - 1;
  }

  #isFieldLine(lineBreak: number): boolean {
    FIELD_LINE.lastIndex = lineBreak;
    return FIELD_LINE.test(this.#text);
  }

  /** Of an unclosed value that ends before `end`: without the white space, comma and braces that belong to the record. */
  #trimmedEnd(end: number): number {
    let index = end;
    while (index > 0 && ' \t\r\n,}"'.includes(this.#text[index - 1]!)) index--;
    return index;
  }

  /** A record starts where a line starts with `@type{key,`: authors do not write that inside of a value. */
  #startsRecord(at: number): boolean {
    if (this.#text.charCodeAt(at) !== 64 || !isLineStart(this.#text, at)) return false;
    RECORD_START.lastIndex = at;
    return RECORD_START.test(this.#text);
  }

  #keyEnd(start: number, close: number): number {
    const text = this.#text;
    let index = start;
    for (; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code === 44 || code === 61 || code === 123 || code === 34 || code === 125) break;
      if (code === close && close === 125) break;
      if (code === 10 || code === 13) break;
    }
    if (text.charCodeAt(index) !== 61) return index;
    // `key title = {…}` without a comma: the key is what stands before the field's name.
    const words = text.slice(start, index).trim().split(/\s+/);
    return words.length > 1 ? start + words[0]!.length : index;
  }

  #nameEnd(start: number): number {
    const text = this.#text;
    let index = start;
    for (; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code <= 32 || code === 61 || code === 44 || code === 123 || code === 125) break;
      if (code === 34 || code === 35 || code === 37 || code === 40 || code === 41) break;
    }
    return index;
  }

  #bareEnd(start: number, close: number): number {
    const text = this.#text;
    let index = start;
    for (; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code === 44 || code === close || code === 35 || code === 10 || code === 13 || code === 123) break;
    }
    return index;
  }

  #skipBlank(start: number): number {
    let index = start;
    while (index < this.#text.length && (this.#text[index] === ' ' || this.#text[index] === '\t')) index++;
    return index;
  }

  #skipSpace(start: number): number {
    const text = this.#text;
    let index = start;
    for (; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code === 37) {
        const lineEnd = text.indexOf('\n', index);
        index = lineEnd < 0 ? text.length : lineEnd;
      } else if (code > 32 && code !== 160 && code !== 0xfeff) break;
    }
    return Math.min(index, text.length);
  }

  #skipSeparators(start: number): number {
    let index = this.#skipSpace(start);
    while (this.#text.charCodeAt(index) === 44) index = this.#skipSpace(index + 1);
    return index;
  }

  /** A field's name in lower case. Records of one file mostly have the same fields in the same order, so that is tried first. */
  #fieldName(start: number, end: number, place: number): string {
    const expected = this.#lastWritten[place];
    if (expected !== undefined && expected.length === end - start && this.#text.startsWith(expected, start)) {
      return this.#lastNames[place]!;
    }
    const written = this.#text.slice(start, end);
    const name = this.#lowerCase(written);
    if (place < 64) {
      this.#lastWritten[place] = written;
      this.#lastNames[place] = name;
    }
    return name;
  }

  #lowerCase(name: string): string {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    const lower = name.toLowerCase();
    this.#names.set(name, lower);
    return lower;
  }

  #report(start: number, end: number, severity: LibraryProblem['severity'], message: string): void {
    if (severity === 'error') this.#errors++;
    if (this.problems.length < MOST_PROBLEMS) {
      const last = Math.min(Math.max(start, end), this.#text.length);
      this.problems.push({ range: { start: Math.min(start, last), end: last }, severity, message });
    }
  }
}

function characterClasses(): Uint8Array {
  const classes = new Uint8Array(128);
  for (const character of '\\{}$~') classes[character.charCodeAt(0)] = BIBTEX_TEXT.tex;
  for (const character of '\n\r\t') classes[character.charCodeAt(0)] = BIBTEX_TEXT.space;
  for (const character of "`'") classes[character.charCodeAt(0)] = BIBTEX_TEXT.quote;
  classes['-'.charCodeAt(0)] = BIBTEX_TEXT.dash;
  // `@` may start a record, which the loop over a value must notice.
  classes['@'.charCodeAt(0)] = 16;
  return classes;
}

function isMonth(name: string): boolean {
  return name.length === 3 && 'jan feb mar apr may jun jul aug sep oct nov dec'.includes(name);
}

function isLineStart(text: string, at: number): boolean {
  let index = at - 1;
  while (index >= 0 && at - index < 80 && (text[index] === ' ' || text[index] === '\t')) index--;
  return index < 0 || text[index] === '\n' || text[index] === '\r';
}

function isAfterLineBreak(text: string, at: number): boolean {
  for (let index = at - 1; index >= 0; index--) {
    const code = text.charCodeAt(index);
    if (code === 10 || code === 13) return true;
    if (code > 32) return false;
  }
  return false;
}
