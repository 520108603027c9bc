/** Remembers the last needle before growing offsets; all searches together read the text once. */
export class BackwardFinder {
  readonly #text: string;
  readonly #needle: string;
  #last = -1;
  #next = -2;

  constructor(text: string, needle: string) {
    this.#text = text;
    this.#needle = needle;
  }

  lastBefore(at: number): number {
    if (this.#next === -2) this.#next = this.#find(0);
    if (at <= this.#last) {
      // Back in the text, which happens at most over one bracket: look anew.
      this.#last = at === 0 ? -1 : this.#text.lastIndexOf(this.#needle, at - 1);
      this.#next = this.#find(at);
      return this.#last;
    }
    while (this.#next < at) {
      this.#last = this.#next;
      this.#next = this.#find(this.#last + 1);
    }
    return this.#last;
  }

  #find(from: number): number {
    const found = this.#text.indexOf(this.#needle, from);
    return found < 0 ? Number.POSITIVE_INFINITY : found;
  }
}

/** Searches one needle from growing offsets; all searches together read the text once. */
export class ForwardFinder {
  readonly #text: string;
  readonly #needle: string;
  #from = 0;
  #found = -2;

  constructor(text: string, needle: string) {
    this.#text = text;
    this.#needle = needle;
  }

  /** Offset of the first needle at or behind `from`; the text's length where there is none. */
  next(from: number): number {
    if (this.#found === -2 || from < this.#from || this.#found < from) {
      const found = this.#text.indexOf(this.#needle, from);
      this.#found = found < 0 ? this.#text.length : found;
      this.#from = from;
    }
    return this.#found;
  }

  /** Offset of the first needle that ends at or before `limit`; -1 where there is none. */
  within(from: number, limit: number): number {
    const found = this.next(from);
    return found + this.#needle.length <= limit ? found : -1;
  }
}

/** So far a character is looked for one by one, before a search is begun: where markup is dense the next is near. */
const NEAR = 6;
/** Beyond ASCII there are only the marks of other forms than brackets. */
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹⁽';

/**
 * Searches for any of some characters from growing offsets; all searches together read the text once for each character,
 * which is how a text is read fastest: searching for one character runs at many times the speed of a pattern.
 */
export class CharacterFinder {
  readonly #text: string;
  readonly #isWanted = new Uint8Array(128);
  readonly #needles: readonly string[];
  /** Offset of the first of each needle that is not before the offset asked for last. */
  readonly #found: Float64Array;
  readonly #superscripts: RegExp | undefined;

  /**
   * @param needles ASCII characters
   * @param superscripts whether the digits and the bracket that Unicode has in superscript are wanted, too
   */
  constructor(text: string, needles: string, superscripts: boolean) {
    this.#text = text;
    this.#needles = [...needles];
    for (const needle of needles) this.#isWanted[needle.charCodeAt(0)] = 1;
    this.#superscripts = superscripts ? new RegExp(`[${SUPERSCRIPTS}]`, 'g') : undefined;
    this.#found = new Float64Array(needles.length + 1).fill(-1);
    if (!superscripts) this.#found[needles.length] = Number.POSITIVE_INFINITY;
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
    const found = this.#found;
    let first = this.#nextSuperscript(near);
    for (let index = 0; index < this.#needles.length; index += 1) {
      let at = found[index]!;
      if (at < near) {
        at = text.indexOf(this.#needles[index]!, near);
        if (at < 0) at = Number.POSITIVE_INFINITY;
        found[index] = at;
      }
      if (at < first) first = at;
    }
    return first;
  }

  #isSuperscript(code: number): boolean {
    return this.#superscripts !== undefined && SUPERSCRIPTS.includes(String.fromCharCode(code));
  }

  #nextSuperscript(from: number): number {
    const last = this.#needles.length;
    const pattern = this.#superscripts;
    if (pattern !== undefined && this.#found[last]! < from) {
      pattern.lastIndex = from;
      this.#found[last] = pattern.test(this.#text) ? pattern.lastIndex - 1 : Number.POSITIVE_INFINITY;
    }
    return this.#found[last]!;
  }
}

/** Finders for any needle, made when first asked for. */
export class ForwardFinders {
  readonly #text: string;
  readonly #finders = new Map<string, ForwardFinder>();

  constructor(text: string) {
    this.#text = text;
  }

  /** Offset of the first `needle` from `from` that ends at or before `limit`; -1 where there is none. */
  within(needle: string, from: number, limit: number): number {
    let finder = this.#finders.get(needle);
    if (finder === undefined) {
      finder = new ForwardFinder(this.#text, needle);
      this.#finders.set(needle, finder);
    }
    return finder.within(from, limit);
  }
}
