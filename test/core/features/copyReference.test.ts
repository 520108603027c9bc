import assert from 'node:assert/strict';
import { copyReferenceAs } from '../../../src/core/features/copyReference';
import { readLibrary } from '../../../src/core/library';
import { reviewOnly } from './setting';

const daher = reviewOnly[0]!.references[3]!;
describe('copyReferenceAs', () => {
  it('copies CSL-JSON, with the summary as its note', () => {
    const [item] = JSON.parse(copyReferenceAs(daher, 'csl-json'));
    assert.deepEqual([item.id, item.title, item.annote], [daher.id, daher.csl.title, daher.summary]);
  });
  it('copies BibTeX', () => {
    const text = copyReferenceAs(daher, 'bibtex');
    assert.match(text, /^@article\{\S+,\n/);
    assert.match(text, /Daher, Mitchell and Zaidan, Yasser and Liu, En-Yu/);
    assert.match(text, /\n\}$/);
  });
  it('copies RIS', () =>
    assert.match(
      copyReferenceAs(daher, 'ris'),
      /^TY {2}- JOUR\r?\n[\s\S]*AU {2}- Daher, ?Mitchell[\s\S]*\nER {2}-$/,
    ));
  it('copies what can be read again', () => {
    const again = readLibrary('copied.bib', copyReferenceAs(daher, 'bibtex')).references[0]!;
    assert.deepEqual(
      [again.id, again.csl.title, again.csl.volume, again.csl.author?.length],
      [daher.id, daher.csl.title, daher.csl.volume, 3],
    );
  });
});
