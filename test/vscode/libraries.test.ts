import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, openText, waitFor } from '../support/editors';

const bibtex = `@article{okafor2021,
  author = {Okafor, Ngozi and Lind, Per},
  title = {Freezing and thawing of lymphocytes},
  journal = {Journal of Cold Cells},
  year = {2021}, volume = {3}, pages = {12--19}
}
@article{broken
`;

describe('libraries of the author', () => {
  const configuration = () => vscode.workspace.getConfiguration('numberedCitations');
  const folder = () => vscode.workspace.workspaceFolders![0]!.uri;
  const file = () => vscode.Uri.joinPath(folder(), 'own.bib');

  before(async () => {
    await vscode.workspace.fs.writeFile(file(), new TextEncoder().encode(bibtex));
    await configuration().update('libraries', ['own.bib'], vscode.ConfigurationTarget.Global);
  });
  afterEach(closeEverything);
  after(async () => {
    await configuration().update('libraries', undefined, vscode.ConfigurationTarget.Global);
    await vscode.workspace.fs.delete(file());
  });

  async function labels(editor: vscode.TextEditor): Promise<string[]> {
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      editor.document.uri,
      editor.selection.active,
    );
    return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
  }

  it('are offered beside the review, and one broken record costs no other', async () => {
    const editor = await openText('Cells can be kept in the cold [thawing|');
    const found = await waitFor('the own reference', async () => {
      const now = await labels(editor);
      return now.some(label => label.includes('Okafor')) && now;
    });
    assert.ok(
      found.some(label => /^\[\d+\] {2}Okafor & Lind 2021$/.test(label)),
      found.join('\n'),
    );
    assert.ok(vscode.languages.getDiagnostics(file()).length > 0, 'the broken record is reported');
  });

  it('change when the file changes', async () => {
    const editor = await openText('Cells can be kept in the cold [thawing|');
    await waitFor('the own reference', async () =>
      (await labels(editor)).some(label => label.includes('Okafor')),
    );
    const changed = bibtex.replaceAll('Okafor', 'Nwosu');
    await vscode.workspace.fs.writeFile(file(), new TextEncoder().encode(changed));
    await waitFor('the change', async () => (await labels(editor)).some(label => label.includes('Nwosu')));
  });

  it('are written into the reference list when they are cited', async () => {
    const editor = await openText('They tire [4]. They freeze |.');
    await waitFor('the own reference', async () =>
      vscode.commands
        .executeCommand('numberedCitations.insertReference', { id: 'okafor2021' })
        .then(() => /\[\d+\]\.\n\n/.test(editor.document.getText())),
    );
    const text = editor.document.getText();
    assert.match(text, /^They tire \[4\]\. They freeze \[(\d+)\]\.\n\n.*References/);
    assert.match(text, /Daher/);
    assert.match(text, /Okafor|Nwosu/);
  });
});
