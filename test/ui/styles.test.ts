import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Host, startHost, type Workbench } from '../support/workbench';

const text = [
  '# Cells',
  '',
  'Killer cells tire [1], [3]–[5]. As Li et al. [2] showed, e.g. in [3], they travel [6], and they rest [7].',
  '',
  'CD16 [8] binds antibodies. All of it is known [1], [9], [10].',
  '',
].join('\n');

const lab = `<style class="in-text" version="1.0"><info><title>House style of the lab</title><id>x/lab</id>
<category citation-format="numeric"/></info>
<citation collapse="citation-number"><layout prefix="(" suffix=")" delimiter=", "><text variable="citation-number"/></layout></citation>
<bibliography><layout><text variable="title" font-weight="bold"/><date variable="issued" prefix=" "><date-part name="year"/></date></layout></bibliography></style>`;

const journal = lab.replace('House style of the lab', 'A journal').replace('x/lab', 'x/a-journal');
const renamed = `<style><info><title>Its sister</title><id>x/its-sister</id>
<link href="http://www.zotero.org/styles/a-journal" rel="independent-parent"/></info></style>`;

const broken = journal.replace('<bibliography><layout>', '\n<bibliography><layout>\n<text>');
const inStyle = (style: string, more = '') =>
  `---\ncsl: ${style}\n${more}---\n\nCells tire [4]. They travel [1].\n`;

