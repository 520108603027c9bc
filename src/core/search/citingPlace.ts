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
  readonly lastWords: ReadonlySet<number>;
  readonly namesOfThings: ReadonlySet<number>;
  readonly precedingSentence: TermWeights;
  readonly sectionTitle: TermWeights;
  readonly passage: TermWeights;
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

/** How many sentences that cite make up the passage. */
const PASSAGE = 5;

/** Words looked at as the last before the cursor. */
const LAST_WORDS = 5;

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
  const asked = weigh(words, telling);
  const position = Math.min(context.citedBefore ?? history.sentences.length, history.sentences.length);
  const { places, citedUpTo } = sameSentence(context.sentence, history, position);
  const preceding = weigh(reader.words((context.precedingSentence ?? '').slice(-LONGEST_SENTENCE)), telling);
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
    sentence: asked,
    sinceCitation:
      citedUpTo > 0 ? new Set(words.filter(word => word.start >= behind).map(word => word.term)) : undefined,
    lastWords: new Set(words.slice(-LAST_WORDS).map(word => word.term)),
    namesOfThings: new Set(words.filter(word => isNameOfThing(sentence, word)).map(word => word.term)),
    precedingSentence: preceding,
    sectionTitle: weigh(reader.words((context.sectionTitle ?? '').slice(0, 300)), telling),
    passage: passageOf(history, position, telling, [asked, preceding]),
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

function passageOf(
  history: CitingHistory,
  position: number,
  telling: (term: number) => number,
  without: readonly TermWeights[],
): TermWeights {
  const passage = new Map<number, number>();
  for (let back = 0; back < PASSAGE && position - 1 - back >= 0; back++) {
    for (const term of history.sentences[position - 1 - back]!.terms) {
      if (passage.has(term) || without.some(terms => terms.has(term))) continue;
      passage.set(term, telling(term) * 0.8 ** back);
    }
  }
  return passage;
}

/** `DeepBind`, `RNA`, `p53`; `Bayesian` inside a sentence, but no word that a sentence begins with. */
function isNameOfThing(sentence: string, { start, end }: ReadWord): boolean {
  let capitals = 0;
  let digits = 0;
  for (let i = start; i < end; i++) {
    const code = sentence.charCodeAt(i);
    if (code >= 65 && code < 91) capitals += i > start || start > 0 ? 1 : 0;
    else if (code >= 48 && code < 58) digits++;
  }
  return capitals > 0 || (digits > 0 && digits < end - start);
}

function isCapital(character: string): boolean {
  return character !== character.toLowerCase();
}
