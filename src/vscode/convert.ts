import * as vscode from 'vscode';
import { type EditsOfFile, LineIndex, type NumberedManuscript, type TextEdit, type TextRange } from '../core';

/** A range of the core (UTF-16 offsets) as the editor's lines and columns in `document`. */
export function toRange(document: vscode.TextDocument, range: TextRange): vscode.Range {
  return new vscode.Range(document.positionAt(range.start), document.positionAt(range.end));
}

/** A range of the editor in `document` as the core's offsets. */
export function fromRange(document: vscode.TextDocument, range: vscode.Range): TextRange {
  return { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}

/** A place in `document` that other files can point at. */
export function toLocation(document: vscode.TextDocument, range: TextRange): vscode.Location {
  return new vscode.Location(document.uri, toRange(document, range));
}

/** An edit of the core as the editor's, made against the present text of `document`. */
export function toTextEdit(document: vscode.TextDocument, edit: TextEdit): vscode.TextEdit {
  return new vscode.TextEdit(toRange(document, edit.range), edit.newText);
}

/** What the editor says has changed, as an edit of the text before the change. */
export function fromChange(change: vscode.TextDocumentContentChangeEvent): TextEdit {
  return {
    range: { start: change.rangeOffset, end: change.rangeOffset + change.rangeLength },
    newText: change.text,
  };
}

/** All edits of a plan in one edit of the workspace, which is one undo step. */
export function toWorkspaceEdit(
  document: vscode.TextDocument,
  edits: readonly TextEdit[],
): vscode.WorkspaceEdit {
  const workspaceEdit = new vscode.WorkspaceEdit();
  workspaceEdit.set(
    document.uri,
    edits.map(edit => toTextEdit(document, edit)),
  );
  return workspaceEdit;
}

/** A place in a file that need not be open, by its text. */
export function toLocationIn(address: string, text: string, range: TextRange): vscode.Location {
  const lines = new LineIndex(text);
  const [start, end] = [lines.positionAt(range.start), lines.positionAt(range.end)];
  return new vscode.Location(
    vscode.Uri.parse(address),
    new vscode.Range(start.line, start.column, end.line, end.column),
  );
}

/**
 * Adds the edits of other files of the manuscript to an edit of the workspace.
 *
 * @param numbered the manuscript that they were planned for
 * @returns whether those files still are what they were then; nothing was added where they are not
 */
export async function addOtherFiles(
  edit: vscode.WorkspaceEdit,
  numbered: NumberedManuscript,
  others: readonly EditsOfFile[] = [],
): Promise<boolean> {
  const open = await Promise.all(
    others.map(async ({ name, edits }) => ({
      document: await vscode.workspace.openTextDocument(vscode.Uri.parse(name)),
      text: numbered.project?.files.find(file => file.name === name)?.numbered.manuscript.text,
      edits,
    })),
  );
  if (open.some(({ document, text }) => document.getText() !== text)) return false;
  for (const { document, edits } of open) {
    edit.set(
      document.uri,
      edits.map(one => toTextEdit(document, one)),
    );
  }
  return true;
}
