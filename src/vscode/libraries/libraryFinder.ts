import * as vscode from 'vscode';
import {
  chooseLibraries,
  decodeText,
  isLibraryFileName,
  LIBRARY_PROJECT_FILES,
  LineIndex,
  librariesNamedBy,
  librariesNamedByProject,
  type Manuscript,
  markupLanguageOfFileName,
  type NamedLibrary,
  parseManuscript,
  rootManuscriptOf,
} from '../../core';
import { findFilesIn } from '../findFiles';

/** More files than this are no libraries of one author, but a pattern that went wrong. */
const MOST_FILES = 200;

/** A library of a manuscript. */
export interface FoundLibrary {
  readonly uri: vscode.Uri;
  /** Whether somebody named it, so that it is missed where it is not there. */
  readonly isNamed: boolean;
  /** The path as the manuscript itself names it; undefined where something else does. */
  readonly namedAs?: string;
  /** Where the manuscript's project or main file names it; undefined where something else does. */
  readonly namedAt?: vscode.Location;
}

/**
 * The library files of a manuscript: those that it names, else those of its project, then those of the settings, else
 * those beside it. Reads nothing but folders, project files and the manuscript that this one is a part of. In a window
 * without trust only files inside the workspace's folders are found.
 *
 * @param place where the manuscript is; undefined for one that is not saved yet, which is taken as in the first folder
 * @param manuscript undefined where there is none: then only the settings count
 */
export async function findLibraries(
  place: vscode.Uri | undefined,
  manuscript: Manuscript | undefined,
  paths: readonly string[],
): Promise<readonly FoundLibrary[]> {
  const root =
    (place && vscode.workspace.getWorkspaceFolder(place)) ?? vscode.workspace.workspaceFolders?.[0];
  const folder = place ? vscode.Uri.joinPath(place, '..') : root?.uri;
  const named = folder && manuscript ? await namedBy(manuscript, folder, root?.uri) : [];
  const project =
    named.length === 0 && folder && manuscript?.language === 'markdown' ? await ofProject(folder, root) : [];
  const settings = await ofSettings(paths, root);
  const isNeeded = named.length === 0 && project.length === 0 && settings.length === 0;
  const beside = isNeeded && folder && manuscript ? await besideOf(folder, root) : [];
  const once = new Map<string, FoundLibrary>();
  for (const library of chooseLibraries({
    named,
    project,
    settings: settings.map(uri => ({ uri, isNamed: true })),
    beside: beside.map(uri => ({ uri, isNamed: false })),
  })) {
    const key = library.uri.toString();
    if (isAllowed(library.uri) && !once.has(key)) once.set(key, library);
  }
  return [...once.values()];
}

/** Whether two findings are the same files. */
export function isSameFinding(a: readonly FoundLibrary[], b: readonly FoundLibrary[]): boolean {
  return a.length === b.length && a.every(({ uri }, index) => uri.toString() === b[index]!.uri.toString());
}

async function namedBy(
  manuscript: Manuscript,
  folder: vscode.Uri,
  root: vscode.Uri | undefined,
): Promise<readonly FoundLibrary[]> {
  const own = librariesNamedBy(manuscript);
  if (own.length > 0) return resolved(own, folder, root, ({ path }) => ({ namedAs: path }));
  const main = rootManuscriptOf(manuscript);
  if (main === undefined) return [];
  const uri = withinWindow(main, folder);
  const text = uri && isAllowed(uri) ? await readText(uri) : undefined;
  if (!uri || text === undefined) return [];
  const parsed = parseManuscript(text, markupLanguageOfFileName(uri.path) ?? manuscript.language);
  return resolved(librariesNamedBy(parsed), vscode.Uri.joinPath(uri, '..'), root, placesIn(uri, text));
}

async function ofProject(
  folder: vscode.Uri,
  root: vscode.WorkspaceFolder | undefined,
): Promise<readonly FoundLibrary[]> {
  for (const above of upTo(folder, root?.uri)) {
    for (const name of LIBRARY_PROJECT_FILES) {
      const file = vscode.Uri.joinPath(above, name);
      const text = isAllowed(file) ? await readText(file) : undefined;
      if (text === undefined) continue;
      const named = librariesNamedByProject(text);
      if (named.length > 0) return resolved(named, above, root?.uri, placesIn(file, text));
    }
  }
  return [];
}

