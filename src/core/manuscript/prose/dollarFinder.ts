import { isDigit } from '../characters';

/**
 * Searches for the dollar that closes inline math by Pandoc's rules: behind something that is no space (nor a backslash),
 * and before no digit. Asked with growing offsets; all searches together read the text once.
 */
export class DollarFinder {
  readonly #text: string;
  #from = 0;
  #found = -1;

  constructor(text: string) {
    this.#text = text;
  }

  /** Offset of the first closing dollar in `[from, limit)`; -1 where there is none. */
  closing(from: number, limit: number): number {
    if (from > this.#found || from < this.#from) {
      this.#found = this.#search(from);
      this.#from = from;
    }
    return this.#found < limit ? this.#found : -1;
  }

  #search(from: number): number {
    const text = this.#text;
    for (let at = text.indexOf('$', from); at >= 0; at = text.indexOf('$', at + 1)) {
      const before = text.charCodeAt(at - 1);
      if (before > 0x20 && before !== 0x5c && !isDigit(text.charCodeAt(at + 1))) return at;
    }
    return text.length;
  }
}
