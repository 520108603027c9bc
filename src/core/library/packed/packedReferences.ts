import { type ByteSections, numbersIn } from '../../text/byteSections';
import { type HashedRows, openHashedRows } from '../../text/hashedRows';
import type { TextRange } from '../../text/textRange';
import type { Reference, References } from '../types';
import { unpackRecord } from './packedRecord';

declare const TextDecoder: { new (label: string): { decode(bytes: Uint8Array): string } };

/** References that nobody holds any more are kept a while: a list that scrolls asks again. */
const KEPT = 512;

/** When so many rows are remembered, those whose references are gone are forgotten. */
const SWEEP = 8192;

/** The references of a packed library, each read from its bytes when it is asked for. */
export class PackedReferences implements References {
  readonly length: number;
  readonly #library: string;
  readonly #topicIds: () => readonly string[];
  readonly #records: Uint8Array;
  readonly #ends: Uint32Array;
  readonly #sources: Uint32Array;
  readonly #ids: HashedRows;
  readonly #decoder = new TextDecoder('utf-8');
  readonly #live = new Map<number, WeakRef<Reference>>();
  readonly #kept: Reference[] = [];
  #next = 0;
  #sweepAt = SWEEP;

  constructor(library: string, sections: ByteSections, topicIds: () => readonly string[]) {
    this.#library = library;
    this.#topicIds = topicIds;
    this.#records = sections.get('records') ?? new Uint8Array(0);
    this.#ends = numbersIn(sections, 'records.ends');
    this.#sources = numbersIn(sections, 'sources');
    this.#ids = openHashedRows(sections, 'ids');
    this.length = this.#ends.length;
  }

  at(row: number): Reference | undefined {
    const live = this.#live.get(row)?.deref();
    if (live !== undefined) return live;
    const reference = this.read(row);
    if (reference === undefined) return undefined;
    if (this.#live.size >= this.#sweepAt) this.#sweep();
    this.#live.set(row, new WeakRef(reference));
    this.#kept[this.#next] = reference;
    this.#next = (this.#next + 1) % KEPT;
    return reference;
  }

  /** A new object each time, for whoever goes through all of them and keeps none. */
  read(row: number): Reference | undefined {
    if (!Number.isInteger(row) || row < 0 || row >= this.length) return undefined;
    const start = row === 0 ? 0 : (this.#ends[row - 1] as number);
    const packed = this.#decoder.decode(this.#records.subarray(start, this.#ends[row]));
    return unpackRecord(packed, this.#library, this.#topicIds(), this.#sourceOf(row));
  }

  #sourceOf(row: number): TextRange | undefined {
    const start = this.#sources[2 * row];
    const end = this.#sources[2 * row + 1];
    return start === undefined || end === undefined || end < start ? undefined : { start, end };
  }

  rowOf(id: string): number | undefined {
    return this.#ids.rows(id).find(row => this.at(row)?.id === id);
  }

  *[Symbol.iterator](): Iterator<Reference> {
    for (let row = 0; row < this.length; row++) yield this.at(row)!;
  }

  #sweep(): void {
    for (const [row, reference] of this.#live) if (reference.deref() === undefined) this.#live.delete(row);
    this.#sweepAt = Math.max(SWEEP, 2 * this.#live.size);
  }
}
