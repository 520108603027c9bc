import * as vscode from 'vscode';
import { matchesGlob } from '../core';

/** So many folders are looked into where the editor cannot search, and so many where it searched and found nothing. */
const MOST_FOLDERS = 4000;
const FEW_FOLDERS = 400;

/** Schemes of files that the editor searches itself. */
const SEARCHED = new Set(['file', 'vscode-remote']);

/** What files are looked for. Patterns are the editor's own (`*`, `**`, `{a,b}`), from each folder of the workspace. */
export interface FileSearch {
  readonly include: string;
  readonly exclude?: string;
  /** At most so many files of a folder of the workspace. */
  readonly most: number;
  readonly token?: vscode.CancellationToken | undefined;
}

/** The files of all folders of the workspace that are looked for, each folder's sorted by path. */
export async function findFiles(search: FileSearch): Promise<readonly vscode.Uri[]> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return (await Promise.all(folders.map(folder => findFilesIn(folder, search)))).flat();
}

/**
 * The files of one folder of the workspace that are looked for, sorted by path. Where the editor has no search of its
 * own (most virtual file systems, a host without its native searcher), the folders are gone through.
 */
export async function findFilesIn(
  folder: vscode.WorkspaceFolder,
  search: FileSearch,
): Promise<readonly vscode.Uri[]> {
  const found = SEARCHED.has(folder.uri.scheme) ? await searched(folder, search) : undefined;
  const files = found?.length
    ? found
    : await walked(folder.uri, search, found === undefined ? MOST_FOLDERS : FEW_FOLDERS);
  return [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)).slice(0, search.most);
}

/** What the editor's own search finds; undefined where it has none. */
async function searched(
  folder: vscode.WorkspaceFolder,
  { include, exclude, most, token }: FileSearch,
): Promise<readonly vscode.Uri[] | undefined> {
  try {
    const pattern = new vscode.RelativePattern(folder, include);
    return await vscode.workspace.findFiles(pattern, exclude, most, token);
  } catch {
    // A host without its native searcher says so by throwing; the folders can still be gone through.
    return undefined;
  }
}

async function walked(
  root: vscode.Uri,
  { include, exclude, token }: FileSearch,
  most: number,
): Promise<readonly vscode.Uri[]> {
  const files: vscode.Uri[] = [];
  const folders = [root];
  const below = root.path.replace(/\/?$/, '/').length;
  for (let index = 0; index < folders.length && index < most && !token?.isCancellationRequested; index++) {
    const folder = folders[index]!;
    let entries: readonly [string, vscode.FileType][] = [];
    try {
      entries = await vscode.workspace.fs.readDirectory(folder);
    } catch {
      // A folder that cannot be read has no files for us.
    }
    for (const [name, type] of entries) {
      const uri = vscode.Uri.joinPath(folder, name);
      if ((type & vscode.FileType.Directory) !== 0) {
        // Links to folders may lead round in circles.
        const isLink = (type & vscode.FileType.SymbolicLink) !== 0;
        if (!isLink && !name.startsWith('.') && name !== 'node_modules') folders.push(uri);
      } else {
        const path = uri.path.slice(below);
        if (matchesGlob(path, include) && !(exclude && matchesGlob(path, exclude))) files.push(uri);
      }
    }
  }
  return files;
}
