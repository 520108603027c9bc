import { letterBits } from './editDistance';
import type { PackedWords } from './packedWords';

/** Looks words up by hash, so that reading a document costs no string each. Its tables are made when first asked for. */
export class WordFinder {
  private slots: Int32Array | undefined;
  private bits: Uint32Array | undefined;

  constructor(private readonly words: PackedWords) {}

  /** Number of the word in the first `length` code units; -1 where it is not there. */
  find(codes: Uint16Array, length: number): number {
    this.slots ??= hashed(this.words);
    const { words, slots } = this;
    const mask = slots.length - 1;
    let slot = hashOf(codes, 0, length) & mask;
    for (;;) {
      const word = slots[slot] as number;
      if (word < 0) return -1;
      const from = words.starts[word] as number;
      if ((words.starts[word + 1] as number) - from === length) {
        let same = 0;
        while (same < length && words.codes[from + same] === codes[same]) same++;
        if (same === length) return word;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** {@link letterBits} of each word. */
  get letters(): Uint32Array {
    this.bits ??= bitsOfWords(this.words);
    return this.bits;
  }
}

function hashed({ codes, starts }: PackedWords): Int32Array {
  const count = starts.length - 1;
  let size = 16;
  while (size < 2 * count) size *= 2;
  const slots = new Int32Array(size).fill(-1);
  for (let word = 0; word < count; word++) {
    let slot = hashOf(codes, starts[word] as number, starts[word + 1] as number) & (size - 1);
    while ((slots[slot] as number) >= 0) slot = (slot + 1) & (size - 1);
    slots[slot] = word;
  }
  return slots;
}

function hashOf(codes: Uint16Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ (codes[i] as number), 0x01000193);
  return hash ^ (hash >>> 15);
}

function bitsOfWords({ codes, starts }: PackedWords): Uint32Array {
  const bits = new Uint32Array(starts.length - 1);
  for (let word = 0; word < bits.length; word++) {
    bits[word] = letterBits(codes, starts[word] as number, starts[word + 1] as number);
  }
  return bits;
}
