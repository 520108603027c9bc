import { type ByteSections, bytesOf, numbersIn, type SectionSink } from './byteSections';
import { textHash } from './textHash';

/** More rows than this under one key tell nothing about which is meant; a few more are kept, so that a crowd is seen. */
const MOST_ROWS = 80;

/** A row needs so many bits of a number beside the 32 of its hash. */
const ROWS = 2 ** 21;

/** Rows by the hash of a key. Two keys may share a hash, so who asks looks at the rows. */
export interface HashedRows {
  /** Ascending; the first rows where there are very many. */
  rows(key: string): readonly number[];
}

/** Collects keys and makes a table of them that is two arrays of numbers. */
export class HashedRowsBuilder {
  #entries = new Float64Array(1024);
  #count = 0;

  /** @param row below 2²¹; a key of a later row is left out */
  add(key: string, row: number): void {
    if (row >= ROWS) return;
    if (this.#count === this.#entries.length) {
      const larger = new Float64Array(2 * this.#count);
      larger.set(this.#entries);
      this.#entries = larger;
    }
    this.#entries[this.#count++] = textHash(key) * ROWS + row;
  }

  /** Puts the table into `sections` under `name`. */
  writeTo(sections: SectionSink, name: string): void {
    const entries = this.#entries.subarray(0, this.#count).sort();
    const hashes = new Uint32Array(entries.length);
    const rows = new Uint32Array(entries.length);
    let used = 0;
    for (let index = 0; index < entries.length; index++) {
      const entry = entries[index] as number;
      if (index > 0 && entry === entries[index - 1]) continue;
      const hash = Math.floor(entry / ROWS);
      hashes[used] = hash;
      rows[used] = entry - hash * ROWS;
      used++;
    }
    sections.set(`${name}.hashes`, bytesOf(hashes.slice(0, used)));
    sections.set(`${name}.rows`, bytesOf(rows.slice(0, used)));
  }
}

/** The table that was written under `name`; an empty one where there is none. */
export function openHashedRows(sections: ByteSections, name: string): HashedRows {
  const hashes = numbersIn(sections, `${name}.hashes`);
  const rows = numbersIn(sections, `${name}.rows`);
  return {
    rows(key) {
      const hash = textHash(key);
      const found: number[] = [];
      for (let at = lowerBound(hashes, hash); at < rows.length && hashes[at] === hash; at++) {
        found.push(rows[at] as number);
        if (found.length === MOST_ROWS) break;
      }
      return found;
    },
  };
}

function lowerBound(sorted: Uint32Array, wanted: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
