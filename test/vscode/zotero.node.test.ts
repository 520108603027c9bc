import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ZoteroApi, type ZoteroState } from '../../src/vscode/zotero/zoteroApi';
import { closeEverything, extensionApi, openText, treeLines, waitFor } from '../support/editors';
import { type Mischief, servedItem, ZoteroServer } from '../support/zoteroServer';

describe('Zotero', () => {
  const server = new ZoteroServer();
  let port = 0;
  const configuration = () => vscode.workspace.getConfiguration('numberedCitations');
  const set = (key: string, value: unknown) =>
    configuration().update(`zotero.${key}`, value, vscode.ConfigurationTarget.Global);

  before(async () => {
    port = await server.start();
  });
  beforeEach(() => {
    server.items = Array.from({ length: 250 }, (_, index) => servedItem(index));
    server.collections = [{ key: 'ODD', version: 1, data: { name: 'Odd ones', parentCollection: false } }];
    server.version = 1;
    server.mischief = 'none';
    server.hasPages = true;
    server.asked = [];
  });
  afterEach(closeEverything);
  after(async () => {
    await set('enabled', undefined);
    await set('port', undefined);
    await vscode.commands.executeCommand('numberedCitations.groupLibraries', 'keyword');
    await server.stop();
  });

  const titles = ({ items }: ZoteroState): readonly unknown[] =>
    [...items.values()].map(({ csljson }) => (csljson as { readonly title: string }).title);

  it('is read page by page, or all at once from versions without pages', async () => {
    assert.equal((await new ZoteroApi(port).read()).items.size, 250);
    assert.equal(server.asked.filter(path => path.startsWith('items/top')).length, 3);
    server.hasPages = false;
    server.asked = [];
    assert.equal((await new ZoteroApi(port).read()).items.size, 250);
    assert.ok(server.asked.length <= 3, server.asked.join('\n'));
  });

  it('is asked only for what has changed', async () => {
    const api = new ZoteroApi(port);
    const first = await api.read();
    server.asked = [];
    assert.equal(await api.read(first), first);
    assert.deepEqual(server.asked, ['items/top?format=versions']);
    server.version = 2;
    server.items[7] = servedItem(7, { version: 2, title: 'Changed and synchronised' });
    server.items[8] = servedItem(8, {
      title: 'Changed here alone',
      data: { ...server.items[8]!.data, dateModified: '2024-01-01T00:00:00Z' },
    });
    server.items.splice(9, 1);
    server.items.push(servedItem(900, { version: 0, title: 'New here' }));
    server.asked = [];
    const second = await api.read(first);
    assert.equal(second.items.size, 250);
    for (const title of ['Changed and synchronised', 'Changed here alone', 'New here']) {
      assert.ok(titles(second).includes(title), title);
    }
    assert.ok(!titles(second).includes('Work 9 of many'));
    assert.ok(server.asked.length <= 5, server.asked.join('\n'));
    assert.ok(server.asked.some(path => path.includes('since=1')));
  });

  it('says why it cannot be read, and never follows an answer to another machine', async () => {
    const failure = async (mischief: Mischief): Promise<string> => {
      server.mischief = mischief;
      return new ZoteroApi(port, 300).read().then(
        () => 'none',
        error => error.failure,
      );
    };
    assert.equal(await failure('forbidden'), 'forbidden');
    assert.equal(await failure('malformed'), 'malformed');
    assert.equal(await failure('elsewhere'), 'absent');
    assert.equal(await failure('old'), 'refused');
    assert.equal(await failure('slow'), 'slow');
    const gone = new ZoteroServer();
    const nobody = await gone.start();
    await gone.stop();
    await assert.rejects(new ZoteroApi(nobody).read(), { failure: 'absent' });
  });

  it('is asked nothing until the author switches it on; then its works can be cited', async () => {
    await set('port', port);
    await vscode.commands.executeCommand('numberedCitations.refreshZotero');
    assert.deepEqual(server.asked, []);
    await set('enabled', true);
    await vscode.commands.executeCommand('numberedCitations.groupLibraries', 'collection');
    const { libraries } = await extensionApi();
    const lines = await waitFor('the library', async () => {
      const now = await treeLines(libraries);
      return now.some(line => line.startsWith('Zotero')) && now;
    });
    assert.deepEqual(lines.slice(0, 2), ['Zotero (250)', '  Odd ones (125)']);
    const editor = await openText('Many works |.\n');
    await waitFor('the citation', () =>
      vscode.commands
        .executeCommand('numberedCitations.insertReference', { id: 'work7' })
        .then(() => /\[\d+\]/.test(editor.document.getText())),
    );
    assert.match(editor.document.getText(), /Work 7 of many/);
    server.version = 3;
    server.items = server.items.slice(0, 3);
    await vscode.commands.executeCommand('numberedCitations.refreshZotero');
    await waitFor('the change', async () => (await treeLines(libraries)).includes('Zotero (3)'));
    server.mischief = 'forbidden';
    void vscode.commands.executeCommand('numberedCitations.refreshZotero');
    await waitFor('the question', () => server.asked.length > 0);
    assert.ok((await treeLines(libraries)).includes('Zotero (3)'), 'what was read stays');
    await set('enabled', false);
    await waitFor('it to be gone', async () =>
      (await treeLines(libraries)).every(line => !line.startsWith('Zotero')),
    );
  });
});
