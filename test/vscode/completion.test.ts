import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, openText, pause, placeOf, waitFor } from '../support/editors';

/** Our own items at a place, in the order in which the list shows them, resolved. */
async function itemsAt(editor: vscode.TextEditor, position: vscode.Position, trigger?: string) {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    editor.document.uri,
    position,
    trigger,
    5,
  );
  const ours = list.items.filter(item => /^\[\d+\]/.test(labelOf(item)));
  ours.sort((a, b) => (a.sortText ?? '').localeCompare(b.sortText ?? ''));
  return { ours, isIncomplete: list.isIncomplete };
}

function labelOf(item: vscode.CompletionItem): string {
  return typeof item.label === 'string' ? item.label : item.label.label;
}

async function firstLabel(marked: string, language?: string): Promise<string> {
  const editor = await openText(marked, language);
  const { ours } = await itemsAt(editor, editor.selection.active);
  return ours[0] ? labelOf(ours[0]) : '';
}

/** Types, accepts the first suggestion as a person does, and gives the whole text. */
async function accept(marked: string, typed: string, language?: string): Promise<string> {
  const editor = await openText(marked, language);
  await vscode.commands.executeCommand('type', { text: typed });
  const before = editor.document.getText();
  await vscode.commands.executeCommand('editor.action.triggerSuggest');
  return waitFor(`the text after accepting in ${JSON.stringify(marked)}`, async () => {
    await vscode.commands.executeCommand('acceptSelectedSuggestion');
    await pause(50);
    return editor.document.getText() !== before && editor.document.getText();
  });
}

describe('completion', () => {
  afterEach(closeEverything);

  it('offers what the sentence speaks of, first of all', async () => {
    const editor = await openText(
      'One of the big challenges is exhaustion, when NK cells lose function over time [|',
    );
    const { ours, isIncomplete } = await itemsAt(editor, editor.selection.active, '[');
    assert.equal(labelOf(ours[0]!), '[4]  Daher 2023');
    assert.equal(isIncomplete, true);
    assert.match(ours[0]!.detail ?? '', /Targeting NK Cell Exhaustion/);
    assert.match(ours[0]!.detail ?? '', /Front Immunol.*2023/);
    assert.equal(ours.length, 10);
  });

  it('has the card as documentation', async () => {
    const editor = await openText('NK cells lose function, exhaustion [|');
    const { ours } = await itemsAt(editor, editor.selection.active, '[');
    const documentation = ours[0]!.documentation;
    assert.ok(documentation instanceof vscode.MarkdownString);
    assert.match(documentation.value, /Targeting NK Cell Exhaustion for Cancer Immunotherapy/);
  });

  it('finds by any word, with typos, where the word does not begin the label', async () => {
    assert.equal(await firstLabel('Nothing to see [exhuastion|'), '[4]  Daher 2023');
    assert.equal(await firstLabel('Nothing to see [miller|'), '[3]  Miller 2020');
    assert.equal(await firstLabel('Nothing to see [Cancers (Basel|'), '[8]  Mehta 2021');
  });

  it('works in every markup', async () => {
    for (const language of [
      'markdown',
      'plaintext',
      'latex',
      'quarto',
      'rmd',
      'restructuredtext',
      'asciidoc',
      'typst',
    ]) {
      assert.equal(
        await firstLabel('Some words about iPSC sources here [ipsc|', language),
        '[6]  Li 2023',
        language,
      );
    }
  });

  it('writes the right text whatever brackets are there', async () => {
    assert.equal(await accept('Cells tire early |', '[daher'), 'Cells tire early [4]');
    assert.equal(await accept('Cells tire [1, |] soon', 'daher'), 'Cells tire [1, 4] soon');
    assert.equal(await accept('Cells tire [|] soon', 'daher'), 'Cells tire [4] soon');
  });

  it('opens by itself on the bracket and stays while words are typed', async () => {
    const editor = await openText('One challenge is exhaustion of NK cells |');
    for (const key of '[daher 2023') {
      await vscode.commands.executeCommand('type', { text: key });
      await pause(40);
    }
    await waitFor('the citation', async () => {
      await vscode.commands.executeCommand('acceptSelectedSuggestion');
      await pause(50);
      return /\[4\]$/.test(editor.document.getText());
    });
    assert.equal(editor.document.getText(), 'One challenge is exhaustion of NK cells [4]');
  });

  it('opens when what names a work is pasted into a citation', async () => {
    const before = await vscode.env.clipboard.readText();
    try {
      for (const pasted of ['(Daher et al., 2023)', 'Daher 2023']) {
        const editor = await openText('Cells tire [|].\n');
        await vscode.env.clipboard.writeText(pasted);
        await vscode.commands.executeCommand('editor.action.clipboardPasteAction');
        await waitFor(`the text after accepting ${pasted}`, async () => {
          await vscode.commands.executeCommand('acceptSelectedSuggestion');
          await pause(50);
          return editor.document.getText().startsWith('Cells tire [4].\n');
        });
      }
    } finally {
      await vscode.env.clipboard.writeText(before);
    }
  });

  it('says nothing in code, math, links, footnotes and checkboxes', async () => {
    for (const text of [
      '`array[|`',
      '```\narray[|\n```\n',
      'so $x[|$ holds',
      'a [link](https://example.org/[|)',
      'a note[^|]',
      '- [|] a task',
    ]) {
      const editor = await openText(text);
      const { ours } = await itemsAt(editor, editor.selection.active);
      assert.deepEqual(ours.map(labelOf), [], text);
    }
  });

  it('says nothing in other languages', async () => {
    const editor = await openText('const a = b[|', 'javascript');
    assert.deepEqual((await itemsAt(editor, editor.selection.active)).ours, []);
  });

  it('appends the entry of a work that the list does not have yet, in the same undo step', async () => {
    const text =
      'Cells tire early .\n\n## References\n\n' +
      '1. Mitchell Daher, Yasser Zaidan, En-Yu Liu. "Targeting NK Cell Exhaustion for Cancer Immunotherapy." *Front Immunol* 14 (2023):1123169.\n';
    const editor = await openText(text);
    const place = placeOf(editor.document, 'early .', 6);
    editor.selection = new vscode.Selection(place, place);
    await vscode.commands.executeCommand('type', { text: '[miller' });
    const before = editor.document.getText();
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
    const after = await waitFor('the accepted citation', async () => {
      await pause(300);
      await vscode.commands.executeCommand('acceptSelectedSuggestion');
      await pause(100);
      return editor.document.getText() !== before && editor.document.getText();
    });
    assert.match(after, /^Cells tire early \[2\]\./);
    await waitFor('the new entry', () =>
      /^2\. .*Clinical Trials of Allogeneic/m.test(editor.document.getText()),
    );
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), before);
  });
});
