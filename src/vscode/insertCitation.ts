import * as vscode from 'vscode';
import {
  citationAt,
  citingContextAt,
  keyedCitationAt,
  type NumberedManuscript,
  planInsertCitation,
  type Reference,
  type SearchHit,
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
  const offset = editor.document.offsetAt(editor.selection.active);
  const changed = await citeAt(workspace, editor.document, offset, references);
  if (changed) putCursorBehindCitation(workspace, editor, offset);
}

/** Cites `references` at a place of a document, in one undo step. @returns whether the text changed */
export async function citeAt(
  workspace: Workspace,
  document: vscode.TextDocument,
  offset: number,
  references: readonly Reference[],
): Promise<boolean> {
  const format = await workspace.listFormatter(await workspace.listDocument(document), references);
  const numbered = workspace.numbered(document);
  if (!numbered) return false;
  const ids = references.map(reference => reference.id);
  return applyPlan(document, numbered, planInsertCitation(numbered, offset, ids, format), {
    nothingToDo: vscode.l10n.t('The citation at the cursor names this reference already.'),
  });
}

function putCursorBehindCitation(workspace: Workspace, editor: vscode.TextEditor, offset: number): void {
  const after = workspace.numbered(editor.document)?.manuscript;
  const citation =
    after &&
    (citationAt(after, offset) ??
      citationAt(after, offset + 2) ??
      keyedCitationAt(after, offset + 2) ??
      keyedCitationAt(after, offset));
  if (!citation) return;
  const behind = editor.document.positionAt(citation.range.end);
  editor.selection = new vscode.Selection(behind, behind);
}

function suggestedAt(
  workspace: Workspace,
  numbered: NumberedManuscript,
  offset: number,
): readonly SearchHit[] {
  return workspace.searchIndex().suggest(citingContextAt(numbered, offset), SUGGESTED);
}
