import assert from 'node:assert/strict';
import { citationsInManuscript, sentenceOf } from '../../../src/core/features/citationsInManuscript';
import { citationCounts } from '../../../src/core/features/codeLens';
import { citationHints } from '../../../src/core/features/inlayHints';
import { citingContext, suggestHere } from '../../../src/core/features/suggestHere';
import { type TreeOptions, topicTree } from '../../../src/core/features/topicTree';
import { buildSearchIndex } from '../../../src/core/search';
import { cursorIn, libraryOf, number, reviewOnly } from './setting';

describe('topicTree', () => {
  const tree = (options: Partial<TreeOptions> = {}, text = 'A [4]. B [1, 3–5].') =>
    topicTree(number(text), reviewOnly, { sortBy: 'topic', filter: '', ...options });
  const flat = (options: Partial<TreeOptions>) =>
    tree(options).flatMap(node => (node.kind === 'reference' ? [node] : []));

  it('has the topics of the review with their references', () => {
    const nodes = tree();
    assert.ok(nodes.length >= 7 && nodes.every(node => node.kind === 'topic' && node.children.length > 0));
  });
  it('counts the citations of each reference', () => {
    const daher = flat({ sortBy: 'number' }).find(({ label }) => label === 'Daher 2023')!;
    assert.deepEqual([daher.number, daher.citations.length], [4, 2]);
    const hu = flat({ sortBy: 'number' }).find(({ number: known }) => known === 7)!;
    assert.equal(hu.citations.length, 0);
  });
  it('sorts by number, year and author', () => {
    assert.deepEqual(
      flat({ sortBy: 'number' }).map(({ number: known }) => known),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    );
    assert.equal(flat({ sortBy: 'author' })[0]!.label, 'Daher 2023');
    assert.equal(flat({ sortBy: 'year' }).at(-1)!.label, 'Miller 2020');
  });
  it('filters by any words', () => {
    assert.deepEqual(
      flat({ sortBy: 'number', filter: 'exhaustion daher' }).map(({ number: known }) => known),
      [4],
    );
    assert.deepEqual(tree({ filter: 'no such word' }), []);
  });
  it('has ids of its own for every node', () => {
    const ids = tree().flatMap(node => [
      node.id,
      ...(node.kind === 'topic' ? node.children.map(({ id }) => id) : []),
    ]);
    assert.equal(new Set(ids).size, ids.length);
  });
  it('shows a library without topics as one, also without a manuscript', () => {
    const own = libraryOf({ id: 'smith', title: 'Fins' });
    const nodes = topicTree(undefined, [own], { sortBy: 'topic', filter: '' });
    assert.deepEqual(
      nodes.map(({ label }) => label),
      ['own.bib'],
    );
  });
});

describe('citationsInManuscript', () => {
  it('lists the cited numbers by first appearance, with their places', () => {
    const cited = citationsInManuscript(number('A [3, 1]. B [2]. C [1–2], [77].'));
    assert.deepEqual(
      cited.map(({ number: known, citations }) => [known, citations.length]),
      [
        [3, 1],
        [1, 2],
        [2, 2],
        [77, 1],
      ],
    );
    assert.deepEqual(
      cited[1]!.citations.map(({ text }) => text),
      ['[3, 1]', '[1–2]'],
    );
    assert.equal(cited[1]!.label, 'Long 2023');
    assert.equal(cited[3]!.numbered, undefined);
  });
  it('has nothing to list without citations', () =>
    assert.deepEqual(citationsInManuscript(number('Nothing.')), []));
  it('tells the sentence of a place', () => {
    const numbered = number('First here. Cells tire [4]. Third.');
    assert.match(
      sentenceOf(numbered.manuscript, citationsInManuscript(numbered)[0]!.citations[0]!),
      /^Cells tire/,
    );
  });
});

describe('citationCounts', () => {
  it('counts the citations of each entry', () => {
    const counts = citationCounts(
      number(
        'A [1]. B [1–2].\n\n## References\n\n1. Somebody. One. 1999.\n2. Nobody. Two. 2001.\n3. Anybody. Three. 2003.\n',
      ),
    );
    assert.deepEqual(
      counts.map(({ number: known, title }) => [known, title]),
      [
        [1, 'cited 2×'],
        [2, 'cited 1×'],
        [3, 'not cited'],
      ],
    );
  });
  it('has none without a list', () => assert.deepEqual(citationCounts(number('A [1].')), []));
});

describe('citationHints', () => {
  const hints = (text: string) => citationHints(number(text), { start: 0, end: text.length });
  it('names the works behind a citation', () => {
    assert.deepEqual(
      hints('A [1]. B [4, 1].').map(({ offset, label }) => [offset, label]),
      [
        [5, 'Long 2023'],
        [15, 'Daher 2023; Long 2023'],
      ],
    );
    assert.equal(hints('B [4–7].')[0]!.label, 'Daher 2023; Xie 2022; +2');
  });
  it('leaves out what nothing is known of', () => assert.deepEqual(hints('A [99].'), []));
  it('keeps to the range', () =>
    assert.deepEqual(citationHints(number('A [1].'), { start: 50, end: 60 }), []));
});

describe('suggestHere', () => {
  const index = buildSearchIndex(reviewOnly[0]!.references);
  it('goes by the sentence, or by what was typed', () => {
    const { text, offset } = cursorIn('NK cells become exhausted and lose persistence|.');
    const numbered = number(text);
    assert.equal(suggestHere(numbered, index, offset, { query: '', limit: 3 })[0]?.number, 4);
    assert.equal(suggestHere(numbered, index, offset, { query: 'ipsc', limit: 3 })[0]?.number, 6);
  });
  it('knows the sentence, the one before it, the heading and what is cited so far', () => {
    const { text, offset } = cursorIn('## Results\n\nCells are *expanded* [5]. They tire|, and more.\n');
    const context = citingContext(number(text), offset);
    assert.equal(context.sentence, 'They tire');
    assert.match(context.precedingSentence ?? '', /^Cells are expanded/);
    assert.equal(context.sectionTitle, 'Results');
    assert.deepEqual(
      context.citedSoFar?.map(({ ids }) => ids),
      [[reviewOnly[0]!.references[4]!.id]],
    );
  });
});
