import assert from 'node:assert/strict';
import type { MarkupLanguage } from '../../../src/core/manuscript';
import { parseManuscript } from '../../../src/core/manuscript';
import { citationsIn } from './found';

const LIST = '\n\n## References\n\n1. A. 2001.\n2. B. 2002.\n3. C. 2003.\n';

/** Texts without a citation, by language. */
const NEVER: Readonly<Record<string, readonly (readonly [what: string, text: string])[]>> = {
  markdown: [
    ['a link', 'See [1](https://example.org) here.'],
    ['a link with a title', 'See [1](https://example.org "one") here.'],
    ['a bracketed word with a label', 'See [text][1] here.'],
    ['a collapsed link', 'See [1][] here.'],
    ['an image', 'See ![1](figure.png) here.'],
    ['the target of a link', 'See [text](https://example.org/x[1]) here.'],
    ['an address', 'See https://example.org/a[1] here.'],
    ['an autolink', 'See <https://example.org/a[1]> here.'],
    ['a footnote', 'See[^1] here.\n\n[^1]: Note.'],
    ['a checkbox', '- [ ] one\n- [x] two'],
    ['link definitions that are links', 'See [1] here.\n\n[1]: https://example.org'],
    ['a link definition', 'See [text] here.\n\n[text]: https://example.org/[1]'],
    ['inline code', 'See `x [1]` here.'],
    ['code with two backticks', 'See ``a ` [1]`` here.'],
    ['a fence', '```r\nx <- y [1]\n```\n'],
    ['a tilde fence', '~~~\nx [1]\n~~~\n'],
    ['a fence in a list', '- item\n\n  ```\n  x [1]\n  ```\n'],
    ['an unclosed fence', '```\nx [1]\n\ny [2]'],
    ['a code cell', '```{python}\nx [1]\n```'],
    ['a MyST code directive', '```{code-block} python\nx [1]\n```'],
    ['indented code', 'Text.\n\n    x [1]\n\nText.'],
    ['inline math', 'Let $x [1]$ be.'],
    ['display math', 'Let\n\n$$\nx [1]\n$$\n\nbe.'],
    ['MathJax math', 'Let \\(x [1]\\) be.'],
    ['an equation environment', '\\begin{equation}\nx [1]\n\\end{equation}'],
    ['front matter', '---\ntitle: "A [1]"\n---\n\nText.'],
    ['a comment', 'Text <!-- see [1] --> here.'],
    ['a comment over blank lines', '<!--\nsee [1]\n\nand [2]\n-->\n\nText.'],
    ['an HTML attribute', 'Text <span title="[1]">here</span>.'],
    ['a block of raw HTML', '<div>\n[1]\n</div>'],
    ['preformatted HTML', '<pre>\nx [1]\n\ny [2]\n</pre>\n'],
    ['HTML code', 'See <code>x [1]</code> here.'],
    ['a TeX option', 'A rule \\rule[1]{2pt}{3pt} here.'],
    ['a wiki link', 'See [[1]] here.'],
    ['a matrix', 'Let [[1, 2], [3, 4]] be.'],
    ['a span with attributes', 'See [1]{.red} here.'],
    ['a Pandoc citation', 'See [@miller2020, p. 3] here.'],
    ['indexing', 'The value x[1] and self.rows[2] and my_list[3] and array[0] and df[1,2].'],
    ['an interval from zero', 'Values in [0, 1] and [0,1].'],
    ['an interval', 'On the interval [2, 3] and in the range [1–5], 95% CI [1, 3], x ∈ [2, 3].'],
    ['decimals', 'The mean [1.5, 2.5].'],
    ['a year', 'As Miller [2019] and [1998–2003] show.'],
    ['an identifier', 'The record [123456] is new.'],
    ['a survey scale', 'Asked ([1] Less time, more or less) about it.'],
    ['survey answers on lines', '[1] Less time\n[2] As much time\n[3] More time'],
    ['an isotope', 'The label [14C] and [3H] and [18F]FDG and [1-13C]glucose.'],
    ['a fullerene', 'Made of [60]fullerene.'],
    ['units', 'Given [5 mg] and [37 °C] and [1–3 days] and [10%].'],
    ['letters', 'The Fab [a] and [Internet] and [sic].'],
    ['signs', 'A [3+2] step, a ratio [1:2], a half [1/2].'],
    ['a statistic', 'It differs (F[1,25] > 24.6).'],
    ['leading zeros', 'The agent [007].'],
    ['numbers apart', 'A vector [1 2 3].'],
    ['round brackets', 'Steps (1) and (2).'],
    ['powers', 'It is 10^3^ and m² and x<sup>2</sup>.'],
  ],
  latex: [
    ['an item', '\\begin{description}\n\\item[1] Text\n\\item [2] Text\n\\end{description}'],
    ['a root', 'It is $\\sqrt[3]{x}$ and \\sqrt[3]{x}.'],
    ['a line break', 'One \\\\[2pt] two \\\\[1] three \\\\*[2]'],
    ['a citation command', 'See \\cite[1]{miller} and \\citep[2][3]{miller}.'],
    ['a footnote mark', 'See\\footnotemark[1] here.'],
    ['options', '\\includegraphics[1]{a} \\linebreak[4] \\newcommand{\\x}[1]{y}'],
    ['an environment option', '\\begin{figure}[1]\nText\n\\end{figure}'],
    ['a comment', 'Text % see [1]\nhere.'],
    ['inline math', 'Let $x [1]$ and \\(x [1]\\) be.'],
    ['display math', 'Let \\[ x [1] \\] and $$x [1]$$ be.'],
    ['an equation', '\\begin{equation*}\nx [1]\n\\end{equation*}'],
    ['verbatim text', '\\begin{verbatim}\nx [1]\n\ny [2]\n\\end{verbatim}'],
    ['verb', 'See \\verb|x [1]| here.'],
    ['an address', 'See \\url{https://example.org/a[1]} here.'],
    [
      'the preamble',
      '\\documentclass{article}\n\\usepackage{a} % x\nsee [1]\n\n\\begin{document}\nText\n\\end{document}',
    ],
    [
      'what follows the document',
      '\\documentclass{article}\\begin{document}\nText\n\\end{document}\nsee [1]',
    ],
  ],
  restructuredtext: [
    ['a literal', 'See ``x [1]_`` here.'],
    ['a literal block', 'See::\n\n    x [1]_\n\n    y [2]\n\nText.'],
    ['a code directive', '.. code-block:: python\n\n   x [1]_\n\nText.'],
    ['a comment', '.. see [1]_\n   and [2]_\n\nText.'],
    ['a role', 'See :math:`x [1]` here.'],
    ['a link', 'See `x [1] <https://example.org>`_ here.'],
    ['automatic footnotes', 'See [#]_ and [#note]_ and [*]_ and [CIT2002]_.'],
    ['a target', '.. _x: https://example.org/[1]\n\nText.'],
    ['a doctest', '>>> x [1]\n2\n\nText.'],
  ],
  asciidoc: [
    ['a listing', '----\nx [1]\n----\n'],
    ['a literal block', '....\nx [1]\n....\n'],
    ['a comment block', '////\nx [1]\n////\n'],
    ['a passthrough', '++++\n<p>x [1]</p>\n++++\n'],
    ['a comment', '// see [1]\nText.'],
    ['a source paragraph', '[source,python]\nx [1]\n\nText.'],
    ['a literal paragraph', 'Text.\n\n x [1]\n\nText.'],
    ['monospace', 'See `x [1]` and +x [1]+ here.'],
    ['a link', 'See https://example.org[1] and link:a.html[1] here.'],
    ['an image', 'See image:a.png[1] here.\n\nimage::a.png[1]'],
    ['a formula', 'See stem:[x] and stem:y[1] here.'],
    ['block attributes', '[1]\nText.'],
    ['an attribute entry', ':version: [1]\n\nText.'],
    ['an anchor', 'Text [[1]]here.'],
  ],
  typst: [
    ['raw text', 'See `x [1]` here.'],
    ['a raw block', '```py\nx [1]\n\ny [2]\n```\n'],
    ['math', 'Let $x [1]$ be.'],
    ['a line comment', 'Text // see [1]\nhere.'],
    ['a block comment', 'Text /* see [1]\n\nand [2] */ here.'],
    ['a content block', 'See #emph[1] and #text(fill: red)[2] and #footnote[3] here.'],
    ['code', '#let x = y [1]\n#let f(x) = {\n  x.at(1) + [2]\n}\nText.'],
    ['an embedded expression', 'See #(x.at(0), [1]) and #{ [2] } here.'],
    ['a reference', 'See @miller[1] here.'],
  ],
  plaintext: [
    ['an address', 'See https://example.org/a[1] here.'],
    ['an interval', 'Values in [0, 1].'],
    ['indexing', 'The value x[1].'],
  ],
};

