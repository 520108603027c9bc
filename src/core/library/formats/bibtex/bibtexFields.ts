/** What a field's text contains, so that clean text need not be looked at again. */
export const BIBTEX_TEXT = {
  /** `{` or `}` */
  brace: 1,
  /** `\`, `$` or `~` */
  command: 2,
  /** a line break or a tab */
  space: 4,
  /** a quote, of which two make one */
  quote: 8,
} as const;

/** From so many fields on they are looked up by hash; fewer are found faster in a row. */
const MOST_IN_A_ROW = 32;

/**
 * The fields of one record as the file writes them: without their delimiters, abbreviations put in, TeX left as it is.
 * Three lists side by side, because a library has a million fields and each would be an object; names come as one string
 * per name and file, so that comparing them compares no characters.
 */
export class BibtexFields {
  /** In lower case. Like the other lists longer than {@link size} where an earlier record had more fields. */
  readonly names: string[] = [];
  readonly values: string[] = [];
  /** {@link BIBTEX_TEXT} bits of what a value may contain. */
  readonly flags: number[] = [];
  size = 0;
  #places: Map<string, number> | undefined;

  /** The place of a field in the lists; -1 without one. */
  at(name: string): number {
    if (this.#places !== undefined) return this.#places.get(name) ?? -1;
    const { names, size } = this;
    for (let index = 0; index < size; index++) if (names[index] === name) return index;
    return -1;
  }

  has(name: string): boolean {
    return this.at(name) >= 0;
  }

  /** A field's text as written. */
  value(name: string): string | undefined {
    const at = this.at(name);
    return at < 0 ? undefined : this.values[at];
  }

  /** Names with values, in the order of the record. */
  entries(): readonly (readonly [name: string, value: string])[] {
    return this.names.slice(0, this.size).map((name, at) => [name, this.values[at]!] as const);
  }

  add(name: string, value: string, flags: number): void {
    const at = this.size++;
    this.names[at] = name;
    this.values[at] = value;
    this.flags[at] = flags;
    if (this.#places !== undefined) this.#places.set(name, at);
    else if (at >= MOST_IN_A_ROW) {
      this.#places = new Map(this.names.slice(0, at + 1).map((known, place) => [known, place]));
    }
  }

  /** Forgets all fields; the lists are filled anew, which is faster than growing new ones. */
  clear(): void {
    this.#places = undefined;
    this.size = 0;
  }

  copy(): BibtexFields {
    const copy = new BibtexFields();
    for (let index = 0; index < this.size; index++) {
      copy.add(this.names[index]!, this.values[index]!, this.flags[index]!);
    }
    return copy;
  }
}
