import assert from 'node:assert/strict';
import { completeCitation } from '../../../src/core/features/completion';
import type { Library } from '../../../src/core/library/types';
import type { MarkupLanguage } from '../../../src/core/manuscript/types';
import { buildSearchIndex } from '../../../src/core/search';
import { cursorIn, edited, libraryOf, number, reviewOnly } from './setting';

const index = buildSearchIndex(reviewOnly.flatMap(({ references }) => references));

function complete(
  fixture: string,
  language: MarkupLanguage = 'markdown',
  libraries: readonly Library[] = reviewOnly,
) {
  const { text, offset } = cursorIn(fixture);
  const numbered = number(text, language, libraries);
  const known =
    libraries === reviewOnly
      ? index
      : buildSearchIndex(libraries.flatMap(({ references }) => [...references]));
  return { numbered, offset, completions: completeCitation(numbered, known, offset, { limit: 50 }) };
}

/** The text after accepting the reference with a number. */
function accept(fixture: string, wanted: number, language: MarkupLanguage = 'markdown'): string {
  const { numbered, offset, completions } = complete(fixture, language);
  const item = completions?.items.find(({ number: known }) => known === wanted);
  assert.ok(item, `${fixture} offers ${wanted}`);
  const { start, end } = item.edit.range;
  assert.ok(start <= offset && offset <= end, 'the edit is at the cursor');
  assert.ok(!/[\r\n]/.test(numbered.manuscript.text.slice(start, end)), 'the edit stays on its line');
  assert.equal(item.filterText, numbered.manuscript.text.slice(start, offset));
  return edited(numbered, [item.edit]);
}

