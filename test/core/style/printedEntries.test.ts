import * as assert from 'node:assert/strict';
import { bundledReview } from '../../../src/core/library/review/bundledReview';
import { createStyleEngine } from '../../../src/core/style/engine/cslEngine';
import { writeReferenceList } from '../../../src/core/style/markup/writeReferenceList';
import { DEFAULT_STYLE_ID, findStyle } from '../../../src/core/style/styles/bundledStyles';
import { PRINTED_REVIEW } from '../../support/printedReview';

describe('the style of the bundled review', () => {
  it('prints the ten entries of the review to the character', () => {
    const { references } = bundledReview();
    const entries = createStyleEngine().formatEntries(
      references.map(({ csl }) => csl),
      findStyle(DEFAULT_STYLE_ID)!,
      'en-US',
    );
    const list = writeReferenceList(
      references.map(({ number }, index) => ({ number: number!, entry: entries[index]! })),
      'markdown',
      { eol: '\n' },
    );
    assert.equal(`${list}\n`, PRINTED_REVIEW);
  });

  it('prints a question mark, a missing year and a missing page without stray punctuation', () => {
    const record = {
      id: 'a',
      type: 'article-journal',
      title: 'What now?',
      author: [{ family: 'Long', given: 'Jianping' }],
      'container-title': 'Front Immunol',
      volume: '14',
      page: '3-9',
    };
    const style = findStyle(DEFAULT_STYLE_ID)!;
    const print = (item: typeof record & { readonly [field: string]: unknown }) =>
      createStyleEngine()
        .formatEntries([item], style, 'en-US')[0]!
        .map(({ text }) => text)
        .join('');
    assert.equal(print(record), 'Jianping Long. "What now?" Front Immunol 14:3-9.');
    assert.equal(
      print({ ...record, issued: { 'date-parts': [[2023]] }, page: '' }),
      'Jianping Long. "What now?" Front Immunol 14 (2023).',
    );
  });
});
