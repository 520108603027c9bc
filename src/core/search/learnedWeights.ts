import type { SignalWeights } from './signals';

/** Learned by `bench/suggest.bench.ts --learn` on both reviews together. */
export const LEARNED_WEIGHTS: SignalWeights = {
  sentence: 0.94,
  sentenceShare: 2.61,
  titleCoverage: 3.13,
  titlePhrase: 0.25,
  sinceCitation: 3.39,
  abbreviations: 0.76,
  firstAuthor: 4.84,
  firstAuthorAtEnd: 3.51,
  year: 2.98,
  titleHead: 2.06,
  citedAlready: -1.93,
  citedInSentence: -4.05,
  citedNear: -1.89,
  citedOften: 0.76,
  similarSentence: 3.08,
  similarSentences: 1.55,
  likeNear: 3.83,
  likestNear: 2.68,
  hasAbstract: -2.01,
};
