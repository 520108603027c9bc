import * as vscode from 'vscode';
import type { Refusal } from '../core';
import { toRange } from './convert';
import { localized } from './localized';
import { CELL_SCHEME, cellOf, cellTitle } from './notebookCells';

/** A place that keeps a command from being carried out. */
export interface RefusedPlace extends Refusal {
  readonly document: vscode.TextDocument;
}

const CODE = 'edit-refused';

/**
 * Says what keeps a command from being carried out: as a message that leads to the places, and as problems at the places,
 * which stay to be gone through until the text changes or the next command is refused.
 */
class Refusals implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('numberedCitationsRefusals');
  readonly #changes = vscode.Disposable.from(
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) this.#collection.delete(document.uri);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#collection.delete(uri)),
  );

  mark(places: readonly RefusedPlace[]): void {
    this.#collection.clear();
    const byDocument = new Map<vscode.TextDocument, vscode.Diagnostic[]>();
    for (const place of places) {
      const { document, range } = place;
      const diagnostic = new vscode.Diagnostic(
        toRange(document, range),
        localized(place),
        vscode.DiagnosticSeverity.Error,
      );
      diagnostic.source = vscode.l10n.t('Numbered Citations');
      diagnostic.code = CODE;
      byDocument.set(document, [...(byDocument.get(document) ?? []), diagnostic]);
    }
    for (const [document, diagnostics] of byDocument) {
      // What the linter says at the same place already need not be said twice.
      const said = vscode.languages.getDiagnostics(document.uri);
      const fresh = diagnostics.filter(
        ({ range, source, severity }) =>
          !said.some(
            other => other.source === source && other.severity === severity && range.contains(other.range),
          ),
      );
      this.#collection.set(document.uri, fresh);
    }
  }

  dispose(): void {
    this.#changes.dispose();
    this.#collection.dispose();
  }
}

/** Makes the one that {@link showRefusal} marks places with. */
export function registerRefusals(): vscode.Disposable {
  const refusals = new Refusals();
  shown.add(refusals);
  return vscode.Disposable.from(refusals, { dispose: () => shown.delete(refusals) });
}

/** Empty until the extension is active. */
const shown = new Set<Refusals>();

/** Marks places that keep a command from being carried out. */
export function markRefusal(places: readonly RefusedPlace[]): void {
  for (const refusals of shown) refusals.mark(places);
}

/**
 * Names what keeps a command from being carried out, and takes the author to those places.
 *
 * @param severalFiles whether the places are to be named with their files
 */
export function showRefusal(places: readonly RefusedPlace[], severalFiles = false): void {
  const first = places[0];
  if (!first) return;
  markRefusal(places);
  const where = (place: RefusedPlace): string => {
    const line = place.document.positionAt(place.range.start).line + 1;
    const cell = cellOf(place.document);
    const name = cell ? cellTitle(cell) : vscode.workspace.asRelativePath(place.document.uri);
    return severalFiles || cell
      ? vscode.l10n.t('{0}, line {1}', name, line)
      : vscode.l10n.t('Line {0}', line);
  };
  const message =
    places.length === 1
      ? vscode.l10n.t('Nothing was changed. {0}: {1}', where(first), localized(first))
      : vscode.l10n.t(
          'Nothing was changed, for {0} reasons. {1}: {2}',
          places.length,
          where(first),
          localized(first),
        );
  const show = places.length === 1 ? vscode.l10n.t('Show the Place') : vscode.l10n.t('Show the Places');
  void vscode.window.showWarningMessage(message, show).then(async chosen => {
    if (chosen !== show) return;
    const place = places.length === 1 ? first : await pickPlace(places, where);
    if (place) await reveal(place.document.uri, toRange(place.document, place.range));
  });
}

async function pickPlace(
  places: readonly RefusedPlace[],
  where: (place: RefusedPlace) => string,
): Promise<RefusedPlace | undefined> {
  const items = places.map(place => ({ label: where(place), description: localized(place), place }));
  return (await vscode.window.showQuickPick(items, { matchOnDescription: true }))?.place;
}

/** Shows a place of a text in its editor, selected and in the middle. */
export async function reveal(uri: vscode.Uri, range: vscode.Range): Promise<void> {
  if (uri.scheme === CELL_SCHEME) {
    // A cell has no editor of its own that could be shown: its notebook opens at the place.
    await vscode.commands.executeCommand('vscode.open', uri, { selection: range });
    return;
  }
  const open = vscode.window.visibleTextEditors.find(
    editor => editor.document.uri.toString() === uri.toString(),
  );
  const editor = await vscode.window.showTextDocument(uri, {
    selection: range,
    ...(open?.viewColumn === undefined ? {} : { viewColumn: open.viewColumn }),
  });
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
