import assert from 'node:assert/strict';
import packageJson from '../../package.json';
import { commands } from '../../src/cli/commands';
import { run, VERSION } from '../../src/cli/run';
import { memoryIo } from '../support/memoryIo';
import { PRINTED_REVIEW } from '../support/printedReview';

/** Runs a command line on files in memory. */
async function numcite(
  argv: readonly string[],
  files: Readonly<Record<string, string | Uint8Array>> = {},
  standardInput = '',
) {
  const io = memoryIo(files, standardInput);
  const code = await run(argv, io);
  return { code, io, ...io.printed };
}

describe('numcite', () => {
  it('prints help for itself and for each command', async () => {
    const overview = await numcite(['--help']);
    assert.equal(overview.code, 0);
    for (const command of commands) {
      assert.ok(overview.output.includes(command.name), command.name);
      const help = await numcite([command.name, '--help']);
      assert.equal(help.code, 0);
      assert.match(help.output, new RegExp(`usage: numcite ${command.name}`));
    }
  });

  it('prints its version, the one of the package', async () => {
    assert.equal(VERSION, packageJson.version);
    assert.equal((await numcite(['--version'])).output, `${VERSION}\n`);
  });

  const wrong: readonly [string, readonly string[], RegExp][] = [
    ['an unknown command', ['cite'], /no command 'cite'.*--help/],
    ['an unknown option', ['scan', 'a.md', '--fast'], /--fast.*numcite scan --help/s],
    ['no file', ['scan'], /name a file/],
    ['two files', ['scan', 'a.md', 'b.md'], /one file at a time.*b\.md/],
    ['a missing file', ['scan', 'missing.md'], /missing\.md: no such file/],
    ['an ending that tells no markup', ['scan', 'a.docx'], /a\.docx: its ending.*--language/],
    ['an unknown markup', ['scan', 'a.md', '--language', 'word'], /--language word.*markdown/],
    ['a binary file', ['scan', 'picture.md'], /picture\.md: a binary file/],
    ['an unknown style', ['bibliography', 'a.md', '--style', 'nowhere'], /nowhere.*numcite styles/],
    ['a broken style', ['bibliography', 'a.md', '--style', 'broken.csl'], /broken/],
    ['an unknown format', ['convert', 'a.bib', '--to', 'docx'], /docx.*csl-json/],
    ['an unknown form', ['convert', 'a.md', '--citations', 'word'], /--citations word.*pandoc/],
    ['a place outside the file', ['suggest', 'a.md:99:1'], /a\.md:99:1.*no such place/],
    ['a bad limit', ['suggest', '--text', 'x', '--limit', 'all'], /--limit all/],
  ];
  for (const [name, argv, message] of wrong) {
    it(`answers ${name} with exit code 2 and one clear line`, async () => {
      const result = await numcite(argv, {
        'a.md': 'Text [1].\n',
        'b.md': '',
        'a.docx': 'PK',
        'a.bib': '',
        'picture.md': Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 1, 0, 7, 0),
        'broken.csl': '<style><info>',
      });
      assert.equal(result.code, 2, result.messages);
      assert.match(result.messages, message);
      assert.equal(result.messages.trimEnd().split('\n').length, 1, result.messages);
      assert.equal(result.output, '');
    });
  }
});

describe('numcite scan', () => {
  it('prints citations and reference list as the contract says', async () => {
    const text = 'Words [1, 3–4].\n\n## References\n\n1. First work. 2020.\n';
    const { output, code } = await numcite(['scan', 'a.md', '--json'], { 'a.md': text });
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(output), {
      language: 'markdown',
      citations: [{ start: 6, end: 14, text: '[1, 3–4]', numbers: [1, 3, 4], line: 1, column: 7 }],
      references: [{ number: 1, start: 32, end: 52, text: 'First work. 2020.', id: null }],
    });
  });

  it('reads standard input', async () => {
    const { output } = await numcite(['scan', '-', '--language', 'latex', '--json'], {}, 'Words~[2].');
    assert.deepEqual(JSON.parse(output).citations[0].numbers, [2]);
  });

  it('says nothing of an empty file', async () => {
    const { output, code } = await numcite(['scan', 'a.md'], { 'a.md': '' });
    assert.deepEqual({ output, code }, { output: '', code: 0 });
  });
});

