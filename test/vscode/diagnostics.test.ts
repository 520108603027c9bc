import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, openText, pause, waitFor } from '../support/editors';

const source = 'Numbered Citations';

function ours(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(diagnostic => diagnostic.source === source);
}

function codeOf(diagnostic: vscode.Diagnostic): string {
  const { code } = diagnostic;
  return String(typeof code === 'object' ? code.value : code);
}

describe('diagnostics', () => {
  afterEach(closeEverything);

  it('points at a number that no reference has, and goes away when it is mended', async () => {
    const editor = await openText('They tire [4] and [99].');
    const found = await waitFor('the diagnostic', () => {
      const now = ours(editor.document);
      return now.length > 0 && now;
    });
    assert.equal(found.length, 1);
    assert.match(editor.document.getText(found[0]!.range), /99/);
    assert.equal(found[0]!.severity, vscode.DiagnosticSeverity.Error);
    assert.ok(codeOf(found[0]!).length > 3);
    await editor.edit(builder => builder.replace(new vscode.Range(0, 18, 0, 22), '[1]'));
    await waitFor('no diagnostic', () => ours(editor.document).length === 0);
  });

  it('points at an uncited entry and a duplicated number', async () => {
    const editor = await openText(
      'They tire [1].\n\n## References\n\n1. Doe J. Tiring. J Cells. 2001;1:1-2.\n2. Roe J. Travelling. J Cells. 2002;2:2-3.\n',
    );
    const uncited = await waitFor('the hint', () => ours(editor.document)[0]);
    assert.equal(uncited.range.start.line, 5);
    const double = await openText(
      'They tire [1].\n\n## References\n\n[1] Doe J. Tiring. J Cells. 2001;1:1-2.\n\n[1] Roe J. Travelling. J Cells. 2002;2:2-3.\n',
    );
    await waitFor('the duplicate', () =>
      ours(double.document).some(
        diagnostic => diagnostic.range.start.line === 6 && codeOf(diagnostic) === 'duplicate-number',
      ),
    );
  });

  it('says when only the list got other numbers, and lets the citations follow', async () => {
    const list = (first: string, second: string) => `## References\n\n1. ${first}\n2. ${second}\n`;
    const doe = 'Doe J. Tiring of cells in the cold. J Cells. 2001;1:1-2.';
    const roe = 'Roe J. Travelling of cells by night. J Cells. 2002;2:2-3.';
    const text = 'In the cold they get tired soon [1].\n\nBy night they travel far away [2].\n\n';
    const editor = await openText(text + list(doe, roe));
    await pause(400);
    const all = new vscode.Range(0, 0, editor.document.lineCount, 0);
    await editor.edit(builder => builder.replace(all, text + list(roe, doe)));
    const found = await waitFor('the finding', () =>
      ours(editor.document).find(one => codeOf(one) === 'half-renumbered'),
    );
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      editor.document.uri,
      found.range,
    );
    const follow = actions.find(({ title }) => /follow/.test(title));
    assert.ok(follow?.command, actions.map(({ title }) => title).join('\n'));
    await vscode.commands.executeCommand(follow.command.command, ...(follow.command.arguments ?? []));
    assert.equal(
      editor.document.getText(),
      `In the cold they get tired soon [2].\n\nBy night they travel far away [1].\n\n${list(roe, doe)}`,
    );
    await waitFor('no finding', () => ours(editor.document).every(one => codeOf(one) !== 'half-renumbered'));
  });

  it('offers the fix of a finding, and all fixes at once', async () => {
    const list =
      '\n\n## References\n\n1. Doe J. Tiring. J Cells. 2001;1:1-2.\n2. Roe J. Travelling. J Cells. 2002;2:2-3.\n';
    const editor = await openText(`They tire [2, 1] and tire [2–1].${list}`);
    const found = await waitFor('the finding', () =>
      ours(editor.document).find(one => codeOf(one) === 'out-of-order-cluster'),
    );
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      editor.document.uri,
      found.range,
    );
    assert.ok(actions.some(({ title, edit }) => /Sort/.test(title) && edit));
    await vscode.commands.executeCommand('numberedCitations.fixAll');
    const after = editor.document.getText();
    assert.match(after, /^They tire \[1, 2\] and tire \[1[–, ]+2\]\./);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), `They tire [2, 1] and tire [2–1].${list}`);
  });

  it('offers the comment that switches a rule off, and then says it no more', async () => {
    const editor = await openText('They tire [99].');
    const { document } = editor;
    const [found] = await waitFor('the finding', () => ours(document).length > 0 && ours(document));
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      found!.range,
    );
    const action = actions.find(({ title }) => title === 'Switch off number-without-reference for this line');
    assert.ok(action?.edit, actions.map(({ title }) => title).join('\n'));
    await vscode.workspace.applyEdit(action.edit);
    assert.equal(
      document.getText(),
      'They tire [99]. <!-- numcite-disable-line number-without-reference -->',
    );
    await waitFor('no finding', () => ours(document).length === 0);
  });

  it('fixes on save what is safe where the author switched that on, and nothing else', async () => {
    const folder = vscode.workspace.workspaceFolders![0]!.uri;
    const uri = vscode.Uri.joinPath(folder, 'on-save.md');
    const list =
      '\n\n## References\n\n1. Doe J. Tiring. J Cells. 2001;1:1-2.\n2. Roe J. Travelling. J Cells. 2002;2:2-3.\n';
    const settings = vscode.workspace.getConfiguration('editor');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(`They tire [2, 1].${list}`));
    try {
      const document = await vscode.workspace.openTextDocument(uri);
      const editor = await vscode.window.showTextDocument(document, { preview: false });
      await editor.edit(builder => builder.insert(new vscode.Position(0, 0), 'So: '));
      await document.save();
      assert.equal(document.getText(), `So: They tire [2, 1].${list}`, 'off by default');
      const actions = { 'source.fixAll.numberedCitations': 'explicit' };
      await settings.update('codeActionsOnSave', actions, vscode.ConfigurationTarget.Global);
      await editor.edit(builder => builder.insert(new vscode.Position(0, 0), 'So: '));
      await vscode.commands.executeCommand('workbench.action.files.save');
      assert.equal(document.getText(), `So: So: They tire [1, 2].${list}`);
    } finally {
      await settings.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Global);
      await closeEverything();
      await vscode.workspace.fs.delete(uri);
    }
  });

  it('explains the editor’s own “No link definition found” at a citation, and at no other link', async function () {
    const settings = vscode.workspace.getConfiguration('markdown');
    await settings.update('validate.enabled', true, vscode.ConfigurationTarget.Global);
    try {
      const { document } = await openText('They tire [4]. See [the methods].\n');
      const notOurs = () =>
        vscode.languages.getDiagnostics(document.uri).filter(one => codeOf(one) === 'link.no-such-reference');
      const end = Date.now() + 8000;
      while (notOurs().length < 1 && Date.now() < end) await pause(50);
      // A host without the checker has nothing to explain.
      if (notOurs().length === 0) return this.skip();
      const titles = async (range: vscode.Range) =>
        (
          await vscode.commands.executeCommand<vscode.CodeAction[]>(
            'vscode.executeCodeActionProvider',
            document.uri,
            range,
          )
        ).map(({ title }) => title);
      const explained = /miss a link definition/;
      for (const { range } of notOurs()) {
        const found = (await titles(range)).filter(title => explained.test(title));
        assert.equal(found.length, document.getText(range).includes('4') ? 1 : 0, document.getText(range));
      }
    } finally {
      await settings.update('validate.enabled', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('disappears with the manuscript', async () => {
    const { document } = await openText('They tire [99].');
    await waitFor('the diagnostic', () => ours(document).length > 0);
    await closeEverything();
    await waitFor('no diagnostic', () => ours(document).length === 0);
  });
});
