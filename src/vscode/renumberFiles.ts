import * as vscode from 'vscode';
import {
  answerFromFiles,
  type ManuscriptFiles,
  manuscriptFilesOfMain,
  manuscriptFilesOfProject,
  PROJECT_FILES,
} from '../core';
import { AuthorError, registerCommand, requireText } from './commands';
import type { Preview } from './preview';
import { cellsTogether, type ManuscriptFile, renumberTogether } from './renumberTogether';
import { PREFIX } from './settings';
import type { Workspace } from './workspace';

/** The command that numbers a manuscript of several files as one, in the order that the project or the main file says. */
export function registerRenumberFiles(workspace: Workspace, previews: Preview): vscode.Disposable {
  return registerCommand('renumberFiles', async () => {
    const { document } = requireText(workspace);
    const files = cellsTogether(workspace, document) ?? (await manuscriptFiles(workspace, document));
    const title = vscode.l10n.t('Renumber {0} files', files.length);
    await renumberTogether(workspace, files, { by: previews, title });
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
