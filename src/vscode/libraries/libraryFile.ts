import * as vscode from 'vscode';
import {
  type ArraysSearchIndex,
  openPackedLibrary,
  openReadIndex,
  type PackedLibrary,
  type StoredPart,
  splitSections,
  topicLabelsOf,
} from '../../core';
import type { Background } from '../background';
import { Debounced } from '../debounce';
import { type LibraryCache, ownBytes } from './libraryCache';

/** Quiet time after a change of the file or a keystroke in it before it is read again. */
const QUIET = 400;

/** Schemes of files on a disk near the extension host. */
const LOOKED_AT: ReadonlySet<string> = new Set(['file', 'vscode-remote']);

const BETWEEN_LOOKS = 5000;

declare function setInterval(action: () => void, milliseconds: number): unknown;
declare function clearInterval(timer: unknown): void;

/**
 * `reading`: for the first time, or again; `indexing`: its records are there and can be cited, but not searched yet;
 * `missing`: the file is not there (any more); `unreadable`: it is there and no text.
 */
export type LibraryState = 'reading' | 'indexing' | 'ready' | 'missing' | 'unreadable';

/**
 * One library file. What was read last stays until something better has been read: while the file is read again, when it
 * is broken altogether, and when it is gone.
 */
export class LibraryFile implements vscode.Disposable {
  readonly uri: vscode.Uri;
  /** As its references name it. */
  readonly name: string;
  /** Short, for people. */
  readonly label: string;
  readonly #background: Background;
  readonly #cache: LibraryCache;
  readonly #changed: () => void;
  readonly #again = new Debounced(QUIET);
  readonly #listeners: vscode.Disposable;
  #state: LibraryState = 'reading';
  #share = 0;
  #library: PackedLibrary | undefined;
  #index: ArraysSearchIndex | undefined;
  #problems: PackedLibrary['problems'] = [];
  /** Counts the readings, so that an overtaken one is dropped. */
  #reading = 0;
  #fingerprint: string | undefined;
  /** Time and size of the file that was read last; undefined where there was none. */
  #stamp: string | undefined;

