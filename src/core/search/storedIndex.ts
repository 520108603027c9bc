import type { Identifiers } from './identifierTable';
import { type IndexArrays, LONGEST_HEAD } from './indexArrays';
import { type PackedWords, packWords } from './vocabulary';

/** First bytes of a stored index, `NCIX`, and the number of its layout: both change what can be read. */
const MAGIC = [0x4e, 0x43, 0x49, 0x58, 5];

/** No stored text is longer: words and identifiers are cut before. */
const LONGEST_STORED = 2048;

/** So many numbers have 16 bits. */
const BLOCK = 0x10000;

/** A part of an index as it is stored. */
export interface StoredPart {
  readonly arrays: IndexArrays;
  /** Place of each document among the references, -1 of those that are there no more; undefined where they are the same. */
  readonly places: Int32Array | undefined;
  /** Read when asked for: few questions need them. */
  readonly identifiers: () => Identifiers;
}

/** A part as it is read: plain arrays, each with memory of its own, so that another thread can be given them. */
export interface ReadPart {
  readonly arrays: IndexArrays;
  readonly places: Int32Array | undefined;
  /** For {@link readIdentifiers}. */
  readonly identifiers: Uint8Array;
}

/**
 * Writes an index as bytes, to be kept beside the library that it was built from: numbers of seven bits a byte, words as
 * what they add to the one before, document numbers and impacts, of which there are millions, as they are in memory.
 *
 * @param references how many there are, to be compared when it is opened
 */
export function storeParts(parts: readonly StoredPart[], references: number): Uint8Array {
  const writer = new ByteWriter();
  for (const byte of MAGIC) writer.number(byte);
  writer.number(references);
  writer.number(parts.length);
  for (const { arrays, places, identifiers } of parts) {
    writeArrays(writer, arrays);
    writer.number(places === undefined ? 0 : 1);
    for (const place of places ?? []) writer.number(place + 1);
    const written = new ByteWriter();
    const { texts, documents } = identifiers();
    writeWords(written, texts);
    for (const document of documents) written.number(document);
    writer.number(written.written().length);
    writer.bytes(written.written());
  }
  return writer.written();
}

/**
 * Reads what {@link storeParts} wrote.
 *
 * @param references how many there are now
 * @returns undefined where the bytes are no stored index of this layout over so many references, or not all of it
 */
export function readStoredParts(bytes: Uint8Array, references: number): readonly ReadPart[] | undefined {
  const reader = new ByteReader(bytes);
  for (const byte of MAGIC) if (reader.number() !== byte) return undefined;
  if (reader.number() !== references) return undefined;
  const count = reader.number();
  if (count > reader.left) return undefined;
  const parts: ReadPart[] = [];
  let there = 0;
  for (let i = 0; i < count; i++) {
    const arrays = readArrays(reader);
    const places = arrays && readPlaces(reader, arrays.documents, references);
    const identifiers = reader.bytes(reader.number());
    if (arrays === undefined || places === undefined || identifiers === undefined) return undefined;
    there +=
      places === 'same' ? arrays.documents : places.reduce((sum, place) => sum + (place < 0 ? 0 : 1), 0);
    parts.push({
      arrays,
      places: places === 'same' ? undefined : places,
      identifiers: identifiers.slice(),
    });
  }
  return there === references ? parts : undefined;
}

function readPlaces(
  reader: ByteReader,
  documents: number,
  references: number,
): Int32Array | 'same' | undefined {
  if (reader.number() === 0) return 'same';
  if (documents > reader.left) return undefined;
  const places = new Int32Array(documents);
  for (let document = 0; document < documents; document++) {
    const place = reader.number() - 1;
    if (place >= references) return undefined;
    places[document] = place;
  }
  return places;
}

/** The identifiers of a part, which most questions do not need. */
export function readIdentifiers(bytes: Uint8Array, documents: number): Identifiers {
  const reader = new ByteReader(bytes);
  const texts = readWords(reader) ?? packWords([]);
  const found = new Int32Array(texts.starts.length - 1);
  for (let i = 0; i < found.length; i++) found[i] = Math.min(reader.number(), documents - 1);
  return { texts, documents: found };
}

