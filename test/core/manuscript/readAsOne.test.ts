import assert from 'node:assert/strict';
import { type Manuscript, parseManuscript, readAsOne, updateManuscript } from '../../../src/core/manuscript';

const LIST = '# References\n\n1. One. 2001.\n2. Two. 2002.\n3. Three. 2003.\n4. Four. 2004.\n';
const chapters = [
  'They travel^1^ and sleep.^2,3^ It covers 10 m^2^.\n',
  'They tire^4^ and wake.^1–3^ (2) is no citation.\n',
];

const read = (...texts: readonly string[]) => readAsOne(texts.map(text => parseManuscript(text, 'markdown')));
const cited = (manuscripts: readonly Manuscript[]) =>
  manuscripts.map(({ citations }) => citations.map(({ numbers }) => numbers.join(',')));

describe('the files of a manuscript read as one', () => {
  it('cite in superscripts where all files together show it', () => {
    assert.deepEqual(cited(read(...chapters, LIST)), [['1', '2,3'], ['4', '1,2,3'], []]);
    assert.deepEqual(cited(read(...chapters)), [[], []], 'without the list nothing shows it');
  });

  it('do not where one chapter only has powers', () => {
    assert.deepEqual(cited(read('They travel [1–3].\n', 'Area^2^ and [4].\n', LIST)), [['1,2,3'], ['4'], []]);
  });

  it('call references by number where the list of another file has them, also over the end of a line', () => {
    assert.deepEqual(cited(read('They rest as in ref.\n2.\n', LIST)), [['2'], []]);
    assert.deepEqual(cited(read('They rest as in ref. 2.\n', 'More.\n')), [[], []]);
  });

  it('are the same objects where nothing changes, and go on from there behind an edit', () => {
    const files = read(...chapters, LIST);
    const again = readAsOne(files);
    assert.ok(again.every((file, index) => file === files[index]));
    const edited = updateManuscript(files[0]!, { range: { start: 11, end: 11 }, newText: '^4^ far' });
    const after = readAsOne([edited, ...files.slice(1)]);
    assert.equal(after[0], edited, 'the edited file is not read again');
    assert.deepEqual(cited(after)[0], cited(read(edited.text, chapters[1]!, LIST))[0]);
  });

  it('stop to when the list goes, and a file alone is read for itself', () => {
    const files = read(...chapters, LIST);
    const [one, two] = readAsOne(files.slice(0, 2));
    assert.deepEqual(cited([one!, two!]), [[], []]);
    assert.deepEqual(cited(readAsOne([files[0]!])), [[]]);
  });
});
