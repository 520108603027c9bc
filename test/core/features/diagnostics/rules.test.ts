import assert from 'node:assert/strict';
import {
  type CheckOptions,
  checkManuscript,
  DIAGNOSTIC_RULES,
  planFixAll,
  suppressRule,
} from '../../../../src/core/features/diagnostics';
import { type MarkupLanguage, parseManuscript } from '../../../../src/core/manuscript';
import { numberManuscript } from '../../../../src/core/numbering';
import { applyEdits } from '../../../../src/core/text/textEdit';

/** What one rule finds in a text. */
interface Case {
  readonly code: string;
  readonly text: string;
  /** The places, as written. */
  readonly finds: readonly string[];
  /** The text after the fixes of this rule; undefined: it offers none. */
  readonly fixed?: string;
  readonly language?: MarkupLanguage;
  readonly options?: CheckOptions;
}

const LIST =
  '\n\n## References\n\n1. Adams A. Ants of the north. J Test. 2001;1:1–2.\n2. Brown B. Bees of the south. J Test. 2002;2:1–2.\n3. Clark C. Cats of the east. J Test. 2003;3:1–2.\n4. Dunn D. Dogs of the west. J Test. 2004;4:1–2.\n5. Evans E. Eels of the sea. J Test. 2005;5:1–2.\n';

