import * as vscode from 'vscode';
import { Debounced } from './debounce';
import { PREFIX } from './settings';
import type { Workspace } from './workspace';

/** How open manuscripts are checked. */
export interface ManuscriptChecks {
  /** Quiet time after a change before a manuscript is checked again, in milliseconds. */
  readonly quiet: number;
  /** What has all of them checked again, besides the settings. */
  readonly causes: readonly vscode.Event<unknown>[];
  readonly check: (document: vscode.TextDocument) => unknown;
  /** Lets go of what is kept of a manuscript that was closed. */
  readonly forget: (document: vscode.TextDocument) => void;
}

/** Checks each open manuscript when it has been quiet for a while, those that are open already as well. */
export function checkManuscripts(
  workspace: Workspace,
  { quiet, causes, check, forget }: ManuscriptChecks,
): vscode.Disposable {
  const checks = new Debounced(quiet);
  const later = (document: vscode.TextDocument): void =>
    checks.schedule(document.uri.toString(), () => void check(document));
  const checkAll = (): void =>
    vscode.workspace.textDocuments.filter(open => workspace.isManuscript(open)).forEach(later);
  checkAll();
  return vscode.Disposable.from(
    checks,
    workspace.onDidChangeManuscript(later),
    ...[workspace.onDidChangeSettings, ...causes].map(cause => cause(checkAll)),
    workspace.onDidCloseManuscript(document => {
      checks.cancel(document.uri.toString());
      forget(document);
    }),
  );
}

/** The quick fix that calls `numberedCitations.<command>`; none where there is no diagnostic. */
export function fixesByCommand(
  diagnostics: readonly vscode.Diagnostic[],
  title: string,
  command: string,
): vscode.CodeAction[] {
  if (diagnostics.length === 0) return [];
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { title, command: `${PREFIX}.${command}` };
  action.diagnostics = [...diagnostics];
  return [action];
}

/** Those of `diagnostics` that `range` touches. */
export function diagnosticsAt(
  diagnostics: readonly vscode.Diagnostic[],
  range: vscode.Range,
): readonly vscode.Diagnostic[] {
  return diagnostics.filter(diagnostic => diagnostic.range.intersection(range));
}
