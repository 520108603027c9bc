import type { TextWindow } from './textWindows';

/** A place in a text: line and column from 0, the column in UTF-16 code units (as in the LSP). */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** Converts between offsets and lines of one text. `\n`, `\r\n` and a lone `\r` each end a line. */
export class LineIndex {
  readonly #starts: readonly number[];
  readonly #length: number;

  /** @param text whole, or in parts that no line end is cut by */
  constructor(text: string | Iterable<TextWindow>) {
    const starts = [0];
    let end = 0;
    for (const part of typeof text === 'string' ? [{ text, start: 0, length: text.length }] : text) {
      const lineEnd = /\r\n|\n|\r/g;
      end = part.start + part.length;
      while (lineEnd.exec(part.text) && lineEnd.lastIndex <= part.length) {
        starts.push(part.start + lineEnd.lastIndex);
      }
    }
    this.#starts = starts;
    this.#length = end;
  }

  /** How many lines the text has; the empty text has one. */
  get lineCount(): number {
    return this.#starts.length;
  }

  /** Offset of the first code unit of `line`; the text's length for a line after the last. */
  lineStart(line: number): number {
    return this.#starts[line] ?? this.#length;
  }

  /** The place of `offset`; offsets outside the text are taken as its nearest end. */
  positionAt(offset: number): TextPosition {
    const clamped = Math.max(0, Math.min(offset, this.#length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= clamped) low = middle;
      else high = middle - 1;
    }
    return { line: low, column: clamped - this.#starts[low]! };
  }

  /** The offset of `position`, clamped to the text. */
  offsetAt(position: TextPosition): number {
    return Math.max(0, Math.min(this.lineStart(position.line) + position.column, this.#length));
  }
}
