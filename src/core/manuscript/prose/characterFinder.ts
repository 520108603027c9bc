/** So far a character is looked for one by one, before a search is begun: where markup is dense the next is near. */
const NEAR = 6;
/** Beyond ASCII there are only the marks of other forms than brackets. */
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹⁽';
/** So much is searched for each character in turn: as much as stays in the processor's nearest memory between two searches. */
const WINDOW = 16_384;

/**
 * Searches for any of some characters from growing offsets; all searches together read the text once for each character,
 * which is how a text is read fastest: searching for one character runs at many times the speed of a pattern.
 */
export class CharacterFinder {
  readonly #text: string;
  readonly #isWanted = new Uint8Array(128);
  readonly #needles: readonly string[];
  /** Offset of the first of each needle that is not before the offset asked for last; the window's end where it has none. */
  readonly #found: Int32Array;
  readonly #pattern: RegExp | undefined;
  #superscript: number;
  /** The part of the text that is searched, and where it begins and ends. */
  #window = '';
  #start = 0;
  #end = 0;

  /**
   * @param needles ASCII characters
   * @param superscripts whether the digits and the bracket that Unicode has in superscript are wanted, too
   */
  constructor(text: string, needles: string, superscripts: boolean) {
    this.#text = text;
    this.#needles = [...needles];
    for (const needle of needles) this.#isWanted[needle.charCodeAt(0)] = 1;
    this.#pattern = superscripts ? new RegExp(`[${SUPERSCRIPTS}]`, 'g') : undefined;
    this.#superscript = superscripts ? -1 : Number.POSITIVE_INFINITY;
    this.#found = new Int32Array(needles.length);
  }

  /** Offset of the first of the characters at or behind `from`; infinite where there is none. */
  next(from: number): number {
    const text = this.#text;
    const isWanted = this.#isWanted;
    const near = from + NEAR < text.length ? from + NEAR : text.length;
    for (let at = from; at < near; at += 1) {
      const code = text.charCodeAt(at);
      if (code < 128 ? isWanted[code] === 1 : this.#isSuperscript(code)) return at;
    }
    return this.#search(near);
  }

  #search(from: number): number {
    const found = this.#found;
    let searchFrom = from;
    if (from >= this.#end) this.#moveWindow(from);
    for (;;) {
      const end = this.#end;
      let first = end;
      for (let index = 0; index < found.length; index += 1) {
        let at = found[index]!;
        if (at < searchFrom) {
          at = this.#window.indexOf(this.#needles[index]!, searchFrom - this.#start);
          at = at < 0 ? end : at + this.#start;
          found[index] = at;
        }
        if (at < first) first = at;
      }
      if (this.#superscript < first) first = this.#nextSuperscript(searchFrom, first);
      if (first < end) return first;
      if (end >= this.#text.length) return Number.POSITIVE_INFINITY;
      searchFrom = end;
      this.#moveWindow(end);
    }
  }

  #moveWindow(start: number): void {
    this.#start = start;
    this.#end = Math.min(start + WINDOW, this.#text.length);
    this.#window = this.#text.slice(start, this.#end);
    this.#found.fill(-1);
  }

  #isSuperscript(code: number): boolean {
    return this.#pattern !== undefined && SUPERSCRIPTS.includes(String.fromCharCode(code));
  }

  /** Offset of the first superscript from `from`, of which none is before {@link #superscript}; `first` where that is nearer. */
  #nextSuperscript(from: number, first: number): number {
    const pattern = this.#pattern!;
    if (this.#superscript < from) {
      pattern.lastIndex = from;
      this.#superscript = pattern.test(this.#text) ? pattern.lastIndex - 1 : Number.POSITIVE_INFINITY;
    }
    return Math.min(this.#superscript, first);
  }
}
