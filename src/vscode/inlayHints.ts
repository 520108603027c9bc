import * as vscode from 'vscode';
import { citationHints } from '../core';
import { fromRange } from './convert';
import { MANUSCRIPTS } from './manuscriptLanguages';
import type { Workspace } from './workspace';

/** Short labels such as “Long 2023” behind citations, where the author switched them on. */
export function registerInlayHints(workspace: Workspace): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    workspace.onDidChangeSettings(() => changed.fire()),
    workspace.onDidChangeLibraries(() => changed.fire()),
    vscode.languages.registerInlayHintsProvider(MANUSCRIPTS, {
      onDidChangeInlayHints: changed.event,
      provideInlayHints: (document, range) => {
        if (!workspace.settings(document).inlayHints) return [];
        const numbered = workspace.numbered(document);
        if (!numbered) return [];
        return citationHints(numbered, fromRange(document, range)).map(({ offset, label }) => {
          const hint = new vscode.InlayHint(document.positionAt(offset), label);
          hint.paddingLeft = true;
          return hint;
        });
      },
    }),
  );
}
