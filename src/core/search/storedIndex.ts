import type { IndexArrays } from './indexArrays';
import type { PackedWords } from './vocabulary';

/** First bytes of a stored index, `NCIX`, and the number of its layout: both change what can be read. */
const MAGIC = [0x4e, 0x43, 0x49, 0x58, 2];

/**
 * Writes an index as bytes, to be kept beside the library that it was built from: numbers of seven bits a byte, document
 * numbers as differences, impacts as they are.
 */
export function storeIndex(arrays: IndexArrays): Uint8Array {
  const writer = new ByteWriter();
  for (const byte of MAGIC) writer.number(byte);
  writer.number(arrays.documents);
  writeWords(writer, arrays.words);
  for (const term of arrays.termOfWord) writer.number(term + 1);
  writeWords(writer, arrays.stems);
  const { postingStarts, postingDocuments, postingImpacts } = arrays;
  writer.number(postingDocuments.length);
  writer.number(postingStarts.length - 1);
  for (let term = 0; term + 1 < postingStarts.length; term++) {
    const start = postingStarts[term] as number;
    const end = postingStarts[term + 1] as number;
    writer.number(end - start);
    let before = -1;
    for (let i = start; i < end; i++) {
      const document = postingDocuments[i] as number;
      writer.number(document - before - 1);
      before = document;
    }
  }
  writer.bytes(postingImpacts);
  return writer.written();
}

/**
 * Reads what {@link storeIndex} wrote.
 *
 * @returns undefined where the bytes are no stored index of this layout, or not all of it
 */
export function readStoredIndex(bytes: Uint8Array): IndexArrays | undefined {
  const reader = new ByteReader(bytes);
  for (const byte of MAGIC) if (reader.number() !== byte) return undefined;
  const documents = reader.number();
  const words = readWords(reader);
  if (words === undefined) return undefined;
  const termOfWord = new Int32Array(3 * (words.starts.length - 1));
  for (let i = 0; i < termOfWord.length; i++) termOfWord[i] = reader.number() - 1;
  const stems = readWords(reader);
  if (stems === undefined) return undefined;
  const total = reader.number();
  const terms = reader.number();
  // Each posting and each term takes at least a byte.
  if (total > reader.left || terms > reader.left || stems.starts.length - 1 > terms) return undefined;
  for (const term of termOfWord) if (term >= terms) return undefined;
  const postingStarts = new Uint32Array(terms + 1);
  const postingDocuments = documents <= 0x10000 ? new Uint16Array(total) : new Uint32Array(total);
  let used = 0;
  for (let term = 0; term < terms; term++) {
    const count = reader.number();
    if (used + count > total) return undefined;
    if (reader.ascending(postingDocuments, used, count) >= documents) return undefined;
    used += count;
    postingStarts[term + 1] = used;
  }
  const postingImpacts = used === total ? reader.bytes(used) : undefined;
  if (postingImpacts === undefined) return undefined;
  return { documents, words, termOfWord, stems, postingStarts, postingDocuments, postingImpacts };
}

function writeWords(writer: ByteWriter, { codes, starts }: PackedWords): void {
  writer.number(starts.length - 1);
  for (let word = 0; word + 1 < starts.length; word++) {
    writer.number((starts[word + 1] as number) - (starts[word] as number));
  }
  for (const code of codes) writer.number(code);
}

function readWords(reader: ByteReader): PackedWords | undefined {
  const count = reader.number();
  if (count > reader.left) return undefined;
  const starts = new Uint32Array(count + 1);
  for (let word = 0; word < count; word++) starts[word + 1] = (starts[word] as number) + reader.number();
  const length = starts[count] as number;
  if (length > reader.left) return undefined;
  const codes = new Uint16Array(length);
  for (let i = 0; i < length; i++) codes[i] = reader.number();
  return { codes, starts };
}

class ByteWriter {
  private buffer = new Uint8Array(1 << 16);
  private used = 0;

  /** Writes a number from 0 on: seven bits a byte, the lowest first, the highest bit says that more follow. */
  number(value: number): void {
    if (this.used + 5 > this.buffer.length) this.grow(5);
    let rest = value;
    while (rest > 127) {
      this.buffer[this.used++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.buffer[this.used++] = rest;
  }

  bytes(bytes: Uint8Array): void {
    this.grow(bytes.length);
    this.buffer.set(bytes, this.used);
    this.used += bytes.length;
  }

  written(): Uint8Array {
    return this.buffer.slice(0, this.used);
  }

  private grow(more: number): void {
    const larger = new Uint8Array(2 * this.buffer.length + more);
    larger.set(this.buffer);
    this.buffer = larger;
  }
}

/** Reads what a {@link ByteWriter} wrote. Behind the end every number is 0. */
class ByteReader {
  private at = 0;

  constructor(private readonly buffer: Uint8Array) {}

  /** Bytes not read yet. */
  get left(): number {
    return Math.max(0, this.buffer.length - this.at);
  }

  number(): number {
    const { buffer } = this;
    let byte = buffer[this.at++] ?? 0;
    if (byte < 128) return byte;
    let value = byte & 127;
    for (let shift = 7; byte > 127 && shift < 35; shift += 7) {
      byte = buffer[this.at++] ?? 0;
      value |= (byte & 127) << shift;
    }
    return value >>> 0;
  }

  /**
   * Reads ascending numbers that were written as differences less one.
   *
   * @returns the last of them; -1 where there are none
   */
  ascending(target: Uint16Array | Uint32Array, from: number, count: number): number {
    const { buffer } = this;
    let at = this.at;
    let last = -1;
    for (let i = from; i < from + count; i++) {
      let byte = buffer[at++] as number;
      let step = byte & 127;
      for (let shift = 7; byte > 127 && shift < 35; shift += 7) {
        byte = buffer[at++] as number;
        step |= (byte & 127) << shift;
      }
      last += step + 1;
      target[i] = last;
    }
    this.at = at;
    return last;
  }

  bytes(count: number): Uint8Array | undefined {
    if (this.at + count > this.buffer.length) return undefined;
    const bytes = this.buffer.slice(this.at, this.at + count);
    this.at += count;
    return bytes;
  }
}
