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
        { numRuns: 50 },
      );
    });
  }

  it('reads texts that were made to be slow in time that grows with their length', () => {
    for (const hostile of HOSTILE) {
      const [name, before, piece] = hostile;
      const start = performance.now();
      readLibrary(name, hostileText(hostile, 60_000));
      // Quadratic time takes minutes for such a text, linear time some milliseconds. How many: bench/formats-hostile.
      const took = performance.now() - start;
      assert.ok(took < 3000, `${name}: ${before}${piece}…: ${took.toFixed(0)} ms`);
    }
  });
});
