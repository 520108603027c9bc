import * as vscode from 'vscode';
import { planBibliographyInSteps } from '../core';
import { applyPlan, registerCommand, requireText } from './commands';
import { requireLocale, requireStyle, tellUnknownLanguage } from './requireStyle';
import { inSlices } from './slices';
import type { Workspace } from './workspace';

/** The command that writes the reference list of the manuscript, or brings it up to date. */
export function registerBibliography(workspace: Workspace): vscode.Disposable {
  return registerCommand('insertOrUpdateBibliography', async () => {
    const document = await workspace.listDocument(requireText(workspace).document);
    const numbered = workspace.numbered(document);
    if (!numbered) return;
    const style = await requireStyle(workspace, document);
    const locale = requireLocale(workspace, document);
    const engine = await workspace.prepareBibliography(document, numbered, style);
    const plan = await inSlices(planBibliographyInSteps(numbered, style, engine, { locale }));
    if (!plan) return;
    const isWritten = await applyPlan(document, numbered, plan, {
      nothingToDo: vscode.l10n.t('The reference list is up to date.'),
      report: true,
    });
    if (isWritten) void tellUnknownLanguage(workspace, document);
  });
}
