import * as vscode from 'vscode';
import {
  bundledReview,
  indexLibrary,
  joinSearchIndexes,
  LIBRARY_ENDINGS,
  LIBRARY_PROJECT_FILES,
  type Library,
  librariesNamedBy,
  type Manuscript,
  type NamedLibrary,
  repeatedRows,
  type SearchIndex,
} from '../../core';
import type { Background } from '../background';
import { homeOf, isUnsaved } from '../notebookCells';
import { readSettings } from '../settings';
import type { LibraryCache } from './libraryCache';
import { LibraryFile } from './libraryFile';
import { type FoundLibrary, findLibraries, isSameFinding, isThere } from './libraryFinder';
import { LibraryProblems } from './libraryProblems';

/** The libraries of a manuscript, and the index over them. */
export interface LibrarySet {
  /** The author's own first, the bundled review last. Always the same array while nothing has changed. */
  readonly libraries: readonly Library[];
  /** Over those that are indexed already; a work that several have is in it once. */
  readonly index: SearchIndex;
}

/** A library as far as it is read, with the index over it. */
export type LoadedLibrary = Pick<LibraryFile, 'library' | 'index'>;

/** Where a manuscript stands, and what is known of its libraries. */
interface Finding {
  readonly place: vscode.Uri | undefined;
  manuscript: Manuscript | undefined;
  /** The names that it was found by. */
  names: string;
  found: readonly FoundLibrary[];
  /** Libraries that are not there and whose references the author has let go. */
  dismissed: readonly FoundLibrary[];
  /** Whether they are being looked for, and whether they are to be looked for once more then. */
  isSearched: boolean;
  isSearchedAgain: boolean;
}

interface BuiltSet extends LibrarySet {
  readonly parts: readonly unknown[];
}

/** Where no manuscript is asked for. */
const WINDOW = '';

/** Every library file in use: which manuscript uses which, their problems, and what is being read. */
export class LibraryFiles implements vscode.Disposable {
  readonly #background: Background;
  readonly #cache: LibraryCache;
  readonly #others: () => readonly LoadedLibrary[];
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #progressed = new vscode.EventEmitter<void>();
  readonly #problems = new LibraryProblems();
  readonly #findings = new Map<string, Finding>();
  readonly #files = new Map<string, LibraryFile>();
  readonly #dismissed = new Set<string>();
  readonly #sets = new Map<string, BuiltSet>();
  readonly #listeners: vscode.Disposable[] = [];
  #watchers: vscode.Disposable[] = [];
  #watched = '';

  /** Libraries of some manuscript have changed. */
  readonly onDidChange = this.#changed.event;
  /** The state of some file, or how much of it has been read, has changed. */
  readonly onDidProgress = this.#progressed.event;

