import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, openText, waitFor } from '../support/editors';

const CODE = 'list-not-up-to-date';

const notices = (document: vscode.TextDocument): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(document.uri).filter(({ code }) => code === CODE);

const command = (name: string, ...values: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(`numberedCitations.${name}`, ...values);

/** A manuscript with a list of the review's references 1 and 4, as IEEE writes them. */
async function withList(): Promise<vscode.TextEditor> {
  const editor = await openText('---\ncsl: ieee\n---\n\nCells tire [4]. They travel [1].\n');
  await command('insertOrUpdateBibliography');
  await waitFor('the list', () => /\n4\. .*Daher/.test(editor.document.getText()));
  return editor;
}

async function replace(editor: vscode.TextEditor, from: string, to: string): Promise<void> {
  const { document } = editor;
  const at = document.getText().indexOf(from);
  assert.ok(at >= 0, `${from} is not in ${document.getText()}`);
  const range = new vscode.Range(document.positionAt(at), document.positionAt(at + from.length));
  await editor.edit(builder => builder.replace(range, to));
}

async function keptLens({ document }: vscode.TextEditor): Promise<vscode.CodeLens | undefined> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
    100,
  );
  return lenses.find(
    ({ command: does }) => does?.command === 'numberedCitations.updateBibliographyReplacing',
  );
}

describe('the state of the reference list', () => {
  afterEach(closeEverything);

  it('tells that an entry is missing, and the quick fix writes it', async () => {
    const editor = await withList();
    const { document } = editor;
    await replace(editor, 'travel [1]', 'travel [1, 3]');
    const [notice] = await waitFor('the notice', () => {
      const found = notices(document);
      return found.length > 0 && found;
    });
    assert.match(notice!.message, /without an entry: 3/);
    assert.equal(notice!.severity, vscode.DiagnosticSeverity.Information);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      notice!.range,
    );
    const fix = actions.find(({ title }) => title === 'Update the reference list');
    assert.ok(fix?.command, actions.map(({ title }) => title).join('\n'));
    await vscode.commands.executeCommand(fix.command.command, ...(fix.command.arguments ?? []));
    await waitFor('the entry', () => /\n3\. [\s\S]*\n4\. /.test(document.getText()));
    await waitFor('no notice', () => notices(document).length === 0);
  });

  it('keeps what was added by hand, says so above the entry, and writes it anew when asked', async () => {
    const editor = await withList();
    const { document } = editor;
    const written = document.getText();
    const last = written.trimEnd();
    await replace(editor, last, `${last} Available: https://example.org/my-copy`);
    const own = document.getText();
    const lens = await waitFor('the lens', () => keptLens(editor));
    assert.match(lens.command!.title, /example\.org/);
    await command('insertOrUpdateBibliography');
    assert.equal(document.getText(), own);
    await vscode.commands.executeCommand(lens.command!.command, ...(lens.command!.arguments ?? []));
    await waitFor('the entry as written', () => document.getText() === written);
    await waitFor('no lens', async () => !(await keptLens(editor)));
    await vscode.commands.executeCommand('undo');
    await waitFor('one step back', () => document.getText() === own);
  });

  it('updates on save where the setting says so, and not elsewhere', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const uri = vscode.Uri.joinPath(folder, 'saved-list.md');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode((await withList()).document.getText()));
    const settings = vscode.workspace.getConfiguration('numberedCitations');
    const name = 'bibliography.updateOnSave';
    try {
      const editor = await vscode.window.showTextDocument(uri, { preview: false });
      await replace(editor, 'travel [1]', 'travel [1, 3]');
      await editor.document.save();
      assert.doesNotMatch(editor.document.getText(), /\n3\. /);
      await settings.update(name, true, vscode.ConfigurationTarget.Global);
      await replace(editor, 'They travel', 'So they travel');
      await editor.document.save();
      assert.match(editor.document.getText(), /\n3\. [\s\S]*\n4\. /);
      assert.equal(editor.document.isDirty, false);
    } finally {
      await settings.update(name, undefined, vscode.ConfigurationTarget.Global);
      await closeEverything();
      await vscode.workspace.fs.delete(uri);
    }
  });
});
