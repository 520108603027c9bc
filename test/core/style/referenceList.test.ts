import * as assert from 'node:assert/strict';
import { parseManuscript } from '../../../src/core/manuscript';
import {
  defaultListForm,
  type ListForm,
  writeFollowingEntry,
  writeInvisible,
  writeReferenceList,
} from '../../../src/core/style/markup/writeReferenceList';
import type { EntryMarkup } from '../../../src/core/style/types';

const GAPS = [1, 2, 5, 3];
const LF = { eol: '\n' };

function numbered(numbers: readonly number[], key?: string) {
  return numbers.map(number => ({
    number,
    key: key === undefined ? undefined : `${key}${number}`,
    entry: [
      { text: 'Long J. Title 2023. ' },
      { text: 'Front Immunol', italic: true },
      { text: ` ${number}.` },
    ],
  }));
}

function list(markup: EntryMarkup, form?: ListForm, key?: string): string {
  return writeReferenceList(numbered(GAPS, key), markup, { eol: '\n', form });
}

describe('writing a reference list', () => {
  it('keeps numbers with gaps in Markdown by parting the list', () => {
    assert.equal(
      list('markdown'),
      [
        '1. Long J. Title 2023. *Front Immunol* 1.',
        '2. Long J. Title 2023. *Front Immunol* 2.',
        '',
        '<!-- -->',
        '',
        '5. Long J. Title 2023. *Front Immunol* 5.',
        '',
        '<!-- -->',
        '',
        '3. Long J. Title 2023. *Front Immunol* 3.',
      ].join('\n'),
    );
  });

  it('sets the counter in LaTeX', () => {
    assert.equal(
      list('latex'),
      [
        '\\begin{enumerate}',
        '\\item Long J. Title 2023. \\emph{Front Immunol} 1.',
        '\\item Long J. Title 2023. \\emph{Front Immunol} 2.',
        '\\setcounter{enumi}{4}',
        '\\item Long J. Title 2023. \\emph{Front Immunol} 5.',
        '\\setcounter{enumi}{2}',
        '\\item Long J. Title 2023. \\emph{Front Immunol} 3.',
        '\\end{enumerate}',
      ].join('\n'),
    );
    assert.match(
      list('latex', 'bibitem', 'long'),
      /^\\begin\{thebibliography\}\{9\}\n\\bibitem\{long1\} Long/,
    );
    assert.match(list('latex', 'bibitem'), /\\setcounter\{enumiv\}\{4\}\n\\bibitem\{reference-5\} /);
  });

  it('starts lists anew in AsciiDoc and reStructuredText, and numbers in Typst', () => {
    const asciidoc = list('asciidoc').split('\n');
    assert.deepEqual(asciidoc.slice(1, 7), [
      '2. Long J. Title 2023. _Front Immunol_ 2.',
      '',
      '//-',
      '',
      '[start=5]',
      '5. Long J. Title 2023. _Front Immunol_ 5.',
    ]);
    assert.match(list('restructuredtext'), /2\. .*2\.\n\n5\. .*5\.\n\n3\. /);
    assert.match(list('typst'), /2\. .*2\.\n5\. .*5\.\n3\. /);
  });

  it('writes keys where readers do not see them', () => {
    assert.match(list('markdown', undefined, 'k'), /^1\. .*1\. <!-- @k1 =[0-9a-z]{1,7} -->\n2\. /);
    assert.match(list('latex', undefined, 'k'), /1\. % @k1 =[0-9a-z]{1,7}\n\\item/);
    assert.match(list('typst', undefined, 'k'), /1\. \/\/ @k1 =[0-9a-z]{1,7}\n2\. /);
    assert.match(list('asciidoc', undefined, 'k'), /1\.\n\/\/ @k1 =[0-9a-z]{1,7}\n2\. /);
    assert.match(list('restructuredtext', undefined, 'k'), /1\.\n\n {3}\.\. @k1 =[0-9a-z]{1,7}\n\n2\. /);
    assert.doesNotMatch(list('plaintext', undefined, 'k'), /@/);
  });

  it('leaves keys out that could end the comment around them', () => {
    for (const key of ['a-->b', 'a b', 'a\nb', '']) {
      const [entry] = numbered([1]);
      const written = writeReferenceList([{ ...entry!, key }], 'markdown', LF);
      assert.equal(written, '1. Long J. Title 2023. *Front Immunol* 1.');
    }
  });

  it('takes the line ends of the manuscript and writes nothing for no entries', () => {
    const written = writeReferenceList(numbered(GAPS), 'markdown', { eol: '\r\n' });
    assert.equal(written.replaceAll('\r\n', '\n'), list('markdown'));
    assert.doesNotMatch(written, /[^\r]\n/);
    assert.equal(writeReferenceList([], 'latex', LF), '');
  });

  it('writes an entry behind the last one as the whole list would', () => {
    for (const markup of ['markdown', 'plaintext', 'asciidoc', 'typst'] as const) {
      for (const [first, second] of [
        [1, 2],
        [2, 5],
      ] as const) {
        const [before, behind] = numbered([first, second]);
        assert.equal(
          writeReferenceList([before!], markup, LF) + writeFollowingEntry(first, behind!, markup, LF),
          writeReferenceList([before!, behind!], markup, LF),
          markup,
        );
      }
    }
    assert.match(writeFollowingEntry(1, numbered([2])[0]!, 'restructuredtext', LF), /^\n\n2\. Long/);
    assert.equal(
      writeFollowingEntry(2, numbered([5])[0]!, 'latex', LF),
      '\n\\setcounter{enumi}{4}\n\\item Long J. Title 2023. \\emph{Front Immunol} 5.',
    );
  });

  it('keeps a comment closed', () => {
    assert.equal(writeInvisible('style: a-->\n<b>', 'markdown'), '<!-- style: a- b -->');
    assert.equal(writeInvisible('style: a\n\\end{document}', 'latex'), '% style: a \\end{document}');
    assert.equal(writeInvisible('x', 'plaintext'), undefined);
  });
});

