import * as vscode from 'vscode';
import type { TextEdit, TextRange } from '../core';

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
