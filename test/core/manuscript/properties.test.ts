import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type Citation,
  citationAt,
  citationBeingTypedAt,
  citationsWithin,
  clusterStyleOf,
  headingBefore,
  highestCited,
  type Manuscript,
  type MarkupLanguage,
  notProseWithin,
  parseManuscript,
  sentenceAt,
  textBetween,
  updateManuscript,
  writeCitation,
} from '../../../src/core/manuscript';

const LANGUAGES: readonly MarkupLanguage[] = [
  'markdown',
  'plaintext',
  'latex',
  'restructuredtext',
  'asciidoc',
  'typst',
];

/** Pieces of which every markup's syntax can come about, whole and broken. */
const PIECES = [
  '[', ']', '[1]', '[2, 3]', '[1–4]', '[3,,4]', '\\[', '\\]', '(', ')', '(1, 2)', '¹', '^2^', '<sup>1</sup>', '](', '](#a)', '[[', ']]',
  '1', '2019', ',', ';', '-', '–', ' ', ' ', '\n', '\n\n', '\n\n', '\r\n', '\t', '    ', '\n1. ', '\n2. ', '\n[1] ', '\n\n- ', '\n> ',
  '```', '\n```\n', '`', '``', '~~~', '$', '$$', '<!--', '-->', '<!-- @key -->', '\n---\n', '\n:::', '<pre>', '</pre>', '<div>', '<', '>',
  '# References\n', '\n## Title\n', '\n\nReferences\n==========\n', '== References\n', '= References\n', '\\section{References}\n',
  '\\begin{verbatim}', '\\end{verbatim}', '\\begin{enumerate}\n', '\\item ', '\\end{enumerate}', '\\bibitem{a} ', '\\begin{thebibliography}{9}\n',
  '\\documentclass{a}', '\\begin{document}', '\\end{document}', '\\setcounter{enumi}{4}', '\\verb|', '%', '\\\\', '\\', '{', '}', '{[}', '{]}',
  '.. [1] ', '.. code::\n\n', '::\n\n', '.. ', ']_', '#. ', '\n====\n', '----\n', '....\n', '\n////\n', '\n[source]\n', '[start=5]\n', '// @key\n', '/*', '*/',
  '#let x = ', '#emph[', '#(', '+ ', '@a', '*', '_', '|', ':', '!', '^', '\f', 'Miller A. Title. 2001. ', 'cells', 'x', '\u00a0', '😀', '\u0000',
]; // biome-ignore format: a table of pieces

const LIST = 'References\n==========\n\n1. Miller A. Title. 2001.\n2. Long B. Words. 2002.\n';

const language = fc.constantFrom(...LANGUAGES);
const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map(pieces => pieces.join(''));

/** Everything that a manuscript says, as plain data. */
function said(manuscript: Manuscript): unknown {
  const { citations, unreadable, referenceLists, headings, notProse, frontMatter, keyedCitations } =
    manuscript;
  const { text, length } = manuscript;
  return {
    text,
    length,
    citations: citations.map(inPlainData),
    unreadable,
    referenceLists,
    headings,
    notProse,
    frontMatter,
    keyedCitations,
  };
}

/** Citations are read when they are asked for their inside, so that comparing them as they are would compare nothing. */
function inPlainData(citation: Citation): Citation {
  const { range, form, members, numbers, list } = citation;
  return { range, form, members, numbers, list };
}

