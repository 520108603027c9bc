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
