import assert from 'node:assert/strict';
import {
  citationAt,
  entryAt,
  headingBefore,
  isProse,
  markupLanguageOf,
  markupLanguageOfFileName,
  memberAt,
  parseManuscript,
  plainWords,
  precedingSentence,
  sentenceAt,
} from '../../../src/core/manuscript';
import { parseFixture } from '../../support/fixture';

const TEXT = '# Title\n\nSo [1, 4–6][2] it is.\n\n## References\n\n1. Miller.\n2. Long.\n';
const MANUSCRIPT = parseManuscript(TEXT, 'markdown');

describe('asking a manuscript', () => {
  it('finds the citation at a place, its ends included', () => {
    const written = (offset: number): string | undefined => {
      const citation = citationAt(MANUSCRIPT, offset);
      return citation && TEXT.slice(citation.range.start, citation.range.end);
    };
    const start = TEXT.indexOf('[1');
    assert.equal(written(start - 1), undefined);
    assert.equal(written(start), '[1, 4–6]');
    assert.equal(written(start + 8), '[2]');
    assert.equal(written(start + 11), '[2]');
    assert.equal(written(start + 12), undefined);
  });

  it('finds the member at a place, or the nearest', () => {
    const citation = citationAt(MANUSCRIPT, TEXT.indexOf('[1'))!;
    assert.equal(memberAt(citation, citation.range.start), citation.members[0]);
    assert.equal(memberAt(citation, TEXT.indexOf('6')), citation.members[1]);
  });

  it('finds the entry at a place', () => {
    assert.equal(entryAt(MANUSCRIPT, TEXT.indexOf('Long'))?.entry.number, 2);
    assert.equal(entryAt(MANUSCRIPT, TEXT.indexOf('Miller'))?.listIndex, 0);
    assert.equal(entryAt(MANUSCRIPT, 3), undefined);
  });

  it('finds the heading over a place', () => {
    assert.equal(headingBefore(MANUSCRIPT, TEXT.indexOf('it is'))?.title, 'Title');
    assert.equal(headingBefore(MANUSCRIPT, TEXT.length)?.title, 'References');
    assert.equal(headingBefore(parseManuscript('Text', 'markdown'), 2), undefined);
  });

  it('knows prose', () => {
    const manuscript = parseManuscript('A `b` c', 'markdown');
    assert.deepEqual(
      [0, 3, 4, 6].map(offset => isProse(manuscript, offset)),
      [true, false, false, true],
    );
  });

  it('knows the markup of languages and files', () => {
    assert.equal(markupLanguageOf('quarto'), 'markdown');
    assert.equal(markupLanguageOf('Rmd'), 'markdown');
    assert.equal(markupLanguageOf('tex'), 'latex');
    assert.equal(markupLanguageOf('python'), undefined);
    assert.equal(markupLanguageOf('constructor'), undefined);
    assert.equal(markupLanguageOfFileName('/a/b.c/Paper.RST'), 'restructuredtext');
    assert.equal(markupLanguageOfFileName('paper.typ'), 'typst');
    assert.equal(markupLanguageOfFileName('md'), undefined);
    assert.equal(markupLanguageOfFileName('paper.pdf'), undefined);
  });
});

describe('sentences', () => {
  const text =
    'Long et al. showed it in Fig. 2 [1]. Cells, e.g. T cells, die.[2] Do they? Yes!\n\nNext paragraph (i.e. this one).';
  const manuscript = parseManuscript(text, 'markdown');
  const at = (word: string): string => {
    const { start, end } = sentenceAt(manuscript, text.indexOf(word));
    return text.slice(start, end);
  };

  it('end at full stops that end sentences', () => {
    assert.equal(at('showed'), 'Long et al. showed it in Fig. 2 [1].');
    assert.equal(at('T cells'), 'Cells, e.g. T cells, die.[2]');
    assert.equal(at('they'), 'Do they?');
    assert.equal(at('Next'), 'Next paragraph (i.e. this one).');
  });

  it('know the one before in the paragraph', () => {
    const before = precedingSentence(manuscript, text.indexOf('they'));
    assert.equal(text.slice(before?.start, before?.end), 'Cells, e.g. T cells, die.[2]');
    assert.equal(precedingSentence(manuscript, 3), undefined);
    assert.equal(precedingSentence(manuscript, text.length), undefined);
  });

  it('keep to a row of a table', () => {
    const table = '| effect | source |\n|---|---|\n| fewer cases | [1] |\n| more doses | [2] |\n';
    const { start, end } = sentenceAt(parseManuscript(table, 'markdown'), table.indexOf('[1]'));
    assert.equal(table.slice(start, end), '| fewer cases | [1] |');
  });

  it('are empty in an empty text', () => {
    assert.deepEqual(sentenceAt(parseManuscript('', 'markdown'), 0), { start: 0, end: 0 });
  });

  it('lose citations and markup as plain words', () => {
    const marked = parseManuscript('The *NK cells* [1, 2] kill `x` [the](https://a.org) tumour.', 'markdown');
    assert.equal(plainWords(marked, { start: 0, end: marked.text.length }), 'The NK cells kill the tumour.');
    const latex = parseManuscript('The \\emph{NK} cells~[1] kill $x$.', 'latex');
    assert.equal(plainWords(latex, { start: 0, end: latex.text.length }), 'The NK cells kill .');
  });
});

describe('the fixture', () => {
  it('reads cursors and ranges from the lines below', () => {
    assert.deepEqual(parseFixture('one two\n    ^^^\nthree\n  |'), {
      text: 'one two\nthree',
      cursors: [10],
      ranges: [{ start: 4, end: 7 }],
    });
  });
});
