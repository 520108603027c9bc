import assert from 'node:assert/strict';
import { isReferencesTitle } from '../../../src/core/manuscript';
import { referencesTitle } from '../../../src/core/numbering/referenceTitles';
import { LOCALES } from '../../../src/core/style/locales/locales';

describe('the title of a new reference list', () => {
  it('is in the language asked for, and the grammar knows it for the title of a list', () => {
    for (const locale of LOCALES.keys()) {
      const title = referencesTitle(locale);
      assert.ok(isReferencesTitle(title), `${locale}: ${title}`);
      assert.ok(/^en/.test(locale) || title !== 'References', locale);
    }
    assert.equal(referencesTitle('de_AT'), 'Literatur');
    assert.equal(referencesTitle('zh-Hant'), '參考文獻');
    assert.equal(referencesTitle('tlh'), 'References');
  });
});
