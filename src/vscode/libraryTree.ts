import * as vscode from 'vscode';
import {
  citationsByKey,
  citationsInFiles,
  entryNode,
  type Library,
  type LibraryEntryNode,
  type LibraryGrouping,
  type LibraryGroupNode,
  type LibraryRootNode,
  type LibraryTreeNode,
  libraryChildren,
  libraryRoots,
  type NumberedManuscript,
  type Reference,
  recordsElsewhere,
  referenceOfKey,
} from '../core';
import { registerCommand } from './commands';
import { type ReferenceTarget, targetOf } from './referenceTarget';
import { PREFIX } from './settings';
import { askForFilter, countOfReferences, FollowingTree, setFilter, workItem } from './treeFrame';
import type { Workspace } from './workspace';

/** A row of the tree. */
export interface LibraryRow {
  readonly node: LibraryTreeNode;
  readonly target?: ReferenceTarget;
}

/** A filtered tree shows at most so many references. */
const MOST_FOUND = 500;

/** The view *Libraries*: the author's own libraries, by keyword, year, first author or collection. */
export function registerLibraryTree(
  workspace: Workspace,
): vscode.Disposable & { readonly provider: LibraryTreeProvider } {
  const provider = new LibraryTreeProvider(workspace);
  const view = vscode.window.createTreeView(`${PREFIX}.libraries`, provider.viewOptions(true));
  const filtered = 'librariesFiltered';
  const disposable = vscode.Disposable.from(
    provider,
    view,
    registerCommand('groupLibraries', async (value: unknown) => {
      const grouping = isGrouping(value) ? value : await pickGrouping(provider.grouping);
      if (grouping) provider.group(grouping);
    }),
    registerCommand('filterLibraries', () => askForFilter(provider, view, filtered)),
    registerCommand('clearLibraryFilter', () => setFilter(provider, view, filtered, '')),
  );
  return Object.assign(disposable, { provider });
}

class LibraryTreeProvider extends FollowingTree<LibraryRow> {
  #grouping: LibraryGrouping = 'keyword';
  #filter = '';
  /** The same array while the libraries are the same, so that what was found of them together stays known. */
  #own: { readonly all: readonly Library[]; readonly own: readonly Library[] } = { all: [], own: [] };

  get grouping(): LibraryGrouping {
    return this.#grouping;
  }

  get filter(): string {
    return this.#filter;
  }

  group(grouping: LibraryGrouping): void {
    this.#grouping = grouping;
    this.drawAgain();
  }

  showFiltered(filter: string): void {
    this.#filter = filter;
    this.drawAgain();
  }

