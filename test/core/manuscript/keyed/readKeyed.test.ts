import assert from 'node:assert/strict';
import { type MarkupLanguage, parseManuscript, updateManuscript } from '../../../../src/core/manuscript';
import { textIn } from '../../../../src/core/text/textRange';

/** The citations by key in `text` as `written → prefix|key|locator + …`, what reads in the sentence with `~` before it. */
function keyedIn(text: string, language: MarkupLanguage): readonly string[] {
  return parseManuscript(text, language).keyedCitations.map(({ range, members, inText, listsOnly }) => {
    const works = members.map(({ key, prefix, locator }) => {
      assert.equal(textIn(text, key.range), key.value);
      const before = prefix === undefined ? '' : `${textIn(text, prefix)}|`;
      const behind = locator === undefined ? '' : `|${textIn(text, locator)}`;
      return `${before}${key.value}${behind}`;
    });
    return `${inText ? '~' : ''}${listsOnly ? '!' : ''}${textIn(text, range)} → ${works.join(' + ')}`;
  });
}

const FORMS: readonly (readonly [MarkupLanguage, written: string, read: string])[] = [
  ['markdown', '[@doe2020]', '[@doe2020] → doe2020'],
  ['markdown', '[see @a, pp. 3-4; -@b]', '[see @a, pp. 3-4; -@b] → see|a|pp. 3-4 + b'],
  ['markdown', '[@a; @b; @c]', '[@a; @b; @c] → a + b + c'],
  ['markdown', '[see @a\nand @b]', '~@a → a, ~@b → b'],
  ['markdown', '[@a;\n@b]', '[@a;\n@b] → a + b'],
  ['markdown', '@doe2020', '~@doe2020 → doe2020'],
  ['markdown', '-@doe2020', '~-@doe2020 → doe2020'],
  ['markdown', '@doe2020 [p. 3]', '~@doe2020 [p. 3] → doe2020|p. 3'],
  ['markdown', '@doe2020 [12]', '~@doe2020 → doe2020'],
  ['markdown', '[@{odd key, 2}; @b]', '[@{odd key, 2}; @b] → odd key, 2 + b'],
  ['markdown', '@Foo_bar.baz.', '~@Foo_bar.baz → Foo_bar.baz'],
  ['markdown', '@Foo_bar--baz', '~@Foo_bar → Foo_bar'],
  [
    'markdown',
    '[@doi:10.1000/x.y, ch. 2 [sic] and more]',
    '[@doi:10.1000/x.y, ch. 2 [sic] and more] → doi:10.1000/x.y|ch. 2 [sic] and more',
  ],
  ['markdown', '[@müller2020]', '[@müller2020] → müller2020'],
  ['markdown', '{cite}`a`', '{cite}`a` → a'],
  ['markdown', '{cite:p}`a,b`', '{cite:p}`a,b` → a + b'],
  ['markdown', '{cite:t}`a`', '~{cite:t}`a` → a'],
  ['latex', '\\cite{a,b}', '\\cite{a,b} → a + b'],
  ['latex', '\\cite{ a, b }', '\\cite{ a, b } → a + b'],
  ['latex', '\\cite[p.~3]{a}', '\\cite[p.~3]{a} → a|p.~3'],
  ['latex', '\\cite[see][p. 3]{a,b}', '\\cite[see][p. 3]{a,b} → see|a + b|p. 3'],
  ['latex', '\\citep*[e.g.][]{a}', '\\citep*[e.g.][]{a} → e.g.|a'],
  ['latex', '\\citet{a}', '~\\citet{a} → a'],
  ['latex', '\\parencite{a}', '\\parencite{a} → a'],
  ['latex', '\\autocite[3]{a}', '\\autocite[3]{a} → a|3'],
  ['latex', '\\Textcite{a}', '~\\Textcite{a} → a'],
  ['latex', '\\footcite{a}', '\\footcite{a} → a'],
  ['latex', '\\supercite{a}', '\\supercite{a} → a'],
  ['latex', '\\nocite{a,b}', '!\\nocite{a,b} → a + b'],
  ['latex', '\\nocite{*}', ''],
  ['latex', '\\cites(see)()[3]{a}[see][p. 5]{b}', '\\cites(see)()[3]{a}[see][p. 5]{b} → a|3 + see|b|p. 5'],
  ['latex', '\\citestyle{nature}', ''],
  ['latex', '\\cite%\n  {a}', '\\cite%\n  {a} → a'],
  ['typst', '@doe2020', '@doe2020 → doe2020'],
  ['typst', '@doe2020.', '@doe2020 → doe2020'],
  ['typst', '@a[p. 3]', '@a[p. 3] → a|p. 3'],
  ['typst', '@a @b[p. 3]', '@a @b[p. 3] → a + b|p. 3'],
  ['typst', '#cite(<a>)', '#cite(<a>) → a'],
  ['typst', '#cite(<a>, supplement: [p. 3])', '#cite(<a>, supplement: [p. 3]) → a|p. 3'],
  ['typst', '#cite(label("odd key/2"))', '#cite(label("odd key/2")) → odd key/2'],
  ['typst', '#cite(<a>, form: "prose")', '~#cite(<a>, form: "prose") → a'],
  ['typst', '#cite(<a>, form: none)', '!#cite(<a>, form: none) → a'],
  ['restructuredtext', ':cite:p:`a,b`', ':cite:p:`a,b` → a + b'],
  ['restructuredtext', ':cite:`a`', ':cite:`a` → a'],
  ['restructuredtext', ':cite:t:`a`', '~:cite:t:`a` → a'],
  ['restructuredtext', ':footcite:p:`{see}a{p. 3},b`', ':footcite:p:`{see}a{p. 3},b` → see|a|p. 3 + b'],
  ['restructuredtext', '[Doe2020]_', '[Doe2020]_ → Doe2020'],
  ['asciidoc', 'cite:[a(12), b]', 'cite:[a(12), b] → a|12 + b'],
  ['asciidoc', 'cite:see[a]', 'cite:see[a] → see|a'],
  ['asciidoc', 'citenp:[a]', '~citenp:[a] → a'],
];

