import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readLibrary, writeReferences } from '../../../../src/core/library/formats';
import { damaged, HOSTILE, hostileText, SAMPLES } from '../../../support/hostileLibraries';

describe('hostile libraries', () => {
  for (const [format, name, sample] of SAMPLES) {
    it(`never throws on damaged ${format}, and every place lies in the text`, () => {
      fc.assert(
        fc.property(fc.integer({ min: 0 }), fc.integer({ min: 1, max: 8 }), (seed, changes) => {
          const text = damaged(sample, seed, changes);
          const library = readLibrary(name, text);
          for (const { range } of library.problems) {
            assert.ok(0 <= range.start && range.start <= range.end && range.end <= text.length);
          }
          const ids = library.references.map(reference => reference.id);
          assert.equal(new Set(ids).size, ids.length);
          for (const { source } of library.references) {
            assert.ok(source && 0 <= source.start && source.start < source.end && source.end <= text.length);
          }
          for (const written of ['bibtex', 'ris', 'csl-json'] as const)
            writeReferences(library.references, written);
        }),
        { numRuns: 10 },
      );
    });
  }

  it('reads texts that were made to be slow', () => {
    // Reading that grows exponentially would never end here; how long it takes is for bench/formats-hostile to say.
    for (const hostile of HOSTILE) {
      const text = hostileText(hostile, 2000);
      const { references, problems } = readLibrary(hostile[0], text);
      for (const { range } of problems) assert.ok(range.start <= range.end && range.end <= text.length);
      assert.ok(references.length <= text.length / 2);
    }
  });

  it('gives each of many records of one key a key of its own', () => {
    const record = (title: number) => `@book{a,title={${title}}}`;
    const text = ['@book{a-3,title={x}}', ...[1, 2, 3, 4].map(record)].join('\n');
    const { references } = readLibrary('a.bib', text);
    assert.deepEqual(
      references.map(({ id }) => id),
      ['a-3', 'a', 'a-2', 'a-4', 'a-5'],
    );
  });

  it('keeps lines that go on with a value, and what is no tag, as text', () => {
    const ris = 'TY  - JOUR\nstray\nTI  - A\r\nb\n  c \u00a0\n\nd\ne\nN1  - f\n\tg  h\nN1  - i\nER  - \n';
    const { csl } = readLibrary('a.ris', ris).references[0]!;
    assert.deepEqual([csl.type, csl.title, csl.note], ['article-journal', 'A b c d e', 'f g h; i']);
    const title = '<titles><title>1 < 2 << 3 <b>bold</b> <</title></titles>';
    const xml = `<xml><records><record>${title}<volume>4</volume></record></records></xml>`;
    const read = readLibrary('a.xml', xml).references[0]?.csl;
    assert.deepEqual([read?.title, read?.volume], ['1 < 2 << 3 bold <', '4']);
  });

  it('reads the records of a list that is not closed, one by one', () => {
    const { references, problems } = readLibrary(
      'a.json',
      '[{"id":"a","type":"book"},{},{"id":"b"{"id":"c"}',
    );
    assert.deepEqual(
      references.map(({ id, source }) => [id, source?.start]),
      [
        ['a', 1],
        ['b', 29],
        ['c', 38],
      ],
    );
    assert.ok(problems.some(({ range }) => range.start === 26));
  });
});