  getChildren(parent?: LibraryRow): LibraryRow[] {
    const node = parent?.node;
    if (node?.kind === 'reference') return [];
    if (node) return libraryChildren(node, this.#grouping).map(child => this.#row(child));
    if (this.#filter !== '') return this.#found();
    return libraryRoots(this.#ownLibraries()).map(root => this.#row(root));
  }

  getTreeItem({ node, target }: LibraryRow): vscode.TreeItem {
    if (node.kind === 'library') return libraryItem(node, this.#grouping);
    if (node.kind === 'group') return groupItem(node, this.#grouping);
    return this.#referenceItem(node, target!);
  }

  /** Without reviews, which have a tree of their own, by their topics. */
  #ownLibraries(): readonly Library[] {
    const all = this.workspace.libraries();
    if (this.#own.all !== all) this.#own = { all, own: all.filter(({ numbered }) => !numbered) };
    return this.#own.own;
  }

  /** What matches the filter, best first, as one list. */
  #found(): LibraryRow[] {
    const own = new Set(this.#ownLibraries().map(({ name }) => name));
    return this.workspace
      .searchIndex()
      .search(this.#filter, MOST_FOUND)
      .filter(({ reference }) => own.has(reference.library))
      .map(({ reference }) => this.#row(entryNode(reference, 'filtered')));
  }

  #row(node: LibraryTreeNode): LibraryRow {
    if (node.kind !== 'reference') return { node };
    const document = this.workspace.activeText()?.document;
    return { node, target: targetOf(document, { id: node.reference.id }) };
  }

  #referenceItem(
    { id, reference, label, title }: LibraryEntryNode,
    target: ReferenceTarget,
  ): vscode.TreeItem {
    const elsewhere = recordsElsewhere(reference, this.#ownLibraries());
    return workItem({
      id,
      key: reference.id,
      label,
      title,
      ...citationsOf([reference, ...elsewhere], this.workspace.activeText()?.numbered),
      target,
      elsewhere: elsewhere.map(({ library }) => library),
    });
  }
}

/** The number of a work that several libraries may have, and how often it is cited by number and by any of its keys. */
function citationsOf(
  records: readonly Reference[],
  numbered: NumberedManuscript | undefined,
): { readonly number: number | undefined; readonly count: number } {
  if (numbered === undefined) return { number: undefined, count: 0 };
  let number: number | undefined;
  let count = 0;
  for (const record of records) {
    const scope = numbered.numberings.findIndex(({ numberOf }) => numberOf.has(record.id));
    const found = numbered.numberings[scope]?.numberOf.get(record.id);
    // Records of one work may have one key.
    if (found !== undefined && found !== number) {
      count += citationsInFiles(numbered, found, scope).length;
      number ??= found;
    }
    // Of two libraries with one key, the key cites the record of one.
    if (referenceOfKey(numbered, record.id)?.library === record.library)
      count += citationsByKey(numbered.manuscript).get(record.id)?.length ?? 0;
  }
  return { number, count };
}

function libraryItem(
  { id, label, count, repeated }: LibraryRootNode,
  grouping: LibraryGrouping,
): vscode.TreeItem {
  const state = count > 0 ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None;
  const item = new vscode.TreeItem(label, state);
  item.id = `${grouping}\n${id}`;
  const above = repeated === 0 ? [] : [vscode.l10n.t('{0} shown above', repeated)];
  item.description = [String(count), ...above].join(' · ');
  item.iconPath = new vscode.ThemeIcon('library');
  item.contextValue = `${PREFIX}.library`;
  item.accessibilityInformation = { label: [label, countOfReferences(count), ...above].join(', ') };
  return item;
}

function groupItem(
  { id, label, count, content }: LibraryGroupNode,
  grouping: LibraryGrouping,
): vscode.TreeItem {
  const words = label === '' ? wordsWithout(grouping) : label;
  const item = new vscode.TreeItem(words, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = id;
  item.description = String(count);
  item.contextValue = `${PREFIX}.group`;
  const what = content.kind === 'groups' ? vscode.l10n.t('{0} groups', count) : countOfReferences(count);
  item.accessibilityInformation = { label: `${words}, ${what}` };
  return item;
}

/** What the references are called that are in no group. */
function wordsWithout(grouping: LibraryGrouping): string {
  switch (grouping) {
    case 'year':
      return vscode.l10n.t('No year');
    case 'author':
      return vscode.l10n.t('No author');
    case 'collection':
      return vscode.l10n.t('In no collection');
    default:
      return vscode.l10n.t('No keyword');
  }
}

const GROUPINGS: readonly LibraryGrouping[] = ['keyword', 'year', 'author', 'collection', 'none'];

function isGrouping(value: unknown): value is LibraryGrouping {
  return GROUPINGS.some(grouping => grouping === value);
}

async function pickGrouping(present: LibraryGrouping): Promise<LibraryGrouping | undefined> {
  const words: Readonly<Record<LibraryGrouping, string>> = {
    keyword: vscode.l10n.t('Keyword'),
    year: vscode.l10n.t('Year, newest first'),
    author: vscode.l10n.t('First author'),
    collection: vscode.l10n.t('Collection'),
    none: vscode.l10n.t('As in the file'),
  };
  const items = GROUPINGS.map(grouping => ({
    label: words[grouping],
    grouping,
    ...(grouping === present ? { description: vscode.l10n.t('in use') } : {}),
  }));
  const title = vscode.l10n.t('Group references by');
  return (await vscode.window.showQuickPick(items, { title }))?.grouping;
}
