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
});
