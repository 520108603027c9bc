import * as vscode from 'vscode';
import { type BibtexDocument, readBibtexDocumentInSteps, updateBibtexDocument } from '../core';
import { toRange } from './convert';
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

/** What was typed since the text was read, as one change; a larger one is read as a new text, in slices. */
const LARGEST_CHANGE = 200_000;

/** All changes since a text was read: they lie in `start` to `oldEnd` of that text, which is `start` to `newEnd` now. */
interface Change {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

interface OpenBib {
  /** As it was read or brought up to date last; undefined while it is being read. */
  parsed: BibtexDocument | undefined;
  reading: Promise<BibtexDocument | undefined> | undefined;
  /** What has changed since. */
  change: Change | undefined;
}

/**
 * Open `.bib` texts as their blocks: read in slices when first asked for. Changes are gathered and read when
 * somebody asks again, because joining a text of many megabytes anew at each keystroke would be felt.
 */
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
    const present = open && this.#broughtUpToDate(document, open);
    if (present) return present;
    if (open?.reading) return open.reading;
    const fresh: OpenBib = { parsed: undefined, reading: undefined, change: undefined };
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
    open.parsed = read;
    open.reading = undefined;
    return this.blocksOf(document);
  }

  /** The blocks of the present text; undefined, and forgotten, where the whole text is to be read again. */
  #broughtUpToDate(document: vscode.TextDocument, open: OpenBib): BibtexDocument | undefined {
    const { parsed, change } = open;
    if (!parsed || !change) return parsed;
    const { start, oldEnd, newEnd } = change;
    const length = document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
    const isWhole = parsed.text.length + newEnd - oldEnd === length;
    if (!isWhole || Math.max(newEnd, oldEnd) - start > LARGEST_CHANGE) {
      this.#open.delete(document);
      return undefined;
    }
    const newText = document.getText(toRange(document, { start, end: newEnd }));
    open.parsed = updateBibtexDocument(parsed, { range: { start, end: oldEnd }, newText });
    open.change = undefined;
    return open.parsed;
  }

  #follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (contentChanges.length === 0 || !isBib(document)) return;
    const open = this.#open.get(document);
    if (open) {
      for (const { rangeOffset, rangeLength, text } of contentChanges) {
        open.change = joined(open.change, rangeOffset, rangeOffset + rangeLength, text.length);
      }
    }
    this.#changed.fire(document);
  }
}

/** A change with one more, which replaces `start` to `end` of the present text by so many code units. */
function joined(change: Change | undefined, start: number, end: number, length: number): Change {
  const before = change ?? { start, oldEnd: end, newEnd: end };
  const covered = Math.max(before.newEnd, end);
  return {
    start: Math.min(before.start, start),
    oldEnd: before.oldEnd + covered - before.newEnd,
    newEnd: covered + length - (end - start),
  };
}

/** Whether `document` is a `.bib` text that an author edits. */
export function isBib(document: vscode.TextDocument): boolean {
  return vscode.languages.match(BIB_TEXTS, document) > 0 && !FOREIGN_SCHEMES.has(document.uri.scheme);
}

/** Schemes of texts that show what a file was, not what it is. */
const FOREIGN_SCHEMES = new Set(['git', 'output', 'vscode-scm']);
