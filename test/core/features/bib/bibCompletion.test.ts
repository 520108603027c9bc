import assert from 'node:assert/strict';
import { type BibCompletions, completeBibtex } from '../../../../src/core/features/bibCompletion';
import { readLibrary } from '../../../../src/core/library/formats';
import { readBibtexDocument } from '../../../../src/core/library/formats/bibtex/bibtexDocument';
import type { Library } from '../../../../src/core/library/types';
import { applyEdits } from '../../../../src/core/text/textEdit';

/** The offers at `|`. */
function at(marked: string, libraries: readonly Library[] = []): BibCompletions | undefined {
  const offset = marked.indexOf('|');
  return completeBibtex(readBibtexDocument(marked.replace('|', '')), offset, { libraries });
}

const labels = (found: BibCompletions | undefined): readonly string[] =>
  (found?.items ?? []).map(({ label }) => label);

/** The text after taking the offer `label`. */
function taken(marked: string, label: string, libraries: readonly Library[] = []): string {
  const found = at(marked, libraries)!;
  const item = found.items.find(candidate => candidate.label === label);
  assert.ok(item, `${label} is not among ${labels(found).slice(0, 20)}`);
  return applyEdits(marked.replace('|', ''), [{ range: found.range, newText: item.insertText }]);
}

describe('completion in a .bib text', () => {
  it('offers entry types behind @, with the fields that they need', () => {
    assert.equal(
      taken('@art|', 'article'),
      '@article{$1,\n\tauthor = {$2},\n\ttitle = {$3},\n\tjournal = {$4},\n\tyear = {$5},\n}',
    );
    assert.equal(taken('@|misc{a, note = {x}}', 'booklet'), '@booklet{a, note = {x}}');
    assert.ok(!labels(at('@|')).includes('thesis'));
    assert.ok(
      labels(at('@|\n@online{a, date = {2020}}')).includes('thesis'),
      'types of BibLaTeX in its files',
    );
  });

  it('offers the fields that a record does not have, those that it needs first', () => {
    const found = at('@article{a,\n  author = {X},\n  t|\n}');
    assert.deepEqual(labels(found).slice(0, 3), ['title', 'journal', 'year']);
    assert.ok(!labels(found).includes('author'));
    assert.equal(
      taken('@article{a,\n  author = {X},\n  t|\n}', 'title'),
      '@article{a,\n  author = {X},\n  title = {$1},\n}',
    );
    assert.equal(taken('@article{a,\n  tit| = {X}\n}', 'title'), '@article{a,\n  title = {X}\n}');
    assert.equal(at('@article{a|,\n}'), undefined);
    assert.equal(at('@article{a, title = {We t|}}'), undefined);
    assert.equal(at('text | between'), undefined);
  });

  it('offers months without braces', () => {
    assert.equal(taken('@article{a, month = |,}', 'may'), '@article{a, month = may,}');
    assert.equal(taken('@article{a,\n  month = {|},\n}', 'may'), '@article{a,\n  month = may,\n}');
    assert.equal(taken('@article{a,\n  month = m|\n}', 'mar'), '@article{a,\n  month = mar\n}');
  });

  it('offers journals, names and keywords of the text and of libraries, the most used first', () => {
    const text = (field: string): string =>
      `@article{a, journal = {Cell}, author = {Long, J and Okafor, N}, keywords = {NK; cold}}
@article{b, journal = {Nature Cells}, author = {Long, J}}
@article{c, journal = {Nature Cells}}
@article{d,
  ${field}
}`;
    assert.deepEqual(labels(at(text('journal = {|},'))), ['Nature Cells', 'Cell']);
    assert.deepEqual(labels(at(text('journal = {c|},'))), ['Cell', 'Nature Cells']);
    assert.ok(taken(text('journal = |'), 'Cell').includes('journal = {Cell}'));
    assert.ok(taken(text('author = {Rossi, M and l|},'), 'Long, J').includes('{Rossi, M and Long, J},'));
    assert.ok(
      taken(text('author = {Rossi, M and Lon| and Wang, L},'), 'Long, J').includes(
        '{Rossi, M and Long, J and Wang, L},',
      ),
    );
    assert.ok(taken(text('keywords = {x; |},'), 'cold').includes('{x; cold},'));
    const library = readLibrary(
      'own.ris',
      'TY  - JOUR\nAU  - Jansen, Eva\nT2  - Cold Reports\nTI  - T\nER  - \n',
    );
    assert.deepEqual(labels(at(text('journal = {rep|},'), [library])), ['Cold Reports']);
    assert.deepEqual(labels(at(text('author = {jans|},'), [library])), ['Jansen, Eva']);
  });

  it('offers the keys of the other records to crossref', () => {
    const text = '@proceedings{meet2020, title = {M}}\n@inproceedings{a,\n  crossref = {|},\n}';
    assert.deepEqual(labels(at(text)), ['meet2020']);
    assert.ok(taken(text, 'meet2020').includes('crossref = {meet2020},'));
  });
});
