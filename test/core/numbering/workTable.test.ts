import assert from 'node:assert/strict';
import { readLibrary } from '../../../src/core/library';
import {
  isRepeated,
  isSameWork,
  recordsElsewhere,
  referencesOnce,
  repeatedRows,
} from '../../../src/core/numbering';
import { buildSearchIndex, joinSearchIndexes } from '../../../src/core/search';

const first = readLibrary(
  'first.bib',
  `@article{a, title = {Freezing and thawing of lymphocytes}, author = {Okafor, N}, year = {2021}, doi = {10.1000/ABC}, volume = {3}}
@article{b, title = {Editorial}, author = {Lind, P}, year = {2020}, volume = {7}}
@article{c, title = {Known to PubMed}, pmid = {12345678}, year = {2019}}
@incollection{d, title = {The first chapter of a book}, doi = {10.1000/book}, year = {2018}}`,
);
const second = readLibrary(
  'second.bib',
  `@article{own, title = {Something else entirely}, author = {Okafor, N}, year = {2021}, doi = {10.1000/xyz}}
@article{doi, title = {Freezing and Thawing of Lymphocytes: a review}, author = {N Okafor}, year = {2022}, doi = {https://doi.org/10.1000/abc}}
@article{title, title = {{Freezing} and thawing of lymphocytes.}, author = {Okafor, Ngozi}, year = {2021}}
@article{volume, title = {Editorial}, author = {Lind, P}, year = {2020}, volume = {8}}
@article{year, title = {Editorial}, author = {Lind, P}, year = {2021}, volume = {7}}
@article{same, title = {Editorial}, author = {Lind, P}, year = {2020}, volume = {7}}
@article{pubmed, title = {Known to PubMed too}, pmid = {12345678}}
@incollection{chapter, title = {The second chapter of a book}, doi = {10.1000/book}, year = {2018}}`,
);
const libraries = [first, second];

describe('repeatedRows', () => {
  it('are those whose work an earlier library has', () => {
    const [none, rows] = repeatedRows(libraries);
    assert.equal(none, undefined);
    assert.deepEqual(
      second.references.filter((_, row) => rows![row] === 1).map(({ id }) => id),
      ['doi', 'title', 'same', 'pubmed'],
    );
  });

  it('agree with the comparison of two records', () => {
    for (const reference of second.references) {
      const expected = first.references.some(other => isSameWork(other, reference));
      assert.equal(isRepeated(reference, libraries), expected, reference.id);
    }
    for (const reference of first.references) assert.equal(isRepeated(reference, libraries), false);
  });

  it('are left out where all libraries are gone through', () => {
    const shown = [...referencesOnce(libraries)].filter(({ library }) => library === second.name);
    assert.deepEqual(
      shown,
      second.references.filter(reference => !isRepeated(reference, libraries)),
    );
    assert.equal([...referencesOnce([first])].length, first.references.length);
  });

  it('are not found by searching, while their twins are', () => {
    const indexes = libraries.map(({ references }) => buildSearchIndex(references));
    const found = (query: string) =>
      joinSearchIndexes(indexes, repeatedRows(libraries))
        .search(query, 20)
        .map(({ reference }) => `${reference.library} ${reference.id}`);
    assert.deepEqual(found('freezing lymphocytes'), ['first.bib a']);
    assert.deepEqual(found('10.1000/abc'), ['first.bib a']);
    assert.deepEqual(found('editorial').sort(), ['first.bib b', 'second.bib volume', 'second.bib year']);
  });

  it('are told of their twin, which is told of them', () => {
    const all = [...first.references, ...second.references];
    const elsewhere = (id: string) =>
      recordsElsewhere(all.find(reference => reference.id === id)!, libraries).map(
        ({ library, id: other }) => `${library} ${other}`,
      );
    assert.deepEqual(elsewhere('a'), ['second.bib doi']);
    assert.deepEqual(elsewhere('b'), ['second.bib same']);
    assert.deepEqual(elsewhere('c'), ['second.bib pubmed']);
    assert.deepEqual(elsewhere('d'), []);
    assert.deepEqual(elsewhere('doi'), ['first.bib a']);
    assert.deepEqual(elsewhere('volume'), []);
    for (const reference of all) {
      if (isRepeated(reference, libraries)) assert.equal(elsewhere(reference.id).length, 1, reference.id);
    }
  });

  it('are found through a third library, where two share nothing', () => {
    const three = [
      readLibrary('a.bib', '@article{x, title = {One title}, year = 2020, doi = {10.1000/x}}'),
      readLibrary('b.bib', '@article{y, title = {One title}, year = 2020, pmid = {12345678}}'),
      readLibrary('c.bib', '@article{z, title = {Another title}, year = 2020, pmid = {12345678}}'),
    ];
    const [a, b, c] = three.map(({ references }) => references.at(0)!);
    assert.deepEqual(recordsElsewhere(a!, three), [b, c]);
    assert.deepEqual(recordsElsewhere(c!, three), [a, b]);
  });
});
