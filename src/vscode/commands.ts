import * as vscode from 'vscode';
import { type EditPlan, type NumberedManuscript, StyleError } from '../core';
import { addOtherFiles, toWorkspaceEdit } from './convert';
import type { Preview } from './preview';
import { showRefusal } from './refusals';
import { PREFIX } from './settings';
import { showStyleProblem } from './styleProblem';
import type { ActiveManuscript, ActiveText, Workspace } from './workspace';

// Both extension hosts have a console; the types of neither Node nor the browser are loaded in this room.
declare const console: { error(...values: unknown[]): void };

/** Something that an author has to know or to do, in their words: shown as it is. */
export class AuthorError extends Error {
  override readonly name = 'AuthorError';

  /** @param remedy a button that takes the author to where they can help it */
  constructor(
    message: string,
    readonly remedy?: { readonly title: string; readonly run: () => unknown },
  ) {
    super(message);
  }
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
      if (error instanceof StyleError) {
        void showStyleProblem(error);
        return undefined;
      }
      console.error(`${PREFIX}.${name}`, error);
      const message = error instanceof Error ? error.message : String(error);
      const remedy = error instanceof AuthorError ? error.remedy : undefined;
      void vscode.window
        .showErrorMessage(
          vscode.l10n.t('Numbered Citations: {0}', message),
          ...(remedy ? [remedy.title] : []),
        )
        .then(chosen => chosen !== undefined && remedy?.run());
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

/**
 * The text that a command acts on which needs no cursor: in a notebook a cell need not be open for writing.
 *
 * @throws AuthorError where no manuscript is open
 */
export function requireText(workspace: Workspace): ActiveText {
  return workspace.activeText() ?? textOf(requireManuscript(workspace));
}

function textOf({ editor: { document }, numbered }: ActiveManuscript): ActiveText {
  return { document, numbered };
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
  await changeTexts(edit);
  if (options.report) void vscode.window.setStatusBarMessage(plan.summary, 5000);
  return true;
}

/**
 * Changes texts, in one undo step.
 *
 * @param createsFiles whether `edit` creates files besides: it does not say so itself
 * @throws AuthorError where one of them is read-only, or the editor does not accept the changes; then none has changed
 */
export async function changeTexts(edit: vscode.WorkspaceEdit, createsFiles = false): Promise<void> {
  const texts = edit.entries();
  const locked = texts.map(([uri]) => uri).find(isReadOnly);
  if (locked) throw readOnly(locked);
  const [only] = texts;
  const isOneText = only !== undefined && texts.length === 1 && !createsFiles;
  const editor =
    isOneText && vscode.window.visibleTextEditors.find(({ document }) => sameUri(document.uri, only[0]));
  if (!editor) {
    if (await vscode.workspace.applyEdit(edit)) return;
    throw new AuthorError(vscode.l10n.t('The editor did not accept the changes, so nothing was changed.'));
  }
  // An edit of the workspace would change the text of an editor that its author has made read-only.
  const { document } = editor;
  const { version } = document;
  const isAccepted = await editor.edit(builder => {
    for (const { range, newText } of only[1]) {
      if (range.isEmpty) builder.insert(range.start, newText);
      else builder.replace(range, newText);
    }
  });
  if (!isAccepted || document.version === version) throw readOnly(document.uri);
}

function readOnly(uri: vscode.Uri): AuthorError {
  return new AuthorError(
    vscode.l10n.t('“{0}” is read-only, so nothing was changed.', vscode.workspace.asRelativePath(uri)),
  );
}

/** Whether a text is in a file system that cannot be written to, or the author's settings make it read-only. */
function isReadOnly(uri: vscode.Uri): boolean {
  if (uri.scheme !== 'untitled' && vscode.workspace.fs.isWritableFileSystem(uri.scheme) === false)
    return true;
  const document = vscode.workspace.textDocuments.find(open => sameUri(open.uri, uri));
  if (!document) return false;
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const files = vscode.workspace.getConfiguration('files', uri);
  const isIn = (setting: string): boolean =>
    Object.entries(files.get<Record<string, boolean>>(setting) ?? {}).some(([glob, isOn]) => {
      const patterns = folder ? [glob, new vscode.RelativePattern(folder, glob)] : [glob];
      return isOn && patterns.some(pattern => vscode.languages.match({ pattern }, document) > 0);
    });
  return isIn('readonlyInclude') && !isIn('readonlyExclude');
}

function sameUri(one: vscode.Uri, other: vscode.Uri): boolean {
  return one.toString() === other.toString();
}
