import { SIGNALS, type Signal, type SignalTable, type SignalWeights } from '../src/core/search/signals';

/** A place with what was measured of its candidates, and the rows of the works that are cited there. */
export interface MeasuredPlace {
  readonly table: SignalTable;
  readonly right: readonly number[];
}

const STEPS = 160;

/** Holds weights near 0 that the data says little about. */
const SHRINKAGE = 1e-3;

/**
 * Learns weights that make the cited works likely: conditional logit, the chance that any of them is chosen, by Adam.
 * Deterministic.
 *
 * @param use signals that may have a weight; the others get 0
 */
export function learnWeights(
  places: readonly MeasuredPlace[],
  use: readonly Signal[] = SIGNALS,
): SignalWeights {
  const width = SIGNALS.length;
  const columns = use.map(signal => SIGNALS.indexOf(signal));
  const weights = new Float64Array(width);
  const mean = new Float64Array(width);
  const square = new Float64Array(width);
  const useful = places.filter(place => place.right.length > 0);
  for (let step = 1; step <= STEPS; step++) {
    const gradient = new Float64Array(width);
    for (const place of useful) addGradient(gradient, place, weights, columns);
    const rate = step < 0.7 * STEPS ? 0.2 : 0.05;
    for (const column of columns) {
      const slope = gradient[column]! / useful.length + SHRINKAGE * weights[column]!;
      mean[column] = 0.9 * mean[column]! + 0.1 * slope;
      square[column] = 0.99 * square[column]! + 0.01 * slope * slope;
      const size = Math.sqrt(square[column]! / (1 - 0.99 ** step)) + 1e-8;
      weights[column] = weights[column]! - (rate * mean[column]!) / (1 - 0.9 ** step) / size;
    }
  }
  return Object.fromEntries(SIGNALS.map((signal, column) => [signal, weights[column]!])) as SignalWeights;
}

/** Rank of the best cited work by place, from 1; 0 where it is no candidate. */
export function ranksOf(places: readonly MeasuredPlace[], weights: SignalWeights): readonly number[] {
  return places.map(({ table, right }) => {
    const chances = table.chances(weights);
    let best = 0;
    for (const row of right) {
      let rank = 1;
      for (let other = 0; other < chances.length; other++) if (chances[other]! > chances[row]!) rank++;
      best = best === 0 ? rank : Math.min(best, rank);
    }
    return best;
  });
}

function addGradient(
  gradient: Float64Array,
  { table, right }: MeasuredPlace,
  weights: Float64Array,
  columns: readonly number[],
): void {
  const { values, documents } = table;
  const width = SIGNALS.length;
  const chances = new Float64Array(documents.length);
  let greatest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < chances.length; row++) {
    let sum = 0;
    for (const column of columns) sum += weights[column]! * values[row * width + column]!;
    chances[row] = sum;
    if (sum > greatest) greatest = sum;
  }
  let total = 0;
  for (let row = 0; row < chances.length; row++) {
    chances[row] = Math.exp(chances[row]! - greatest);
    total += chances[row]!;
  }
  let rightTotal = 0;
  for (const row of right) rightTotal += chances[row]!;
  const isRight = new Set(right);
  for (let row = 0; row < chances.length; row++) {
    let share = chances[row]! / total;
    if (isRight.has(row)) share -= rightTotal > 0 ? chances[row]! / rightTotal : 1 / right.length;
    else if (share < 1e-6) continue;
    for (const column of columns)
      gradient[column] = gradient[column]! + share * values[row * width + column]!;
  }
}