describe('what is no citation', () => {
  for (const [language, cases] of Object.entries(NEVER)) {
    describe(language, () => {
      for (const [what, text] of cases) {
        it(what, () => assert.deepEqual(citationsIn(text, language as MarkupLanguage), []));
      }
    });
  }

  it('tells a word that is cited for from one that is indexed', () => {
    const text = 'Miller et al.[1], cells[2], mRNA[3], CD4[1], IL-2[2], part of[3], U.S.[1].';
    assert.equal(citationsIn(text).length, 7);
  });

  it('takes a citation of a work behind a word for an interval', () => {
    assert.deepEqual(citationsIn('The QT interval [2, 3] and the SH2 domain [1,2].'), [
      '[2, 3] → 2,3',
      '[1,2] → 1,2',
    ]);
  });

  it('takes years and long numbers only where the list has them', () => {
    const entries = Array.from({ length: 2020 }, (_, index) => `${index + 1}. Work ${index + 1}.`).join('\n');
    assert.deepEqual(citationsIn(`See [2019].\n\n## References\n\n${entries}\n`), ['[2019] → 2019']);
  });

  it('takes what is printed in a raw table only where the list has it', () => {
    const table = '<table>\n<tr><td>Miller [1]</td><td>[9]</td></tr>\n</table>';
    assert.deepEqual(citationsIn(`${table}${LIST}`), ['[1] → 1']);
  });

  it('takes prose in MyST directives, Quarto divs and block quotes', () => {
    const text = '```{note}\nSo [1].\n```\n\n::: {.callout}\nSo [2].\n:::\n\n> So [3].\n\nAnd `code [4]`.';
    assert.deepEqual(citationsIn(text), ['[1] → 1', '[2] → 2', '[3] → 3']);
  });

  it('knows where prose is not', () => {
    const text = 'A `b` c';
    assert.deepEqual(parseManuscript(text, 'markdown').notProse, [{ start: 2, end: 5 }]);
  });
});

