/**
 * The uncited-claim hint on two published reviews that nobody here wrote: citations are taken away and the hint has to
 * name a work that the authors cited there; and the reviews are read as they are, to see how often the hint speaks at all.
 * Thresholds are chosen on one review and reported on the other. Reads `../shared/corpora` and says so where that is
 * absent. `SHOW=1` prints what it would say of the reviews as they are.
 */
import { type ClaimReading, ClaimReadings } from '../src/core/features/diagnostics/claimReadings';
import {
  CLAIM_THRESHOLDS,
  type ClaimThresholds,
  fitsClearly,
  isCitedAround,
} from '../src/core/features/diagnostics/uncitedClaim';
import { parseManuscript, sentencesIn } from '../src/core/manuscript';
import { type NumberedManuscript, numberManuscript } from '../src/core/numbering';
import { buildSearchIndex } from '../src/core/search';
import { applyEdits } from '../src/core/text/textEdit';
import { type ReplayedReview, tryReviews } from './suggestReplay';

interface Trial {
  readonly name: string;
  /** Readings of sentences whose citations were taken away, with whether the best work was cited there. */
  readonly taken: readonly { readonly reading: ClaimReading; readonly isRight: boolean }[];
  /** Sentences that cited something. */
  readonly citing: number;
  readonly asIs: readonly ClaimReading[];
  readonly numbered: NumberedManuscript;
  readonly uncited: number;
}

function main(): void {
  const trials = tryReviews(tryReview);
  for (const trial of trials) {
    console.log(`\n${trial.name}: ${trial.citing} sentences that cite, ${trial.uncited} that do not`);
    console.log('  chance   said of citing ones   work is cited there   said of the review as it is');
    for (const chance of [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
      line(trial, { ...CLAIM_THRESHOLDS, chance });
    console.log('  learned on the other review:');
    line(trial, learn(trials.filter(other => other !== trial)));
    console.log('  as shipped:');
    line(trial, CLAIM_THRESHOLDS);
    if (process.env['SHOW']) {
      for (const { range, best } of trial.asIs.filter(reading => fitsClearly(reading))) {
        const { text } = trial.numbered.manuscript;
        console.log(
          `    ${text.slice(range.start, range.end).replace(/\s+/g, ' ')}\n      → ${best.reference.csl.title}`,
        );
      }
    }
  }
  console.log(`\nlearned on both: ${JSON.stringify(learn(trials))}`);
}

function tryReview(name: string, text: string, references: ReplayedReview['references']): Trial {
  const library = { name, numbered: false, provenance: undefined, references, topics: [], problems: [] };
  const index = buildSearchIndex(references);
  const numbered = numberManuscript(parseManuscript(text, 'markdown'), [library]);
  const { manuscript } = numbered;
  const citedIn = new Map<number, Set<string>>();
  for (const { sentence } of sentencesIn(manuscript)) {
    const ids = manuscript.citations
      .filter(({ range }) => sentence.start <= range.start && range.start <= sentence.end + 1)
      .flatMap(({ numbers }) => numbers)
      .flatMap(number => numbered.numberings[0]!.byNumber.get(number)?.reference?.id ?? []);
    citedIn.set(sentence.start, new Set(ids));
  }
  const { text: cleared, before } = withoutCitations(numbered);
  const without = numberManuscript(parseManuscript(cleared, 'markdown'), [library]);
  const reader = new ClaimReadings();
  while (!reader.readAhead(without, index, 100));
  const asIs = new ClaimReadings();
  while (!asIs.readAhead(numbered, index, 100));
  const citing = [...citedIn.values()].filter(({ size }) => size > 0).length;
  return {
    name,
    numbered,
    citing,
    uncited: citedIn.size - citing,
    taken: reader.of(without).flatMap(reading => {
      const cited = citedIn.get(before(reading.range.start));
      if (cited === undefined || cited.size === 0) return [];
      return [{ reading, isRight: cited.has(reading.best.reference.id) }];
    }),
    asIs: asIs.of(numbered).filter(reading => !isCitedAround(numbered, reading)),
  };
}

/** The text with its citations taken out, and where an offset of it was before. */
function withoutCitations({ manuscript }: NumberedManuscript): {
  readonly text: string;
  readonly before: (offset: number) => number;
} {
  const edits = manuscript.citations.map(({ range }) => ({ range, newText: '' }));
  return {
    text: applyEdits(manuscript.text, edits),
    before: offset => {
      let there = offset;
      for (const { range } of manuscript.citations) {
        if (range.start > there) break;
        there += range.end - range.start;
      }
      return there;
    },
  };
}

function line({ taken, citing, asIs, uncited }: Trial, thresholds: ClaimThresholds): void {
  const said = taken.filter(({ reading }) => fitsClearly(reading, thresholds));
  const right = said.filter(({ isRight }) => isRight).length;
  const speaks = asIs.filter(reading => fitsClearly(reading, thresholds)).length;
  console.log(
    `  ${thresholds.chance.toFixed(2).padStart(6)}${share(said.length, citing)}${share(right, said.length)}${share(speaks, uncited)}`,
  );
}

/** The lowest chance at which seven of eight of the works that are named were cited there. */
function learn(trials: readonly Trial[]): ClaimThresholds {
  for (let chance = 0.2; chance < 1; chance += 0.02) {
    const thresholds = { ...CLAIM_THRESHOLDS, chance };
    const said = trials
      .flatMap(({ taken }) => taken)
      .filter(({ reading }) => fitsClearly(reading, thresholds));
    if (said.filter(({ isRight }) => isRight).length >= 0.875 * said.length)
      return { ...thresholds, chance: Number(chance.toFixed(2)) };
  }
  return { ...CLAIM_THRESHOLDS, chance: 1 };
}

function share(part: number, whole: number): string {
  return `${part} of ${whole} (${whole === 0 ? '–' : ((100 * part) / whole).toFixed(1)} %)`.padStart(26);
}

main();
