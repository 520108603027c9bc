import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, extensionApi, openText, putCursor, treeLines, waitFor } from '../support/editors';

const sentence = 'One of the hurdles is exhaustion, by which NK cells lose their function over time';

describe('the view of what is suggested here', () => {
  afterEach(closeEverything);

  it('follows the cursor, says why, and inserts', async () => {
    const { suggested } = await extensionApi();
    await vscode.commands.executeCommand('numberedCitations.suggestedHere.focus');
    const editor = await openText(`${sentence}. Bispecific engagers bring killer cells to the tumor.`);
    const firstWhere = (pattern: RegExp) =>
      waitFor(`${pattern}`, async () => {
        const [first] = await treeLines(suggested);
        return first !== undefined && pattern.test(first) && first;
      });
    putCursor(editor, 'over time');
    assert.match(await firstWhere(/^\[4\] +Daher 2023/), /exhaustion/);
    const spoken = await treeLines(suggested, item => item.accessibilityInformation?.label ?? '');
    assert.match(spoken[0]!, /^\[4\] +Daher 2023, Targeting NK Cell Exhaustion.*, because of .*exhaustion/);
    putCursor(editor, 'bring killer cells to the tumor');
    await firstWhere(/^\[(?!4\])\d+\]/);
    putCursor(editor, 'over time');
    await firstWhere(/^\[4\]/);
    const [row] = (await suggested.getChildren(undefined)) ?? [];
    await vscode.commands.executeCommand('numberedCitations.insertReference', row);
    await waitFor('the citation', () => editor.document.getText().startsWith(`${sentence} [4].`));
  });

  it('is empty outside of running text and where it is switched off', async () => {
    const { suggested } = await extensionApi();
    const editor = await openText(`\`${sentence}\``);
    putCursor(editor, 'over');
    await waitFor('nothing', async () => (await treeLines(suggested)).length === 0);
  });
});

describe('ghost text', () => {
  const configuration = () => vscode.workspace.getConfiguration('numberedCitations');
  afterEach(async () => {
    await configuration().update('inlineSuggestions.enabled', undefined, vscode.ConfigurationTarget.Global);
    await closeEverything();
  });

  it('is off by default', async () => {
    const editor = await openText(`${sentence} |`);
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
    assert.equal(editor.document.getText(), `${sentence} `);
  });

  it('writes the citation that clearly belongs there, in one undo step', async () => {
    await configuration().update('inlineSuggestions.enabled', true, vscode.ConfigurationTarget.Global);
    const editor = await openText(`${sentence} |`);
    await waitFor('the citation', async () => {
      await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
      await new Promise(done => setTimeout(done, 300));
      await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
      return editor.document.getText() === `${sentence} [4]`;
    });
    await vscode.commands.executeCommand('undo');
    await waitFor('the text before', () => editor.document.getText() === `${sentence} `);
  });
});

describe('hints from sentences', () => {
  const configuration = () => vscode.workspace.getConfiguration('numberedCitations');
  afterEach(async () => {
    await configuration().update('diagnostics.severities', undefined, vscode.ConfigurationTarget.Global);
    await closeEverything();
  });

  const found = (document: vscode.TextDocument, code: string) =>
    vscode.languages.getDiagnostics(document.uri).filter(diagnostic => diagnostic.code === code);

  it('offer to cite the work that fits a sentence which states a finding', async () => {
    await configuration().update(
      'diagnostics.severities',
      { 'uncited-claim': 'hint', 'wrong-number': 'hint' },
      vscode.ConfigurationTarget.Global,
    );
    const claim =
      'Several studies have shown that exhaustion of NK cells limits their function and persistence in tumors';
    const { document } = await openText(`${claim}.`);
    const [diagnostic] = await waitFor('the hint', () => {
      const now = found(document, 'uncited-claim');
      return now.length > 0 && now;
    });
    assert.equal(diagnostic!.severity, vscode.DiagnosticSeverity.Hint);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      diagnostic!.range,
    );
    const cite = actions.find(action => /^Cite \[4\]/.test(action.title));
    assert.ok(cite?.command, actions.map(({ title }) => title).join('\n'));
    assert.ok(actions.some(action => /do not ask again/.test(action.title)));
    await vscode.commands.executeCommand(cite.command.command, ...(cite.command.arguments ?? []));
    await waitFor('the citation', () => document.getText() === `${claim} [4].`);
    await waitFor('no hint any more', () => found(document, 'uncited-claim').length === 0);
  });
});
