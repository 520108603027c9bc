import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, openText, placeOf, waitFor } from '../support/editors';

const good = `@string{cells = {Journal of Cold Cells}}

@article{okafor2021,
  author = {Okafor, Ngozi and Lind, Per},
  title = {Freezing and thawing of lymphocytes},
  journal = cells,
  year = {2021}, volume = {3}, pages = {12--19},
  doi = {10.1000/cold.3}
}
`;

describe('.bib files', () => {
  afterEach(closeEverything);

  async function open(text: string): Promise<vscode.TextEditor> {
    const editor = await openText(text, 'bibtex');
    await vscode.extensions.getExtension('numbered-citations.numbered-citations')!.activate();
    return editor;
  }

  const ours = ({ document }: vscode.TextEditor): readonly vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(document.uri).filter(({ code }) => String(code).startsWith('bib-'));

  const codes = (editor: vscode.TextEditor): string[] => ours(editor).map(({ code }) => String(code));

  async function offers(editor: vscode.TextEditor): Promise<string[]> {
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      editor.document.uri,
      editor.selection.active,
    );
    return list.items
      .filter(({ kind }) => kind !== vscode.CompletionItemKind.Text)
      .map(({ label }) => (typeof label === 'string' ? label : label.label));
  }

  async function fix(editor: vscode.TextEditor, code: string): Promise<void> {
    const action = await waitFor(`a fix of ${code}`, async () => {
      const found = ours(editor).find(each => each.code === code);
      const actions =
        found &&
        (await vscode.commands.executeCommand<vscode.CodeAction[]>(
          'vscode.executeCodeActionProvider',
          editor.document.uri,
          found.range,
          vscode.CodeActionKind.QuickFix.value,
        ));
      return actions?.find(({ title, edit }) => edit && /^(?:Write|Remove this)/.test(title));
    });
    assert.ok(await vscode.workspace.applyEdit(action.edit!));
  }

  it('are checked while they are written, and quick fixes put them right', async () => {
    const broken = good.replace('10.1000', 'https://doi.org/10.1000').replace('12--19', '12-19');
    const editor = await open(`${broken}\n${good.slice(good.indexOf('@article'))}`);
    await waitFor('the findings', () => ours(editor).length === 3);
    assert.deepEqual(codes(editor).sort(), ['bib-duplicate-key', 'bib-malformed-doi', 'bib-malformed-pages']);
    await fix(editor, 'bib-malformed-doi');
    await fix(editor, 'bib-malformed-pages');
    await fix(editor, 'bib-duplicate-key');
    await waitFor('no findings', () => ours(editor).length === 0);
    assert.equal(editor.document.getText().trimEnd(), good.trimEnd());
  });

  it('tell of the record that a keystroke breaks, and of no other', async () => {
    const editor = await open(good);
    await waitFor('the check', () => ours(editor).length === 0);
    const at = placeOf(editor.document, '{Freezing');
    await editor.edit(edit => edit.delete(new vscode.Range(at, at.translate(0, 1))));
    await waitFor('the findings', () => ours(editor).length > 0);
    await vscode.commands.executeCommand('undo');
    await waitFor('no findings', () => ours(editor).length === 0);
  });

  it('complete entry types, fields, months, journals and names', async () => {
    const type = await open(`${good}\n@art|`);
    assert.ok((await offers(type)).includes('article'));
    await closeEverything();
    const field = await open(`${good}\n@article{new,\n  title = {T},\n  |\n}`);
    assert.deepEqual((await offers(field)).slice(0, 3), ['author', 'journal', 'year']);
    await closeEverything();
    const month = await open('@article{new,\n  month = |\n}');
    assert.ok((await offers(month)).includes('may'));
    await closeEverything();
    const name = await open(`${good}\n@article{new,\n  author = {Rossi, M and |}\n}`);
    assert.ok((await offers(name)).includes('Lind, Per'));
  });

  it('show the card of a record', async () => {
    const editor = await open(good);
    const cards = await waitFor('the card', async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        editor.document.uri,
        placeOf(editor.document, 'okafor2021', 2),
      );
      const text = hovers
        .flatMap(({ contents }) => contents)
        .map(content => (content instanceof vscode.MarkdownString ? content.value : ''))
        .join('\n');
      return text.includes('Okafor') && text;
    });
    assert.match(cards, /\*\*Okafor & Lind 2021\*\*/);
    assert.match(cards, /Journal of Cold Cells/);
    assert.ok(!cards.includes('command:'), 'a record of no library has no commands');
  });

  it('lead from crossref to the record, and have an outline that folds', async () => {
    const editor = await open(
      '@inproceedings{a,\n  crossref = {meet}\n}\n\n@proceedings{meet,\n  title = {M}, year = 2020\n}\n',
    );
    const links = await vscode.commands.executeCommand<vscode.LocationLink[]>(
      'vscode.executeDefinitionProvider',
      editor.document.uri,
      placeOf(editor.document, '{meet}', 2),
    );
    assert.deepEqual(
      links.map(({ targetSelectionRange }) => targetSelectionRange?.start.line),
      [4],
    );
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      editor.document.uri,
    );
    assert.deepEqual(
      symbols.map(({ name, detail }) => `${detail} ${name}`),
      ['inproceedings a', 'proceedings meet'],
    );
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      editor.document.uri,
    );
    assert.ok(folds.some(({ start, end }) => start === 4 && end === 6));
  });
});

