import assert from 'node:assert/strict';
import { citationsInManuscript } from '../../../src/core/features/citationsInManuscript';
import { completeCitation } from '../../../src/core/features/completion';
import { checkManuscript } from '../../../src/core/features/diagnostics';
import { planInsertCitation } from '../../../src/core/features/insertCitation';
import { hoverKeyedCitation, keyAt } from '../../../src/core/features/keyedCitations';
import { topicTree } from '../../../src/core/features/topicTree';
import { readLibrary } from '../../../src/core/library';
import type { MarkupLanguage } from '../../../src/core/manuscript';
import { citesByKey, citingContextAt } from '../../../src/core/numbering';
import { buildSearchIndex } from '../../../src/core/search';
import { applyEdits } from '../../../src/core/text/textEdit';
import { cursorIn, number, reviewOnly, shortEntry } from './setting';

const own = readLibrary(
  'own.bib',
  `@article{fins2020, author={Smith, Anna}, title={Zebrafish fins regrow in weeks}, year={2020}}
@article{limbs2021, author={Jones, Bo}, title={Axolotl limbs regrow in months}, year={2021}}
@article{heads2022, author={Brown, Cy}, title={Planarians regrow whole heads}, year={2022}}
@article{odd:key/2, author={Green, Di}, title={Odd keys of hydra}, year={2023}}`,
);
const libraries = [own, ...reviewOnly];
const index = buildSearchIndex(libraries.flatMap(library => [...library.references]));

function complete(fixture: string, language: MarkupLanguage = 'markdown', known = libraries) {
  const { text, offset } = cursorIn(fixture);
  const numbered = number(text, language, known);
  const found = completeCitation(numbered, index, offset, { limit: 20 });
  return {
    text,
    found,
    accept: (key: string) => {
      const item = found?.items.find(other => other.key === key);
      assert.ok(item, `${key} is offered`);
      return applyEdits(text, [item.edit]);
    },
  };
}

describe('completing keys', () => {
  const KEYED = '---\nbibliography: own.bib\n---\n\n';
  const ACCEPTED: readonly (readonly [MarkupLanguage, before: string, key: string, after: string])[] = [
    ['markdown', 'Limbs grow [@|].', 'limbs2021', 'Limbs grow [@limbs2021].'],
    ['markdown', 'Limbs grow [@axo|].', 'limbs2021', 'Limbs grow [@limbs2021].'],
    ['markdown', 'Both [@fins2020; @lim|, p. 4].', 'limbs2021', 'Both [@fins2020; @limbs2021, p. 4].'],
    ['markdown', 'Both [@fins2020; @|', 'limbs2021', 'Both [@fins2020; @limbs2021'],
    ['markdown', `${KEYED}As @lim| says.`, 'limbs2021', `${KEYED}As @limbs2021 says.`],
    ['markdown', 'Hydra [@{od|}].', 'odd:key/2', 'Hydra [@{odd:key/2}].'],
    ['markdown', 'Old {cite:p}`fins2020,li|`.', 'limbs2021', 'Old {cite:p}`fins2020,limbs2021`.'],
    ['latex', 'Limbs grow~\\cite{|}.', 'limbs2021', 'Limbs grow~\\cite{limbs2021}.'],
    [
      'latex',
      'Both \\citep[see][p. 3]{fins2020, lim|}.',
      'limbs2021',
      'Both \\citep[see][p. 3]{fins2020, limbs2021}.',
    ],
    ['latex', 'Words \\parencite{axolotl lim|', 'limbs2021', 'Words \\parencite{limbs2021'],
    ['typst', 'Limbs grow @lim|.', 'limbs2021', 'Limbs grow @limbs2021.'],
    ['typst', 'Limbs grow #cite(<lim|>).', 'limbs2021', 'Limbs grow #cite(<limbs2021>).'],
    [
      'restructuredtext',
      'Limbs grow :cite:p:`fins2020,li|`.',
      'limbs2021',
      'Limbs grow :cite:p:`fins2020,limbs2021`.',
    ],
    [
      'asciidoc',
      'Limbs grow cite:[fins2020(3), li|].',
      'limbs2021',
      'Limbs grow cite:[fins2020(3), limbs2021].',
    ],
  ];
  for (const [language, before, key, after] of ACCEPTED) {
    it(`${language}: ${JSON.stringify(before.slice(-40))}`, () => {
      assert.equal(complete(before, language).accept(key), after);
    });
  }

  it('leaves out what the citation has, and offers nothing twice', () => {
    const keys = complete('Both [@fins2020; @| ; @heads2022].').found!.items.map(({ key }) => key);
    assert.ok(!keys.includes('fins2020') && !keys.includes('heads2022'));
    assert.equal(new Set(keys).size, keys.length);
  });

  it('goes by the sentence before anything is typed', () => {
    assert.equal(complete('Axolotl limbs regrow [@|').found!.items[0]!.key, 'limbs2021');
  });

  const NOTHING: readonly (readonly [MarkupLanguage, string])[] = [
    ['markdown', 'Write to jane@|'],
    ['markdown', 'Ask @|'],
    [
      'markdown',
      'A number [1] and ask @ja|.\n\n# References\n\n1. Smith A. Zebrafish fins regrow in weeks. 2020.\n',
    ],
    ['markdown', 'Code `@fi|`'],
    ['markdown', 'Escaped \\@fi|'],
    ['latex', '% \\cite{fi|}'],
    ['latex', '\\label{fi|}'],
    ['plaintext', 'Text [@|'],
  ];
  for (const [language, fixture] of NOTHING) {
    it(`offers nothing in ${language}: ${JSON.stringify(fixture.slice(0, 40))}`, () => {
      const known = fixture.includes('[@') ? libraries : fixture === 'Ask @|' ? [...reviewOnly] : libraries;
      assert.equal(complete(fixture, language, known).found, undefined);
    });
  }
});

