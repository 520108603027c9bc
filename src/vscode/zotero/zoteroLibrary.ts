import * as vscode from 'vscode';
import {
  type ArraysSearchIndex,
  openPackedLibrary,
  openReadIndex,
  type PackedLibrary,
  splitSections,
  topicLabelsOf,
  zoteroText,
} from '../../core';
import type { Background } from '../background';
import { PREFIX, readSettings } from '../settings';
import { ZoteroApi, ZoteroError, type ZoteroFailure, type ZoteroState } from './zoteroApi';

/** What the library is called. */
export const ZOTERO = 'Zotero';

/** Coming back to the window asks Zotero again, but not more often than this. */
const AT_MOST_EVERY = 20_000;

/** The author's Zotero library, where they have switched it on: read when the window comes up, and again on demand. */
export class ZoteroLibrary implements vscode.Disposable {
  readonly #background: Background;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listeners: vscode.Disposable;
  #state: ZoteroState | undefined;
  #library: PackedLibrary | undefined;
  #index: ArraysSearchIndex | undefined;
  #reading: Promise<void> | undefined;
  #asked = 0;
  #port = 0;
  #hasComplained = false;

  /** The library, or whether there is one, has changed. */
  readonly onDidChange = this.#changed.event;

  constructor(background: Background) {
    this.#background = background;
    this.#listeners = vscode.Disposable.from(
      vscode.workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration(`${PREFIX}.zotero`)) this.#settingsChanged();
      }),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused && Date.now() - this.#asked > AT_MOST_EVERY) this.#readQuietly();
      }),
    );
    this.#readQuietly();
  }

  /** The library with its index, for what joins libraries; empty where it is switched off or was never read. */
  get files(): readonly { readonly library: PackedLibrary; readonly index: ArraysSearchIndex | undefined }[] {
    return this.#library && readSettings().zotero.enabled
      ? [{ library: this.#library, index: this.#index }]
      : [];
  }

  /** Reads what has changed. @throws ZoteroError; what was read before stays */
  async refresh(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#changed.dispose();
  }

  async #read(): Promise<void> {
    this.#asked = Date.now();
    const { port } = readSettings().zotero;
    if (port !== this.#port) this.#state = undefined;
    this.#port = port;
    const state = await new ZoteroApi(port).read(this.#state);
    if (state === this.#state && this.#library) return;
    const content = zoteroText(state.items.values(), state.collections);
    let records: Uint8Array | undefined;
    const answer = await this.#background.ask(
      'readLibraryFile',
      { name: ZOTERO, content },
      {
        progress: progress => {
          if ('records' in progress) records = progress.records;
        },
      },
    );
    const sections = records && splitSections(records, false);
    const library = sections && openPackedLibrary(ZOTERO, sections);
    if (!library) throw new ZoteroError('malformed', 'no library');
    this.#state = state;
    this.#library = library;
    this.#index = answer && openReadIndex(answer.index, library.references, topicLabelsOf(library));
    this.#hasComplained = false;
    this.#changed.fire();
  }

  #settingsChanged(): void {
    if (readSettings().zotero.port !== this.#port) this.#library = undefined;
    this.#changed.fire();
    this.#readQuietly();
  }

  /** Where nobody asked, a failure is told once. */
  #readQuietly(): void {
    if (!readSettings().zotero.enabled) return;
    void this.refresh().catch(error => {
      if (this.#hasComplained) return;
      this.#hasComplained = true;
      void vscode.window.showWarningMessage(zoteroWords(error));
    });
  }
}

/** What an author has to know or to do where Zotero did not answer. */
export function zoteroWords(error: unknown): string {
  const words: Readonly<Record<ZoteroFailure, string>> = {
    absent: vscode.l10n.t(
      'Zotero does not answer. Start it, then refresh; it has to run on the same machine.',
    ),
    forbidden: vscode.l10n.t(
      'Zotero lets no other program in. Switch on “Allow other applications on this computer to communicate with Zotero” in its settings, under Advanced.',
    ),
    slow: vscode.l10n.t('Zotero takes too long to answer. Refresh when it is idle.'),
    malformed: vscode.l10n.t(
      'What answers in the place of Zotero is not its local API. Check the port in the settings.',
    ),
    refused: vscode.l10n.t('This Zotero does not have the local API that Zotero 7 has.'),
  };
  return error instanceof ZoteroError ? words[error.failure] : String(error);
}