function writeArrays(writer: ByteWriter, arrays: IndexArrays): void {
  writer.number(arrays.documents);
  writeWords(writer, arrays.words);
  for (const term of arrays.termOfWord) writer.number(term + 1);
  writeWords(writer, arrays.stems);
  const { postingStarts, postingDocuments, postingImpacts } = arrays;
  writer.number(postingDocuments.length);
  writer.number(postingStarts.length - 1);
  for (let term = 0; term + 1 < postingStarts.length; term++) {
    writer.number((postingStarts[term + 1] as number) - (postingStarts[term] as number));
  }
  writeDocuments(writer, arrays);
  writer.bytes(postingImpacts);
  const { titleStarts, titleTerms, titleHeads, abstracts } = arrays;
  for (let document = 0; document < arrays.documents; document++) {
    writer.number((titleStarts[document + 1] as number) - (titleStarts[document] as number));
  }
  for (const term of titleTerms) writer.number(term + 1);
  for (const word of titleHeads) writer.number(word + 1);
  writer.bytes(abstracts);
}

function readArrays(reader: ByteReader): IndexArrays | undefined {
  const documents = reader.number();
  const words = readWords(reader);
  if (words === undefined) return undefined;
  const termOfWord = new Int32Array(3 * (words.starts.length - 1));
  const lastTerm = reader.numbersLessOne(termOfWord);
  const stems = readWords(reader);
  if (stems === undefined) return undefined;
  const total = reader.number();
  const terms = reader.number();
  // Each posting and each term takes at least a byte.
  if (total > reader.left || terms > reader.left || stems.starts.length - 1 > terms) return undefined;
  if (lastTerm >= terms) return undefined;
  const postingStarts = new Uint32Array(terms + 1);
  let used = 0;
  for (let term = 0; term < terms; term++) {
    used += reader.number();
    if (used > total) return undefined;
    postingStarts[term + 1] = used;
  }
  const postingDocuments = used === total ? readDocuments(reader, postingStarts, documents) : undefined;
  if (postingDocuments === undefined) return undefined;
  const postingImpacts = reader.bytes(total)?.slice();
  const titles = readTitles(reader, documents, stems.starts.length - 1, words.starts.length - 1);
  if (postingImpacts === undefined || titles === undefined) return undefined;
  return { documents, words, termOfWord, stems, postingStarts, postingDocuments, postingImpacts, ...titles };
}

/**
 * Document numbers without what they have above 16 bits. How many documents of a term share that (a block) stands before
 * them: one after the other for each block up to the last that the term has; of a term with one document, its block.
 */
function writeDocuments(writer: ByteWriter, arrays: IndexArrays): void {
  const { postingStarts, postingDocuments, documents } = arrays;
  for (let term = 0; documents > BLOCK && term + 1 < postingStarts.length; term++) {
    let at = postingStarts[term] as number;
    const end = postingStarts[term + 1] as number;
    if (end - at === 1) {
      writer.number((postingDocuments[at] as number) >>> 16);
      continue;
    }
    for (let behind = BLOCK; at < end; behind += BLOCK) {
      const first = at;
      while (at < end && (postingDocuments[at] as number) < behind) at++;
      writer.number(at - first);
    }
  }
  const low = Uint16Array.from(postingDocuments);
  writer.bytes(new Uint8Array(low.buffer));
}

function readDocuments(
  reader: ByteReader,
  postingStarts: Uint32Array,
  documents: number,
): Uint16Array | Uint32Array | undefined {
  const terms = postingStarts.length - 1;
  const total = postingStarts[terms] as number;
  const found = documents > BLOCK ? new Uint32Array(total) : undefined;
  for (let term = 0; found !== undefined && term < terms; term++) {
    let at = postingStarts[term] as number;
    const end = postingStarts[term + 1] as number;
    if (end - at === 1) {
      found[at] = reader.number() << 16;
      continue;
    }
    for (let before = 0; at < end; before += BLOCK) {
      const behind = at + reader.number();
      if (behind > end || before >= documents) return undefined;
      // The array is full of zeros.
      if (before === 0) at = behind;
      else while (at < behind) found[at++] = before;
    }
  }
  const bytes = reader.bytes(2 * total)?.slice();
  if (bytes === undefined) return undefined;
  const low = new Uint16Array(bytes.buffer);
  let last = -1;
  if (found === undefined) {
    for (let i = 0; i < total; i++) if ((low[i] as number) > last) last = low[i] as number;
  } else {
    for (let i = 0; i < total; i++) {
      const document = (found[i] as number) + (low[i] as number);
      found[i] = document;
      if (document > last) last = document;
    }
  }
  return last < documents ? (found ?? low) : undefined;
}