const CASES: readonly Case[] = [
  { code: 'number-without-reference', text: `One [1], two [2, 9].${LIST}`, finds: ['9'] },
  { code: 'number-without-reference', text: `One [4–7].${LIST}`, finds: ['4–7'] },
  { code: 'number-without-reference', text: 'A text without any list [3].', finds: [] },
  {
    code: 'reference-never-cited',
    text: `One [1], two [2–4].${LIST}`,
    finds: ['5. Evans E. Eels of the sea. J Test. 2005;5:1–2.'],
  },
  { code: 'reference-never-cited', text: `For further reading.${LIST}`, finds: [] },
  {
    code: 'duplicate-number',
    language: 'plaintext',
    text: 'One [1], two [2].\n\nReferences\n\n[1] Adams A. Ants of the north. 2001.\n\n[2] Brown B. Bees of the south. 2002.\n\n[2] Clark C. Cats of the east. 2003.\n',
    finds: ['2'],
  },
  {
    code: 'gap-in-list',
    language: 'plaintext',
    text: 'One [1], two [2], four [4].\n\nReferences\n\n[1] Adams A. Ants of the north. 2001.\n[2] Brown B. Bees of the south. 2002.\n[4] Clark C. Cats of the east. 2003.\n',
    finds: ['4'],
  },
  { code: 'list-not-in-order', text: `One [1], two [3], then [2, 4, 5].${LIST}`, finds: ['[3]'] },
  { code: 'list-not-in-order', text: `One [1, 2], three [3], [4], [5].${LIST}`, finds: [] },
  {
    code: 'out-of-order-cluster',
    text: `One [3, 1], two [1, 3], see [see 3, 1].${LIST}`,
    finds: ['[3, 1]'],
    fixed: `One [1, 3], two [1, 3], see [see 3, 1].${LIST}`,
  },
  {
    code: 'out-of-order-cluster',
    text: `One [1], [2], two [3], [1], three [2], [4]–[5].${LIST}`,
    finds: ['[3], [1]'],
    fixed: `One [1], [2], two [1], [3], three [2], [4]–[5].${LIST}`,
  },
  { code: 'reversed-range', text: `One [5–3].${LIST}`, finds: ['[5–3]'], fixed: `One [3–5].${LIST}` },
  {
    code: 'repeated-number',
    text: `One [2, 2], two [1–4, 3], pages [2, p. 4, 2, p. 9].${LIST}`,
    finds: ['[2, 2]', '[1–4, 3]'],
    fixed: `One [2], two [1–4], pages [2, p. 4, 2, p. 9].${LIST}`,
  },
  {
    code: 'missing-library',
    text: '---\nbibliography: [here.bib, gone.bib]\n---\n\nText.\n',
    options: { missingLibraries: [{ path: 'gone.bib', range: { start: 29, end: 37 } }] },
    finds: ['gone.bib'],
  },
  { code: 'missing-library', text: '---\nbibliography: here.bib\n---\n\nText.\n', finds: [] },
  { code: 'number-zero', text: `None [0], one [1].${LIST}`, finds: ['[0]'] },
  {
    code: 'collapsible-run',
    text: `One [1, 2, 3], two [1–3], [2–5].${LIST}`,
    finds: ['[1, 2, 3]'],
    fixed: `One [1–3], two [1–3], [2–5].${LIST}`,
  },
  { code: 'collapsible-run', text: `One [1, 2, 3].${LIST}`, finds: [] },
  {
    code: 'collapsible-run',
    text: `One [1, 2, 3].${LIST}`,
    options: { collapseFrom: 3 },
    finds: ['[1, 2, 3]'],
    fixed: `One [1–3].${LIST}`,
  },
  {
    code: 'adjacent-clusters',
    text: `One [1][3], two [2, 4] [5].${LIST}`,
    finds: ['[1][3]', '[2, 4] [5]'],
    fixed: `One [1, 3], two [2, 4, 5].${LIST}`,
  },
  {
    code: 'mixed-separators',
    text: `One [1, 2], two [1, 3], three [2;4].${LIST}`,
    finds: ['[2;4]'],
    fixed: `One [1, 2], two [1, 3], three [2, 4].${LIST}`,
  },
  {
    code: 'mixed-dashes',
    text: `One [1–3], two [2–4], three [3-5].${LIST}`,
    finds: ['[3-5]'],
    fixed: `One [1–3], two [2–4], three [3–5].${LIST}`,
  },
  {
    code: 'same-work-twice',
    text: 'One [1], two [2], three [3].\n\n## References\n\n1. Adams A. Ants. J Test. 2001. doi:10.1000/ants.1\n2. Brown B. Bees. J Test. 2002. doi:10.1000/bees\n3. A. Adams, Ants (2001), https://doi.org/10.1000/ANTS.1\n',
    finds: ['3. A. Adams, Ants (2001), https://doi.org/10.1000/ANTS.1'],
  },
  {
    code: 'same-work-twice',
    text: 'One [1], two [2].\n\n## References\n\n1. Lancet A. Ants. 2001. doi:10.1016/S0140-6736(00)02001-1\n2. Lancet B. Bees. 2002. doi:10.1016/S0140-6736(00)03001-2\n',
    finds: [],
  },
  {
    code: 'malformed-doi',
    text: 'One [1], two [2, 3].\n\n## References\n\n1. Adams A. Ants. 2001. doi:10.1000/ants.\n2. Brown B. Bees. 2002. doi: 1O.1000/bees\n3. Clark C. Cats. 2003. https://doi.org/1016/j.cats.2003\n',
    finds: ['1O.1000/bees', '1016/j.cats.2003'],
  },
  {
    code: 'malformed-doi',
    text: 'One [1], two [2].\n\n## References\n\n1. Adams A. Ants. 2001. https://doi.org/doi.org/10.1000/ants\n2. Brown B. Bees. 2002. https://doi.org/gcgk7k\n',
    finds: ['doi.org/10.1000/ants'],
    fixed:
      'One [1], two [2].\n\n## References\n\n1. Adams A. Ants. 2001. https://doi.org/10.1000/ants\n2. Brown B. Bees. 2002. https://doi.org/gcgk7k\n',
  },
  {
    code: 'impossible-year',
    text: 'One [1], two [2, 3].\n\n## References\n\n1. Adams A (2001) Ants. J Test 1:1203.\n2. Brown B (2203) Bees. J Test 2:1–9.\n3. Clark C. Cats. J Test. 2026;3:1.\n',
    options: { currentYear: 2024 },
    finds: ['2203', '2026'],
  },
  {
    code: 'entry-without-year',
    text: 'One [1], two [2, 3].\n\n## References\n\n1. Adams A. Ants of the north. J Test. 2001;1:1–2.\n2. Brown B. Bees of the south. J Test. In press.\n3. Clark C. Cats of the east. J Test 3:1–2. doi:10.1000/2003\n',
    finds: ['Clark C. Cats of the east. J Test 3:1–2. doi:10.1000/2003'],
  },
  {
    code: 'entry-without-title',
    text: `One [1–5], six [6].${LIST}6. Fox F, Gray G. J Test. 2006;6:1–2.\n`,
    finds: ['Fox F, Gray G. J Test. 2006;6:1–2.'],
  },
  {
    code: 'citation-in-heading',
    text: `## Methods [1]\n\nOne [1].${LIST}`,
    options: { severities: { 'citation-in-heading': 'hint' } },
    finds: ['[1]'],
  },
  {
    code: 'citation-in-abstract',
    text: `## Abstract\n\nOne [1].\n\n## Introduction\n\nTwo [2].${LIST}`,
    options: { severities: { 'citation-in-abstract': 'warning' } },
    finds: ['[1]'],
  },
  {
    code: 'punctuation-side',
    text: `One is here [1]. Two is here [2]. Three is here [3]. Smith et al. [4] said so [5]. Four is here.[4] Then on [1].${LIST}`,
    finds: ['[4]'],
    fixed: `One is here [1]. Two is here [2]. Three is here [3]. Smith et al. [4] said so [5]. Four is here [4]. Then on [1].${LIST}`,
  },
  {
    code: 'space-before-citation',
    text: `One [1], two [2], three [3], four [4], five[5].${LIST}`,
    finds: ['[5]'],
    fixed: `One [1], two [2], three [3], four [4], five [5].${LIST}`,
  },
];

