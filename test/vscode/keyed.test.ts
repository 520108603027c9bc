import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, extensionApi, openText, placeOf, treeLines, waitFor } from '../support/editors';

const bibtex = `@article{okafor2021,
  author = {Okafor, Ngozi and Lind, Per},
  title = {Freezing and thawing of lymphocytes},
  journal = {Journal of Cold Cells},
  year = {2021}
}
@article{berg2019,
  author = {Berg, Ida},
  title = {Warming of frozen cells},
  journal = {Journal of Cold Cells},
  year = {2019}
}
`;

describe('citations by key', () => {
  const configuration = () => vscode.workspace.getConfiguration('numberedCitations');
  const file = () => vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, 'keyed.bib');

  before(async () => {
    await vscode.workspace.fs.writeFile(file(), new TextEncoder().encode(bibtex));
    await configuration().update('libraries', ['keyed.bib'], vscode.ConfigurationTarget.Global);
  });
  afterEach(closeEverything);
  after(async () => {
    await configuration().update('libraries', undefined, vscode.ConfigurationTarget.Global);
    await vscode.workspace.fs.delete(file());
  });

  /** Opens a text and waits until the library is read for it: it is let go of with the last text that uses it. */
  async function open(marked: string, language?: string): Promise<vscode.TextEditor> {
    const editor = await openText(marked, language);
    const trees = await extensionApi();
    await waitFor('the library', async () =>
      (await treeLines(trees.libraries)).some(line => line.includes('Berg 2019')),
    );
    return editor;
  }

  async function items(editor: vscode.TextEditor, trigger?: string): Promise<vscode.CompletionItem[]> {
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      editor.document.uri,
      editor.selection.active,
      trigger,
      2,
    );
    const ours = list.items.filter(({ label }) => /^@/.test(nameOf(label)));
    return ours.sort((a, b) => (a.sortText ?? '').localeCompare(b.sortText ?? ''));
  }

  async function labels(editor: vscode.TextEditor): Promise<string[]> {
    return (await items(editor)).map(({ label }) => nameOf(label));
  }

  for (const [language, marked, trigger] of [
    ['markdown', 'Warming of frozen cells takes care [@|].', '@'],
    ['latex', 'Warming of frozen cells takes care~\\cite{|}.', '{'],
    ['latex', 'Warming of frozen cells takes care~\\cite{okafor2021,|}.', ','],
    ['typst', 'Warming of frozen cells takes care #cite(<|>).', '<'],
    ['restructuredtext', 'Warming of frozen cells takes care :cite:p:`|`.', '`'],
  ] as const) {
    it(`are completed in ${language} behind ${trigger}, with the card and the key`, async () => {
      const editor = await open(marked, language);
      const [first] = await items(editor, trigger);
      assert.equal(nameOf(first!.label), '@berg2019  Berg 2019');
      assert.equal(first!.insertText, 'berg2019');
      assert.deepEqual(first!.additionalTextEdits ?? [], [], 'no entry is written into a list');
      const { documentation } = first!;
      assert.match(
        documentation instanceof vscode.MarkdownString ? documentation.value : '',
        /Warming of frozen/,
      );
    });
  }

  it('are not offered behind an e-mail address or in a numbered text', async () => {
    assert.deepEqual(await labels(await open('Write to ida@|')), []);
    assert.deepEqual(await labels(await open('Cells tire [4]. Ask @|')), []);
  });

  it('are read in a hover, the key under the mouse first', async () => {
    const { document } = await open('Cells freeze [@okafor2021; @berg2019, p. 3].');
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      placeOf(document, 'berg2019', 2),
    );
    assert.equal(document.getText(hover!.range), '[@okafor2021; @berg2019, p. 3]');
    const text = hover!.contents.map(part => (typeof part === 'string' ? part : part.value)).join('\n');
    assert.ok(text.indexOf('Warming of frozen') < text.indexOf('Freezing and thawing'), text);
    assert.match(text, /Cited once in this manuscript, in line 1/);
  });

  it('lead to the record in the library, and to each other', async () => {
    const { document } = await open('Cells freeze [@okafor2021] and thaw [see @okafor2021, p. 3].');
    const links = await vscode.commands.executeCommand<(vscode.LocationLink | vscode.Location)[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      placeOf(document, 'okafor2021', 2),
    );
    const targets = links.map(link => ('targetUri' in link ? link.targetUri : link.uri).path);
    assert.ok(
      targets.some(path => path.endsWith('/keyed.bib')),
      targets.join(),
    );
    const places = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      document.uri,
      placeOf(document, 'okafor2021', 2),
    );
    const here = places
      .filter(({ uri }) => uri.toString() === document.uri.toString())
      .map(({ range }) => document.getText(range))
      // The editor's own Markdown support takes `[@key]` for a link.
      .filter(text => !text.startsWith('@'));
    assert.deepEqual(here, ['okafor2021', 'okafor2021']);
  });

  it('are reported where no library has them, with the key that was meant', async () => {
    const { document } = await open('Cells freeze [@okafor2012] and [@berg2019].');
    const found = await waitFor('the diagnostic', () => {
      const all = vscode.languages
        .getDiagnostics(document.uri)
        .filter(({ message }) => message.includes('okafor2012'));
      return all.length > 0 && all;
    });
    assert.match(found[0]!.message, /Did you mean “okafor2021”/);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      found[0]!.range,
    );
    const fix = actions.find(({ title }) => title.includes('okafor2021'));
    assert.ok(fix?.edit);
    await vscode.workspace.applyEdit(fix.edit);
    assert.equal(document.getText(), 'Cells freeze [@okafor2021] and [@berg2019].');
  });

  it('stand in the side bar', async () => {
    await open('Cells freeze [@okafor2021; @berg2019] and thaw [@okafor2021].');
    const { citations } = await extensionApi();
    const lines = await waitFor('the citations', async () => {
      const all = await treeLines(citations);
      return all.some(line => line.startsWith('@okafor2021')) && all;
    });
    assert.ok(
      lines.some(line => /^@okafor2021 {2}Okafor & Lind 2021 \(cited 2×/.test(line)),
      lines.join('\n'),
    );
    assert.ok(
      lines.some(line => /^@berg2019 {2}Berg 2019 \(cited once/.test(line)),
      lines.join('\n'),
    );
  });

  it('are what the author gets who inserts a citation into a text with keys', async () => {
    const editor = await open('Cells freeze [@okafor2021]. They thaw|.');
    await vscode.commands.executeCommand('numberedCitations.insertReference', { id: 'berg2019' });
    await waitFor('the citation', () => editor.document.getText().includes('berg2019'));
    assert.equal(editor.document.getText(), 'Cells freeze [@okafor2021]. They thaw [@berg2019].');
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), 'Cells freeze [@okafor2021]. They thaw.');
  });
});

function nameOf(label: string | vscode.CompletionItemLabel): string {
  return typeof label === 'string' ? label : label.label;
}
