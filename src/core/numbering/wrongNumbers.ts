import type { Citation } from '../manuscript/types';
import { type CitationReading, type NumberFit, numbersNear } from './citationReadings';

/** What speaks for another number in place of one that a citation has. */
export interface WrongNumberEvidence {
  readonly citation: Citation;
  readonly number: number;
  readonly cited: NumberFit;
  readonly better: NumberFit;
  /** How much better the other reference fits, in log odds. */
  readonly margin: number;
  /** The same for the citations around, were they wrong by as much too. */
  readonly around: number;
  /** Whether the other number is near: a neighbour, or of swapped digits. */
  readonly isNear: boolean;
}

/** Citations on either side that are asked too whether they fit better by as much. */
const AROUND = 4;

/** What one citation around can speak for and against at most. */
const MOST_AGAINST = -3;
const MOST_FOR = 5;

/**
 * From what margin on a number is doubted. Learned by `npm run bench -- wrong-number` on published reviews: at most one
 * in 100 right citations is doubted.
 */
export interface WrongNumberThresholds {
  /** Of a number near, by its own sentence alone. */
  readonly near: number;
  /** Of any other number of the list. */
  readonly any: number;
  /** Of a neighbouring number, together with {@link around} times what speaks for it around. */
  readonly together: number;
  readonly around: number;
}

/** See {@link WrongNumberThresholds}. */
export const WRONG_NUMBER_THRESHOLDS: WrongNumberThresholds = {
  near: 6.2,
  any: 9.4,
  together: 5.5,
  around: 0.4,
};

/** What speaks for the best other number, for each number that a citation has, as far as anything does. */
export function wrongNumbersIn(readings: readonly CitationReading[]): readonly WrongNumberEvidence[] {
  const inSentence = numbersBySentence(readings);
  const speaks = readings.map(reading => [-1, 1].map(step => stepMargin(reading, step)));
  return readings.flatMap((reading, place) => {
    const held = inSentence.get(reading.sentenceStart)!;
    return [...new Set(reading.citation.numbers)].flatMap((number): readonly WrongNumberEvidence[] => {
      const cited = reading.fits.get(number);
      if (cited === undefined) return [];
      const others = [...numbersNear(number), ...(reading.best === undefined ? [] : [reading.best.number])];
      const found = others.flatMap((other): readonly WrongNumberEvidence[] => {
        const better = reading.fits.get(other);
        if (better === undefined || held.has(other) || better.score <= cited.score) return [];
        const step = other - number;
        return [
          {
            citation: reading.citation,
            number,
            cited,
            better,
            margin: better.score - cited.score,
            around: Math.abs(step) === 1 ? spokenAround(speaks, place, step === -1 ? 0 : 1) : 0,
            isNear: numbersNear(number).includes(other),
          },
        ];
      });
      return found.length === 0
        ? []
        : [found.reduce((most, one) => (strength(one) > strength(most) ? one : most))];
    });
  });
}

/** Whether what speaks for another number is enough to tell the author. */
export function isDoubted(
  { margin, around, isNear }: WrongNumberEvidence,
  thresholds: WrongNumberThresholds = WRONG_NUMBER_THRESHOLDS,
): boolean {
  return (
    margin > (isNear ? thresholds.near : thresholds.any) ||
    (around > 0 && margin + thresholds.around * around > thresholds.together)
  );
}

function strength({ margin, around, isNear }: WrongNumberEvidence): number {
  return margin + WRONG_NUMBER_THRESHOLDS.around * Math.max(0, around) + (isNear ? 2 : 0);
}

function spokenAround(speaks: readonly (readonly number[])[], place: number, direction: number): number {
  let sum = 0;
  for (let other = place - AROUND; other <= place + AROUND; other++) {
    if (other !== place) sum += speaks[other]?.[direction] ?? 0;
  }
  return sum;
}

/** How much better a citation's numbers would fit if each were moved by a step. */
function stepMargin({ citation, fits }: CitationReading, step: number): number {
  let sum = 0;
  for (const number of citation.numbers) {
    const cited = fits.get(number);
    const other = fits.get(number + step);
    if (cited === undefined || other === undefined || citation.numbers.includes(number + step)) continue;
    sum += Math.max(MOST_AGAINST, Math.min(MOST_FOR, other.score - cited.score));
  }
  return sum;
}

function numbersBySentence(readings: readonly CitationReading[]): ReadonlyMap<number, ReadonlySet<number>> {
  const bySentence = new Map<number, Set<number>>();
  for (const { citation, sentenceStart } of readings) {
    const numbers = bySentence.get(sentenceStart) ?? new Set<number>();
    for (const number of citation.numbers) numbers.add(number);
    bySentence.set(sentenceStart, numbers);
  }
  return bySentence;
}
