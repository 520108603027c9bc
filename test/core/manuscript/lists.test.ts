import assert from 'node:assert/strict';
import { isReferencesTitle, parseManuscript } from '../../../src/core/manuscript';
import { citationsIn, listsIn } from './found';

const TWO = ['1 Miller A. One. 2001.', '2 Long B. Two. 2002.'];

describe('the reference list', () => {
  describe('in Markdown', () => {
    const shapes: readonly (readonly [what: string, list: string])[] = [
      ['1.', '1. Miller A. One. 2001.\n2. Long B. Two. 2002.\n'],
      ['1)', '1) Miller A. One. 2001.\n2) Long B. Two. 2002.\n'],
      ['1. each', '1. Miller A. One. 2001.\n1. Long B. Two. 2002.\n'],
      ['blank lines between', '1. Miller A. One. 2001.\n\n\n\n2. Long B. Two. 2002.\n'],
      ['hanging lines', '1. Miller A.\n   One. 2001.\n2. Long B.\nTwo. 2002.\n'],
      ['[1]', '[1] Miller A. One. 2001.\n[2] Long B. Two. 2002.\n'],
      ['[1] in paragraphs', '[1] Miller A. One. 2001.\n\n[2] Long B. Two. 2002.\n'],
      ['\\[1\\]', '\\[1\\] Miller A. One. 2001.\n\n\\[2\\] Long B. Two. 2002.\n'],
      ['- [1]', '- [1] Miller A. One. 2001.\n- [2] Long B. Two. 2002.\n'],
      ['* [1]', '* [1] Miller A. One. 2001.\n* [2] Long B. Two. 2002.\n'],
      ['[1]:', '[1]: Miller A. One. 2001.\n[2]: Long B. Two. 2002.\n'],
      ['[1].', '[1]. Miller A. One. 2001.\n\n[2]. Long B. Two. 2002.\n'],
      ['1\\.', '1\\. Miller A. One. 2001.\n\n2\\. Long B. Two. 2002.\n'],
      ['**1.**', '**1.** Miller A. One. 2001.\n\n**2.** Long B. Two. 2002.\n'],
      ['anchors', '<a id="r1"></a>[1] Miller A. One. 2001.\n\n<a id="r2"></a>[2] Long B. Two. 2002.\n'],
      [
        'anchors behind bullets',
        '- <a id="r1"></a>[1] Miller A. One. 2001.\n- <a id="r2"></a>[2] Long B. Two. 2002.\n',
      ],
      [
        'named anchors before digits',
        '<a name="r1"></a>1. Miller A. One. 2001.\n<a name="r2"></a>2. Long B. Two. 2002.\n',
      ],
      ['superscripts', '<sup>1</sup> Miller A. One. 2001.\n\n<sup>2</sup> Long B. Two. 2002.\n'],
      ['(1)', '(1) Miller A. One. 2001.\n\n(2) Long B. Two. 2002.\n'],
      ['old Macintosh line ends', '1. Miller A. One. 2001.\r2. Long B. Two. 2002.\r'],
      ['Windows line ends', '1. Miller A. One. 2001.\r\n2. Long B. Two. 2002.\r\n'],
    ];
    for (const [what, list] of shapes) {
      it(what, () => assert.deepEqual(listsIn(`So [1, 2].\n\n## References\n\n${list}`), [TWO]));
    }

    for (const title of ['References', 'References:', '**References**', '**References:**', '__Literatur__']) {
      it(`under the line ${title}`, () => {
        assert.deepEqual(listsIn(`So [1].\n\n${title}\n\n1. Miller A. One. J Test. 2001.\n`), [
          ['1 Miller A. One. J Test. 2001.'],
        ]);
      });
    }

    it('not under a line that no references follow', () => {
      assert.deepEqual(listsIn('Contents\n\nReferences\n\n1. Wash.\n2. Dry.\n\nSources\n\nNone.\n'), []);
      assert.deepEqual(listsIn('**References**\n\nNone yet.\n'), [[]]);
    });

    it('numbers as CommonMark prints', () => {
      const text = '## References\n\n3. A\n3. B\n9. C\n\n<!-- -->\n\n7. D\n1) E\n';
      assert.deepEqual(listsIn(text), [['3 A', '4 B', '5 C', '7 D', '1 E']]);
    });

    it('reads the key and the mark of the style from comments', () => {
      const text =
        '# References\n\n<!-- numbered-citations style: ieee -->\n\n1. A. 2001. <!-- @miller2001 -->\n2. B. 2002.\n   <!-- @long:2002/x -->\n';
      assert.deepEqual(listsIn(text), [['1 A. 2001. @miller2001', '2 B. 2002. @long:2002/x']]);
      assert.equal(parseManuscript(text, 'markdown').referenceLists[0]?.styleMark?.style, 'ieee');
    });

    it('gives the ranges of heading, entry, label and number', () => {
      const text = 'A [1].\n\n## References ##\n\n1. Miller.\n   More.\n\nAfter.\n';
      const [list] = parseManuscript(text, 'markdown').referenceLists;
      const written = (range: { start: number; end: number } | undefined): string | undefined =>
        range && text.slice(range.start, range.end);
      assert.equal(list?.heading?.title, 'References');
      assert.equal(written(list?.heading?.range), '## References ##');
      assert.equal(written(list?.range), '## References ##\n\n1. Miller.\n   More.');
      const entry = list?.entries[0];
      assert.equal(written(entry?.range), '1. Miller.\n   More.');
      assert.equal(written(entry?.labelRange), '1. ');
      assert.equal(written(entry?.writtenNumber?.range), '1');
      assert.deepEqual(list?.scope, { start: 0, end: text.length });
    });

    it('stands under a setext heading, too', () => {
      const text = 'References\n==========\n\n1. A. 2001.\n';
      const [list] = parseManuscript(text, 'markdown').referenceLists;
      assert.equal(
        text.slice(list?.heading?.range.start, list?.heading?.range.end),
        'References\n==========',
      );
      assert.equal(list?.heading?.level, 1);
    });

    it('is found without a heading where it looks like references', () => {
      const list = '[1] Miller A. One. 2001.\n\n[2] Long B. Two. 2002.\n';
      assert.deepEqual(listsIn(`So [1].\n\n${list}`), [TWO]);
      assert.deepEqual(listsIn('So [1].\n\n1. Wash the cells.\n2. Count them.\n3. Wait.\n'), []);
    });

    it('is empty where a heading has no entries', () => {
      assert.deepEqual(listsIn('So [1].\n\n## References\n'), [[]]);
    });

    it('cites nothing by its own labels', () => {
      assert.deepEqual(
        citationsIn('So [1].\n\n## References\n\n[1] Miller, see [2]. 2001.\n\n[2] Long [Internet] [60].\n'),
        ['[1] → 1', '[2] → 2'],
      );
    });
  });

  it('in plain text, over lines and pages', () => {
    const text =
      'So [1].\n\nREFERENCES\n\n 1. Miller A. One.\n    Journal. 2001.\n 2. Long B.\n\f    Two. 2002.\n\n10. Last C. Ten. 2003.\n';
    assert.deepEqual(listsIn(text, 'plaintext'), [
      ['1 Miller A. One. Journal. 2001.', '2 Long B. Two. 2002.', '10 Last C. Ten. 2003.'],
    ]);
  });

  it('in plain text, where a page repeats a number without a blank line', () => {
    const text =
      'So [1].\n\nREFERENCES\n\n[1] Miller A. One. 2001.\n[2] Long B. Two.\n\f[2] Long B. Two. 2002.\n[3] Wu C.\n3. 2003.\n';
    assert.deepEqual(listsIn(text, 'plaintext'), [
      ['1 Miller A. One. 2001.', '2 Long B. Two.', '2 Long B. Two. 2002.', '3 Wu C. 3. 2003.'],
    ]);
  });

  it('in lines that end as on the first Macintosh, in every place where it was', () => {
    const text = 'So [1].\r\r// @x\r= References\r\r+ Miller A. 2001.\r+ Long B. 2002.\r';
    const [list] = parseManuscript(text, 'typst').referenceLists;
    assert.deepEqual(
      list?.entries.map(({ range }) => text.slice(range.start, range.end)),
      ['+ Miller A. 2001.', '+ Long B. 2002.'],
    );
    assert.equal(parseManuscript(text, 'typst').text, text);
  });

  it('in LaTeX', () => {
    assert.deepEqual(
      listsIn(
        'So [1].\n\\begin{thebibliography}{9}\n\\bibitem{a} Miller A. One. 2001.\n\n\\bibitem[7]{b}\nLong B.\nTwo. 2002.\n\\end{thebibliography}\n',
        'latex',
      ),
      [['1 Miller A. One. 2001. @a', '7 Long B. Two. 2002. @b']],
    );
    assert.deepEqual(
      listsIn(
        '\\section*{References}\n\\begin{enumerate}\n\\item Miller A. One. 2001. % @a\n\\setcounter{enumi}{4}\n\\item Long B. Two.\n\\item[9.] Nine.\n\\end{enumerate}\n',
        'latex',
      ),
      [['1 Miller A. One. 2001. @a', '5 Long B. Two.', '9 Nine.']],
    );
    assert.deepEqual(listsIn('\\section{References}\n\n[1] A. 2001.\n\n[2] B. 2002.\n', 'latex'), [
      ['1 A. 2001.', '2 B. 2002.'],
    ]);
  });

  it('in reStructuredText', () => {
    assert.deepEqual(
      listsIn(
        'So [1]_.\n\n.. [1] Miller A.\n   One. 2001.\n\n   .. @a\n\n.. [2] Long B. Two. 2002.\n',
        'restructuredtext',
      ),
      [['1 Miller A. One. 2001. @a', '2 Long B. Two. 2002.']],
    );
    assert.deepEqual(
      listsIn('References\n==========\n\n#. A. 2001.\n#. B. 2002.\n\n5. C. 2003.\n', 'restructuredtext'),
      [['1 A. 2001.', '2 B. 2002.', '5 C. 2003.']],
    );
  });

  it('in AsciiDoc', () => {
    assert.deepEqual(
      listsIn(
        '== References\n\n. A. 2001.\n// @a\n. B. 2002.\n\n//-\n\n[start=5]\n5. C. 2003.\n6. D. 2004.\n',
        'asciidoc',
      ),
      [['1 A. 2001. @a', '2 B. 2002.', '5 C. 2003.', '6 D. 2004.']],
    );
    assert.deepEqual(
      listsIn(
        '[bibliography]\n== References\n\n* [[[miller,1]]] Miller A. 2001.\n* [[[long,2]]] Long B. 2002.\n',
        'asciidoc',
      ),
      [['1 Miller A. 2001. @miller', '2 Long B. 2002. @long']],
    );
    assert.deepEqual(
      listsIn('== References\n++++\n<p>\n<span id="a">[1]</span> Miller A. 2001.\n</p>\n++++\n', 'asciidoc'),
      [['1 Miller A. 2001.']],
    );
  });

  it('in Typst', () => {
    assert.deepEqual(
      listsIn('= References\n\n+ A. 2001. // @a\n+ B. 2002.\n\n5. C. 2003.\n+ D. 2004.\n', 'typst'),
      [['1 A. 2001. @a', '2 B. 2002.', '5 C. 2003.', '6 D. 2004.']],
    );
    assert.deepEqual(listsIn('= References\n\n\\[1\\] A. 2001.\n\n\\[2\\] B. 2002.\n', 'typst'), [
      ['1 A. 2001.', '2 B. 2002.'],
    ]);
  });

  it('knows the usual headings of six languages', () => {
    for (const title of [
      'References',
      '7. References',
      'VII. REFERENCES',
      'References:',
      '**References**',
      'Reference list',
      'Works cited',
      'Literature Cited',
      'Bibliography',
      'References and Notes',
      'Literatur',
      'Literaturverzeichnis',
      'Quellenverzeichnis',
      'Références',
      'Références bibliographiques',
      'Bibliographie',
      'Referencias',
      'Referencias bibliográficas',
      'Bibliografía',
      'Riferimenti bibliografici',
      'Bibliografia',
      'Referências',
      'Referências bibliográficas',
    ]) {
      assert.ok(isReferencesTitle(title), title);
    }
    for (const title of [
      'Reference genomes',
      'Methods',
      'Cross-references',
      'Literature review',
      'Sourcesx',
    ]) {
      assert.ok(!isReferencesTitle(title), title);
    }
  });

  describe('of chapters', () => {
    const chapters =
      '# One\n\nSo [1].\n\n## References\n\n1. A. 2001.\n\n# Two\n\nSo [1].\n\n## References\n\n1. B. 2002.\n\nEnd [1].\n';

    it('each number their own citations', () => {
      const { citations, referenceLists } = parseManuscript(chapters, 'markdown');
      assert.deepEqual(
        citations.map(citation => citation.list),
        [0, 1, 1],
      );
      const [first, second] = referenceLists;
      assert.equal(first?.scope.end, second?.scope.start);
    });

    it('share one scope where they number on', () => {
      const text =
        'So [1] and [2].\n\n## References\n\n1. A. 2001.\n\n## Further references\n\n2. B. 2002.\n';
      const { citations, referenceLists } = parseManuscript(
        text.replace('Further', 'Additional'),
        'markdown',
      );
      assert.deepEqual(
        citations.map(citation => citation.list),
        [0, 1],
      );
      assert.deepEqual(referenceLists[0]?.scope, referenceLists[1]?.scope);
    });

    it('leave their citations to the list with entries where another is empty', () => {
      const text = 'So [1].\n\n## References\n\n1. A. 2001.\n\n# References\n';
      const { citations, referenceLists } = parseManuscript(text, 'markdown');
      assert.equal(referenceLists.length, 2);
      assert.equal(citations[0]?.list, 0);
    });
  });
});
