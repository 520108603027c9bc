/** Words in one typed array: word `i` stands at `codes[starts[i]]` up to `codes[starts[i + 1]]`. */
export interface PackedWords {
  readonly codes: Uint16Array;
  readonly starts: Uint32Array;
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

/** The words with these numbers, in that order. */
export function pickWords(words: PackedWords, order: Int32Array): PackedWords {
  const starts = new Uint32Array(order.length + 1);
  let total = 0;
  for (let i = 0; i < order.length; i++) {
    const word = order[i] as number;
    total += (words.starts[word + 1] as number) - (words.starts[word] as number);
    starts[i + 1] = total;
  }
  const codes = new Uint16Array(total);
  let at = 0;
  for (let i = 0; i < order.length; i++) {
    const word = order[i] as number;
    const end = words.starts[word + 1] as number;
    for (let from = words.starts[word] as number; from < end; from++)
      codes[at++] = words.codes[from] as number;
  }
  return { codes, starts };
}

/** The texts of packed words. */
export function textsOf({ codes, starts }: PackedWords): readonly string[] {
  const pieces: string[] = [];
  for (let at = 0; at < codes.length; at += PIECE)
    pieces.push(String.fromCharCode(...codes.subarray(at, at + PIECE)));
  const joined = pieces.join('');
  return Array.from({ length: starts.length - 1 }, (_, word) =>
    joined.slice(starts[word] as number, starts[word + 1] as number),
  );
}

/** Code units that a call can take as arguments. */
const PIECE = 4096;

/** Numbers of folded words, in the order of their code units. */
export function sortedOrder(words: PackedWords): Int32Array {
  const count = words.starts.length - 1;
  // A number has room for what the first letters say and for the word's own number, and numbers are sorted fast.
  const keys = new Float64Array(count);
  for (let word = 0; word < count; word++) keys[word] = beginningOf(words, word) * MOST_WORDS + word;
  keys.sort();
  const order = new Int32Array(count);
  let from = 0;
  let beginning = -1;
  for (let place = 0; place <= count; place++) {
    const key = place === count ? Number.POSITIVE_INFINITY : (keys[place] as number);
    if (key >= (beginning + 1) * MOST_WORDS) {
      if (place - from > 1) order.subarray(from, place).sort((a, b) => compareAt(words, a, b));
      from = place;
      beginning = Math.floor(key / MOST_WORDS);
    }
    if (place < count) order[place] = key - beginning * MOST_WORDS;
  }
  return order;
}

/** Letters of the beginning of a word. */
const BEGINNING = 5;

/** A number of 53 bits has so many for each beginning (38 to the fifth of them). */
const MOST_WORDS = 2 ** 26;

/** A number that is not greater for the smaller of two words. */
function beginningOf({ codes, starts }: PackedWords, word: number): number {
  const from = starts[word] as number;
  const length = (starts[word + 1] as number) - from;
  let key = 0;
  let isPlain = true;
  for (let i = 0; i < BEGINNING; i++) {
    const code: number = i < length && isPlain ? (codes[from + i] as number) : 0;
    // All letters outside ASCII share a digit, so what follows one of them must not count.
    isPlain = isPlain && code < 128;
    key = 38 * key + (code === 0 ? 0 : code < 97 ? code - 47 : Math.min(37, code - 86));
  }
  return key;
}

function compareAt(words: PackedWords, a: number, b: number): number {
  const { codes, starts } = words;
  let left = starts[a] as number;
  let right = starts[b] as number;
  const leftEnd = starts[a + 1] as number;
  const rightEnd = starts[b + 1] as number;
  for (; left < leftEnd && right < rightEnd; left++, right++) {
    const difference = (codes[left] as number) - (codes[right] as number);
    if (difference !== 0) return difference;
  }
  return leftEnd - left - (rightEnd - right);
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
