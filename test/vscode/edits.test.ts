import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, openText, pause, placeOf, putCursor, waitFor } from '../support/editors';

const run = (command: string, ...values: unknown[]) =>
  vscode.commands.executeCommand(`numberedCitations.${command}`, ...values);

describe('edits of a manuscript', () => {
  afterEach(closeEverything);

  it('inserts the reference list in one undo step, and twice changes nothing', async () => {
    const text = 'They tire [4]. They travel [1].\n';
    const editor = await openText(text);
    await run('insertOrUpdateBibliography');
    const after = editor.document.getText();
    assert.ok(after.startsWith(text.trimEnd()), after);
    assert.match(after, /References/);
    assert.match(
      after,
      /Mitchell Daher, Yasser Zaidan, En-Yu Liu\. "Targeting NK Cell Exhaustion for Cancer Immunotherapy\." \*Front Immunol\* 14 \(2023\):1123169\./,
    );
    await run('insertOrUpdateBibliography');
    assert.equal(editor.document.getText(), after);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), text);
  });

  it('writes the ten entries as the review prints them', async () => {
    const editor = await openText('All of them [1–10].\n');
    await run('insertOrUpdateBibliography');
    const entries = editor.document.getText().match(/^\d+\. .*$/gm) ?? [];
    assert.equal(entries.length, 10);
    assert.match(
      entries[9]!,
      /^10\. Peggy Rubart, Michael H\. H\. Klinger, Jürgen G\. J\. Schultze\. "Challenges and opportunities in NK cell therapy for solid tumors\." \*Expert Opin Biol Ther\* 22 \(2022\):1341-1355\./,
    );
  });

  it('keeps the line endings of the manuscript', async () => {
    const editor = await openText('They tire [4].\n');
    await editor.edit(builder => builder.setEndOfLine(vscode.EndOfLine.CRLF));
    await run('insertOrUpdateBibliography');
    const text = editor.document.getText();
    assert.ok(text.includes('\r\n'));
    assert.equal(text.replaceAll('\r\n', '').includes('\n'), false);
  });

  it('renumbers by order of appearance, list included, in one undo step', async () => {
    const text =
      'First [2], then [1].\n\n## References\n\n1. Doe J. Tiring. J Cells. 2001;1:1-2.\n2. Roe J. Travelling. J Cells. 2002;2:2-3.\n';
    const editor = await openText(text);
    await run('renumber');
    assert.equal(
      editor.document.getText(),
      'First [1], then [2].\n\n## References\n\n1. Roe J. Travelling. J Cells. 2002;2:2-3.\n2. Doe J. Tiring. J Cells. 2001;1:1-2.\n',
    );
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), text);
  });

  it('shows a diff before it renumbers, and changes nothing until that is accepted', async () => {
    const text =
      'First [2], then [1].\n\n## References\n\n1. Doe J. Tiring. J Cells. 2001;1:1-2.\n2. Roe J. Travelling. J Cells. 2002;2:2-3.\n';
    const editor = await openText(text);
    void run('renumberWithPreview');
    const diff = await waitFor('the diff', () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputTextDiff && input;
    });
    const after = await vscode.workspace.openTextDocument(diff.modified);
    assert.match(after.getText(), /^First \[1\], then \[2\]\./);
    assert.equal(editor.document.getText(), text);
    await waitFor('the closed diff', async () => {
      await vscode.commands.executeCommand('notifications.clearAll');
      return vscode.window.tabGroups.all.every(group =>
        group.tabs.every(({ input }) => !(input instanceof vscode.TabInputTextDiff)),
      );
    });
    assert.equal(editor.document.getText(), text);
  });

  it('writes the list in the style that is chosen, and names the style in the manuscript', async () => {
    const text = 'They tire [4].\n';
    const editor = await openText(text);
    void run('chooseStyle');
    await waitFor('the list in another style', async () => {
      await vscode.commands.executeCommand('workbench.action.quickOpenNavigateNextInFilePicker');
      await pause(150);
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await pause(150);
      return editor.document.getText() !== text;
    });
    assert.match(editor.document.getText(), /<!-- numbered-citations style: [a-z-]+ -->/);
    const chosen = editor.document.getText();
    await run('insertOrUpdateBibliography');
    assert.equal(editor.document.getText(), chosen);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), text);
  });

  it('renumbers a manuscript of several files as one', async () => {
    const folder = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri);
    const files: Readonly<Record<string, string>> = {
      '_quarto.yml': 'project:\n  type: book\nbook:\n  chapters:\n    - one.qmd\n    - two.qmd\n',
      'one.qmd': '# One\n\nFirst [2].\n',
      'two.qmd':
        '# Two\n\nThen [1].\n\n# References\n\n1. Doe J. Tiring. J Cells. 2001;1:1-2.\n2. Roe J. Travelling. J Cells. 2002;2:2-3.\n',
    };
    for (const [name, text] of Object.entries(files)) {
      await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), new TextEncoder().encode(text));
    }
    try {
      const one = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, 'one.qmd'));
      const two = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, 'two.qmd'));
      await vscode.window.showTextDocument(one, { preview: false });
      void run('renumberFiles');
      await waitFor('the renumbered files', async () => {
        await pause(300);
        await vscode.commands.executeCommand('notification.acceptPrimaryAction');
        return one.getText() === '# One\n\nFirst [1].\n' && two.isDirty;
      });
      assert.equal(
        two.getText(),
        '# Two\n\nThen [2].\n\n# References\n\n1. Roe J. Travelling. J Cells. 2002;2:2-3.\n2. Doe J. Tiring. J Cells. 2001;1:1-2.\n',
      );
    } finally {
      await closeEverything();
      for (const name of Object.keys(files))
        await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, name));
    }
  });

  it('reads the superscripts of a chapter as all files together show that they are citations', async () => {
    const folder = vscode.workspace.workspaceFolders![0]!.uri;
    const files: Readonly<Record<string, string>> = {
      'SUMMARY.md': '- [One](raised-one.md)\n- [Two](raised-two.md)\n- [References](raised-list.md)\n',
      'raised-one.md': 'They travel^2^ and sleep.^3^ It covers 10 m^2^.\n',
      'raised-two.md': 'They tire^1^ and wake.^3,4^\n',
      'raised-list.md':
        '# References\n\n1. Doe J. Tiring of cells. J Cells. 2001;1:1-2.\n2. Roe J. Travelling of cells. J Cells. 2002;2:2-3.\n3. Poe J. Sleeping of cells. J Cells. 2003;3:3-4.\n4. Loe J. Waking of cells. J Cells. 2004;4:4-5.\n',
    };
    const at = (name: string) => vscode.Uri.joinPath(folder, name);
    for (const [name, text] of Object.entries(files)) {
      await vscode.workspace.fs.writeFile(at(name), new TextEncoder().encode(text));
    }
    try {
      const one = await vscode.workspace.openTextDocument(at('raised-one.md'));
      await vscode.window.showTextDocument(one, { preview: false });
      const placesOf = async (offset: number): Promise<readonly string[]> => {
        const found = await vscode.commands.executeCommand<vscode.Location[]>(
          'vscode.executeReferenceProvider',
          one.uri,
          one.positionAt(offset),
        );
        return found.map(({ uri, range }) => `${uri.path.split('/').at(-1)}:${range.start.line + 1}`).sort();
      };
      await waitFor('the citations of 3 in both chapters and its entry', async () => {
        const places = await placesOf(one.getText().indexOf('^3^') + 1);
        return places.join() === 'raised-list.md:5,raised-one.md:1,raised-two.md:1';
      });
      const edit = new vscode.WorkspaceEdit();
      edit.insert(one.uri, new vscode.Position(0, 0), 'They rest.^1^ ');
      await vscode.workspace.applyEdit(edit);
      assert.deepEqual(await placesOf(11), ['raised-list.md:3', 'raised-one.md:1', 'raised-two.md:1']);
      assert.deepEqual(await placesOf(one.getText().indexOf('m^2^') + 2), []);
    } finally {
      await closeEverything();
      for (const name of Object.keys(files)) await vscode.workspace.fs.delete(at(name));
    }
  });

  it('numbers a chapter by the list that stands in another file, and cites, renames and lists over all files', async () => {
    const folder = vscode.workspace.workspaceFolders![0]!.uri;
    const files: Readonly<Record<string, string>> = {
      '_quarto.yml': 'project:\n  type: book\nbook:\n  chapters:\n    - first.qmd\n    - second.qmd\n',
      'first.qmd': '# One\n\nFirst [2].\n\nMore [\n',
      'second.qmd':
        '# Two\n\nThen [1].\n\n# References\n\n1. Doe J. Tiring of cells. J Cells. 2001;1:1-2.\n2. Roe J. Travelling of cells. J Cells. 2002;2:2-3.\n',
    };
    const at = (name: string) => vscode.Uri.joinPath(folder, name);
    for (const [name, text] of Object.entries(files)) {
      await vscode.workspace.fs.writeFile(at(name), new TextEncoder().encode(text));
    }
    try {
      const one = await vscode.workspace.openTextDocument(at('first.qmd'));
      await vscode.window.showTextDocument(one, { preview: false });
      const place = new vscode.Position(2, 8);
      await waitFor('the card of the entry in the other file, which is not open', async () => {
        const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
          'vscode.executeHoverProvider',
          one.uri,
          place,
        );
        return hovers.some(({ contents }) =>
          contents.some(content =>
            (typeof content === 'string' ? content : content.value).includes('Travelling'),
          ),
        );
      });
      const [link] = await vscode.commands.executeCommand<(vscode.LocationLink | vscode.Location)[]>(
        'vscode.executeDefinitionProvider',
        one.uri,
        place,
      );
      const target = link && 'targetUri' in link ? link : undefined;
      assert.equal(target?.targetUri.path.endsWith('second.qmd'), true);
      assert.equal(target?.targetSelectionRange?.start.line, 7);
      const found = await vscode.commands.executeCommand<vscode.Location[]>(
        'vscode.executeReferenceProvider',
        one.uri,
        place,
      );
      assert.deepEqual(
        found.map(({ uri, range }) => `${uri.path.split('/').at(-1)}:${range.start.line + 1}`).sort(),
        ['first.qmd:3', 'second.qmd:8'],
      );
      const problems = () =>
        vscode.languages.getDiagnostics(one.uri).filter(({ code }) => code === 'number-without-reference');
      assert.deepEqual(problems(), []);

      const completions = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        one.uri,
        new vscode.Position(4, 6),
      );
      const fresh = completions.items.find(
        ({ command }) => command?.command === 'numberedCitations.addGivenEntry',
      );
      assert.match(typeof fresh?.label === 'string' ? fresh.label : (fresh?.label.label ?? ''), /^\[3\]/);
      const accepted = new vscode.WorkspaceEdit();
      accepted.replace(one.uri, new vscode.Range(4, 5, 4, 6), '[3]');
      await vscode.workspace.applyEdit(accepted);
      await vscode.commands.executeCommand(fresh!.command!.command, ...(fresh!.command!.arguments ?? []));
      const two = await vscode.workspace.openTextDocument(at('second.qmd'));
      assert.match(two.getText(), /\n2\. Roe[^\n]*\n3\. \w/);
      const withEntry = two.getText();

      const rename = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
        'vscode.executeDocumentRenameProvider',
        one.uri,
        place,
        '1',
      );
      await vscode.workspace.applyEdit(rename);
      assert.equal(one.getText(), '# One\n\nFirst [1].\n\nMore [3]\n');
      assert.match(two.getText(), /^# Two\n\nThen \[2\][\s\S]*1\. Roe[\s\S]*2\. Doe/);

      await run('renumber');
      assert.match(two.getText(), /1\. Roe[\s\S]*2\. Doe/, 'one file alone is not renumbered');
      await run('insertOrUpdateBibliography');
      assert.equal(one.getText().includes('References'), false);
      assert.equal(two.getText().split('\n').length, withEntry.split('\n').length);

      // What is typed into the list and not saved yet counts at once.
      const label = two.getText().indexOf('1. Roe');
      const gone = new vscode.WorkspaceEdit();
      gone.delete(
        two.uri,
        new vscode.Range(two.positionAt(label), two.positionAt(two.getText().indexOf('2. Doe'))),
      );
      await vscode.workspace.applyEdit(gone);
      await waitFor('the number that the list has no more', () => Promise.resolve(problems().length === 1));
    } finally {
      await closeEverything();
      for (const name of Object.keys(files)) await vscode.workspace.fs.delete(at(name));
    }
  });

  it('takes the files of a manuscript from the setting, in its order', async () => {
    const folder = vscode.workspace.workspaceFolders![0]!.uri;
    const files: Readonly<Record<string, string>> = {
      'b.md': 'First [2].\n',
      'a.md':
        'Then [1].\n\n## References\n\n1. Doe J. Tiring. J Cells. 2001;1:1-2.\n2. Roe J. Travelling. J Cells. 2002;2:2-3.\n',
    };
    const settings = vscode.workspace.getConfiguration('numberedCitations', folder);
    for (const [name, text] of Object.entries(files))
      await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), new TextEncoder().encode(text));
    await settings.update('manuscript.files', ['b.md', 'a.md'], vscode.ConfigurationTarget.Workspace);
    try {
      const [first, last] = await Promise.all(
        Object.keys(files).map(name => vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, name))),
      );
      await vscode.window.showTextDocument(last!, { preview: false });
      void run('renumberFiles');
      await waitFor('the renumbered files', async () => {
        await pause(300);
        await vscode.commands.executeCommand('notification.acceptPrimaryAction');
        return first!.getText() === 'First [1].\n' && last!.isDirty;
      });
      assert.match(last!.getText(), /^Then \[2\][\s\S]*1\. Roe[\s\S]*2\. Doe/);
      await settings.update('manuscript.files', ['b.md', 'none.md'], vscode.ConfigurationTarget.Workspace);
      await run('renumberFiles');
      assert.equal(first!.getText(), 'First [1].\n');
    } finally {
      await settings.update('manuscript.files', undefined, vscode.ConfigurationTarget.Workspace);
      await closeEverything();
      for (const name of Object.keys(files))
        await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, name));
    }
  });

  it('refuses what would change what a citation stands for, and changes nothing', async () => {
    const text =
      'First [2], then [99].\n\n## References\n\n1. Doe J. Tiring. 2001.\n2. Roe J. Travelling. 2002.\n';
    const editor = await openText(text);
    await run('renumber');
    assert.equal(editor.document.getText(), text);
  });

  it('marks the places that made it refuse, until the text changes', async () => {
    const text =
      'First [1], then [3], both [1–2, p. 5].\n\n## References\n\n1. Doe J. Tiring. 2001.\n2. Roe J. Travelling. 2002.\n3. Poe P. Sleeping. 2003.\n';
    const editor = await openText(text);
    const { uri } = editor.document;
    const refused = () => vscode.languages.getDiagnostics(uri).filter(({ code }) => code === 'edit-refused');
    await run('renumber');
    assert.equal(editor.document.getText(), text);
    assert.deepEqual(
      refused().map(({ range }) => editor.document.getText(range)),
      ['[1–2, p. 5]'],
    );
    await editor.edit(builder => builder.insert(new vscode.Position(0, 0), 'So: '));
    assert.deepEqual(refused(), []);
  });

  it('renames a number everywhere, with F2', async () => {
    const editor = await openText(
      'First [1], then [2].\n\n## References\n\n1. Doe J. Tiring. 2001.\n2. Roe J. Travelling. 2002.\n',
    );
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      editor.document.uri,
      placeOf(editor.document, '[1]', 1),
      '2',
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(
      editor.document.getText(),
      'First [2], then [1].\n\n## References\n\n1. Roe J. Travelling. 2002.\n2. Doe J. Tiring. 2001.\n',
    );
  });

  it('cites the row of the tree at the cursor', async () => {
    const editor = await openText('They tire | early.');
    await run('insertReference', { id: 'daher2023' });
    assert.equal(editor.document.getText(), 'They tire [4] early.');
    await run('insertReference', { id: 'long2023' });
    assert.match(editor.document.getText(), /^They tire \[(1, 4|4, 1)\] early\.$/);
  });

  it('copies an entry and a key', async () => {
    const editor = await openText('They tire [4].');
    putCursor(editor, '[4');
    await run('copyReferenceKey');
    assert.equal(await vscode.env.clipboard.readText(), 'daher2023');
    await run('copyReferenceEntry');
    assert.match(await vscode.env.clipboard.readText(), /^Mitchell Daher/);
  });

  it('opens the sample manuscript as an unsaved text', async () => {
    await run('openSampleManuscript');
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.isUntitled, true);
    assert.equal(document?.languageId, 'markdown');
    assert.match(document!.getText(), /\[\d/);
  });

  it('goes to the reference at the cursor', async () => {
    const editor = await openText(
      'First [2].\n\n## References\n\n1. Doe J. Tiring. 2001.\n2. Roe J. Travelling. 2002.\n',
    );
    putCursor(editor, '[2');
    await run('goToReference');
    const { document, selection } = vscode.window.activeTextEditor!;
    assert.match(document.getText(selection), /Roe J/);
  });
});
