import assert from 'node:assert/strict';
import { run } from '../../src/cli/run';
import { memoryIo } from '../support/memoryIo';

const TEXT = 'Cells persist [3] and tire [4, 3].\n';

describe('numcite convert --citations', () => {
  it('writes keys and the library beside, and puts the numbers back', async () => {
    const io = memoryIo({ 'paper/a.md': TEXT });
    assert.equal(await run(['convert', 'paper/a.md', '--citations', 'pandoc', '--write'], io), 0);
    const keyed = io.textOf('paper/a.md');
    assert.match(
      keyed,
      /^---\nbibliography: references\.bib\n---\n\nCells persist \[@\w+\] and tire \[@\w+; @\w+\]/,
    );
    const keys = [...keyed.matchAll(/@(\w+)/g)].map(match => match[1]!);
    assert.equal(keys[0], keys[2]);
    for (const key of keys) assert.ok(io.textOf('paper/references.bib').includes(`{${key},`), key);
    assert.equal(await run(['convert', 'paper/a.md', '--citations', 'numbered', '--write'], io), 0);
    assert.equal(io.textOf('paper/a.md'), TEXT);
  });

  it('prints without writing anything', async () => {
    const io = memoryIo({ 'a.md': TEXT });
    assert.equal(await run(['convert', 'a.md', '--citations', 'keyed', '--bib', 'works.bib'], io), 0);
    assert.match(io.printed.output, /bibliography: works\.bib/);
    assert.match(io.printed.messages, /works\.bib: would be written/);
    assert.deepEqual([...io.files.keys()], ['a.md']);
    assert.equal(io.textOf('a.md'), TEXT);
  });

  it('never replaces a library that holds something else', async () => {
    const io = memoryIo({ 'a.md': TEXT, 'references.bib': '@misc{mine, title={Mine}}\n' });
    assert.equal(await run(['convert', 'a.md', '--citations', 'pandoc', '--write'], io), 1);
    assert.match(io.printed.messages, /references\.bib: is there and holds something else.*--bib/);
    assert.equal(io.textOf('a.md'), TEXT);
    assert.equal(io.textOf('references.bib'), '@misc{mine, title={Mine}}\n');
  });

  it('refuses with the place', async () => {
    const io = memoryIo({ 'a.md': 'Cells persist [3] and [99].\n' });
    assert.equal(await run(['convert', 'a.md', '--citations', 'pandoc', '--write'], io), 1);
    assert.match(io.printed.messages, /^a\.md:1:23: No reference has the number 99/);
  });
});

describe('numcite scan', () => {
  it('lists citations by key beside those by number', async () => {
    const io = memoryIo({ 'a.md': 'Cells persist [@miller2020; @daher2023] and tire [4].\n' });
    assert.equal(await run(['scan', 'a.md', '--json'], io), 0);
    const { keyed } = JSON.parse(io.printed.output);
    assert.deepEqual(keyed, [
      {
        start: 14,
        end: 39,
        text: '[@miller2020; @daher2023]',
        keys: ['miller2020', 'daher2023'],
        line: 1,
        column: 15,
      },
    ]);
  });
});
