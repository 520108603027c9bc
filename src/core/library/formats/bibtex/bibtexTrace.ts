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
