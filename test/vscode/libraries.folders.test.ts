import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, waitFor } from '../support/editors';
import { labels, offers, openFile, setLibraries, write } from '../support/libraryEditors';
import { MemoryFiles } from '../support/memoryFiles';

const libraryOf = (author: string, title: string) =>
  `@article{${author.toLowerCase()}, author = {${author}, A}, title = {${title} of lymphocytes}, journal = {J}, year = {2021}}\n`;

describe('libraries in a window with several folders', () => {
  const folders = () => vscode.workspace.workspaceFolders!;
  const at = (folder: number, path: string) => vscode.Uri.joinPath(folders()[folder]!.uri, path);

  beforeEach(async () => {
    assert.deepEqual(
      folders().map(({ name }) => name),
      ['first', 'second'],
    );
    await write(at(0, 'refs.bib'), libraryOf('Okafor', 'Freezing'));
    await write(at(1, 'refs.bib'), libraryOf('Achebe', 'Storage'));
  });
  afterEach(async () => {
    await closeEverything();
    await setLibraries(undefined);
    for (const folder of [0, 1]) {
      for (const [name] of await vscode.workspace.fs.readDirectory(folders()[folder]!.uri))
        await vscode.workspace.fs.delete(at(folder, name), { recursive: true });
    }
  });

  it('are those of the folder of the manuscript', async () => {
    const first = await openFile(at(0, 'one.md'), 'Kept in the cold [lymphocytes|');
    await offers(first, 'Okafor');
    assert.ok((await labels(first)).every(label => !label.includes('Achebe')));
    const second = await openFile(at(1, 'papers/two.md'), 'Kept in the cold [lymphocytes|');
    await offers(second, 'Achebe');
    assert.ok((await labels(second)).every(label => !label.includes('Okafor')));
  });

  it('of the settings are looked for in the folder of the manuscript first, patterns in all', async () => {
    await write(at(1, 'only.bib'), libraryOf('Lind', 'Thawing'));
    await setLibraries(['refs.bib', 'only.bib']);
    const second = await openFile(at(1, 'two.md'), 'Kept in the cold [lymphocytes|');
    await offers(second, 'Achebe');
    assert.ok((await labels(second)).every(label => !label.includes('Okafor')));
    const first = await openFile(at(0, 'one.md'), 'Kept in the cold [lymphocytes|');
    await offers(first, 'Okafor');
    await offers(first, 'Lind');
    assert.ok((await labels(first)).every(label => !label.includes('Achebe')));
    await setLibraries(['**/*.bib']);
    for (const author of ['Okafor', 'Achebe', 'Lind']) await offers(first, author);
  });

  it('are found by a pattern in a file system that an extension provides, also those that come later', async () => {
    const files = new MemoryFiles();
    const provider = vscode.workspace.registerFileSystemProvider('library-test', files);
    const root = vscode.Uri.from({ scheme: 'library-test', path: '/paper' });
    try {
      files.createDirectory(root);
      files.createDirectory(vscode.Uri.joinPath(root, 'library'));
      await write(vscode.Uri.joinPath(root, 'library', 'deep.bib'), libraryOf('Nwosu', 'Cooling'));
      vscode.workspace.updateWorkspaceFolders(2, 0, { uri: root, name: 'virtual' });
      await waitFor('the third folder', () => folders().length === 3);
      await setLibraries(['library/**/*.bib']);
      const editor = await openFile(vscode.Uri.joinPath(root, 'three.md'), 'Kept in the cold [lymphocytes|');
      await offers(editor, 'Nwosu');
      assert.ok((await labels(editor)).every(label => !label.includes('Okafor')));
      const later = vscode.Uri.joinPath(root, 'library', 'later.bib');
      await write(later, libraryOf('Ekwensi', 'Warming'));
      await offers(editor, 'Ekwensi');
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(root, 'library', 'deep.bib'));
      await waitFor('the deleted library to be let go', async () => {
        await vscode.commands.executeCommand('numberedCitations.dismissDeletedLibraries');
        return (await labels(editor)).every(label => !label.includes('Nwosu'));
      });
    } finally {
      await closeEverything();
      vscode.workspace.updateWorkspaceFolders(2, 1);
      await waitFor('two folders', () => folders().length === 2);
      provider.dispose();
    }
  });
});
