/**
 * What speaks for and against a reference at a place of a manuscript, each with its learned weight. A reference's chance
 * is the exponential of the weighted sum, over that of all candidates together.
 *
 * The weights were learned on two published reviews (conditional logit, see `bench/suggest.bench.ts`, which prints what
 * each signal adds on the review that it was not learned on).
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
  /** The last words before the cursor. */
  'lastWords',
  /** Names of things: words with capitals or digits inside the sentence. */
  'namesOfThings',
  'abbreviations',
  'precedingSentence',
  'sectionTitle',
  /** Terms of the sentences that cited last. */
  'passage',
  'firstAuthor',
  'firstAuthorAtEnd',
  'otherAuthor',
  'year',
  /** What stands before the colon of a title: names of tools. */
  'titleHead',
  'citedAlready',
  'citedInSentence',
  'citedNear',
  'citedOften',
  /** For cited works: how often this manuscript cites again, as log odds. */
  'citesAgain',
  /** For cited works: how many works are not cited yet for one that is, as logarithm. */
  'notCitedYet',
  /** The most similar sentence that cites the work. */
  'similarSentence',
  'similarSentences',
  /** Likeness to works cited near here: their mean, the greatest. */
  'likeNear',
  'likestNear',
  'hasAbstract',
] as const;

/** Name of a signal. */
export type Signal = (typeof SIGNALS)[number];

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

  /** Chance of each document under the weights; together 1. */
  chances(weights: SignalWeights): Float64Array {
    const byColumn = SIGNALS.map(signal => weights[signal]);
    const chances = new Float64Array(this.documents.length);
    for (let row = 0; row < chances.length; row++) {
      let sum = 0;
      for (let i = 0; i < byColumn.length; i++)
        sum += byColumn[i]! * (this.values[row * byColumn.length + i] as number);
      chances[row] = sum;
    }
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
