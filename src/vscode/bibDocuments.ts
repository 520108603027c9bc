import * as vscode from 'vscode';
import { type BibtexDocument, readBibtexDocumentInSteps, updateBibtexDocument } from '../core';
import { fromChange } from './convert';
import { inSlices } from './slices';

/** The languages of `.bib` files, by the editor's ids; a file whose ending no extension claims counts too. */
export const BIB_LANGUAGES = ['bibtex', 'biblatex'] as const;

/** Selects `.bib` texts wherever they are. */
export const BIB_TEXTS: vscode.DocumentSelector = [
  ...BIB_LANGUAGES.map(language => ({ language })),
  { pattern: '**/*.{bib,bibtex,biblatex}' },
];

/** Code units that are read before others may run. */
const STEP = 200_000;

/** More changes in one event than this are read as a new text: each has a cost of its own. */
const MANY_CHANGES = 20;

interface OpenBib {
  /** Undefined while it is being read. */
  parsed: BibtexDocument | undefined;
  reading: Promise<BibtexDocument | undefined> | undefined;
  /** Changes that came while it was being read. */
  readonly waiting: vscode.TextDocumentContentChangeEvent[];
}

/** Open `.bib` texts as their blocks: read in slices when first asked for, then followed change by change. */
export class BibDocuments implements vscode.Disposable {
  readonly #open = new WeakMap<vscode.TextDocument, OpenBib>();
  readonly #changed = new vscode.EventEmitter<vscode.TextDocument>();
  readonly #closed = new vscode.EventEmitter<vscode.TextDocument>();
  readonly #listeners: vscode.Disposable;

  /** A `.bib` text was opened or has changed. */
  readonly onDidChange = this.#changed.event;
  readonly onDidClose = this.#closed.event;

  constructor() {
    this.#listeners = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument(document => {
        if (isBib(document)) this.#changed.fire(document);
      }),
      vscode.workspace.onDidChangeTextDocument(event => this.#follow(event)),
      vscode.workspace.onDidCloseTextDocument(document => {
        this.#open.delete(document);
        if (isBib(document)) this.#closed.fire(document);
      }),
    );
  }

  /** The open `.bib` texts. */
  all(): readonly vscode.TextDocument[] {
    return vscode.workspace.textDocuments.filter(isBib);
  }

  /** The blocks of the present text; undefined where `document` is no `.bib` text or closes meanwhile. */
  async blocksOf(document: vscode.TextDocument): Promise<BibtexDocument | undefined> {
    if (!isBib(document)) return undefined;
    const open = this.#open.get(document);
    if (open?.parsed) return open.parsed;
    if (open?.reading) return open.reading;
    const fresh: OpenBib = { parsed: undefined, reading: undefined, waiting: [] };
    this.#open.set(document, fresh);
    fresh.reading = this.#read(document, fresh);
    return fresh.reading;
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#changed.dispose();
    this.#closed.dispose();
  }

  async #read(document: vscode.TextDocument, open: OpenBib): Promise<BibtexDocument | undefined> {
    const isWanted = (): boolean => this.#open.get(document) === open && !document.isClosed;
    const read = await inSlices(readBibtexDocumentInSteps(document.getText(), STEP), isWanted);
    if (!read || !isWanted()) return document.isClosed ? undefined : this.blocksOf(document);
    open.parsed = open.waiting
      .splice(0)
      .reduce((text, change) => updateBibtexDocument(text, fromChange(change)), read);
    open.reading = undefined;
    return open.parsed;
  }

  #follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (contentChanges.length === 0 || !isBib(document)) return;
    const open = this.#open.get(document);
    if (open) {
      if (contentChanges.length > MANY_CHANGES) this.#open.delete(document);
      else if (!open.parsed) open.waiting.push(...contentChanges);
      else {
        open.parsed = contentChanges.reduce(
          (text, change) => updateBibtexDocument(text, fromChange(change)),
          open.parsed,
        );
        const end = document.lineAt(document.lineCount - 1).range.end;
        if (open.parsed.text.length !== document.offsetAt(end)) this.#open.delete(document);
      }
    }
    this.#changed.fire(document);
  }
}

/** Whether `document` is a `.bib` text that an author edits. */
export function isBib(document: vscode.TextDocument): boolean {
  return vscode.languages.match(BIB_TEXTS, document) > 0 && !FOREIGN_SCHEMES.has(document.uri.scheme);
}

/** Schemes of texts that show what a file was, not what it is. */
const FOREIGN_SCHEMES = new Set(['git', 'output', 'vscode-scm']);
