import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { plainReference } from '../src/core/library/plainReference';
import type { CslItem, Reference } from '../src/core/library/types';
import type { CitingContext } from '../src/core/search/types';

const CORPUS = resolve('../shared/corpora/suggest');
const MANUSCRIPTS = resolve('../shared/corpora/manuscripts/derived');

/** A place where a published review cites something: what stands left of the citation, and what it cites. */
export interface CitedPlace {
  readonly before: string;
  readonly preceding_sentence: string;
  readonly cited: readonly string[];
}

/** A review to replay. */
export interface ReplayedReview {
  readonly name: string;
  readonly references: readonly Reference[];
  readonly places: readonly CitedPlace[];
  /** Title of the section that each place is in, as far as the review's text is there and has the sentence. */
  readonly sectionTitles: readonly (string | undefined)[];
}

/** The reviews of the corpus; none where it is absent. */
export function readReviews(): readonly ReplayedReview[] {
  if (!existsSync(CORPUS)) return [];
  return readdirSync(CORPUS)
    .filter(name => existsSync(join(CORPUS, name, 'pairs.jsonl')))
    .sort()
    .map(name => {
      const items: readonly CslItem[] = JSON.parse(readFileSync(join(CORPUS, name, 'library.json'), 'utf8'));
      const places = readFileSync(join(CORPUS, name, 'pairs.jsonl'), 'utf8')
        .split('\n')
        .filter(line => line !== '')
        .map(line => JSON.parse(line) as CitedPlace);
      const references = items.map(csl => plainReference(csl, name));
      return { name, references, places, sectionTitles: sectionTitlesOf(name, places) };
    });
}

/** What `trial` makes of each review and its manuscript; nothing where not at least two reviews are there to compare. */
export function tryReviews<Result>(
  trial: (name: string, manuscript: string, references: ReplayedReview['references']) => Result,
): readonly Result[] {
  const results = readReviews().flatMap(({ name, references }) => {
    const path = join(MANUSCRIPTS, `${name}.md`);
    return existsSync(path) ? [trial(name, readFileSync(path, 'utf8'), references)] : [];
  });
  if (results.length >= 2) return results;
  console.log('skipped: no reviews at ../shared/corpora');
  return [];
}

/** Walks a review: each place is asked about before what it cites is revealed. */
export function* contextsOf(
  review: ReplayedReview,
): Generator<{ readonly place: CitedPlace; readonly context: CitingContext }> {
  const citedSoFar: { readonly sentence: string; readonly ids: readonly string[] }[] = [];
  for (const [index, place] of review.places.entries()) {
    const sectionTitle = review.sectionTitles[index];
    yield {
      place,
      // A copy: who keeps the contexts must not see later citations in them.
      context: {
        sentence: place.before,
        precedingSentence: place.preceding_sentence,
        ...(sectionTitle === undefined ? {} : { sectionTitle }),
        citedSoFar: [...citedSoFar],
      },
    };
    // Not the whole sentence: another citation of it may be asked about next, and what is right of that is not written yet.
    citedSoFar.push({ sentence: place.before, ids: place.cited });
  }
}

/** Finds each sentence in the review's Markdown, in order, and the heading above it. */
function sectionTitlesOf(name: string, places: readonly CitedPlace[]): readonly (string | undefined)[] {
  const path = join(MANUSCRIPTS, `${name}.md`);
  if (!existsSync(path)) return places.map(() => undefined);
  const text = readFileSync(path, 'utf8').replace(/\s*\n(?!\n)(?!#)/g, ' ');
  const headings = [...text.matchAll(/^#{1,6} +(.+)$/gm)].map(match => ({
    title: match[1]!,
    at: match.index,
  }));
  let from = 0;
  return places.map(({ before }) => {
    const at = text.indexOf(before.slice(0, 30), from);
    if (at < 0 || before.length < 12) return undefined;
    from = at;
    return headings.filter(heading => heading.at < at).at(-1)?.title;
  });
}

/** How good rankings are: share of places whose first (first five) suggestions hold a cited work, mean reciprocal rank. */
export interface Quality {
  readonly hitAt1: number;
  readonly hitAt5: number;
  readonly meanReciprocalRank: number;
}

/** @param ranks rank of the best cited work by place, from 1; 0 where it was not suggested */
export function qualityOf(ranks: readonly number[]): Quality {
  const share = (limit: number): number =>
    ranks.filter(rank => rank > 0 && rank <= limit).length / ranks.length;
  const reciprocal = ranks.reduce((sum, rank) => sum + (rank > 0 && rank <= 10 ? 1 / rank : 0), 0);
  return { hitAt1: share(1), hitAt5: share(5), meanReciprocalRank: reciprocal / ranks.length };
}

/** `hit@1 51.8 %  hit@5 72.9 %  MRR .616` */
export function qualityText({ hitAt1, hitAt5, meanReciprocalRank }: Quality): string {
  const percent = (share: number): string => `${(100 * share).toFixed(1).padStart(5)} %`;
  return `hit@1 ${percent(hitAt1)}  hit@5 ${percent(hitAt5)}  MRR ${meanReciprocalRank.toFixed(3)}`;
}
