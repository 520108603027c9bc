import * as vscode from 'vscode';
import { applyEdits, type TextEdit } from '../core';

const SCHEME = 'numbered-citations-preview';

/** What a command would change in one text. */
export interface PreviewedChange {
  readonly document: vscode.TextDocument;
  readonly edits: readonly TextEdit[];
}

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

  /** Whether the author wants the changes; `title` says what they do. */
  async confirm(changes: readonly PreviewedChange[], title: string): Promise<boolean> {
    const shown = changes.map(({ document, edits }) => {
      const uri = vscode.Uri.from({ scheme: SCHEME, path: document.uri.path, query: String(++this.#count) });
      this.#texts.set(uri.toString(), applyEdits(document.getText(), edits));
      return { document, uri };
    });
    try {
      for (const { document, uri } of shown) {
        const after = await vscode.workspace.openTextDocument(uri);
        await vscode.languages.setTextDocumentLanguage(after, document.languageId);
      }
      await showDiff(shown, title);
      const apply = vscode.l10n.t('Apply');
      const question = vscode.l10n.t('{0}: apply the changes that the diff shows?', title);
      return (
        (await vscode.window.showInformationMessage(question, apply, vscode.l10n.t('Discard'))) === apply
      );
    } finally {
      await closeDiff(
        shown.map(({ uri }) => uri.toString()),
        title,
      );
      for (const { uri } of shown) this.#texts.delete(uri.toString());
    }
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

interface ShownChange {
  readonly document: vscode.TextDocument;
  /** The text after the change. */
  readonly uri: vscode.Uri;
}

async function showDiff(shown: readonly ShownChange[], title: string): Promise<void> {
  const [first] = shown;
  if (shown.length === 1 && first) {
    await vscode.commands.executeCommand('vscode.diff', first.document.uri, first.uri, title, {
      preview: true,
    });
    return;
  }
  const resources = shown.map(({ document, uri }) => [document.uri, document.uri, uri]);
  await vscode.commands.executeCommand('vscode.changes', title, resources);
}

/** Closes the diff; one of several files is known only by its title. */
async function closeDiff(uris: readonly string[], title: string): Promise<void> {
  const tabs = vscode.window.tabGroups.all
    .flatMap(group => group.tabs)
    .filter(({ input, label }) =>
      input instanceof vscode.TabInputTextDiff
        ? uris.includes(input.modified.toString())
        : uris.length > 1 && label.startsWith(title),
    );
  await vscode.window.tabGroups.close(tabs);
}
