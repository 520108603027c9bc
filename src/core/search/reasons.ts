import type { CitingHistory } from './citingHistory';
import type { CitingPlace } from './citingPlace';
import type { Collection } from './collection';
import type { DocumentFactsReader } from './documentFacts';
import { familyName, peopleOf, yearOf } from './fields';
import { isNamed } from './nameSignals';
import type { SignalTable } from './signals';

/** Words of the sentence that are given as reasons at most. */
const WORDS = 3;

/**
 * Why a document is suggested, for people, most telling first: `you wrote Daher`, `exhaustion`, `cited for a similar
 * sentence`.
 */
export function reasonsFor(
  row: number,
  table: SignalTable,
  place: CitingPlace,
  collection: Collection,
  facts: DocumentFactsReader,
  history: CitingHistory,
): readonly string[] {
  const document = table.documents[row]!;
  const reference = collection.referenceOf(document)!;
  const reasons: string[] = [];
  const people = peopleOf(reference).map(familyName);
  const { firstAuthor, otherAuthors } = facts.namesOf(document);
  const named = people.find((_, index) =>
    isNamed(index === 0 ? firstAuthor : otherAuthors[index - 1]!, place),
  );
  const year = table.get('year', row) > 0 ? ` ${yearOf(reference)}` : '';
  if (named !== undefined) reasons.push(`you wrote ${named}${year}`);
  reasons.push(...tellingWords(place, collection, document));
  if (table.get('similarSentence', row) > 0.3) reasons.push('cited for a similar sentence');
  const places = history.placesOf(document);
  if (places !== undefined)
    reasons.push(places.length === 1 ? 'cited once already' : `cited ${places.length} times already`);
  else if (table.get('likestNear', row) > 0.25) reasons.push('like works cited near here');
  if (reasons.length === 0 && table.get('titleCoverage', row) > 0) reasons.push('fits the sentence before');
  if (reasons.length === 0 && table.get('abbreviations', row) > 0)
    reasons.push('fits an abbreviation you wrote');
  return reasons;
}

function tellingWords(place: CitingPlace, collection: Collection, document: number): readonly string[] {
  const found = new Map<number, { readonly word: string; readonly score: number }>();
  for (const { term, word } of place.words) {
    if (found.has(term)) continue;
    const score = (place.sentence.get(term) ?? 0) * collection.impact(term, document);
    if (score > 0) found.set(term, { word, score });
  }
  return [...found.values()]
    .sort((a, b) => b.score - a.score)
    .slice(0, WORDS)
    .map(({ word }) => word);
}
