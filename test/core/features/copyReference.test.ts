import assert from 'node:assert/strict';
import { copyReferenceAs } from '../../../src/core/features/copyReference';
import type { StyleEngine } from '../../../src/core/style/types';
import { libraryOf, reviewOnly } from './setting';

const daher = reviewOnly[0]!.references[3]!;
const style = { id: 'x', title: 'X', csl: '' };
const engine: StyleEngine = {
  formatEntries: items => items.map(item => [{ text: 'About ' }, { text: item.title ?? '', italic: true }]),
};

describe('copyReferenceAs', () => {
  it('copies the formatted entry without markup', () =>
    assert.equal(
      copyReferenceAs(daher, 'formatted', engine, style),
      'About Targeting NK Cell Exhaustion for Cancer Immunotherapy',
    ));
  it('copies CSL-JSON', () =>
    assert.deepEqual(JSON.parse(copyReferenceAs(daher, 'csl-json', engine, style)), [daher.csl]));
  it('copies BibTeX', () => {
    const text = copyReferenceAs(daher, 'bibtex', engine, style);
    assert.match(
      text,
      /^@article\{[^\s,]+,\n {2}author = \{Daher, Mitchell and Zaidan, Yasser and Liu, En-Yu\},\n/,
    );
    assert.match(text, /\n {2}title = \{\{Targeting NK Cell Exhaustion for Cancer Immunotherapy\}\},\n/);
    assert.match(text, /\n {2}year = \{2023\},\n {2}volume = \{14\},\n[\s\S]*\n\}$/);
  });
  it('copies RIS', () => {
    const text = copyReferenceAs(daher, 'ris', engine, style);
    assert.match(
      text,
      /^TY {2}- JOUR\nAU {2}- Daher, Mitchell\n[\s\S]*\nPY {2}- 2023\nVL {2}- 14\n[\s\S]*\nER {2}- $/,
    );
  });
  it('escapes what a record says', () => {
    const reference = libraryOf({ id: 'odd', title: '50 % of R&D} costs', page: '1–9', type: 'report' })
      .references[0]!;
    assert.equal(
      copyReferenceAs(reference, 'bibtex', engine, style),
      '@techreport{odd,\n  title = {50 \\% of R\\&D costs},\n  pages = {1--9},\n}',
    );
  });
});