describe('citations by key', () => {
  for (const [language, written, read] of FORMS) {
    it(`${language}: ${JSON.stringify(written)}`, () => {
      const text = `Cells act ${written} and so on.\n`;
      const expected =
        read === '' ? [] : read.split(', ~').map((part, index) => (index > 0 ? `~${part}` : part));
      assert.deepEqual(keyedIn(text, language), expected.length === 1 ? [read] : expected);
    });
  }

  const NEVER: readonly (readonly [MarkupLanguage, text: string])[] = [
    ['markdown', 'Write to jane.doe@example.org or <joe@example.org>.'],
    ['markdown', 'In code: `[@a]` and\n\n```\n@decorator [@b]\n```\n'],
    ['markdown', 'Math $x@y$ and a comment <!-- @key -->.'],
    ['markdown', '---\nauthor: "@me"\n---\n\nText.'],
    ['markdown', 'As @fig-one, [@tbl-two], @sec-three, @eq-four and @fig:five show.'],
    ['markdown', 'An escaped \\@name and \\@ref(fig:x).'],
    ['markdown', 'On @user@example.social we said so, see https://example.org/@user.'],
    ['markdown', '`` {cite}`a` ``'],
    ['latex', '% \\cite{a}\nText \\verb|\\cite{b}| and \\ref{c}.'],
    ['latex', '\\begin{verbatim}\n\\cite{a}\n\\end{verbatim}'],
    ['typst', 'See @fig-one.\n\n#figure(rect()) <fig-one>'],
    ['typst', '// @a\n`@b` and $x @c$ and a@example.org'],
    ['restructuredtext', 'A footnote [#note]_ and ``:cite:`a` `` and [1]_ [*]_.'],
    ['asciidoc', 'See <<introduction>> and excite:[a].'],
    ['plaintext', 'In plain text @a and [@b] are no citations.'],
  ];
  for (const [language, text] of NEVER) {
    it(`none in ${language}: ${JSON.stringify(text)}`, () => assert.deepEqual(keyedIn(text, language), []));
  }

  it('reads a cross reference of AsciiDoc where the bibliography has the anchor', () => {
    const text =
      'As <<doe>> and <<doe,Doe>> say, see <<intro>>.\n\n[bibliography]\n* [[[doe,1]]] Doe J. A title. 2020.\n';
    assert.deepEqual(keyedIn(text, 'asciidoc'), ['<<doe>> → doe', '~<<doe,Doe>> → doe']);
  });

  it('leaves the numbers around it alone', () => {
    const text = 'Cells act [1, @a], [2] and [@b] \\cites[3]{x}[5]{y}.';
    const numbers = parseManuscript(text, 'latex').citations.map(({ range }) => textIn(text, range));
    assert.deepEqual(numbers, ['[2]']);
  });

  it('says the same after each keystroke as when it is read anew', () => {
    const paragraph = 'Cells act [see @doe2020, p. 3; @roe] as @poe [ch. 2] says, see {cite}`loe`.\n\n';
    let manuscript = parseManuscript(paragraph.repeat(400), 'markdown');
    for (const [at, typed] of [
      [0, '@new '],
      [20_000, '[@x]'],
      [20_003, '`'],
      [20_030, '`'],
    ] as const) {
      manuscript = updateManuscript(manuscript, { range: { start: at, end: at }, newText: typed });
      const anew = parseManuscript(manuscript.text, 'markdown');
      assert.deepEqual(manuscript.keyedCitations, anew.keyedCitations);
    }
    assert.equal(manuscript.keyedCitations.length > 1100, true);
  });
});