describe('.bib files that change', () => {
  afterEach(closeEverything);

  it('have the outline of their present text after any edits, several at once too', async () => {
    const editor = await openText(good.repeat(4), 'bibtex');
    const { document } = editor;
    const outline = async (of: vscode.TextDocument): Promise<string> => {
      const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
        'vscode.executeDocumentSymbolProvider',
        of.uri,
      );
      return JSON.stringify((symbols ?? []).map(({ name, range }) => [name, range]));
    };
    const pieces = ['{', '}', '@misc{new,\n}\n', ',', '"', 'x', ''];
    for (let round = 0; round < 8; round++) {
      await outline(document);
      for (let step = 0; step < 1 + (round % 4); step++) {
        await editor.edit(edit => {
          for (const share of [0.2, 0.5, 0.8]) {
            const start = Math.floor(document.getText().length * (share + round / 100));
            const range = new vscode.Range(document.positionAt(start), document.positionAt(start + round));
            edit.replace(range, pieces[(round + step) % pieces.length]!);
          }
        });
      }
      const fresh = await vscode.workspace.openTextDocument({
        language: 'bibtex',
        content: document.getText(),
      });
      assert.equal(await outline(document), await outline(fresh), `round ${round}`);
    }
  });
});

describe('keys of .bib files', () => {
  const configuration = () => vscode.workspace.getConfiguration('numberedCitations');
  const folder = () => vscode.workspace.workspaceFolders![0]!.uri;
  const at = (name: string) => vscode.Uri.joinPath(folder(), name);
  const manuscript = 'They freeze [see @okafor2021, p. 3] and thaw.\n';

  before(async () => {
    await vscode.workspace.fs.writeFile(at('keys.bib'), new TextEncoder().encode(good));
    await vscode.workspace.fs.writeFile(
      at('keys.tex'),
      new TextEncoder().encode('Cold \\cite{okafor2021}.\n'),
    );
    await configuration().update('libraries', ['keys.bib'], vscode.ConfigurationTarget.Global);
  });
  afterEach(closeEverything);
  after(async () => {
    await configuration().update('libraries', undefined, vscode.ConfigurationTarget.Global);
    for (const name of ['keys.bib', 'keys.tex']) await vscode.workspace.fs.delete(at(name));
  });

  const rename = (document: vscode.TextDocument, text: string, newName: string) =>
    vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      placeOf(document, text, 2),
      newName,
    );

  it('lead from a citation to the record, and from the record to every citation', async () => {
    const editor = await openText(manuscript);
    const [link] = await waitFor('the record', async () => {
      const links = await vscode.commands.executeCommand<vscode.LocationLink[]>(
        'vscode.executeDefinitionProvider',
        editor.document.uri,
        placeOf(editor.document, 'okafor', 2),
      );
      return links.length > 0 && links;
    });
    assert.equal(link!.targetUri.path, at('keys.bib').path);
    assert.equal(link!.targetRange.start.line, 2);
    const library = await vscode.workspace.openTextDocument(at('keys.bib'));
    const places = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      library.uri,
      placeOf(library, 'okafor2021', 2),
    );
    assert.deepEqual(
      places
        .map(({ uri }) =>
          uri.path
            .split('/')
            .at(-1)!
            .replace(/^Untitled.*/, 'untitled'),
        )
        .sort(),
      ['keys.bib', 'keys.tex', 'untitled'],
    );
  });

  it('are renamed in the library and in every manuscript, from either, in one step', async () => {
    const editor = await openText(manuscript);
    const library = await vscode.workspace.openTextDocument(at('keys.bib'));
    await waitFor('the library', async () => {
      const edit = await rename(editor.document, 'okafor', 'cold2021').then(undefined, () => undefined);
      return edit && edit.size === 3;
    });
    const edit = await rename(library, 'okafor2021', 'cold2021');
    assert.equal(edit.size, 3);
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(editor.document.getText(), manuscript.replace('okafor2021', 'cold2021'));
    assert.equal(library.getText(), good.replace('okafor2021', 'cold2021'));
    const latex = await vscode.workspace.openTextDocument(at('keys.tex'));
    assert.equal(latex.getText(), 'Cold \\cite{cold2021}.\n');
    await vscode.window.showTextDocument(library);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.window.showTextDocument(latex);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('refuse a new key that another record has', async () => {
    const editor = await openText(`${good}\n@misc{taken, note = {x}}\n`, 'bibtex');
    await assert.rejects(async () => {
      const edit = await rename(editor.document, 'okafor2021', 'TAKEN');
      if (edit.size === 0) throw new Error('nothing to change');
    }, /Another record has the key|nothing to change/);
  });
});

