import { decodeInPieces, type PieceEncoding } from './encoding';

/** A part of a text that is read part by part. */
export interface TextWindow {
  /** The part, and a little of what follows it, by which can be told how it ends. */
  readonly text: string;
  /** Where the part starts in the whole text, in UTF-16 code units. */
  readonly start: number;
  /** How much of {@link text} is the part itself. */
  readonly length: number;
}

/**
 * Finds where a text may be cut.
 *
 * @returns the last offset in the bytes behind `from` and before `to` such that what stands before it can be read without
 *   what stands behind it, but for {@link LOOK_AHEAD} bytes, and the other way round; -1 where there is none
 */
export type FindCut = (bytes: Uint8Array, from: number, to: number) => number;

/** So many bytes behind a window are part of its text. */
export const LOOK_AHEAD = 1600;

/** Bytes of a window, of which each takes up to two in memory while it is read. */
const USUAL_SIZE = 2 ** 21;

/**
 * A large text that is never there as a whole: its bytes are decoded window by window, as often as somebody goes through
 * them. All windows are together about as much work as the whole text, wherever it may be cut.
 */
export class TextWindows implements Iterable<TextWindow> {
  readonly #bytes: Uint8Array;
  readonly #encoding: PieceEncoding;
  readonly #findCut: FindCut;
  readonly #size: number;

  /** @param bytes without a byte order mark, and in `encoding` throughout */
  constructor(bytes: Uint8Array, encoding: PieceEncoding, findCut: FindCut, size = USUAL_SIZE) {
    this.#bytes = bytes;
    this.#encoding = encoding;
    this.#findCut = findCut;
    this.#size = size;
  }

  /** In bytes; the text has at most so many code units. */
  get length(): number {
    return this.#bytes.length;
  }

  *[Symbol.iterator](): Generator<TextWindow> {
    const bytes = this.#bytes;
    let start = 0;
    for (let from = 0; from < bytes.length; ) {
      const cut = this.#cutAfter(from);
      const end = Math.min(cut + LOOK_AHEAD, bytes.length);
      const text = decodeInPieces(bytes.subarray(from, end), this.#encoding);
      const length = text.length - decodeInPieces(bytes.subarray(cut, end), this.#encoding).length;
      yield { text, start, length };
      start += length;
      from = cut;
    }
  }

  #cutAfter(from: number): number {
    const { length } = this.#bytes;
    // Twice as far each time, so that a text without cuts is not searched again and again.
    for (let size = this.#size; from + size < length; size *= 2) {
      const cut = this.#findCut(this.#bytes, from, from + size);
      if (cut > from) return cut;
    }
    return length;
  }
}
