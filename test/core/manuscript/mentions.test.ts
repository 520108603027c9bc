import assert from 'node:assert/strict';
import { planRemoveReference } from '../../../src/core/features/removeReference';
import { planRenumber } from '../../../src/core/features/renumber';
import { type MarkupLanguage, parseManuscript } from '../../../src/core/manuscript';
import { numbered, planned } from '../../support/numbered';
import { citationsIn } from './found';

const list = `\n\n## References\n\n${[
  'Ants',
  'Bees',
  'Cats',
  'Dogs',
  'Eels',
  'Foxes',
  'Gnats',
  'Hares',
  'Ibises',
]
  .map((animal, index) => `${index + 1}. Adams A. ${animal}. J Test. 200${index}.`)
  .join('\n')}\n`;

const mentions = (text: string, language: MarkupLanguage = 'markdown') => {
  const manuscript = parseManuscript(text, language);
  return manuscript.citations
    .filter(({ form }) => form === 'mention')
    .map(({ range, numbers }) => `${text.slice(range.start, range.end)} → ${numbers.join()}`);
};

describe('references that the prose calls by number', () => {
  const found: readonly (readonly [sentence: string, ...mentions: string[]])[] = [
    ['As in ref. 5, they rest.', '5 → 5'],
    ['See Refs. 3 and 5.', '3 and 5 → 3,5'],
    ['See refs 3, 5 and 7–9 for more.', '3, 5 and 7–9 → 3,5,7,8,9'],
    ['Reference 4 says so (ref. 2).', '4 → 4', '2 → 2'],
    ['References 3, 4, and 6 do.', '3, 4, and 6 → 3,4,6'],
    ['In ref.\n5 they rest.', '5 → 5'],
    ['In ref. no. 5 they rest.', '5 → 5'],
    ['In ref. 5, 6 mice rest.', '5 → 5'],
    ['Siehe Referenz 5, voir réf. 6, véase la referencia 7.', '5 → 5', '6 → 6', '7 → 7'],
  ];
  for (const [sentence, ...expected] of found) {
    it(sentence.replace('\n', '⏎'), () => assert.deepEqual(mentions(sentence + list), expected));
  }

  const none: readonly string[] = [
    'A reference 12 of which nobody has a list.',
    'At reference 5 % of it, ref. 5 ml, ref. 5.2, references 1,000 and reference 5-fold.',
    'The xref 5, \\ref 5, ref_5, `ref. 5` and $ref. 5$.',
    'The genes REF2 and Ref2.',
    'Preferences 3 and 4.',
    'Read [ref. 5](https://example.org).',
    'In references 5–3.',
    'A ref.\n\n5 things.',
  ];
  for (const sentence of none) {
    it(`not: ${sentence.replaceAll('\n', '⏎')}`, () => assert.deepEqual(mentions(sentence + list), []));
  }

  it('not inside of other citations', () => {
    assert.deepEqual(citationsIn(`A [ref. 5] and [see refs. 3, 4].${list}`), [
      '[ref. 5] → 5',
      '[see refs. 3, 4] → 3,4',
    ]);
  });

  it('not without a list that has the number', () => {
    assert.deepEqual(mentions('As in ref. 5, they rest [5].'), []);
  });

  it('with the spaces of each markup', () => {
    assert.deepEqual(
      mentions(
        'See ref.~5 and Ref.~6.\n\n\\begin{thebibliography}{9}\n\\bibitem{a} A\n\\bibitem{b} B\n\\bibitem{c} C\n\\bibitem{d} D\n\\bibitem{e} E\n\\end{thebibliography}\n',
        'latex',
      ),
      ['5 → 5'],
    );
  });

  it('move with their works', () => {
    const text = `Dogs [4]. See refs. 1 and 4, and reference 2.${list}`;
    const result = planned(text, planRenumber(numbered(text)));
    assert.ok(
      result.startsWith('Dogs [1]. See refs. 2 and 1, and reference 3.\n') ||
        result.startsWith('Dogs [1]. See refs. 1 and 2, and reference 3.\n'),
      result,
    );
    const again = planRenumber(numbered(result));
    assert.deepEqual(again.kind === 'edits' && again.edits, []);
  });

  it('keep their reference from being removed', () => {
    const text = `Dogs [4]. As in ref. 5.${list}`;
    const plan = planRemoveReference(numbered(text), 5, { citations: 'remove' });
    assert.equal(plan.kind, 'refused');
    assert.match(
      plan.kind === 'refused' ? plan.reasons[0]!.message : '',
      /calls this reference by its number/,
    );
  });
});
