import assert from 'node:assert/strict';
import { bundledReview } from '../../../src/core/library';
import { linkEntry } from '../../../src/core/numbering';
import { bundledStyles, loadStyleEngine, writeEntryMarkup } from '../../../src/core/style';
import type { EntryMarkup, StyleEngine } from '../../../src/core/style/types';

const MARKUPS: readonly EntryMarkup[] = [
  'markdown',
  'plaintext',
  'latex',
  'restructuredtext',
  'asciidoc',
  'typst',
];

describe('linkEntry and the bundled styles', () => {
  let engine: StyleEngine;
  before(async () => {
    engine = await loadStyleEngine();
  });

  // The styles by author and year take citeproc seconds to set up, and no manuscript with numbers uses them.
  for (const style of bundledStyles().filter(({ title }) => !title.includes('author-date'))) {
    it(`finds every reference again as ${style.title} writes it, in every markup`, () => {
      const review = bundledReview();
      const libraries = [review];
      const entries = engine.formatEntries(
        review.references.map(({ csl }) => csl),
        style,
        'en-US',
      );
      for (const [index, entry] of entries.entries()) {
        for (const markup of MARKUPS) {
          const written = writeEntryMarkup(entry, markup);
          assert.equal(linkEntry(written, libraries)?.reference.id, review.references[index]!.id, written);
        }
      }
    });
  }

  it('leaves each unlinked in a library that has all but it', () => {
    const review = bundledReview();
    const style = bundledStyles()[0]!;
    const entries = engine.formatEntries(
      review.references.map(({ csl }) => csl),
      style,
      'en-US',
    );
    for (const [index, entry] of entries.entries()) {
      const others = { ...review, references: review.references.filter((_, other) => other !== index) };
      assert.equal(linkEntry(writeEntryMarkup(entry, 'markdown'), [others]), undefined);
    }
  });
});
