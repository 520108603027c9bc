import * as vscode from 'vscode';
import {
  bibliographyReferences,
  bundledStyles,
  type CitationStyle,
  type CslItem,
  type NumberedManuscript,
  plainEntry,
} from '../core';
import { Debounced } from './debounce';
import type { Workspace } from './workspace';

/** So many entries of the manuscript are shown in each style. */
const SHOWN = 3;

/** New items take the focus from the list for a moment: not for each style alone. */
const SHOW_EVERY = 400;

/** Previews are not shown while words are typed. */
const TYPING_QUIET = 600;

/** New items put the focus on the first that fits for a moment, before it goes to where it was. */
const FOCUS_SETTLES = 100;

/** What an author picked: a style with the name that the manuscript remembers it by, or the wish to find another. */
export type PickedStyle =
  | { readonly kind: 'style'; readonly style: CitationStyle; readonly name: string }
  | { readonly kind: 'official' };

interface StyleItem extends vscode.QuickPickItem {
  readonly choice?: PickedStyle;
}

/**
 * Lets the author pick a style. Under each stand the manuscript's own first entries as it writes them, as plain text that
 * a screen reader says too; the one in focus is shown in full beside the manuscript.
 *
 * @param present id of the style in use
 */
export async function pickStyle(
  workspace: Workspace,
  document: vscode.TextDocument,
  numbered: NumberedManuscript,
  present: string,
): Promise<PickedStyle | undefined> {
  const groups = await styleGroups(workspace, document, present);
  const items = firstItems(workspace, numbered);
  const picker = vscode.window.createQuickPick<StyleItem>();
  picker.title = vscode.l10n.t('Citation style of this manuscript');
  picker.placeholder = vscode.l10n.t('Its first references are shown as each style writes them');
  picker.matchOnDescription = true;
  picker.items = groups;
  picker.activeItems = groups.filter(({ choice }) => choice?.kind === 'style' && choice.style.id === present);
  const previews = new StylePreviews(workspace, items, workspace.localeOf(document));
  const later = new Debounced(TYPING_QUIET);
  const settled = new Debounced(FOCUS_SETTLES);
  let open = true;
  let typedAt = 0;
  let acceptsNext = false;

  const show = (): void => {
    if (!open) return;
    // Whoever types and accepts would else meet a list without a focus, or one on an item that no longer fits.
    if (Date.now() - typedAt < TYPING_QUIET) {
      later.schedule('show', show);
      return;
    }
    const [active] = picker.activeItems;
    picker.keepScrollPosition = true;
    picker.items = picker.items.map(item => withPreview(item, previews));
    // New items lose the focus.
    if (active) picker.activeItems = picker.items.filter(({ label }) => label === active.label);
  };

  try {
    return await new Promise(resolve => {
      picker.onDidAccept(() => {
        // What was in focus on the screen; what this side takes for the one in focus may be older or newer.
        const [item] = picker.selectedItems;
        // Accepted while new items had taken the focus: the author means the one that gets it back.
        if (item) resolve(item.choice);
        else acceptsNext = true;
      });
      picker.onDidHide(() => resolve(undefined));
      picker.onDidChangeValue(() => {
        typedAt = Date.now();
        acceptsNext = false;
      });
      picker.onDidChangeActive(([item]) => {
        if (item && acceptsNext)
          settled.schedule('accept', () => acceptsNext && resolve(picker.activeItems[0]?.choice));
        // The focus was put on what words typed meanwhile had filtered out: shown anew, the first that fits gets it.
        if (!item) later.schedule('show', show);
        if (item?.choice?.kind === 'style')
          void previews.first(item.choice.style).then(fresh => fresh && show());
      });
      picker.show();
      void previews.all(
        groups.flatMap(({ choice }) => (choice?.kind === 'style' ? [choice.style] : [])),
        () => open,
        show,
      );
    });
  } finally {
    open = false;
    later.dispose();
    settled.dispose();
    picker.dispose();
  }
}