  /** @param changed is called when anything of it has changed */
  constructor(uri: vscode.Uri, background: Background, cache: LibraryCache, changed: () => void) {
    this.uri = uri;
    this.name = vscode.workspace.asRelativePath(uri);
    this.label = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    this.#background = background;
    this.#cache = cache;
    this.#changed = changed;
    const isThis = (document: vscode.TextDocument): boolean => document.uri.toString() === uri.toString();
    const later = (): void => this.#again.schedule('read', () => void this.read());
    const parent = vscode.Uri.joinPath(uri, '..');
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(parent, this.label.replace(/[[\]{}*?]/g, '[$&]')),
    );
    this.#listeners = vscode.Disposable.from(
      watcher,
      watcher.onDidChange(later),
      watcher.onDidCreate(later),
      watcher.onDidDelete(later),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && isThis(document)) later();
      }),
      vscode.workspace.onDidSaveTextDocument(document => {
        if (isThis(document)) later();
      }),
      // Not every file system tells of changes; whoever comes back from another program may have made some there.
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) void this.#look();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => void this.#look()),
      lookAtTimes(uri, () => void this.#look()),
      // An editor that is closed without saving takes its text with it.
      vscode.workspace.onDidCloseTextDocument(document => {
        if (isThis(document)) later();
      }),
    );
    void this.read();
  }

  get state(): LibraryState {
    return this.#state;
  }

  /** How much of the file has been read, 0 to 1. */
  get share(): number {
    return this.#share;
  }

  /** What was read last that can be used. */
  get library(): PackedLibrary | undefined {
    return this.#library;
  }

  /** The index over {@link library}; undefined while it is being made. */
  get index(): ArraysSearchIndex | undefined {
    return this.#index;
  }

  /** What is wrong with the file as it is now. */
  get problems(): PackedLibrary['problems'] {
    return this.#problems;
  }

  /** Reads the file, or the text of an editor that has unsaved changes of it. */
  async read(): Promise<void> {
    const reading = ++this.#reading;
    const isOvertaken = (): boolean => reading !== this.#reading;
    const open = vscode.workspace.textDocuments.find(
      document => document.isDirty && document.uri.toString() === this.uri.toString(),
    );
    try {
      if (open) {
        this.#fingerprint = undefined;
        await this.#readAfresh(open.getText(), undefined, isOvertaken);
        return;
      }
      this.#stamp = await stampOf(this.uri);
      const bytes = await readBytes(this.uri);
      if (isOvertaken()) return;
      if (bytes === undefined) {
        this.#fingerprint = undefined;
        this.#become('missing');
        return;
      }
      await this.#readBytes(bytes, isOvertaken);
    } catch (error) {
      // The worker ended, which a file does not bring about twice: the next change of the file tries again.
      if (!isOvertaken()) this.#failed(error instanceof Error ? error.message : String(error));
    }
  }

  dispose(): void {
    this.#reading++;
    this.#again.dispose();
    this.#listeners.dispose();
  }

  /** Reads the file again if its time or size are other ones. */
  async #look(): Promise<void> {
    const stamp = await stampOf(this.uri);
    if (stamp !== this.#stamp) this.#again.schedule('read', () => void this.read());
  }

  async #readBytes(read: Uint8Array<ArrayBuffer>, isOvertaken: () => boolean): Promise<void> {
    const { fingerprint, bytes } = await this.#background.ask(
      'fingerprint',
      { bytes: read },
      { transfer: [read.buffer] },
    );
    if (isOvertaken()) return;
    if (fingerprint === this.#fingerprint) {
      this.#become(this.#index ? 'ready' : 'indexing');
      return;
    }
    this.#become('reading');
    const name = keptName(this.uri, fingerprint);
    const kept = await this.#cache.read(name);
    if (isOvertaken()) return;
    const restored =
      kept &&
      (await this.#background.ask('restoreLibrary', kept, {
        transfer: [kept.records.buffer, kept.search.buffer],
      }));
    if (isOvertaken()) return;
    const library = restored && this.#open(restored.records);
    if (library) this.#adopt(library, restored.index);
    else await this.#readAfresh(bytes, name, isOvertaken);
    if (!isOvertaken()) this.#fingerprint = fingerprint;
  }

  async #readAfresh(
    content: Uint8Array<ArrayBuffer> | string,
    keepAs: string | undefined,
    isOvertaken: () => boolean,
  ): Promise<void> {
    let records: Uint8Array | undefined;
    let library: PackedLibrary | undefined;
    const answer = await this.#background.ask(
      'readLibraryFile',
      { name: this.name, content },
      {
        transfer: typeof content === 'string' ? [] : [content.buffer],
        progress: progress => {
          if (isOvertaken()) return;
          if ('share' in progress) {
            this.#share = progress.share;
            this.#changed();
            return;
          }
          records = progress.records;
          library = this.#open(records);
          // What was searched before stays searched until the new index is there.
          if (library && this.#library === undefined) this.#adopt(library, undefined);
        },
      },
    );
    if (isOvertaken()) return;
    if (answer === undefined || library === undefined || records === undefined) {
      this.#become('unreadable');
      return;
    }
    this.#adopt(library, answer.index);
    if (keepAs !== undefined) void this.#cache.write(keepAs, { records, search: answer.search });
  }

  #open(records: Uint8Array): PackedLibrary | undefined {
    const sections = splitSections(records, false);
    return sections && openPackedLibrary(this.name, sections);
  }

  #adopt(library: PackedLibrary, index: readonly StoredPart[] | undefined): void {
    this.#problems = library.problems;
    const isBroken = library.references.length === 0 && library.problems.some(isError);
    if (!isBroken || this.#library === undefined) {
      // The same library again, now with its index, is not another one.
      if (this.#library?.tables !== library.tables) this.#library = library;
      this.#index = index && openReadIndex(index, library.references, topicLabelsOf(library));
    }
    this.#become(index ? 'ready' : 'indexing');
  }

  #failed(reason: string): void {
    const start = { line: 0, column: 0 };
    this.#problems = [
      {
        range: { start: 0, end: 0 },
        from: start,
        to: start,
        severity: 'error',
        message: vscode.l10n.t('This library file could not be read: {0}', reason),
      },
    ];
    this.#become(this.#index || !this.#library ? 'ready' : 'indexing');
  }

  #become(state: LibraryState): void {
    this.#state = state;
    this.#share = 0;
    if (state === 'missing' || state === 'unreadable') this.#problems = [];
    this.#changed();
  }
}

/** A host without a working watcher tells of no change: files that cost nothing to look at are looked at. */
function lookAtTimes({ scheme }: vscode.Uri, look: () => void): vscode.Disposable {
  if (!LOOKED_AT.has(scheme)) return new vscode.Disposable(() => {});
  const timer = setInterval(() => {
    if (vscode.window.state.focused) look();
  }, BETWEEN_LOOKS);
  return new vscode.Disposable(() => clearInterval(timer));
}

async function stampOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { mtime, size } = await vscode.workspace.fs.stat(uri);
    return `${mtime} ${size}`;
  } catch {
    return undefined;
  }
}

/** Undefined where there is no such file, or nothing that can be read as one. */
async function readBytes(uri: vscode.Uri): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return ownBytes(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

/** The ending decides how a file is read, so that two files with one content may be two libraries. */
function keptName(uri: vscode.Uri, fingerprint: string): string {
  const ending = /\.([A-Za-z0-9]{1,12})$/.exec(uri.path)?.[1]?.toLowerCase() ?? '';
  return `${fingerprint}-${ending}`;
}

function isError({ severity }: { readonly severity: 'error' | 'warning' }): boolean {
  return severity === 'error';
}
