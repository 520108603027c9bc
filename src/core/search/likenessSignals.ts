import type { CitingHistory } from './citingHistory';
import type { CitingPlace } from './citingPlace';
import type { DocumentFactsReader, DocumentVector } from './documentFacts';
import { LEARNED_WEIGHTS } from './learnedWeights';
import type { SignalTable } from './signals';

/** Sentences that cite, looked at back from the cursor. */
const NEAR = 6;

/**
 * Measures how alike each candidate is to the works that are cited near here.
 *
 * @param excluded works already in the citation at the cursor
 */
export function measureLikeness(
  table: SignalTable,
  place: CitingPlace,
  history: CitingHistory,
  excluded: ReadonlySet<number>,
  facts: DocumentFactsReader,
  likeness: Likeness,
): void {
  const near = nearWorks(place, history, excluded);
  if (near.length === 0) return;
  const rows = closestRows(table, facts.works);
  const vectors = rows.map(row => facts.vectorOf(table.documents[row]!));
  const total = near.reduce((sum, { weight }) => sum + weight, 0) || 1;
  for (const { document, weight } of near) {
    likeness.load(facts.vectorOf(document));
    vectors.forEach((vector, index) => {
      const row = rows[index]!;
      const alike = likeness.to(vector);
      table.set('likeNear', row, table.get('likeNear', row) + (weight / total) * alike);
      table.set('likestNear', row, Math.max(table.get('likestNear', row), alike));
    });
  }
}

/** In a library of so many works all candidates are compared: soon all of them are read. */
const SMALL = 5000;

/** Candidates that are compared in a larger one: comparing means to read all of a text. */
const COMPARED = 64;

/** The candidates that are compared: the best by what was measured so far. */
function closestRows(table: SignalTable, works: number): readonly number[] {
  const rows = [...table.documents.keys()];
  if (works <= SMALL) return rows;
  const sums = table.sums(LEARNED_WEIGHTS);
  return rows.sort((a, b) => sums[b]! - sums[a]! || a - b).slice(0, COMPARED);
}

function nearWorks(
  place: CitingPlace,
  history: CitingHistory,
  excluded: ReadonlySet<number>,
): readonly { readonly document: number; readonly weight: number }[] {
  const near = [...excluded].map(document => ({ document, weight: 1 }));
  for (let back = 0; back < NEAR && place.position - 1 - back >= 0; back++) {
    for (const document of history.sentences[place.position - 1 - back]!.documents) {
      if (!excluded.has(document)) near.push({ document, weight: 0.8 ** back });
    }
  }
  return near;
}

/** Cosine of one loaded vector with many others. Kept between questions, because it has a place for every term. */
export class Likeness {
  private readonly weights: Float32Array;
  private loaded: DocumentVector | undefined;

  /** @param terms more than any content term */
  constructor(terms: number) {
    this.weights = new Float32Array(terms);
  }

  load(vector: DocumentVector): void {
    if (this.loaded !== undefined) for (const term of this.loaded.terms) this.weights[term] = 0;
    this.loaded = vector;
    for (let i = 0; i < vector.terms.length; i++)
      this.weights[vector.terms[i] as number] = vector.weights[i] as number;
  }

  to({ terms, weights }: DocumentVector): number {
    let sum = 0;
    for (let i = 0; i < terms.length; i++) {
      sum += (this.weights[terms[i] as number] as number) * (weights[i] as number);
    }
    return sum;
  }
}
