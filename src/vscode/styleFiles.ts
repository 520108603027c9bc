import * as vscode from 'vscode';
import {
  type CitationStyle,
  decodeText,
  findStyle,
  presentStyleName,
  readStyleFile,
  type StyleFile,
} from '../core';
import { findFiles } from './findFiles';

/** A workspace with more style files than this is somebody's copy of the official repository. */
const MOST_FILES = 200;

declare class TextEncoder {
  encode(text: string): Uint8Array;
}

/** A style with the file that it comes from. */
export interface StyleInFile {
  readonly style: CitationStyle;
  readonly uri: vscode.Uri;
}

/**
 * Finds styles by what manuscripts and settings call them: CSL files of the workspace, bundled styles, and styles that
 * were downloaded once, which lie in the extension's storage.
 */
export class StyleFiles implements vscode.Disposable {
  readonly #storage: vscode.Uri;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #watcher = vscode.workspace.createFileSystemWatcher('**/*.csl');
  readonly #read = new Map<string, Promise<string | undefined>>();
  /** What was read of a file's text, by its address: the same style as long as the text is the same. */
  readonly #styles = new Map<string, { readonly csl: string; readonly file: StyleFile }>();
  #inWorkspace: Promise<readonly StyleInFile[]> | undefined;

  /** A style file has changed, or one was downloaded. */
  readonly onDidChange = this.#changed.event;

  constructor(storage: vscode.Uri) {
    this.#storage = vscode.Uri.joinPath(storage, 'styles');
    const forget = (): void => this.#forget();
    this.#watcher.onDidChange(forget);
    this.#watcher.onDidCreate(forget);
    this.#watcher.onDidDelete(forget);
  }

  /**
   * The style that a name means: a CSL file by its path, from the folder of the manuscript or of the workspace; else a
   * bundled style by id, old name or address; else a file of the workspace by id; else a downloaded style.
   *
   * @param from the manuscript that names it
   */
  async find(written: string, from: vscode.Uri | undefined): Promise<CitationStyle | undefined> {
    return this.#find(written, from, 0);
  }

  /** The styles of the workspace's own files that can stand on their own or find their parent, by title. */
  inWorkspace(): Promise<readonly StyleInFile[]> {
    this.#inWorkspace ??= this.#listWorkspace();
    return this.#inWorkspace;
  }

  /** The styles that were downloaded, by title. */
  async downloaded(): Promise<readonly CitationStyle[]> {
    let names: readonly (readonly [string, vscode.FileType])[];
    try {
      names = await vscode.workspace.fs.readDirectory(this.#storage);
    } catch {
      return [];
    }
    const styles = await Promise.all(
      names.map(([name]) => this.#styleIn(vscode.Uri.joinPath(this.#storage, name), 0)),
    );
    return byTitle(styles.filter(style => style !== undefined));
  }

  /** Keeps a style that was downloaded, under the id that it has in the official repository. */
  async keep(id: string, csl: string): Promise<void> {
    await vscode.workspace.fs.createDirectory(this.#storage);
    const uri = vscode.Uri.joinPath(this.#storage, `${id}.csl`);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(csl));
    this.#forget();
  }

  dispose(): void {
    this.#watcher.dispose();
    this.#changed.dispose();
  }

  async #find(
    written: string,
    from: vscode.Uri | undefined,
    depth: number,
  ): Promise<CitationStyle | undefined> {
    if (/\.csl$/i.test(written) && !/^https?:/i.test(written)) {
      for (const uri of placesOf(written, from)) {
        const style = await this.#styleIn(uri, depth);
        if (style) return style;
      }
    }
    const bundled = findStyle(written);
    if (bundled) return bundled;
    const id = presentStyleName(written);
    if (depth === 0) {
      const own = (await this.inWorkspace()).find(({ style, uri }) => style.id === id || nameOf(uri) === id);
      if (own) return own.style;
    }
    if (!/^[a-z0-9][a-z0-9-]*$/.test(id)) return undefined;
    return this.#styleIn(vscode.Uri.joinPath(this.#storage, `${id}.csl`), depth);
  }

  async #styleIn(uri: vscode.Uri, depth: number): Promise<CitationStyle | undefined> {
    const csl = await this.#textOf(uri);
    if (csl === undefined) return undefined;
    const read = this.#readStyle(uri, csl);
    if (read.kind === 'style') return read.style;
    // A dependent style names an independent one; a longer chain is none.
    if (depth > 1) return undefined;
    const beside = vscode.Uri.joinPath(uri, '..', `${read.parent}.csl`);
    const parent =
      (await this.#styleIn(beside, depth + 1)) ?? (await this.#find(read.parent, undefined, depth + 1));
    if (!parent) return undefined;
    const resolved = readStyleFile(nameOf(uri), csl, () => parent);
    return resolved.kind === 'style' ? resolved.style : undefined;
  }

  #readStyle(uri: vscode.Uri, csl: string): StyleFile {
    const key = uri.toString();
    const known = this.#styles.get(key);
    if (known?.csl === csl) return known.file;
    const read = readStyleFile(nameOf(uri), csl, () => undefined);
    const file: StyleFile = read.kind === 'style' ? { ...read, style: { ...read.style, file: key } } : read;
    this.#styles.set(key, { csl, file });
    return file;
  }

  #textOf(uri: vscode.Uri): Promise<string | undefined> {
    const key = uri.toString();
    let text = this.#read.get(key);
    if (text === undefined) {
      text = readText(uri);
      // What lies outside of the workspace is not watched.
      if (vscode.workspace.getWorkspaceFolder(uri)) this.#read.set(key, text);
    }
    return text;
  }

  async #listWorkspace(): Promise<readonly StyleInFile[]> {
    const uris = await findFiles({ include: '**/*.csl', exclude: '**/node_modules/**', most: MOST_FILES });
    const styles = await Promise.all(uris.map(async uri => ({ uri, style: await this.#styleIn(uri, 0) })));
    return styles
      .flatMap(({ uri, style }) => (style ? [{ uri, style }] : []))
      .sort((a, b) => a.style.title.localeCompare(b.style.title));
  }

  #forget(): void {
    this.#read.clear();
    this.#inWorkspace = undefined;
    this.#changed.fire();
  }
}

async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return decodeText(await vscode.workspace.fs.readFile(uri))?.text;
  } catch {
    return undefined;
  }
}

/** Where a path of a manuscript may lead. */
function placesOf(written: string, from: vscode.Uri | undefined): readonly vscode.Uri[] {
  const path = written.replaceAll('\\', '/');
  if (path.startsWith('/') || /^[A-Za-z]:\//.test(path)) return [vscode.Uri.file(path)];
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  const own = from && from.scheme !== 'untitled' ? [vscode.Uri.joinPath(from, '..')] : [];
  return [...own, ...folders].map(folder => vscode.Uri.joinPath(folder, path));
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1).replace(/\.csl$/i, '');
}

function byTitle(styles: readonly CitationStyle[]): readonly CitationStyle[] {
  return [...styles].sort((a, b) => a.title.localeCompare(b.title));
}