describe('adding to a library and exporting', () => {
  const folder = () => vscode.workspace.workspaceFolders![0]!.uri;
  const file = () => vscode.Uri.joinPath(folder(), 'added.bib');
  const accept = (): Thenable<unknown> =>
    vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');

  /** Runs a command and takes the first of each list that it shows, until `isDone`. */
  async function takeFirst(command: string, isDone: () => boolean | Promise<boolean>): Promise<void> {
    void vscode.commands.executeCommand(command);
    await waitFor(command, async () => {
      await accept();
      return isDone();
    });
  }

  afterEach(closeEverything);
  after(() => vscode.workspace.fs.delete(file()));

  it('writes what is on the clipboard at the end of the library, once', async () => {
    await vscode.workspace.fs.writeFile(file(), new TextEncoder().encode(good));
    await vscode.env.clipboard.writeText(
      'TY  - JOUR\nAU  - Jansen, Eva\nTI  - Thawing again\nPY  - 2022\nER  - \n',
    );
    const document = await vscode.workspace.openTextDocument(file());
    await vscode.window.showTextDocument(document);
    await takeFirst('numberedCitations.addToLibrary', () => document.getText() !== good);
    const text = document.getText();
    assert.ok(text.startsWith(good.trimEnd()), text);
    assert.match(
      text.slice(good.length),
      /^\n@article\{jansen2022,\n[\s\S]*title += \{Thawing again\},\n[\s\S]*\}\n$/,
    );
    await waitFor('the file to be saved', () => !document.isDirty);
  });

  it('opens what the manuscript cites in a new editor', async () => {
    await openText('They tire [4] and expand [5].\n');
    await takeFirst(
      'numberedCitations.exportCited',
      () => vscode.window.activeTextEditor?.document.languageId === 'bibtex',
    );
    const text = vscode.window.activeTextEditor!.document.getText();
    assert.equal([...text.matchAll(/^@/gm)].length, 2);
    assert.match(text, /Daher/);
  });
});
