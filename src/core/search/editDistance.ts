/** Counts typos. Keeps its rows between words, because a vocabulary is gone through at a keystroke. */
export class TypoCounter {
  private readonly rows: readonly [Uint8Array, Uint8Array, Uint8Array] = [
    new Uint8Array(48),
    new Uint8Array(48),
    new Uint8Array(48),
  ];

  /**
   * Distance of a typed word from the beginning of another, in typos (a letter more, less, other, or two swapped),
   * where it is at most `limit`; `limit + 1` elsewhere.
   *
   * @param typed at most 40 code units
   * @param word code units of the other word, from `start` to `end`
   * @param whole asks for the whole other word instead of its beginning
   */
  count(typed: string, word: Uint16Array, start: number, end: number, limit: number, whole: boolean): number {
    const far = limit + 1;
    const length = typed.length;
    const columns = Math.min(end - start, length + limit);
    if (length > 40 || columns < length - limit || (whole && end - start > length + limit)) return far;
    let [beforeLast, last, row] = this.rows;
    for (let column = 0; column <= columns; column++) last[column] = Math.min(far, column);
    for (let i = 1; i <= length; i++) {
      const code = typed.charCodeAt(i - 1);
      const from = Math.max(1, i - limit);
      const to = Math.min(columns, i + limit);
      let least = far;
      row[from - 1] = from === 1 && i <= limit ? i : far;
      if (from === 1) least = row[0] as number;
      for (let j = from; j <= to; j++) {
        const other = word[start + j - 1] as number;
        let best = (last[j - 1] as number) + (code === other ? 0 : 1);
        if (j < i + limit) best = Math.min(best, (last[j] as number) + 1);
        best = Math.min(best, (row[j - 1] as number) + 1);
        const isSwapped = i > 1 && j > 1 && code === word[start + j - 2] && typed.charCodeAt(i - 2) === other;
        if (isSwapped) best = Math.min(best, (beforeLast[j - 2] as number) + 1);
        row[j] = Math.min(far, best);
        if (best < least) least = best;
      }
      if (to < columns) row[to + 1] = far;
      if (least > limit) return far;
      [beforeLast, last, row] = [last, row, beforeLast];
    }
    if (whole) return columns < length - limit ? far : (last[columns] as number);
    let best = far;
    for (let j = Math.max(0, length - limit); j <= columns; j++) best = Math.min(best, last[j] as number);
    return best;
  }
}

/** Bits of the letters and digits in a word: words at most `n` typos apart differ in at most `2n` bits. */
export function letterBits(word: Uint16Array, start: number, end: number): number {
  let bits = 0;
  for (let i = start; i < end; i++) bits |= 1 << letterBit(word[i] as number);
  return bits;
}

/** {@link letterBits} of a string. */
export function letterBitsOf(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i++) bits |= 1 << letterBit(word.charCodeAt(i));
  return bits;
}

/** Number of bits that are set. */
export function bitCount(bits: number): number {
  let count = bits - ((bits >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function letterBit(code: number): number {
  return code >= 97 && code < 123 ? code - 97 : 26 + (code % 6);
}
