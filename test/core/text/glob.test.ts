import assert from 'node:assert/strict';
import { matchesGlob } from '../../../src/core/text/glob';

describe('matchesGlob', () => {
  for (const [glob, yes, no] of [
    ['*.bib', ['own.bib'], ['a/own.bib', 'own.bibx', 'own']],
    ['**/*.bib', ['own.bib', 'a/own.bib', 'a/b/own.bib'], ['own.ris']],
    ['./refs/**', ['refs/a.bib', 'refs/b/c.ris', 'refs'], ['other/a.bib']],
    ['**/*.{bib,ris}', ['a.bib', 'x/a.ris'], ['a.enw']],
    ['{refs,lib}/own.*', ['refs/own.bib', 'lib/own.json'], ['own.bib']],
    ['chapter[0-9]/?.bib', ['chapter1/a.bib'], ['chapterx/a.bib', 'chapter1/ab.bib']],
    ['[!a]*.bib', ['b.bib'], ['a.bib']],
    ['a[.bib', ['a[.bib'], ['a.bib']],
    ['a.bib', ['a.bib'], ['axbib']],
  ] as const) {
    it(glob, () => {
      for (const path of yes) assert.equal(matchesGlob(path, glob), true, path);
      for (const path of no) assert.equal(matchesGlob(path, glob), false, path);
    });
  }

  it('takes no longer for a pattern that is meant to take long', () => {
    assert.equal(matchesGlob('a'.repeat(300), `${'*a'.repeat(200)}b`), false);
    assert.equal(matchesGlob('a/'.repeat(100), `${'**/a/'.repeat(100)}b`), false);
    assert.equal(matchesGlob('a', '{a,b}'.repeat(199)), false);
  });
});
