import * as vscode from 'vscode';
import {
  bibliographyReferences,
  bundledStyles,
  type CitationStyle,
  DEFAULT_STYLE_ID,
  type EntryFormatter,
  type FormattedEntry,
  findStyle,
  type Library,
  listFileOf,
  type Manuscript,
  manuscriptLanguage,
  type NamedLibrary,
  type NumberedManuscript,
  type Reference,
  type SearchIndex,
  StyleError,
  styleChoice,
} from '../core';
import { Background } from './background';
import { Debounced } from './debounce';
import { Formatting } from './formatting';
import { LibraryCache } from './libraries/libraryCache';
import type { LibraryFile } from './libraries/libraryFile';
import { LibraryFiles } from './libraries/libraryFiles';
import { ManuscriptProjects } from './manuscriptProjects';
import { CELL_SCHEME, chosenTextCell, followNotebooks, homeOf, notebookOf } from './notebookCells';
import { isManuscript, OpenManuscripts } from './openManuscripts';
import { PREFIX, readSettings, type Settings } from './settings';
import { StyleFiles } from './styleFiles';
import { ZoteroLibrary } from './zotero/zoteroLibrary';

/** Quiet time after a keystroke before it is asked whether the manuscript names other libraries. */
const NAMES_QUIET = 600;

/** An editor with a manuscript in it, and what the core knows of that manuscript. */
export interface ActiveManuscript {
  readonly editor: vscode.TextEditor;
  readonly numbered: NumberedManuscript;
}

/** A text with a manuscript in it, whether or not an editor has a cursor there. */
export interface ActiveText {
  readonly document: vscode.TextDocument;
  readonly numbered: NumberedManuscript;
}

/** The style that a manuscript is written in. */
export interface StyleOfManuscript {
  readonly style: CitationStyle;
  /** What the manuscript names as its style and nothing here has; undefined otherwise. */
  readonly missing: string | undefined;
}

/** Quiet time after a keystroke before the other files of the manuscript hear of it. */
const FELLOWS_QUIET = 600;

/** The only state of the extension: open manuscripts as parsed, libraries, the index over them, the style engine. */
export class Workspace implements vscode.Disposable {
  readonly #disposables: vscode.Disposable[] = [];
  readonly #projects = this.#keep(new ManuscriptProjects());
  readonly #manuscripts = new OpenManuscripts(this.#projects, document => this.libraries(document));
  readonly #fellowsChanged = this.#keep(new Debounced(FELLOWS_QUIET));
  readonly #background: Background;
  readonly #libraryFiles: LibraryFiles;
  readonly #namesChanged = this.#keep(new Debounced(NAMES_QUIET));
  readonly #manuscriptChanged = this.#keep(new vscode.EventEmitter<vscode.TextDocument>());
  readonly #manuscriptClosed = this.#keep(new vscode.EventEmitter<vscode.TextDocument>());
  readonly #librariesChanged = this.#keep(new vscode.EventEmitter<void>());
  readonly #activeChanged = this.#keep(new vscode.EventEmitter<void>());
  readonly #settingsChanged = this.#keep(new vscode.EventEmitter<void>());

  /** A manuscript was opened, or its text or what its numbers stand for has changed. */
  readonly onDidChangeManuscript = this.#manuscriptChanged.event;
  readonly onDidCloseManuscript = this.#manuscriptClosed.event;
  readonly onDidChangeLibraries = this.#librariesChanged.event;
  /** Another manuscript, or none, is the active one. */
  readonly onDidChangeActiveManuscript = this.#activeChanged.event;
  readonly onDidChangeSettings = this.#settingsChanged.event;

  /** A library is being read: how far it is, or what became of it. */
  readonly onDidProgressLibraries: vscode.Event<void>;
  /** The author's Zotero library, where they have switched it on. */
  readonly zotero: ZoteroLibrary;
  /** Style files, bundled styles and downloaded ones. */
  readonly styles: StyleFiles;
  /** Writes references in a style, without holding up the editor. */
  readonly formatting: Formatting;

