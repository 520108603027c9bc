import { type IndexArrays, SPACES } from './indexArrays';
import { pickWords, sortedOrder, textsOf } from './packedWords';
import { stem } from './stemming';
import { stopWords } from './stopWords';
import { Vocabulary } from './vocabulary';
import { LONGEST_WORD } from './words';

/** The terms that words stand for in each space, with what an index keeps of them. */
export interface IndexTerms {
  readonly count: number;
  readonly words: IndexArrays['words'];
  readonly stems: IndexArrays['stems'];
  readonly termOfWord: Int32Array;
  /** The same by the vocabulary's numbers instead of the sorted ones. */
  readonly termOfReadWord: Int32Array;
  /** Sorted number of each word by the vocabulary's. */
  readonly sortedWord: Int32Array;
}

/**
 * Numbers the terms: content terms are the stems, sorted; behind them each word is one in each other space that has it.
 *
 * @param spacesOfWord bit `s` is set where the word stands in space `s`
 */
export function nameTerms(vocabulary: Vocabulary, spacesOfWord: Uint8Array): IndexTerms {
  const { size, words } = vocabulary;
  const { stemOfWord, stems } = stemWords(vocabulary, spacesOfWord);
  const stemOrder = sortedOrder(stems.words);
  const termOfStem = ranks(stemOrder);
  const termOfReadWord = new Int32Array(SPACES.length * size).fill(-1);
  let count = stems.size;
  for (let word = 0; word < size; word++) {
    const stemmed = stemOfWord[word] as number;
    if (stemmed >= 0) termOfReadWord[word] = termOfStem[stemmed] as number;
  }
  for (let space = 1; space < SPACES.length; space++) {
    for (let word = 0; word < size; word++) {
      if (((spacesOfWord[word] as number) & (1 << space)) !== 0)
        termOfReadWord[space * size + word] = count++;
    }
  }
  const order = sortedOrder(words);
  const termOfWord = new Int32Array(SPACES.length * size);
  for (let space = 0; space < SPACES.length; space++) {
    for (let sorted = 0; sorted < size; sorted++) {
      const word = order[sorted] as number;
      termOfWord[space * size + sorted] = termOfReadWord[space * size + word] as number;
    }
  }
  return {
    count,
    words: pickWords(words, order),
    stems: pickWords(stems.words, stemOrder),
    termOfWord,
    termOfReadWord,
    sortedWord: ranks(order),
  };
}

/** The stems of the words that stand in content and are no stop words; -1 for the others. */
function stemWords(
  vocabulary: Vocabulary,
  spacesOfWord: Uint8Array,
): { readonly stemOfWord: Int32Array; readonly stems: Vocabulary } {
  const stops = stopWords();
  const stems = new Vocabulary();
  const stemOfWord = new Int32Array(vocabulary.size).fill(-1);
  const contents: number[] = [];
  const letters = new Uint16Array(2 * LONGEST_WORD);
  const numbers = new Int32Array(vocabulary.size);
  let drained = 0;
  const drain = (): void => {
    stems.drain(numbers, drained);
    drained = contents.length;
  };
  textsOf(vocabulary.words).forEach((text, word) => {
    if (((spacesOfWord[word] as number) & 1) === 0 || stops.has(text)) return;
    const stemmed = stem(text);
    for (let i = 0; i < stemmed.length; i++) letters[i] = stemmed.charCodeAt(i);
    if (stems.isFull) drain();
    stems.take(letters, stemmed.length);
    contents.push(word);
  });
  drain();
  contents.forEach((word, index) => {
    stemOfWord[word] = numbers[index] as number;
  });
  return { stemOfWord, stems };
}

/** Place of each number in an order of all of them. */
function ranks(order: Int32Array): Int32Array {
  const places = new Int32Array(order.length);
  for (let place = 0; place < order.length; place++) places[order[place] as number] = place;
  return places;
}
