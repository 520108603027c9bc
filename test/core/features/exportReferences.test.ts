import assert from 'node:assert/strict';
import { citedReferences } from '../../../src/core/features/exportReferences';
import { readLibrary } from '../../../src/core/library/formats';
import { parseManuscript } from '../../../src/core/manuscript';
import { numberManuscript } from '../../../src/core/numbering';

const library = readLibrary(
  'own.bib',
  ['a', 'b', 'c', 'd']
    .map(key => `@article{${key}, title = {The title of ${key.repeat(5)}}, author = {Long, J}, year = 2020}`)
    .join('\n'),
);

function cited(text: string): {
  readonly ids: readonly string[];
  readonly unlinked: readonly number[];
  readonly unknownKeys: readonly string[];
} {
  const { references, ...rest } = citedReferences(
    numberManuscript(parseManuscript(text, 'markdown'), [library]),
  );
  return { ids: references.map(({ id }) => id), ...rest };
}

describe('what a manuscript cites', () => {
  it('comes in the order of the numbers, ranges included, each work once', () => {
    const list =
      '# References\n\n1. One. <!-- @c -->\n2. Two. <!-- @a -->\n3. Three. <!-- @b -->\n4. Of nobody, 1999.\n5. Five. <!-- @d -->\n';
    assert.deepEqual(cited(`Text [2–4] and [1, 2].\n\n${list}`), {
      ids: ['c', 'a', 'b'],
      unlinked: [4],
      unknownKeys: [],
    });
  });

  it('has the works that are cited by key', () => {
    assert.deepEqual(cited('As [@b; @a] and @b and [@nobody].\n'), {
      ids: ['b', 'a'],
      unlinked: [],
      unknownKeys: ['nobody'],
    });
  });
});