describe('a manuscript that cites by key', () => {
  const TEXT = 'Fins grow [@fins2020; @limbs2021] as @heads2022 says, see [@fins2020, p. 3] and [@nobody].\n';
  const numbered = number(TEXT, 'markdown', libraries);

  it('is one, and a numbered one with a name in it is not', () => {
    assert.equal(citesByKey(numbered), true);
    assert.equal(citesByKey(number('Cells [1], ask @jane.', 'markdown', libraries)), false);
  });

  it('hovers over the whole citation, the key under the pointer first', () => {
    const at = TEXT.indexOf('limbs2021') + 2;
    const found = hoverKeyedCitation(numbered, at)!;
    assert.equal(TEXT.slice(found.range.start, found.range.end), '[@fins2020; @limbs2021]');
    assert.deepEqual(
      found.cards.map(({ key }) => key),
      ['limbs2021', 'fins2020'],
    );
    assert.equal(found.cards[1]!.occurrences.length, 2);
    assert.equal(found.cards[0]!.reference?.csl.title, 'Axolotl limbs regrow in months');
    assert.equal(hoverKeyedCitation(numbered, 3), undefined);
    assert.equal(keyAt(numbered, at)?.reference?.id, 'limbs2021');
  });

  it('says which keys no library has, and which one was meant', () => {
    const text = 'Fins [@fins2002; @limbs2021; @limbs2021] and [@nobody].';
    const found = checkManuscript(number(text, 'markdown', libraries)).map(
      ({ code, range, fix }) =>
        `${code} ${text.slice(range.start, range.end)} ${fix ? applyEdits(text, fix.edits).slice(0, 17) : ''}`,
    );
    assert.deepEqual(found, [
      'unknown-key fins2002 Fins [@fins2020; ',
      'repeated-key limbs2021 ',
      'unknown-key nobody ',
    ]);
    assert.deepEqual(
      checkManuscript(number(text, 'markdown', reviewOnly)).map(({ code }) => code),
      ['repeated-key'],
    );
  });

  it('counts its citations in both trees', () => {
    const works = citationsInManuscript(numbered).map(
      ({ key, label, citations }) => `${key} ${label} ${citations.length}`,
    );
    assert.deepEqual(works, [
      'fins2020 Smith 2020 2',
      'limbs2021 Jones 2021 1',
      'heads2022 Brown 2022 1',
      'nobody undefined 1',
    ]);
    const nodes = topicTree(numbered, [own], { sortBy: 'author', filter: '' });
    const counts = nodes.map(node =>
      node.kind === 'reference' ? `${node.label} ${node.citations.length}` : '',
    );
    assert.deepEqual(counts, ['Brown 2022 1', 'Green 2023 0', 'Jones 2021 1', 'Smith 2020 2']);
  });

  it('tells the suggestions what was cited in which sentence', () => {
    const text = 'Fins grow back [@fins2020]. They grow [@';
    const context = citingContextAt(number(text, 'markdown', libraries), text.length);
    assert.deepEqual(context.citedSoFar, [{ sentence: 'Fins grow back .', ids: ['fins2020'] }]);
  });

  const INSERTED: readonly (readonly [MarkupLanguage, before: string, after: string])[] = [
    ['markdown', 'Fins [@fins2020]. Limbs grow|.', 'Fins [@fins2020]. Limbs grow [@limbs2021].'],
    ['markdown', 'Fins [@fins2020|, p. 3].', 'Fins [@fins2020, p. 3; @limbs2021].'],
    ['markdown', 'Fins [@limbs2021|].', 'Fins [@limbs2021].'],
    ['latex', 'Fins \\cite{fins2020}. Limbs grow|.', 'Fins \\cite{fins2020}. Limbs grow \\cite{limbs2021}.'],
    ['latex', 'Fins \\cite{fins2020|, heads2022}.', 'Fins \\cite{fins2020, limbs2021, heads2022}.'],
    ['typst', 'Fins @fins2020. Limbs grow|.', 'Fins @fins2020. Limbs grow @limbs2021.'],
    ['typst', 'Fins @fins2020|.', 'Fins @fins2020 @limbs2021.'],
    [
      'restructuredtext',
      'Fins :cite:p:`fins2020`. Limbs grow|.',
      'Fins :cite:p:`fins2020`. Limbs grow :cite:p:`limbs2021`.',
    ],
    ['asciidoc', 'Fins cite:[fins2020]. Limbs grow|.', 'Fins cite:[fins2020]. Limbs grow cite:[limbs2021].'],
  ];
  for (const [language, before, after] of INSERTED) {
    it(`gets another citation by key in ${language}: ${before}`, () => {
      const { text, offset } = cursorIn(before);
      const plan = planInsertCitation(number(text, language, libraries), offset, ['limbs2021'], shortEntry);
      assert.equal(plan.kind, 'edits', JSON.stringify(plan));
      assert.equal(plan.kind === 'edits' ? applyEdits(text, plan.edits) : '', after);
    });
  }
});
