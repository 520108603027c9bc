import assert from 'node:assert/strict';
import { planInsertCitation } from '../../../src/core/features/insertCitation';
import type { Library } from '../../../src/core/library/types';
import type { MarkupLanguage } from '../../../src/core/manuscript/types';
import { cursorIn, edited, libraryOf, number, reviewOnly, shortEntry } from './setting';

const ids = reviewOnly[0]!.references.map(({ id }) => id);
const own = libraryOf(
  {
    id: 'smith',
    title: 'Zebrafish fins regrow in weeks',
    author: [{ family: 'Smith' }],
    issued: { 'date-parts': [[2001]] },
  },
  {
    id: 'jones',
    title: 'Axolotl limbs regrow in months',
    author: [{ family: 'Jones' }],
    issued: { 'date-parts': [[2002]] },
  },
);
const both: readonly Library[] = [...reviewOnly, own];

function insert(
  fixture: string,
  chosen: readonly string[],
  libraries = both,
  language: MarkupLanguage = 'markdown',
) {
  const { text, offset } = cursorIn(fixture);
  const numbered = number(text, language, libraries);
  const plan = planInsertCitation(numbered, offset, chosen, shortEntry);
  return plan.kind === 'edits'
    ? edited(numbered, plan.edits)
    : `refused: ${plan.reasons.map(({ message }) => message).join(' ')}`;
}

