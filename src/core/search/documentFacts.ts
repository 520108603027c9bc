import type { CslName } from '../library/types';
import type { Collection } from './collection';
import { familyName, fieldTexts, peopleOf, SEARCHED_FIELDS, yearOf } from './fields';
import type { TermReader } from './termReader';

/** What the ranking wants to know of a document beyond the inverted index. */
export interface DocumentFacts {
  /** Different content terms of the title. */
  readonly titleTerms: Int32Array;
  /** How telling they are together. */
  readonly titleMass: number;
  /** Neighbouring title terms, as `first * PAIR + second`. */
  readonly titlePairs: Float64Array;
  /** Folded words before the colon of a title such as `DeepBind: predicting …`; empty without. */
  readonly titleHead: readonly string[];
  /** Folded family names. */
  readonly firstAuthor: string;
  readonly otherAuthors: readonly string[];
  readonly year: string;
  readonly hasAbstract: boolean;
}

/** What a document is about, for likeness between documents: its content terms with weights of a unit vector. */
export interface DocumentVector {
  readonly terms: Int32Array;
  readonly weights: Float32Array;
}

/** Documents that are kept: many times those that a manuscript's citations are about. */
const KEPT = 8192;

/** More than any term: makes one number of two terms. */
const PAIR = 2 ** 26;

/** Reads facts from the references when they are asked for, and keeps them. */
export class DocumentFactsReader {
  private readonly facts = new Map<number, DocumentFacts>();
  private readonly vectors = new Map<number, DocumentVector>();

  constructor(
    private readonly collection: Collection,
    private readonly reader: TermReader,
  ) {}

  factsOf(document: number): DocumentFacts {
    return kept(this.facts, document, () => this.readFacts(document));
  }

  vectorOf(document: number): DocumentVector {
    return kept(this.vectors, document, () => this.readVector(document));
  }

  private readFacts(document: number): DocumentFacts {
    const placed = this.collection.partOf(document);
    const reference = placed.part.referenceOf(document - placed.offset)!;
    const title = typeof reference.csl.title === 'string' ? reference.csl.title : '';
    const inTitle = this.reader.termsOf(title, placed);
    const titleTerms = Int32Array.from(new Set(inTitle));
    const [first, ...others] = peopleOf(reference).map(name => this.citedName(name));
    return {
      titleTerms,
      titleMass: titleTerms.reduce((sum, term) => sum + this.collection.telling(term), 0) || 1,
      titlePairs: pairsOf(inTitle),
      titleHead: this.headOf(title),
      firstAuthor: first ?? '',
      otherAuthors: others,
      year: yearOf(reference),
      hasAbstract: typeof reference.csl.abstract === 'string' && reference.csl.abstract !== '',
    };
  }

  private readVector(document: number): DocumentVector {
    const placed = this.collection.partOf(document);
    const reference = placed.part.referenceOf(document - placed.offset)!;
    const texts = fieldTexts(reference, placed.part.topicLabels);
    const counts = new Map<number, number>();
    SEARCHED_FIELDS.forEach((field, index) => {
      const text = texts[index]!;
      if (field.space !== 'content' || text === '') return;
      for (const term of this.reader.termsOf(text, placed))
        counts.set(term, (counts.get(term) ?? 0) + field.weight);
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

  private headOf(title: string): readonly string[] {
    const colon = title.indexOf(':');
    if (colon < 2 || colon > 40) return [];
    const words = this.reader.folded(title.slice(0, colon));
    return words.length <= 3 ? words : [];
  }
}

/** Neighbouring terms of a sequence, each pair as one number. */
export function pairsOf(sequence: ArrayLike<number>): Float64Array {
  const pairs = new Float64Array(Math.max(0, sequence.length - 1));
  for (let i = 0; i < pairs.length; i++)
    pairs[i] = (sequence[i] as number) * PAIR + (sequence[i + 1] as number);
  return pairs;
}

function kept<Value>(values: Map<number, Value>, key: number, read: () => Value): Value {
  const known = values.get(key);
  if (known !== undefined) return known;
  if (values.size >= KEPT) values.clear();
  const value = read();
  values.set(key, value);
  return value;
}
