import * as vscode from 'vscode';
import { AuthorError, registerCommand } from './commands';
import { PREFIX } from './settings';
import type { Workspace } from './workspace';
import { zoteroWords } from './zotero/zoteroLibrary';

/** The command that reads the author's Zotero library again. */
export function registerRefreshZotero(workspace: Workspace): vscode.Disposable {
  return registerCommand('refreshZotero', async () => {
    if (!workspace.settings().zotero.enabled) {
      const open = vscode.l10n.t('Open Settings');
      const message = vscode.l10n.t('Zotero is switched off in the settings.');
      void vscode.window.showInformationMessage(message, open).then(chosen => {
        if (chosen !== open) return;
        void vscode.commands.executeCommand('workbench.action.openSettings', `${PREFIX}.zotero`);
      });
      return;
    }
    const location = { viewId: `${PREFIX}.libraries` };
    await vscode.window.withProgress({ location }, async () => {
      try {
        await workspace.zotero.refresh();
      } catch (error) {
        throw new AuthorError(zoteroWords(error));
      }
    });
  });
}
