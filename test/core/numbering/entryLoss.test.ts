import assert from 'node:assert/strict';
import type { Reference } from '../../../src/core/library/types';
import { factLostBy } from '../../../src/core/numbering/entryLoss';

const reference: Reference = {
  id: 'daher2023',
  csl: {
    id: 'daher2023',
    type: 'article-journal',
    title: 'Targeting NK Cell Exhaustion for Cancer Immunotherapy',
    author: [
      { family: 'Daher', given: 'Mitchell' },
      { family: 'Zaidan', given: 'Yasser' },
    ],
    'container-title': 'Frontiers in Immunology',
    volume: '14',
    page: '1121-1128',
    issued: { 'date-parts': [[2023, 4]] },
  },
  number: undefined,
  summary: undefined,
  points: [],
  topics: [],
  library: 'test',
  source: undefined,
};
const written =
  'Daher M, Zaidan Y. Targeting NK cell exhaustion for cancer immunotherapy. 2023;14:1121-1128.';

describe('factLostBy', () => {
  for (const typed of [
    'Mitchell Daher, Yasser Zaidan. "Targeting NK Cell Exhaustion for Cancer Immunotherapy." *Front Immunol* 14 (2023):1121-1128.',
    'Daher M, et al. Targeting NK cell exhaustion for cancer immunotherapy. Front Immunol. 2023 Apr;14:1121-8.',
    'M. Daher and Y. Zaidan, “Targeting NK Cell Exhaustion for Cancer Immunotherapy,” Frontiers in Immunology, vol. 14, pp. 1121–1128, 2023.',
  ]) {
    it(`finds nothing lost of ${typed.slice(0, 30)}…`, () => {
      assert.equal(factLostBy(typed, written, reference), undefined);
    });
  }

  const base =
    'Daher M. Targeting NK cell exhaustion for cancer immunotherapy. Front Immunol. 2023;14:1121-8.';
  for (const [added, kind] of [
    [' doi:10.3389/fimmu.2023.1123169', 'doi'],
    [' PMID: 36845095', 'pmid'],
    [' https://example.org/preprint', 'address'],
    [' 2023;14(7)', 'number'],
    [' Important for our discussion.', 'words'],
  ] as const) {
    it(`says that ${kind} would be lost with${added}`, () => {
      assert.equal(factLostBy(base + added, written, reference)?.kind, kind);
    });
  }

  it('reads a DOI that LaTeX escapes as the one of the record', () => {
    const csl = { ...reference.csl, DOI: '10.1007/82_2013_334' };
    const typed =
      'Daher M. Targeting NK cell exhaustion for cancer immunotherapy. 2023. https://doi.org/10.1007/82\\_2013\\_334';
    assert.equal(factLostBy(typed, written, { ...reference, csl }), undefined);
  });
});
