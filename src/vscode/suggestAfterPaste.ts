import * as vscode from 'vscode';
import { completeCitation, namesWork } from '../core';
import { MANUSCRIPTS } from './manuscriptLanguages';
import type { Workspace } from './workspace';

/**
 * Opens the list of suggestions when a DOI, a PMID or an author with a year is pasted into a citation and finds a work.
 * The editor closes its list whenever something is pasted.
 */
export function registerSuggestAfterPaste(workspace: Workspace): vscode.Disposable {
  return vscode.workspace.onDidChangeTextDocument(({ document, contentChanges, reason }) => {
    const [change] = contentChanges;
    if (reason !== undefined || contentChanges.length !== 1 || !change || !namesWork(change.text)) return;
    if (vscode.window.activeTextEditor?.document !== document) return;
    if (vscode.languages.match(MANUSCRIPTS, document) === 0) return;
    const numbered = workspace.numbered(document);
    const offset = change.rangeOffset + change.text.length;
    const found = numbered && completeCitation(numbered, workspace.searchIndex(), offset, { limit: 1 });
    if (found && found.items.length > 0) void vscode.commands.executeCommand('editor.action.triggerSuggest');
  });
}
