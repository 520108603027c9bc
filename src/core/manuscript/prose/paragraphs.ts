/** Goes through the paragraphs of a text: runs of lines between blank ones. */
export class Paragraphs {
  readonly #text: string;
  /** Start of the current paragraph: its first line. */
  start = 0;
  /** End of the current paragraph: the end of its last line, or the end of the text. */
  end = 0;
  #next = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Goes to the next paragraph that is not before `from`; false at the end of the text. */
  advance(from: number): boolean {
    const text = this.#text;
    let start = Math.max(this.#next, from);
    while (start < text.length) {
      const code = text.charCodeAt(start);
      if (code !== 0x20 && (code < 0x09 || code > 0x0d)) break;
      start += 1;
    }
    if (start >= text.length) return false;
    // Back to the start of the line, over its indentation.
    while (start > this.#next && text.charCodeAt(start - 1) !== 0x0a) start -= 1;
    this.start = start;
    this.end = this.#lastLineEnd(start);
    this.#next = this.end;
    return true;
  }

  /** Offset of the first line end from `start` that a blank line follows; the end of the text where there is none. */
  #lastLineEnd(start: number): number {
    const text = this.#text;
    let end = text.indexOf('\n', start);
    while (end >= 0) {
      let next = end + 1;
      let code = text.charCodeAt(next);
      while (code === 0x20 || code === 0x09 || code === 0x0d || code === 0x0c) {
        next += 1;
        code = text.charCodeAt(next);
      }
      if (code === 0x0a) return end;
      end = text.indexOf('\n', next);
    }
    return text.length;
  }
}
