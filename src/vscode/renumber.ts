import * as vscode from 'vscode';
import {
  type FormattedEntry,
  listWriter,
  type NumberedManuscript,
  planReferenceList,
  planRenumber,
  type Reference,
  type TextEdit,
} from '../core';
import { applyPlan, registerCommand, requireManuscript } from './commands';
import type { Preview } from './preview';
import type { Workspace } from './workspace';

/** The commands that number the works of a manuscript anew, in the order in which it cites them first. */
export function registerRenumber(workspace: Workspace, previews: Preview): vscode.Disposable {
  const renumber = async (preview: boolean): Promise<void> => {
    const { editor } = requireManuscript(workspace);
    const { document } = editor;
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
      ...(preview
        ? { preview: { by: previews, title: vscode.l10n.t('Renumber by order of appearance') } }
        : {}),
    });
  };
  return vscode.Disposable.from(
    registerCommand('renumber', () => renumber(false)),
    registerCommand('renumberWithPreview', () => renumber(true)),
  );
}

/** Renumbered citations of a manuscript without a list need one, because the library's own numbers hold no more. */
export function firstList(
  numbered: NumberedManuscript,
  references: readonly { readonly number: number; readonly reference: Reference }[],
  format: (reference: Reference) => FormattedEntry,
): TextEdit {
  const wanted = new Map(references.map(({ number, reference }) => [number, reference]));
  const writer = listWriter(numbered.manuscript.language, format);
  const plan = planReferenceList(numbered, 0, { references: wanted, rewrite: false }, writer);
  const [edit] = plan.kind === 'edits' ? plan.edits : [];
  const end = numbered.manuscript.text.length;
  return edit ?? { range: { start: end, end }, newText: '' };
}
