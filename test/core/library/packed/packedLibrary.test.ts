import assert from 'node:assert/strict';
import {
  bundledReview,
  facetOf,
  LibraryPacker,
  libraryFormatOf,
  openPackedLibrary,
  readLibrary,
  readLibraryRecords,
  referenceById,
  rowOf,
} from '../../../../src/core/library';
import type { Library } from '../../../../src/core/library/types';
import { linkEntry, RecordTableBuilder } from '../../../../src/core/numbering';
import { SectionWriter, splitSections } from '../../../../src/core/text/byteSections';
import { generatedRecords, toBibtex } from '../../../support/libraries';

/** The text as a worker packs it, through the bytes that a file would keep. */
function packed(name: string, text: string) {
  const packer = new LibraryPacker();
  const table = new RecordTableBuilder();
  const frame = readLibraryRecords(name, text, libraryFormatOf(name, text), reference => {
    table.add(reference, packer.length);
    packer.add(reference);
  });
  const sections = packer.finish(frame, text);
  table.writeTo(sections);
  const library = openPackedLibrary(name, splitSections(sections.finish())!);
  assert.ok(library);
  return library;
}

const BIBTEX = `${toBibtex(generatedRecords(40))}
@article{note, title = {Ünïcode: a \\emph{life}}, note = {My own note}, year = {2001}, doi = {10.1000/xyz},
  keywords = {alpha; beta}, groups = {Thesis, Reading}}
@article{annotated, title = {Annotated}, annote = {Read twice}, author = {{World Health Organization}}, pmid = {12345678}}
@article{broken, title = {No end
@misc{last, title = {The last}, volume = {3}, year = {1999}, pages = {12--19}}
`;

describe('a packed library', () => {
  const read = readLibrary('own.bib', BIBTEX);
  const library = packed('own.bib', BIBTEX);

  it('gives the references that were read, by row and by key', () => {
    assert.equal(library.references.length, read.references.length);
    assert.deepEqual([...library.references], read.references);
    read.references.forEach(({ id }, row) => {
      assert.equal(rowOf(library, id), row);
      assert.equal(referenceById([library], id)?.id, id);
    });
    for (const row of [-1, read.references.length, 0.5]) assert.equal(library.references.at(row), undefined);
    assert.equal(rowOf(library, 'nobody'), undefined);
  });

  it('gives one object for a row as long as it is held', () => {
    const first = library.references.at(3);
    assert.equal(library.references.at(3), first);
    assert.equal([...library.references][3], first);
  });

  it('keeps topics and problems, with their lines', () => {
    assert.deepEqual(
      library.topics.map(topic => ({ ...topic, references: topic.references })),
      read.topics,
    );
    assert.deepEqual(
      library.problems.map(({ from: _from, to: _to, ...problem }) => problem),
      read.problems,
    );
    const line = BIBTEX.split('\n').findIndex(text => text.startsWith('@article{broken'));
    assert.ok(library.problems.some(({ from }) => from.line === line));
  });

  it('groups references as the library that was read does', () => {
    for (const kind of ['year', 'author', 'keyword', 'collection'] as const) {
      const groups = (facet: ReturnType<typeof facetOf>) =>
        facet.labels.map((label, group) => [label, ...facet.rows(group)]);
      assert.deepEqual(groups(facetOf(library, kind)), groups(facetOf(read, kind)));
      assert.deepEqual(facetOf(library, kind).rest, facetOf(read, kind).rest);
    }
    const collections = facetOf(library, 'collection');
    assert.deepEqual(collections.labels, ['Reading', 'Thesis']);
    assert.deepEqual([...collections.rows(1)], [rowOf(library, 'note')]);
  });

  it('links as the library that was read does', () => {
    const entries = [
      ...read.references.map(
        ({ csl }) =>
          `${csl.author?.[0]?.family ?? ''}. ${csl.title}. ${csl['container-title'] ?? ''}. ${csl.issued?.['date-parts']?.[0]?.[0] ?? ''};${csl.volume ?? ''}:${csl.page ?? ''}.`,
      ),
      'Somebody. https://doi.org/10.1000/xyz',
      'Somebody. PMID: 12345678',
      'Nobody knows this. 2020.',
    ];
    const links = (known: Library) =>
      entries.map(entry => {
        const link = linkEntry(entry, [known]);
        return link && [link.reference.id, link.by, link.score];
      });
    assert.deepEqual(links(library), links(read));
    assert.ok(links(library).filter(Boolean).length > 30);
  });

  it('keeps what a review says', () => {
    const review = bundledReview();
    const packer = new LibraryPacker();
    for (const reference of review.references) packer.add(reference);
    const { references, ...frame } = review;
    const opened = openPackedLibrary(review.name, splitSections(packer.finish(frame, '').finish())!)!;
    assert.deepEqual([...opened.references], references);
    assert.deepEqual(
      opened.topics.map(topic => ({ ...topic, references: topic.references })),
      review.topics,
    );
    assert.equal(opened.provenance, review.provenance);
    assert.equal(opened.numbered, true);
  });
});

describe('sections', () => {
  const sections = new Map([
    ['a', new Uint8Array([1, 2, 3])],
    ['longer name', new Uint8Array(0)],
    ['b', new Uint8Array(Uint32Array.from([7, 8]).buffer)],
  ]);

  const written = () => {
    const writer = new SectionWriter(1);
    for (const [name, bytes] of sections) writer.set(name, bytes);
    return writer.finish();
  };

  it('come back, aligned', () => {
    const split = splitSections(written())!;
    assert.deepEqual([...split], [...sections]);
    assert.ok([...split.values()].every(({ byteOffset }) => byteOffset % 8 === 0));
  });

  it('are not taken from bytes that were cut off or changed', () => {
    const joined = written();
    for (let length = 0; length < joined.length; length++) {
      assert.equal(splitSections(joined.slice(0, length)), undefined);
    }
    for (let at = 0; at < joined.length; at++) {
      const damaged = joined.slice();
      damaged[at]! ^= 0x10;
      assert.equal(splitSections(damaged), undefined, `byte ${at}`);
    }
  });
});
