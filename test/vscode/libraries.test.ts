import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, extensionApi, openText, waitFor } from '../support/editors';
import { labels, offers, offersNoMore, openFile, setLibraries, write } from '../support/libraryEditors';
import { MemoryFiles } from '../support/memoryFiles';

const bibtex = `@article{okafor2021,
  author = {Okafor, Ngozi and Lind, Per},
  title = {Freezing and thawing of lymphocytes},
  journal = {Journal of Cold Cells},
  year = {2021}, volume = {3}, pages = {12--19}
}
@article{broken
`;

const other = `@article{achebe2020, author = {Achebe, Chidi}, title = {Storage of lymphocytes in the freezer},
  journal = {Journal of Cold Cells}, year = {2020}, volume = {2}, pages = {1--9}}
@article{twin, author = {Okafor, N}, title = {Freezing and Thawing of Lymphocytes}, year = {2021}, volume = {3}}
`;

const folder = () => vscode.workspace.workspaceFolders![0]!.uri;
const fileIn = (name: string) => vscode.Uri.joinPath(folder(), name);

/** The names of libraries that are reported as missing in a file, as its text has them at the places. */
function missingIn(uri: vscode.Uri, text: string): string[] {
  const lines = text.split('\n');
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ code }) => code === 'missing-library')
    .sort((a, b) => a.range.start.compareTo(b.range.start))
    .map(({ range: { start, end } }) => lines[start.line]!.slice(start.character, end.character));
}

const messages = (uri: vscode.Uri) => vscode.languages.getDiagnostics(uri).map(({ message }) => message);

describe('libraries of the settings', () => {
  const file = () => fileIn('own.bib');

  before(async () => {
    await write(file(), bibtex);
    await setLibraries(['own.bib']);
  });
  afterEach(closeEverything);
  after(async () => {
    await setLibraries(undefined);
    await vscode.workspace.fs.delete(file());
  });

  it('are offered beside the review, and one broken record costs no other', async () => {
    const editor = await openText('Cells can be kept in the cold [thawing|');
    assert.match(await offers(editor, 'Okafor'), /^\[\d+\] {2}Okafor & Lind 2021$/);
    assert.ok(messages(file()).length > 0, 'the broken record is reported');
    assert.equal(await (await extensionApi()).readsInWorker(), true, 'no worker could be started');
    const [problem] = vscode.languages.getDiagnostics(file());
    assert.equal(problem?.range.start.line, 6);
  });

  it('change when the file changes', async () => {
    const editor = await openText('Cells can be kept in the cold [thawing|');
    await offers(editor, 'Okafor');
    await write(file(), bibtex.replaceAll('Okafor', 'Nwosu'));
    await offers(editor, 'Nwosu');
    await write(file(), bibtex);
    await offers(editor, 'Okafor');
  });

  it('count with the unsaved text of an editor, and without it when that is thrown away', async () => {
    const editor = await openText('Cells can be kept in the cold [thawing|');
    await offers(editor, 'Okafor');
    const library = await vscode.workspace.openTextDocument(file());
    const edit = new vscode.WorkspaceEdit();
    const at = library.getText().indexOf('Okafor');
    const range = new vscode.Range(library.positionAt(at), library.positionAt(at + 'Okafor'.length));
    edit.replace(file(), range, 'Ekwensi');
    await vscode.workspace.applyEdit(edit);
    await offers(editor, 'Ekwensi');
    await vscode.window.showTextDocument(library);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    const again = await vscode.window.showTextDocument(editor.document);
    again.selection = editor.selection;
    await offers(again, 'Okafor');
  });

  it('keep their references when the file is broken altogether', async () => {
    const editor = await openText('Cells can be kept in the cold [thawing|');
    await offers(editor, 'Okafor');
    await write(file(), '@article{');
    await waitFor('the problem', () => messages(file()).length > 0 && !messages(file()).includes('x'));
    await offers(editor, 'Okafor');
    await write(file(), bibtex);
  });

  it('are found by patterns, each work once', async () => {
    await vscode.workspace.fs.createDirectory(fileIn('more'));
    await write(fileIn('more/other.bib'), other);
    await setLibraries(['own.bib', 'more/**/*.bib']);
    const editor = await openText('Cells can be kept in the cold [lymphocytes|');
    await offers(editor, 'Achebe');
    await offers(editor, 'Okafor');
    const found = (await labels(editor)).filter(label => /Okafor/.test(label));
    assert.equal(found.length, 1, found.join('\n'));
    await setLibraries(['own.bib']);
    await offersNoMore(editor, 'Achebe');
    await vscode.workspace.fs.delete(fileIn('more'), { recursive: true });
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
    assert.match(text, /Okafor/);
  });
});

