import assert from 'node:assert/strict';
import type { CslItem } from '../../../src/core/library/types';
import { EntryCache } from '../../../src/core/style/entryCache';
import type { FormattedEntry } from '../../../src/core/style/types';

const item = (id: string, title = id): CslItem => ({ id, type: 'book', title });
const entry = (text: string): FormattedEntry => [{ text, italic: true }];

describe('entry cache', () => {
  it('keeps entries by what their records say', () => {
    const cache = new EntryCache(true);
    const [a, b] = [item('a'), item('b')];
    assert.deepEqual(cache.missing([a, b]), [a, b]);
    cache.add([a, b], [entry('A'), entry('B')]);
    assert.deepEqual(cache.missing([item('b'), item('a'), item('a', 'corrected')]), [item('a', 'corrected')]);
    assert.deepEqual(cache.entriesOf([item('b'), item('a')]), [entry('B'), entry('A')]);
    assert.equal(cache.entriesOf([a, item('c')]), undefined);
    assert.deepEqual(cache.lookup([a])(item('b')), entry('B'));
  });

  it('keeps whole lists where entries depend on their neighbours', () => {
    const cache = new EntryCache(false);
    const [a, b] = [item('a'), item('b')];
    cache.add([a, b], [entry('A 2020a'), entry('B 2020b')]);
    assert.deepEqual(cache.missing([item('a'), item('b')]), []);
    assert.deepEqual(cache.missing([b, a]), [b, a]);
    assert.deepEqual(cache.missing([a]), [a]);
    assert.deepEqual(cache.lookup([a, b])(item('b')), entry('B 2020b'));
    assert.deepEqual(cache.entriesOf([]), []);
  });

  it('can be stored and read again, and reads nothing else', () => {
    for (const independent of [true, false]) {
      const cache = new EntryCache(independent);
      const items = [item('a'), item('b')];
      cache.add(items, [entry('A'), entry('B')]);
      const again = EntryCache.from(JSON.parse(JSON.stringify(cache.stored())));
      assert.deepEqual(again?.entriesOf(items), [entry('A'), entry('B')]);
    }
    for (const other of [undefined, null, 7, [], {}, { independentEntries: 1, entries: {} }]) {
      assert.equal(EntryCache.from(other), undefined);
    }
    const broken = { independentEntries: true, entries: { x: [{ text: 5 }], y: 'z' } };
    assert.deepEqual(EntryCache.from(broken)?.stored().entries, {});
  });
});
