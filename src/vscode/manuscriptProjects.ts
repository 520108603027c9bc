import * as vscode from 'vscode';
import {
  decodeText,
  type Manuscript,
  manuscriptFilesAround,
  markupLanguageOfFileName,
  parseManuscript,
} from '../core';
import { Debounced } from './debounce';
import { CELL_SCHEME, notebookOf, textCellsOf } from './notebookCells';
import { readSettings } from './settings';

/** Files that can name a manuscript's files or be one of them. */
const WATCHED = '**/*.{yml,yaml,md,markdown,qmd,Rmd,rmd,tex,latex,adoc,asciidoc,asc,rst,typ,txt}';

/** A larger file is no chapter that somebody wrote. */
const LARGEST = 20_000_000;

/** Quiet time after a file changed on disk: tools write several at once. */
const QUIET = 200;

/** What is known of the project of one document. */
interface LookedUp {
  /** Addresses in the order of the manuscript; empty where the document stands alone. */
  readonly files: readonly string[];
  /** Addresses of all that was read or missed: when one of them changes, the answer may be another. */
  readonly asked: ReadonlySet<string>;
}

/** Which files make one manuscript with an open one, and those of them that are not open as they are on disk. */
export class ManuscriptProjects implements vscode.Disposable {
  readonly #projects = new Map<string, LookedUp>();
  readonly #onDisk = new Map<string, Manuscript>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #lookUps = new Debounced(QUIET);
  readonly #disposables: vscode.Disposable[];

  /** The files of a manuscript, or what stands in one that is not open, have changed. */
  readonly onDidChange = this.#changed.event;

  constructor() {
    const watcher = vscode.workspace.createFileSystemWatcher(WATCHED);
    const onFile = (uri: vscode.Uri) => this.#fileChanged(uri.toString());
    this.#disposables = [
      this.#changed,
      this.#lookUps,
      watcher,
      watcher.onDidCreate(onFile),
      watcher.onDidChange(onFile),
      watcher.onDidDelete(onFile),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => onFile(uri)),
    ];
  }

  /** Looks up the project of a document that was opened; {@link onDidChange} tells when that gave anything new. */
  async lookUp(document: vscode.TextDocument): Promise<void> {
    if (document.uri.scheme === CELL_SCHEME) return;
    const key = document.uri.toString();
    const found = await find(document);
    if (document.isClosed) return;
    const known = this.#projects.get(key);
    this.#projects.set(key, found);
    const isNew =
      known?.files.join('\n') !== found.files.join('\n') && (found.files.length > 0 || known !== undefined);
    const isRead = await this.#readFiles(found.files);
    if (isNew || isRead) this.#changed.fire();
  }

  closed(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    this.#projects.delete(key);
    this.#lookUps.cancel(key);
    // What was not saved is gone: the other files are numbered by what is on disk.
    this.#fileChanged(key);
  }

  settingsChanged(): void {
    for (const document of vscode.workspace.textDocuments) {
      if (this.#projects.has(document.uri.toString())) void this.lookUp(document);
    }
  }

  /** Addresses of the files that make one manuscript with a document, in their order; empty where it stands alone. */
  filesOf(uri: vscode.Uri): readonly string[] {
    const notebook = notebookOf({ uri });
    if (notebook) return textCellsOf(notebook).map(({ document }) => document.uri.toString());
    const key = uri.toString();
    const own = this.#projects.get(key);
    if (own) return own.files;
    for (const { files } of this.#projects.values()) if (files.includes(key)) return files;
    return [];
  }

  /** A file as it is on disk; undefined where it has not been read, or is no manuscript. */
  onDisk(address: string): Manuscript | undefined {
    return this.#onDisk.get(address);
  }

  dispose(): void {
    for (const disposable of this.#disposables.splice(0)) disposable.dispose();
  }

  #fileChanged(address: string): void {
    for (const document of vscode.workspace.textDocuments) {
      const key = document.uri.toString();
      if (this.#projects.get(key)?.asked.has(address))
        this.#lookUps.schedule(key, () => void this.lookUp(document));
    }
  }

  async #readFiles(files: readonly string[]): Promise<boolean> {
    const read = await Promise.all(
      files.map(async address => {
        const uri = vscode.Uri.parse(address);
        const language = markupLanguageOfFileName(uri.path);
        const text = await textOnDisk(uri);
        const known = this.#onDisk.get(address);
        if (text === undefined || language === undefined) return this.#onDisk.delete(address);
        if (known?.length === text.length && known.text === text) return false;
        this.#onDisk.set(address, parseManuscript(text, language));
        return true;
      }),
    );
    return read.some(Boolean);
  }
}

async function find(document: vscode.TextDocument): Promise<LookedUp> {
  const asked = new Set<string>();
  const root = vscode.workspace.getWorkspaceFolder(document.uri)?.uri;
  if (!root) return { files: [], asked };
  const addresses = (folder: vscode.Uri, files: readonly string[]): readonly string[] =>
    files.map(path => vscode.Uri.joinPath(folder, path).toString());
  const named = addresses(root, readSettings(document).manuscriptFiles);
  if (named.length > 1 && named.includes(document.uri.toString()))
    return { files: named, asked: new Set(named) };
  const found = await manuscriptFilesAround<vscode.Uri>({
    folders: foldersUpTo(document.uri, root),
    pathFrom: folder => document.uri.path.slice(folder.path.replace(/\/$/, '').length + 1),
    list: filesIn,
    read: (folder, path) => {
      const uri = vscode.Uri.joinPath(folder, path);
      asked.add(uri.toString());
      return textOf(uri);
    },
  });
  return { files: found ? addresses(found.folder, found.order.files) : [], asked };
}

/** The folder of a file and those around it, up to the root. */
function foldersUpTo(uri: vscode.Uri, root: vscode.Uri): readonly vscode.Uri[] {
  const folders: vscode.Uri[] = [];
  let folder = vscode.Uri.joinPath(uri, '..');
  while (folder.path.length > root.path.length && folder.path.startsWith(root.path)) {
    folders.push(folder);
    folder = vscode.Uri.joinPath(folder, '..');
  }
  return [...folders, root];
}

async function filesIn(folder: vscode.Uri): Promise<readonly string[]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    return entries.filter(([, type]) => (type & vscode.FileType.File) !== 0).map(([name]) => name);
  } catch {
    return [];
  }
}

/**
 * What the author sees: the text of the editor where it is not saved, else that on disk, which an editor in the
 * background can be behind of where the host does not tell of changes.
 */
async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find(document => document.uri.toString() === uri.toString());
  return open?.isDirty ? open.getText() : textOnDisk(uri);
}

async function textOnDisk(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0 || size > LARGEST) return undefined;
    return decodeText(await vscode.workspace.fs.readFile(uri))?.text;
  } catch {
    // Not there: a manuscript can name files that are written later.
    return undefined;
  }
}
