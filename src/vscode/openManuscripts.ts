import * as vscode from 'vscode';
import {
  type FileOfManuscript,
  joinFiles,
  type Library,
  librariesNamedBy,
  type Manuscript,
  markupLanguageOf,
  type NumberedManuscript,
  numberManuscript,
  parseManuscript,
  readAsOne,
  updateManuscript,
} from '../core';
import { fromChange } from './convert';
import type { ManuscriptProjects } from './manuscriptProjects';
import { CELL_SCHEME, cellOf, cellTitle, notebookOf, textCellsOf } from './notebookCells';

/** Schemes of texts that are not an author's manuscript, whatever their language is. */
const FOREIGN_SCHEMES = new Set([
  'output',
  'git',
  'vscode-scm',
  'comment',
  'debug',
  'vscode-terminal',
  'numbered-citations',
  'numbered-citations-preview',
]);

/** More changes than this in one event are read as a new text: each has a cost of its own. */
const MANY_CHANGES = 100;

/** Whether citations can stand in `document`. */
export function isManuscript(document: vscode.TextDocument): boolean {
  if (markupLanguageOf(document.languageId) === undefined) return false;
  if (document.uri.scheme === CELL_SCHEME) return cellOf(document)?.kind === vscode.NotebookCellKind.Markup;
  return !FOREIGN_SCHEMES.has(document.uri.scheme);
}

/** What is known of an open document. What is numbered is made when first asked for. */
interface OpenManuscript {
  /** The version of the document that was read. */
  readonly version: number;
  /** As it stands alone or, once that was asked for, as one of several files. */
  manuscript: Manuscript;
  /** Numbered without the other files of its manuscript. */
  alone: NumberedManuscript | undefined;
  numbered: NumberedManuscript | undefined;
}

/** A file of a manuscript that is not open, numbered with the libraries of one that is. */
interface ClosedFile {
  readonly manuscript: Manuscript;
  readonly libraries: readonly Library[];
  readonly numbered: NumberedManuscript;
}

/** A file of a manuscript of several: open, or to be read on disk. */
interface FileToRead {
  readonly name: string;
  readonly title?: string;
  readonly other: vscode.TextDocument | undefined;
}

/** The files of a manuscript, and what they are when they are read as one. */
interface FilesAsOne {
  readonly given: readonly Manuscript[];
  readonly read: readonly Manuscript[];
}

/** The open documents as parsed and numbered, each read again only where it has changed. */
export class OpenManuscripts {
  readonly #open = new WeakMap<vscode.TextDocument, OpenManuscript>();
  readonly #closedFiles = new Map<string, ClosedFile>();
  readonly #notebooks = new WeakMap<vscode.NotebookDocument, readonly FileOfManuscript[]>();
  readonly #naming = new WeakMap<Manuscript, boolean>();
  /** By notebook; of all other manuscripts together under this. */
  readonly #asOne = new WeakMap<object, FilesAsOne>();
  readonly #projects: ManuscriptProjects;
  readonly #librariesOf: (document: vscode.TextDocument) => readonly Library[];

  constructor(
    projects: ManuscriptProjects,
    librariesOf: (document: vscode.TextDocument) => readonly Library[],
  ) {
    this.#projects = projects;
    this.#librariesOf = librariesOf;
  }

  /** `document` as parsed, of its present version; undefined where it is no manuscript. */
  read(document: vscode.TextDocument): Manuscript | undefined {
    return this.#read(document)?.manuscript;
  }

  /** The text that names the libraries of `document`: itself, of a notebook the first cell that names any. */
  naming(document: vscode.TextDocument): Manuscript | undefined {
    const own = this.read(document);
    const notebook = notebookOf(document);
    if (!notebook) return own;
    const cells = textCellsOf(notebook).map(cell => this.read(cell.document));
    return cells.find(cell => cell && this.#namesLibraries(cell)) ?? own;
  }

  /** `document` as parsed and numbered with the other files of its manuscript; undefined where it is none. */
  numbered(document: vscode.TextDocument): NumberedManuscript | undefined {
    const open = this.#read(document);
    if (!open) return undefined;
    const files = this.#filesWith(document);
    const own = files.findIndex(({ name }) => name === document.uri.toString());
    if (own < 0) this.#follow(document, readAsOne([open.manuscript])[0]!);
    const known = open.numbered?.project?.files ?? [];
    if (open.numbered !== undefined && isSame(files, known)) return open.numbered;
    const newListFile = notebookOf(document) && firstListCell(files);
    open.numbered = own < 0 ? this.#alone(document) : joinFiles(files, own, newListFile);
    return open.numbered;
  }

  /** Follows a change of a document. */
  changed({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const open = this.#open.get(document);
    const manuscript = open && follow(open.manuscript, contentChanges);
    if (manuscript && manuscript.length === lengthOf(document)) {
      const { version } = document;
      this.#open.set(document, { version, manuscript, alone: undefined, numbered: undefined });
    } else {
      this.#open.delete(document);
    }
  }

  closed(document: vscode.TextDocument): void {
    this.#open.delete(document);
  }

  /** What the numbers of `document` stand for is to be asked of its libraries again. */
  librariesChanged(document: vscode.TextDocument): void {
    const open = this.#open.get(document);
    if (open) open.alone = open.numbered = undefined;
  }

  #read(document: vscode.TextDocument): OpenManuscript | undefined {
    const language = markupLanguageOf(document.languageId);
    if (language === undefined || !isManuscript(document)) return undefined;
    const known = this.#open.get(document);
    if (known?.version === document.version && known.manuscript.length === lengthOf(document)) return known;
    const manuscript = parseManuscript(document.getText(), language);
    const open = { version: document.version, manuscript, alone: undefined, numbered: undefined };
    this.#open.set(document, open);
    return open;
  }

  #namesLibraries(manuscript: Manuscript): boolean {
    let names = this.#naming.get(manuscript);
    if (names === undefined) {
      names = librariesNamedBy(manuscript).length > 0;
      this.#naming.set(manuscript, names);
    }
    return names;
  }

