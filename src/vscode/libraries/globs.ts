import * as vscode from 'vscode';
import { matchesGlob } from '../../core';

/** More files than this are no libraries of one author, but a pattern that went wrong. */
const MOST_FILES = 200;

/** So many folders are looked into where the editor cannot search. */
const MOST_FOLDERS = 4000;

/** Schemes of files that the editor searches itself. */
const SEARCHED = new Set(['file', 'vscode-remote']);

/** The files of a folder of the workspace that match a pattern, sorted by path. */
export async function filesMatching(
  folder: vscode.WorkspaceFolder,
  glob: string,
): Promise<readonly vscode.Uri[]> {
  const found = SEARCHED.has(folder.uri.scheme)
    ? await vscode.workspace.findFiles(new vscode.RelativePattern(folder, glob), undefined, MOST_FILES)
    : [];
  // A virtual file system has often no search of its own, and one without a native searcher finds nothing.
  const files = found.length > 0 ? found : await walked(folder.uri, glob);
  return [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)).slice(0, MOST_FILES);
}

async function walked(root: vscode.Uri, glob: string): Promise<readonly vscode.Uri[]> {
  const files: vscode.Uri[] = [];
  const folders = [root];
  for (let index = 0; index < folders.length && index < MOST_FOLDERS; index++) {
    const folder = folders[index]!;
    let entries: readonly [string, vscode.FileType][] = [];
    try {
      entries = await vscode.workspace.fs.readDirectory(folder);
    } catch {
      // A folder that cannot be read has no libraries for us.
    }
    for (const [name, type] of entries) {
      const uri = vscode.Uri.joinPath(folder, name);
      if ((type & vscode.FileType.Directory) !== 0) {
        // Links to folders may lead round in circles.
        const isLink = (type & vscode.FileType.SymbolicLink) !== 0;
        if (!isLink && !name.startsWith('.') && name !== 'node_modules') folders.push(uri);
      } else if (matchesGlob(uri.path.slice(root.path.replace(/\/?$/, '/').length), glob)) files.push(uri);
    }
  }
  return files;
}
