import assert from 'node:assert/strict';
import { bundledReview } from '../../../src/core/library';
import { buildSearchIndex, normaliseWords } from '../../../src/core/search';
import { paraphrases } from './paraphrases';

describe('suggestions on the bundled review', () => {
  const { references, topics } = bundledReview();
  const index = buildSearchIndex(references, new Map(topics.map(topic => [topic.id, topic.label])));
  const ranks = paraphrases.map(({ work, statement }) => ({
    statement,
    rank: index.suggest({ sentence: statement }, 10).findIndex(hit => hit.reference.number === work) + 1,
  }));

  it('puts the right work first for nine of ten paraphrased statements', () => {
    const first = ranks.filter(({ rank }) => rank === 1).length;
    assert.ok(first >= 0.9 * ranks.length, `${first} of ${ranks.length}`);
  });

  it('puts the right work among the first three for all of them', () => {
    assert.deepEqual(
      ranks.filter(({ rank }) => rank === 0 || rank > 3),
      [],
    );
  });

  it('gives reasons for each', () => {
    for (const { statement } of paraphrases) {
      assert.ok(index.suggest({ sentence: statement }, 1)[0]!.reasons.length > 0, statement);
    }
  });

  it('is measured on at least 40 statements, some about each work, in words of their own', () => {
    assert.ok(paraphrases.length >= 40);
    assert.equal(new Set(paraphrases.map(({ work }) => work)).size, 10);
    const runs = new Set(references.flatMap(reference => fiveWordRuns(reference.summary ?? '')));
    assert.ok(runs.size > 100);
    for (const { statement } of paraphrases) {
      assert.deepEqual(
        fiveWordRuns(statement).filter(run => runs.has(run)),
        [],
        statement,
      );
    }
  });
});

function fiveWordRuns(text: string): string[] {
  const words = normaliseWords(text);
  return words.slice(4).map((_, index) => words.slice(index, index + 5).join(' '));
}