describe('planInsertCitation', () => {
  const numbered: readonly (readonly [string, readonly number[], string])[] = [
    ['NK cells tire|.', [4], 'NK cells tire [4].'],
    ['NK cells tire |.', [4], 'NK cells tire [4].'],
    ['|', [4], '[4]'],
    ['NK cells tire|.', [4, 2], 'NK cells tire [4, 2].'],
    ['NK cells tire [1]|.', [4], 'NK cells tire [1, 4].'],
    ['NK cells tire [1|].', [4], 'NK cells tire [1, 4].'],
    ['NK cells tire [1|, 7].', [4], 'NK cells tire [1, 4, 7].'],
    ['NK cells tire [1,7|].', [4], 'NK cells tire [1,7,4].'],
    ['NK cells tire [1, 4|].', [4], 'NK cells tire [1, 4].'],
    ['NK cells tire [1–5|].', [4, 8], 'NK cells tire [1–5, 8].'],
    ['NK cells tire [|].', [4, 6], 'NK cells tire [4, 6].'],
    ['NK cells tire [1, |].', [1, 4], 'NK cells tire [1, 4].'],
    ['Known[1]. NK cells tire|.', [4], 'Known[1]. NK cells tire[4].'],
  ];
  for (const [fixture, numbers, expected] of numbered) {
    it(`${fixture} + ${numbers.join(', ')}`, () =>
      assert.equal(
        insert(
          fixture,
          numbers.map(known => ids[known - 1]!),
        ),
        expected,
      ));
  }

  it('writes the list for all that is cited when a work without a number comes in', () => {
    const after = insert('NK cells [2]. Fins|.\n', ['smith']);
    assert.match(
      after,
      /^NK cells \[2\]\. Fins \[3\]\.\n\n## References\n\n2\. Liu\. \*Natural killer[^\n]*\n3\. Smith\. \*Zebrafish fins regrow in weeks\*\. 2001\.\n$/,
    );
    assert.deepEqual(
      [...number(after, 'markdown', both).numberings[0]!.numberOf],
      [
        [ids[1], 2],
        ['smith', 3],
      ],
    );
  });

  it('appends to a list that is there, in its own form', () => {
    const list = '## References\n\n[1] Somebody. A work that no library knows. 1999.\n';
    assert.equal(
      insert(`Fins|.\n\n${list}`, ['smith', 'jones']),
      `Fins [2, 3].\n\n${list.trimEnd()}\n\n[2] Smith. *Zebrafish fins regrow in weeks*. 2001.\n\n[3] Jones. *Axolotl limbs regrow in months*. 2002.\n`,
    );
  });

  describe('appends to a list of each markup', () => {
    const work = 'Somebody. A work that no library knows. 1999.';
    const texts: Readonly<Record<string, readonly [MarkupLanguage, string]>> = {
      'LaTeX, counted': [
        'latex',
        `Fins|.\n\n\\section*{References}\n\n\\begin{enumerate}\n\\item ${work}\n\\end{enumerate}\n`,
      ],
      'LaTeX, bibitem': [
        'latex',
        `Fins|.\n\n\\begin{thebibliography}{9}\n\\bibitem{a} ${work}\n\\end{thebibliography}\n`,
      ],
      'reStructuredText, numbers': ['restructuredtext', `Fins|.\n\nReferences\n==========\n\n1. ${work}\n`],
      'reStructuredText, directives': [
        'restructuredtext',
        `Fins|.\n\nReferences\n==========\n\n.. [1] ${work}\n`,
      ],
      'AsciiDoc, numbers': ['asciidoc', `Fins|.\n\n== References\n\n1. ${work}\n`],
      'AsciiDoc, counted': ['asciidoc', `Fins|.\n\n== References\n\n. ${work}\n`],
      'Typst, numbers': ['typst', `Fins|.\n\n= References\n\n1. ${work}\n`],
      'Typst, counted': ['typst', `Fins|.\n\n= References\n\n+ ${work}\n`],
      'plain text': ['plaintext', `Fins|.\n\nReferences\n\n1. ${work}\n`],
      'plain text, brackets': ['plaintext', `Fins|.\n\nReferences\n\n[1] ${work}\n`],
      'Markdown, bullets': ['markdown', `Fins|.\n\n## References\n\n- [1] ${work}\n`],
      'Markdown, definitions': ['markdown', `Fins|.\n\n## References\n\n[1]: ${work}\n`],
    };
    for (const [name, [language, fixture]] of Object.entries(texts)) {
      it(name, () => {
        const after = insert(fixture, ['smith', 'jones'], both, language);
        const numbering = number(after, language, both).numberings[0]!;
        assert.deepEqual(
          [...numbering.byNumber].map(([known, { reference }]) => [known, reference?.id]),
          [
            [1, undefined],
            [2, 'smith'],
            [3, 'jones'],
          ],
          after,
        );
        assert.match(after, language === 'restructuredtext' ? /^Fins \[2(?:\]_ \[|, )3\]/ : /^Fins \[2, 3\]/);
        assert.ok(after.includes(work));
      });
    }
  });

  it('does not touch the entries of a list that is there', () => {
    const list = '## References\n\n1. Smith J. Zebrafish fins   regrow in weeks. Some Journal 2001.\n';
    const after = insert(`Fins [1]. Limbs|.\n\n${list}`, ['smith', 'jones']);
    assert.ok(after.startsWith(`Fins [1]. Limbs [1, 2].\n\n${list}`), after);
  });

  it('is one plan that can be made again without a change', () => {
    const once = insert('Fins|.\n', ['smith']);
    const offset = once.indexOf(']');
    assert.equal(insert(`${once.slice(0, offset)}|${once.slice(offset)}`, ['smith']), once);
  });

  it('refuses in code and for unknown keys', () => {
    assert.match(insert('Code `a|b` here', [ids[0]!]), /^refused: A citation cannot stand here/);
    assert.match(insert('Text|', ['nobody']), /^refused: No library has the reference “nobody”/);
  });

  it('writes other forms as the manuscript does', () => {
    assert.equal(insert('Known [1]_. Tire|.', [ids[3]!], both, 'restructuredtext'), 'Known [1]_. Tire [4]_.');
    assert.equal(insert('Known \\[1\\]. Tire|.', [ids[3]!]), 'Known \\[1\\]. Tire \\[4\\].');
  });
});