describe('libraries that are found', () => {
  const place = () => fileIn('paper');
  const inPlace = (name: string) => vscode.Uri.joinPath(place(), name);

  beforeEach(() => vscode.workspace.fs.createDirectory(place()));
  afterEach(async () => {
    await closeEverything();
    await vscode.workspace.fs.delete(place(), { recursive: true });
  });

  it('beside the manuscript, or in the folder above it', async () => {
    await write(inPlace('refs.bib'), bibtex);
    await vscode.workspace.fs.createDirectory(inPlace('chapters'));
    const editor = await openFile(inPlace('chapters/one.md'), 'Kept in the cold [thawing|');
    await offers(editor, 'Okafor');
    await write(inPlace('chapters/own.bib'), other);
    await offersNoMore(editor, 'Lind');
  });

  it('by the front matter, and others when that changes', async () => {
    await write(inPlace('refs.bib'), bibtex);
    await write(inPlace('named.bib'), other);
    const editor = await openFile(
      inPlace('fronted.md'),
      '---\nbibliography: named.bib\n---\n\nKept in the cold [lymphocytes|',
    );
    await offers(editor, 'Achebe');
    assert.ok((await labels(editor)).every(label => !label.includes('Lind')));
    const name = editor.document.getText().indexOf('named.bib');
    await editor.edit(edit =>
      edit.replace(
        new vscode.Range(editor.document.positionAt(name), editor.document.positionAt(name + 9)),
        '[refs.bib, named.bib]',
      ),
    );
    const end = editor.document.positionAt(editor.document.getText().length);
    editor.selection = new vscode.Selection(end, end);
    await offers(editor, 'Lind');
    await offers(editor, 'Achebe');
  });

  it('by the project', async () => {
    await write(inPlace('refs.bib'), bibtex);
    await write(inPlace('other.bib'), other);
    await write(inPlace('_quarto.yml'), 'project:\n  type: book\nbibliography: other.bib\n');
    const editor = await openFile(inPlace('projected.md'), 'Kept in the cold [lymphocytes|');
    await offers(editor, 'Achebe');
    assert.ok((await labels(editor)).every(label => !label.includes('Lind')));
  });

  it('say that a file is missing, and that one was deleted; its references stay until they are dismissed', async () => {
    await write(inPlace('refs.bib'), bibtex);
    const editor = await openFile(
      inPlace('missing.md'),
      '---\nbibliography: [refs.bib, nowhere.bib]\n---\n\nKept in the cold [thawing|',
    );
    await offers(editor, 'Okafor');
    const missing = () => missingIn(editor.document.uri, editor.document.getText());
    await waitFor('the missing file', () => missing().join() === 'nowhere.bib');
    assert.deepEqual(messages(inPlace('nowhere.bib')), []);
    await vscode.workspace.fs.delete(inPlace('refs.bib'));
    await waitFor('the deleted file', () =>
      messages(inPlace('refs.bib')).some(message => message.includes('deleted')),
    );
    await offers(editor, 'Okafor');
    await vscode.commands.executeCommand('numberedCitations.dismissDeletedLibraries');
    await offersNoMore(editor, 'Okafor');
    await waitFor('both names', () => missing().join() === 'refs.bib,nowhere.bib');
    await write(inPlace('refs.bib'), bibtex);
    await offers(editor, 'Okafor');
    await waitFor('the other name alone', () => missing().join() === 'nowhere.bib');
    await editor.edit(edit => edit.insert(new vscode.Position(1, 0), 'title: One\n'));
    await waitFor('the name at its new place', () => missing().join() === 'nowhere.bib');
    await write(inPlace('nowhere.bib'), other);
    await waitFor('no missing name', () => missing().length === 0);
    await vscode.workspace.fs.delete(inPlace('nowhere.bib'));
    await waitFor('the name again', () => missing().join() === 'nowhere.bib');
  });

  it('say in LaTeX, Typst and a project which of them is missing, at its name', async () => {
    await write(inPlace('refs.bib'), bibtex);
    await write(inPlace('other.bib'), other);
    for (const [name, text, named] of [
      ['missing.tex', '\\bibliography{refs,absent}\nKept in the cold \\cite{|}', 'absent'],
      ['missing.typ', '= One\n#bibliography("absent.bib")\n|', 'absent.bib'],
    ] as const) {
      const editor = await openFile(inPlace(name), text);
      const { document } = editor;
      await waitFor(name, () => missingIn(document.uri, document.getText()).join() === named);
    }
    const project = 'project:\n  type: book\nbibliography: [other.bib, absent.bib]\n';
    await write(inPlace('_quarto.yml'), project);
    const editor = await openFile(inPlace('projected.md'), 'Kept in the cold [lymphocytes|');
    await offers(editor, 'Achebe');
    await waitFor(
      'the name in the project',
      () => missingIn(inPlace('_quarto.yml'), project).join() === 'absent.bib',
    );
    assert.deepEqual(missingIn(editor.document.uri, editor.document.getText()), []);
    await write(inPlace('_quarto.yml'), 'project:\n  type: book\nbibliography: other.bib\n');
    await waitFor('the project put right', () => messages(inPlace('_quarto.yml')).length === 0);
  });

  it('in a file system that an extension provides', async () => {
    const files = new MemoryFiles();
    const provider = vscode.workspace.registerFileSystemProvider('library-test', files);
    try {
      const root = vscode.Uri.from({ scheme: 'library-test', path: '/paper' });
      files.createDirectory(root);
      await write(vscode.Uri.joinPath(root, 'refs.bib'), bibtex);
      const editor = await openFile(vscode.Uri.joinPath(root, 'one.md'), 'Kept in the cold [thawing|');
      await offers(editor, 'Okafor');
      await write(vscode.Uri.joinPath(root, 'refs.bib'), bibtex.replaceAll('Okafor', 'Nwosu'));
      await offers(editor, 'Nwosu');
      await closeEverything();
    } finally {
      provider.dispose();
    }
  });
});
