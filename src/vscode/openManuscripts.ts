import * as vscode from 'vscode';
import {
  type FileOfManuscript,
  joinFiles,
  type Library,
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

/** Schemes of texts that are not an author's manuscript, whatever their language is. */
const FOREIGN_SCHEMES = new Set([
  'output',
  'git',
  'vscode-scm',
  'comment',
  'debug',
  'vscode-terminal',
  // The cells of a notebook are texts of their own, so that none of them is the whole manuscript.
  'vscode-notebook-cell',
  'numbered-citations',
  'numbered-citations-preview',
]);

/** More changes than this in one event are read as a new text: each has a cost of its own. */
const MANY_CHANGES = 100;

/** Whether citations can stand in `document`. */
export function isManuscript(document: vscode.TextDocument): boolean {
  return markupLanguageOf(document.languageId) !== undefined && !FOREIGN_SCHEMES.has(document.uri.scheme);
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

/** The open documents as parsed and numbered, each read again only where it has changed. */
export class OpenManuscripts {
  readonly #open = new WeakMap<vscode.TextDocument, OpenManuscript>();
  readonly #closedFiles = new Map<string, ClosedFile>();
  #asOne: { readonly given: readonly Manuscript[]; readonly read: readonly Manuscript[] } = {
    given: [],
    read: [],
  };
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

  /** `document` as parsed and numbered with the other files of its manuscript; undefined where it is none. */
  numbered(document: vscode.TextDocument): NumberedManuscript | undefined {
    const open = this.#read(document);
    if (!open) return undefined;
    const files = this.#filesWith(document);
    const own = files.findIndex(({ name }) => name === document.uri.toString());
    if (own < 0) this.#follow(document, readAsOne([open.manuscript])[0]!);
    const known = open.numbered?.project?.files ?? [];
    const isSame =
      open.numbered !== undefined &&
      known.length === files.length &&
      files.every(({ name, numbered }, at) => name === known[at]!.name && numbered === known[at]!.numbered);
    if (!isSame) open.numbered = own < 0 ? this.#alone(document) : joinFiles(files, own);
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
    if (known?.version === document.version) return known;
    const manuscript = parseManuscript(document.getText(), language);
    const open = { version: document.version, manuscript, alone: undefined, numbered: undefined };
    this.#open.set(document, open);
    return open;
  }

  /** The files of the manuscript that `document` is one of, as they are now; empty where it stands alone. */
  #filesWith(document: vscode.TextDocument): readonly FileOfManuscript[] {
    const addresses = this.#projects.filesOf(document.uri);
    if (addresses.length === 0) return [];
    const documents = new Map(vscode.workspace.textDocuments.map(other => [other.uri.toString(), other]));
    const files = addresses.flatMap(name => {
      const other = documents.get(name);
      const manuscript = other ? this.read(other) : this.#projects.onDisk(name);
      return manuscript ? [{ name, other, manuscript }] : [];
    });
    if (files.length < 2) return [];
    const read = this.#readAsOne(files.map(({ manuscript }) => manuscript));
    return files.flatMap(({ name, other }, index): readonly FileOfManuscript[] => {
      if (other) this.#follow(other, read[index]!);
      const numbered = other ? this.#alone(other) : this.#closedFile(name, read[index]!, document);
      return numbered ? [{ name, numbered }] : [];
    });
  }

  /** {@link readAsOne}, asked only where a file is another than last time. */
  #readAsOne(files: readonly Manuscript[]): readonly Manuscript[] {
    const { given, read } = this.#asOne;
    const isSame =
      given.length === files.length && files.every((file, at) => file === given[at] || file === read[at]);
    if (!isSame) this.#asOne = { given: files, read: readAsOne(files) };
    return this.#asOne.read;
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