describe('completeCitation', () => {
  describe('writes the right text', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['Cells tire [|', 'Cells tire [4]'],
      ['Cells tire [|]', 'Cells tire [4]'],
      ['Cells tire [|].', 'Cells tire [4].'],
      ['Cells tire [exh|]', 'Cells tire [4]'],
      ['Cells tire [exh|', 'Cells tire [4]'],
      ['Cells tire [1, |]', 'Cells tire [1, 4]'],
      ['Cells tire [1,|]', 'Cells tire [1, 4]'],
      ['Cells tire [1, |', 'Cells tire [1, 4]'],
      ['Cells tire [1, 2,|]', 'Cells tire [1, 2, 4]'],
      ['Cells tire [1,2,|]', 'Cells tire [1,2,4]'],
      ['Cells tire [1; |]', 'Cells tire [1; 4]'],
      ['Cells tire [1, exh|]', 'Cells tire [1, 4]'],
      ['Cells tire [|, 7]', 'Cells tire [4, 7]'],
      ['Cells tire [1, |, 7]', 'Cells tire [1, 4, 7]'],
      ['Cells tire [2-|]', 'Cells tire [2-4]'],
      ['Cells tire [(Daher et al., 2023)|]', 'Cells tire [4]'],
      ['Cells tire [Daher and others, 2023|', 'Cells tire [4]'],
      ['Cells tire [1, Daher et al., 2023|]', 'Cells tire [1, 4]'],
      ['Cells tire [1, Daher et al. 2023|, 7]', 'Cells tire [1, 4, 7]'],
      ['Cells tire [2–|]', 'Cells tire [2–4]'],
      ['Cells tire [|-7]', 'Cells tire [4-7]'],
      ['Cells tire [1 |]', 'Cells tire [1, 4]'],
      ['Cells tire [1 exh|]', 'Cells tire [1, 4]'],
      ['Cells tire [2–5 |]', 'Cells tire [2–5, 4]'],
      ['Cells tire [|7]', 'Cells tire [4, 7]'],
      ['Cells tire [7, [|]]', 'Cells tire [7, 4]'],
    ];
    for (const [before, after] of cases) {
      it(`${before} → ${after}`, () => assert.equal(accept(before, 4), after));
    }
    it('in reStructuredText with its underscore', () => {
      assert.equal(
        accept('Known [1]_. Cells tire [|]', 4, 'restructuredtext'),
        'Known [1]_. Cells tire [4]_',
      );
      assert.equal(accept('Known [1]_. Cells tire [|', 4, 'restructuredtext'), 'Known [1]_. Cells tire [4]_');
      assert.equal(
        accept('Known [1]_. Cells tire [|]_', 4, 'restructuredtext'),
        'Known [1]_. Cells tire [4]_',
      );
    });
  });

  describe('stays silent', () => {
    for (const fixture of [
      'No bracket here|',
      'Code `a[|]` here',
      '```r\nx[|]\n```\n',
      'A [link](http://x.y/[|)',
      '- [|] to do',
      'A note [^|]',
      'An image ![|]',
      'A wiki link [[|]]',
    ]) {
      it(JSON.stringify(fixture), () => assert.equal(complete(fixture).completions, undefined));
    }
  });

  it('ranks by the sentence where nothing is typed, then the others by number', () => {
    const { completions } = complete('NK cells become exhausted and lose their persistence [|]');
    const numbers = completions!.items.map(({ number: known }) => known);
    assert.equal(numbers[0], 4);
    assert.deepEqual(
      [...numbers].sort((a, b) => a! - b!),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    );
  });

  it('sorts as it ranks', () => {
    const keys = complete('Cells tire [|]').completions!.items.map(({ sortText }) => sortText);
    assert.deepEqual([...keys].sort(), keys);
  });

  it('finds by any word, typos included', () => {
    const first = (fixture: string) => complete(fixture).completions!.items[0]?.number;
    assert.equal(first('Cells [daher|]'), 4);
    assert.equal(first('Cells [exhaustoin|]'), 4);
    assert.equal(first('Cells [ipsc|]'), 6);
    assert.equal(first('Cells [ghobadi 2020|]'), 3);
    assert.equal(first('Cells [10|]'), 10);
  });

  it('reads a pasted DOI whole, whatever hyphens it has, and a PMID', () => {
    const own = libraryOf(
      { id: 'a', title: 'Drought legacies', DOI: '10.1038/s41559-019-0001-2' },
      { id: 'b', title: 'Worm casts', PMID: '31234567' },
    );
    const written = (fixture: string): readonly string[] => {
      const { numbered, completions } = complete(fixture, 'markdown', [own]);
      return completions!.items.map(({ edit }) => edited(numbered, [edit]));
    };
    for (const doi of ['10.1038/s41559-019-0001-2', 'https://doi.org/10.1038/s41559-019-0001-2'])
      assert.deepEqual(written(`Soils dry [${doi}|]`), ['Soils dry [1]']);
    assert.deepEqual(written('Soils dry [doi:10.1038/s41559-019-0001-2|'), ['Soils dry [1]']);
    assert.deepEqual(written('Soils dry [31234567|]'), ['Soils dry [1]']);
  });

  it('leaves out what the citation holds already', () => {
    const numbers = complete('Cells [1, 3, |]').completions!.items.map(({ number: known }) => known);
    assert.ok(!numbers.includes(1) && !numbers.includes(3) && numbers.includes(2));
  });

  it('says what an author wants to know', () => {
    const item = complete('Cells [daher|]').completions!.items[0]!;
    assert.deepEqual(
      [item.label, item.shortLabel, item.title, item.description],
      ['[4]', 'Daher 2023', 'Targeting NK Cell Exhaustion for Cancer Immunotherapy', 'Front Immunol 2023'],
    );
  });

  it('gives a work without a number the next one', () => {
    const own = libraryOf({
      id: 'smith',
      title: 'Zebrafish fins regrow',
      author: [{ family: 'Smith' }],
      issued: { 'date-parts': [[2001]] },
    });
    const { numbered, completions } = complete('Cells [1], [5]. Fins [zebrafish|]', 'markdown', [
      ...reviewOnly,
      own,
    ]);
    const item = completions!.items[0]!;
    assert.deepEqual([item.reference?.id, item.number, item.label], ['smith', undefined, '[6]']);
    assert.equal(edited(numbered, [item.edit]), 'Cells [1], [5]. Fins [6]');
  });

  it('offers entries of the list that no library knows', () => {
    const text = 'Known [1]. Cells [muster|]\n\n## References\n\n1. Mustermann E. An unknown work. 1999.\n';
    const item = complete(text).completions!.items.find(({ number: known }) => known === 1)!;
    assert.equal(item.reference, undefined);
    assert.match(item.title, /Mustermann/);
  });
});
