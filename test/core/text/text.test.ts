import assert from 'node:assert/strict';
import { LineIndex } from '../../../src/core/text/lineIndex';
import { applyEdits, sortedEdits } from '../../../src/core/text/textEdit';
import { contains, textIn, touches } from '../../../src/core/text/textRange';

describe('edits', () => {
  const insert = (
    at: number,
    newText: string,
  ): { range: { start: number; end: number }; newText: string } => ({
    range: { start: at, end: at },
    newText,
  });

  it('apply in any order to the text before all of them', () => {
    const edits = [
      { range: { start: 4, end: 7 }, newText: '2' },
      { range: { start: 0, end: 3 }, newText: 'first' },
    ];
    assert.equal(applyEdits('one two', edits), 'first 2');
  });

  it('keep the order of insertions at one place', () => {
    assert.equal(applyEdits('ab', [insert(1, 'x'), insert(1, 'y')]), 'axyb');
  });

  it('refuse what overlaps or leaves the text', () => {
    const overlapping = [
      { range: { start: 0, end: 2 }, newText: '' },
      { range: { start: 1, end: 3 }, newText: '' },
    ];
    assert.throws(() => applyEdits('abc', overlapping), RangeError);
    assert.throws(() => applyEdits('abc', [insert(4, 'x')]), RangeError);
    assert.throws(() => applyEdits('abc', [{ range: { start: 2, end: 1 }, newText: '' }]), RangeError);
  });

  it('are sorted without changing the list', () => {
    const edits = [insert(3, 'b'), insert(1, 'a')];
    assert.deepEqual(
      sortedEdits(edits).map(edit => edit.newText),
      ['a', 'b'],
    );
    assert.equal(edits[0]?.newText, 'b');
  });
});

describe('lines', () => {
  const text = 'a\nbc\r\nd\re';
  const lines = new LineIndex(text);

  it('end at every kind of line end', () => {
    assert.equal(lines.lineCount, 4);
    assert.deepEqual(
      [0, 1, 2, 3, 4].map(line => lines.lineStart(line)),
      [0, 2, 6, 8, 9],
    );
  });

  it('convert there and back', () => {
    for (let offset = 0; offset <= text.length; offset += 1) {
      assert.equal(lines.offsetAt(lines.positionAt(offset)), offset);
    }
    assert.deepEqual(lines.positionAt(3), { line: 1, column: 1 });
  });

  it('clamp what lies outside', () => {
    assert.deepEqual(lines.positionAt(-5), { line: 0, column: 0 });
    assert.deepEqual(lines.positionAt(99), { line: 3, column: 1 });
    assert.equal(lines.offsetAt({ line: 9, column: 9 }), text.length);
  });
});

describe('ranges', () => {
  it('touch their two ends', () => {
    const range = { start: 2, end: 4 };
    assert.deepEqual(
      [1, 2, 3, 4, 5].map(offset => touches(range, offset)),
      [false, true, true, true, false],
    );
  });

  it('contain themselves and what is smaller', () => {
    assert.ok(contains({ start: 1, end: 3 }, { start: 1, end: 3 }));
    assert.ok(!contains({ start: 1, end: 3 }, { start: 0, end: 3 }));
    assert.equal(textIn('abcd', { start: 1, end: 3 }), 'bc');
  });
});
