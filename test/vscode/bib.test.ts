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
