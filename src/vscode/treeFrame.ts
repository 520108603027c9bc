import * as vscode from 'vscode';
import { referenceCard } from './card';
import { Debounced } from './debounce';
import { dragReferences } from './dropReference';
import type { ReferenceTarget } from './referenceTarget';
import { PREFIX } from './settings';
import { decoratedUri } from './uncitedDecoration';
import type { Workspace } from './workspace';

/** Quiet time after a keystroke before the trees follow. */
const QUIET = 250;

/** A row that stands for a work has its target, so that commands on rows know what they are about. */
export interface TreeRow {
  readonly target?: ReferenceTarget | undefined;
}

/** A tree of the side bar that follows manuscripts and libraries, and shows the card of a work on its row. */
export abstract class FollowingTree<Row extends TreeRow>
  implements vscode.TreeDataProvider<Row>, vscode.Disposable
{
  protected readonly workspace: Workspace;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #refresh = new Debounced(QUIET);
  readonly #listeners: vscode.Disposable;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(workspace: Workspace) {
    this.workspace = workspace;
    const later = (): void => this.#refresh.schedule('tree', () => this.#changed.fire());
    this.#listeners = vscode.Disposable.from(
      workspace.onDidChangeManuscript(later),
      workspace.onDidChangeActiveManuscript(later),
      workspace.onDidChangeLibraries(later),
    );
  }

  abstract getChildren(parent?: Row): Row[];
  abstract getTreeItem(row: Row): vscode.TreeItem;

  async resolveTreeItem(item: vscode.TreeItem, row: Row): Promise<vscode.TreeItem> {
    if (row.target && item.tooltip === undefined)
      item.tooltip = await referenceCard(this.workspace, row.target);
    return item;
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#refresh.dispose();
    this.#changed.dispose();
  }

  /** Draws the tree again at once. */
  protected drawAgain(): void {
    this.#changed.fire();
  }

  /** How the editor is to show it: rows of works can be dragged into manuscripts. */
  viewOptions(canSelectMany: boolean): vscode.TreeViewOptions<Row> {
    return {
      treeDataProvider: this,
      showCollapseAll: true,
      canSelectMany,
      dragAndDropController: dragReferences<Row>(row => (row.target ? [row.target] : []), this.workspace),
    };
  }
}

/** What the row of a work shows. */
export interface WorkRow {
  readonly id: string;
  /** The citation key. */
  readonly key: string;
  readonly label: string;
  readonly title: string;
  readonly number: number | undefined;
  /** How often the open manuscript cites it. */
  readonly count: number;
  readonly target: ReferenceTarget;
  /** Names of other libraries that have the work too. */
  readonly elsewhere?: readonly string[];
}

/** The row of a work: number and label, title, other libraries that have it, whether and how often it is cited. */
export function workItem({
  id,
  key,
  label,
  title,
  number,
  count,
  target,
  elsewhere = [],
}: WorkRow): vscode.TreeItem {
  const words = number === undefined ? label : `[${number}]  ${label}`;
  const item = new vscode.TreeItem(words, vscode.TreeItemCollapsibleState.None);
  item.id = id;
  const also = elsewhere.length === 0 ? [] : [vscode.l10n.t('also in {0}', elsewhere.join(', '))];
  item.description = [...also, title].join(' · ');
  item.resourceUri = decoratedUri(key, count);
  item.iconPath = new vscode.ThemeIcon(count > 0 ? 'bookmark' : 'circle-outline');
  item.contextValue = count > 0 ? `${PREFIX}.reference.cited` : `${PREFIX}.reference`;
  item.command =
    count > 0
      ? {
          command: `${PREFIX}.revealCitations`,
          title: vscode.l10n.t('Reveal citations'),
          arguments: [target],
        }
      : {
          command: `${PREFIX}.goToTreeReference`,
          title: vscode.l10n.t('Go to reference'),
          arguments: [target],
        };
  const cited =
    count === 0
      ? vscode.l10n.t('not cited')
      : count === 1
        ? vscode.l10n.t('cited once')
        : vscode.l10n.t('cited {0} times', count);
  item.accessibilityInformation = { label: [words, title, ...also, cited].join(', ') };
  return item;
}

/** The words for so many references. */
export function countOfReferences(count: number): string {
  return count === 1 ? vscode.l10n.t('one reference') : vscode.l10n.t('{0} references', count);
}

/** A tree that shows only what has some words. */
export interface FilteredTree {
  readonly filter: string;
  showFiltered(filter: string): void;
}

/** Asks for words and shows the matching rows while they are typed; Escape brings the former filter back. */
export async function askForFilter(
  tree: FilteredTree,
  view: vscode.TreeView<unknown>,
  contextKey: string,
): Promise<void> {
  const former = tree.filter;
  const input = vscode.window.createInputBox();
  input.title = vscode.l10n.t('Filter references');
  input.placeholder = vscode.l10n.t('Any word of title, authors, year, journal, topic or summary');
  input.value = former;
  let accepted = false;
  await new Promise<void>(resolve => {
    input.onDidChangeValue(value => setFilter(tree, view, contextKey, value));
    input.onDidAccept(() => {
      accepted = true;
      input.hide();
    });
    input.onDidHide(() => resolve());
    input.show();
  });
  input.dispose();
  if (!accepted) setFilter(tree, view, contextKey, former);
}

/** Filters a tree, says so beside its title, and lets menus know by `contextKey`. */
export function setFilter(
  tree: FilteredTree,
  view: vscode.TreeView<unknown>,
  contextKey: string,
  filter: string,
): void {
  const words = filter.trim();
  tree.showFiltered(words);
  view.description = words === '' ? '' : vscode.l10n.t('filtered by “{0}”', words);
  void vscode.commands.executeCommand('setContext', `${PREFIX}.${contextKey}`, words !== '');
}
