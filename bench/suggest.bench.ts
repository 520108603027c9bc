/**
 * Suggestions on two published reviews that nobody here wrote: each citation is asked about from the text left of it
 * and from what the review cited before. Prints hit@1, hit@5 and MRR beside plain BM25 and MiniSearch, with weights
 * learned on the other review, and what each signal adds. Reads `../shared/corpora/suggest` and says so where that is
 * absent. With `LEARN=1` in the environment it also prints the weights learned on both, for `learnedWeights.ts`.
 */
import { citingTextAt, resolve } from '../src/core/numbering';
import { buildSearchIndex } from '../src/core/search';
import { LEARNED_WEIGHTS } from '../src/core/search/learnedWeights';
import { SIGNALS, type Signal, type SignalWeights } from '../src/core/search/signals';
import { readArticles } from './craftArticles';
import { miniSearch, plainBm25, type Ranker } from './suggestBaselines';
import { learnWeights, type MeasuredPlace, ranksOf } from './suggestLearning';
import {
  contextsOf,
  type Quality,
  qualityOf,
  qualityText,
  type ReplayedReview,
  readReviews,
} from './suggestReplay';

/** A review with what was measured at each of its places. */
interface MeasuredReview {
  readonly review: ReplayedReview;
  readonly places: readonly MeasuredPlace[];
}

/** Signals that are only told apart together. */
const GROUPS: Readonly<Record<string, readonly Signal[]>> = {
  'author names': ['firstAuthor', 'firstAuthorAtEnd'],
  'cited already, all of it': ['citedAlready', 'citedInSentence', 'citedNear', 'citedOften'],
  'sentences that cited the same': ['similarSentence', 'similarSentences'],
  'abbreviations and similarSentence': ['abbreviations', 'similarSentence'],
  'likeness to works cited near': ['likeNear', 'likestNear'],
  'the manuscript so far, all of it': [
    'sinceCitation',
    'citedAlready',
    'citedInSentence',
    'citedNear',
    'citedOften',
    'similarSentence',
    'similarSentences',
    'likeNear',
    'likestNear',
  ],
};

const TARGET: Pick<Quality, 'hitAt5' | 'meanReciprocalRank'> = { hitAt5: 0.65, meanReciprocalRank: 0.5 };

function main(): void {
  const reviews = readReviews();
  if (reviews.length < 2) {
    console.log('skipped: no corpus at ../shared/corpora/suggest');
    return;
  }
  const measured = reviews.map(measureReview);
  for (const { review, places } of measured) {
    console.log(`\n${review.name}: ${review.references.length} works, ${review.places.length} places`);
    reportBaseline(review, 'plain BM25', plainBm25(review.references));
    reportBaseline(review, 'MiniSearch', miniSearch(review.references));
    const others = measured.filter(other => other.review !== review).flatMap(other => other.places);
    const unseen = qualityOf(ranksOf(places, learnWeights(others)));
    console.log(`  ours, learned on the other  ${qualityText(unseen)}`);
    console.log(`  ours as shipped             ${qualityText(qualityOf(ranksOf(places, LEARNED_WEIGHTS)))}`);
    if (unseen.hitAt5 < TARGET.hitAt5 || unseen.meanReciprocalRank < TARGET.meanReciprocalRank) {
      console.log(`  below the target: hit@5 ${100 * TARGET.hitAt5} %, MRR ${TARGET.meanReciprocalRank}`);
      process.exitCode = 1;
    }
  }
  const articles = measureArticles();
  reportArticles(articles);
  reportSignals(measured, articles);
  if (process.env['LEARN']) console.log(weightsText(learnWeights(measured.flatMap(({ places }) => places))));
}

function measureReview(review: ReplayedReview): MeasuredReview {
  const index = buildSearchIndex(review.references);
  const started = performance.now();
  const places = [...contextsOf(review)].map(({ place, context }) => {
    const { table } = index.suggester.measure(context);
    const cited = new Set(place.cited);
    const right = [...table.documents.keys()].filter(row =>
      cited.has(review.references[table.documents[row]!]!.id),
    );
    return { table, right };
  });
  const each = (performance.now() - started) / places.length;
  console.log(`${review.name}: ${each.toFixed(2)} ms a place, history of up to ${places.length} sentences`);
  return { review, places };
}

function reportBaseline(review: ReplayedReview, name: string, rank: Ranker | undefined): void {
  if (rank === undefined) {
    console.log(`  ${name.padEnd(26)}  not installed`);
    return;
  }
  const ranks = review.places.map(
    ({ before, cited }) => rank(before).findIndex(id => cited.includes(id)) + 1,
  );
  console.log(`  ${name.padEnd(26)}  ${qualityText(qualityOf(ranks))}`);
}

