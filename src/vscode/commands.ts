import * as vscode from 'vscode';
import type { EditPlan, NumberedManuscript } from '../core';
import { addOtherFiles, toWorkspaceEdit } from './convert';
import type { Preview } from './preview';
import { showRefusal } from './refusals';
import { PREFIX } from './settings';
import type { ActiveManuscript, Workspace } from './workspace';

// Both extension hosts have a console; the types of neither Node nor the browser are loaded in this room.
declare const console: { error(...values: unknown[]): void };

/** Something that an author has to know or to do, in their words: shown as it is. */
export class AuthorError extends Error {
  override readonly name = 'AuthorError';
}

/**
 * Registers the command `numberedCitations.<name>`. Whatever goes wrong in it reaches the author as one sentence;
 * where it went wrong goes to the log.
 */
export function registerCommand(name: string, run: (...values: unknown[]) => unknown): vscode.Disposable {
  return vscode.commands.registerCommand(`${PREFIX}.${name}`, async (...values: unknown[]) => {
    try {
      return await run(...values);
    } catch (error) {
      if (error instanceof vscode.CancellationError) return undefined;
      console.error(`${PREFIX}.${name}`, error);
      const message = error instanceof Error ? error.message : String(error);
      void vscode.window.showErrorMessage(vscode.l10n.t('Numbered Citations: {0}', message));
      return undefined;
    }
  });
}

/** The name of the command `numberedCitations.<name>` with its arguments as a link that a card can hold. */
export function commandLink(name: string, values: readonly unknown[]): string {
  return `command:${PREFIX}.${name}?${encodeURIComponent(JSON.stringify(values))}`;
}

/**
 * The manuscript that a command acts on.
 *
 * @throws AuthorError where no manuscript is open
 */
export function requireManuscript(workspace: Workspace): ActiveManuscript {
  const active = workspace.activeManuscript();
  if (active) return active;
  throw new AuthorError(
    vscode.l10n.t(
      'Open a manuscript first: Markdown, plain text, LaTeX, Quarto, R Markdown, reStructuredText, AsciiDoc or Typst.',
    ),
  );
}

/** How a plan is carried out. */
export interface ApplyOptions {
  /** Shows the changes and asks before they are applied; without it they are applied at once. */
  readonly preview?: { readonly by: Preview; readonly title: string };
  /** Said where there is nothing to change. */
  readonly nothingToDo: string;
  /** Whether the author hears what was done. */
  readonly report?: boolean;
}

/**
 * Carries out what a command plans for `document`, in one undo step; says why where it refuses.
 *
 * @param numbered the manuscript that the plan was made for: when the text has changed since, nothing is done
 * @returns whether the text changed
 */
export async function applyPlan(
  document: vscode.TextDocument,
  numbered: NumberedManuscript,
  plan: EditPlan,
  options: ApplyOptions,
): Promise<boolean> {
  if (plan.kind === 'refused') {
    showRefusal(plan.reasons.map(reason => ({ ...reason, document })));
    return false;
  }
  const others = plan.others ?? [];
  if (plan.edits.length === 0 && others.length === 0) {
    void vscode.window.showInformationMessage(options.nothingToDo);
    return false;
  }
  const { preview } = options;
  if (preview) {
    const changes = [{ document, edits: plan.edits }];
    for (const { name, edits } of others)
      changes.push({ document: await vscode.workspace.openTextDocument(vscode.Uri.parse(name)), edits });
    if (!(await preview.by.confirm(changes, preview.title))) return false;
  }
  const edit = toWorkspaceEdit(document, plan.edits);
  const isPresent = await addOtherFiles(edit, numbered, others);
  if (!isPresent || document.isClosed || document.getText() !== numbered.manuscript.text) {
    throw new AuthorError(
      vscode.l10n.t('The manuscript changed in the meantime, so nothing was done. Run the command again.'),
    );
  }
  const applied = await vscode.workspace.applyEdit(edit);
  if (!applied) {
    throw new AuthorError(
      vscode.l10n.t('The editor did not accept the changes. Is the manuscript read-only?'),
    );
  }
  if (options.report) void vscode.window.setStatusBarMessage(plan.summary, 5000);
  return true;
}
