import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** The side bar as our extension gives it to tests. */
export interface ExtensionApi {
  readonly topics: vscode.TreeDataProvider<unknown>;
  readonly citations: vscode.TreeDataProvider<unknown>;
  readonly libraries: vscode.TreeDataProvider<unknown>;
  readsInWorker(): Promise<boolean>;
  readonly suggested: vscode.TreeDataProvider<unknown>;
}

/** Opens an unsaved text in an editor; `|` in it is the cursor and not part of the text. */
export async function openText(marked: string, language = 'markdown'): Promise<vscode.TextEditor> {
  const cursor = marked.indexOf('|');
  const content = cursor < 0 ? marked : marked.slice(0, cursor) + marked.slice(cursor + 1);
  const editor = await waitFor('a new text', async () => {
    const document = await vscode.workspace.openTextDocument({ language, content });
    const shown = await vscode.window.showTextDocument(document, { preview: false });
    // The name of a closed unsaved text is used again, and for a moment the host may answer with that old text.
    return shown.document.getText().replaceAll('\r\n', '\n') === content.replaceAll('\r\n', '\n') && shown;
  });
  if (cursor >= 0) putCursor(editor, cursor);
  return editor;
}

/** Puts the cursor at an offset, or right behind the first occurrence of a text. */
export function putCursor(editor: vscode.TextEditor, place: number | string): vscode.Position {
  const { document } = editor;
  const offset = typeof place === 'number' ? place : document.getText().indexOf(place) + place.length;
  const position = document.positionAt(offset);
  editor.selection = new vscode.Selection(position, position);
  return position;
}

/** The place of the first occurrence of `text`, moved by `by` code units. */
export function placeOf(document: vscode.TextDocument, text: string, by = 0): vscode.Position {
  const offset = document.getText().indexOf(text);
  assert.ok(offset >= 0, `${text} is not in the text`);
  return document.positionAt(offset + by);
}

/** Waits until `probe` gives something; fails with what it waited for after `milliseconds`. */
export async function waitFor<T>(
  what: string,
  probe: () => T | undefined | false | PromiseLike<T | undefined | false>,
  milliseconds = 10_000,
): Promise<T> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const value = await probe();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > end) assert.fail(`waited in vain for ${what}`);
    await pause(30);
  }
}

/** Waits. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise(done => setTimeout(done, milliseconds));
}

/** Closes every editor without saving. */
export async function closeEverything(): Promise<void> {
  const end = Date.now() + 5000;
  const open = () =>
    vscode.window.tabGroups.all.some(group => group.tabs.length > 0) ||
    vscode.workspace.textDocuments.some(document => document.isUntitled);
  do {
    if (vscode.window.activeTextEditor || vscode.window.activeNotebookEditor) {
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    } else {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    }
    await pause(30);
  } while (open() && Date.now() < end);
}

/** What our extension gives to others. */
export async function extensionApi(): Promise<ExtensionApi> {
  const extension = vscode.extensions.getExtension<ExtensionApi>('numbered-citations.numbered-citations');
  assert.ok(extension, 'the extension is not there');
  return extension.activate();
}

/** A tree as lines, indented by depth: label, then description in round brackets; or what `show` makes of a row. */
export async function treeLines(
  provider: vscode.TreeDataProvider<unknown>,
  show: (item: vscode.TreeItem) => string = labelAndDescription,
): Promise<string[]> {
  const lines: string[] = [];
  const walk = async (parent: unknown, depth: number): Promise<void> => {
    for (const child of (await provider.getChildren(parent)) ?? []) {
      const item = await provider.getTreeItem(child);
      lines.push('  '.repeat(depth) + show(item));
      if (item.collapsibleState) await walk(child, depth + 1);
    }
  };
  await walk(undefined, 0);
  return lines;
}

function labelAndDescription({ label, description }: vscode.TreeItem): string {
  const words = typeof label === 'string' ? label : (label?.label ?? '');
  return description ? `${words} (${description})` : words;
}
