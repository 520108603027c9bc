import type * as vscode from 'vscode';
import { CitationReadings, ClaimReadings, type NumberedManuscript, type RuleSetting } from '../core';
import { Debounced } from './debounce';
import type { Workspace } from './workspace';

/** The longest that reading holds the editor up at a time, in milliseconds. */
const PORTION = 8;

/** Sentences that are read between two looks at the clock. */
const STEP = 2;

/** What is read of the sentences of one document. */
interface Readings {
  readonly citations: CitationReadings;
  readonly claims: ClaimReadings;
}

/** Which of the rules that read sentences are on. */
interface Wanted {
  readonly citations: boolean;
  readonly claims: boolean;
}

/** Reads the sentences of open manuscripts for the rules that need it, in portions between the author's keystrokes. */
export class SentenceReadings implements vscode.Disposable {
  readonly #workspace: Workspace;
  readonly #portions = new Debounced(0);
  readonly #known = new WeakMap<vscode.TextDocument, Readings>();

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** What is read of a document so far. */
  of(document: vscode.TextDocument): Readings {
    const known = this.#known.get(document) ?? {
      citations: new CitationReadings(),
      claims: new ClaimReadings(),
    };
    this.#known.set(document, known);
    return known;
  }

  /** Reads all that the rules with these severities need, then calls `done`; stops where the text changes before. */
  read(
    document: vscode.TextDocument,
    severities: Readonly<Record<string, RuleSetting>>,
    done: () => void,
  ): void {
    const wanted = {
      citations: isOn(severities['wrong-number']),
      claims: isOn(severities['uncited-claim']),
    };
    const { version } = document;
    const key = document.uri.toString();
    const next = (): void => {
      const numbered = document.isClosed ? undefined : this.#workspace.numbered(document);
      if (numbered === undefined || document.version !== version) return;
      if (this.#readPortion(this.of(document), numbered, wanted)) done();
      else this.#portions.schedule(key, next);
    };
    if (wanted.citations || wanted.claims) this.#portions.schedule(key, next);
  }

  dispose(): void {
    this.#portions.dispose();
  }

  #readPortion({ citations, claims }: Readings, numbered: NumberedManuscript, wanted: Wanted): boolean {
    const end = Date.now() + PORTION;
    const index = wanted.claims ? this.#workspace.searchIndex() : undefined;
    for (;;) {
      const isDone =
        (!wanted.citations || citations.readAhead(numbered, STEP)) &&
        (index === undefined || claims.readAhead(numbered, index, STEP));
      if (isDone) return true;
      if (Date.now() >= end) return false;
    }
  }
}

function isOn(setting: RuleSetting | undefined): boolean {
  return setting !== undefined && setting !== 'off';
}
