import assert from 'node:assert/strict';
import { planRenumber, planRenumberFiles, type RenumberOptions } from '../../../src/core/features/renumber';
import type { Library } from '../../../src/core/library';
import { plainReference } from '../../../src/core/library/plainReference';
import type { MarkupLanguage } from '../../../src/core/manuscript';
import { applyEdits } from '../../../src/core/text/textEdit';
import { numbered, planned, refusedPlaces } from '../../support/numbered';

function renumbered(
  text: string,
  language: MarkupLanguage = 'markdown',
  options: RenumberOptions = {},
): string {
  const result = planned(text, planRenumber(numbered(text, language), options));
  const again = planRenumber(numbered(result, language), options);
  assert.deepEqual(
    again.kind === 'edits' ? again.edits : again,
    [],
    `a second run changes nothing:\n${result}`,
  );
  return result;
}

const entries = (...lines: readonly string[]) => `\n\n## References\n\n${lines.join('\n')}\n`;
const A = 'Adams A. Ants. J Test. 2001.';
const B = 'Brown B. Bees. J Test. 2002.';
const C = 'Clark C. Cats. J Test. 2003.';
const D = 'Dunn D. Dogs. J Test. 2004.';

describe('renumber', () => {
  it('brings text and list into the order of appearance', () => {
    assert.equal(
      renumbered(`First [3], then [1, 2].${entries(`1. ${A}`, `2. ${B}`, `3. ${C}`)}`),
      `First [1], then [2, 3].${entries(`1. ${C}`, `2. ${A}`, `3. ${B}`)}`,
    );
  });

  it('gives no edits for a text in order, however it is written', () => {
    const text = `First [1;2], then [2 ,1]; later [ 3 — 4 ].${entries(`1. ${A}`, `2. ${B}`, `3. ${C}`, `4. ${D}`)}`;
    const plan = planRenumber(numbered(text));
    assert.deepEqual(plan.kind === 'edits' && plan.edits, []);
    assert.deepEqual(
      [...plan.map],
      [
        [1, 1],
        [2, 2],
        [3, 3],
        [4, 4],
      ],
    );
  });

  it('writes changed clusters as the author writes clusters, and leaves the others', () => {
    assert.equal(
      renumbered(
        `First [4], then [1;2;3] and [3; 4]. Last [2 , 1].${entries(`1. ${A}`, `2. ${B}`, `3. ${C}`, `4. ${D}`)}`,
      ),
      `First [1], then [2;3;4] and [1; 4]. Last [2 , 3].${entries(`1. ${D}`, `2. ${A}`, `3. ${B}`, `4. ${C}`)}`,
    );
  });

  it('breaks and makes ranges, as set or as the manuscript has them', () => {
    const list = entries(`1. ${A}`, `2. ${B}`, `3. ${C}`, `4. ${D}`);
    const result = entries(`1. ${D}`, `2. ${A}`, `3. ${B}`, `4. ${C}`);
    assert.equal(
      renumbered(`First [4], then [1–3], all [1-4].${list}`),
      `First [1], then [2–4], all [1-4].${result}`,
    );
    assert.equal(
      renumbered(`First [4], then [1–3].${list}`, 'markdown', { collapseFrom: 0 }),
      `First [1], then [2, 3, 4].${result}`,
    );
    assert.equal(
      renumbered(`First [4], then [1, 2, 3].${list}`, 'markdown', { collapseFrom: 3 }),
      `First [1], then [2–4].${result}`,
    );
  });

  it('keeps prefixes and locators with their numbers', () => {
    assert.equal(
      renumbered(
        `First [4], then [1, p. 45, 2], [see 3, 4], [1–3, Fig. 2].${entries(`1. ${A}`, `2. ${B}`, `3. ${C}`, `4. ${D}`)}`,
      ),
      `First [1], then [2, p. 45, 3], [see 4, 1], [2–4, Fig. 2].${entries(`1. ${D}`, `2. ${A}`, `3. ${B}`, `4. ${C}`)}`,
    );
  });

  it('refuses where a range with a locator falls apart', () => {
    const text = `First [2], then [1–3, p. 4].${entries(`1. ${A}`, `2. ${B}`, `3. ${C}`, `4. ${D}`)}`;
    const moved = `First [4], then [3–4, p. 4], [1], [2].${entries(`1. ${A}`, `2. ${B}`, `3. ${C}`, `4. ${D}`)}`;
    assert.equal(planRenumber(numbered(text)).kind, 'edits');
    assert.equal(renumbered(moved).includes('[1–2, p. 4]'), true);
    const apart = `First [2], [4], then [2–3, p. 4].${entries(`1. ${A}`, `2. ${B}`, `3. ${C}`, `4. ${D}`)}`;
    assert.deepEqual(refusedPlaces(apart, planRenumber(numbered(apart))), ['[2–3, p. 4]']);
  });

  it('names every place that keeps it from renumbering', () => {
    const missing = `One [2], two [1, 7].${entries(`1. ${A}`, `2. ${B}`)}`;
    assert.deepEqual(refusedPlaces(missing, planRenumber(numbered(missing))), ['[1, 7]']);
    const twice = `One [2], two [1].\n\nReferences\n\n[1] ${A}\n\n[2] ${B}\n\n[2] ${C}\n`;
    assert.deepEqual(refusedPlaces(twice, planRenumber(numbered(twice, 'plaintext'))), [`[2] ${C}`]);
    const unreadable = `One [2], two [1, , 2], [1].${entries(`1. ${A}`, `2. ${B}`)}`;
    assert.deepEqual(refusedPlaces(unreadable, planRenumber(numbered(unreadable))), ['[1, , 2]']);
  });

  it('keeps entries that nothing cites where they stand, unless told otherwise', () => {
    const list = entries(`1. ${A}`, `2. ${B}`, `3. ${C}`, `4. ${D}`);
    const inOrder = `One [1], three [3], four [4].${list}`;
    assert.equal(renumbered(inOrder), inOrder);
    assert.equal(
      renumbered(inOrder, 'markdown', { uncited: 'end' }),
      `One [1], three [2], four [3].${entries(`1. ${A}`, `2. ${C}`, `3. ${D}`, `4. ${B}`)}`,
    );
    assert.equal(
      renumbered(inOrder, 'markdown', { uncited: 'remove' }),
      `One [1], three [2], four [3].${entries(`1. ${A}`, `2. ${C}`, `3. ${D}`)}`,
    );
    assert.equal(
      renumbered(`Three [3], one [1].${list}`),
      `Three [1], one [2].${entries(`1. ${C}`, `2. ${A}`, `3. ${B}`, `4. ${D}`)}`,
    );
  });

  it('closes gaps', () => {
    assert.equal(
      renumbered(`One [2], five [5].\n\nReferences\n\n[2] ${A}\n[5] ${B}\n`, 'plaintext'),
      `One [1], five [2].\n\nReferences\n\n[1] ${A}\n[2] ${B}\n`,
    );
  });

  it('moves keys, anchors and further lines with their entries, and indents them under longer labels', () => {
    const many = Array.from(
      { length: 10 },
      (_, index) => `${index + 1}. Name${index} N. Title.\n   J Test. 20${index + 10}.`,
    );
    const text = `Ten [10] then ${Array.from({ length: 9 }, (_, index) => `[${index + 1}]`).join(' and ')}.${entries(...many)}`;
    const result = renumbered(text);
    assert.match(result, /\n1\. Name9 N\. Title\.\n {3}J Test\. 2019\.\n/);
    assert.match(result, /\n10\. Name8 N\. Title\.\n {4}J Test\. 2018\.\n$/);
    assert.equal(
      renumbered(`B [2], a [1].${entries(`1. ${A} <!-- @adams -->`, `2. ${B} <!-- @brown -->`)}`),
      `B [1], a [2].${entries(`1. ${B} <!-- @brown -->`, `2. ${A} <!-- @adams -->`)}`,
    );
  });

  it('renumbers links and their anchors together; links by name stay with their works', () => {
    const numberedAnchors = `B [[2]](#ref-2), a [[1]](#ref-1).${entries(`1. <a id="ref-1"></a>${A}`, `2. <a id="ref-2"></a>${B}`)}`;
    assert.equal(
      renumbered(numberedAnchors),
      `B [[1]](#ref-1), a [[2]](#ref-2).${entries(`1. <a id="ref-1"></a>${B}`, `2. <a id="ref-2"></a>${A}`)}`,
    );
    const named = `B [[2]](#brown), a [[1]](#adams).${entries(`1. <a id="adams"></a>${A}`, `2. <a id="brown"></a>${B}`)}`;
    assert.equal(
      renumbered(named),
      `B [[1]](#brown), a [[2]](#adams).${entries(`1. <a id="brown"></a>${B}`, `2. <a id="adams"></a>${A}`)}`,
    );
  });

  it('gives each chapter its own numbering', () => {
    const chapter = (title: string, text: string, ...lines: readonly string[]) =>
      `# ${title}\n\n${text}\n\n## References\n\n${lines.join('\n')}\n\n`;
    assert.equal(
      renumbered(
        chapter('One', 'First [2], then [1].', `1. ${A}`, `2. ${B}`) +
          chapter('Two', 'First [2], then [1].', `1. ${C}`, `2. ${D}`),
      ),
      chapter('One', 'First [1], then [2].', `1. ${B}`, `2. ${A}`) +
        chapter('Two', 'First [1], then [2].', `1. ${D}`, `2. ${C}`),
    );
  });

  it('takes a list in parts as one', () => {
    const parts = (a: string, b: string, c: string, d: string) =>
      `\n\n## References\n\n### Books\n\n1. ${a}\n2. ${b}\n\n### Articles\n\n3. ${c}\n4. ${d}\n`;
    assert.equal(
      renumbered(`One [4], two [1, 3], three [2].${parts(A, B, C, D)}`),
      `One [1], two [2, 3], three [4].${parts(D, A, C, B)}`,
    );
  });

  it('rewrites citations inside entries along with their entries', () => {
    const comment = (number: number) => `Clark C. Comment on [${number}]. J Test. 2003.`;
    assert.equal(
      renumbered(`One [3], two [2], three [1].${entries(`1. ${A}`, `2. ${B}`, `3. ${comment(1)}`)}`),
      `One [1], two [2], three [3].${entries(`1. ${comment(3)}`, `2. ${B}`, `3. ${A}`)}`,
    );
  });

  it('sorts and collapses rows of single brackets, as the IEEE writes clusters', () => {
    const list = entries(`1. ${A}`, `2. ${B}`, `3. ${C}`, `4. ${D}`);
    const result = entries(`1. ${D}`, `2. ${A}`, `3. ${B}`, `4. ${C}`);
    assert.equal(
      renumbered(`First [4], then [1], [4]; so [1], [2] and [1]–[3], [3], [4], all [1]–[4].${list}`),
      `First [1], then [1], [2]; so [2], [3] and [2]–[4], [1], [4], all [1]–[4].${result}`.replace(
        '[2]–[4], [1], [4]',
        '[1]–[4]',
      ),
    );
  });

  it('moves anchors on lines of their own with their entries', () => {
    const csl = (number: number, id: string, text: string) =>
      `\\leavevmode\\vadjust pre{\\hypertarget{ref-${id}}{}}%\n\\CSLLeftMargin{${number}. }\n\\CSLRightInline{${text}}\n`;
    const frame = (...lines: readonly string[]) => `\\section{References}\n\n${lines.join('\n')}`;
    assert.equal(
      renumbered(`B [2], a [1].\n\n${frame(csl(1, 'adams', A), csl(2, 'brown', B))}`, 'latex'),
      `B [1], a [2].\n\n${frame(csl(1, 'brown', B), csl(2, 'adams', A))}`,
    );
    assert.equal(
      renumbered(
        `B [2], a [1].\n\n== References\n\n[[adams]]\n[1] ${A}\n\n[[brown]]\n[2] ${B}\n`,
        'asciidoc',
      ),
      `B [1], a [2].\n\n== References\n\n[[brown]]\n[1] ${B}\n\n[[adams]]\n[2] ${A}\n`,
    );
  });

  it('asks for a reference list where the numbers are a library’s', () => {
    const library: Library = {
      name: 'A review',
      numbered: true,
      provenance: undefined,
      topics: [],
      problems: [],
      references: [1, 2].map(number => ({
        ...plainReference(
          { id: `work${number}`, type: 'article-journal', title: `Title number ${number} of the library` },
          'A review',
        ),
        number,
      })),
    };
    const text = 'First [2], then [1].\n';
    const refused = planRenumber(numbered(text, 'markdown', [library]));
    assert.deepEqual(refusedPlaces(text, refused), ['[2]']);
    assert.match(JSON.stringify(refused), /Insert the bibliography first/);
    const inOrder = planRenumber(numbered('First [1], then [2].\n', 'markdown', [library]));
    assert.deepEqual(inOrder.kind === 'edits' && inOrder.edits, []);
    const written = planRenumber(numbered(text, 'markdown', [library]), {
      writeList: references => ({
        range: { start: text.length, end: text.length },
        newText: `\n## References\n\n${references.map(({ number, reference }) => `${number}. ${reference.csl.title}. <!-- @${reference.id} -->\n`).join('')}`,
      }),
    });
    assert.equal(
      planned(text, written),
      'First [1], then [2].\n\n## References\n\n1. Title number 2 of the library. <!-- @work2 -->\n2. Title number 1 of the library. <!-- @work1 -->\n',
    );
  });

  it('keeps counters of the markup, and the order of \\bibitem', () => {
    assert.equal(
      renumbered(`B [2], a [1].${entries(`1. ${A}`, `1. ${B}`)}`),
      `B [1], a [2].${entries(`1. ${B}`, `1. ${A}`)}`,
    );
    assert.equal(
      renumbered(
        `B [2], a [1].\n\n\\begin{thebibliography}{9}\n\\bibitem{adams} ${A}\n\\bibitem{brown} ${B}\n\\end{thebibliography}\n`,
        'latex',
      ),
      `B [1], a [2].\n\n\\begin{thebibliography}{9}\n\\bibitem{brown} ${B}\n\\bibitem{adams} ${A}\n\\end{thebibliography}\n`,
    );
  });

  it('renumbers the definitions of reStructuredText with their references', () => {
    assert.equal(
      renumbered(`B [2]_, a [1]_.\n\n.. [1] ${A}\n.. [2] ${B}\n`, 'restructuredtext'),
      `B [1]_, a [2]_.\n\n.. [1] ${B}\n.. [2] ${A}\n`,
    );
  });
});

