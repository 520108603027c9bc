/** `NCSE`, as a little-endian number. */
const MAGIC = 0x4553434e;
/** Magic, checksum, number of sections. */
const HEADER = 12;
const LONGEST_NAME = 64;

declare const TextEncoder: { new (): { encode(text: string): Uint8Array } };
declare const TextDecoder: { new (label: string): { decode(bytes: Uint8Array): string } };

/** Named pieces of bytes. */
export type ByteSections = ReadonlyMap<string, Uint8Array>;

/** Takes named pieces of bytes, as a map does. */
export interface SectionSink {
  set(name: string, bytes: Uint8Array): unknown;
}

/** The same before they are joined: a large one may come in pieces. */
export type UnjoinedSections = ReadonlyMap<string, Uint8Array | readonly Uint8Array[]>;

/**
 * Joins sections to one piece of bytes that a file can keep, each beginning at a multiple of eight so that numbers can
 * be read where they stand, with a checksum over all.
 */
export function joinSections(sections: UnjoinedSections): Uint8Array<ArrayBuffer> {
  const names = [...sections.keys()].map(name => new TextEncoder().encode(name));
  let size = HEADER + names.reduce((sum, name) => sum + 12 + aligned(name.length, 4), 0);
  const contents = [...sections.values()].map(content =>
    content instanceof Uint8Array ? [content] : content,
  );
  const places = contents.map(pieces => {
    const start = aligned(size, 8);
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    size = start + length;
    return { start, length };
  });
  const joined = new Uint8Array(aligned(size, 4));
  const view = new DataView(joined.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(8, names.length, true);
  let at = HEADER;
  places.forEach(({ start, length }, index) => {
    const name = names[index]!;
    view.setUint32(at, name.length, true);
    view.setUint32(at + 4, start, true);
    view.setUint32(at + 8, length, true);
    joined.set(name, at + 12);
    at += 12 + aligned(name.length, 4);
    let to = start;
    for (const piece of contents[index]!) {
      joined.set(piece, to);
      to += piece.length;
    }
  });
  view.setUint32(4, checksum(joined), true);
  return joined;
}

/**
 * The sections that {@link joinSections} joined, as views of `joined`.
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
  const sections = new Map<string, Uint8Array>();
  const count = view.getUint32(8, true);
  let at = HEADER;
  for (let index = 0; index < count; index++) {
    if (at + 12 > joined.length) return undefined;
    const nameLength = view.getUint32(at, true);
    const start = view.getUint32(at + 4, true);
    const length = view.getUint32(at + 8, true);
    const isWithin = nameLength <= LONGEST_NAME && at + 12 + nameLength <= joined.length;
    if (!isWithin || start % 8 !== 0 || start + length > joined.length) return undefined;
    const name = new TextDecoder('utf-8').decode(joined.subarray(at + 12, at + 12 + nameLength));
    sections.set(name, joined.subarray(start, start + length));
    at += 12 + aligned(nameLength, 4);
  }
  return sections;
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
export function bytesOf(numbers: Uint32Array | Float64Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

/** Over everything behind itself: finds files that were cut off or damaged, and is no protection against malice. */
function checksum(joined: Uint8Array): number {
  const words = new Uint32Array(joined.buffer, joined.byteOffset, joined.length >> 2);
  let sum = words.length;
  for (let index = 2; index < words.length; index++) {
    sum = Math.imul(sum ^ (words[index] as number), 0x9e3779b1);
    sum ^= sum >>> 15;
  }
  return sum >>> 0;
}

function aligned(size: number, to: number): number {
  return Math.ceil(size / to) * to;
}
