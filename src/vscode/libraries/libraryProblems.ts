import * as vscode from 'vscode';
import { isBib } from '../bibDocuments';
import type { LibraryFile } from './libraryFile';

/** What is wrong with library files, shown in them: records that cannot be read as meant, files that are not there. */
export class LibraryProblems implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('numberedCitationsLibraries');
  readonly #shown = new Map<
    string,
    { readonly state: unknown; readonly file: LibraryFile; readonly isNamed: boolean }
  >();
  readonly #listeners: vscode.Disposable;

  constructor() {
    const again = (document: vscode.TextDocument): void => {
      const shown = this.#shown.get(document.uri.toString());
      if (shown) this.#collection.set(document.uri, diagnosticsOf(shown.file, shown.isNamed));
    };
    this.#listeners = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument(again),
      vscode.workspace.onDidCloseTextDocument(again),
    );
  }

  /** @param isNamed whether somebody named the file, so that it is missed where it is not there */
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
