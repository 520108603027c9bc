import * as vscode from 'vscode';
import { decodeText } from '../core';
import { AuthorError, registerCommand } from './commands';

/** The command that opens the sample manuscript as an unsaved text, so that trying things out changes no file. */
export function registerSampleManuscript(extensionUri: vscode.Uri): vscode.Disposable {
  return registerCommand('openSampleManuscript', async () => {
    const uri = vscode.Uri.joinPath(extensionUri, 'media', 'sample', 'manuscript.md');
    const sample = decodeText(await vscode.workspace.fs.readFile(uri));
    if (!sample) throw new AuthorError(vscode.l10n.t('The sample manuscript cannot be read: {0}', uri.path));
    const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: sample.text });
    await vscode.window.showTextDocument(document);
  });
}