const HEADINGS: { readonly [markup in EntryMarkup]: string } = {
  markdown: '# References',
  plaintext: 'References',
  latex: '\\section*{References}',
  restructuredtext: 'References\n==========',
  asciidoc: '== References',
  typst: '= References',
};
const FORMS: { readonly [markup in EntryMarkup]: readonly ListForm[] } = {
  markdown: ['period', 'parenthesis', 'brackets', 'bulletBrackets'],
  plaintext: ['period', 'parenthesis', 'brackets', 'bulletBrackets'],
  latex: ['counter', 'bibitem', 'brackets'],
  restructuredtext: ['period', 'parenthesis', 'brackets', 'directive'],
  asciidoc: ['period', 'brackets', 'bulletBrackets'],
  typst: ['period', 'brackets', 'bulletBrackets'],
};

const ASCENDING = [1, 2, 5, 9];

describe('reading back a list that was written', () => {
  for (const [markup, forms] of Object.entries(FORMS) as [EntryMarkup, readonly ListForm[]][]) {
    it(`gives numbers, words and keys back in ${markup}`, () => {
      assert.ok(forms.includes(defaultListForm(markup)));
      for (const form of forms) {
        for (const key of [undefined, 'long2023']) {
          const text = `Cells [1, 2] and more [5].\n\n${HEADINGS[markup]}\n\n${writeReferenceList(numbered(ASCENDING, key), markup, { eol: '\n', form })}\n`;
          const { referenceLists } = parseManuscript(text, markup);
          const where = `${markup} ${form} ${key}`;
          assert.equal(referenceLists.length, 1, where);
          const { entries } = referenceLists[0]!;
          assert.deepEqual(
            entries.map(({ number }) => number),
            ASCENDING,
            where,
          );
          for (const [index, { textRange }] of entries.entries()) {
            const words = text.slice(textRange.start, textRange.end);
            assert.match(
              words,
              new RegExp(`^Long J\\. .*Front Immunol\\D* ${ASCENDING[index]}\\.$`, 's'),
              where,
            );
          }
          if (key !== undefined && markup !== 'plaintext') {
            assert.deepEqual(
              entries.map(entry => entry.key?.value),
              ASCENDING.map(number => key + number),
              where,
            );
          }
        }
      }
    });
  }
});
