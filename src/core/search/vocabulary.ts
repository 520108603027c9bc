import type { PackedWords } from './packedWords';

/** Letters that one number keeps: 38 to the sixth is less than 2 to the 32nd. */
const LETTERS = 6;

/** No number of letters is this one: marks a key that is a hash. */
const HASHED = -1;

/** Numbers of a key. */
const KEY = 3;

/** Numbers of an entry: those of its key, and the word's number with one more, 0 where there is none. */
const ENTRY = 4;

/** Words that are taken before they are looked up. */
const BATCH = 1024;

/** Longer than any folded word. */
const LONGEST = 128;

/**
 * Gives each word it meets a number, from 0 on, without making strings.
 *
 * Among hundreds of thousands of words, looking one up costs what the look into far memory costs. So the key of nearly
 * every word is the word itself (18 letters and digits without accents), which takes a single look, and many words are
 * looked up at once.
 */
export class Vocabulary {
  private codes = new Uint16Array(1 << 12);
  private starts = new Uint32Array(1 << 9);
  private entries = new Int32Array(ENTRY << 10);
  /** A hash less its last bits is the place of an entry. */
  private shift = 32 - 10;
  private used = 0;
  private readonly keys = new Int32Array(KEY * BATCH);
  private taken = 0;
  private readonly letters = new Uint16Array(LONGEST);

  get size(): number {
    return this.used;
  }

  /** The words in the order of their numbers: what is there now, not a copy. */
  get words(): PackedWords {
    const { codes, starts, used } = this;
    return { codes: codes.subarray(0, starts[used]), starts: starts.subarray(0, used + 1) };
  }

  /** Whether no word can be taken before {@link drain}. */
  get isFull(): boolean {
    return this.taken === BATCH;
  }

  /** Takes the word in the first `length` code units, to be numbered with others. */
  take(word: Uint16Array, length: number): void {
    const { keys } = this;
    const key = KEY * this.taken++;
    let first = 0;
    let second = 0;
    let third = 0;
    let digit = length > KEY * LETTERS ? 0 : 1;
    let at = 0;
    for (const end = length < LETTERS ? length : LETTERS; at < end && digit !== 0; at++) {
      digit = DIGITS[word[at] as number] as number;
      first = (Math.imul(first, 38) + digit) | 0;
    }
    for (const end = length < 2 * LETTERS ? length : 2 * LETTERS; at < end && digit !== 0; at++) {
      digit = DIGITS[word[at] as number] as number;
      second = (Math.imul(second, 38) + digit) | 0;
    }
    for (; at < length && digit !== 0; at++) {
      digit = DIGITS[word[at] as number] as number;
      third = (Math.imul(third, 38) + digit) | 0;
    }
    keys[key] = digit === 0 ? this.numberOfHashed(word, length) : first;
    keys[key + 1] = second;
    keys[key + 2] = digit === 0 ? HASHED : third;
  }

  /**
   * Writes the numbers of the words that were taken since the last time, in that order, from `target[from]` on; new ones
   * of those that were not there.
   */
  drain(target: Int32Array, from: number): void {
    const { keys, taken, entries, shift } = this;
    // Nothing here waits for what is looked up, so that many looks are under way at once.
    for (let word = 0; word < taken; word++) {
      const key = KEY * word;
      const hash = hashOf(keys[key] as number, keys[key + 1] as number, keys[key + 2] as number);
      target[from + word] = entries[ENTRY * (hash >>> shift) + 3] as number;
    }
    for (let word = 0; word < taken; word++) {
      const key = KEY * word;
      target[from + word] = this.numberOf(
        keys[key] as number,
        keys[key + 1] as number,
        keys[key + 2] as number,
      );
    }
    this.taken = 0;
  }

  /** The number of a word by its key. */
  private numberOf(first: number, second: number, third: number): number {
    if (third === HASHED) return first;
    const { entries } = this;
    const last = entries.length - ENTRY;
    let at = ENTRY * (hashOf(first, second, third) >>> this.shift);
    for (;;) {
      const known = entries[at + 3] as number;
      if (entries[at] === first && entries[at + 1] === second && entries[at + 2] === third && known > 0)
        return known - 1;
      if (known === 0) break;
      at = at === last ? 0 : at + ENTRY;
    }
    const { letters } = this;
    let length = lettersOf(first, letters, 0);
    length = lettersOf(second, letters, length);
    length = lettersOf(third, letters, length);
    return this.enter(at, first, second, third, letters, length);
  }