describe('the grammar holds for any text', () => {
  it('finds citations in order, apart from each other and with numbers where it says', () => {
    fc.assert(
      fc.property(text, language, (written, markup) => {
        const { citations, notProse, referenceLists } = parseManuscript(written, markup);
        let end = 0;
        for (const citation of citations) {
          assert.ok(citation.range.start >= end && citation.range.end <= written.length);
          end = citation.range.end;
          assert.ok(citation.members.length > 0);
          for (const member of citation.members) {
            assert.ok(member.range.start >= citation.range.start && member.range.end <= citation.range.end);
            const numbers = member.kind === 'number' ? [member.number] : [member.first, member.last];
            for (const { value, range } of numbers) {
              const digits = written
                .slice(range.start, range.end)
                .replace(/[⁰-⁹¹²³]/g, digit => String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit)));
              assert.equal(digits, String(value));
            }
          }
        }
        let last = -1;
        for (const range of notProse) {
          assert.ok(range.start >= last && range.end > range.start && range.end <= written.length);
          last = range.end;
        }
        for (const list of referenceLists) {
          let entryEnd = list.range.start;
          for (const entry of list.entries) {
            assert.ok(entry.range.start >= entryEnd && entry.range.end <= list.range.end);
            assert.ok(entry.labelRange.start >= entry.range.start && entry.textRange.end <= entry.range.end);
            assert.ok(entry.textRange.start <= entry.textRange.end);
            entryEnd = entry.range.end;
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('takes any string and any place', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        language,
        fc.nat(70),
        (written, markup, offset) => {
          const manuscript = parseManuscript(written, markup, { forms: ['round', 'superscript'] });
          said(manuscript);
          citationBeingTypedAt(manuscript, offset);
          sentenceAt(manuscript, offset);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('reads the numbers that it writes', () => {
    const numbers = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(numbers, language, fc.constantFrom(0, 2, 3), (wanted, markup, collapseFrom) => {
        const style = { ...clusterStyleOf(parseManuscript('', markup)), collapseFrom };
        const written = `Cells act ${writeCitation(wanted, style)} so.`;
        assert.deepEqual(
          parseManuscript(written, markup).citations.flatMap(citation => citation.numbers),
          wanted,
        );
      }),
      { numRuns: 100 },
    );
  });

  it('writes as the manuscript writes', () => {
    for (const [written, next] of [
      ['So [1] and [2,3-5].', '[1,2,6-8]'],
      ['So \\[1\\] and \\[2; 3\\].', '\\[1; 2; 6–8\\]'],
      ['So [1], [2] and [3], [4]–[6].', '[1], [2], [6]–[8]'],
      ['So [1–2] and [1, 2, 4].', '[1, 2, 6–8]'],
      ['So [1, 2, 3] and [4, 5, 6].', '[1, 2, 6, 7, 8]'],
    ] as const) {
      assert.equal(
        writeCitation([1, 2, 6, 7, 8], clusterStyleOf(parseManuscript(written, 'markdown'))),
        next,
      );
    }
    const footnotes = parseManuscript('So [1]_.', 'restructuredtext');
    assert.equal(writeCitation([1, 2], clusterStyleOf(footnotes)), '[1]_ [2]_');
  });
});

describe('updating a manuscript', () => {
  it('says what parsing anew says', () => {
    const edits = fc.array(fc.record({ at: fc.nat(4000), length: fc.nat(40), newText: text }), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(text, language, edits, (written, markup, changes) => {
        let manuscript = parseManuscript(written, markup);
        for (const { at, length, newText } of changes) {
          const start = at % (manuscript.text.length + 1);
          const range = { start, end: Math.min(start + length, manuscript.text.length) };
          manuscript = updateManuscript(manuscript, { range, newText });
          assert.deepEqual(said(manuscript), said(parseManuscript(manuscript.text, markup)));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('says so too in a text of many segments, asked before and between', () => {
    const paragraphs = fc.array(
      fc.tuple(text, fc.constantFrom('\n\n', '\n', '\n\n\n')).map(parts => parts.join('')),
      { minLength: 3, maxLength: 10 },
    );
    const edits = fc.array(fc.record({ at: fc.nat(), length: fc.nat(30), newText: text }), {
      minLength: 1,
      maxLength: 3,
    });
    const lists = fc.constantFrom('', LIST, `${LIST}\n# Next\n\nSo [1].\n\n${LIST}`);
    fc.assert(
      fc.property(paragraphs, language, edits, lists, (pieces, markup, changes, list) => {
        const filler = `${'Plain words that fill a line [1]. '.repeat(40)}\n\n`.repeat(14);
        const written = pieces.map(piece => `${piece}\n\n${filler}`).join('') + list;
        let manuscript = parseManuscript(written, markup);
        said(manuscript);
        for (const { at, length, newText } of changes) {
          const start = at % (manuscript.length + 1);
          const range = { start, end: Math.min(start + length, manuscript.length) };
          manuscript = updateManuscript(manuscript, { range, newText });
          highestCited(manuscript);
        }
        const anew = parseManuscript(manuscript.text, markup);
        assert.deepEqual(said(manuscript), said(anew));
        assert.deepEqual(highestCited(manuscript), highestCited(anew));
      }),
      { numRuns: 15 },
    );
  });

  it('answers at a place what it answers for the whole', () => {
    const filler = `${'Words that fill a line [1], with `code` between. '.repeat(30)}\n\n`.repeat(14);
    const written = `# One\n\n${filler}# Two\n\n${filler}${LIST}`;
    let manuscript = parseManuscript(written, 'markdown');
    manuscript = updateManuscript(manuscript, { range: { start: 9, end: 9 }, newText: 'So [2, 3].\n\n' });
    const { citations, headings, notProse, length } = manuscript;
    for (let offset = 0; offset <= length; offset += 13) {
      const end = Math.min(length, offset + 40);
      const overlaps = (range: { start: number; end: number }): boolean =>
        range.end > offset && range.start < end;
      assert.deepEqual(
        [citationAt(manuscript, offset)].flatMap(found => found ?? []).map(inPlainData),
        citations
          .filter(({ range }) => range.start <= offset && offset <= range.end)
          .slice(-1)
          .map(inPlainData),
      );
      assert.deepEqual(
        headingBefore(manuscript, offset),
        headings.filter(({ range }) => range.start <= offset).at(-1),
      );
      assert.deepEqual(notProseWithin(manuscript, { start: offset, end }), notProse.filter(overlaps));
      assert.deepEqual(
        citationsWithin(manuscript, { start: offset, end }).map(inPlainData),
        citations.filter(citation => overlaps(citation.range)).map(inPlainData),
      );
      assert.equal(textBetween(manuscript, { start: offset, end }), manuscript.text.slice(offset, end));
    }
  });

  it('leaves the manuscript before it as it was', () => {
    const before = parseManuscript('So [1].\n\n## References\n\n1. A. 2001.\n', 'markdown');
    const saidBefore = JSON.stringify(said(before));
    updateManuscript(before, { range: { start: 0, end: 0 }, newText: 'And [2]. ' });
    assert.equal(JSON.stringify(said(before)), saidBefore);
  });
});
