import assert from 'node:assert/strict';
import { run } from '../../src/cli/run';
import { type MemoryIo, memoryIo } from '../support/memoryIo';

const LIST = [
  '# References',
  '',
  '1. Doe J. Tiring of killer cells. J Cells. 2001;1:1-2.',
  '2. Roe R. Travelling of killer cells. J Cells. 2002;2:2-3.',
  '3. Poe P. Sleeping of killer cells. J Cells. 2003;3:3-4.',
  '',
].join('\n');

const book = {
  'book/_quarto.yml':
    'book:\n  chapters:\n    - one.qmd\n    - more/two.qmd\n    - end.qmd\nbibliography: refs.bib\n',
  'book/refs.bib':
    '@article{poe, author={Poe, Pia}, title={Sleeping of killer cells}, journal={J Cells}, year=2003}\n',
  'book/one.qmd': 'They sleep [3].\n',
  'book/more/two.qmd': 'They travel [2] and tire [1, 3].\n',
  'book/end.qmd': LIST,
};

const renumbered = {
  'book/one.qmd': 'They sleep [1].\n',
  'book/more/two.qmd': 'They travel [2] and tire [1, 3].\n',
  'book/end.qmd': LIST.replace(/1\. (.*)\n2\. (.*)\n3\. (.*)\n/, '1. $3\n2. $2\n3. $1\n'),
};

async function ran(io: MemoryIo, line: string): Promise<number> {
  io.printed.output = io.printed.messages = '';
  return run(line.split(' '), io);
}

describe('numcite in a manuscript of several files', () => {
  it('renumbers a Quarto book with its list in the last file, and a second run changes nothing', async () => {
    const io = memoryIo(book);
    assert.equal(await ran(io, 'renumber --all-files --write book/more/two.qmd'), 0);
    for (const [path, text] of Object.entries(renumbered)) assert.equal(io.textOf(path), text);
    assert.equal(await ran(io, 'renumber --all-files --write book/_quarto.yml'), 0);
    assert.match(io.printed.messages, /in order/);
    for (const [path, text] of Object.entries(renumbered)) assert.equal(io.textOf(path), text);
  });

  it('never renumbers a part of the files that one list numbers', async () => {
    for (const files of ['book/one.qmd', 'book/end.qmd', 'book/one.qmd book/end.qmd']) {
      const io = memoryIo(book);
      assert.equal(await ran(io, `renumber --write ${files}`), 1);
      assert.match(io.printed.messages, /shares its reference list with .*two\.qmd.*--all-files/);
      for (const [path, text] of Object.entries(book)) assert.equal(io.textOf(path), text);
    }
    const io = memoryIo(book);
    assert.equal(await ran(io, 'renumber --write book/one.qmd book/more/two.qmd book/end.qmd'), 0);
    assert.equal(io.textOf('book/end.qmd'), renumbered['book/end.qmd']);
  });

  it('takes the numbers of a chapter from the list of another file in every command', async () => {
    const io = memoryIo(book);
    assert.equal(await ran(io, 'suggest book/one.qmd:1:12 --json'), 0);
    const [first] = JSON.parse(io.printed.output) as { id: string; number: number }[];
    assert.deepEqual([first?.id, first?.number], ['poe', 3]);
    assert.equal(await ran(io, 'scan book/one.qmd --json'), 0);
    assert.equal(JSON.parse(io.printed.output).listFile, 'book/end.qmd');
    assert.equal(await ran(io, 'convert book/one.qmd --cited --to bibtex'), 0);
    assert.match(io.printed.output, /@article\{poe,/);
    assert.equal(await ran(io, 'check --all-files book/one.qmd'), 1);
    assert.match(io.printed.output, /^book\/one\.qmd:1:12: .*list-not-in-order/);
    assert.equal(io.printed.output.trim().split('\n').length, 1);
  });

  it('says which file to name where a command is for the list', async () => {
    for (const [line, code] of [
      ['bibliography book/one.qmd', 1],
      ['bibliography book/one.qmd --json', 1],
      ['link book/one.qmd', 0],
    ] as const) {
      const io = memoryIo(book);
      assert.equal(await ran(io, line), code);
      assert.match(io.printed.messages, /book\/one\.qmd: its reference list stands in book\/end\.qmd/);
    }
    const io = memoryIo(book);
    assert.equal(await ran(io, 'convert book/one.qmd --citations pandoc --write'), 1);
    assert.equal(io.textOf('book/one.qmd'), book['book/one.qmd']);
  });

  it('goes by --part where no file says which belong together, and by nothing with --alone', async () => {
    const { 'book/_quarto.yml': _, ...files } = book;
    const io = memoryIo(files);
    const parts = '--part book/one.qmd --part book/more/two.qmd --part book/end.qmd';
    assert.equal(await ran(io, `scan book/one.qmd --json ${parts}`), 0);
    assert.equal(JSON.parse(io.printed.output).listFile, 'book/end.qmd');
    assert.equal(await ran(io, `renumber --all-files --write ${parts}`), 0);
    assert.equal(io.textOf('book/end.qmd'), renumbered['book/end.qmd']);
    assert.equal(await ran(io, 'scan book/one.qmd --part book/end.qmd'), 2);
    assert.match(io.printed.messages, /not among them/);
    assert.equal(await ran(io, 'check --all-files book/one.qmd'), 2);
    const whole = memoryIo(book);
    assert.equal(await ran(whole, 'scan book/one.qmd --json --alone'), 0);
    assert.equal(JSON.parse(whole.printed.output).listFile, undefined);
  });

  it('reads the superscripts of a chapter as its whole manuscript is read', async () => {
    const raised = (text: string) => text.replace(/ \[([\d, ]+)\]/g, '^$1^');
    const io = memoryIo({
      ...book,
      'book/one.qmd': raised(book['book/one.qmd']),
      'book/more/two.qmd': raised(book['book/more/two.qmd']),
    });
    assert.equal(await ran(io, 'scan book/one.qmd'), 0);
    assert.equal(io.printed.output, 'book/one.qmd:1:11: ^3^ cites 3\n');
    assert.equal(await ran(io, 'renumber --all-files --write book/one.qmd'), 0);
    assert.equal(io.textOf('book/one.qmd'), raised(renumbered['book/one.qmd']));
  });

  it('compares an earlier version of a chapter at its place among the other files', async () => {
    const io = memoryIo({ ...book, 'old.qmd': 'They sleep [2].\n' });
    await ran(io, 'check book/one.qmd --since old.qmd --alone');
    assert.equal(await ran(io, 'check book/more/two.qmd --since book/more/two.qmd'), 0);
    assert.equal(io.printed.output, '');
  });
});
