import type { CitingHistory } from './citingHistory';
import type { ReadWord, TermReader } from './termReader';
import type { CitingContext } from './types';

/** Terms with how much each counts. */
export type TermWeights = ReadonlyMap<number, number>;

/** What a place of a manuscript says, as terms: the question that the ranking answers. */
export interface CitingPlace {
  /** The sentence left of the cursor, as far as it is read. */
  readonly text: string;
  readonly words: readonly ReadWord[];
  readonly sentence: TermWeights;
  /** Terms behind the last citation of the sentence; undefined where it cites nothing yet. */
  readonly sinceCitation: ReadonlySet<number> | undefined;
  readonly precedingSentence: TermWeights;
  /** All words folded, with spaces around each, to find names of several words. */
  readonly spaced: string;
  readonly spacedEnd: string;
  /** Places in the history that are this sentence, and the last of them before the cursor. */
  readonly sameSentence: ReadonlySet<number>;
  /** Place in the history before which the cursor stands. */
  readonly position: number;
  /** Folded words with a capital letter: only they can be names of people. */
  readonly capitalised: ReadonlySet<string>;
}

/** Only the end of a text without sentences is read. */
const LONGEST_SENTENCE = 2000;

/** Reads the place that a context describes. `telling`: how telling a content term is. */
export function readCitingPlace(
  context: CitingContext,
  reader: TermReader,
  history: CitingHistory,
  telling: (term: number) => number,
): CitingPlace {
  const sentence = context.sentence.slice(-LONGEST_SENTENCE);
  const words = reader.words(sentence);
  const position = Math.min(context.citedBefore ?? history.sentences.length, history.sentences.length);
  const { places, citedUpTo } = sameSentence(context.sentence, history, position);
  const folded: string[] = [];
  const capitalised = new Set<string>();
  reader.eachWord(sentence, (word, start) => {
    folded.push(word);
    if (isCapital(sentence.charAt(start))) capitalised.add(word);
  });
  const behind = citedUpTo - (context.sentence.length - sentence.length);
  return {
    text: sentence,
    words,
    sentence: weigh(words, telling),
    sinceCitation:
      citedUpTo > 0 ? new Set(words.filter(word => word.start >= behind).map(word => word.term)) : undefined,
    precedingSentence: weigh(
      reader.words((context.precedingSentence ?? '').slice(-LONGEST_SENTENCE)),
      telling,
    ),
    spaced: ` ${folded.join(' ')} `,
    spacedEnd: ` ${folded.slice(-6).join(' ')} `,
    sameSentence: places,
    position,
    capitalised,
  };
}

function weigh(words: readonly ReadWord[], telling: (term: number) => number): TermWeights {
  const weights = new Map<number, number>();
  for (const { term } of words) if (!weights.has(term)) weights.set(term, telling(term));
  return weights;
}

/**
 * The history's sentences that are the one at the cursor: its text left of an earlier citation, or the whole sentence
 * with what follows the cursor.
 */
function sameSentence(
  sentence: string,
  history: CitingHistory,
  position: number,
): { readonly places: ReadonlySet<number>; readonly citedUpTo: number } {
  const places = new Set<number>();
  let citedUpTo = 0;
  const matches = (place: number): boolean => {
    const other = history.sentences[place]!.sentence;
    if (other.length > 0 && other.length <= sentence.length) return sentence.startsWith(other);
    return sentence.length >= 20 && other.startsWith(sentence);
  };
  for (let place = position - 1; place >= 0 && matches(place); place--) {
    places.add(place);
    const { length } = history.sentences[place]!.sentence;
    if (length <= sentence.length) citedUpTo = Math.max(citedUpTo, length);
  }
  for (let place = position; place < history.sentences.length && matches(place); place++) places.add(place);
  return { places, citedUpTo };
}

function isCapital(character: string): boolean {
  return character !== character.toLowerCase();
}
