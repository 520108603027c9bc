import * as vscode from 'vscode';
import type { CaptionOrder, RuleSetting } from '../core';
import { notebookOf } from './notebookCells';

/** Where the Citation Style Language project keeps its styles; a mirror of it has the same files. */
const OFFICIAL_STYLES = 'https://raw.githubusercontent.com/citation-style-language/styles/v1.0.2/';

/** First part of every setting, command and context key of this extension. */
export const PREFIX = 'numberedCitations';

/** The author's settings, read afresh each time; this extension never writes one. */
export interface Settings {
  /** Id or alias of the citation style. */
  readonly style: string;
  /** RFC 5646 tag; empty for the manuscript's own language, else the style's. */
  readonly locale: string;
  /** Address of the repository that official styles are fetched from when the author asks for one. */
  readonly stylesRepository: string;
  /** Whether saving brings the reference list up to date. */
  readonly updateOnSave: boolean;
  readonly bundledReview: boolean;
  /** Paths of library files, relative to a workspace folder or absolute. */
  readonly libraries: readonly string[];
  /** The author's Zotero on this machine. */
  readonly zotero: { readonly enabled: boolean; readonly port: number };
  readonly completionLimit: number;
  /** Whether the view of what the sentence at the cursor may cite is there. */
  readonly suggestedHere: boolean;
  /** Whether a citation that clearly belongs at the cursor is offered as ghost text. */
  readonly inlineSuggestions: boolean;
  readonly codeLens: boolean;
  readonly inlayHints: boolean;
  readonly documentLinks: boolean;
  readonly diagnostics: boolean;
  /** Whether pasted citations get the numbers that their works have here. */
  readonly pasteRemap: boolean;
  /** Severities by the code of the finding; what is not in it keeps its own. */
  readonly severities: Readonly<Record<string, RuleSetting>>;
  /** How numbers are given and written where a command changes them; what is not given follows the manuscript. */
  readonly rewrite: {
    readonly sort: boolean;
    readonly captions: CaptionOrder;
    readonly collapseFrom?: number;
  };
  /** The files of a manuscript of many in their order, from the workspace folder; empty: as its project file says. */
  readonly manuscriptFiles: readonly string[];
}

/** The settings that hold for `scope` (a document), or for the window. A value of a wrong type counts as its default. */
export function readSettings(scope?: vscode.ConfigurationScope): Settings {
  const configuration = vscode.workspace.getConfiguration(PREFIX, withNotebook(scope) ?? null);
  const text = (key: string): string => {
    const value = configuration.get<unknown>(key);
    return typeof value === 'string' ? value.trim() : '';
  };
  const flag = (key: string, otherwise: boolean): boolean => {
    const value = configuration.get<unknown>(key);
    return typeof value === 'boolean' ? value : otherwise;
  };
  const paths = (value: unknown): readonly string[] =>
    Array.isArray(value)
      ? value.filter((path): path is string => typeof path === 'string' && path.trim() !== '')
      : [];
  const limit = configuration.get<unknown>('completion.limit');
  const port = configuration.get<unknown>('zotero.port');
  const collapseFrom = configuration.get<unknown>('clusters.collapseFrom');
  return {
    style: text('style'),
    locale: text('locale'),
    stylesRepository: text('styles.repository') || OFFICIAL_STYLES,
    updateOnSave: flag('bibliography.updateOnSave', false),
    bundledReview: flag('bundledReview.enabled', true),
    libraries: paths(configuration.get<unknown>('libraries')),
    zotero: {
      enabled: flag('zotero.enabled', false),
      port: typeof port === 'number' && port >= 1 && port <= 65_535 ? Math.floor(port) : 23_119,
    },
    completionLimit: typeof limit === 'number' && limit >= 1 ? Math.floor(limit) : 50,
    suggestedHere: flag('suggestedHere.enabled', true),
    inlineSuggestions: flag('inlineSuggestions.enabled', false),
    codeLens: flag('codeLens.enabled', true),
    inlayHints: flag('inlayHints.enabled', false),
    documentLinks: flag('documentLinks.enabled', true),
    diagnostics: flag('diagnostics.enabled', true),
    pasteRemap: flag('paste.remap', true),
    severities: severitiesIn(configuration.get<unknown>('diagnostics.severities')),
    rewrite: {
      sort: flag('clusters.sort', true),
      captions: CAPTION_ORDERS.find(order => order === text('renumber.captions')) ?? 'auto',
      ...(typeof collapseFrom === 'number' && collapseFrom >= 0
        ? { collapseFrom: Math.floor(collapseFrom) }
        : {}),
    },
    manuscriptFiles: paths(configuration.get<unknown>('manuscript.files')),
  };
}

/** What is set for a notebook holds for its cells. */
function withNotebook(scope: vscode.ConfigurationScope | undefined): vscode.ConfigurationScope | undefined {
  if (!scope || !('uri' in scope) || !('languageId' in scope) || !scope.uri) return scope;
  const notebook = notebookOf({ uri: scope.uri });
  return notebook ? { uri: notebook.uri, languageId: scope.languageId } : scope;
}

const CAPTION_ORDERS: readonly CaptionOrder[] = ['auto', 'inPlace', 'atMention', 'afterText'];

function severitiesIn(value: unknown): Readonly<Record<string, RuleSetting>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((pair): pair is [string, RuleSetting] => SEVERITIES.includes(pair[1])),
  );
}

const SEVERITIES: readonly unknown[] = [
  'error',
  'warning',
  'information',
  'hint',
  'off',
] satisfies RuleSetting[];