  /** @param others gives the libraries that come from no file, which every manuscript can cite */
  constructor(background: Background, cache: LibraryCache, others: () => readonly LoadedLibrary[]) {
    this.#background = background;
    this.#cache = cache;
    this.#others = others;
    const again = (): void => this.findAgain();
    this.#listeners.push(
      vscode.workspace.onDidChangeWorkspaceFolders(again),
      vscode.workspace.onDidGrantWorkspaceTrust(again),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri)),
      vscode.workspace.onDidCloseNotebookDocument(({ uri }) => this.#forget(uri)),
    );
  }

  /** The files in use. */
  get files(): readonly LibraryFile[] {
    return [...this.#files.values()];
  }

  /** The libraries of a manuscript, as far as they are read; those of the settings where none is given. */
  setOf(document: vscode.TextDocument | undefined, manuscript: Manuscript | undefined): LibrarySet {
    const key = document ? homeOf(document).toString() : WINDOW;
    let finding = this.#findings.get(key);
    if (!finding) {
      const place = document && !isUnsaved(document) ? homeOf(document) : undefined;
      finding = {
        place,
        manuscript,
        names: namesIn(manuscript),
        found: [],
        dismissed: [],
        isSearched: false,
        isSearchedAgain: false,
      };
      // A view may still ask for a manuscript that was just closed.
      if (document?.isClosed) return this.#setOf(finding);
      this.#findings.set(key, finding);
      void this.#find(finding);
    }
    finding.manuscript = manuscript;
    return this.#setOf(finding);
  }

  /** The libraries that a manuscript names and that are not there, as far as that is known, with the places of the names. */
  missingOf(document: vscode.TextDocument, manuscript: Manuscript): readonly NamedLibrary[] {
    const finding = this.#findings.get(homeOf(document).toString());
    if (finding === undefined) return [];
    const missing = new Set(this.#missingIn(finding).map(({ namedAs }) => namedAs));
    return missing.size === 0 ? [] : librariesNamedBy(manuscript).filter(({ path }) => missing.has(path));
  }

  /** Looks whether a manuscript names other libraries than before. */
  manuscriptChanged(document: vscode.TextDocument, manuscript: Manuscript): void {
    const finding = this.#findings.get(homeOf(document).toString());
    if (!finding) return;
    finding.manuscript = manuscript;
    const names = namesIn(manuscript);
    if (names === finding.names) return;
    finding.names = names;
    void this.#find(finding);
  }

  /** Looks for the libraries of every manuscript again. */
  findAgain(): void {
    for (const finding of this.#findings.values()) void this.#find(finding);
  }

  /** Where the records of `libraryName` stand; undefined for the bundled review. */
  fileOf(libraryName: string): vscode.Uri | undefined {
    return this.files.find(({ name }) => name === libraryName)?.uri;
  }

  /** Files that are gone while their references are still in use. */
  get deleted(): readonly LibraryFile[] {
    return this.files.filter(({ state, library }) => state === 'missing' && library !== undefined);
  }

  /** Lets go of the references of files that are gone. */
  dismissDeleted(): void {
    if (this.deleted.length === 0) return;
    for (const { uri } of this.deleted) this.#dismissed.add(uri.toString());
    this.findAgain();
  }

  dispose(): void {
    for (const disposable of [...this.#listeners, ...this.#watchers, ...this.#files.values()])
      disposable.dispose();
    this.#files.clear();
    this.#problems.dispose();
    this.#changed.dispose();
    this.#progressed.dispose();
  }

  #forget(uri: vscode.Uri): void {
    if (this.#findings.delete(uri.toString())) this.#dropUnused();
  }

  /**
   * Looks for the libraries of a manuscript. What happens meanwhile has it look once more, and what was found counts until
   * then: where files change all the time, no search would be the last.
   */
  async #find(finding: Finding): Promise<void> {
    finding.isSearchedAgain = true;
    if (finding.isSearched) return;
    finding.isSearched = true;
    try {
      while (finding.isSearchedAgain) {
        finding.isSearchedAgain = false;
        await this.#findOnce(finding);
      }
    } finally {
      finding.isSearched = false;
    }
  }

  async #findOnce(finding: Finding): Promise<void> {
    const { libraries } = readSettings(finding.place);
    this.#watch(libraries);
    const all = await findLibraries(finding.place, finding.manuscript, libraries);
    const found = await this.#withoutDismissed(all);
    finding.dismissed = all.filter(library => !found.includes(library));
    const uris = new Set(found.map(({ uri }) => uri.toString()));
    // What a deleted file said stays until the author lets it go.
    const kept = finding.found.filter(({ uri }) => {
      const file = this.#files.get(uri.toString());
      const isGone = file?.state === 'missing' && file.library !== undefined;
      return isGone && !uris.has(uri.toString()) && !this.#dismissed.has(uri.toString());
    });
    const used = [...found, ...kept];
    const isSame = isSameFinding(used, finding.found);
    // The places of the names may be others.
    finding.found = used;
    this.#showMissing();
    if (isSame) return;
    for (const { uri } of used) this.#open(uri);
    this.#dropUnused();
    this.#changed.fire();
  }

  /** Those of `found` that the author has not let go; a file that came back is used again. */
  async #withoutDismissed(found: readonly FoundLibrary[]): Promise<readonly FoundLibrary[]> {
    const kept = await Promise.all(
      found.map(async library => {
        const key = library.uri.toString();
        if (!this.#dismissed.has(key)) return [library];
        if (!(await isThere(library.uri))) return [];
        this.#dismissed.delete(key);
        return [library];
      }),
    );
    return kept.flat();
  }

  #open(uri: vscode.Uri): void {
    const key = uri.toString();
    if (this.#files.has(key)) return;
    const shown = { library: undefined as unknown, index: undefined as unknown, state: '' };
    const file = new LibraryFile(uri, this.#background, this.#cache, () => {
      const { library, index, state } = file;
      const hasChanged = library !== shown.library || index !== shown.index;
      const wasGone = state !== shown.state && (state === 'missing' || shown.state === 'missing');
      Object.assign(shown, { library, index, state });
      this.#problems.show(file, this.#isMissedThere(uri));
      if (wasGone) this.#showMissing();
      this.#progressed.fire();
      // Whether a library is there is a matter of the manuscript that names it too.
      if (hasChanged || wasGone) this.#changed.fire();
      if (wasGone) this.findAgain();
    });
    this.#files.set(key, file);
    this.#progressed.fire();
  }

  /** Whether a file that is not there is named by the settings, where nothing can be shown. */
  #isMissedThere(uri: vscode.Uri): boolean {
    const key = uri.toString();
    return [...this.#findings.values()].some(({ found }) =>
      found.some(
        ({ isNamed, namedAs, namedAt, uri: other }) =>
          isNamed && namedAs === undefined && namedAt === undefined && other.toString() === key,
      ),
    );
  }

  #missingIn({ found, dismissed }: Finding): readonly FoundLibrary[] {
    const missing = found.filter(({ uri }) => this.#files.get(uri.toString())?.state === 'missing');
    return [...missing, ...dismissed];
  }

  /** Shows in projects and main files which of the libraries that they name are not there. */
  #showMissing(): void {
    const missing = [...this.#findings.values()].flatMap(finding => this.#missingIn(finding));
    this.#problems.showMissing(
      missing.flatMap(({ uri, namedAt }) =>
        namedAt ? [{ name: vscode.workspace.asRelativePath(uri), at: namedAt }] : [],
      ),
    );
  }

  #dropUnused(): void {
    const used = new Set(
      [...this.#findings.values()].flatMap(({ found }) => found.map(({ uri }) => uri.toString())),
    );
    for (const [key, file] of this.#files) {
      if (used.has(key)) continue;
      file.dispose();
      this.#problems.forget(file.uri);
      this.#files.delete(key);
    }
    this.#showMissing();
    this.#sets.clear();
    this.#progressed.fire();
  }

  #setOf({ place, found }: Finding): LibrarySet {
    const { bundledReview: hasReview } = readSettings(place);
    const key = `${hasReview}\n${found.map(({ uri }) => uri.toString()).join('\n')}`;
    const own = found.flatMap(({ uri }) => this.#files.get(uri.toString()) ?? []);
    const files: readonly LoadedLibrary[] = [...own, ...this.#others()];
    const parts = files.flatMap(({ library, index }) => [library, index]);
    const known = this.#sets.get(key);
    const isSame =
      known && parts.length === known.parts.length && parts.every((part, at) => part === known.parts[at]);
    if (isSame) return known;
    const set = { parts, ...joined(files, hasReview) };
    this.#sets.set(key, set);
    return set;
  }

  /** New library files, and changes of what names them, are noticed anywhere in the workspace. */
  #watch(paths: readonly string[]): void {
    const globs = paths.filter(path => /[*?[\]{}]/.test(path));
    const patterns = [
      `**/*.{${LIBRARY_ENDINGS.join(',')}}`,
      `**/{${LIBRARY_PROJECT_FILES.join(',')}}`,
      ...globs,
    ];
    if (this.#watched === patterns.join('\n') && this.#watchers.length > 0) return;
    this.#watched = patterns.join('\n');
    for (const watcher of this.#watchers) watcher.dispose();
    const again = (): void => this.findAgain();
    this.#watchers = patterns.flatMap((pattern, index) => {
      const watcher = vscode.workspace.createFileSystemWatcher(pattern);
      const changes = index === 1 ? [watcher.onDidChange(again)] : [];
      return [watcher, watcher.onDidCreate(again), watcher.onDidDelete(again), ...changes];
    });
  }
}

/** The libraries and the index of files; the index is made at the first question. */
function joined(files: readonly LoadedLibrary[], hasReview: boolean): LibrarySet {
  const loaded = files.filter(({ library }) => library !== undefined);
  const libraries: readonly Library[] = [
    ...loaded.map(({ library }) => library!),
    ...(hasReview ? [bundledReview()] : []),
  ];
  const indexes = loaded.map(({ index }) => index);
  let index: SearchIndex | undefined;
  return {
    libraries,
    get index() {
      if (index) return index;
      const repeated = repeatedRows(libraries);
      const all = [...indexes, ...(hasReview ? [indexLibrary(bundledReview())] : [])];
      const made = all.flatMap((each, at) => (each ? [{ each, hidden: repeated[at] }] : []));
      index = joinSearchIndexes(
        made.map(({ each }) => each),
        made.map(({ hidden }) => hidden),
      );
      return index;
    },
  };
}

function namesIn(manuscript: Manuscript | undefined): string {
  return manuscript
    ? librariesNamedBy(manuscript)
        .map(({ path }) => path)
        .join('\n')
    : '';
}
