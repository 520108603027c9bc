import assert from 'node:assert/strict';
import { planRenumber } from '../../../src/core/features/renumber';
import { parseManuscript, updateManuscript } from '../../../src/core/manuscript';
import { numbered, planned } from '../../support/numbered';
import { citationsIn, citationsOf } from './found';

const list =
  '\n\n## References\n\n1. Adams A. Ants. J Test. 2001.\n2. Brown B. Bees. J Test. 2002.\n3. Clark C. Cats. J Test. 2003.\n';

describe('what Quarto and R Markdown print from metadata and code', () => {
  const captions: readonly (readonly [what: string, text: string])[] = [
    ['a caption of a figure', '```{r}\n#| fig-cap: "Cats [3]."\nplot(x[2])\n```'],
    ['a caption of a table, in a cell of JavaScript', '```{ojs}\n//| tbl-cap: Cats [3].\nx[2]\n```'],
    ['a caption of a chunk', '```{r cats, fig.cap="Cats [3].", echo=FALSE}\nplot(x[2])\n```'],
  ];
  for (const [what, text] of captions) {
    it(what, () => assert.deepEqual(citationsIn(text + list), ['[3] → 3']));
  }

  it('an abstract, and nothing else of the metadata', () => {
    const text = `---\ntitle: Ants [1]\nabstract: |\n  We show cats [3].\n\n  And bees [2].\nauthor: [1]\n---\n\nText.${list}`;
    assert.deepEqual(citationsIn(text), ['[3] → 3', '[2] → 2']);
  });

  it('only numbers that the list has', () => {
    assert.deepEqual(citationsIn(`\`\`\`{r}\n#| fig-cap: "Levels [7]."\n\`\`\`${list}`), []);
  });

  it('moves with its works', () => {
    const text = `---\nabstract: Of cats [3].\n---\n\n\`\`\`{r}\n#| fig-cap: "Bees [2]."\n\`\`\`\n\nAnts [1].`;
    assert.match(
      planned(text + list, planRenumber(numbered(text + list))),
      /^---\nabstract: Of cats \[1\]\.\n---\n\n```\{r\}\n#\| fig-cap: "Bees \[2\]\."\n```\n\nAnts \[3\]\./,
    );
  });

  it('is read again as it is typed', () => {
    let text = `---\ntitle: A\n---\n\n\`\`\`{r}\n#| fig-cap: "Cats"\nplot(x[2])\n\`\`\`${list}`;
    let manuscript = parseManuscript(text, 'markdown');
    for (const [after, typed] of [
      ['Cats', ' [3]'],
      ['title: A', '\nabstract: Ants [1]'],
    ] as const) {
      const at = text.indexOf(after) + after.length;
      manuscript = updateManuscript(manuscript, { range: { start: at, end: at }, newText: typed });
      text = text.slice(0, at) + typed + text.slice(at);
      assert.deepEqual(citationsOf(manuscript), citationsIn(text));
    }
    assert.deepEqual(citationsOf(manuscript), ['[1] → 1', '[3] → 3']);
  });
});

describe('content among the code of Typst', () => {
  const typstList =
    '\n\n= References\n+ Adams A. Ants. J Test. 2001.\n+ Brown B. Bees. J Test. 2002.\n+ Clark C. Cats. J Test. 2003.\n';
  const places: readonly (readonly [what: string, text: string, ...found: string[]])[] = [
    ['captions', '#figure(image("a [1].png"), caption: [Cats [3].])', '[3]'],
    ['tables', '#table(columns: 2, [1], [Cats \\[3\\]], [2 #footnote[See \\[2\\].]])', '\\[3\\]', '\\[2\\]'],
    ['a table in a figure', '#figure(\n  table([Cats [3]]),\n  caption: [Bees [2].],\n)', '[3]', '[2]'],
    [
      'the abstract of a template',
      '#show: article.with(\n  abstract: [Cats [3].],\n  authors: ("A [1]",),\n)',
      '[3]',
    ],
    ['definitions', '#let note = [See [3].]\n#let third(x) = x.at(1)', '[3]'],
    ['blocks behind arguments', '#box([Cats [3]])[Bees [2]]', '[3]', '[2]'],
  ];
  for (const [what, text, ...found] of places) {
    it(what, () => {
      const written = citationsIn(text + typstList, 'typst').map(citation => citation.split(' → ')[0]);
      assert.deepEqual(written, found);
    });
  }
});
