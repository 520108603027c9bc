import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, extensionApi, openText, pause, treeLines, waitFor } from '../support/editors';

/** Asks every feature about a place; none may throw or hang. */
async function askEverything(document: vscode.TextDocument, position: vscode.Position): Promise<void> {
  const { uri } = document;
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  for (const [command, ...values] of [
    ['vscode.executeCompletionItemProvider', position, '['],
    ['vscode.executeHoverProvider', position],
    ['vscode.executeDefinitionProvider', position],
    ['vscode.executeReferenceProvider', position],
    ['vscode.executeDocumentHighlights', position],
    ['vscode.executeLinkProvider'],
    ['vscode.executeCodeLensProvider', 10],
    ['vscode.executeInlayHintProvider', all],
    ['vscode.executeCodeActionProvider', new vscode.Range(position, position)],
  ] as const) {
    await vscode.commands.executeCommand(command, uri, ...values);
  }
}

describe('bad input', () => {
  afterEach(closeEverything);

  it('an empty manuscript', async () => {
    const { citations } = await extensionApi();
    const editor = await openText('');
    await askEverything(editor.document, editor.selection.active);
    await vscode.commands.executeCommand('numberedCitations.renumber');
    assert.equal(editor.document.getText(), '');
    assert.deepEqual(await treeLines(citations), []);
  });

  it('unbalanced brackets', async () => {
    const text = `${'['.repeat(5000)}1, 2${']'.repeat(3)} and [1, [2 and ]] [`;
    const editor = await openText(text);
    await askEverything(editor.document, new vscode.Position(0, 5001));
    await askEverything(editor.document, new vscode.Position(0, text.length));
    assert.equal(editor.document.getText(), text);
  });

  it('a line of 5 MB', async () => {
    const text = 'NK cells tire early [4] in most of the patients. '.repeat(100_000).slice(0, 5_000_000);
    const editor = await openText(text, 'plaintext');
    const start = Date.now();
    await askEverything(editor.document, new vscode.Position(0, 21));
    await editor.edit(builder => builder.insert(new vscode.Position(0, 0), 'Indeed [1]: '));
    await askEverything(editor.document, new vscode.Position(0, 8));
    assert.ok(Date.now() - start < 15_000, `took ${Date.now() - start} ms`);
  }).timeout(60_000);

  it('a binary file', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const uri = vscode.Uri.joinPath(folder, 'binary.md');
    await vscode.workspace.fs.writeFile(uri, new Uint8Array([0, 91, 49, 93, 0, 255, 254, 0, 1, 2, 3, 0]));
    await vscode.commands.executeCommand('vscode.open', uri);
    await pause(300);
    await vscode.commands.executeCommand('numberedCitations.findAllCitations');
    await vscode.workspace.fs.delete(uri);
  });

  it('a file that vanishes while it is open', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const uri = vscode.Uri.joinPath(folder, 'vanishing.md');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('They tire [4].\n'));
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    // The editor closes a text that has no unsaved changes when its file goes.
    await editor.edit(builder => builder.insert(new vscode.Position(0, 0), 'Indeed. '));
    await vscode.workspace.fs.delete(uri);
    await pause(200);
    await askEverything(document, new vscode.Position(0, 19));
    await vscode.commands.executeCommand('numberedCitations.insertOrUpdateBibliography');
    await waitFor('the reference list', () => /Daher/.test(document.getText()));
  });

  it('a library file that is missing or broken says so and costs nothing else', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const broken = vscode.Uri.joinPath(folder, 'broken.review.json');
    await vscode.workspace.fs.writeFile(broken, new TextEncoder().encode('{ "review": '));
    const configuration = vscode.workspace.getConfiguration('numberedCitations');
    await configuration.update(
      'libraries',
      ['broken.review.json', 'missing.review.json'],
      vscode.ConfigurationTarget.Global,
    );
    try {
      const editor = await openText('They tire [4].');
      await askEverything(editor.document, new vscode.Position(0, 11));
      for (const name of ['broken.review.json', 'missing.review.json']) {
        await waitFor(
          `the problem of ${name}`,
          () => vscode.languages.getDiagnostics(vscode.Uri.joinPath(folder, name)).length > 0,
        );
      }
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        editor.document.uri,
        new vscode.Position(0, 11),
      );
      assert.equal(hovers.length, 1);
    } finally {
      await configuration.update('libraries', undefined, vscode.ConfigurationTarget.Global);
      await vscode.workspace.fs.delete(broken);
    }
  });
});
