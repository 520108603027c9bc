/** `NCSE`, as a little-endian number. */
const MAGIC = 0x4553434e;
/** Magic, checksum, place and length of the table. */
const HEADER = 16;

declare const TextEncoder: { new (): { encode(text: string): Uint8Array } };
declare const TextDecoder: { new (label: string): { decode(bytes: Uint8Array): string } };

/** Named pieces of bytes. */
export type ByteSections = ReadonlyMap<string, Uint8Array>;

/** Takes named pieces of bytes, as a map does. */
export interface SectionSink {
  set(name: string, bytes: Uint8Array): unknown;
}

/**
 * Writes sections one after the other into one piece of bytes that a file can keep, each beginning at a multiple of eight
 * so that numbers can be read where they stand, with a table of them at the end and a checksum over all. A large section
 * is written in place, because a copy of it would be large too.
 */
export class SectionWriter implements SectionSink {
  readonly #memory: (bytes: number) => ArrayBufferLike;
  #joined: Uint8Array;
  #used = HEADER;
  readonly #table: { readonly name: string; readonly start: number; end: number }[] = [];

  /**
   * @param expected about how many bytes there will be; more than needed costs nothing, because memory is taken when it is written
   * @param memory gives memory of so many zeros, where it must be of a special kind
   */
  constructor(expected = 1 << 12, memory: (bytes: number) => ArrayBufferLike = ownMemory) {
    this.#memory = memory;
    this.#joined = new Uint8Array(memory(aligned(HEADER + expected, 8)));
  }

  set(name: string, bytes: Uint8Array): void {
    this.begin(name);
    this.room(bytes.length).set(bytes);
    this.wrote(bytes.length);
  }

  /** Begins a section that is written in pieces. */
  begin(name: string): void {
    this.#used = aligned(this.#used, 8);
    this.#table.push({ name, start: this.#used, end: this.#used });
  }

  /** Memory for at least so many bytes behind what the section that was begun last has; it is there until the next call. */
  room(bytes: number): Uint8Array {
    if (this.#used + bytes > this.#joined.length) {
      const needed = Math.max(1.5 * this.#joined.length, this.#used + bytes);
      const larger = new Uint8Array(this.#memory(aligned(needed, 8)));
      larger.set(this.#joined.subarray(0, this.#used));
      this.#joined = larger;
    }
    return this.#joined.subarray(this.#used);
  }

  /** Says how many bytes of {@link room} were written. */
  wrote(bytes: number): void {
    this.#used += bytes;
    this.#table[this.#table.length - 1]!.end = this.#used;
  }

  /** Everything that was written, for {@link splitSections}. */
  finish(): Uint8Array {
    const table = this.#table.map(({ name, start, end }) => [name, start, end - start]);
    const bytes = new TextEncoder().encode(JSON.stringify(table));
    this.#used = aligned(this.#used, 8);
    const start = this.#used;
    this.room(bytes.length + 4).set(bytes);
    // A table of any length may end between two numbers.
    this.#used = aligned(start + bytes.length, 4);
    const joined = this.#joined.subarray(0, this.#used);
    const view = new DataView(joined.buffer);
    view.setUint32(0, MAGIC, true);
    view.setUint32(8, start, true);
    view.setUint32(12, bytes.length, true);
    view.setUint32(4, checksum(joined), true);
    return joined;
  }
}

/**
 * The sections that a {@link SectionWriter} wrote, as views of `joined`.
 *
 * @param joined begins at a multiple of eight of its buffer
 * @param check whether the checksum is compared, which reads all of it; left out for bytes that were just checked
 * @returns undefined where it is something else, or not all of it, or changed
 */
export function splitSections(joined: Uint8Array, check = true): ByteSections | undefined {
  if (joined.length < HEADER || joined.length % 4 !== 0 || joined.byteOffset % 8 !== 0) return undefined;
  const view = new DataView(joined.buffer, joined.byteOffset, joined.byteLength);
  if (view.getUint32(0, true) !== MAGIC) return undefined;
  if (check && view.getUint32(4, true) !== checksum(joined)) return undefined;
  const start = view.getUint32(8, true);
  const table = readTable(joined.subarray(start, start + view.getUint32(12, true)));
  const isWithin = ([, from, length]: TableEntry): boolean =>
    from % 8 === 0 && from + length <= joined.length;
  if (!table?.every(isWithin)) return undefined;
  return new Map(table.map(([name, from, length]) => [name, joined.subarray(from, from + length)]));
}

type TableEntry = readonly [name: string, start: number, length: number];

function readTable(bytes: Uint8Array): readonly TableEntry[] | undefined {
  try {
    return JSON.parse(new TextDecoder('utf-8').decode(bytes)) as readonly TableEntry[];
  } catch {
    return undefined;
  }
}

/** The section as numbers of 32 bits, without a copy; empty where it is not there or no such numbers. */
export function numbersIn(sections: ByteSections, name: string): Uint32Array {
  const bytes = sections.get(name);
  if (bytes === undefined || bytes.length % 4 !== 0) return new Uint32Array(0);
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
}

/** The section as numbers of 64 bits, without a copy; empty where it is not there or no such numbers. */
export function longNumbersIn(sections: ByteSections, name: string): Float64Array {
  const bytes = sections.get(name);
  if (bytes === undefined || bytes.length % 8 !== 0) return new Float64Array(0);
  return new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8);
}

/** Numbers as the bytes that they stand in, without a copy. */
export function bytesOf(numbers: ArrayBufferView): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

/**
 * Over everything behind itself: finds files that were cut off or damaged, and is no protection against malice. Four sums
 * side by side, because a processor need not wait for one of them to go on with another.
 */
function checksum(joined: Uint8Array): number {
  const words = new Uint32Array(joined.buffer, joined.byteOffset, joined.length >> 2);
  const { length } = words;
  let [a, b, c, d] = [length, 1, 2, 3];
  let at = 2;
  for (; at + 3 < length; at += 4) {
    a = mixed(a, words[at] as number);
    b = mixed(b, words[at + 1] as number);
    c = mixed(c, words[at + 2] as number);
    d = mixed(d, words[at + 3] as number);
  }
  for (; at < length; at++) a = mixed(a, words[at] as number);
  return mixed(mixed(mixed(a, b), c), d) >>> 0;
}

function mixed(sum: number, word: number): number {
  const product = Math.imul(sum ^ word, 0x9e3779b1);
  return product ^ (product >>> 15);
}

function ownMemory(bytes: number): ArrayBuffer {
  return new ArrayBuffer(bytes);
}

function aligned(size: number, to: number): number {
  return Math.ceil(size / to) * to;
}
