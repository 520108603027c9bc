import * as vscode from 'vscode';
import { planRenumber } from '../core';
import { applyPlan, registerCommand, requireManuscript } from './commands';
import type { Workspace } from './workspace';

/** The commands that number the works of a manuscript anew, in the order in which it cites them first. */
export function registerRenumber(workspace: Workspace): vscode.Disposable {
  const renumber = async (preview: boolean): Promise<void> => {
    const { editor, numbered } = requireManuscript(workspace);
    const plan = planRenumber(numbered, workspace.settings(editor.document).rewrite);
    await applyPlan(editor.document, numbered, plan, {
      nothingToDo: vscode.l10n.t('The citations are numbered by order of appearance already.'),
      report: true,
      ...(preview ? { preview: vscode.l10n.t('Renumber by order of appearance') } : {}),
    });
  };
  return vscode.Disposable.from(
    registerCommand('renumber', () => renumber(false)),
    registerCommand('renumberWithPreview', () => renumber(true)),
  );
}