describe('styles in a real VS Code', function () {
  this.timeout(90_000);
  let host: Host;
  let workbench: Workbench;
  let server: Server;
  const asked: string[] = [];

  before(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      const files: Readonly<Record<string, string>> = {
        '/a-journal.csl': journal,
        '/dependent/its-sister.csl': renamed,
        '/broken.csl': '<html>Sign in</html>',
      };
      const file = files[request.url ?? ''];
      response.writeHead(file === undefined ? 404 : 200).end(file);
    });
    await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    host = await startHost({
      workspace: 'media/sample',
      files: {
        'paper.md': text,
        'official.md': 'Cells tire [4]. They travel [1].\n',
        'lab.md': 'Cells tire [4]. They travel [1].\n',
        'styles/lab.csl': lab,
        'torn.csl': broken,
        'torn.md': inStyle('torn.csl'),
        'no-list.csl': lab
          .replace('x/lab', 'x/no-list')
          .replace('House', 'List-less')
          .replace(/<bibliography>.*<\/bibliography>/s, ''),
        'no-list.md': inStyle('no-list.csl'),
        'locale.md': inStyle('ieee', 'lang: xx-QQ\n'),
        'locked.md': 'Cells tire [4].\n',
      },
      settings: {
        'numberedCitations.styles.repository': `http://127.0.0.1:${port}/`,
        'files.readonlyInclude': { 'locked.md': true },
      },
    });
    workbench = await host.openWorkbench();
  });

  after(async () => {
    await host?.dispose();
    server?.close();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await workbench.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-').slice(0, 40)}`);
  });

  const openPicker = async (words: string): Promise<void> => {
    await workbench.runCommand('Numbered Citations: Choose Citation Style of This Manuscript…');
    await workbench.page.locator('.quick-input-title', { hasText: 'Citation style' }).waitFor();
    await workbench.page.locator('.quick-input-widget input.input').fill(words);
    await workbench.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: words }).waitFor();
  };

  const choose = async (words: string, answer?: string): Promise<void> => {
    await openPicker(words);
    await workbench.press('Enter');
    // Who goes back to the text before that closes the list.
    await workbench.page
      .locator('.quick-input-title', { hasText: 'Citation style' })
      .waitFor({ state: 'hidden' });
    if (answer === undefined) return;
    const row = workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: answer });
    await row.waitFor();
    await row.click();
  };

  it("shows the manuscript's own first references in each style", async () => {
    await workbench.openFile('paper.md');
    await workbench.runCommand('Numbered Citations: Choose Citation Style of This Manuscript…');
    const row = (words: string) =>
      workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: words }).first();
    await row('M. Long').or(row('J. Long, J. He, and Q. Sun, “CAR-NK')).waitFor();
    await row('Long, J., He, J. & Sun, Q. CAR-NK').waitFor();
    await workbench.screenshot('style-picker');
    const labels = await workbench.quickPickItems();
    assert.ok(
      labels.some(label => /^IEEE.*2\. X\. Liu/.test(label.replaceAll('\n', ' '))),
      labels.join('\n'),
    );
    assert.ok(
      labels.some(label => /House style of the lab.*styles\/lab\.csl/.test(label.replaceAll('\n', ' '))),
    );
    await workbench.press('Escape');
    await workbench.textOf('paper.md', text);
  });

  it('brings the text in line with Nature in one undo step, and IEEE brings back the same bytes', async () => {
    await choose('ieee', undefined);
    const ieee = await workbench.textOf('paper.md', /numbered-citations style: ieee[\s\S]*\n10\. P\. Rubart/);
    assert.ok(ieee.startsWith(text.trimEnd()), ieee);
    await choose('nature', 'Bring the text in line');
    const nature = await workbench.textOf('paper.md', /numbered-citations style: nature/);
    assert.match(
      nature,
      /tire\.<sup>1,3–5<\/sup> As Li et al\.<sup>2<\/sup> showed, e\.g\. in,<sup>3<\/sup> they travel,<sup>6<\/sup> and they rest\.<sup>7/,
    );
    assert.match(nature, /CD16 <sup>8<\/sup> binds antibodies\. All of it is known\.<sup>1,9,10<\/sup>/);
    assert.match(nature, /\n10\. Rubart, P\./);
    await workbench.screenshot('style-nature');
    await choose('ieee', 'Bring the text in line');
    await workbench.textOf('paper.md', ieee);
    await workbench.undo();
    await workbench.textOf('paper.md', nature);
    await workbench.undo();
    await workbench.textOf('paper.md', ieee);
  });

  it('takes a style of the workspace, which the manuscript remembers by its path', async () => {
    await workbench.openFile('lab.md');
    // Two citations are too few for round brackets to be told from other numbers: nothing is offered.
    await choose('House style');
    await workbench.textOf(
      'lab.md',
      /^Cells tire \[4\][\s\S]*numbered-citations style: styles\/lab\.csl -->\n\n1\. \*\*CAR-NK[^*]*\*\* 2023/,
    );
  });

  const update = async (path: string): Promise<void> => {
    await workbench.openFile(path);
    await workbench.runCommand('Numbered Citations: Insert or Update Bibliography');
  };

  it('says which line of a style file is wrong, leads there, and changes nothing', async () => {
    await update('torn.md');
    const message = await workbench.notification('torn.csl, line 6');
    assert.match(message, /Nothing was changed\. .*<\/layout> stands where <\/text> is expected/);
    await workbench.screenshot('style-broken');
    await workbench.textOf('torn.md', inStyle('torn.csl'));
    await workbench.answer('torn.csl, line 6', 'Show the Place');
    await workbench.page.locator('.tab.active', { hasText: 'torn.csl' }).waitFor();
    await workbench.page.locator('.statusbar-item', { hasText: 'Ln 6, Col 1' }).waitFor();
    await update('no-list.md');
    assert.match(await workbench.notification('no-list.csl'), /has no <bibliography>/);
    await workbench.textOf('no-list.md', inStyle('no-list.csl'));
    await workbench.answer('no-list.csl', 'Choose Another Style');
    await workbench.page.locator('.quick-input-title', { hasText: 'Citation style' }).waitFor();
    await workbench.press('Escape');
  });

  it('says that a file is read-only, and that nobody has words in a language', async () => {
    await update('locked.md');
    await workbench.notification('“locked.md” is read-only, so nothing was changed.');
    await workbench.screenshot('read-only');
    await workbench.textOf('locked.md', 'Cells tire [4].\n');
    await update('locale.md');
    await workbench.notification('no words in the language “xx-QQ”');
    await workbench.screenshot('unknown-language');
    await workbench.textOf('locale.md', /\n1\. [\s\S]*\n4\. /);
    await workbench.runCommand('Notifications: Clear All Notifications');
  });

  it('asks before it downloads, names the host, and then works without a network', async () => {
    await workbench.openFile('official.md');
    const find = async (name: string): Promise<void> => {
      await openPicker('Find an official style');
      await workbench.press('Enter');
      await workbench.page.locator('.quick-input-title', { hasText: 'Find an official style' }).waitFor();
      await workbench.type(name);
      await workbench.press('Enter');
    };
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await find('Its Sister');
    await dialog.waitFor();
    assert.match((await dialog.textContent()) ?? '', /its-sister.*from 127\.0\.0\.1:\d+/s);
    await workbench.screenshot('style-download');
    assert.deepEqual(asked, []);
    await dialog.getByText('Cancel', { exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    assert.deepEqual(asked, []);
    await find('Its Sister');
    await dialog.getByText('Download', { exact: true }).click();
    await workbench.textOf('official.md', /style: its-sister -->\n\n1\. \*\*CAR-NK/);
    assert.deepEqual(asked, ['/its-sister.csl', '/dependent/its-sister.csl', '/a-journal.csl']);
    await find('broken');
    await dialog.getByText('Download', { exact: true }).click();
    assert.match(await workbench.notification('cannot be used as a style'), /127\.0\.0\.1/);
    await find('no such');
    await dialog.getByText('Download', { exact: true }).click();
    assert.match(await workbench.notification('no style with the name'), /no-such/);
    const open = asked.length;
    server.closeAllConnections();
    await new Promise(closed => server.close(closed));
    await find('another');
    await dialog.getByText('Download', { exact: true }).click();
    assert.match(await workbench.notification('cannot be reached'), /\.csl file in the workspace/);
    await choose('journal-of-cancer');
    await choose('Its sister');
    await workbench.textOf('official.md', /style: its-sister -->\n\n1\. \*\*CAR-NK/);
    assert.equal(asked.length, open);
  });
});
