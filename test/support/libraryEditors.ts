import * as vscode from 'vscode';
import { waitFor } from './editors';

export async function write(uri: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

export async function setLibraries(paths: readonly string[] | undefined): Promise<void> {
  await vscode.workspace
    .getConfiguration('numberedCitations')
    .update('libraries', paths, vscode.ConfigurationTarget.Global);
}

/** What is offered at the cursor. */
export async function labels(editor: vscode.TextEditor): Promise<string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    editor.document.uri,
    editor.selection.active,
  );
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

export function offers(editor: vscode.TextEditor, name: string): Promise<string> {
  return waitFor(`${name} to be offered`, async () =>
    (await labels(editor)).find(label => label.includes(name)),
  );
}

export function offersNoMore(editor: vscode.TextEditor, name: string): Promise<boolean> {
  return waitFor(`${name} to be offered no more`, async () =>
    (await labels(editor)).every(label => !label.includes(name)),
  );
}

/** Opens a file with the text, the cursor at `|`. */
export async function openFile(uri: vscode.Uri, marked: string): Promise<vscode.TextEditor> {
  const at = marked.indexOf('|');
  await write(uri, marked.replace('|', ''));
  const editor = await vscode.window.showTextDocument(uri, { preview: false });
  const position = editor.document.positionAt(at);
  editor.selection = new vscode.Selection(position, position);
  return editor;
}