function readTitles(
  reader: ByteReader,
  documents: number,
  stems: number,
  words: number,
): Pick<IndexArrays, 'titleStarts' | 'titleTerms' | 'titleHeads' | 'abstracts'> | undefined {
  if (documents > reader.left) return undefined;
  const titleStarts = new Uint32Array(documents + 1);
  for (let document = 0; document < documents; document++) {
    titleStarts[document + 1] = (titleStarts[document] as number) + reader.number();
  }
  const total = titleStarts[documents] as number;
  if (total > reader.left) return undefined;
  const titleTerms = new Int32Array(total);
  if (reader.numbersLessOne(titleTerms) >= stems || titleTerms.includes(-1)) return undefined;
  const titleHeads = new Int32Array(LONGEST_HEAD * documents);
  if (reader.numbersLessOne(titleHeads) >= words) return undefined;
  const abstracts = reader.bytes(documents)?.slice();
  return abstracts && { titleStarts, titleTerms, titleHeads, abstracts };
}

/** Sorted words: how many letters each shares with the one before, how many it adds, and these. */
function writeWords(writer: ByteWriter, { codes, starts }: PackedWords): void {
  writer.number(starts.length - 1);
  let before = 0;
  for (let word = 0; word + 1 < starts.length; word++) {
    const start = starts[word] as number;
    const end = starts[word + 1] as number;
    let shared = 0;
    while (
      shared < end - start &&
      before + shared < start &&
      codes[before + shared] === codes[start + shared]
    )
      shared++;
    writer.number(shared);
    writer.number(end - start - shared);
    for (let at = start + shared; at < end; at++) writer.number(codes[at] as number);
    before = start;
  }
}

function readWords(reader: ByteReader): PackedWords | undefined {
  const count = reader.number();
  // A word takes at least two bytes.
  if (2 * count > reader.left) return undefined;
  const starts = new Uint32Array(count + 1);
  let codes = new Uint16Array(8 * count);
  let before = 0;
  let at = 0;
  for (let word = 0; word < count; word++) {
    const shared = reader.number();
    const added = reader.number();
    const end = at + shared + added;
    if (before + shared > at || shared + added > LONGEST_STORED) return undefined;
    if (end > codes.length) {
      const larger = new Uint16Array(2 * end);
      larger.set(codes);
      codes = larger;
    }
    for (let i = 0; i < shared; i++) codes[at + i] = codes[before + i] as number;
    before = at;
    at += shared;
    reader.numbersInto(codes, at, end);
    at = end;
    starts[word + 1] = at;
  }
  return { codes: codes.slice(0, at), starts };
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
   * Fills an array with numbers that were written with one more.
   *
   * @returns the greatest; -1 where there are none
   */
  numbersLessOne(target: Int32Array): number {
    const { buffer } = this;
    let at = this.at;
    let greatest = -1;
    for (let i = 0; i < target.length; i++) {
      let byte = buffer[at++] as number;
      let value = byte & 127;
      for (let shift = 7; byte > 127 && shift < 35; shift += 7) {
        byte = buffer[at++] as number;
        value |= (byte & 127) << shift;
      }
      value = (value >>> 0) - 1;
      target[i] = value;
      if (value > greatest) greatest = value;
    }
    this.at = at;
    return greatest;
  }

  /** Reads numbers of 16 bits, nearly all of which take one byte. */
  numbersInto(target: Uint16Array, from: number, to: number): void {
    const { buffer } = this;
    for (let i = from; i < to; i++) {
      const byte = buffer[this.at] as number;
      if (byte < 128) {
        target[i] = byte;
        this.at++;
      } else {
        target[i] = this.number();
      }
    }
  }

  bytes(count: number): Uint8Array | undefined {
    if (this.at + count > this.buffer.length) return undefined;
    const bytes = this.buffer.subarray(this.at, this.at + count);
    this.at += count;
    return bytes;
  }
}
