import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stem } from '../../../src/core/search/stemming';
import { LONGEST_WORD, normaliseWords } from '../../../src/core/search/words';

describe('words', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['Müller’s “CAR-NK” study', ['mullers', 'car', 'nk', 'study']],
    ['Ångström, Łódź, Þór, straße, œuvre, ﬁnal', ['angstrom', 'lodz', 'thor', 'strasse', 'oeuvre', 'final']],
    ['Mu\u0308ller = Müller', ['muller', 'muller']],
    ['TNFα and α-synuclein', ['tnf', 'alpha', 'and', 'alpha', 'synuclein']],
    ['H<sub>2</sub>O in <i>vivo</i><p>next', ['h2o', 'in', 'vivo', 'next']],
    ['salt &amp; pepper R&D a<b', ['salt', 'pepper', 'r', 'd', 'a', 'b']],
    ["O'Brien’s rock 'n' roll", ['obriens', 'rock', 'n', 'roll']],
    ['免疫 cells', ['免', '疫', 'cells']],
    ['Ψυχή', ['psiupsilonchieta']],
    ['soft\u00adhyphen zero\u200bwidth', ['softhyphen', 'zerowidth']],
    ['😀 ok 👩‍🔬', ['ok']],
    ['', []],
  ];
  for (const [text, words] of cases) {
    it(`of ${JSON.stringify(text)}`, () => assert.deepEqual(normaliseWords(text), words));
  }

  it('are cut where they are too long, in time linear in the text', () => {
    assert.deepEqual(normaliseWords('a'.repeat(1_000_000)), ['a'.repeat(LONGEST_WORD)]);
    assert.equal(normaliseWords('<a '.repeat(100_000)).length, 100_000);
    assert.equal(normaliseWords('&x'.repeat(100_000)).length, 100_000);
  });

  it('are never empty and have no capitals, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), text => {
        for (const word of normaliseWords(text)) {
          assert.ok(word.length > 0 && word.length <= LONGEST_WORD + 8);
          assert.equal(word, word.toLowerCase());
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('stems', () => {
  const same: readonly (readonly string[])[] = [
    ['tumour', 'tumours', 'tumor', 'tumors'],
    ['leukaemia', 'leukemia', 'leukemias'],
    ['haematological', 'hematological'],
    ['oedema', 'edema'],
    ['labelling', 'labeling', 'labelled', 'labels'],
    ['optimise', 'optimize', 'optimised', 'optimization', 'optimisation'],
    ['fibre', 'fiber', 'fibres'],
    ['sulphate', 'sulfate'],
    ['programme', 'program', 'programmes'],
    ['therapy', 'therapies'],
    ['exhausted', 'exhaustion'],
    ['expanding', 'expanded', 'expands'],
    ['predict', 'predicting', 'prediction', 'predictions', 'predictive'],
    ['class', 'classes'],
    ['gans', 'gan'],
  ];
  for (const words of same) {
    it(`are one of ${words.join(', ')}`, () =>
      assert.deepEqual([...new Set(words.map(stem))].length, 1, words.map(stem).join(' ')));
  }

  const different: readonly (readonly [string, string])[] = [
    ['general', 'gene'],
    ['cell', 'cellar'],
    ['nature', 'natal'],
    ['disease', 'dizziness'],
    ['precise', 'prizes'],
    ['analysis', 'anal'],
    ['virus', 'vir'],
  ];
  for (const [one, other] of different) {
    it(`differ of ${one} and ${other}`, () => assert.notEqual(stem(one), stem(other)));
  }
});
