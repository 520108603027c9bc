import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, extensionApi, pause, treeLines, waitFor } from '../support/editors';

const run = (command: string, ...values: unknown[]) =>
  vscode.commands.executeCommand(`numberedCitations.${command}`, ...values);

const LIST =
  '## References\n\n1. Doe J. Tiring of cells in culture. J Cells. 2001;1:1-2.\n2. Roe J. Travelling of cells at night. J Cells. 2002;2:2-3.\n';

/** A notebook of texts, with a cell of code behind the first, shown in an editor; gives the texts. */
async function openNotebook(...texts: readonly string[]): Promise<readonly vscode.TextDocument[]> {
  const cells = texts.map(
    text => new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, text, 'markdown'),
  );
  cells.splice(1, 0, new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'x = a[1]', 'python'));
  const notebook = await vscode.workspace.openNotebookDocument(
    'jupyter-notebook',
    new vscode.NotebookData(cells),
  );
  await vscode.window.showNotebookDocument(notebook);
  return notebook
    .getCells()
    .filter(({ kind }) => kind === vscode.NotebookCellKind.Markup)
    .map(({ document }) => document);
}

const textsOf = (cells: readonly vscode.TextDocument[]) => cells.map(cell => cell.getText());

async function codesOf(cell: vscode.TextDocument): Promise<readonly unknown[]> {
  await pause(700);
  return vscode.languages.getDiagnostics(cell.uri).map(({ code }) => code);
}

async function cardAt(cell: vscode.TextDocument, character: number): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    cell.uri,
    new vscode.Position(0, character),
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map(content => (typeof content === 'string' ? content : content.value))
    .join('\n');
}

