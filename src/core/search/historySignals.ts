import type { CitingHistory } from './citingHistory';
import type { CitingPlace } from './citingPlace';
import type { SignalTable } from './signals';

/** Likeness (cosine of weighted terms) by place in the history, of sentences that share a term with the one at the cursor. */
export function similarSentences(
  place: CitingPlace,
  history: CitingHistory,
  telling: (term: number) => number,
): ReadonlyMap<number, number> {
  const similar = new Map<number, number>();
  let square = 0;
  for (const term of place.sentence.keys()) square += telling(term) ** 2;
  const length = Math.sqrt(square) || 1;
  history.sentences.forEach((sentence, index) => {
    if (place.sameSentence.has(index)) return;
    let shared = 0;
    for (const [term, weight] of place.sentence) if (sentence.terms.has(term)) shared += weight * weight;
    if (shared > 0) similar.set(index, shared / (length * sentence.length));
  });
  return similar;
}

/** Measures how the manuscript has cited each candidate so far. */
export function measureHistory(
  table: SignalTable,
  place: CitingPlace,
  history: CitingHistory,
  similar: ReadonlyMap<number, number>,
): void {
  table.documents.forEach((document, row) => {
    const places = history.placesOf(document);
    if (places === undefined) return;
    table.set('citedAlready', row, 1);
    table.set('citedOften', row, Math.log(places.length));
    let nearest = Number.POSITIVE_INFINITY;
    let most = 0;
    let sum = 0;
    for (const at of places) {
      if (place.sameSentence.has(at)) table.set('citedInSentence', row, 1);
      nearest = Math.min(nearest, at < place.position ? place.position - at : at - place.position + 1);
      const likeness = similar.get(at) ?? 0;
      most = Math.max(most, likeness);
      sum += likeness;
    }
    table.set('citedNear', row, 1 / (1 + nearest / 5));
    table.set('similarSentence', row, most);
    table.set('similarSentences', row, 0.3 * sum);
  });
}