/** The manuscript's own first references; those of a library where it cites none yet. */
function firstItems(workspace: Workspace, numbered: NumberedManuscript): readonly CslItem[] {
  const cited = bibliographyReferences(numbered).slice(0, SHOWN);
  if (cited.length > 0) return cited.map(({ csl }) => csl);
  const [library] = workspace.libraries().filter(({ references }) => references.length > 0);
  return library
    ? Array.from({ length: SHOWN }, (_, index) => library.references.at(index)?.csl).filter(
        csl => csl !== undefined,
      )
    : [];
}

async function styleGroups(
  workspace: Workspace,
  document: vscode.TextDocument,
  present: string,
): Promise<readonly StyleItem[]> {
  const own = await workspace.styles.inWorkspace();
  const downloaded = await workspace.styles.downloaded();
  const separator = (label: string): StyleItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const item = (style: CitationStyle, name: string, description: string): StyleItem => ({
    label: style.title,
    description: style.id === present ? vscode.l10n.t('{0} (in use)', description) : description,
    detail: ' ',
    choice: { kind: 'style', style, name },
  });
  return [
    ...(own.length > 0 ? [separator(vscode.l10n.t('Styles of the workspace'))] : []),
    ...own.map(({ style, uri }) =>
      item(style, nameFrom(document, uri), vscode.workspace.asRelativePath(uri)),
    ),
    separator(vscode.l10n.t('Bundled styles')),
    ...bundledStyles().map(style => item(style, style.id, style.id)),
    ...(downloaded.length > 0 ? [separator(vscode.l10n.t('Downloaded styles'))] : []),
    ...downloaded.map(style => item(style, style.id, style.id)),
    separator(vscode.l10n.t('More')),
    {
      label: `$(cloud-download) ${vscode.l10n.t('Find an official style…')}`,
      detail: vscode.l10n.t(
        'Any style of the Citation Style Language project, by its name or the address of its file',
      ),
      alwaysShow: true,
      choice: { kind: 'official' },
    },
  ];
}

/** The path of a style file as the manuscript names it; its bare name where a comment could not hold the path. */
function nameFrom(document: vscode.TextDocument, uri: vscode.Uri): string {
  const folder = document.uri.path.slice(0, document.uri.path.lastIndexOf('/') + 1);
  const path =
    document.uri.scheme === uri.scheme && uri.path.startsWith(folder)
      ? uri.path.slice(folder.length)
      : vscode.workspace.asRelativePath(uri, false);
  if (/^[\w./-]+$/.test(path)) return path;
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.csl$/i, '');
}

function withPreview(item: StyleItem, previews: StylePreviews): StyleItem {
  if (item.choice?.kind !== 'style') return item;
  const detail = previews.of(item.choice.style);
  return detail === undefined ? item : { ...item, detail };
}

/** The first references in each style, on one line, as far as they have been formatted. */
class StylePreviews {
  readonly #workspace: Workspace;
  readonly #items: readonly CslItem[];
  readonly #locale: string;
  readonly #lines = new Map<CitationStyle, string>();

  constructor(workspace: Workspace, items: readonly CslItem[], locale: string) {
    this.#workspace = workspace;
    this.#items = items;
    this.#locale = locale;
  }

  of(style: CitationStyle): string | undefined {
    return this.#lines.get(style);
  }

  /** Formats one style, before others that wait. Whether there is something new to show. */
  async first(style: CitationStyle): Promise<boolean> {
    if (this.#lines.has(style)) return false;
    this.#lines.set(style, await this.#format(style));
    return true;
  }

  /** Formats the styles one after the other, as long as somebody looks. */
  async all(styles: readonly CitationStyle[], looking: () => boolean, show: () => void): Promise<void> {
    let shown = Date.now();
    let fresh = false;
    for (const style of styles) {
      if (!looking()) return;
      fresh = (await this.first(style)) || fresh;
      if (fresh && Date.now() - shown > SHOW_EVERY) {
        show();
        shown = Date.now();
        fresh = false;
      }
    }
    if (fresh) show();
  }

  async #format(style: CitationStyle): Promise<string> {
    try {
      const engine = await this.#workspace.formatting.prepare(this.#items, style, this.#locale);
      const entries = engine.formatEntries(this.#items, style, this.#locale);
      return entries.map((entry, index) => `${index + 1}. ${plainEntry(entry)}`).join('  ');
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
}
