import * as vscode from 'vscode';
import { isBib } from '../bibDocuments';
import { isManuscript } from '../openManuscripts';
import type { LibraryFile } from './libraryFile';

/** A library that is not there, and where it is named. */
export interface MissingLibrary {
  readonly name: string;
  readonly at: vscode.Location;
}

/** What is wrong with library files, shown in them: records that cannot be read as meant, files that are not there. */
export class LibraryProblems implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('numberedCitationsLibraries');
  readonly #names = vscode.languages.createDiagnosticCollection('numberedCitationsLibraryNames');
  #missing: readonly MissingLibrary[] = [];
  readonly #shown = new Map<
    string,
    { readonly state: unknown; readonly file: LibraryFile; readonly isNamed: boolean }
  >();
  readonly #listeners: vscode.Disposable;

  constructor() {
    const again = (document: vscode.TextDocument): void => {
      const shown = this.#shown.get(document.uri.toString());
      if (shown) this.#collection.set(document.uri, diagnosticsOf(shown.file, shown.isNamed));
      if (this.#missing.length > 0) this.showMissing(this.#missing);
    };
    this.#listeners = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument(again),
      vscode.workspace.onDidCloseTextDocument(again),
    );
  }

  /**
   * Shows which libraries are not there in the files that name them. A manuscript that is open says so itself, among all
   * that is wrong with it.
   */
  showMissing(missing: readonly MissingLibrary[]): void {
    this.#missing = missing;
    this.#names.clear();
    const open = new Set(
      vscode.workspace.textDocuments.flatMap(document =>
        !document.isClosed && isManuscript(document) ? [document.uri.toString()] : [],
      ),
    );
    const found = new Map<string, vscode.Diagnostic>();
    for (const { name, at } of missing) {
      if (open.has(at.uri.toString())) continue;
      const { line, character } = at.range.start;
      const message = vscode.l10n.t('There is no library file “{0}”.', name);
      const diagnostic = ours(new vscode.Diagnostic(at.range, message, vscode.DiagnosticSeverity.Error));
      diagnostic.code = 'missing-library';
      // The files of a project all name what it names.
      found.set(`${at.uri.toString()}\n${line}:${character}`, diagnostic);
    }
    const places = new Map(missing.map(({ at }) => [at.uri.toString(), at.uri]));
    for (const [key, uri] of places) {
      const there = [...found].filter(([place]) => place.startsWith(`${key}\n`));
      this.#names.set(
        uri,
        there.map(([, diagnostic]) => diagnostic),
      );
    }
  }

  /** @param isNamed whether the settings name the file, so that it is missed where it is not there */
  show(file: LibraryFile, isNamed: boolean): void {
    const key = file.uri.toString();
    const state = file.state === 'missing' || file.state === 'unreadable' ? file.state : file.problems;
    if (this.#shown.get(key)?.state === state) return;
    this.#shown.set(key, { state, file, isNamed });
    this.#collection.set(file.uri, diagnosticsOf(file, isNamed));
  }

  forget(uri: vscode.Uri): void {
    this.#shown.delete(uri.toString());
    this.#collection.delete(uri);
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#collection.dispose();
    this.#names.dispose();
  }
}

function diagnosticsOf(file: LibraryFile, isNamed: boolean): readonly vscode.Diagnostic[] {
  const { state, name, library } = file;
  if (state === 'missing') {
    if (library) {
      return [
        ofFile(
          vscode.l10n.t(
            'This library file was deleted: {0}. Its references stay until you dismiss them or close the window.',
            name,
          ),
          vscode.DiagnosticSeverity.Warning,
        ),
      ];
    }
    return isNamed
      ? [
          ofFile(
            vscode.l10n.t('This library file is not there or cannot be read: {0}', name),
            vscode.DiagnosticSeverity.Error,
          ),
        ]
      : [];
  }
  if (state === 'unreadable') {
    const message = vscode.l10n.t('This library file is binary, not text: {0}', name);
    return [ofFile(message, vscode.DiagnosticSeverity.Error)];
  }
  // A .bib text in an editor has checks of its own, which know these problems and more.
  if (isOpenBib(file.uri)) return [];
  return file.problems.map(({ from, to, message, severity }) => {
    const range = new vscode.Range(from.line, from.column, to.line, to.column);
    return ours(
      new vscode.Diagnostic(
        range,
        message,
        severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning,
      ),
    );
  });
}

function ofFile(message: string, severity: vscode.DiagnosticSeverity): vscode.Diagnostic {
  return ours(new vscode.Diagnostic(new vscode.Range(0, 0, 0, 0), message, severity));
}

function ours(diagnostic: vscode.Diagnostic): vscode.Diagnostic {
  diagnostic.source = vscode.l10n.t('Numbered Citations');
  return diagnostic;
}

function isOpenBib(uri: vscode.Uri): boolean {
  const key = uri.toString();
  return vscode.workspace.textDocuments.some(
    document => !document.isClosed && document.uri.toString() === key && isBib(document),
  );
}
