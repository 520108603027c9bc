import * as vscode from 'vscode';
import { citationCounts } from '../core';
import { toLocation, toLocationIn, toRange } from './convert';
import { MANUSCRIPTS } from './manuscriptLanguages';
import type { Workspace } from './workspace';

/** Over each entry of a reference list: how often it is cited. A click shows where. */
export function registerCodeLens(workspace: Workspace): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    workspace.onDidChangeSettings(() => changed.fire()),
    workspace.onDidChangeLibraries(() => changed.fire()),
    vscode.languages.registerCodeLensProvider(MANUSCRIPTS, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: document => {
        const numbered = workspace.numbered(document);
        if (!numbered || !workspace.settings(document).codeLens) return [];
        return citationCounts(numbered).map(({ range, count, citations, elsewhere }) => {
          const place = toRange(document, range);
          const locations = [
            ...citations.map(citation => toLocation(document, citation)),
            ...elsewhere.map(({ file, range: place }) =>
              toLocationIn(file.name, file.numbered.manuscript.text, place),
            ),
          ];
          return new vscode.CodeLens(place, {
            title: count === 0 ? vscode.l10n.t('not cited') : vscode.l10n.t('cited {0}×', count),
            command: count === 0 ? '' : 'editor.action.showReferences',
            arguments: [document.uri, place.start, locations],
          });
        });
      },
    }),
  );
}