/** Places of articles, with the rank of a cited work by plain BM25. */
interface MeasuredArticles {
  readonly articles: number;
  readonly places: readonly MeasuredPlace[];
  readonly baseline: readonly number[];
}

/**
 * Articles of other authors with few references and no abstracts, which nothing was learned on: each citation is asked
 * about from the text left of it and from what the article cited before.
 */
function measureArticles(): MeasuredArticles {
  const articles = readArticles();
  const places: MeasuredPlace[] = [];
  const baseline: number[] = [];
  for (const numbered of articles) {
    const references = [...numbered.libraries[0]!.references];
    const index = buildSearchIndex(references);
    const rank = plainBm25(references);
    const citedSoFar: { readonly sentence: string; readonly ids: readonly string[] }[] = [];
    for (const citation of numbered.manuscript.citations) {
      const cited = resolve(numbered, citation).flatMap(found =>
        found.kind === 'numbered' ? (found.numbered.reference?.id ?? []) : [],
      );
      const text = citingTextAt(numbered.manuscript, citation.range.start);
      if (cited.length === 0 || text.sentence === '') continue;
      const { table } = index.suggester.measure({ ...text, citedSoFar });
      const right = [...table.documents.keys()].filter(row =>
        cited.includes(references[table.documents[row]!]!.id),
      );
      places.push({ table, right });
      baseline.push(rank(text.sentence).findIndex(id => cited.includes(id)) + 1);
      citedSoFar.push({ sentence: text.sentence, ids: cited });
    }
  }
  return { articles: articles.length, places, baseline };
}

function reportArticles({ articles, places, baseline }: MeasuredArticles): void {
  if (articles === 0) return;
  console.log(`\n${articles} articles, ${places.length} places, references without abstracts`);
  console.log(`  ${'plain BM25'.padEnd(26)}  ${qualityText(qualityOf(baseline))}`);
  console.log(`  ours as shipped             ${qualityText(qualityOf(ranksOf(places, LEARNED_WEIGHTS)))}`);
}

/**
 * What is lost without a signal: weights learned anew on one review and reported on the other, and learned on both and
 * reported on the articles.
 */
function reportSignals(measured: readonly MeasuredReview[], { places }: MeasuredArticles): void {
  const all = crossValidated(measured, places, SIGNALS);
  const names = [...measured.map(({ review }) => review.name), 'articles'];
  console.log(
    `\nwithout a signal (MRR points lost where it was not learned; all signals: ${all.map(value => value.toFixed(4)).join(', ')})`,
  );
  console.log(
    `  ${'signal'.padEnd(34)}${names
      .slice(0, all.length)
      .map(name => name.padStart(22))
      .join('')}        mean`,
  );
  const rows: readonly (readonly [string, readonly Signal[]])[] = [
    ...SIGNALS.map(signal => [signal, [signal]] as const),
    ...Object.entries(GROUPS),
  ];
  for (const [name, without] of rows) {
    const rest = crossValidated(
      measured,
      places,
      SIGNALS.filter(signal => !without.includes(signal)),
    );
    const lost = all.map((value, index) => 100 * (value - rest[index]!));
    const mean = lost.reduce((sum, value) => sum + value, 0) / lost.length;
    console.log(
      `  ${name.padEnd(34)}${lost.map(value => value.toFixed(2).padStart(22)).join('')}${mean.toFixed(2).padStart(12)}`,
    );
  }
}

/** MRR on each review with weights learned on the others, and on articles with weights learned on all reviews. */
function crossValidated(
  measured: readonly MeasuredReview[],
  articles: readonly MeasuredPlace[],
  use: readonly Signal[],
): readonly number[] {
  const onReviews = measured.map(({ review, places }) => {
    const others = measured.filter(other => other.review !== review).flatMap(other => other.places);
    return qualityOf(ranksOf(places, learnWeights(others, use))).meanReciprocalRank;
  });
  const learned = learnWeights(
    measured.flatMap(({ places }) => places),
    use,
  );
  return articles.length === 0
    ? onReviews
    : [...onReviews, qualityOf(ranksOf(articles, learned)).meanReciprocalRank];
}

function weightsText(weights: SignalWeights): string {
  const lines = SIGNALS.map(signal => `  ${signal}: ${Number(weights[signal].toFixed(2))},`);
  return `\nexport const LEARNED_WEIGHTS: SignalWeights = {\n${lines.join('\n')}\n};`;
}

main();