describe('diagnostic rules', () => {
  for (const { code, text, finds, fixed, language = 'markdown', options = {} } of CASES) {
    it(`${code}: ${text.slice(0, 60).replace(/\n/g, ' ')}`, () => {
      const numbered = numberManuscript(parseManuscript(text, language), []);
      const found = checkManuscript(numbered, options).filter(diagnostic => diagnostic.code === code);
      assert.deepEqual(
        found.map(({ range }) => text.slice(range.start, range.end)),
        finds,
      );
      const plan = planFixAll(numbered, { ...options, codes: [code] });
      assert.equal(plan.kind, 'edits', JSON.stringify(plan));
      const result = plan.kind === 'edits' ? applyEdits(text, plan.edits) : text;
      assert.equal(result, fixed ?? text);
      const again = planFixAll(numberManuscript(parseManuscript(result, language), []), {
        ...options,
        codes: [code],
      });
      assert.deepEqual(again.kind === 'edits' && again.edits, [], 'fixing twice changes nothing');
    });
  }

  it('has a case here for every rule that can be shown in a few words', () => {
    const shown = new Set(CASES.map(({ code }) => code));
    const missing = DIAGNOSTIC_RULES.map(({ code }) => code).filter(code => !shown.has(code));
    // Those of keys need a library: test/core/features/keyedEditing.test.ts shows them.
    assert.deepEqual(missing, [
      'heading-without-list',
      'mixed-forms',
      'unreadable-citation',
      'wrong-number',
      'uncited-claim',
      'unknown-key',
      'repeated-key',
    ]);
  });

  it('knows every code once, in kebab case, with a sentence', () => {
    const codes = DIAGNOSTIC_RULES.map(({ code }) => code);
    assert.equal(new Set(codes).size, codes.length);
    for (const { code, description } of DIAGNOSTIC_RULES) {
      assert.match(code, /^[a-z]+(?:-[a-z]+)+$/);
      assert.match(description, /^[A-Z].*\.$/);
    }
  });

  it('reports a superscript among brackets as a mixed form', () => {
    const text = `One<sup>1,2</sup>, two<sup>3</sup>, three<sup>4</sup>, four<sup>5</sup>.${LIST}`;
    const parsed = parseManuscript(text.replace('<sup>4</sup>', ' [4]'), 'markdown', {
      forms: ['superscript'],
    });
    const found = checkManuscript(numberManuscript(parsed, [])).filter(({ code }) => code === 'mixed-forms');
    assert.deepEqual(
      found.map(({ range }) => parsed.text.slice(range.start, range.end)),
      ['[4]'],
    );
  });

  it('reports what cannot be read', () => {
    const text = `One [1, 2, , 3].${LIST}`;
    const parsed = parseManuscript(text, 'markdown');
    assert.equal(parsed.unreadable.length, 1);
    const found = checkManuscript(numberManuscript(parsed, [])).filter(
      ({ code }) => code === 'unreadable-citation',
    );
    assert.equal(found.length, 1);
  });

  it('takes severities from the settings', () => {
    const text = `One [1], two [9].${LIST}`;
    const numbered = numberManuscript(parseManuscript(text, 'markdown'), []);
    const found = checkManuscript(numbered, {
      severities: { 'number-without-reference': 'warning', 'reference-never-cited': 'off' },
    });
    assert.deepEqual(
      found.map(({ code, severity }) => `${code} ${severity}`),
      ['number-without-reference warning'],
    );
  });
});