describe('renumber over several files', () => {
  const run = (...files: readonly (readonly [string, string])[]) => {
    const plan = planRenumberFiles(files.map(([name, text]) => ({ name, numbered: numbered(text) })));
    assert.equal(plan.kind, 'edits', JSON.stringify(plan));
    return plan.kind === 'edits'
      ? plan.files.map(({ edits }, index) => applyEdits(files[index]![1], edits))
      : [];
  };

  it('numbers them as one, with the list in the last', () => {
    const list = (...lines: readonly string[]) => `# References\n\n${lines.join('\n')}\n`;
    assert.deepEqual(
      run(
        ['a.md', 'First [3].\n'],
        ['b.md', 'Then [1, 3].\n'],
        ['refs.md', list(`1. ${A}`, `2. ${B}`, `3. ${C}`)],
      ),
      ['First [1].\n', 'Then [1, 2].\n', list(`1. ${C}`, `2. ${A}`, `3. ${B}`)],
    );
  });

  it('keeps files with lists of their own apart', () => {
    const file = (text: string, ...lines: readonly string[]) => `${text}${entries(...lines)}`;
    assert.deepEqual(
      run(
        ['a.md', file('B [2], a [1].', `1. ${A}`, `2. ${B}`)],
        ['b.md', file('D [2], c [1].', `1. ${C}`, `2. ${D}`)],
      ),
      [file('B [1], a [2].', `1. ${B}`, `2. ${A}`), file('D [1], c [2].', `1. ${D}`, `2. ${C}`)],
    );
  });

  it('names the file of a place that keeps it from renumbering', () => {
    const plan = planRenumberFiles([
      { name: 'a.md', numbered: numbered('First [2].\n') },
      { name: 'b.md', numbered: numbered('Then [9].\n') },
      { name: 'refs.md', numbered: numbered(`# References\n\n1. ${A}\n2. ${B}\n`) },
    ]);
    assert.deepEqual(
      plan.kind === 'refused' && plan.reasons.map(({ name, message }) => `${name}: ${message}`),
      ['b.md: No reference has the number 9. Add the reference to the list, or correct the citation.'],
    );
  });
});

