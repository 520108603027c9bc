import * as vscode from 'vscode';
import { bundledStyles, planBibliography } from '../core';
import { applyPlan, registerCommand, requireManuscript } from './commands';
import type { Workspace } from './workspace';

/**
 * The command that writes the reference list in another style. The list then names its style in invisible markup, so
 * that the manuscript keeps it; no setting is written.
 */
export function registerChooseStyle(workspace: Workspace): vscode.Disposable {
  return registerCommand('chooseStyle', async () => {
    const { editor } = requireManuscript(workspace);
    const { document } = editor;
    const present = workspace.styleOf(document).id;
    const items = bundledStyles().map(style => ({
      label: style.title,
      description: style.id === present ? vscode.l10n.t('{0} (in use)', style.id) : style.id,
      style,
    }));
    const chosen = await vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Citation style of this manuscript'),
      placeHolder: vscode.l10n.t('The reference list is written in this style'),
      matchOnDescription: true,
    });
    const numbered = chosen && workspace.numbered(document);
    if (!numbered) return;
    const engine = await workspace.engine();
    const plan = planBibliography(numbered, chosen.style, engine, {
      locale: workspace.settings(document).locale,
      styleId: chosen.style.id,
    });
    await applyPlan(document, numbered, plan, {
      nothingToDo: vscode.l10n.t('The reference list has this style already.'),
      report: true,
    });
  });
}
