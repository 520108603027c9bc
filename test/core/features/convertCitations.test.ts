import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type CitationTarget,
  citationTargets,
  planConvertCitations,
} from '../../../src/core/features/convertCitations';
import { type Library, readLibrary } from '../../../src/core/library';
import type { MarkupLanguage } from '../../../src/core/manuscript';
import type { NumberedManuscript } from '../../../src/core/numbering';
import { applyEdits } from '../../../src/core/text/textEdit';
import { MANUSCRIPT_FORMS, manuscriptOfForm } from '../../support/manuscripts';
import { numbered } from '../../support/numbered';

const LIBRARY = `@article{long2023, author={Long, Jianping}, title={Cell therapy in haematological malignancies}, journal={Front Immunol}, year={2023}, volume={14}, pages={1205391}}
@article{liu2022, author={Liu, Xin and Zhang, Zhi}, title={Killer cells against solid tumours}, journal={J Hematol}, year={2022}, volume={16}, pages={110}}
@article{miller2020, author={Miller, Jeffrey}, title={Clinical trials of allogeneic cells}, journal={Cancer Discov}, year={2020}, volume={10}, pages={1121}}`;
const library = readLibrary('own.bib', LIBRARY);

interface Converted {
  readonly text: string;
  readonly bib: string | undefined;
  readonly refused: readonly string[];
}

function convert(from: NumberedManuscript, target: CitationTarget, named: readonly string[] = []): Converted {
  const { text } = from.manuscript;
  const plan = planConvertCitations(from, target, {
    library: 'references.bib',
    named,
    formatEntry: ({ csl }) => [
      { text: `${csl.author?.[0]?.family}. ${csl.title}. ${csl.issued?.['date-parts']?.[0]?.[0]}.` },
    ],
  });
  if (plan.kind === 'refused') {
    return {
      text,
      bib: undefined,
      refused: plan.reasons.map(({ range, message }) => `${text.slice(range.start, range.end)}: ${message}`),
    };
  }
  return { text: applyEdits(text, plan.edits), bib: plan.files[0]?.text, refused: [] };
}

/** The text without what is remembered in comments. */
function shown(text: string): string {
  return text
    .replace(/<!-- numbered-citations numbers\n[\s\S]*?\n-->\n?/, '')
    .replace(/\.\. numbered-citations numbers\n(?: {3}.*\n?)*/, '')
    .replace(/(?:%|\/\/) numbered-citations numbers\n[\s\S]*?numbered-citations end\n?/, '')
    .trimEnd();
}

const LIST = `1. Long J. Cell therapy in haematological malignancies. Front Immunol. 2023;14:1205391.
2. Liu X, Zhang Z. Killer cells against solid tumours. J Hematol. 2022;16:110.
3. Miller J. Clinical trials of allogeneic cells. Cancer Discov. 2020;10:1121.
`;

const EXAMPLES: readonly (readonly [MarkupLanguage, CitationTarget, before: string, after: string])[] = [
  [
    'markdown',
    'pandoc',
    `Cells act [1, 3] and persist [see 2, p. 45]; so [1–3].\n\n# References\n\n${LIST}`,
    '---\nbibliography: references.bib\n---\n\nCells act [@long2023; @miller2020] and persist [see @liu2022, p. 45]; so [@long2023; @liu2022; @miller2020].\n\n# References\n\n::: {#refs}\n:::',
  ],
  [
    'markdown',
    'pandoc',
    `---\ntitle: A\n---\n\nOnly [2].\n\n# References\n\n${LIST}`,
    '---\ntitle: A\nbibliography: references.bib\nnocite: |\n  @long2023, @miller2020\n---\n\nOnly [@liu2022].\n\n# References\n\n::: {#refs}\n:::',
  ],
  [
    'latex',
    'latex',
    `Cells act [1, 3] and persist~[see 2, p.~45].\n\n\\section{References}\n\n\\begin{enumerate}\n\\item Long J. Cell therapy in haematological malignancies. Front Immunol. 2023;14:1205391.\n\\item Liu X, Zhang Z. Killer cells against solid tumours. J Hematol. 2022;16:110.\n\\item Miller J. Clinical trials of allogeneic cells. Cancer Discov. 2020;10:1121.\n\\end{enumerate}\n`,
    'Cells act \\cite{long2023,miller2020} and persist~\\cite[see][p.~45]{liu2022}.\n\n\\section{References}\n\n\\begingroup\n\\renewcommand{\\section}[2]{}\n\\bibliographystyle{unsrt}\n\\bibliography{references}\n\\endgroup',
  ],
  [
    'typst',
    'typst',
    `Cells act [1, 3] and persist [see 2, p. 45], so[1].\n\n= References\n\n${LIST}`,
    'Cells act @long2023 @miller2020 and persist see @liu2022[p. 45], so#cite(<long2023>).\n\n= References\n\n#bibliography("references.bib", title: none)',
  ],
  [
    'restructuredtext',
    'restructuredtext',
    `Cells act [1, 3] and persist[2].\n\nReferences\n==========\n\n${LIST}`,
    'Cells act :cite:p:`long2023,miller2020` and persist\\ :cite:p:`liu2022`.\n\nReferences\n==========\n\n.. bibliography:: references.bib\n   :style: unsrt',
  ],
  [
    'asciidoc',
    'asciidoc',
    `= Title\n\nCells act [1, 3] and persist[2].\n\n== References\n\n${LIST}`,
    '= Title\n:bibtex-file: references.bib\n:bibtex-order: appearance\n:bibtex-style: ieee\n\nCells act cite:[long2023, miller2020] and persist{empty}cite:[liu2022].\n\n== References\n\nbibliography::[]',
  ],
];

