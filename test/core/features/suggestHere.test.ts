import assert from 'node:assert/strict';
import { clearSuggestion, suggestAround } from '../../../src/core/features/suggestHere';
import { indexLibraries } from '../../../src/core/search';
import { cursorIn, edited, libraryOf, number, reviewOnly } from './setting';

const index = indexLibraries(reviewOnly);

describe('suggestions around the cursor', () => {
  const around = (fixture: string): readonly (number | undefined)[] => {
    const { text, offset } = cursorIn(fixture);
    return suggestAround(number(text), index, offset, 5).map(suggestion => suggestion.number);
  };

  it('go by what is left of the cursor, or by the whole sentence where it is hardly begun', () => {
    assert.equal(around('Exhausted NK cells lose their function over time |.')[0], 4);
    assert.equal(around('First words. |Exhausted NK cells lose their function over time.')[0], 4);
    assert.equal(around('Exhausted NK |cells lose their function over time.')[0], 4);
  });

  it('leave out what the citation at the cursor holds', () => {
    for (const fixture of [
      'Exhausted NK cells lose their function over time [4|].',
      'Exhausted NK cells lose their function over time [4, |',
    ]) {
      const numbers = around(fixture);
      assert.ok(numbers.length > 0 && !numbers.includes(4), `${fixture}: ${numbers.join()}`);
    }
  });

  it('are none in code, in the reference list, in an empty text', () => {
    for (const fixture of [
      '|',
      '`exhausted NK cells |`',
      'One [1].\n\n## References\n\n1. Daher M. Exhaustion of NK cells |. 2023.\n',
    ]) {
      assert.deepEqual(around(fixture), [], fixture);
    }
  });
});

describe('a citation offered unasked', () => {
  const clear = (fixture: string, libraries = reviewOnly): string | undefined => {
    const { text, offset } = cursorIn(fixture);
    const numbered = number(text, 'markdown', libraries);
    const found = clearSuggestion(numbered, indexLibraries(libraries), offset);
    return found && edited(numbered, [found.edit]);
  };
  const sentence = 'One of the hurdles is exhaustion, by which NK cells lose their function over time';

  it('is written where one reference fits clearly', () => {
    assert.equal(clear(`${sentence} |`), `${sentence} [4]`);
    assert.equal(clear(`${sentence}|`), `${sentence} [4]`);
    assert.equal(clear(`${sentence}|.`), `${sentence} [4].`);
    assert.equal(clear(`${sentence} |\n\nMore.`), `${sentence} [4]\n\nMore.`);
  });

  it('is none within words, sentences and citations, where it is cited, and where nothing fits clearly', () => {
    for (const fixture of [
      `${sentence.slice(0, -2)}|me`,
      `${sentence} | and more`,
      `${sentence} [|]`,
      `${sentence} [4]|`,
      `${sentence} [4] |`,
      'NK cells |',
      'The weather was fine on all of the days of that week |',
      `\`${sentence} |\``,
    ]) {
      assert.equal(clear(fixture), undefined, fixture);
    }
  });

  it('is none for a work without a number, because its entry would have to be written too', () => {
    const own = [libraryOf({ id: 'a', title: 'Singing of honey bees in the dark of winter' })];
    assert.equal(clear('It was found that honey bees in the dark of winter are singing |', own), undefined);
  });
});