describe('fix all', () => {
  it('puts right what several rules find in one place, in one step', () => {
    const text = `One [3][1], two [5-3], three [1–3], four [2–4], five[4].${LIST}`;
    const numbered = numberManuscript(parseManuscript(text, 'markdown'), []);
    const plan = planFixAll(numbered);
    assert.equal(plan.kind, 'edits');
    assert.equal(
      applyEdits(text, plan.kind === 'edits' ? plan.edits : []),
      `One [1, 3], two [3–5], three [1–3], four [2–4], five [4].${LIST}`,
    );
  });

  it('leaves a clean text alone', () => {
    const text = `One [1], two [2], three [3–5].${LIST}`;
    const plan = planFixAll(numberManuscript(parseManuscript(text, 'markdown'), []));
    assert.deepEqual(plan.kind === 'edits' && plan.edits, []);
  });
});

describe('suppression comments', () => {
  const missing = (text: string, language: MarkupLanguage) =>
    checkManuscript(numberManuscript(parseManuscript(text, language), []))
      .filter(({ code }) => code === 'number-without-reference')
      .map(({ range }) => text.slice(range.start, range.end));
  const list =
    '\n\nReferences\n\n[1] Adams A. Ants of the north. 2001.\n[2] Brown B. Bees of the south. 2002.\n';

  it('switches off a line, the next line, a file', () => {
    const text = (comment: string) =>
      `One [7].\n${comment}\nTwo [8].\nThree [9]. <!-- numcite-disable-line -->\n\nFour [6].${LIST}`;
    assert.deepEqual(missing(text('<!-- numcite-disable-next-line -->'), 'markdown'), ['7', '6']);
    assert.deepEqual(
      missing(text('<!-- numcite-disable-next-line number-without-reference -->'), 'markdown'),
      ['7', '6'],
    );
    assert.deepEqual(missing(text('<!-- numcite-disable-next-line gap-in-list -->'), 'markdown'), [
      '7',
      '8',
      '6',
    ]);
    assert.deepEqual(
      missing(text('<!-- numcite-disable-file number-without-reference gap-in-list -->'), 'markdown'),
      [],
    );
    assert.deepEqual(missing(text('numcite-disable-file'), 'markdown'), ['7', '8', '6']);
  });

  it('reads the comments of each markup', () => {
    const comments: readonly (readonly [MarkupLanguage, string])[] = [
      ['latex', '% numcite-disable-next-line'],
      ['restructuredtext', '.. numcite-disable-next-line'],
      ['asciidoc', '// numcite-disable-next-line'],
      ['typst', '/* numcite-disable-next-line */'],
      ['plaintext', '<!-- numcite-disable-next-line -->'],
    ];
    for (const [language, comment] of comments) {
      const title = language === 'latex' ? list.replace('References', '\\section*{References}') : list;
      assert.deepEqual(missing(`One [1].\n\n${comment}\n\nTwo [8].${title}`, language), [], language);
    }
  });

  it('writes the comment that switches a rule off, for a line or the file, in each markup', () => {
    const languages: readonly MarkupLanguage[] = [
      'markdown',
      'plaintext',
      'latex',
      'restructuredtext',
      'asciidoc',
      'typst',
    ];
    for (const language of languages) {
      const title = language === 'latex' ? list.replace('References', '\\section*{References}') : list;
      const text = `One [8] is\nlong.\n\nTwo [9].${title}`;
      const manuscript = parseManuscript(text, language);
      for (const wanted of ['8', '9']) {
        const line = suppressRule(manuscript, 'number-without-reference', { line: text.indexOf(wanted) });
        assert.ok(line, language);
        const left = missing(applyEdits(text, [line]), language);
        assert.deepEqual(left, wanted === '8' ? ['9'] : ['8'], `${language}: ${applyEdits(text, [line])}`);
      }
      const file = suppressRule(manuscript, 'number-without-reference', 'file');
      assert.deepEqual(missing(applyEdits(text, [file!]), language), [], language);
    }
    const inside = parseManuscript('One\ntwo [8].', 'restructuredtext');
    assert.equal(suppressRule(inside, 'number-without-reference', { line: 8 }), undefined);
    const front = '---\ntitle: A\n---\n\nOne [8].';
    const edit = suppressRule(parseManuscript(front, 'markdown'), 'number-zero', 'file')!;
    assert.equal(
      applyEdits(front, [edit]),
      '---\ntitle: A\n---\n<!-- numcite-disable-file number-zero -->\n\n\nOne [8].',
    );
  });
});
