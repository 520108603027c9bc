import * as vscode from 'vscode';
import { applyEdits, type TextEdit } from '../core';

const SCHEME = 'numbered-citations-preview';

/**
 * Shows what a command would change as a diff, and asks whether to go ahead. It is all or nothing: the editor's own
 * preview of edits lets single ones be left out, and then citations would point elsewhere.
 */
export class Preview implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: uri => this.#texts.get(uri.toString()),
  });
  #count = 0;

  /** Whether the author wants `edits` of `document`; `title` says what they do. */
  async confirm(document: vscode.TextDocument, edits: readonly TextEdit[], title: string): Promise<boolean> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: document.uri.path, query: String(++this.#count) });
    this.#texts.set(uri.toString(), applyEdits(document.getText(), edits));
    try {
      const after = await vscode.workspace.openTextDocument(uri);
      await vscode.languages.setTextDocumentLanguage(after, document.languageId);
      await vscode.commands.executeCommand('vscode.diff', document.uri, uri, title, { preview: true });
      const apply = vscode.l10n.t('Apply');
      const question = vscode.l10n.t('{0}: apply the changes that the diff shows?', title);
      return (
        (await vscode.window.showInformationMessage(question, apply, vscode.l10n.t('Discard'))) === apply
      );
    } finally {
      await closeDiff(uri);
      this.#texts.delete(uri.toString());
    }
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

async function closeDiff(uri: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all
    .flatMap(group => group.tabs)
    .filter(
      ({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.toString() === uri.toString(),
    );
  await vscode.window.tabGroups.close(tabs);
}
