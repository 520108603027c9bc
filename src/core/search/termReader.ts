import type { IndexArrays } from './indexArrays';
import { stem } from './stemming';
import { findWord } from './vocabulary';
import { WordReader } from './words';

/** A word of a text that the index knows: its content term, and where it stands. */
export interface ReadWord {
  readonly term: number;
  /** Folded, not stemmed. */
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** Reads texts as content terms of an index. Looks words up by hash, so that reading a document costs no string each. */
export class TermReader {
  private readonly reader = new WordReader();
  private readonly slots: Int32Array;
  private readonly stops: Uint8Array;

  constructor(
    private readonly arrays: IndexArrays,
    private readonly stopWords: ReadonlySet<string>,
  ) {
    const count = arrays.words.starts.length - 1;
    let size = 16;
    while (size < 2 * count) size *= 2;
    this.slots = new Int32Array(size).fill(-1);
    const { codes, starts } = arrays.words;
    for (let word = 0; word < count; word++) {
      let slot = hashOf(codes, starts[word] as number, starts[word + 1] as number) & (size - 1);
      while ((this.slots[slot] as number) >= 0) slot = (slot + 1) & (size - 1);
      this.slots[slot] = word;
    }
    this.stops = new Uint8Array(count);
    for (const stop of stopWords) {
      const word = findWord(arrays.words, stop);
      if (word >= 0) this.stops[word] = 1;
    }
  }

  /** Content terms of a text in order, stop words and unknown words left out. */
  terms(text: string): Int32Array {
    const found: number[] = [];
    this.reader.read(text, {
      word: (codes, length) => {
        const word = this.find(codes, length);
        if (word < 0 || this.stops[word] === 1) return;
        const term = this.arrays.termOfWord[word] as number;
        if (term >= 0) found.push(term);
      },
    });
    return Int32Array.from(found);
  }

  /** Words of a sentence whose stem the index has, also where it has the word itself only in another form. */
  words(sentence: string): readonly ReadWord[] {
    const found: ReadWord[] = [];
    this.reader.read(sentence, {
      word: (codes, length, start, end) => {
        const text = String.fromCharCode(...codes.subarray(0, length));
        if (this.stopWords.has(text)) return;
        const known = this.find(codes, length);
        const direct = known < 0 ? -1 : (this.arrays.termOfWord[known] as number);
        const term = direct >= 0 ? direct : findWord(this.arrays.stems, stem(text));
        if (term >= 0) found.push({ term, word: text, start, end });
      },
    });
    return found;
  }

  /** Calls `visit` for each word of a text, folded, known or not, with the offset where it begins. */
  eachWord(text: string, visit: (word: string, start: number) => void): void {
    this.reader.read(text, {
      word: (codes, length, start) => visit(String.fromCharCode(...codes.subarray(0, length)), start),
    });
  }

  private find(codes: Uint16Array, length: number): number {
    const { words } = this.arrays;
    const mask = this.slots.length - 1;
    let slot = hashOf(codes, 0, length) & mask;
    for (;;) {
      const word = this.slots[slot] as number;
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
}

function hashOf(codes: Uint16Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ (codes[i] as number), 0x01000193);
  return hash ^ (hash >>> 15);
}
