import * as vscode from 'vscode';
import {
  applyEdits,
  bundledStyles,
  type CitationStyle,
  type EditPlan,
  type NumberedManuscript,
  parseManuscript,
  planBibliography,
  planStyleChoice,
  type StyleEngine,
  type TextEdit,
} from '../core';
import { applyPlan, registerCommand, requireManuscript } from './commands';
import type { Workspace } from './workspace';

/**
 * The command that writes the reference list in another style. The manuscript then names its style, in its front matter
 * or in invisible markup, and keeps it; no setting is written.
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
    const plan = planStyle(numbered, chosen.style, await workspace.engine(), workspace.localeOf(document));
    await applyPlan(document, numbered, plan, {
      nothingToDo: vscode.l10n.t('The reference list has this style already.'),
      report: true,
    });
  });
}

/** Writes the list in the style and the style's name into the manuscript, as one edit and so one undo step. */
function planStyle(
  numbered: NumberedManuscript,
  style: CitationStyle,
  engine: StyleEngine,
  locale: string,
): EditPlan {
  const { text, language } = numbered.manuscript;
  const list = planBibliography(numbered, style, engine, { locale });
  if (list.kind === 'refused') return list;
  const listed = parseManuscript(applyEdits(text, list.edits), language);
  const choice = planStyleChoice(listed, style.id);
  if (choice.kind === 'refused') return choice;
  const edits = differences(text, applyEdits(listed.text, choice.edits));
  return { kind: 'edits', edits, summary: choice.summary };
}

/** One edit from where two texts begin to differ to where they end to. */
function differences(before: string, after: string): readonly TextEdit[] {
  if (before === after) return [];
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail])
    tail++;
  const newText = after.slice(start, after.length - tail);
  return [{ range: { start, end: before.length - tail }, newText }];
}