describe('renumber, with citations in captions', () => {
  const list = (...works: readonly string[]) => entries(...works.map((work, at) => `${at + 1}. ${work}`));
  const text = (first: number, caption: number, second: number, third: number) =>
    `Known [${first}]. Later we show Figure 1.\n\nMore [${second}].\n\n**Figure 1.** Ants and bees [${caption}].\n\nAt last [${third}].`;

  it('leaves a list alone that counts captions where they stand, at their mention, or after the text', () => {
    for (const order of [text(1, 3, 2, 4), text(1, 2, 3, 4), text(1, 4, 2, 3)]) {
      const whole = `${order}${list(A, B, C, D)}`;
      assert.equal(renumbered(whole), whole);
    }
  });

  it('counts them as set, whatever the list shows', () => {
    const whole = `${text(1, 4, 2, 3)}${list(A, B, C, D)}`;
    const by = (captions: NonNullable<RenumberOptions['captions']>) =>
      renumbered(whole, 'markdown', { captions });
    assert.equal(by('afterText'), whole);
    assert.equal(by('inPlace'), `${text(1, 3, 2, 4)}${list(A, B, D, C)}`);
    assert.equal(by('atMention'), `${text(1, 2, 3, 4)}${list(A, D, B, C)}`);
  });

  it('counts them where they stand where the list is in no order', () => {
    assert.equal(
      renumbered(`${text(4, 1, 3, 2)}${list(A, B, C, D)}`),
      `${text(1, 3, 2, 4)}${list(D, C, A, B)}`,
    );
  });

  const captions: readonly [MarkupLanguage, string][] = [
    ['markdown', 'Fig. 2: Ants [2].'],
    ['markdown', '*Table S1* | Ants [2].'],
    ['markdown', '<figure>\n<figcaption>\n\nAnts [2].\n\n</figcaption>\n</figure>'],
    ['plaintext', 'Abb. 1 – Ants [2].'],
    ['typst', '*Figure 1.* Ants [2].'],
    ['typst', '#figure(image("ants.png"), caption: [Ants [2].], kind: image) <ants>'],
    ['latex', '\\begin{figure}\n\\caption[Short]{Ants \\emph{all} [2].}\n\\end{figure}'],
    ['restructuredtext', '.. figure:: ants.png\n   :width: 50\n\n   Ants [2].'],
    ['asciidoc', '.Ants [2]\nimage::ants.png[]'],
  ];
  const lists: Readonly<Record<MarkupLanguage, string>> = {
    markdown: '## References\n\n',
    plaintext: 'References\n\n',
    latex: '\\section*{References}\n\n',
    typst: '= References\n\n',
    restructuredtext: 'References\n==========\n\n',
    asciidoc: '== References\n\n',
  };
  for (const [language, caption] of captions) {
    it(`knows the caption ${JSON.stringify(caption)}`, () => {
      const prose = (number: number) => `Known [${number}].`;
      const make = (second: number) =>
        `${prose(1)}\n\n${caption.replace('[2]', `[${5 - second}]`)}\n\n${prose(second)}\n\n${lists[language]}`;
      const whole = `${make(2)}1. ${A}\n2. ${B}\n3. ${C}\n`;
      assert.equal(renumbered(whole, language), whole, 'counted after the text');
      const inPlace = renumbered(whole, language, { captions: 'inPlace' });
      assert.equal(inPlace, `${make(3)}1. ${A}\n2. ${C}\n3. ${B}\n`);
    });
  }
});