  constructor(context: vscode.ExtensionContext) {
    this.#background = this.#keep(new Background(context.extensionUri));
    this.zotero = this.#keep(new ZoteroLibrary(this.#background));
    this.#libraryFiles = this.#keep(
      new LibraryFiles(this.#background, new LibraryCache(context.globalStorageUri), () => this.zotero.files),
    );
    this.#keep(this.zotero.onDidChange(() => this.#forgetLibraries()));
    this.onDidProgressLibraries = this.#libraryFiles.onDidProgress;
    this.styles = this.#keep(new StyleFiles(context.globalStorageUri));
    // Its own worker: a style that takes a second to set up keeps no other work waiting.
    this.formatting = this.#keep(new Formatting(this.#keep(new Background(context.extensionUri)), context));
    this.#keep(vscode.workspace.onDidOpenTextDocument(document => this.#opened(document)));
    this.#keep(vscode.workspace.onDidChangeTextDocument(event => this.#changed(event)));
    this.#keep(vscode.workspace.onDidCloseTextDocument(document => this.#closed(document)));
    this.#keep(
      followNotebooks({
        forget: document => this.#manuscripts.closed(document),
        changed: document => this.isManuscript(document) && this.#opened(document),
      }),
    );
    this.#keep(vscode.window.onDidChangeActiveTextEditor(() => this.#activeEditorChanged()));
    this.#keep(vscode.window.onDidChangeActiveNotebookEditor(() => this.#activeEditorChanged()));
    this.#keep(this.#libraryFiles.onDidChange(() => this.#forgetLibraries()));
    this.#keep(
      vscode.workspace.onDidChangeConfiguration(event => {
        if (!event.affectsConfiguration(PREFIX)) return;
        this.#settingsChanged.fire();
        if (event.affectsConfiguration(`${PREFIX}.manuscript.files`)) this.#projects.settingsChanged();
        if (event.affectsConfiguration(`${PREFIX}.libraries`)) this.#libraryFiles.findAgain();
        if (event.affectsConfiguration(`${PREFIX}.bundledReview`)) this.#forgetLibraries();
      }),
    );
    this.#keep(
      this.#projects.onDidChange(() => {
        for (const document of vscode.workspace.textDocuments) {
          if (this.isManuscript(document)) this.#manuscriptChanged.fire(document);
        }
      }),
    );
    for (const document of vscode.workspace.textDocuments) {
      if (this.isManuscript(document)) void this.#projects.lookUp(document);
    }
    this.#activeEditorChanged();
  }

  /** The settings that hold for `document`, or for the window. */
  settings(document?: vscode.TextDocument): Settings {
    return readSettings(document);
  }

  /** Whether citations can stand in `document`. */
  isManuscript(document: vscode.TextDocument): boolean {
    return isManuscript(document);
  }

  /** `document` as parsed and numbered, of its present version; undefined where it is no manuscript. */
  numbered(document: vscode.TextDocument): NumberedManuscript | undefined {
    return this.#manuscripts.numbered(document);
  }

  /** The editor that commands act on: the active one, else a visible one with a manuscript in it. */
  activeEditor(): vscode.TextEditor | undefined {
    const active = vscode.window.activeTextEditor;
    if (active && this.isManuscript(active.document)) return active;
    // An editor without a column is a part of something else: a peek view, a diff of several files.
    return vscode.window.visibleTextEditors.find(
      editor =>
        editor.viewColumn !== undefined && !editor.document.isClosed && this.isManuscript(editor.document),
    );
  }

  /**
   * The document whose reference list numbers `document`: itself, or another file of its manuscript, which is opened
   * without being shown.
   */
  async listDocument(document: vscode.TextDocument): Promise<vscode.TextDocument> {
    const numbered = this.numbered(document);
    const file = numbered && listFileOf(numbered);
    return file ? vscode.workspace.openTextDocument(vscode.Uri.parse(file.name)) : document;
  }

  /**
   * The text that commands act on which need no cursor: that of {@link activeEditor}, else of the chosen cell of the active
   * notebook, or of its first one that holds text.
   */
  activeText(): ActiveText | undefined {
    const document = this.#activeDocument();
    const numbered = document && this.numbered(document);
    return document && numbered && { document, numbered };
  }

  #activeDocument(): vscode.TextDocument | undefined {
    const notebook = vscode.window.activeNotebookEditor;
    const document = this.activeEditor()?.document;
    if (!notebook || (document && notebookOf(document) === notebook.notebook)) return document;
    return chosenTextCell(notebook)?.document ?? document;
  }

  /** The active editor with its manuscript; undefined where there is none. */
  activeManuscript(): ActiveManuscript | undefined {
    const editor = this.activeEditor();
    const numbered = editor && this.numbered(editor.document);
    return editor && numbered && { editor, numbered };
  }

  /**
   * The libraries of a manuscript, as far as they are read: the author's own first, the bundled review last. Where no
   * document is given, those of the active manuscript; where there is none, those of the settings.
   */
  libraries(document = this.#activeDocument()): readonly Library[] {
    return this.#libraryFiles.setOf(document, document && this.#manuscripts.naming(document)).libraries;
  }

  /** The index over {@link libraries}; a work that several of them have is in it once. */
  searchIndex(document = this.#activeDocument()): SearchIndex {
    return this.#libraryFiles.setOf(document, document && this.#manuscripts.naming(document)).index;
  }

  /** The library files that a manuscript names and that are not there, with the places of their names. */
  missingLibraries(document: vscode.TextDocument): readonly NamedLibrary[] {
    const manuscript = this.#manuscripts.read(document);
    return manuscript === undefined ? [] : this.#libraryFiles.missingOf(document, manuscript);
  }

  /** Every library file in use, with its state. */
  get libraryFiles(): readonly LibraryFile[] {
    return this.#libraryFiles.files;
  }

  /** Whether libraries are read by a worker. */
  readsInWorker(): Promise<boolean> {
    return this.#background.isWorker();
  }

  /** Library files that are gone while their references are still in use. */
  get deletedLibraries(): readonly LibraryFile[] {
    return this.#libraryFiles.deleted;
  }

  /** Lets go of the references of {@link deletedLibraries}. */
  dismissDeletedLibraries(): void {
    this.#libraryFiles.dismissDeleted();
  }

  /** The file that holds the record of `reference`; undefined for the bundled review. */
  libraryFileOf(reference: Reference): vscode.Uri | undefined {
    return this.#libraryFiles.fileOf(reference.library);
  }

  /**
   * The style that holds for `document`: the one that it names itself, else the setting's, else the default. `missing` is
   * a name that the manuscript gives and that no style here has; then the style is the setting's.
   */
  async styleOf(document: vscode.TextDocument | undefined): Promise<StyleOfManuscript> {
    const chosen = document && this.#sayingStyle(document).map(styleChoice).find(Boolean);
    const own = chosen && (await this.styles.find(chosen.written, homeOf(document)));
    if (own) return { style: own, missing: undefined };
    const set = await this.styles.find(readSettings(document).style, document && homeOf(document));
    return { style: set ?? defaultStyle(), missing: chosen?.written };
  }

  /** The language of entries in `document`: its own, else the setting's, else empty for the style's. */
  localeOf(document: vscode.TextDocument | undefined): string {
    const own = document && this.#sayingStyle(document).map(manuscriptLanguage).find(Boolean);
    return own ?? readSettings(document).locale;
  }

  /** The texts that can say how `document` is written: of a notebook also its list and its beginning. */
  #sayingStyle(document: vscode.TextDocument): readonly Manuscript[] {
    const numbered = this.numbered(document);
    if (!numbered) return [];
    const beginning = notebookOf(document) && numbered.project?.files[0]?.numbered;
    const list = beginning && listFileOf(numbered)?.numbered;
    return [numbered, list, beginning].flatMap(text => (text ? [text.manuscript] : []));
  }

  /**
   * A function that formats `references`, and no others, in the style of `document`. Where that style cannot be used, the
   * default style stands in for it.
   */
  async formatter(
    document: vscode.TextDocument | undefined,
    references: readonly (Reference | undefined)[],
  ): Promise<(reference: Reference) => FormattedEntry> {
    const { style } = await this.styleOf(document);
    try {
      return await this.#formatterIn(style, document, references);
    } catch (error) {
      if (error instanceof StyleError) return this.#formatterIn(defaultStyle(), document, references);
      throw error;
    }
  }

  /**
   * A function that formats what a command may write into the list of `document`: `references`, and all that it cites
   * where it has no list yet.
   *
   * @throws StyleError when the style cannot be used
   */
  async listFormatter(
    document: vscode.TextDocument,
    references: readonly (Reference | undefined)[] = [],
  ): Promise<(reference: Reference) => FormattedEntry> {
    const { style } = await this.styleOf(document);
    const numbered = this.numbered(document);
    const hasList = numbered?.numberings.some(({ source }) => source === 'list');
    const cited = numbered && !hasList ? bibliographyReferences(numbered) : [];
    return this.#formatterIn(style, document, [...references, ...cited]);
  }

  /** Formats all that the list of `document` is to have. @throws StyleError when the style cannot be used */
  prepareBibliography(
    document: vscode.TextDocument,
    numbered: NumberedManuscript,
    style: CitationStyle,
  ): Promise<EntryFormatter> {
    const items = bibliographyReferences(numbered).map(({ csl }) => csl);
    return this.formatting.prepare(items, style, this.localeOf(document));
  }

  async #formatterIn(
    style: CitationStyle,
    document: vscode.TextDocument | undefined,
    references: readonly (Reference | undefined)[],
  ): Promise<(reference: Reference) => FormattedEntry> {
    const locale = this.localeOf(document);
    const items = [...new Set(references)].flatMap(reference => (reference ? [reference.csl] : []));
    const engine = await this.formatting.prepare(items, style, locale);
    return reference => engine.formatEntries([reference.csl], style, locale)[0]!;
  }

  dispose(): void {
    for (const disposable of this.#disposables.splice(0).reverse()) disposable.dispose();
  }

  #keep<T extends vscode.Disposable>(disposable: T): T {
    this.#disposables.push(disposable);
    return disposable;
  }

  #opened(document: vscode.TextDocument): void {
    if (!this.isManuscript(document)) return;
    this.#lookForNames(document);
    void this.#projects.lookUp(document);
    this.#manuscriptChanged.fire(document);
  }

  /** Tells the other open files of the manuscript, once the typing pauses. */
  #tellFellows(document: vscode.TextDocument): void {
    const addresses = new Set(this.#projects.filesOf(document.uri));
    if (addresses.size === 0) return;
    this.#fellowsChanged.schedule(document.uri.toString(), () => {
      for (const other of vscode.workspace.textDocuments) {
        if (other !== document && addresses.has(other.uri.toString())) this.#manuscriptChanged.fire(other);
      }
    });
  }

  /** Asks whether the manuscript names other libraries, once the typing pauses. */
  #lookForNames(document: vscode.TextDocument): void {
    this.#namesChanged.schedule(document.uri.toString(), () => {
      const manuscript = document.isClosed ? undefined : this.#manuscripts.naming(document);
      if (manuscript) this.#libraryFiles.manuscriptChanged(document, manuscript);
    });
  }

  #changed(event: vscode.TextDocumentChangeEvent): void {
    const { document, contentChanges } = event;
    if (contentChanges.length === 0 || !this.isManuscript(document)) return;
    this.#manuscripts.changed(event);
    this.#manuscriptChanged.fire(document);
    this.#tellFellows(document);
    this.#lookForNames(document);
  }

  #closed(document: vscode.TextDocument): void {
    this.#manuscripts.closed(document);
    this.#projects.closed(document);
    // A cell may go with its notebook, and nothing tells then whether it held text.
    if (this.isManuscript(document) || document.uri.scheme === CELL_SCHEME)
      this.#manuscriptClosed.fire(document);
  }

  #activeEditorChanged(): void {
    void vscode.commands.executeCommand(
      'setContext',
      `${PREFIX}.manuscriptActive`,
      this.#activeDocument() !== undefined,
    );
    // Not every host tells of files that changed: whoever comes back to a chapter finds it numbered by what is there now.
    const active = this.#activeDocument();
    if (active) void this.#projects.lookUp(active);
    this.#activeChanged.fire();
  }

  #forgetLibraries(): void {
    this.#librariesChanged.fire();
    for (const document of vscode.workspace.textDocuments) {
      this.#manuscripts.librariesChanged(document);
      if (!this.isManuscript(document)) continue;
      this.#lookForNames(document);
      this.#manuscriptChanged.fire(document);
    }
  }
}

function defaultStyle(): CitationStyle {
  return findStyle(DEFAULT_STYLE_ID) ?? bundledStyles()[0]!;
}
