import assert from 'node:assert/strict';
import { definition, documentLinks, highlights, references } from '../../../src/core/features/navigation';
import { textIn } from '../../../src/core/text/textRange';
import { cursorIn, number } from './setting';

const LIST =
  '\n\n## References\n\n1. Somebody. First work. 1999.\n2. Nobody. Second work. 2001.\n3. Anybody. Third work. 2003.\n';

function at(fixture: string) {
  const { text, offset } = cursorIn(fixture);
  return { text, offset, numbered: number(text) };
}

describe('definition', () => {
  it('leads to the entry', () => {
    const { text, offset, numbered } = at(`A [1, 2|].${LIST}`);
    const found = definition(numbered, offset)!;
    assert.equal(textIn(text, found.range), '2');
    assert.deepEqual(
      found.targets.map(target => target.kind === 'entry' && textIn(text, target.selection)),
      ['Nobody. Second work. 2001.'],
    );
  });
  it('leads to all entries of a range', () => {
    const { offset, numbered } = at(`A [1|–3].${LIST}`);
    assert.equal(definition(numbered, offset)!.targets.length, 1);
    const dash = at(`A [1–3].${LIST}|`);
    assert.equal(definition(dash.numbered, 'A [1–3'.indexOf('–') + 0)!.targets.length >= 1, true);
  });
  it('leads to the record where there is no list', () => {
    const { offset, numbered } = at('A [4|].');
    assert.deepEqual(
      definition(numbered, offset)!.targets.map(({ kind }) => kind),
      ['record'],
    );
  });
  it('leads nowhere from a number that nothing has, and is not there beside citations', () => {
    const missing = at('A [44|].');
    assert.deepEqual(definition(missing.numbered, missing.offset)!.targets, []);
    const beside = at('A| [4].');
    assert.equal(definition(beside.numbered, beside.offset), undefined);
  });
});

describe('references', () => {
  const found = (fixture: string, includeEntry: boolean) => {
    const { text, offset, numbered } = at(fixture);
    return references(numbered, offset, includeEntry).map(
      ({ kind, range }) => `${kind} ${textIn(text, range)}`,
    );
  };
  it('finds citations and ranges that cover a number', () => {
    assert.deepEqual(found(`A [2|]. B [1–3]. C [1, 2]. D [3].${LIST}`, false), [
      'read 2',
      'read 1–3',
      'read 2',
    ]);
  });
  it('finds the entry when asked', () =>
    assert.deepEqual(found(`A [2|].${LIST}`, true), ['read 2', 'write 2']));
  it('starts from the label of an entry too', () =>
    assert.deepEqual(found(`A [2]. B [1–3].${LIST.replace('2.', '2|.')}`, true), [
      'read 2',
      'read 1–3',
      'write 2',
    ]));
  it('finds nothing beside citations', () => assert.deepEqual(found(`A| [2].${LIST}`, true), []));
  it('highlights the same places', () => {
    const { offset, numbered } = at(`A [2|]. B [1–3].${LIST}`);
    assert.deepEqual(highlights(numbered, offset), references(numbered, offset, true));
  });
});

describe('documentLinks', () => {
  it('links each written number to its entry', () => {
    const text = `A [1, 3]. B [9].${LIST}`;
    const links = documentLinks(number(text)).map(
      ({ range, target }) => `${textIn(text, range)} → ${textIn(text, target).slice(0, 10)}`,
    );
    assert.deepEqual(links, ['1 → 1. Somebod', '3 → 3. Anybody']);
  });
});
