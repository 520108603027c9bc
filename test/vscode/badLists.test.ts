import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, openText, pause, waitFor } from '../support/editors';

const update = (): Thenable<unknown> =>
  vscode.commands.executeCommand('numberedCitations.insertOrUpdateBibliography');

const inFolder = (name: string): vscode.Uri =>
  vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, name);

const write = (name: string, text: string): Thenable<void> =>
  vscode.workspace.fs.writeFile(inFolder(name), new TextEncoder().encode(text));

const csl = (layout: string): string =>
  `<style class="in-text" version="1.0"><info><title>Mine</title><id>x/mine</id></info>
<citation><layout><text variable="citation-number"/></layout></citation>
<bibliography><layout>${layout}</layout></bibliography></style>`;

/** What "Insert or Update Bibliography" meets where something is wrong with a style, a list or a record. */
describe('lists and styles that are not as they should be', () => {
  const files = ['mine.csl', 'bare.bib', 'bare.md', 'read-only.md'];

  afterEach(async () => {
    await closeEverything();
    for (const name of files) await vscode.workspace.fs.delete(inFolder(name)).then(undefined, () => {});
  });

  it('warns where a manuscript names a style file that is broken, until the file is mended', async () => {
    await write('mine.csl', csl('\n<text variable="title">'));
    const { document } = await openText('---\ncsl: mine.csl\n---\n\nCells tire [4].\n');
    const ofStyle = () =>
      vscode.languages.getDiagnostics(document.uri).filter(({ code }) => code === 'style-cannot-be-used');
    const [warning] = await waitFor('the warning', () => ofStyle().length > 0 && ofStyle());
    assert.match(warning!.message, /mine\.csl, line 4: .*<\/layout> stands where <\/text> is expected/);
    assert.equal(document.getText(warning!.range), 'mine.csl');
    assert.equal(warning!.relatedInformation?.[0]?.location.range.start.line, 3);
    const before = document.getText();
    await update();
    assert.equal(document.getText(), before);
    await write('mine.csl', csl('<text variable="title"/>'));
    await waitFor('no warning', () => ofStyle().length === 0);
    await update();
    await waitFor('the list', () => /\n4\. Targeting NK/.test(document.getText()));
  });

  it('writes a list under a heading that has none, and leaves what follows', async () => {
    const { document } = await openText('Cells tire [4].\n\n## References\n\n## Appendix\n\nMore words.\n');
    await update();
    await waitFor('the list', () =>
      /^Cells tire \[4\]\.\n\n## References\n\n4\. .*Daher.*\n\n## Appendix\n\nMore words\.\n$/.test(
        document.getText(),
      ),
    );
    const written = document.getText();
    await update();
    assert.equal(document.getText(), written);
  });

  it('leaves two lists each to its chapter', async () => {
    const text =
      '# One\n\nIt is [1].\n\n## References\n\n1. Doe J. Tiring of cells. J Cells. 2001;1:1-2.\n\n' +
      '# Two\n\nIt was [1].\n\n## References\n\n1. Roe R. Travelling of cells. J Cells. 2002;2:2-3.\n';
    const { document } = await openText(text);
    await update();
    assert.equal(document.getText(), text);
  });

  it('keeps the entries of records that have neither title nor year', async () => {
    await write(
      'bare.bib',
      '@article{bare, author = {Doe, Jane}, journal = {J Cells}}\n@article{nothing, note = {}}\n' +
        '@article{whole, author = {Roe, Rita}, title = {Cells}, journal = {J Cells}, year = {2001}}\n',
    );
    const lists = 'It is [1], [2] and [3].\n\n## References\n\n';
    const entries = '1. Doe J. J Cells. <!-- @bare -->\n2. Something. <!-- @nothing -->\n3. Roe';
    const text = `---\nbibliography: bare.bib\ncsl: nature\n---\n\n${lists}${entries} <!-- @whole -->\n`;
    await write('bare.md', text);
    const document = await vscode.workspace.openTextDocument(inFolder('bare.md'));
    await vscode.window.showTextDocument(document);
    await waitFor('the entry that has a record with a title', async () => {
      await update();
      return /\n3\. Roe, R\. Cells\./.test(document.getText());
    });
    assert.ok(document.getText().includes('1. Doe J. J Cells. <!-- @bare -->\n2. Something. <!-- @nothing'));
    await waitFor('what is missing, among the problems', () =>
      vscode.languages.getDiagnostics(document.uri).some(({ message }) => /no year/.test(message)),
    );
  });

  it('changes nothing in an editor that is read-only', async () => {
    const text = 'Cells tire [4].\n';
    await write('read-only.md', text);
    const document = await vscode.workspace.openTextDocument(inFolder('read-only.md'));
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.setActiveEditorReadonlyInSession');
    await update();
    await pause(100);
    assert.equal(document.getText(), text);
    await vscode.commands.executeCommand('workbench.action.files.resetActiveEditorReadonlyInSession');
    await update();
    await waitFor('the list', () => /Daher/.test(document.getText()));
  });
});
