import * as assert from 'node:assert/strict';
import { bundledReview } from '../../../src/core/library/review/bundledReview';
import { createStyleEngine } from '../../../src/core/style/engine/cslEngine';
import { writeReferenceList } from '../../../src/core/style/markup/writeReferenceList';
import { DEFAULT_STYLE_ID, findStyle } from '../../../src/core/style/styles/bundledStyles';

/** The reference list of the bundled review as its journal printed it (Marino 2025, CC BY). */
const PRINTED = `
1. Jianping Long, Jiejie He, Qibing Sun. "CAR-NK cell therapy in hematological malignancies: A comprehensive review." *Front Immunol* 14 (2023):1205391.
2. Xin Liu, Zhi Zhang, Yuan Li. "Natural killer cell-based immunotherapy for solid tumors: current progress and future perspectives." *J Hematol Oncol* 16 (2023):110.
3. Jeffrey S Miller, Sarah Cooley, Armin Ghobadi. "Clinical Trials of Allogeneic Natural Killer Cells for Cancer: Ongoing Advances." *Cancer Discov* 10 (2020):1121-1128.
4. Mitchell Daher, Yasser Zaidan, En-Yu Liu. "Targeting NK Cell Exhaustion for Cancer Immunotherapy." *Front Immunol* 14 (2023):1123169.
5. Guohui Xie, Pengfei Zhang, Jia Liu. "Advances in ex vivo expansion of natural killer cells for clinical applications." *Front Immunol* 13 (2022):1018698.
6. Wei Li, Xiang Wang, Ying Song. "Current progress in iPSC-derived NK cell therapy for cancer." *J Hematol Oncol* 16 (2023):102.
7. Ping Hu, Min Wang, Shijun Kang. "Strategies for enhancing natural killer cell-based immunotherapy." *Cell Mol Life Sci* 79 (2022):649.
8. Amisha Mehta, Jinyuan Li, Wenqing Li. "NK Cell Immunotherapy: From Bench to Bedside." *Cancers (Basel)* 13 (2021):5094.
9. Rikin Shah, Madiha Ashraf, Michael R. R. Davison. "Advances in NK cell-based adoptive immunotherapy: the journey continues." *Cell Death Dis* 14 (2023):694.
10. Peggy Rubart, Michael H. H. Klinger, Jürgen G. J. Schultze. "Challenges and opportunities in NK cell therapy for solid tumors." *Expert Opin Biol Ther* 22 (2022):1341-1355.
`.trim();

describe('the style of the bundled review', () => {
  it('prints the ten entries of the review to the character', () => {
    const { references } = bundledReview();
    const entries = createStyleEngine().formatEntries(
      references.map(({ csl }) => csl),
      findStyle(DEFAULT_STYLE_ID)!,
      'en-US',
    );
    const list = writeReferenceList(
      references.map(({ number }, index) => ({ number: number!, entry: entries[index]! })),
      'markdown',
      { eol: '\n' },
    );
    assert.equal(list, PRINTED);
  });

  it('prints a question mark, a missing year and a missing page without stray punctuation', () => {
    const record = {
      id: 'a',
      type: 'article-journal',
      title: 'What now?',
      author: [{ family: 'Long', given: 'Jianping' }],
      'container-title': 'Front Immunol',
      volume: '14',
      page: '3-9',
    };
    const style = findStyle(DEFAULT_STYLE_ID)!;
    const print = (item: typeof record & { readonly [field: string]: unknown }) =>
      createStyleEngine()
        .formatEntries([item], style, 'en-US')[0]!
        .map(({ text }) => text)
        .join('');
    assert.equal(print(record), 'Jianping Long. "What now?" Front Immunol 14:3-9.');
    assert.equal(
      print({ ...record, issued: { 'date-parts': [[2023]] }, page: '' }),
      'Jianping Long. "What now?" Front Immunol 14 (2023).',
    );
  });
});
