import assert from 'node:assert/strict';
import { libraryFormatOf, readLibrary, readLibraryRecords } from '../../../../src/core/library/formats';
import type { Reference } from '../../../../src/core/library/types';
import { generatedRecords, toBibtex, toCslJson, toRis } from '../../../support/libraries';

function handedOut(name: string, text: string): readonly Reference[] {
  const found: Reference[] = [];
  readLibraryRecords(name, text, libraryFormatOf(name, text), reference => found.push(reference));
  return found;
}

describe('reading a library record by record', () => {
  it('hands out what the whole library holds, in its order', () => {
    for (const [name, text] of [
      ['a.bib', toBibtex(generatedRecords(5))],
      ['a.ris', toRis(generatedRecords(5))],
      ['a.json', toCslJson(generatedRecords(5))],
      ['a.yaml', 'a:\n  type: book\n  title: T\nb:\n  type: book\n  title: U\n'],
      ['review.json', '{"review": {"title": "R"}, "references": [{"csl": {"id": "a", "type": "book"}}]}'],
    ] as const) {
      const { references } = readLibrary(name, text);
      assert.ok(references.length > 0, name);
      assert.deepEqual(handedOut(name, text), references);
    }
  });

  it('hands out a record that names others in its place, with what stands further down', () => {
    const text = `@inproceedings{child, title = {C}, crossref = {parent}, note = later}
@book{between, title = {B}}
@proceedings{parent, title = {P}, year = 2001}
@string{later = {L}}`;
    const references = handedOut('a.bib', text);
    assert.deepEqual(
      references.map(({ csl }) => [csl.id, csl['container-title'], csl.note]),
      [
        ['child', 'P', 'L'],
        ['between', undefined, undefined],
        ['parent', undefined, undefined],
      ],
    );
  });

  it('makes no key that a later record has', () => {
    const text = '@book{, author = {Long, A}, year = 2001}\n@book{long2001, title = {T}}\n';
    assert.deepEqual(
      handedOut('a.bib', text).map(({ id }) => id),
      ['long2001-2', 'long2001'],
    );
  });

  it('tells of problems and topics at the end, and of a file that is no library', () => {
    const text = '@book{a, keywords = {x}}\n@book{a, title = {other}}\n';
    const frame = readLibraryRecords('a.bib', text, 'bibtex', () => {});
    assert.deepEqual(frame.topics, [{ id: 'x', label: 'x', description: '', references: ['a'] }]);
    assert.deepEqual(
      frame.problems.map(({ range }) => range.start),
      [text.indexOf('\n') + 1],
    );
    assert.equal(
      readLibraryRecords('a.txt', 'no library', undefined, () => assert.fail()).problems.length,
      1,
    );
  });
});
