import assert from 'node:assert/strict';
import { copyReferenceAs } from '../../../src/core/features/copyReference';
import { readLibrary } from '../../../src/core/library';
import type { StyleEngine } from '../../../src/core/style/types';
import { reviewOnly } from './setting';

const daher = reviewOnly[0]!.references[3]!;
const style = { id: 'x', title: 'X', csl: '' };
const engine: StyleEngine = {
  formatEntries: items => items.map(item => [{ text: 'About ' }, { text: item.title ?? '', italic: true }]),
  describeStyle: () => ({ numeric: true, independentEntries: true, citationLook: undefined }),
};

describe('copyReferenceAs', () => {
  it('copies the formatted entry without markup', () =>
    assert.equal(
      copyReferenceAs(daher, 'formatted', engine, style),
      'About Targeting NK Cell Exhaustion for Cancer Immunotherapy',
    ));
  it('copies CSL-JSON, with the summary as its note', () => {
    const [item] = JSON.parse(copyReferenceAs(daher, 'csl-json', engine, style));
    assert.deepEqual([item.id, item.title, item.annote], [daher.id, daher.csl.title, daher.summary]);
  });
  it('copies BibTeX', () => {
    const text = copyReferenceAs(daher, 'bibtex', engine, style);
    assert.match(text, /^@article\{\S+,\n/);
    assert.match(text, /Daher, Mitchell and Zaidan, Yasser and Liu, En-Yu/);
    assert.match(text, /\n\}$/);
  });
  it('copies RIS', () =>
    assert.match(
      copyReferenceAs(daher, 'ris', engine, style),
      /^TY {2}- JOUR\r?\n[\s\S]*AU {2}- Daher, ?Mitchell[\s\S]*\nER {2}-$/,
    ));
  it('copies what can be read again', () => {
    const again = readLibrary('copied.bib', copyReferenceAs(daher, 'bibtex', engine, style)).references[0]!;
    assert.deepEqual(
      [again.id, again.csl.title, again.csl.volume, again.csl.author?.length],
      [daher.id, daher.csl.title, daher.csl.volume, 3],
    );
  });
});
