/**
 * What speaks for and against a reference at a place of a manuscript, each with its learned weight. A reference's chance
 * is the exponential of the weighted sum, over that of all candidates together.
 *
 * The weights were learned on two published reviews (conditional logit, see `bench/suggest.bench.ts`, which prints what
 * each signal adds on the review that it was not learned on). Measured there and left out, because they added nothing:
 * the preceding sentence beyond title coverage, the section title, the sentences that cited last, the last words before
 * the cursor, capitalised words apart, other authors than the first, how often this manuscript cites again, likeness to
 * what fits the sentence best and to what similar sentences cite.
 */
export const SIGNALS = [
  /** What title, abstract, keywords … say of the words left of the cursor: BM25F. */
  'sentence',
  /** The same against the best candidate. */
  'sentenceShare',
  /** How much of the title the sentence and the one before it say. */
  'titleCoverage',
  /** Neighbouring words that are neighbours in the title. */
  'titlePhrase',
  /** Where the sentence cites something already: what is said behind that. */
  'sinceCitation',
  /** Words that abbreviations in the sentence stand for, and abbreviations of what it spells out. */
  'abbreviations',
  'firstAuthor',
  /** Among the last words before the cursor, as in `Daher et al.` */
  'firstAuthorAtEnd',
  /** The year, where the sentence names an author too. */
  'year',
  /** What stands before the colon of a title: names of tools. */
  'titleHead',
  'citedAlready',
  'citedInSentence',
  'citedNear',
  'citedOften',
  /** The most similar sentence that cites the work. */
  'similarSentence',
  /** All of them together. */
  'similarSentences',
  /** Likeness to works cited near here: their mean. */
  'likeNear',
  /** Likeness to works cited near here: the greatest. */
  'likestNear',
  /** Holds back what long texts gain by having more words. */
  'hasAbstract',
] as const;

/** Name of a signal. */
export type Signal = (typeof SIGNALS)[number];

/** Signals of what the manuscript cites so far. */
export const MANUSCRIPT_SIGNALS: readonly Signal[] = [
  'sinceCitation',
  'citedAlready',
  'citedInSentence',
  'citedNear',
  'citedOften',
  'similarSentence',
  'similarSentences',
  'likeNear',
  'likestNear',
];

/** Weight by signal. */
export type SignalWeights = Readonly<Record<Signal, number>>;

/** Values of the signals for a list of documents. */
export class SignalTable {
  readonly values: Float32Array;

  constructor(readonly documents: readonly number[]) {
    this.values = new Float32Array(documents.length * SIGNALS.length);
  }

  set(signal: Signal, row: number, value: number): void {
    this.values[row * SIGNALS.length + COLUMNS[signal]] = value;
  }

  add(signal: Signal, row: number, value: number): void {
    const at = row * SIGNALS.length + COLUMNS[signal];
    this.values[at] = (this.values[at] as number) + value;
  }

  get(signal: Signal, row: number): number {
    return this.values[row * SIGNALS.length + COLUMNS[signal]] as number;
  }

  /** Weighted sum of the signals of each document. */
  sums(weights: SignalWeights): Float64Array {
    const byColumn = SIGNALS.map(signal => weights[signal]);
    const sums = new Float64Array(this.documents.length);
    for (let row = 0; row < sums.length; row++) {
      let sum = 0;
      for (let i = 0; i < byColumn.length; i++)
        sum += byColumn[i]! * (this.values[row * byColumn.length + i] as number);
      sums[row] = sum;
    }
    return sums;
  }

  /** Chance of each document under the weights; together 1. */
  chances(weights: SignalWeights): Float64Array {
    const chances = this.sums(weights);
    const greatest = chances.reduce((most, sum) => Math.max(most, sum), Number.NEGATIVE_INFINITY);
    let total = 0;
    for (let row = 0; row < chances.length; row++) {
      chances[row] = Math.exp((chances[row] as number) - greatest);
      total += chances[row] as number;
    }
    return chances.map(chance => chance / total);
  }
}

const COLUMNS = Object.fromEntries(SIGNALS.map((signal, column) => [signal, column])) as Record<
  Signal,
  number
>;
