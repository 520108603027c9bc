import { type ByteSections, bytesOf, numbersIn, SectionWriter, splitSections } from '../text/byteSections';
import type { Identifiers } from './identifierTable';
import type { IndexArrays } from './indexArrays';
import type { PackedWords } from './packedWords';

/** Name of the section that says what there is. The number changes with what can be read. */
const CONTENTS = 'search index 6';

/** A part of an index as plain arrays: to be stored, and to be handed to another thread. */
export interface StoredPart {
  readonly arrays: IndexArrays;
  /** Place of each document among the references, -1 of those that are there no more; undefined where they are the same. */
  readonly places: Int32Array | undefined;
  readonly identifiers: Identifiers;
}

/**
 * Writes an index as bytes, to be kept beside the library that it was built from: its arrays in sections, most of them as
 * they are in memory, so that opening it copies little.
 *
 * @param references how many there are, to be compared when it is opened
 */
export function storeParts(parts: readonly StoredPart[], references: number): Uint8Array {
  const columns = new Map(parts.flatMap((part, index) => columnsOf(part, `${index}.`)));
  const size = [...columns.values()].reduce((sum, { byteLength }) => sum + byteLength + 8, 0);
  const sections = new SectionWriter(size + (1 << 12));
  sections.set(CONTENTS, bytesOf(Uint32Array.of(references, parts.length)));
  for (const [name, values] of columns) sections.set(name, bytesOf(values));
  return sections.finish();
}

/**
 * Reads what {@link storeParts} wrote. The arrays are views into the bytes, which must not be changed afterwards.
 *
 * @param references how many there are now
 * @returns undefined where the bytes are no stored index of this layout over so many references, or not all of it, or
 *   were changed
 */
export function readStoredParts(bytes: Uint8Array, references: number): readonly StoredPart[] | undefined {
  // Views of numbers must begin at one.
  const sections = splitSections(bytes.byteOffset % 8 === 0 ? bytes : bytes.slice());
  const [counted, parts] = sections ? numbersIn(sections, CONTENTS) : [];
  if (sections === undefined || counted !== references) return undefined;
  return Array.from({ length: parts ?? 0 }, (_, index) => readPart(sections, `${index}.`));
}

type Column = Int32Array | Uint32Array | Uint16Array | Uint8Array;

function columnsOf(
  { arrays, places, identifiers }: StoredPart,
  prefix: string,
): (readonly [string, Column])[] {
  const columns: (readonly [string, Column])[] = [
    ['documents', Uint32Array.of(arrays.documents)],
    ...columnsOfWords('words', arrays.words),
    ['termOfWord', arrays.termOfWord],
    ...columnsOfWords('stems', arrays.stems),
    ['postingStarts', arrays.postingStarts],
    ['postingDocuments', arrays.postingDocuments],
    ['postingImpacts', arrays.postingImpacts],
    narrow('titleLengths', lengthsOf(arrays.titleStarts)),
    narrow('titleTerms', arrays.titleTerms),
    ['titleHeads', arrays.titleHeads],
    ['abstracts', arrays.abstracts],
    ...columnsOfWords('identifiers', identifiers.texts),
    narrow('identified', identifiers.documents),
  ];
  if (places !== undefined) columns.push(['places', places]);
  return columns.map(([name, values]) => [prefix + name, values]);
}

function readPart(sections: ByteSections, prefix: string): StoredPart {
  const wide = (name: string): Int32Array => {
    const numbers = numbersIn(sections, prefix + name);
    return new Int32Array(numbers.buffer, numbers.byteOffset, numbers.length);
  };
  const bytes = (name: string): Uint8Array => sections.get(prefix + name) ?? new Uint8Array(0);
  const short = (name: string): Uint16Array => {
    const { buffer, byteOffset, byteLength } = bytes(name);
    return new Uint16Array(buffer, byteOffset, byteLength >> 1);
  };
  /** As {@link narrow} wrote them. */
  const narrowed = (name: string): Column =>
    sections.has(`${prefix}${name}/1`)
      ? bytes(`${name}/1`)
      : sections.has(`${prefix}${name}/2`)
        ? short(`${name}/2`)
        : wide(`${name}/4`);
  const words = (name: string): PackedWords => {
    const codes = narrowed(`${name}.codes`);
    return {
      codes: codes instanceof Uint16Array ? codes : new Uint16Array(codes),
      starts: startsOf(narrowed(`${name}.lengths`)),
    };
  };
  const signed = (name: string): Int32Array => {
    const values = narrowed(name);
    return values instanceof Int32Array ? values : new Int32Array(values);
  };
  return {
    arrays: {
      documents: wide('documents')[0] ?? 0,
      words: words('words'),
      termOfWord: wide('termOfWord'),
      stems: words('stems'),
      postingStarts: numbersIn(sections, `${prefix}postingStarts`),
      postingDocuments: short('postingDocuments'),
      postingImpacts: bytes('postingImpacts'),
      titleStarts: startsOf(narrowed('titleLengths')),
      titleTerms: signed('titleTerms'),
      titleHeads: wide('titleHeads'),
      abstracts: bytes('abstracts'),
    },
    places: sections.has(`${prefix}places`) ? wide('places') : undefined,
    identifiers: { texts: words('identifiers'), documents: signed('identified') },
  };
}

function columnsOfWords(name: string, { codes, starts }: PackedWords): (readonly [string, Column])[] {
  return [narrow(`${name}.codes`, codes), narrow(`${name}.lengths`, lengthsOf(starts))];
}

/** Numbers from 0 on with as few bytes each as the greatest takes; their name says how many. */
function narrow(name: string, values: Column): readonly [string, Column] {
  let greatest = 0;
  for (let i = 0; i < values.length; i++)
    if ((values[i] as number) > greatest) greatest = values[i] as number;
  if (greatest < 0x100) return [`${name}/1`, new Uint8Array(values)];
  if (greatest < 0x10000) return [`${name}/2`, new Uint16Array(values)];
  return [`${name}/4`, values];
}

function lengthsOf(starts: Uint32Array): Uint32Array {
  const lengths = new Uint32Array(starts.length - 1);
  for (let i = 0; i < lengths.length; i++) lengths[i] = (starts[i + 1] as number) - (starts[i] as number);
  return lengths;
}

function startsOf(lengths: Column): Uint32Array {
  const starts = new Uint32Array(lengths.length + 1);
  let at = 0;
  for (let i = 0; i < lengths.length; i++) {
    at += lengths[i] as number;
    starts[i + 1] = at;
  }
  return starts;
}
