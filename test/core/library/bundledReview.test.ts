import assert from 'node:assert/strict';
import Ajv2020 from 'ajv/dist/2020';
import schema from '../../../schemas/annotated-review.schema.json';
import {
  bundledReview,
  type CslItem,
  type Reference,
  referenceById,
  reviewInformation,
  topicsOf,
} from '../../../src/core/library';
import reviewFile from '../../../src/core/library/review/nkCellTherapy.json';
import { REVIEW_PARAGRAPHS } from './reviewParagraphs';

/** The reference list as the review prints it (Marino I., J Cancer Sci Ther 17 (2025):725, CC BY). */
const PRINTED = [
  'Jianping Long, Jiejie He, Qibing Sun. "CAR-NK cell therapy in hematological malignancies: A comprehensive review." *Front Immunol* 14 (2023):1205391.',
  'Xin Liu, Zhi Zhang, Yuan Li. "Natural killer cell-based immunotherapy for solid tumors: current progress and future perspectives." *J Hematol Oncol* 16 (2023):110.',
  'Jeffrey S Miller, Sarah Cooley, Armin Ghobadi. "Clinical Trials of Allogeneic Natural Killer Cells for Cancer: Ongoing Advances." *Cancer Discov* 10 (2020):1121-1128.',
  'Mitchell Daher, Yasser Zaidan, En-Yu Liu. "Targeting NK Cell Exhaustion for Cancer Immunotherapy." *Front Immunol* 14 (2023):1123169.',
  'Guohui Xie, Pengfei Zhang, Jia Liu. "Advances in ex vivo expansion of natural killer cells for clinical applications." *Front Immunol* 13 (2022):1018698.',
  'Wei Li, Xiang Wang, Ying Song. "Current progress in iPSC-derived NK cell therapy for cancer." *J Hematol Oncol* 16 (2023):102.',
  'Ping Hu, Min Wang, Shijun Kang. "Strategies for enhancing natural killer cell-based immunotherapy." *Cell Mol Life Sci* 79 (2022):649.',
  'Amisha Mehta, Jinyuan Li, Wenqing Li. "NK Cell Immunotherapy: From Bench to Bedside." *Cancers (Basel)* 13 (2021):5094.',
  'Rikin Shah, Madiha Ashraf, Michael R. R. Davison. "Advances in NK cell-based adoptive immunotherapy: the journey continues." *Cell Death Dis* 14 (2023):694.',
  'Peggy Rubart, Michael H. H. Klinger, Jürgen G. J. Schultze. "Challenges and opportunities in NK cell therapy for solid tumors." *Expert Opin Biol Ther* 22 (2022):1341-1355.',
];

/** What the review says of a work decides what a sentence about it must lead to: key words by number. */
const TELLING_WORDS: readonly [number: number, words: readonly string[]][] = [
  [1, ['CAR-NK', 'blood cancers', 'CAR-T', 'persist', 'safer']],
  [2, ['solid tumors', 'suppress', 'microenvironment', 'strategies']],
  [3, ['clinical trials', 'allogeneic', 'healthy', 'side effects', 'safety', 'efficacy']],
  [4, ['exhaustion', 'dysfunction', 'persist', 'strategies']],
  [5, ['ex vivo', 'expansion', 'scale-up', 'safe', 'manufacturing']],
  [6, ['iPSC', 'induced pluripotent stem cells', 'off-the-shelf', 'scal', 'supply']],
  [7, ['bispecific antibodies', 'microenvironment', 'enhanc', 'potency']],
  [8, ['biology', 'clinic', 'preclinical models', 'clinical trials', 'bench to bedside']],
  [9, ['adoptive', 'come from', 'manipulat', 'efficacy', 'established']],
  [10, ['solid tumors', 'challenges', 'infiltrat', 'hostile', 'innovative']],
];