async function ofSettings(
  paths: readonly string[],
  root: vscode.WorkspaceFolder | undefined,
): Promise<readonly vscode.Uri[]> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  // A path is meant in the manuscript's own folder first; a pattern is looked for in all.
  const ordered = [...folders].sort(
    (a, b) => Number(b.index === root?.index) - Number(a.index === root?.index),
  );
  const found = await Promise.all(
    paths.map(async path => {
      if (/[*?[\]{}]/.test(path)) {
        const matches = await Promise.all(
          ordered.map(folder => findFilesIn(folder, { include: path, most: MOST_FILES })),
        );
        return matches.flat();
      }
      if (isAbsolute(path)) return [absolute(path)];
      return firstThere(ordered.map(folder => vscode.Uri.joinPath(folder.uri, path.replaceAll('\\', '/'))));
    }),
  );
  return found.flat();
}

/** The libraries in the nearest folder that has some: that of the manuscript, else one above it. */
async function besideOf(
  folder: vscode.Uri,
  root: vscode.WorkspaceFolder | undefined,
): Promise<readonly vscode.Uri[]> {
  for (const above of upTo(folder, root?.uri)) {
    if (!isAllowed(above)) continue;
    const entries = await readFolder(above);
    const names = entries
      .filter(([name, type]) => (type & vscode.FileType.File) !== 0 && isLibraryFileName(name))
      .map(([name]) => name)
      .sort();
    if (names.length > 0) return names.map(name => vscode.Uri.joinPath(above, name));
  }
  return [];
}

/** A folder and those above it up to the workspace's; the folder alone where it is outside. */
function upTo(folder: vscode.Uri, root: vscode.Uri | undefined): readonly vscode.Uri[] {
  const above = [folder];
  const isInside = root !== undefined && `${folder.path}/`.startsWith(root.path.replace(/\/?$/, '/'));
  while (isInside && above[above.length - 1]!.path.length > root.path.length) {
    above.push(vscode.Uri.joinPath(above[above.length - 1]!, '..'));
  }
  return above;
}

/**
 * Each path in the folder of who names it, else in the workspace's folder, from where it may be built.
 *
 * @param by how each is named
 */
async function resolved(
  named: readonly NamedLibrary[],
  folder: vscode.Uri,
  root: vscode.Uri | undefined,
  by: (library: NamedLibrary) => Pick<FoundLibrary, 'namedAs' | 'namedAt'>,
): Promise<readonly FoundLibrary[]> {
  const found = await Promise.all(
    named.map(async library => {
      const places = [folder, ...(root ? [root] : [])].flatMap(
        place => withinWindow(library.path, place) ?? [],
      );
      return (await firstThere(places)).map(uri => ({ uri, isNamed: true, ...by(library) }));
    }),
  );
  return found.flat();
}

/** The places of names in the text of a file that stands beside manuscripts. */
function placesIn(file: vscode.Uri, text: string): (library: NamedLibrary) => Pick<FoundLibrary, 'namedAt'> {
  const lines = new LineIndex(text);
  const at = (offset: number): vscode.Position => {
    const { line, column } = lines.positionAt(offset);
    return new vscode.Position(line, column);
  };
  return ({ range }) => ({
    namedAt: new vscode.Location(file, new vscode.Range(at(range.start), at(range.end))),
  });
}

/** The first of several places where a file is, else the first. */
async function firstThere(places: readonly vscode.Uri[]): Promise<readonly vscode.Uri[]> {
  if (places.length > 1) {
    for (const uri of places) {
      if (isAllowed(uri) && (await isThere(uri))) return [uri];
    }
  }
  return places.slice(0, 1);
}

function withinWindow(path: string, folder: vscode.Uri): vscode.Uri | undefined {
  if (!isAbsolute(path)) return vscode.Uri.joinPath(folder, path.replaceAll('\\', '/'));
  return /^[a-z][\w+.-]*:\/\//i.test(path) ? undefined : folder.with({ path: absolute(path).path });
}

function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path) || /^[A-Za-z][\w+.-]+:\/\//.test(path);
}

function absolute(path: string): vscode.Uri {
  return /^[A-Za-z][\w+.-]+:\/\//.test(path) ? vscode.Uri.parse(path) : vscode.Uri.file(path);
}

/** Text of a folder that nobody trusts must not lead out of it. */
function isAllowed(uri: vscode.Uri): boolean {
  return vscode.workspace.isTrusted || vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}

/** Whether there is such a file or folder. */
export async function isThere(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

async function readText(uri: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find(document => document.uri.toString() === uri.toString());
  if (open) return open.getText();
  try {
    return decodeText(await vscode.workspace.fs.readFile(uri))?.text;
  } catch {
    return undefined;
  }
}

async function readFolder(uri: vscode.Uri): Promise<readonly [string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(uri);
  } catch {
    return [];
  }
}
