import type { TextRange } from '../../../text/textRange';
import type { LibraryProblem } from '../../types';
import { BibtexScanner, type BibtexTrace } from './bibtexScanner';

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

class SyntaxTrace implements BibtexTrace {
  readonly records: BibtexSyntaxRecord[] = [];
  readonly #text: string;
  #start = 0;
  #typeRange: TextRange = { start: 0, end: 0 };
  #keyRange: TextRange = { start: 0, end: 0 };
  #fields: BibtexSyntaxField[] = [];

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
    });
  }

  #trimmedEnd(start: number, end: number): number {
    let last = end;
    while (last > start && this.#text.charCodeAt(last - 1) <= 32) last--;
    return last;
  }
}
