import assert from 'node:assert/strict';
import { pickWords, sortedOrder, textsOf } from '../../../src/core/search/packedWords';
import { Vocabulary } from '../../../src/core/search/vocabulary';

const words = [
  ...['a', 'b', 'ab', 'ba', 'aa', '0', '00', 'a0', 'z', 'zz', 'zzzzzz', 'zzzzzzz', 'zzzzzzzzzzzzzzzzzz'],
  ...['interferon', 'interferons', 'interference', 'interfere', '2023', 'cd19', 'electroencephalogram'],
  ...['electroencephalograms', 'клетка', 'клетки', 'zклетка', 'zклетки', '細', '胞', 'x'.repeat(64)],
  ...Array.from({ length: 3000 }, (_, number) => `word${number}`),
];

/** Numbers that a vocabulary gives to words taken one after the other. */
function numbersOf(vocabulary: Vocabulary, texts: readonly string[]): readonly number[] {
  const numbers = new Int32Array(texts.length);
  let drained = 0;
  texts.forEach((text, index) => {
    if (vocabulary.isFull) {
      vocabulary.drain(numbers, drained);
      drained = index;
    }
    vocabulary.take(
      Uint16Array.from(text, letter => letter.charCodeAt(0)),
      text.length,
    );
  });
  vocabulary.drain(numbers, drained);
  return [...numbers];
}

describe('a vocabulary', () => {
  it('gives each word one number, however it is written and however many there are', () => {
    const vocabulary = new Vocabulary();
    const numbers = numbersOf(vocabulary, [...words, ...words].reverse());
    assert.equal(vocabulary.size, words.length);
    assert.deepEqual(numbers.slice(words.length), numbers.slice(0, words.length));
    assert.deepEqual(numbersOf(vocabulary, words), numbers.slice(0, words.length).reverse());
    const texts = textsOf(vocabulary.words);
    assert.deepEqual(
      numbersOf(vocabulary, words).map(number => texts[number]),
      words,
    );
  });

  it('has words in the order of their code units', () => {
    const vocabulary = new Vocabulary();
    numbersOf(vocabulary, words);
    const sorted = pickWords(vocabulary.words, sortedOrder(vocabulary.words));
    assert.deepEqual(textsOf(sorted), [...words].sort());
  });
});
