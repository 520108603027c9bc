/**
 * Distance of a typed word from the beginning of another, in typos (a letter more, less, other, or two swapped), where
 * it is at most `limit`; `limit + 1` elsewhere. `whole` asks for the whole word instead of its beginning.
 *
 * @param word code units of the other word, from `start` to `end`
 */
export function typosBetween(
  typed: string,
  word: Uint16Array,
  start: number,
  end: number,
  limit: number,
  whole: boolean,
): number {
  const rows = typed.length;
  const columns = Math.min(end - start, rows + limit);
  if (columns < rows - limit || (whole && end - start > rows + limit)) return limit + 1;
  let beforeLast = new Uint8Array(columns + 1);
  let last = new Uint8Array(columns + 1);
  let row = new Uint8Array(columns + 1);
  const far = limit + 1;
  for (let column = 0; column <= columns; column++) last[column] = Math.min(far, column);
  for (let i = 1; i <= rows; i++) {
    const code = typed.charCodeAt(i - 1);
    let least = far;
    row.fill(far);
    if (i <= limit) {
      row[0] = i;
      least = i;
    }
    const to = Math.min(columns, i + limit);
    for (let j = Math.max(1, i - limit); j <= to; j++) {
      const other = word[start + j - 1] as number;
      let best = (last[j - 1] as number) + (code === other ? 0 : 1);
      best = Math.min(best, (last[j] as number) + 1, (row[j - 1] as number) + 1);
      const swapped = i > 1 && j > 1 && code === word[start + j - 2] && typed.charCodeAt(i - 2) === other;
      if (swapped) best = Math.min(best, (beforeLast[j - 2] as number) + 1);
      row[j] = Math.min(far, best);
      if (best < least) least = best;
    }
    if (least > limit) return far;
    const free = beforeLast;
    beforeLast = last;
    last = row;
    row = free;
  }
  if (whole) return last[columns] as number;
  let best = far;
  for (let j = Math.max(0, rows - limit); j <= columns; j++) best = Math.min(best, last[j] as number);
  return best;
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
