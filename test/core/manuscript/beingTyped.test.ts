import assert from 'node:assert/strict';
import { citationBeingTypedAt, type MarkupLanguage, parseManuscript } from '../../../src/core/manuscript';
import { parseFixture } from '../../support/fixture';

/** What is being typed at the cursor of an annotated text, its ranges as written. */
function typedAt(annotated: string, language: MarkupLanguage = 'markdown'): unknown {
  const { text, cursors } = parseFixture(annotated);
  const typed = citationBeingTypedAt(parseManuscript(text, language), cursors[0]!);
  if (typed === undefined) return undefined;
  const { range, numbers, closed, sentence } = typed;
  return {
    range: text.slice(range.start, range.end),
    typed: text.slice(typed.typed.start, typed.typed.end),
    numbers,
    closed,
    sentence,
  };
}

describe('the citation being typed', () => {
  it('is empty behind an opening bracket', () => {
    assert.deepEqual(typedAt('First. Cells *kill* [\n                     |'), {
      range: '[',
      typed: '',
      numbers: [],
      closed: false,
      sentence: 'Cells kill',
    });
  });

  it('knows that the editor has closed the bracket', () => {
    assert.deepEqual(typedAt('Cells kill [] so.\n            |'), {
      range: '[]',
      typed: '',
      numbers: [],
      closed: true,
      sentence: 'Cells kill',
    });
  });

  it('gives the member under the cursor and the numbers of the others', () => {
    const expected = { range: '[1, ex]', typed: 'ex', numbers: [1], closed: true, sentence: 'Cells kill' };
    assert.deepEqual(typedAt('Cells kill [1, ex] so.\n                 |'), expected);
    assert.deepEqual(typedAt('Cells kill [1, ] so.\n               |'), {
      ...expected,
      range: '[1, ]',
      typed: '',
    });
    assert.deepEqual(typedAt('Cells kill [1, 4; 7] so.\n               |'), {
      ...expected,
      range: '[1, 4; 7]',
      typed: '4',
      numbers: [1, 7],
    });
  });

  it('takes what stands behind a dash as the member', () => {
    assert.deepEqual(typedAt('Cells kill [1-] so.\n              |'), {
      range: '[1-]',
      typed: '',
      numbers: [1],
      closed: true,
      sentence: 'Cells kill',
    });
  });

  it('finds the words of a search', () => {
    assert.deepEqual(typedAt('Cells kill [long exhaus\n                       |'), {
      range: '[long exhaus',
      typed: 'long exhaus',
      numbers: [],
      closed: false,
      sentence: 'Cells kill',
    });
  });

  const nothing: readonly (readonly [what: string, annotated: string, language?: MarkupLanguage])[] = [
    ['behind a closed citation', 'So [1] it\n         |'],
    ['in code', 'So `x[1]` it\n      |'],
    ['in a fence', '```\nx[\n  |\n```'],
    ['in math', 'So $x_[1]$ it\n        |'],
    ['in a link', 'So [a](https://example.org) it\n     |'],
    ["in a link's target", 'So [a](https://example.org/[1]) it\n                             |'],
    ['in a footnote', 'So [^1] it\n      |'],
    ['in a checkbox', '- [ ] it\n   |'],
    ['in a Pandoc citation', 'So [@a] it\n      |'],
    ['in an image', 'So ![a] it\n      |'],
    ['in a wiki link', 'So [[a]] it\n      |'],
    ['in a comment', 'So <!-- [1] --> it\n         |'],
    ['in front matter', '---\na: [1]\n     |\n---\n\nText'],
    ['in an index', 'The value x[1] it\n             |'],
    ['in a link definition', '[a]: https://example.org\n  |'],
    ['in a LaTeX option', 'So \\item[1] it\n          |', 'latex'],
    ['in LaTeX math', 'So \\[1 it\n       |', 'latex'],
    ['in Typst content', 'So #emph[a] it\n          |', 'typst'],
    ['in an AsciiDoc macro', 'So link:a[b] it\n            |', 'asciidoc'],
    ['in AsciiDoc attributes', '[so]\n  |\nText', 'asciidoc'],
  ];
  for (const [what, annotated, language] of nothing) {
    it(`is nothing ${what}`, () => assert.equal(typedAt(annotated, language), undefined));
  }

  it('is there in every markup', () => {
    for (const language of ['plaintext', 'latex', 'restructuredtext', 'asciidoc', 'typst'] as const) {
      assert.ok(typedAt('Cells kill [1, e\n                |', language), language);
    }
  });
});