  private numberOfHashed(word: Uint16Array, length: number): number {
    let first = 0x811c9dc5 | 0;
    let second = length;
    for (let i = 0; i < length; i++) {
      first = Math.imul(first ^ (word[i] as number), 0x01000193);
      second = (Math.imul(second, 31) + (word[i] as number)) | 0;
    }
    const { entries } = this;
    const last = entries.length - ENTRY;
    let at = ENTRY * (hashOf(first, second, HASHED) >>> this.shift);
    for (;;) {
      const known = (entries[at + 3] as number) - 1;
      if (known < 0) return this.enter(at, first, second, HASHED, word, length);
      const isAlike = entries[at] === first && entries[at + 1] === second && entries[at + 2] === HASHED;
      if (isAlike && this.equals(known, word, length)) return known;
      at = at === last ? 0 : at + ENTRY;
    }
  }

  /** Enters a new word at an empty entry. */
  private enter(
    at: number,
    first: number,
    second: number,
    third: number,
    word: Uint16Array,
    length: number,
  ): number {
    const number = this.used++;
    this.entries.set([first, second, third, number + 1], at);
    const from = this.starts[number] as number;
    if (from + length > this.codes.length) {
      const larger = new Uint16Array(2 * this.codes.length + length);
      larger.set(this.codes);
      this.codes = larger;
    }
    for (let i = 0; i < length; i++) this.codes[from + i] = word[i] as number;
    if (number + 2 > this.starts.length) {
      const larger = new Uint32Array(2 * this.starts.length);
      larger.set(this.starts);
      this.starts = larger;
    }
    this.starts[number + 1] = from + length;
    if (5 * ENTRY * this.used > 3 * this.entries.length) this.rehash();
    return number;
  }

  private equals(number: number, word: Uint16Array, length: number): boolean {
    const from = this.starts[number] as number;
    if ((this.starts[number + 1] as number) - from !== length) return false;
    for (let i = 0; i < length; i++) if (this.codes[from + i] !== word[i]) return false;
    return true;
  }

  private rehash(): void {
    const before = this.entries;
    const entries = new Int32Array(2 * before.length);
    const last = entries.length - ENTRY;
    this.shift--;
    for (let from = 0; from < before.length; from += ENTRY) {
      if (before[from + 3] === 0) continue;
      const hash = hashOf(before[from] as number, before[from + 1] as number, before[from + 2] as number);
      let at = ENTRY * (hash >>> this.shift);
      while (entries[at + 3] !== 0) at = at === last ? 0 : at + ENTRY;
      for (let i = 0; i < ENTRY; i++) entries[at + i] = before[from + i] as number;
    }
    this.entries = entries;
  }
}

function hashOf(first: number, second: number, third: number): number {
  const mixed = first ^ Math.imul(second, 0x85ebca6b) ^ Math.imul(third, 0xc2b2ae35);
  return Math.imul(mixed ^ (mixed >>> 15), 0x9e3779b1);
}

/** Writes the letters that a number of a key keeps. @returns where they end */
function lettersOf(number: number, letters: Uint16Array, from: number): number {
  let end = from;
  for (let rest = number >>> 0; rest > 0; rest = Math.floor(rest / 38)) {
    const digit = rest % 38;
    letters[end++] = digit > 10 ? digit + 86 : digit + 47;
  }
  letters.subarray(from, end).reverse();
  return end;
}

/** Digit in a key by code unit, from 1 on, so that words of different lengths differ; 0 of what has none. */
const DIGITS = digitsOfKeys();

function digitsOfKeys(): Uint8Array {
  // Of all code units, so that none is looked up outside.
  const digits = new Uint8Array(0x10000);
  for (let digit = 48; digit < 58; digit++) digits[digit] = digit - 47;
  for (let letter = 97; letter < 123; letter++) digits[letter] = letter - 86;
  return digits;
}
