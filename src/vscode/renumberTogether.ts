import * as vscode from 'vscode';
import {
  bibliographyReferences,
  type FormattedEntry,
  listWriter,
  type NumberedManuscript,
  planReferenceList,
  planRenumberFiles,
  type Reference,
  type TextEdit,
} from '../core';
import { AuthorError, changeTexts } from './commands';
import { toTextEdit } from './convert';
import { notebookOf, textCellsOf } from './notebookCells';
import type { Preview } from './preview';
import { showRefusal } from './refusals';
import type { Workspace } from './workspace';

/** A file of a manuscript of many, or a cell of a notebook, as it is in the editor: unsaved changes count. */
export interface ManuscriptFile {
  readonly name: string;
  readonly document: vscode.TextDocument;
  readonly version: number;
  readonly numbered: NumberedManuscript;
}

/** Numbers several texts as one, in their order and in one step; says why where that cannot be done. */
export async function renumberTogether(
  workspace: Workspace,
  files: readonly ManuscriptFile[],
  preview?: { readonly by: Preview; readonly title: string },
): Promise<void> {
  const last = files.at(-1);
  if (!last) return;
  const format = await workspace.listFormatter(
    last.document,
    files.flatMap(({ numbered }) => bibliographyReferences(numbered)),
  );
  const plan = planRenumberFiles(files, {
    ...workspace.settings(last.document).rewrite,
    writeList: references => firstList(last.numbered, references, format),
  });
  if (plan.kind === 'refused') {
    const places = plan.reasons.flatMap(reason => {
      const file = files.find(({ name }) => name === reason.name);
      return file ? [{ ...reason, document: file.document }] : [];
    });
    return showRefusal(places, true);
  }
  const changes = plan.files.flatMap(({ name, edits }) => {
    const file = files.find(candidate => candidate.name === name);
    return file && edits.length > 0 ? [{ document: file.document, edits }] : [];
  });
  if (changes.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The citations are numbered by order of appearance already.'),
    );
    return;
  }
  if (preview && !(await preview.by.confirm(changes, preview.title))) return;
  if (files.some(file => file.document.version !== file.version)) {
    throw new AuthorError(
      vscode.l10n.t('The manuscript changed in the meantime, so nothing was done. Run the command again.'),
    );
  }
  const edit = new vscode.WorkspaceEdit();
  for (const change of changes) {
    edit.set(
      change.document.uri,
      change.edits.map(one => toTextEdit(change.document, one)),
    );
  }
  await changeTexts(edit);
  void vscode.window.setStatusBarMessage(plan.summary, 5000);
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

/** The text cells of the notebook that `document` is one of, in their order; undefined where it is none. */
export function cellsTogether(
  workspace: Workspace,
  document: vscode.TextDocument,
): readonly ManuscriptFile[] | undefined {
  const notebook = notebookOf(document);
  if (!notebook) return undefined;
  return textCellsOf(notebook).flatMap(({ document: cell }) => {
    const numbered = workspace.numbered(cell);
    return numbered ? [{ name: cell.uri.toString(), document: cell, version: cell.version, numbered }] : [];
  });
}
