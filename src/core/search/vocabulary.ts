/** Words in one typed array: word `i` stands at `codes[starts[i]]` up to `codes[starts[i + 1]]`. */
export interface PackedWords {
  readonly codes: Uint16Array;
  readonly starts: Uint32Array;
}

/** Gives each word it meets a number, from 0 on, without making strings. */
export class Vocabulary {
  private codes = new Uint16Array(1 << 12);
  private starts = new Uint32Array(1 << 9);
  private slots = new Int32Array(1 << 10).fill(-1);
  private hashes = new Uint32Array(1 << 9);
  private used = 0;

  get size(): number {
    return this.used;
  }

  /** @returns the number of the word in the first `length` code units; a new one where it was not there. */
  add(word: Uint16Array, length: number): number {
    const hash = hashOf(word, 0, length);
    const slot = this.slotOf(word, length, hash);
    const known = this.slots[slot] as number;
    if (known >= 0) return known;
    const id = this.used++;
    const from = this.starts[id] as number;
    if (from + length > this.codes.length) {
      const larger = new Uint16Array(2 * this.codes.length + length);
      larger.set(this.codes);
      this.codes = larger;
    }
    for (let i = 0; i < length; i++) this.codes[from + i] = word[i] as number;
    if (id + 2 > this.starts.length) {
      this.starts = grown(this.starts);
      this.hashes = grown(this.hashes);
    }
    this.starts[id + 1] = from + length;
    this.hashes[id] = hash;
    this.slots[slot] = id;
    if (2 * this.used > this.slots.length) this.rehash();
    return id;
  }

  /** The word with this number. */
  text(id: number): string {
    return String.fromCharCode(
      ...this.codes.subarray(this.starts[id] as number, this.starts[id + 1] as number),
    );
  }

  private slotOf(word: Uint16Array, length: number, hash: number): number {
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const id = this.slots[slot] as number;
      if (id < 0 || (this.hashes[id] === hash && this.equals(id, word, length))) return slot;
      slot = (slot + 1) & mask;
    }
  }

  private equals(id: number, word: Uint16Array, length: number): boolean {
    const from = this.starts[id] as number;
    if ((this.starts[id + 1] as number) - from !== length) return false;
    for (let i = 0; i < length; i++) if (this.codes[from + i] !== word[i]) return false;
    return true;
  }

  private rehash(): void {
    const slots = new Int32Array(2 * this.slots.length).fill(-1);
    const mask = slots.length - 1;
    for (let id = 0; id < this.used; id++) {
      let slot = (this.hashes[id] as number) & mask;
      while ((slots[slot] as number) >= 0) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.slots = slots;
  }
}

/** Packs words in the given order. */
export function packWords(words: readonly string[]): PackedWords {
  let total = 0;
  for (const word of words) total += word.length;
  const codes = new Uint16Array(total);
  const starts = new Uint32Array(words.length + 1);
  let at = 0;
  words.forEach((word, index) => {
    for (let i = 0; i < word.length; i++) codes[at++] = word.charCodeAt(i);
    starts[index + 1] = at;
  });
  return { codes, starts };
}

/** Word `index` of packed words. */
export function wordAt(words: PackedWords, index: number): string {
  return String.fromCharCode(
    ...words.codes.subarray(words.starts[index] as number, words.starts[index + 1] as number),
  );
}

/** Index of the first of the sorted words that is not less than `word`, compared by code units. */
export function lowerBound(words: PackedWords, word: string): number {
  let low = 0;
  let high = words.starts.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (comparePacked(words, middle, word) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Range of the sorted words that begin with `prefix`: first index and the index behind the last. */
export function prefixRange(words: PackedWords, prefix: string): readonly [number, number] {
  return [lowerBound(words, prefix), lowerBound(words, `${prefix}\uffff`)];
}

/** Index of `word` among sorted words; -1 where it is not there. */
export function findWord(words: PackedWords, word: string): number {
  const at = lowerBound(words, word);
  return at < words.starts.length - 1 && comparePacked(words, at, word) === 0 ? at : -1;
}

function comparePacked(words: PackedWords, index: number, word: string): number {
  const from = words.starts[index] as number;
  const length = (words.starts[index + 1] as number) - from;
  const shared = Math.min(length, word.length);
  for (let i = 0; i < shared; i++) {
    const difference = (words.codes[from + i] as number) - word.charCodeAt(i);
    if (difference !== 0) return difference;
  }
  return length - word.length;
}

function hashOf(codes: Uint16Array, from: number, length: number): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < from + length; i++) hash = Math.imul(hash ^ (codes[i] as number), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function grown(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * array.length);
  larger.set(array);
  return larger;
}
