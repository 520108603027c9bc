import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, extensionApi, openText, treeLines, waitFor } from '../support/editors';

const bibtex = `@article{okafor2021, author = {Okafor, Ngozi}, title = {Freezing of lymphocytes}, journal = {J}, year = 2021, keywords = {cold, NK}}
@article{lind2019, author = {Lind, Per}, title = {Thawing of lymphocytes}, journal = {J}, year = 2019, keywords = {cold}}
@book{adams1990, author = {Adams, Eve}, title = {A book of cells}, publisher = {P}}
`;

describe('the tree of libraries', () => {
  const configuration = () => vscode.workspace.getConfiguration('numberedCitations');
  const folder = () => vscode.workspace.workspaceFolders![0]!.uri;
  const at = (name: string) => vscode.Uri.joinPath(folder(), name);
  const bytes = (text: string) => new TextEncoder().encode(text);

  before(async () => {
    await vscode.workspace.fs.writeFile(at('tree.bib'), bytes(bibtex));
    await configuration().update('libraries', ['tree.bib'], vscode.ConfigurationTarget.Global);
  });
  afterEach(closeEverything);
  after(async () => {
    await vscode.commands.executeCommand('numberedCitations.groupLibraries', 'keyword');
    await configuration().update('libraries', undefined, vscode.ConfigurationTarget.Global);
    await vscode.workspace.fs.delete(at('tree.bib'));
  });

  const lines = async (): Promise<string[]> => treeLines((await extensionApi()).libraries);

  it('shows the own libraries by keyword, year, author and as in the file', async () => {
    const { libraries } = await extensionApi();
    await waitFor('the library', async () => (await lines()).length > 3);
    assert.deepEqual(await lines(), [
      'tree.bib (3)',
      '  cold (2)',
      '    Okafor 2021 (Freezing of lymphocytes)',
      '    Lind 2019 (Thawing of lymphocytes)',
      '  NK (1)',
      '    Okafor 2021 (Freezing of lymphocytes)',
      '  No keyword (1)',
      '    Adams (A book of cells)',
    ]);
    await vscode.commands.executeCommand('numberedCitations.groupLibraries', 'year');
    const byYear = await lines();
    assert.deepEqual(
      byYear.filter(line => /^ {2}\S/.test(line)),
      ['  2021 (1)', '  2019 (1)', '  No year (1)'],
    );
    await vscode.commands.executeCommand('numberedCitations.groupLibraries', 'none');
    assert.equal((await lines()).length, 4);
    await vscode.commands.executeCommand('numberedCitations.groupLibraries', 'author');
    const spoken = await treeLines(libraries, item => item.accessibilityInformation?.label ?? '');
    assert.deepEqual(spoken.slice(0, 3), [
      'tree.bib, 3 references',
      '  Adams, one reference',
      '    Adams, A book of cells, not cited',
    ]);
  });

  it('shows a work that two libraries have once, with the name of the other', async () => {
    const again = `@article{o21, author = {Okafor, Ngozi}, title = {{Freezing} of Lymphocytes}, year = 2021}
@book{new, author = {Berg, Ann}, title = {Only here}}
`;
    await vscode.workspace.fs.writeFile(at('again.bib'), bytes(again));
    await configuration().update('libraries', ['tree.bib', 'again.bib'], vscode.ConfigurationTarget.Global);
    try {
      await vscode.commands.executeCommand('numberedCitations.groupLibraries', 'none');
      await openText('Cited by its other key [@o21].\n');
      await waitFor('the second library', async () => (await lines()).length > 5);
      assert.deepEqual(await lines(), [
        'tree.bib (3)',
        '  Okafor 2021 (also in again.bib · Freezing of lymphocytes)',
        '  Lind 2019 (Thawing of lymphocytes)',
        '  Adams (A book of cells)',
        'again.bib (1 · 1 shown above)',
        '  Berg (Only here)',
      ]);
      const { libraries } = await extensionApi();
      const spoken = await treeLines(libraries, item => item.accessibilityInformation?.label ?? '');
      assert.equal(spoken[1], '  Okafor 2021, Freezing of lymphocytes, also in again.bib, cited once');
      assert.equal(spoken[4], 'again.bib, one reference, 1 shown above');
    } finally {
      await configuration().update('libraries', ['tree.bib'], vscode.ConfigurationTarget.Global);
      await vscode.workspace.fs.delete(at('again.bib'));
    }
  });

  it('tells what the open manuscript cites, and cites the work of a row', async () => {
    await vscode.commands.executeCommand('numberedCitations.groupLibraries', 'none');
    const editor = await openText('They freeze |.\n');
    await waitFor('the library', async () => (await lines()).length > 3);
    await vscode.commands.executeCommand('numberedCitations.insertReference', { id: 'okafor2021' });
    await waitFor('the citation', () => /\[\d+\]/.test(editor.document.getText()));
    await waitFor('the number in the tree', async () =>
      (await lines()).some(line => /^ {2}\[\d+\] {2}Okafor 2021/.test(line)),
    );
  });

  it('opens a library of 20,000 references at once, in parts', async () => {
    const many = Array.from(
      { length: 20_000 },
      (_, row) => `@book{key${row}, author = {Author ${row}, A}, title = {Title ${row}}, year = 2020}`,
    );
    await vscode.workspace.fs.writeFile(at('tree.bib'), bytes(many.join('\n')));
    await vscode.commands.executeCommand('numberedCitations.groupLibraries', 'none');
    const { libraries } = await extensionApi();
    const children = async (row?: unknown) => (await libraries.getChildren(row)) ?? [];
    const [root] = await waitFor('the large library', async () => {
      const roots = await children();
      const item = await libraries.getTreeItem(roots[0]);
      return item.description === '20000' && roots;
    });
    const parts = await children(root);
    assert.equal(parts.length, 100);
    assert.equal((await children(parts[7])).length, 200);
  });
});
