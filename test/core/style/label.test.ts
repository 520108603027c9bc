import * as assert from 'node:assert/strict';
import { plainReference } from '../../../src/core/library/plainReference';
import type { CslItem, Reference } from '../../../src/core/library/types';
import { authorsShort, shortLabel } from '../../../src/core/style/label';

function reference(csl: Partial<CslItem>): Reference {
  return plainReference({ id: 'key2023', type: 'article-journal', ...csl }, 'test');
}

const LONG = { family: 'Long', given: 'Jianping' };
const LI = { family: 'Li' };
const YEAR = { issued: { 'date-parts': [[2023, 5]] } };

describe('short labels', () => {
  const cases: readonly [Partial<CslItem>, string, string][] = [
    [{ author: [LONG], ...YEAR }, 'Long 2023', 'Long'],
    [{ author: [LONG, LI], ...YEAR }, 'Long & Li 2023', 'Long & Li'],
    [{ author: [LONG, LI, LI], ...YEAR }, 'Long 2023', 'Long et al.'],
    [
      { author: [{ family: 'Berg', 'non-dropping-particle': 'van der' }], ...YEAR },
      'van der Berg 2023',
      'van der Berg',
    ],
    [
      { author: [{ literal: 'World Health Organization' }] },
      'World Health Organization',
      'World Health Organization',
    ],
    [{ editor: [LI], ...YEAR }, 'Li 2023', 'Li'],
    [{ title: 'Targeting <i>NK</i> cell exhaustion for therapy', ...YEAR }, 'Targeting NK cell… 2023', ''],
    [{ author: [LONG], issued: { raw: 'in spring 2021' } }, 'Long 2021', 'Long'],
    [{ author: [LONG], issued: { literal: 'forthcoming' } }, 'Long forthcoming', 'Long'],
    [{ author: [LONG], issued: { 'date-parts': [[-44]] } }, 'Long 44 BC', 'Long'],
    [{ author: [{ given: 'Plato' }] }, 'Plato', 'Plato'],
    [{ author: [{}, LONG] }, 'Long', 'Long'],
    [{}, 'key2023', ''],
  ];
  for (const [record, label, authors] of cases) {
    it(`calls ${JSON.stringify(record)} “${label}”`, () => {
      assert.equal(shortLabel(reference(record)), label);
      assert.equal(authorsShort(reference(record)), authors);
    });
  }

  it('survives values of the wrong type', () => {
    const wrong = { author: 'Long', editor: [null, 5], title: 7, issued: 'x' } as unknown as Partial<CslItem>;
    assert.equal(shortLabel(reference(wrong)), 'key2023');
  });
});
