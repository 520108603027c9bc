import type { CitingHistory } from './citingHistory';
import type { CitingPlace } from './citingPlace';
import type { DocumentFactsReader, DocumentVector } from './documentFacts';
import type { SignalTable } from './signals';

/** Sentences that cite, looked at back from the cursor. */
const NEAR = 6;

/** Works that similar sentences cite, looked at. */
const SIMILAR = 10;

/** A sentence less alike says nothing about this one. */
const LEAST_LIKENESS = 0.15;

/** Best candidates by the sentence, whose likeness to the others counts. */
const BEST = 5;

/**
 * Measures how alike each candidate is to works that are known to belong here: those cited near here, those that similar
 * sentences cite, and those that fit the sentence best.
 *
 * @param excluded works already in the citation at the cursor
 */
export function measureLikeness(
  table: SignalTable,
  place: CitingPlace,
  history: CitingHistory,
  similar: ReadonlyMap<number, number>,
  excluded: ReadonlySet<number>,
  facts: DocumentFactsReader,
  likeness: Likeness,
): void {
  const vectors = table.documents.map(document => facts.vectorOf(document));
  const near = nearWorks(place, history, excluded);
  const total = near.reduce((sum, { weight }) => sum + weight, 0) || 1;
  for (const { document, weight } of near) {
    likeness.load(facts.vectorOf(document));
    vectors.forEach((vector, row) => {
      const alike = likeness.to(vector);
      table.set('likeNear', row, table.get('likeNear', row) + (weight / total) * alike);
      table.set('likestNear', row, Math.max(table.get('likestNear', row), alike));
    });
  }
  for (const [document, weight] of worksOf(similar, history)) {
    likeness.load(facts.vectorOf(document));
    vectors.forEach((vector, row) => {
      if (table.documents[row] === document) return;
      table.set('likeSimilar', row, Math.max(table.get('likeSimilar', row), weight * likeness.to(vector)));
    });
  }
  const rows = [...table.documents.keys()];
  const best = rows
    .sort((a, b) => table.get('sentence', b) - table.get('sentence', a) || a - b)
    .slice(0, BEST);
  for (const row of best) {
    const weight = table.get('sentenceShare', row) / BEST;
    if (weight === 0) continue;
    likeness.load(vectors[row]!);
    vectors.forEach((vector, other) => {
      if (other !== row)
        table.set('likeBest', other, table.get('likeBest', other) + weight * likeness.to(vector));
    });
  }
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

function worksOf(
  similar: ReadonlyMap<number, number>,
  history: CitingHistory,
): readonly (readonly [number, number])[] {
  const works = new Map<number, number>();
  for (const [sentence, likeness] of similar) {
    if (likeness < LEAST_LIKENESS) continue;
    for (const document of history.sentences[sentence]!.documents) {
      works.set(document, Math.max(works.get(document) ?? 0, likeness));
    }
  }
  return [...works].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, SIMILAR);
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
