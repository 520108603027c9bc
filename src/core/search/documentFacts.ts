import type { CslName } from '../library/types';
import type { Collection } from './collection';
import { eachFieldText, familyName, peopleOf, SEARCHED_FIELDS, yearOf } from './fields';
import type { TermReader } from './termReader';

/** By what a text may name a document. */
export interface DocumentNames {
  /** Folded family names. */
  readonly firstAuthor: string;
  readonly otherAuthors: readonly string[];
  readonly year: string;
}

/** What a document is about, for likeness between documents: its content terms with weights of a unit vector. */
export interface DocumentVector {
  readonly terms: Int32Array;
  readonly weights: Float32Array;
}

/** Documents that are kept: many times those that a manuscript's citations are about. */
const KEPT = 8192;

/** Reads facts from the references when they are asked for, and keeps them. */
export class DocumentFactsReader {
  private readonly names = new Map<number, DocumentNames>();
  private readonly vectors = new Map<number, DocumentVector>();

  constructor(
    private readonly collection: Collection,
    private readonly reader: TermReader,
  ) {}

  /** How many documents there are. */
  get works(): number {
    return this.collection.documents;
  }

  namesOf(document: number): DocumentNames {
    return kept(this.names, document, () => this.readNames(document));
  }

  vectorOf(document: number): DocumentVector {
    return kept(this.vectors, document, () => this.readVector(document));
  }

  private readNames(document: number): DocumentNames {
    const reference = this.collection.referenceOf(document)!;
    const [first, ...others] = peopleOf(reference).map(name => this.citedName(name));
    return { firstAuthor: first ?? '', otherAuthors: others, year: yearOf(reference) };
  }

  private readVector(document: number): DocumentVector {
    const placed = this.collection.partOf(document);
    const reference = placed.part.referenceOf(document - placed.offset)!;
    const counts = new Map<number, number>();
    eachFieldText(reference, placed.part.topicLabels, (field, text) => {
      const { space, weight } = SEARCHED_FIELDS[field]!;
      if (space !== 'content' || text === '') return;
      for (const term of this.reader.termsOf(text, placed))
        counts.set(term, (counts.get(term) ?? 0) + weight);
    });
    const terms = Int32Array.from(counts.keys());
    const weights = Float32Array.from(
      counts,
      ([term, count]) => Math.log(1 + count) * this.collection.telling(term),
    );
    let square = 0;
    for (const weight of weights) square += weight * weight;
    const length = Math.sqrt(square) || 1;
    return { terms, weights: weights.map(weight => weight / length) };
  }

  /** What stands in a sentence for an author: the folded family name, the last word of a whole name in the family's place. */
  private citedName(name: CslName): string {
    const words = this.reader.folded(familyName(name));
    const isWholeName = !name.given && name.literal === undefined && words.length > 1;
    return isWholeName ? words[words.length - 1]! : words.join(' ');
  }
}

function kept<Value>(values: Map<number, Value>, key: number, read: () => Value): Value {
  const known = values.get(key);
  if (known !== undefined) return known;
  if (values.size >= KEPT) values.clear();
  const value = read();
  values.set(key, value);
  return value;
}
