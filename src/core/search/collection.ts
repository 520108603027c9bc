import type { Reference } from '../library/types';
import { documentFrequency, impactIn, inverseFrequency } from './indexArrays';
import { findWord, type PackedWords, wordAt } from './packedWords';
import type { SearchPart } from './searchPart';

/** A part in a collection: its documents are numbered from `offset` on, and its content terms have common numbers. */
export interface CollectionPart {
  readonly part: SearchPart;
  readonly offset: number;
  /** Common number of each of its content terms. */
  readonly common: Int32Array;
  /** Its content term by common number; -1 where it does not have it. */
  readonly own: Int32Array;
}

/** Parts of indexes asked as one: documents and content terms are numbered through, and frequencies are those of all. */
export class Collection {
  readonly parts: readonly CollectionPart[];
  /** Documents that were ever there: a document that was removed keeps its number. */
  readonly documents: number;
  /** More than any common number of a content term. */
  readonly termCount: number;
  /** Documents whose references are there no more. */
  readonly removed: readonly number[];
  private readonly furtherTerms = new Map<string, number>();
  private readonly largest: SearchPart | undefined;
  private readonly known: Float64Array;

  constructor(parts: readonly SearchPart[]) {
    // The largest gives its numbers to all, so that the others, mostly small, are what is looked up.
    this.largest = parts.reduce<SearchPart | undefined>(
      (most, part) => (most === undefined || part.documents > most.documents ? part : most),
      undefined,
    );
    const common = parts.map(part => this.numberTerms(part));
    this.termCount =
      (this.largest === undefined ? 0 : countOf(this.largest.arrays.stems)) + this.furtherTerms.size;
    let offset = 0;
    this.parts = parts.map((part, index) => {
      const own = inverse(common[index]!, this.termCount);
      const placed = { part, offset, common: common[index]!, own };
      offset += part.documents;
      return placed;
    });
    this.documents = offset;
    this.removed = this.parts.flatMap(placed => removedOf(placed));
    this.known = new Float64Array(this.termCount).fill(-1);
  }

  /** The part that a document is in. */
  partOf(document: number): CollectionPart {
    let index = this.parts.length - 1;
    while (index > 0 && (this.parts[index] as CollectionPart).offset > document) index--;
    return this.parts[index] as CollectionPart;
  }

  referenceOf(document: number): Reference | undefined {
    const { part, offset } = this.partOf(document);
    return part.referenceOf(document - offset);
  }

  /** Common number of the content term with this stem; -1 where no document has it. */
  contentTerm(stem: string): number {
    const own = this.largest === undefined ? -1 : findWord(this.largest.arrays.stems, stem);
    return own >= 0 ? own : (this.furtherTerms.get(stem) ?? -1);
  }

  /** Number of documents that have the content term. */
  frequency(term: number): number {
    let sum = 0;
    for (const { part, own } of this.parts) {
      if ((own[term] as number) >= 0) sum += documentFrequency(part.arrays, own[term] as number);
    }
    return sum;
  }

  /** How telling a content term is. */
  readonly telling = (term: number): number => {
    const known = this.known[term] as number;
    if (known >= 0) return known;
    const telling = inverseFrequency(this.documents, this.frequency(term));
    this.known[term] = telling;
    return telling;
  };

  /** Impact of a content term in a document, 0 to 1; 0 where it is not there. */
  impact(term: number, document: number): number {
    const { part, offset, own } = this.partOf(document);
    return (own[term] as number) < 0 ? 0 : impactIn(part.arrays, own[term] as number, document - offset);
  }

  private numberTerms(part: SearchPart): Int32Array {
    const { stems } = part.arrays;
    const numbers = new Int32Array(countOf(stems));
    for (let term = 0; term < numbers.length; term++)
      numbers[term] = part === this.largest ? term : this.numberOf(wordAt(stems, term));
    return numbers;
  }

  private numberOf(stem: string): number {
    const known = this.contentTerm(stem);
    if (known >= 0) return known;
    const added = countOf(this.largest!.arrays.stems) + this.furtherTerms.size;
    this.furtherTerms.set(stem, added);
    return added;
  }
}

/** Place of each number from 0 to `size`; -1 of one that is not there. */
function inverse(numbers: Int32Array, size: number): Int32Array {
  const places = new Int32Array(size).fill(-1);
  for (let place = 0; place < numbers.length; place++) places[numbers[place] as number] = place;
  return places;
}

function removedOf({ part, offset }: CollectionPart): readonly number[] {
  const removed: number[] = [];
  part.places?.forEach((place, document) => {
    if (place < 0) removed.push(offset + document);
  });
  return removed;
}

function countOf(words: PackedWords): number {
  return words.starts.length - 1;
}