describe('the bundled review', () => {
  const review = bundledReview();

  it('is read without a problem, as a numbered library with the ten references in order', () => {
    assert.deepEqual(review.problems, []);
    assert.equal(review.numbered, true);
    assert.deepEqual(
      review.references.map(reference => reference.number),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    );
    assert.equal(bundledReview(), review, 'it is read once');
  });

  it('keeps to the schema', () => {
    const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);
    validate(reviewFile);
    assert.deepEqual(validate.errors ?? [], []);
  });

  it('has the references exactly as printed', () => {
    assert.deepEqual(review.references.map(asPrinted), PRINTED);
  });

  it('has no fact that is not printed', () => {
    const allowed = ['id', 'type', 'title', 'author', 'container-title', 'volume', 'page', 'issued'];
    for (const { csl } of review.references) {
      assert.deepEqual(Object.keys(csl).sort(), [...allowed].sort(), csl.id);
      assert.deepEqual(Object.keys(csl.issued ?? {}), ['date-parts'], csl.id);
      for (const name of csl.author ?? []) assert.deepEqual(Object.keys(name).sort(), ['family', 'given']);
    }
  });

  it('says of each work in two to four sentences what the review says', () => {
    for (const { id, number, summary, points } of review.references) {
      const sentences = summary!.split(/(?<=[.!?])\s+/);
      assert.ok(sentences.length >= 2 && sentences.length <= 4, `${id}: ${sentences.length} sentences`);
      assert.ok(points.length >= 3, id);
      const said = [summary, ...points].join('\n').toLowerCase();
      for (const word of TELLING_WORDS[number! - 1]![1]) {
        assert.ok(said.includes(word.toLowerCase()), `${id} says nothing of "${word}"`);
      }
    }
  });

  it('says it in its own words: no five words in a row are the review’s', () => {
    const printed = new Set([...REVIEW_PARAGRAPHS, ...PRINTED].flatMap(fiveWordRuns));
    assert.ok(printed.size > 500);
    const own = [
      ...review.references.flatMap(reference => [reference.summary!, ...reference.points]),
      ...review.topics.flatMap(topic => [topic.label, topic.description]),
    ];
    for (const text of own) {
      assert.deepEqual(
        fiveWordRuns(text).filter(run => printed.has(run)),
        [],
        text,
      );
    }
  });

  it('has at least seven topics; each work has one, several have more, and both sides agree', () => {
    assert.ok(review.topics.length >= 7);
    for (const topic of review.topics) {
      assert.ok(topic.references.length > 0, topic.id);
      assert.ok(topic.description.length > 0 && !topic.description.includes('\n'), topic.id);
    }
    for (const reference of review.references) {
      const listing = review.topics.filter(topic => topic.references.includes(reference.id));
      assert.ok(listing.length > 0, reference.id);
      assert.deepEqual(topicsOf(reference, review), listing);
    }
    for (const written of reviewFile.references) {
      const listing = reviewFile.topics.filter(topic => topic.references.includes(written.csl.id));
      assert.deepEqual(listing.map(topic => topic.id).sort(), [...written.topics].sort(), written.csl.id);
    }
    assert.ok(review.references.filter(reference => reference.topics.length > 1).length >= 5);
    const solidTumors = review.topics.find(topic => topic.id === 'solid-tumors');
    assert.deepEqual(solidTumors?.references, ['liu2023', 'rubart2022']);
  });

  it('tells where it comes from and that nothing was verified', () => {
    assert.match(
      review.provenance!,
      /Progress, Potential, Hurdles.*Marino 2025.*not been independently verified/,
    );
    const information = reviewInformation();
    assert.equal(information.title, review.name);
    assert.deepEqual(information.authors, [{ family: 'Marino', given: 'Isabella' }]);
    assert.equal(
      `${information.containerTitle} ${information.volume} (${information.year}):${information.article}`,
      'J Cancer Sci Ther 17 (2025):725',
    );
    assert.equal(information.doi, '10.37421/1948-5956.2025.17.725');
    assert.match(information.credit!, /Marino.*Creative Commons Attribution License/);
  });

  it('finds a reference by its citation key', () => {
    assert.equal(referenceById([review], 'daher2023')?.number, 4);
    assert.equal(referenceById([review], 'nobody1900'), undefined);
    assert.equal(referenceById([], 'daher2023'), undefined);
  });
});

function asPrinted({ csl }: Reference): string {
  const authors = csl.author!.map(name => `${name.given} ${name.family}`).join(', ');
  return `${authors}. "${csl.title}." *${csl['container-title']}* ${csl.volume} (${yearOf(csl)}):${csl.page}.`;
}

function yearOf(csl: CslItem): number {
  return csl.issued!['date-parts']![0]![0]!;
}

function fiveWordRuns(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.slice(4).map((_, index) => words.slice(index, index + 5).join(' '));
}