  /** The files of the manuscript that `document` is one of, as they are now; empty where it stands alone. */
  #filesWith(document: vscode.TextDocument): readonly FileOfManuscript[] {
    const notebook = notebookOf(document);
    const files = (notebook ? cellsOf(notebook) : this.#addressesWith(document)).flatMap(file => {
      const manuscript = file.other ? this.read(file.other) : this.#projects.onDisk(file.name);
      return manuscript ? [{ ...file, manuscript }] : [];
    });
    if (files.length < 2) return [];
    const read = this.#readAsOne(
      notebook ?? this,
      files.map(({ manuscript }) => manuscript),
    );
    const joined = files.flatMap(({ name, title, other }, index): readonly FileOfManuscript[] => {
      if (other) this.#follow(other, read[index]!);
      const numbered = other ? this.#alone(other) : this.#closedFile(name, read[index]!, document);
      return numbered ? [{ name, ...(title === undefined ? {} : { title }), numbered }] : [];
    });
    if (!notebook) return joined;
    const known = this.#notebooks.get(notebook);
    if (known && isSame(joined, known)) return known;
    this.#notebooks.set(notebook, joined);
    return joined;
  }

  #addressesWith(document: vscode.TextDocument): readonly FileToRead[] {
    const addresses = this.#projects.filesOf(document.uri);
    if (addresses.length === 0) return [];
    const documents = new Map(vscode.workspace.textDocuments.map(other => [other.uri.toString(), other]));
    return addresses.map(name => ({ name, other: documents.get(name) }));
  }

  /** {@link readAsOne}, asked only where a file is another than last time. */
  #readAsOne(of: object, files: readonly Manuscript[]): readonly Manuscript[] {
    const known = this.#asOne.get(of);
    if (
      known?.given.length === files.length &&
      files.every((file, at) => file === known.given[at] || file === known.read[at])
    )
      return known.read;
    const read = readAsOne(files);
    this.#asOne.set(of, { given: files, read });
    return read;
  }

  /** From now on a document is read as its manuscript is. */
  #follow(document: vscode.TextDocument, manuscript: Manuscript): void {
    const open = this.#read(document);
    if (!open || open.manuscript === manuscript) return;
    open.manuscript = manuscript;
    open.alone = open.numbered = undefined;
  }

  #alone(document: vscode.TextDocument): NumberedManuscript | undefined {
    const open = this.#read(document);
    if (open) open.alone ??= numberManuscript(open.manuscript, this.#librariesOf(document));
    return open?.alone;
  }

  #closedFile(name: string, manuscript: Manuscript, document: vscode.TextDocument): NumberedManuscript {
    const libraries = this.#librariesOf(document);
    const known = this.#closedFiles.get(name);
    if (known?.manuscript === manuscript && known.libraries === libraries) return known.numbered;
    const numbered = numberManuscript(manuscript, libraries);
    this.#closedFiles.set(name, { manuscript, libraries, numbered });
    return numbered;
  }
}

function cellsOf(notebook: vscode.NotebookDocument): readonly FileToRead[] {
  return textCellsOf(notebook).map(cell => ({
    name: cell.document.uri.toString(),
    title: cellTitle(cell),
    other: cell.document,
  }));
}

function isSame(files: readonly FileOfManuscript[], known: readonly FileOfManuscript[]): boolean {
  return (
    files === known ||
    (files.length === known.length &&
      files.every((file, at) => {
        const other = known[at]!;
        return file.name === other.name && file.title === other.title && file.numbered === other.numbered;
      }))
  );
}

/** A notebook's first list goes under the last heading for one, else to the end of its last text. */
function firstListCell(files: readonly FileOfManuscript[]): number {
  const headed = files.map(({ numbered }) => numbered.manuscript.referenceLists.length > 0).lastIndexOf(true);
  return headed < 0 ? files.length - 1 : headed;
}

/** The manuscript after the changes of one event, which the editor gives from the last place to the first. */
function follow(
  manuscript: Manuscript,
  changes: readonly vscode.TextDocumentContentChangeEvent[],
): Manuscript | undefined {
  if (changes.length > MANY_CHANGES) return undefined;
  return changes.reduce((before, change) => updateManuscript(before, fromChange(change)), manuscript);
}

function lengthOf(document: vscode.TextDocument): number {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
}
