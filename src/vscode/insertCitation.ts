import * as vscode from 'vscode';
import {
  citationAt,
  citingContextAt,
  type NumberedManuscript,
  planInsertCitation,
  type Reference,
} from '../core';
import { applyPlan, registerCommand, requireManuscript } from './commands';
import { pickReferences } from './pickReference';
import type { Workspace } from './workspace';

/** How many references are offered first because the sentence at the cursor speaks of them. */
const SUGGESTED = 20;

/** The command that cites the references that the author picks, at the cursor. */
export function registerInsertCitation(workspace: Workspace): vscode.Disposable {
  return registerCommand('insertCitation', async () => {
    const { editor, numbered } = requireManuscript(workspace);
    const offset = editor.document.offsetAt(editor.selection.active);
    const references = await pickReferences(workspace, numbered, {
      title: vscode.l10n.t('Insert citation'),
      placeholder: vscode.l10n.t('Any word of title, authors, year, journal, topic or summary'),
      many: true,
      suggested: suggestedAt(workspace, numbered, offset),
    });
    if (references.length > 0) await insertCitation(workspace, editor, references);
  });
}

/** Cites `references` at the cursor of `editor`, in one undo step, and puts the cursor behind the citation. */
export async function insertCitation(
  workspace: Workspace,
  editor: vscode.TextEditor,
  references: readonly Reference[],
): Promise<void> {
  const { document } = editor;
  const format = await workspace.listFormatter(document, references);
  const numbered = workspace.numbered(document);
  if (!numbered) return;
  const offset = document.offsetAt(editor.selection.active);
  const ids = references.map(reference => reference.id);
  const plan = planInsertCitation(numbered, offset, ids, format);
  const changed = await applyPlan(document, numbered, plan, {
    nothingToDo: vscode.l10n.t('The citation at the cursor names this reference already.'),
  });
  if (changed) putCursorBehindCitation(workspace, editor, offset);
}

function putCursorBehindCitation(workspace: Workspace, editor: vscode.TextEditor, offset: number): void {
  const after = workspace.numbered(editor.document)?.manuscript;
  const citation = after && (citationAt(after, offset) ?? citationAt(after, offset + 2));
  if (!citation) return;
  const behind = editor.document.positionAt(citation.range.end);
  editor.selection = new vscode.Selection(behind, behind);
}

function suggestedAt(
  workspace: Workspace,
  numbered: NumberedManuscript,
  offset: number,
): readonly Reference[] {
  return workspace
    .searchIndex()
    .suggest(citingContextAt(numbered, offset), SUGGESTED)
    .map(hit => hit.reference);
}
