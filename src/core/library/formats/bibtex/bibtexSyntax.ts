import type { TextRange } from '../../../text/textRange';
import type { LibraryProblem } from '../../types';
import { BibtexScanner } from './bibtexScanner';
import type { BibtexTrace } from './bibtexTrace';

/** A field of BibTeX text with its places. */
export interface BibtexSyntaxField {
  /** In lower case. */
  readonly name: string;
  readonly nameRange: TextRange;
  /** The value with its delimiters, all pieces joined by `#` included; empty where no value follows the `=`. */
  readonly valueRange: TextRange;
}

/** A record or `@string` of BibTeX text with its places. */
export interface BibtexSyntaxRecord {
  /** In lower case; `string` for an abbreviation, whose name is then that of its field. */
  readonly type: string;
  /** The type without the `@`. */
  readonly typeRange: TextRange;
  /** Empty where the record has none. */
  readonly key: string;
  /** Where the key stands, or would stand. */
  readonly keyRange: TextRange;
  /** From the `@` to after the closing brace, or as far as an unclosed record can be read. */
  readonly range: TextRange;
  /** As written: repeated fields are there each time, inherited ones are not. */
  readonly fields: readonly BibtexSyntaxField[];
  /** Abbreviations that stand as values or pieces of values, in lower case; known only of {@link bibtexRecordAt}. */
  readonly abbreviations: readonly { readonly name: string; readonly range: TextRange }[];
}

/** BibTeX text by its records. */
export interface BibtexSyntax {
  /** In the order of the file; comments and preambles are none. */
  readonly records: readonly BibtexSyntaxRecord[];
  /** What is wrong with the text itself: braces, commas, undefined abbreviations. */
  readonly problems: readonly LibraryProblem[];
}

/**
 * The records and fields of BibTeX or BibLaTeX text with their places, for whoever edits or checks the text; offsets in
 * UTF-16 code units. Reads by the same rules as the library's reader, so that both see the same records. Linear in the
 * text's length; never throws.
 */
export function bibtexSyntax(text: string): BibtexSyntax {
  const trace = new SyntaxTrace(text);
  const scanner = new BibtexScanner(text, trace);
  while (scanner.next() !== undefined);
  return { records: trace.records, problems: scanner.problems };
}

/** The record or `@string` whose `@` stands at `start`, without a look at the rest of the text; undefined where none does. */
export function bibtexRecordAt(text: string, start: number): BibtexSyntaxRecord | undefined {
  const trace = new AbbreviationTrace(text);
  const scanner = new BibtexScanner(text, trace, start);
  scanner.next();
  return trace.records[0];
}

/** What a field's value says between its delimiters; the whole value where it is bare or joined of pieces. */
export interface BibtexContent {
  readonly range: TextRange;
  /** Whether it is one text between braces or quotes. */
  readonly isDelimited: boolean;
}

/** The content of a value. Linear in the value. */
export function bibtexContent(text: string, { start, end }: TextRange): BibtexContent {
  const isDelimited = end - start >= 2 && isOnePiece(text, start, end);
  const inset = isDelimited ? 1 : 0;
  return { range: { start: start + inset, end: end - inset }, isDelimited };
}

function isOnePiece(text: string, start: number, end: number): boolean {
  const first = text[start];
  if (first === '"') return text[end - 1] === '"' && !/"\s*#/.test(text.slice(start + 1, end));
  if (first !== '{') return false;
  let depth = 0;
  for (let index = start; index < end; index++) {
    const code = text.charCodeAt(index);
    if (code === 123) depth++;
    else if (code === 125 && --depth === 0) return index === end - 1;
  }
  return false;
}

class SyntaxTrace implements BibtexTrace {
  readonly records: BibtexSyntaxRecord[] = [];
  readonly #text: string;
  #start = 0;
  #typeRange: TextRange = { start: 0, end: 0 };
  #keyRange: TextRange = { start: 0, end: 0 };
  #fields: BibtexSyntaxField[] = [];
  protected abbreviations: { readonly name: string; readonly range: TextRange }[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  begin(start: number, open: number, keyStart: number, keyEnd: number): void {
    this.#start = start;
    const type = this.#text.slice(start + 1, open);
    const typeStart = start + 1 + (type.length - type.trimStart().length);
    this.#typeRange = { start: typeStart, end: typeStart + type.trim().length };
    this.#keyRange = { start: keyStart, end: keyEnd };
    this.#fields = [];
    this.abbreviations = [];
  }

  field(nameStart: number, nameEnd: number, valueStart: number, valueEnd: number): void {
    this.#fields.push({
      name: this.#text.slice(nameStart, nameEnd).toLowerCase(),
      nameRange: { start: nameStart, end: nameEnd },
      valueRange: { start: valueStart, end: this.#trimmedEnd(valueStart, valueEnd) },
    });
  }

  finish(type: string, key: string, end: number): void {
    this.records.push({
      type,
      typeRange: this.#typeRange,
      key,
      keyRange: this.#keyRange,
      range: { start: this.#start, end },
      fields: this.#fields,
      abbreviations: this.abbreviations,
    });
  }

  #trimmedEnd(start: number, end: number): number {
    let last = end;
    while (last > start && this.#text.charCodeAt(last - 1) <= 32) last--;
    return last;
  }
}

class AbbreviationTrace extends SyntaxTrace {
  abbreviation(name: string, start: number, end: number): void {
    this.abbreviations.push({ name, range: { start, end } });
  }
}
