import * as vscode from 'vscode';
import { registerCommand } from './commands';
import type { LibraryFile } from './libraries/libraryFile';
import { PREFIX } from './settings';
import type { Workspace } from './workspace';

declare function setTimeout(action: () => void, milliseconds: number): unknown;

/** Reading that is over sooner is not worth a word. */
const PATIENCE = 300;

/** Tells in the status bar and over the view which libraries are being read, and which files are gone. */
export function registerLibraryProgress(workspace: Workspace): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(`${PREFIX}.libraries`, vscode.StatusBarAlignment.Left, 0);
  item.name = vscode.l10n.t('Numbered Citations: Libraries');
  let finish: (() => void) | undefined;
  let isWaiting = false;

  const show = (): void => {
    const busy = workspace.libraryFiles.filter(({ state }) => state === 'reading' || state === 'indexing');
    const { deletedLibraries: deleted } = workspace;
    void vscode.commands.executeCommand('setContext', `${PREFIX}.libraryDeleted`, deleted.length > 0);
    if (busy.length > 0) {
      item.text = `$(loading~spin) ${busyText(busy)}`;
      item.tooltip = busy.map(busyLine).join('\n');
      item.command = undefined;
      item.backgroundColor = undefined;
      item.accessibilityInformation = { label: busyText(busy) };
      item.show();
      finish ??= startViewProgress();
      return;
    }
    finish?.();
    finish = undefined;
    if (deleted.length === 0) {
      item.hide();
      return;
    }
    const names = deleted.map(({ label }) => label).join(', ');
    item.text = `$(warning) ${vscode.l10n.t('Deleted: {0}', names)}`;
    item.tooltip = vscode.l10n.t(
      'These library files were deleted: {0}. Their references stay until you dismiss them or close the window. Click to dismiss them.',
      names,
    );
    item.command = `${PREFIX}.dismissDeletedLibraries`;
    item.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
    item.accessibilityInformation = { label: item.tooltip };
    item.show();
  };

  const later = (): void => {
    if (finish || isWaiting) {
      if (finish) show();
      return;
    }
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      show();
    }, PATIENCE);
  };

  return vscode.Disposable.from(
    item,
    new vscode.Disposable(() => finish?.()),
    workspace.onDidProgressLibraries(later),
    registerCommand('dismissDeletedLibraries', () => workspace.dismissDeletedLibraries()),
  );
}

/** Runs the bar over the view until the result is called. */
function startViewProgress(): () => void {
  let end: () => void = () => {};
  const over = new Promise<void>(resolve => {
    end = resolve;
  });
  void vscode.window.withProgress({ location: { viewId: `${PREFIX}.topics` } }, () => over);
  return end;
}

function busyText(busy: readonly LibraryFile[]): string {
  return busy.length === 1 ? busyLine(busy[0]!) : vscode.l10n.t('Reading {0} libraries', busy.length);
}

function busyLine({ label, state, share, library }: LibraryFile): string {
  if (state === 'indexing') {
    return vscode.l10n.t('Indexing {0} references of {1}', library?.references.length ?? 0, label);
  }
  return share > 0
    ? vscode.l10n.t('Reading {0}: {1} %', label, Math.round(100 * share))
    : vscode.l10n.t('Reading {0}', label);
}
