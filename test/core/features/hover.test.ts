import assert from 'node:assert/strict';
import { hoverCitation } from '../../../src/core/features/hover';
import { textIn } from '../../../src/core/text/textRange';
import { cursorIn, number } from './setting';

function hover(fixture: string) {
  const { text, offset } = cursorIn(fixture);
  const found = hoverCitation(number(text), offset);
  return (
    found && {
      text: textIn(text, found.range),
      numbers: found.cards.map(card => card.number),
      cards: found.cards,
    }
  );
}

describe('hoverCitation', () => {
  it('shows every reference, those that a range hides included', () =>
    assert.deepEqual(hover('Cells |[2, 4–6].')?.numbers, [2, 4, 5, 6]));
  it('puts the number under the pointer first', () => {
    assert.deepEqual(hover('Cells [2, 7|, 8].')?.numbers, [7, 2, 8]);
    assert.deepEqual(hover('Cells [2, |4–6].')?.numbers, [4, 5, 6, 2]);
    assert.deepEqual(hover('Cells [2, 4–|6].')?.numbers, [6, 4, 5, 2]);
  });
  it('stands on exactly the citation', () => {
    assert.equal(hover('Cells [2, |4–6].')?.text, '[2, 4–6]');
    assert.equal(hover('Ce|lls [2].'), undefined);
    assert.equal(hover('`a[1|]`'), undefined);
  });
  it('counts where the manuscript cites each', () => {
    const cards = hover('A [1]. B [2–4]. C [3|].')!.cards;
    assert.deepEqual(
      cards.map(card => card.occurrences.length),
      [2],
    );
  });
  it('says what it knows of a reference', () => {
    const card = hover('Cells [4|].')!.cards[0]!;
    assert.match(card.numbered?.reference?.summary ?? '', /exhaust/i);
    assert.ok(card.topics.length > 0);
    assert.match(card.provenance ?? '', /review/i);
  });
  it('shows a number that nothing has', () => {
    const card = hover('Cells [99|].')!.cards[0]!;
    assert.deepEqual([card.number, card.numbered, card.topics], [99, undefined, []]);
  });
  it('shows an entry that no library knows', () => {
    const card = hover('Cells [1|].\n\n## References\n\n1. Somebody. Some work. 1999.\n')!.cards[0]!;
    assert.equal(card.numbered?.reference, undefined);
    assert.ok(card.numbered?.entry);
  });
});
