import assert from 'node:assert/strict';
import {
  bibKeyAt,
  bibReferenceAt,
  bibSymbols,
  namesOfKey,
  recordsWithKey,
} from '../../../../src/core/features/bibNavigation';
import { readBibtexDocument } from '../../../../src/core/library/formats/bibtex/bibtexDocument';

const text = `@string{cell = {Cell Reports}}
@inproceedings{a, author = {Long, J}, title = {Cells}, crossref = {Meet}}
@article{b, journal = cell, title = {T}, author = {X, Y}, year = 2020}
@proceedings{meet, title = {The Meeting}, year = 2020}
`;
const document = readBibtexDocument(text);
const at = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);

describe('finding the way in a .bib text', () => {
  it('tells the key at a place, of a record and in crossref', () => {
    assert.deepEqual(bibKeyAt(document, text.indexOf('a, author')), {
      kind: 'record',
      key: 'a',
      range: { start: text.indexOf('a, author'), end: text.indexOf('a, author') + 1 },
    });
    const named = bibKeyAt(document, text.indexOf('Meet}') + 2)!;
    assert.deepEqual([named.kind, named.key, at(named.range)], ['named', 'Meet', 'Meet']);
    assert.equal(bibKeyAt(document, text.indexOf('Cells')), undefined);
  });

  it('finds the record of a key in any case, and where it is named', () => {
    assert.deepEqual(
      recordsWithKey(document, 'Meet').map(({ selection }) => at(selection)),
      ['meet'],
    );
    assert.deepEqual(namesOfKey(document, 'meet').map(at), ['Meet']);
    assert.deepEqual(namesOfKey(document, 'a'), []);
  });

  it('gives a record as a reference, with what it inherits and its abbreviations', () => {
    const a = bibReferenceAt(document, text.indexOf('Cells'), 'own.bib')!;
    assert.equal(a.csl['container-title'], 'The Meeting');
    assert.deepEqual(a.csl.issued, { 'date-parts': [[2020]] });
    assert.equal(a.library, 'own.bib');
    assert.equal(at(a.source!), text.split('\n')[1]);
    assert.equal(
      bibReferenceAt(document, text.indexOf('{b,') + 1, 'own.bib')!.csl['container-title'],
      'Cell Reports',
    );
    assert.equal(bibReferenceAt(document, 3, 'own.bib'), undefined);
  });

  it('gives an outline', () => {
    assert.deepEqual(
      bibSymbols(document).map(({ name, detail, selection }) => [name, detail, at(selection)]),
      [
        ['cell', 'string', '@string'],
        ['a', 'inproceedings', 'a'],
        ['b', 'article', 'b'],
        ['meet', 'proceedings', 'meet'],
      ],
    );
  });
});
