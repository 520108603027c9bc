import * as vscode from 'vscode';
import { decodeText, type Library, LineIndex, readLibrary } from '../core';

/** A library file that the settings name, as it was last read. */
interface LibraryFile {
  readonly uri: vscode.Uri;
  readonly library: Library;
}

/**
 * The library files that the author's settings name: read when first asked for, read again when they change on disk,
 * their problems shown in the editor. One broken file never costs another.
 */
export class LibraryFiles implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #problems = vscode.languages.createDiagnosticCollection('numberedCitationsLibraries');
  #watchers: vscode.Disposable[] = [];
  #files: readonly LibraryFile[] = [];
  /** Counts the loads, so that an overtaken one is dropped. */
  #load = 0;
  #paths: readonly string[] | undefined;

  /** The files' libraries have changed. */
  readonly onDidChange = this.#changed.event;

  /** The libraries that are loaded, in the order of `paths`. The first call, and one with other paths, starts loading. */
  libraries(paths: readonly string[]): readonly Library[] {
    if (this.#paths?.join('\n') !== paths.join('\n')) {
      this.#paths = paths;
      this.#watch(paths);
      void this.#read(paths);
    }
    return this.#files.map(file => file.library);
  }

  /** Where the record of a reference of `libraryName` stands, for going to it; undefined for the bundled review. */
  fileOf(libraryName: string): vscode.Uri | undefined {
    return this.#files.find(file => file.library.name === libraryName)?.uri;
  }

  dispose(): void {
    for (const watcher of this.#watchers) watcher.dispose();
    this.#problems.dispose();
    this.#changed.dispose();
  }

  #watch(paths: readonly string[]): void {
    for (const watcher of this.#watchers) watcher.dispose();
    this.#watchers = urisOf(paths).map(uri => {
      const parent = vscode.Uri.joinPath(uri, '..');
      const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
      const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(parent, name));
      const again = (): void => void this.#read(paths);
      watcher.onDidChange(again);
      watcher.onDidCreate(again);
      watcher.onDidDelete(again);
      return watcher;
    });
  }

  async #read(paths: readonly string[]): Promise<void> {
    const load = ++this.#load;
    const files = await Promise.all(urisOf(paths).map(readLibraryFile));
    if (load !== this.#load) return;
    this.#problems.clear();
    for (const { uri, text, library } of files) this.#problems.set(uri, problemsOf(text, library));
    this.#files = files;
    this.#changed.fire();
  }
}

async function readLibraryFile(uri: vscode.Uri): Promise<LibraryFile & { readonly text: string }> {
  const name = vscode.workspace.asRelativePath(uri);
  let bytes: Uint8Array;
  try {
    bytes = await vscode.workspace.fs.readFile(uri);
  } catch {
    return unreadable(
      uri,
      name,
      vscode.l10n.t('This library file is not there or cannot be read: {0}', name),
    );
  }
  const decoded = decodeText(bytes);
  if (!decoded)
    return unreadable(uri, name, vscode.l10n.t('This library file is binary, not text: {0}', name));
  return { uri, text: decoded.text, library: readLibrary(name, decoded.text) };
}

function unreadable(uri: vscode.Uri, name: string, message: string): LibraryFile & { readonly text: string } {
  const problems = [{ range: { start: 0, end: 0 }, severity: 'error' as const, message }];
  const library = { name, numbered: false, provenance: undefined, references: [], topics: [], problems };
  return { uri, text: '', library };
}

function problemsOf(text: string, library: Library): vscode.Diagnostic[] {
  const lines = new LineIndex(text);
  const at = (offset: number): vscode.Position => {
    const { line, column } = lines.positionAt(offset);
    return new vscode.Position(line, column);
  };
  return library.problems.map(problem => {
    const range = new vscode.Range(at(problem.range.start), at(problem.range.end));
    const severity =
      problem.severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
    const diagnostic = new vscode.Diagnostic(range, problem.message, severity);
    diagnostic.source = vscode.l10n.t('Numbered Citations');
    return diagnostic;
  });
}

/** Each path as an address: absolute ones as they are, the others in the first folder of the workspace. */
function urisOf(paths: readonly string[]): readonly vscode.Uri[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return paths.flatMap(path => {
    if (/^[A-Za-z][\w+.-]+:\/\//.test(path)) return [vscode.Uri.parse(path)];
    if (path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path)) return [vscode.Uri.file(path)];
    return folders.slice(0, 1).map(folder => vscode.Uri.joinPath(folder.uri, path.replaceAll('\\', '/')));
  });
}
