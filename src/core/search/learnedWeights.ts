import { MANUSCRIPT_SIGNALS, SIGNALS, type SignalWeights } from './signals';

/** Learned by `LEARN=1 npm run bench suggest` on both reviews together. */
export const LEARNED_WEIGHTS: SignalWeights = {
  sentence: 1.63,
  sentenceShare: 3.08,
  titleCoverage: 3.32,
  titlePhrase: 0.2,
  sinceCitation: 3.91,
  abbreviations: 2.24,
  firstAuthor: 5.1,
  firstAuthorAtEnd: 3.49,
  year: 1.81,
  titleHead: 2.31,
  citedAlready: -2.52,
  citedInSentence: -4.15,
  citedNear: -1.58,
  citedOften: 0.59,
  similarSentence: 3.1,
  similarSentences: 1.37,
  likeNear: 4.45,
  likestNear: 2.75,
  hasAbstract: -1.78,
};

/** The same without what the manuscript cites so far: how well texts fit each other. */
export function textWeights(): SignalWeights {
  const ofManuscript: ReadonlySet<string> = new Set(MANUSCRIPT_SIGNALS);
  return Object.fromEntries(
    SIGNALS.map(signal => [signal, ofManuscript.has(signal) ? 0 : LEARNED_WEIGHTS[signal]]),
  ) as SignalWeights;
}
