import * as vscode from 'vscode';
import {
  answerFromFiles,
  bibliographyReferences,
  type ManuscriptFiles,
  manuscriptFilesOfMain,
  manuscriptFilesOfProject,
  type NumberedManuscript,
  PROJECT_FILES,
  planRenumberFiles,
} from '../core';
import { AuthorError, changeTexts, registerCommand, requireManuscript } from './commands';
import { toTextEdit } from './convert';
import type { Preview } from './preview';
import { showRefusal } from './refusals';
import { firstList } from './renumber';
import { PREFIX } from './settings';
import type { Workspace } from './workspace';

/** A file of a manuscript of many, as it is in the editor: unsaved changes count. */
interface ManuscriptFile {
  readonly name: string;
  readonly document: vscode.TextDocument;
  readonly version: number;
  readonly numbered: NumberedManuscript;
}

/** The command that numbers a manuscript of several files as one, in the order that the project or the main file says. */
export function registerRenumberFiles(workspace: Workspace, previews: Preview): vscode.Disposable {
  return registerCommand('renumberFiles', async () => {
    const { document } = requireManuscript(workspace).editor;
    const files = await manuscriptFiles(workspace, document);
    const last = files.at(-1);
    if (!last) return;
    const format = await workspace.listFormatter(
      last.document,
      files.flatMap(({ numbered }) => bibliographyReferences(numbered)),
    );
    const plan = planRenumberFiles(files, {
      ...workspace.settings(document).rewrite,
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
    const title = vscode.l10n.t('Renumber {0} files', files.length);
    if (!(await previews.confirm(changes, title))) return;
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
  });
}

/**
 * The files of the manuscript that `document` belongs to, in order.
 *
 * @throws AuthorError where nothing says which files belong together
 */
async function manuscriptFiles(
  workspace: Workspace,
  document: vscode.TextDocument,
): Promise<ManuscriptFile[]> {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  if (!folder) throw new AuthorError(vscode.l10n.t('Open the folder of the manuscript first.'));
  const named = workspace.settings(document).manuscriptFiles;
  const main = document.uri.path.slice(folder.uri.path.length).replace(/^\/+/, '');
  const order =
    named.length > 0
      ? { files: named, from: `${PREFIX}.manuscript.files` }
      : await answerFromFiles<ManuscriptFiles | undefined>(
          read => manuscriptFilesOfProject(read) ?? manuscriptFilesOfMain(main, read),
          path => textOf(vscode.Uri.joinPath(folder.uri, path)),
        );
  if (!order) {
    throw new AuthorError(
      vscode.l10n.t(
        'Nothing says which files belong together: there is none of {0} in the folder, the active file includes no other, and the setting {1} is empty.',
        PROJECT_FILES.join(', '),
        `${PREFIX}.manuscript.files`,
      ),
    );
  }
  const files: ManuscriptFile[] = [];
  for (const name of order.files) {
    const part = await openPart(vscode.Uri.joinPath(folder.uri, name), name, order.from);
    const numbered = workspace.numbered(part);
    if (numbered) files.push({ name, document: part, version: part.version, numbered });
  }
  return files;
}

async function openPart(uri: vscode.Uri, name: string, from: string): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    throw new AuthorError(vscode.l10n.t('{0} names the file {1}, which cannot be opened.', from, name));
  }
}

async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0) return undefined;
    return (await vscode.workspace.openTextDocument(uri)).getText();
  } catch {
    // Not there, or no text: a manuscript can name files that are written later, and pictures.
    return undefined;
  }
}
