import * as vscode from 'vscode';
import {
  answerFromFiles,
  decodeText,
  type Manuscript,
  type ManuscriptFiles,
  manuscriptFilesOfMain,
  manuscriptFilesOfProject,
  markupLanguageOfFileName,
  parseManuscript,
} from '../core';
import { Debounced } from './debounce';
import { readSettings } from './settings';

/** Files that can name a manuscript's files or be one of them. */
const WATCHED = '**/*.{yml,yaml,md,markdown,qmd,Rmd,rmd,tex,latex,adoc,asciidoc,asc,rst,typ,txt}';

/** Markups whose main file names the others: a part of such a manuscript does not know its main file. */
const WITH_MAIN_FILE = /\.(?:tex|latex|adoc|asciidoc|asc|rst|typ|qmd|Rmd|rmd)$/;

/** So many files of a folder are asked whether they are the main one. */
const MOST_MAIN_FILES = 40;

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
  const reader =
    (folder: vscode.Uri) =>
    (path: string): Promise<string | undefined> => {
      const uri = vscode.Uri.joinPath(folder, path);
      asked.add(uri.toString());
      return textOf(uri);
    };
  const addresses = (
    folder: vscode.Uri,
    order: Pick<ManuscriptFiles, 'files'> | undefined,
  ): readonly string[] => {
    const files = (order?.files ?? []).map(path => vscode.Uri.joinPath(folder, path).toString());
    return files.length > 1 && files.includes(document.uri.toString()) ? files : [];
  };
  const named = addresses(root, { files: readSettings(document).manuscriptFiles });
  if (named.length > 0) return { files: named, asked: new Set(named) };

  const folders = foldersUpTo(document.uri, root);
  for (const folder of folders) {
    const files = addresses(folder, await answerFromFiles(manuscriptFilesOfProject, reader(folder)));
    if (files.length > 0) return { files, asked };
  }
  let most: readonly string[] = [];
  for (const folder of WITH_MAIN_FILE.test(document.uri.path) ? folders : []) {
    for (const main of await mainFiles(document.uri, folder)) {
      const order = await answerFromFiles(read => manuscriptFilesOfMain(main, read), reader(folder));
      const files = addresses(folder, order);
      if (files.length > most.length) most = files;
    }
  }
  return { files: most, asked };
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

/** Files of a folder that have the ending of the file. */
async function mainFiles(uri: vscode.Uri, folder: vscode.Uri): Promise<readonly string[]> {
  const ending = uri.path.slice(uri.path.lastIndexOf('.'));
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    return entries
      .filter(([name, type]) => (type & vscode.FileType.File) !== 0 && name.endsWith(ending))
      .map(([name]) => name)
      .sort()
      .slice(0, MOST_MAIN_FILES);
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