describe('a notebook as a manuscript', function () {
  this.timeout(60_000);
  before(extensionApi);
  afterEach(closeEverything);

  it('is numbered by the list in another cell: card, definition, problems and tree', async () => {
    const [first, second, list] = await openNotebook('First [2].\n', 'Then [1], then [7].\n', LIST);
    await waitFor('the card', async () => (await cardAt(first!, 7)).includes('Travelling'));
    const [link] = await vscode.commands.executeCommand<(vscode.LocationLink | vscode.Location)[]>(
      'vscode.executeDefinitionProvider',
      first!.uri,
      new vscode.Position(0, 7),
    );
    assert.ok(link && 'targetUri' in link);
    assert.equal(link.targetUri.toString(), list!.uri.toString());
    assert.equal(link.targetRange.start.line, 3);
    assert.deepEqual(await codesOf(first!), ['list-not-in-order']);
    assert.deepEqual(await codesOf(second!), ['number-without-reference']);
    assert.deepEqual(await codesOf(list!), []);
    const { citations } = await extensionApi();
    const lines = await waitFor('the tree', async () => {
      const shown = await treeLines(citations);
      return shown.length >= 3 && shown;
    });
    assert.match(lines.join('\n'), /^\[2\] {2}Roe J[^\n]*\n\[1\] {2}Doe J[^\n]*\n\[7\]/);
  });

  it('renumbers all cells in one step', async () => {
    const cells = await openNotebook('First [2].\n', 'Then [1].\n', LIST);
    const before = textsOf(cells);
    await run('renumber');
    assert.deepEqual(textsOf(cells), [
      'First [1].\n',
      'Then [2].\n',
      '## References\n\n1. Roe J. Travelling of cells at night. J Cells. 2002;2:2-3.\n2. Doe J. Tiring of cells in culture. J Cells. 2001;1:1-2.\n',
    ]);
    await run('renumber');
    assert.match(cells[0]!.getText(), /\[1\]/);
    await vscode.commands.executeCommand('notebook.cell.edit');
    void vscode.commands.executeCommand('undo');
    await waitFor('the undone step', async () => {
      await pause(200);
      return textsOf(cells).join('') === before.join('');
    });
  });

  it('refuses where a number has no reference, and changes no cell', async () => {
    const cells = await openNotebook('First [2], then [9].\n', 'Then [1].\n', LIST);
    const before = textsOf(cells);
    await run('renumber');
    assert.deepEqual(textsOf(cells), before);
  });

  it('writes the first list into the last text', async () => {
    const cells = await openNotebook('They tire [4].\n', 'They travel [1].\n', 'The end.\n');
    await run('insertOrUpdateBibliography');
    const [first, second, last] = textsOf(cells);
    assert.deepEqual([first, second], ['They tire [4].\n', 'They travel [1].\n']);
    assert.match(last!, /^The end\.\n\n#+ References\n\n1\. [^\n]+\n[\s\S]*\n4\. Mitchell Daher/);
    await run('insertOrUpdateBibliography');
    assert.equal(cells[2]!.getText(), last);
  });

  it('suggests by the whole notebook, and writes the entry of a new work into the list', async () => {
    const [first, , list] = await openNotebook('They tire [\n', 'They travel [2].\n', LIST);
    const completions = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      first!.uri,
      new vscode.Position(0, 11),
    );
    const labels = completions.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(
      labels.some(label => /^\[2\] {2}Roe/.test(label)),
      labels.join('\n'),
    );
    const fresh = completions.items.find(
      ({ command }) => command?.command === 'numberedCitations.addGivenEntry',
    );
    assert.match(typeof fresh?.label === 'string' ? fresh.label : (fresh?.label.label ?? ''), /^\[3\]/);
    assert.ok(fresh);
    const accepted = new vscode.WorkspaceEdit();
    accepted.replace(first!.uri, new vscode.Range(0, 10, 0, 11), '[3]');
    await vscode.workspace.applyEdit(accepted);
    await vscode.commands.executeCommand(fresh.command!.command, ...(fresh.command!.arguments ?? []));
    assert.equal(first!.getText(), 'They tire [3]\n');
    assert.match(list!.getText(), /\n2\. Roe[^\n]*\n3\. \w/);
  });

  it('follows cells that come and go', async () => {
    const [first] = await openNotebook('First [2].\n', 'Then.\n');
    const notebook = vscode.window.activeNotebookEditor!.notebook;
    const edit = new vscode.WorkspaceEdit();
    edit.set(notebook.uri, [
      vscode.NotebookEdit.insertCells(3, [
        new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, LIST, 'markdown'),
      ]),
    ]);
    await vscode.workspace.applyEdit(edit);
    await waitFor('the card', async () => (await cardAt(first!, 7)).includes('Travelling'));
    const gone = new vscode.WorkspaceEdit();
    gone.set(notebook.uri, [vscode.NotebookEdit.deleteCells(new vscode.NotebookRange(3, 4))]);
    await vscode.workspace.applyEdit(gone);
    await waitFor('another card', async () => !(await cardAt(first!, 7)).includes('Travelling of'));
  });

  it('is brought up to date when the notebook is saved, where the setting wants it', async () => {
    const folder = vscode.workspace.workspaceFolders![0]!.uri;
    const uri = vscode.Uri.joinPath(folder, 'saved.ipynb');
    const cell = (source: string) => ({ cell_type: 'markdown', metadata: {}, source: [source] });
    const content = {
      cells: [cell('They tire [4].'), cell('## References')],
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    };
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(JSON.stringify(content)));
    const settings = vscode.workspace.getConfiguration('numberedCitations', folder);
    await settings.update('bibliography.updateOnSave', true, vscode.ConfigurationTarget.Workspace);
    try {
      const notebook = await vscode.workspace.openNotebookDocument(uri);
      await vscode.window.showNotebookDocument(notebook);
      const [text, list] = notebook.getCells().map(({ document }) => document);
      await run('insertOrUpdateBibliography');
      assert.match(list!.getText(), /^## References\n\n4\. Mitchell Daher/);
      const edit = new vscode.WorkspaceEdit();
      edit.replace(text!.uri, new vscode.Range(0, 11, 0, 12), '4, 5');
      await vscode.workspace.applyEdit(edit);
      await notebook.save();
      assert.match(list!.getText(), /\n4\. Mitchell Daher[^\n]*\n5\. /);
    } finally {
      await settings.update('bibliography.updateOnSave', undefined, vscode.ConfigurationTarget.Workspace);
      await closeEverything();
      await vscode.workspace.fs.delete(uri);
    }
  });
});
