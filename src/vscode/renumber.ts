import * as vscode from 'vscode';
import { planRenumber } from '../core';
import { applyPlan, registerCommand, requireText } from './commands';
import type { Preview } from './preview';
import { cellsTogether, firstList, renumberTogether } from './renumberTogether';
import type { Workspace } from './workspace';

/** The commands that number the works of a manuscript anew, in the order in which it cites them first. */
export function registerRenumber(workspace: Workspace, previews: Preview): vscode.Disposable {
  const renumber = async (preview: boolean): Promise<void> => {
    const { document } = requireText(workspace);
    const shown = preview
      ? { by: previews, title: vscode.l10n.t('Renumber by order of appearance') }
      : undefined;
    const cells = cellsTogether(workspace, document);
    if (cells) return renumberTogether(workspace, cells, shown);
    const format = await workspace.listFormatter(document);
    const numbered = workspace.numbered(document);
    if (!numbered) return;
    const plan = planRenumber(numbered, {
      ...workspace.settings(document).rewrite,
      writeList: references => firstList(numbered, references, format),
    });
    await applyPlan(document, numbered, plan, {
      nothingToDo: vscode.l10n.t('The citations are numbered by order of appearance already.'),
      report: true,
      ...(shown ? { preview: shown } : {}),
    });
  };
  return vscode.Disposable.from(
    registerCommand('renumber', () => renumber(false)),
    registerCommand('renumberWithPreview', () => renumber(true)),
  );
}
