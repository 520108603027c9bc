import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, extensionApi, openText, putCursor, treeLines, waitFor } from '../support/editors';

describe('the side bar', () => {
  afterEach(closeEverything);

  it('shows the topics of the review with their references, and how often each is cited', async () => {
    const { topics } = await extensionApi();
    await openText('They tire [4], and again [4].');
    const spoken = await waitFor('the citations', async () => {
      const now = await treeLines(topics, item => item.accessibilityInformation?.label ?? '');
      return now.some(line => /cited 2 times/.test(line)) && now;
    });
    assert.ok(spoken.filter(line => !line.startsWith(' ')).length >= 7);
    const daher = spoken.filter(line => line.includes('[4]'));
    assert.ok(daher.length >= 1);
    for (const line of daher) assert.match(line, /^ {2}\[4\] +Daher 2023, Targeting .*, cited 2 times$/);
    assert.ok(spoken.some(line => /\[1\] +Long 2023, .*, not cited$/.test(line)));
    assert.ok(
      (await treeLines(topics)).some(line => /\[4\] +Daher 2023 \(Targeting NK Cell Exhaustion/.test(line)),
    );
  });

  it('has the card as the tooltip', async () => {
    const { topics } = await extensionApi();
    await openText('They tire [4].');
    const [topic] = (await topics.getChildren(undefined)) ?? [];
    const [reference] = (await topics.getChildren(topic)) ?? [];
    const item = await topics.getTreeItem(reference);
    const resolved =
      (await topics.resolveTreeItem?.(item, reference, new vscode.CancellationTokenSource().token)) ?? item;
    assert.ok(resolved.tooltip instanceof vscode.MarkdownString);
    assert.match(resolved.tooltip.value, /hematological malignancies/);
    assert.ok(item.accessibilityInformation?.label);
  });

  it('lists the citations of the manuscript in order of appearance', async () => {
    const { citations } = await extensionApi();
    const editor = await openText('They travel [3]. They tire [1, 4].');
    const first = await waitFor('the tree', async () => {
      const now = await treeLines(citations);
      return now.some(line => line.includes('[3]')) && now;
    });
    const references = first.filter(line => /^\[\d+\]/.test(line));
    assert.deepEqual(
      references.map(line => /^\[\d+\]/.exec(line)?.[0]),
      ['[3]', '[1]', '[4]'],
    );
    putCursor(editor, editor.document.getText().length);
    await editor.edit(builder => builder.insert(editor.selection.active, ' And more [9].'));
    await waitFor('the new citation', async () =>
      (await treeLines(citations)).some(line => line.startsWith('[9]')),
    );
  });

  it('is empty without a manuscript', async () => {
    const { citations } = await extensionApi();
    await closeEverything();
    await waitFor('the empty tree', async () => (await treeLines(citations)).length === 0);
  });
});
