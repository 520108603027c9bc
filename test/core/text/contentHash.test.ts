import assert from 'node:assert/strict';
import { contentHash } from '../../../src/core/text/contentHash';
import { longTextHash, textHash } from '../../../src/core/text/textHash';

describe('contentHash', () => {
  it('is another one for every change of one bit, and for every length', () => {
    const bytes = Uint8Array.from({ length: 70 }, (_, index) => index * 3 + 3);
    const seen = new Set<string>();
    for (let length = 0; length <= bytes.length; length++) seen.add(contentHash(bytes.slice(0, length)));
    for (let length = 0; length < 40; length++) seen.add(contentHash(new Uint8Array(length)));
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const changed = bytes.slice();
      changed[bit >> 3]! ^= 1 << (bit & 7);
      seen.add(contentHash(changed));
    }
    // The empty one is there twice.
    assert.equal(seen.size, 71 + 39 + 560);
    for (const name of seen) assert.match(name, /^[0-9a-f]{32}$/);
  });

  it('depends on the bytes and not on where they stand', () => {
    const bytes = new TextEncoder().encode('  a library of an author, with some length');
    assert.equal(contentHash(bytes.subarray(1)), contentHash(bytes.slice(1)));
    assert.notEqual(contentHash(bytes.subarray(1)), contentHash(bytes.subarray(2)));
  });
});

describe('the hashes of texts', () => {
  it('spread like texts', () => {
    const short = new Set<number>();
    const long = new Set<number>();
    for (let index = 0; index < 20_000; index++) {
      short.add(textHash(`10.1000/x.${index}`));
      long.add(longTextHash(`10.1000/x.${index}`));
    }
    assert.ok(short.size >= 19_998);
    assert.equal(long.size, 20_000);
    assert.ok([...long].every(hash => Number.isSafeInteger(hash) && hash >= 0));
  });
});