describe('citations beside what is none', () => {
  it('in LaTeX', () => {
    const text =
      'See \\LaTeX{} [1], \\emph{x} [2], \\emph{y}[3], 50\\% [4], {[}5{]}, \\ldots [6], [7,~p.~8], [1--3].';
    assert.deepEqual(citationsIn(text, 'latex'), [
      '[1] → 1',
      '[2] → 2',
      '[3] → 3',
      '[4] → 4',
      '{[}5{]} → 5',
      '[6] → 6',
      '[7,~p.~8] → 7',
      '[1--3] → 1,2,3',
    ]);
  });

  it('in reStructuredText', () => {
    const text = 'See [1]_, [2]_ [3]_; also [4, 5] and\n:ref:`x`\\ [6]_.\n\n.. note:: So [7]_.\n';
    assert.deepEqual(citationsIn(text, 'restructuredtext'), [
      '[1]_ → 1',
      '[2]_ → 2',
      '[3]_ → 3',
      '[4, 5] → 4,5',
      '[6]_ → 6',
      '[7]_ → 7',
    ]);
  });

  it('in AsciiDoc', () => {
    const text = "See [1] and <<miller,[2]>> and footnote:[As in [3\\].] and *bold*[4] and ``quoted'' [5].";
    assert.deepEqual(citationsIn(text, 'asciidoc').slice(0, 2), ['[1] → 1', '[2] → 2']);
    assert.ok(citationsIn(text, 'asciidoc').includes('[5] → 5'));
  });

  it('in Typst', () => {
    const text = '= Title\n\nSee [1] and \\[2, 3\\] and #emph[cells [4] die] and https://example.org/a [5].';
    assert.deepEqual(citationsIn(text, 'typst'), ['[1] → 1', '\\[2, 3\\] → 2,3', '[4] → 4', '[5] → 5']);
  });
});