describe('numcite check', () => {
  const files = { 'a.md': 'Words [1] and [7].\n\n## References\n\n1. First work. 2020.\n' };

  it('exits with 1 and names file, line, column, and code', async () => {
    const { code, output } = await numcite(['check', 'a.md'], files);
    assert.equal(code, 1);
    assert.match(output, /^a\.md:1:16: error: .*7.* \(number-without-reference\)$/m);
  });

  it('exits with 0 on a clean manuscript', async () => {
    const clean = {
      'a.md': 'Words [1].\n\n## References\n\n1. Long J. First work on cells. Front Immunol. 2020.\n',
    };
    assert.deepEqual(await numcite(['check', 'a.md'], clean).then(r => [r.code, r.output]), [0, '']);
  });

  it('prints the fields of the contract as JSON', async () => {
    const { output } = await numcite(['check', 'a.md', '--format', 'json'], files);
    const finding = JSON.parse(output).find(
      (one: { code: string }) => one.code === 'number-without-reference',
    );
    assert.deepEqual(Object.keys(finding).sort(), [
      'code',
      'column',
      'endColumn',
      'endLine',
      'file',
      'fix',
      'line',
      'message',
      'severity',
    ]);
  });

  it('prints annotations for GitHub and a log in SARIF 2.1.0', async () => {
    const github = await numcite(['check', 'a.md', '--format', 'github'], files);
    assert.match(
      github.output,
      /^::error file=a\.md,line=1,endLine=1,col=16,endColumn=17,title=number-without-reference::/m,
    );
    const sarif = JSON.parse((await numcite(['check', 'a.md', '--format', 'sarif'], files)).output);
    assert.equal(sarif.version, '2.1.0');
    const [log] = sarif.runs;
    const result = log.results.find((one: { ruleId: string }) => one.ruleId === 'number-without-reference');
    assert.equal(result.level, 'error');
    assert.deepEqual(result.locations[0].physicalLocation, {
      artifactLocation: { uri: 'a.md' },
      region: { startLine: 1, startColumn: 16, endLine: 1, endColumn: 17 },
    });
    const rules = log.tool.driver.rules.map(({ id }: { id: string }) => id);
    for (const { ruleId } of log.results) assert.ok(rules.includes(ruleId), ruleId);
    assert.match(JSON.stringify(log.tool.driver.rules), /"shortDescription":\{"text":"/);
  });

  it('takes severities, and says which rules there are when one is not', async () => {
    const off = await numcite(['check', 'a.md', '--severity', 'number-without-reference=hint'], files);
    assert.match(off.output, /: hint: .*\(number-without-reference\)/);
    for (const args of [
      ['--severity', 'klingon=off'],
      ['--severity', 'gap-in-list=loud'],
    ]) {
      const { code, messages } = await numcite(['check', 'a.md', ...args], files);
      assert.equal(code, 2);
      assert.match(messages, /klingon|loud/);
    }
    const fix = await numcite(['fix', 'a.md', '--code', 'klingon'], files);
    assert.equal(fix.code, 2);
    assert.match(fix.messages, /number-without-reference/);
  });

  it('says what points elsewhere than in an earlier version of the file', async () => {
    const version = (first: string, second: string) =>
      `Ants are small [1]. Bees can fly [2].\n\n# References\n\n1. ${first}. 2001.\n2. ${second}. 2001.\n`;
    const merged = {
      'old.md': version('Doe J. Ants', 'Roe R. Bees'),
      'new.md': version('Roe R. Bees', 'Doe J. Ants'),
    };
    const { output, code } = await numcite(['check', 'new.md', '--since', 'old.md'], merged);
    assert.equal(code, 1);
    assert.match(output, /^new\.md:1:16: warning: .*what was 1 is 2 in the list now\. \(half-renumbered\)$/m);
    assert.match(output, /^new\.md:1:34: /m);
    const same = await numcite(['check', 'new.md', '--since', 'new.md'], merged);
    assert.doesNotMatch(same.output, /half-renumbered/);
    const two = await numcite(['check', 'new.md', 'old.md', '--since', 'old.md'], merged);
    assert.equal(two.code, 2);
  });

  it('knows what year it is', async () => {
    const list = (year: number) =>
      `A [1], b [2].\n\n# References\n\n1. Doe J. One. J. 2001.\n2. Roe R. Two. J. ${year}.\n`;
    const next = new Date().getFullYear() + 1;
    for (const [year, codes] of [
      [next, 0],
      [next + 1, 1],
    ] as const) {
      const { code } = await numcite(['check', 'a.md'], { 'a.md': list(year) });
      assert.equal(code, codes, String(year));
    }
  });
});

describe('numcite bibliography', () => {
  const cites = 'All ten [1–10].\n';

  it("prints the ten entries of the review in the review's own style", async () => {
    const { output, code, messages } = await numcite(['bibliography', 'a.md'], { 'a.md': cites });
    assert.equal(code, 0, messages);
    assert.equal(output, `${cites}\n## References\n\n${PRINTED_REVIEW}`);
  });

  it('prints the list alone', async () => {
    const { output } = await numcite(['bibliography', 'a.md', '--list-only'], { 'a.md': cites });
    assert.equal(output, PRINTED_REVIEW);
  });

  it('stores the result once: the second run changes nothing', async () => {
    const { io } = await numcite(['bibliography', 'a.md', '--write'], { 'a.md': cites });
    const first = io.textOf('a.md');
    assert.ok(first.endsWith(PRINTED_REVIEW));
    await run(['bibliography', 'a.md', '--write'], io);
    assert.equal(io.textOf('a.md'), first);
  });

  it('keeps encoding, byte order mark and line endings of the file', async () => {
    const bytes = Buffer.from('\ufeffWords [1].\r\n', 'utf16le');
    const { io } = await numcite(['bibliography', 'a.md', '--write'], { 'a.md': bytes });
    const after = Buffer.from(io.files.get('a.md')!).toString('utf16le');
    assert.match(after, /^\ufeffWords \[1\]\.\r\n\r\n## References\r\n\r\n1\. Jianping Long/);
    assert.ok(!/[^\r]\n/.test(after));
  });

  it('refuses a language that styles have no words in; of the manuscript it only warns', async () => {
    const files = { 'a.md': '---\nlang: xx-QQ\n---\n\nOne [1].\n' };
    const asked = await numcite(['bibliography', 'a.md', '--locale', 'qq'], files);
    assert.match(asked.messages, /locale qq: .*de-DE, .*zh-CN/);
    assert.equal(asked.code, 2);
    assert.equal(asked.output, '');
    const own = await numcite(['bibliography', 'a.md'], files);
    assert.match(own.messages, /a\.md: lang: xx-QQ/);
    assert.match(own.output, /\n1\. Jianping Long/);
  });

  it('names the file and the line that make a style unusable', async () => {
    const files = { 'a.md': 'One [1].\n', 'lab/b.csl': '<style>\n<info>\n</style>' };
    const { messages, output } = await numcite(['bibliography', 'a.md', '--style', 'lab/b.csl'], files);
    assert.match(messages, /lab\/b\.csl, line 3: .*<\/info> is expected/);
    assert.equal(output, '');
  });

  it("formats with the author's own file, also where a bundled style has its name, and where it names another", async () => {
    const own = (id: string) =>
      `<style class="in-text" version="1.0"><info><title>T</title><id>x/${id}</id></info>
      <citation><layout><text variable="citation-number"/></layout></citation>
      <bibliography><layout><text variable="title" prefix="OWN "/></layout></bibliography></style>`;
    const dependent = `<style><info><title>D</title><id>x/d</id>
      <link href="http://www.zotero.org/styles/lab" rel="independent-parent"/></info></style>`;
    const files = { 'a.md': 'One [1].\n', 'nature.csl': own('n'), 'd.csl': dependent, 'lab.csl': own('lab') };
    for (const style of ['nature.csl', 'd.csl']) {
      const { output, messages } = await numcite(['bibliography', 'a.md', '--style', style], files);
      assert.match(output, /\n1\. OWN CAR-NK/, messages);
    }
    const { 'lab.csl': _parent, ...alone } = files;
    const { messages, code } = await numcite(['bibliography', 'a.md', '--style', 'd.csl'], alone);
    assert.equal(code, 2);
    assert.match(messages, /d\.csl: only another name for the style lab; put lab\.csl beside it/);
  });

  it('speaks the language of the manuscript in entry and heading', async () => {
    const { output } = await numcite(['bibliography', 'a.md', '--style', 'apa', '--locale', 'fr'], {
      'a.md': 'One [1].\n',
    });
    assert.match(output, /\n## Références\n\n1\. Long, J\., He, J\., (?:&|et) Sun/);
  });

  it('names numbers that nothing stands for', async () => {
    const { messages, code } = await numcite(['bibliography', 'a.md'], { 'a.md': 'Words [1, 44].\n' });
    assert.equal(code, 0);
    assert.match(messages, /a\.md: \[44\] has no reference/);
  });
});

describe('numcite renumber', () => {
  const text =
    'First [3], then [1, 2].\n\n## References\n\n1. Alpha. 2001.\n2. Beta. 2002.\n3. Gamma. 2003.\n';
  const renumbered =
    'First [1], then [2, 3].\n\n## References\n\n1. Gamma. 2003.\n2. Alpha. 2001.\n3. Beta. 2002.\n';

  it('moves text and list together', async () => {
    const { output, code } = await numcite(['renumber', 'a.md'], { 'a.md': text });
    assert.deepEqual({ output, code }, { output: renumbered, code: 0 });
  });

  it('prints the map, and writes only with --write', async () => {
    const { output, io } = await numcite(['renumber', 'a.md', '--json'], { 'a.md': text });
    assert.deepEqual(JSON.parse(output), { map: { 1: 2, 2: 3, 3: 1 } });
    assert.equal(io.textOf('a.md'), text);
    await run(['renumber', 'a.md', '--write'], io);
    assert.equal(io.textOf('a.md'), renumbered);
  });

  it('refuses with exit code 1 and the place, and writes nothing', async () => {
    const broken = text.replace('[1, 2]', '[1, 9]');
    const { code, messages, io } = await numcite(['renumber', 'a.md', '--write'], { 'a.md': broken });
    assert.equal(code, 1);
    assert.match(messages, /^a\.md:1:\d+: .*9/m);
    assert.equal(io.textOf('a.md'), broken);
  });

  it('numbers several files as one manuscript', async () => {
    const { io } = await numcite(['renumber', 'a.md', 'b.md', '--write'], {
      'a.md': 'One [2].\n',
      'b.md': 'Two [1].\n\n## References\n\n1. Alpha. 2001.\n2. Beta. 2002.\n',
    });
    assert.equal(io.textOf('a.md'), 'One [1].\n');
    assert.equal(io.textOf('b.md'), 'Two [2].\n\n## References\n\n1. Beta. 2002.\n2. Alpha. 2001.\n');
  });
});

describe('numcite suggest', () => {
  it('ranks for the sentence left of a place', async () => {
    const text = 'Exhausted NK cells lose their function over time .\n';
    const { output } = await numcite(['suggest', `a.md:1:${text.indexOf('.') + 1}`, '--json'], {
      'a.md': text,
    });
    const [first] = JSON.parse(output);
    assert.deepEqual([first.id, first.number, first.label], ['daher2023', 4, 'Daher 2023']);
    assert.ok(first.reasons.length > 0);
  });

  it('ranks for a text, and searches for a query', async () => {
    const text = await numcite([
      'suggest',
      '--text',
      'NK cells made from induced pluripotent stem cells',
      '--json',
    ]);
    assert.equal(JSON.parse(text.output)[0].id, 'li2023');
    const query = await numcite(['suggest', '--text', '', '--query', 'bispecfic', '--json', '--limit', '1']);
    assert.deepEqual(
      JSON.parse(query.output).map((hit: { id: string }) => hit.id),
      ['hu2022'],
    );
  });

  it('answers each line of a replay before its citation is revealed', async () => {
    const lines = [
      {
        before: 'Cells become exhausted',
        sentence: 'Cells become exhausted.',
        preceding_sentence: '',
        cited: ['daher2023'],
      },
      { before: 'Expansion ex vivo gives enough cells', sentence: 'x', cited: ['xie2022'] },
    ];
    const { output } = await numcite(['suggest', '--replay', 'r.jsonl'], {
      'r.jsonl': lines.map(line => JSON.stringify(line)).join('\n'),
    });
    const answers = output
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line).ids);
    assert.deepEqual(
      answers.map(ids => ids[0]),
      ['daher2023', 'xie2022'],
    );
  });

  it('names file and line of a replay line that it cannot read', async () => {
    const { code, messages } = await numcite(['suggest', '--replay', 'r.jsonl'], {
      'r.jsonl': '{"before":"x","cited":[]}\n{oops\n',
    });
    assert.equal(code, 2);
    assert.match(messages, /r\.jsonl:2: not JSON/);
  });
});

describe('numcite link', () => {
  it('links typed entries to records, and leaves others unlinked', async () => {
    const text =
      'x [1, 2]\n\n## References\n\n1. Daher M. Targeting NK cell exhaustion for cancer immunotherapy. 2023.\n2. Somebody. Something else altogether in print. 1999.\n';
    const { output } = await numcite(['link', 'a.md', '--json'], { 'a.md': text });
    const rows = JSON.parse(output);
    assert.deepEqual(
      rows.map((row: { number: number; id: string | null; by: string | null }) => [
        row.number,
        row.id,
        row.by,
      ]),
      [
        [1, 'daher2023', 'title'],
        [2, null, null],
      ],
    );
  });
});

describe('the libraries of a manuscript', () => {
  const bib = '@article{a1, author={Adams, Ann}, title={Alpha cells in the wild}, year=2001, journal={J A}}';
  const entry = '1. Adams A. Alpha cells in the wild. J A. 2001.';

  it('are those that it names, relative to its folder', async () => {
    const text = `---\nbibliography: refs.bib\n---\n\nx [1]\n\n## References\n\n${entry}\n`;
    const { output } = await numcite(['link', 'paper/a.md', '--json'], {
      'paper/a.md': text,
      'paper/refs.bib': bib,
    });
    assert.equal(JSON.parse(output)[0].id, 'a1');
  });

  it('are those of the Quarto project beside it', async () => {
    const { output } = await numcite(['link', 'paper/a.qmd', '--json'], {
      'paper/a.qmd': `x [1]\n\n## References\n\n${entry}\n`,
      'paper/_quarto.yml': 'bibliography: refs.bib\n',
      'paper/refs.bib': bib,
    });
    assert.equal(JSON.parse(output)[0].id, 'a1');
  });

  it('number a chapter by the list that stands in another file of the project', async () => {
    const files = {
      'book/_quarto.yml': 'book:\n  chapters: [one.qmd, two.qmd]\n',
      'book/one.qmd': 'x [2] y [5]\n',
      'book/two.qmd': '## References\n\n1. Doe J. Tiring. 2001.\n2. Roe J. Travelling. 2002.\n',
    };
    const chapter = await numcite(['check', 'book/one.qmd'], files);
    assert.match(chapter.output, /^book\/one\.qmd:1:10: .*The reference list has no number 5/);
    assert.equal(chapter.output.trim().split('\n').length, 1);
    const list = await numcite(['check', 'book/two.qmd'], { ...files, 'book/one.qmd': 'x [1, 2]\n' });
    assert.equal(list.output, '');
    const refused = await numcite(['bibliography', 'book/one.qmd'], files);
    assert.equal(refused.code, 1);
    assert.match(refused.messages, /stands in book\/two\.qmd/);
  });

  it('are warned of where they are missing', async () => {
    const { code, messages } = await numcite(['scan', 'a.md'], {
      'a.md': '---\nbibliography: gone.bib\n---\n\nx [1]\n',
    });
    assert.equal(code, 0);
    assert.equal(messages, 'a.md:2: there is no library file gone.bib\n');
  });

  it('are findings of the linter at their names where they are missing', async () => {
    const found = async (files: Record<string, string>, ...args: readonly string[]) =>
      (await numcite(['check', ...args], files)).output;
    assert.equal(
      await found(
        { 'a.md': '---\nbibliography: [here.bib, gone.bib]\n---\n', 'here.bib': '@book{a, title={A}}' },
        'a.md',
      ),
      'a.md:2:26: error: There is no library file “gone.bib”. Put it there, or correct the path. (missing-library)\n',
    );
    assert.match(
      await found({ 'a.tex': 'x\n\\bibliography{here,gone}\n', 'here.bib': '' }, 'a.tex'),
      /^a\.tex:2:20: error: There is no library file “gone\.bib”\..*\n$/,
    );
    const project = {
      '_quarto.yml': 'project:\n  type: book\nbibliography:\n  - gone.bib\n',
      'a.qmd': 'One.\n',
      'b.qmd': 'Two.\n',
    };
    const line =
      '_quarto.yml:4:5: error: There is no library file “gone.bib”. Put it there, or correct the path. (missing-library)\n';
    assert.equal(await found(project, 'a.qmd', 'b.qmd'), line);
    assert.equal(
      await found(project, 'a.qmd', '--severity', 'missing-library=hint'),
      line.replace('error', 'hint'),
    );
    assert.equal(await found(project, 'a.qmd', '--severity', 'missing-library=off'), '');
    const thesis = {
      'main.tex': '\\addbibresource{gone.bib}\n\\input{one}\n',
      'one.tex': 'One.\n',
    };
    for (const files of [['one.tex'], ['one.tex', 'main.tex'], ['main.tex', 'one.tex'], ['main.tex']])
      assert.match(await found(thesis, ...files), /^main\.tex:1:17: error: .*\n$/);
    // Whoever names libraries on the command line does not use those of the manuscript.
    assert.equal(
      await found(
        { 'a.md': '---\nbibliography: gone.bib\n---\n', 'b.bib': '' },
        'a.md',
        '--library',
        'b.bib',
      ),
      '',
    );
  });
});

describe('numcite convert', () => {
  it('reads BibTeX and writes CSL-JSON, and names the line of a broken record', async () => {
    const bib =
      '@article{long2023,\n  author = {Long, Jianping},\n  title = {A title},\n  year = 2023\n}\n@article{broken,\n  title = {no end\n';
    const { output, messages, code } = await numcite(['convert', 'a.bib', '--to', 'csl-json'], {
      'a.bib': bib,
    });
    assert.equal(code, 0);
    assert.equal(JSON.parse(output)[0].id, 'long2023');
    assert.match(messages, /^a\.bib:\d+: /m);
  });
});

describe('numcite convert --cited', () => {
  it('prints the records of what a manuscript cites, and names what has none', async () => {
    const text =
      'They tire [4] and [2, 1].\n\n# References\n\n1. Of nobody, 1999.\n2. Two. <!-- @two -->\n3. Three. <!-- @three -->\n4. Four. <!-- @four -->\n';
    const bib = ['two', 'three', 'four'].map(key => `@book{${key}, title = {T of ${key}}}`).join('\n');
    const { output, messages, code } = await numcite(
      ['convert', 'm.md', '--cited', '--to', 'bibtex', '--library', 'a.bib'],
      { 'm.md': text, 'a.bib': bib },
    );
    assert.deepEqual(
      [...output.matchAll(/^@book\{(\w+),/gm)].map(([, key]) => key),
      ['two', 'four'],
    );
    assert.match(messages, /^m\.md: reference 1 is in no library$/m);
    assert.equal(code, 1);
  });
});

describe('numcite topics and styles', () => {
  it('prints the topics with their references', async () => {
    const tree = JSON.parse((await numcite(['topics', '--json'])).output);
    assert.ok(tree[0].topics.length >= 7);
    assert.ok(tree[0].topics.every((topic: { references: unknown[] }) => topic.references.length > 0));
    assert.match((await numcite(['topics'])).output, /\[4\] Daher 2023: Targeting NK Cell Exhaustion/);
  });

  it('finds styles by name', async () => {
    assert.match((await numcite(['styles', 'vancouver'])).output, /^\S+\t.+\n/);
    assert.equal((await numcite(['styles', 'no such style'])).output, '');
  });
});
