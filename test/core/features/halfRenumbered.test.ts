import assert from 'node:assert/strict';
import {
  findHalfRenumbered,
  fingerprintOf,
  planFollowWorks,
  planKeepNumbers,
} from '../../../src/core/features/halfRenumbered';
import { numbered, planned } from '../../support/numbered';

const A = 'Adams A. Ants of the north. J Test. 2001.';
const B = 'Brown B. Bees of the south. J Test. 2002.';
const C = 'Clark C. Cats of the east. J Test. 2003.';
const list = (...entries: readonly string[]) =>
  `\n\n## References\n\n${entries.map((entry, index) => `${index + 1}. ${entry}`).join('\n')}\n`;
const TEXT = 'Ants are small [1]. Bees can fly [2]. Cats sleep all day [3]. All are animals [1–3].';
const BEFORE = TEXT + list(A, B, C);

function found(now: string) {
  return findHalfRenumbered(fingerprintOf(numbered(BEFORE)), numbered(now)).map(finding => ({
    finding,
    places: finding.citations.map(({ range }) => now.slice(range.start, range.end)),
  }));
}

describe('half-renumbered detector', () => {
  it('says nothing while numbers stand for what they stood for', () => {
    assert.deepEqual(found(BEFORE), []);
    assert.deepEqual(found(`${TEXT} More text [2].${list(A, B, C)}`), []);
    assert.deepEqual(found(TEXT + list(A, B, C.replace('Cats', 'Many cats'))), []);
    assert.deepEqual(found(TEXT + list(A, B, C, 'Dunn D. Dogs. 2004.')), []);
  });

  it('says nothing of a text that was renumbered as a whole', () => {
    assert.deepEqual(
      found(
        `Ants are small [2]. Bees can fly [1]. Cats sleep all day [3]. All are animals [1–3].${list(B, A, C)}`,
      ),
      [],
    );
  });

  it('compares each list with the one that it was', () => {
    const chapter = `# New\n\nDogs bark [1].${list('Dunn D. Dogs of the west. 2004.')}\n# Old\n\n`;
    assert.deepEqual(found(chapter + BEFORE), []);
  });

  it('says nothing of one citation that its author changed', () => {
    assert.deepEqual(found(BEFORE.replace('fly [2]', 'fly [3]')), []);
  });

  it('finds the citations that a changed list left behind, and lets them follow', () => {
    const now = TEXT + list(C, A, B);
    const [result] = found(now);
    assert.equal(result?.finding.changed, 'list');
    assert.deepEqual(result?.places, ['[1]', '[2]', '[3]']);
    assert.deepEqual(
      [...(result?.finding.map ?? [])],
      [
        [1, 2],
        [2, 3],
        [3, 1],
      ],
    );
    assert.equal(
      planned(now, planFollowWorks(numbered(now), result!.finding)),
      `Ants are small [2]. Bees can fly [3]. Cats sleep all day [1]. All are animals [1–3].${list(C, A, B)}`,
    );
    assert.equal(planned(now, planKeepNumbers(numbered(now), result!.finding)), BEFORE);
  });

  it('finds an entry put into the middle by hand', () => {
    const now = `${TEXT} Dogs too [2].${list(A, 'Dunn D. Dogs of the west. 2004.', B, C)}`;
    const [result] = found(now);
    assert.deepEqual(result?.places, ['[2]', '[3]', '[1–3]']);
    assert.equal(
      planned(now, planFollowWorks(numbered(now), result!.finding)),
      `Ants are small [1]. Bees can fly [3]. Cats sleep all day [4]. All are animals [1, 3, 4]. Dogs too [2].${list(A, 'Dunn D. Dogs of the west. 2004.', B, C)}`,
    );
    assert.equal(planKeepNumbers(numbered(now), result!.finding).kind, 'refused');
  });

  it('finds a text renumbered without its list', () => {
    const now = `Ants are small [2]. Bees can fly [3]. Cats sleep all day [1]. All are animals [1–3].${list(A, B, C)}`;
    const [result] = found(now);
    assert.equal(result?.finding.changed, 'text');
    assert.deepEqual(result?.places, ['[2]', '[3]', '[1]']);
    assert.equal(planned(now, planFollowWorks(numbered(now), result!.finding)), BEFORE);
    assert.equal(
      planned(now, planKeepNumbers(numbered(now), result!.finding)),
      now.replace(list(A, B, C), list(C, A, B)),
    );
  });
});