describe('converting citations', () => {
  for (const [language, target, before, after] of EXAMPLES) {
    it(`to keys in ${language} and back to the letter: ${before.slice(0, 30)}`, () => {
      const there = convert(numbered(before, language, [library]), target);
      assert.equal(shown(there.text), after);
      const bib = readLibrary('references.bib', there.bib!);
      assert.deepEqual(
        bib.references.map(({ id }) => id),
        ['long2023', 'liu2022', 'miller2020'],
      );
      const keyed = numbered(there.text, language, [bib]);
      assert.equal(convert(keyed, target).text, there.text, 'a second time changes nothing');
      assert.equal(convert(keyed, 'numbered').text, before);
    });
  }

  it('numbers by appearance what does not remember its numbers, with the list where it was to be printed', () => {
    const text =
      '---\nbibliography: own.bib\n---\n\nAs @miller2020 [p. 4] says [see @long2023, 12; @liu2022], and [@miller2020].\n\n# References\n\n::: {#refs}\n:::\n';
    assert.equal(
      convert(numbered(text, 'markdown', [library]), 'numbered').text,
      '---\nbibliography: own.bib\n---\n\nAs Miller [1, p. 4] says [see 2, p. 12; 3], and [1].\n\n# References\n\n1. Miller. Clinical trials of allogeneic cells. 2020.\n2. Long. Cell therapy in haematological malignancies. 2023.\n3. Liu. Killer cells against solid tumours. 2022.\n',
    );
  });

  it('numbers anew where a work was added since, and keeps the words of the entries that were typed', () => {
    const two = `Cells act [2] and [1].\n\n# References\n\n${LIST.split('\n').slice(0, 2).join('\n')}\n`;
    const there = convert(numbered(two, 'markdown', [library]), 'pandoc').text;
    const more = there.replace('Cells act', 'Cells [@miller2020] act');
    assert.equal(
      convert(numbered(more, 'markdown', [library]), 'numbered').text,
      'Cells [1] act [2] and [3].\n\n# References\n\n1. Miller. Clinical trials of allogeneic cells. 2020.\n2. Liu X, Zhang Z. Killer cells against solid tumours. J Hematol. 2022;16:110.\n3. Long J. Cell therapy in haematological malignancies. Front Immunol. 2023;14:1205391.\n',
    );
  });

  it('makes records of entries that no library has, of facts that are certain', () => {
    const text = `Both [1, 2].\n\n# References\n\n1. Miller JS, Doe A-B. On the growth of fins. J Fish. 2019;3:4–9. doi:10.1000/fins.
2. The Fin Group, report of 2001 and 2003, unpublished\n`;
    const { text: there, bib } = convert(numbered(text), 'pandoc');
    assert.match(there, /Both \[@miller2019; @the\]/);
    const [first, second] = readLibrary('references.bib', bib!).references;
    assert.equal(first!.csl.title, 'On the growth of fins');
    assert.deepEqual(
      first!.csl.author?.map(({ family }) => family),
      ['Miller', 'Doe'],
    );
    assert.equal(first!.csl.DOI, '10.1000/fins');
    assert.match(first!.csl.note!, /^J Fish\. 2019/);
    assert.equal(second!.csl.title, undefined);
    assert.equal(second!.csl.author, undefined);
    assert.equal(second!.csl.issued, undefined);
    assert.equal(second!.csl.note, 'The Fin Group, report of 2001 and 2003, unpublished');
  });

  it('writes no library where the manuscript names one with all the works', () => {
    const text = `---\nbibliography: own.bib\n---\n\nCells [1].\n\n# References\n\n${LIST.split('\n')[0]}\n`;
    const there = convert(numbered(text, 'markdown', [library]), 'pandoc', ['own.bib']);
    assert.equal(there.bib, undefined);
    assert.match(there.text, /^---\nbibliography: own\.bib\n---\n\nCells \[@long2023\]/);
  });

  it('joins its library to one that the manuscript names, and takes it back', () => {
    const text = `---\nbibliography: other.bib\n---\n\nCells [1].\n\n# References\n\n${LIST.split('\n')[0]}\n`;
    const there = convert(numbered(text, 'markdown', [library]), 'pandoc', ['other.bib']).text;
    assert.match(there, /^---\nbibliography: \[other\.bib, references\.bib\]\n---/);
    assert.equal(convert(numbered(there, 'markdown', [library]), 'numbered').text, text);
  });

  const REFUSED: readonly (readonly [string, MarkupLanguage, CitationTarget, text: string, RegExp])[] = [
    [
      'a number without reference',
      'markdown',
      'pandoc',
      `Cells [7].\n\n# References\n\n${LIST}`,
      /^\[7\]: No reference has the number 7/,
    ],
    [
      'what cannot be read',
      'markdown',
      'pandoc',
      `Cells [1, 2,].\n\n# References\n\n${LIST}`,
      /^\[1, 2,\]: .*cannot be read/,
    ],
    [
      'several lists',
      'markdown',
      'pandoc',
      `A [1].\n\n# References\n\n${LIST}\n# Part\n\nB [1].\n\n# References\n\n${LIST}`,
      /several reference lists/,
    ],
    ['plain text', 'plaintext', 'pandoc', `Cells [1].\n\nReferences\n\n${LIST}`, /belong into Markdown/],
    ['another markup', 'markdown', 'latex', `Cells [1].\n\n# References\n\n${LIST}`, /belong into LaTeX/],
    ['an unknown key', 'markdown', 'numbered', 'Cells [@nobody].', /^nobody: No library has/],
    [
      'a place that no number can have',
      'markdown',
      'numbered',
      'Cells [@long2023, and what one may think of it at length].',
      /Shorten what stands beside the key/,
    ],
  ];
  for (const [what, language, target, text, message] of REFUSED) {
    it(`refuses ${what}`, () => {
      const result = convert(numbered(text, language, [library]), target);
      assert.match(result.refused.join('\n'), message);
      assert.equal(result.text, text);
    });
  }

  it('leaves names that only look like keys, and numbers, where nothing is to be converted', () => {
    const text = 'Ask @jane about cells.\n';
    assert.equal(convert(numbered(text), 'numbered').text, text);
    assert.equal(convert(numbered(text), 'pandoc').text, text);
  });

  it('raises numbers, and keys as numbers, and puts them back', () => {
    const text = `Cells act [1, 2]. They last [3].\n\n# References\n\n${LIST}`;
    const raised = convert(numbered(text, 'markdown', [library]), 'superscript').text;
    assert.match(raised, /^Cells act\.<sup>1,2<\/sup> They last\.<sup>3<\/sup>\n/);
    assert.equal(convert(numbered(raised, 'markdown', [library]), 'numbered').text, text);
    const keyed = convert(numbered(text, 'markdown', [library]), 'pandoc').text;
    assert.equal(convert(numbered(keyed, 'markdown', [library]), 'superscript').text, raised);
  });

  it('keeps identity and bytes for any manuscript, in any form and markup', () => {
    const any = fc.nat({ max: MANUSCRIPT_FORMS.length - 1 }).chain(which => manuscriptOfForm(which, true));
    fc.assert(
      fc.property(any, ({ text, language, works, numbers }) => {
        const before = numbered(text, language);
        const target = citationTargets(before.manuscript)[0]!;
        if (language === 'plaintext') return;
        const there = convert(before, target);
        if (there.refused.length > 0) {
          assert.equal(there.text, text);
          return;
        }
        const bib: Library = readLibrary('references.bib', there.bib!);
        const keyed = numbered(there.text, language, [bib]);
        const workOf = new Map(
          readLibrary('references.bib', there.bib!).references.map(({ id, csl }) => [
            id,
            JSON.stringify(csl),
          ]),
        );
        const citedAfter = keyed.manuscript.keyedCitations
          .filter(({ listsOnly }) => !listsOnly)
          .flatMap(({ members }) => members.map(({ key }) => workOf.get(key.value)!));
        const cited = before.manuscript.citations.flatMap(citation => citation.numbers);
        assert.equal(citedAfter.length, cited.length);
        for (const [index, cite] of cited.entries())
          assert.ok(citedAfter[index]!.includes(works[numbers.indexOf(cite)]!));
        assert.equal(convert(keyed, target).text, there.text);
        assert.equal(convert(keyed, 'numbered').text, text);
      }),
      { numRuns: 60 },
    );
  });
});
