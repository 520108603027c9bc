import * as vscode from 'vscode';
import { type Suggestion, shortLabel, suggestAround } from '../core';
import { referenceCard } from './card';
import { registerCommand } from './commands';
import { Debounced } from './debounce';
import { dragReferences } from './dropReference';
import { insertCitation } from './insertCitation';
import { type ReferenceTarget, takeInHand, targetOf } from './referenceTarget';
import { PREFIX } from './settings';
import type { Workspace } from './workspace';

/** Quiet time after the cursor has moved or a key was pressed. */
const QUIET = 250;

/** How many references are shown. */
const LIMIT = 10;

/** A row of the view. */
export interface SuggestedRow {
  readonly suggestion: Suggestion;
  readonly target: ReferenceTarget;
}

/** The view *Suggested here*: what the sentence at the cursor may cite, and why; follows the cursor. */
export function registerSuggestedHere(
  workspace: Workspace,
): vscode.Disposable & { readonly provider: vscode.TreeDataProvider<SuggestedRow> } {
  const provider = new SuggestedHereProvider(workspace);
  const view = vscode.window.createTreeView(`${PREFIX}.suggestedHere`, {
    treeDataProvider: provider,
    dragAndDropController: dragReferences<SuggestedRow>(row => [row.target], workspace),
  });
  const disposable = vscode.Disposable.from(
    provider,
    view,
    view.onDidChangeVisibility(({ visible }) => provider.follow(visible)),
    registerCommand('insertSuggested', async () => {
      const [row] = view.selection;
      const editor = workspace.activeEditor();
      if (!row || !editor) return;
      const { reference } = takeInHand(workspace, row.target);
      if (!reference) return;
      await insertCitation(workspace, editor, [reference]);
      await vscode.window.showTextDocument(editor.document, {
        viewColumn: editor.viewColumn ?? vscode.ViewColumn.Active,
      });
    }),
  );
  provider.follow(view.visible);
  return Object.assign(disposable, { provider });
}

class SuggestedHereProvider implements vscode.TreeDataProvider<SuggestedRow>, vscode.Disposable {
  readonly #workspace: Workspace;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #refresh = new Debounced(QUIET);
  readonly #listeners: vscode.Disposable;
  #rows: readonly SuggestedRow[] | undefined;
  #isFollowing = false;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
    const later = (): void => this.#later();
    this.#listeners = vscode.Disposable.from(
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (workspace.isManuscript(textEditor.document)) later();
      }),
      workspace.onDidChangeManuscript(later),
      workspace.onDidChangeActiveManuscript(later),
      workspace.onDidChangeLibraries(later),
    );
  }

  /** Follows the cursor while the view can be seen. */
  follow(isFollowing: boolean): void {
    this.#isFollowing = isFollowing;
    if (isFollowing) this.#later();
  }

  getChildren(parent?: SuggestedRow): SuggestedRow[] {
    if (parent) return [];
    this.#rows ??= this.#suggested();
    return [...this.#rows];
  }

  getTreeItem({ suggestion }: SuggestedRow): vscode.TreeItem {
    const { reference, number, reasons } = suggestion;
    const name = shortLabel(reference);
    const label = number === undefined ? name : `[${number}]  ${name}`;
    const title = reference.csl.title ?? '';
    const why = reasons.join(' · ');
    const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
    item.id = `${reference.library}\n${reference.id}`;
    item.description = why === '' ? title : why;
    item.iconPath = new vscode.ThemeIcon('lightbulb');
    item.contextValue = `${PREFIX}.reference`;
    item.accessibilityInformation = {
      label:
        why === ''
          ? `${label}, ${title}`
          : vscode.l10n.t('{0}, {1}, because of {2}', label, title, reasons.join(', ')),
    };
    return item;
  }

  async resolveTreeItem(item: vscode.TreeItem, row: SuggestedRow): Promise<vscode.TreeItem> {
    item.tooltip = await referenceCard(this.#workspace, row.target);
    return item;
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#refresh.dispose();
    this.#changed.dispose();
  }

  #later(): void {
    if (!this.#isFollowing) return;
    this.#refresh.schedule('view', () => {
      const rows = this.#suggested();
      // The same rows again would take the selection away from whoever goes through them.
      if (this.#rows !== undefined && namesOf(rows) === namesOf(this.#rows)) return;
      this.#rows = rows;
      this.#changed.fire();
    });
  }

  #suggested(): readonly SuggestedRow[] {
    const active = this.#workspace.activeManuscript();
    if (!active || !this.#workspace.settings().suggestedHere) return [];
    const { editor, numbered } = active;
    const { document } = editor;
    const offset = document.offsetAt(editor.selection.active);
    return suggestAround(numbered, this.#workspace.searchIndex(), offset, LIMIT).map(suggestion => ({
      suggestion,
      target: targetOf(document, { id: suggestion.reference.id }),
    }));
  }
}

function namesOf(rows: readonly SuggestedRow[]): string {
  return rows
    .map(({ suggestion: { reference, number, reasons }, target }) =>
      [target.uri, reference.library, reference.id, number, ...reasons].join('\t'),
    )
    .join('\n');
}
