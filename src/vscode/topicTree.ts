import * as vscode from 'vscode';
import { type ReferenceNode, type TopicNode, type TreeOrder, topicTree } from '../core';
import { registerCommand } from './commands';
import { insertCitation } from './insertCitation';
import { asTarget, type ReferenceTarget, takeInHand, targetOf } from './referenceTarget';
import { PREFIX } from './settings';
import { askForFilter, countOfReferences, FollowingTree, setFilter, workItem } from './treeFrame';
import { registerUncitedDecoration } from './uncitedDecoration';
import type { Workspace } from './workspace';

/** What tells menus that the tree is filtered. */
const FILTERED = 'topicsFiltered';

/** A row of the tree. */
export type TopicRow =
  | {
      readonly kind: 'topic';
      readonly node: TopicNode;
      readonly document: vscode.TextDocument | undefined;
      readonly target?: undefined;
    }
  | { readonly kind: 'reference'; readonly node: ReferenceNode; readonly target: ReferenceTarget };

/** The view *Review topics*: topics, under each its references with how often the open manuscript cites them. */
export function registerTopicTree(
  workspace: Workspace,
): vscode.Disposable & { readonly provider: vscode.TreeDataProvider<TopicRow> } {
  const provider = new TopicTreeProvider(workspace);
  const view = vscode.window.createTreeView(`${PREFIX}.topics`, provider.viewOptions(false));
  const disposable = vscode.Disposable.from(
    provider,
    view,
    registerUncitedDecoration(),
    registerCommand('filterTopics', () => askForFilter(provider, view, FILTERED)),
    registerCommand('clearTopicFilter', () => setFilter(provider, view, FILTERED, '')),
    registerCommand('sortTopics', async () => {
      const sortBy = await pickOrder(provider.sortBy);
      if (sortBy) provider.sort(sortBy);
    }),
    registerCommand('insertReference', value => insertReference(workspace, value)),
  );
  return Object.assign(disposable, { provider });
}

class TopicTreeProvider extends FollowingTree<TopicRow> {
  #sortBy: TreeOrder = 'topic';
  #filter = '';

  get sortBy(): TreeOrder {
    return this.#sortBy;
  }

  get filter(): string {
    return this.#filter;
  }

  sort(sortBy: TreeOrder): void {
    this.#sortBy = sortBy;
    this.drawAgain();
  }

  showFiltered(filter: string): void {
    this.#filter = filter;
    this.drawAgain();
  }

  getChildren(parent?: TopicRow): TopicRow[] {
    if (parent?.kind === 'reference') return [];
    if (parent) return parent.node.children.map(node => referenceRow(node, parent.document));
    const active = this.workspace.activeText();
    const document = active?.document;
    // Libraries of any size have a tree of their own.
    const reviews = this.workspace.libraries().filter(({ numbered }) => numbered);
    const nodes = topicTree(active?.numbered, reviews, { sortBy: this.#sortBy, filter: this.#filter });
    return nodes.map(node =>
      node.kind === 'topic' ? { kind: 'topic', node, document } : referenceRow(node, document),
    );
  }

  getTreeItem(row: TopicRow): vscode.TreeItem {
    if (row.kind === 'topic') return topicItem(row.node, this.#filter !== '');
    const { id, reference, label, title, number, count } = row.node;
    const { target } = row;
    return workItem({ id, key: reference.id, label, title, number, count, target });
  }
}

function referenceRow(node: ReferenceNode, document: vscode.TextDocument | undefined): TopicRow {
  return { kind: 'reference', node, target: targetOf(document, { id: node.reference.id }) };
}

function topicItem(node: TopicNode, filtered: boolean): vscode.TreeItem {
  const open = filtered
    ? vscode.TreeItemCollapsibleState.Expanded
    : vscode.TreeItemCollapsibleState.Collapsed;
  const item = new vscode.TreeItem(node.label, open);
  // Another id for the filtered tree: the editor remembers by id which rows are open.
  item.id = filtered ? `filtered\n${node.id}` : node.id;
  item.description = String(node.children.length);
  item.tooltip = node.description;
  item.contextValue = `${PREFIX}.topic`;
  const references = countOfReferences(node.children.length);
  item.accessibilityInformation = { label: [node.label, references, node.description].join(', ') };
  return item;
}

async function pickOrder(present: TreeOrder): Promise<TreeOrder | undefined> {
  const orders: readonly { readonly label: string; readonly sortBy: TreeOrder }[] = [
    { label: vscode.l10n.t('Topic'), sortBy: 'topic' },
    { label: vscode.l10n.t('Number'), sortBy: 'number' },
    { label: vscode.l10n.t('Year, newest first'), sortBy: 'year' },
    { label: vscode.l10n.t('First author'), sortBy: 'author' },
  ];
  const items = orders.map(order => ({
    ...order,
    ...(order.sortBy === present ? { description: vscode.l10n.t('in use') } : {}),
  }));
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Sort references by') }))?.sortBy;
}

/** Cites the work of a row at the cursor of the active manuscript, and gives the keyboard back to that editor. */
async function insertReference(workspace: Workspace, value: unknown): Promise<void> {
  const target = asTarget(value);
  const editor = workspace.activeEditor();
  if (!target || !editor) return;
  const { reference } = takeInHand(workspace, target);
  if (!reference) return;
  const shown = await vscode.window.showTextDocument(editor.document, {
    selection: editor.selection,
    ...(editor.viewColumn === undefined ? {} : { viewColumn: editor.viewColumn }),
  });
  await insertCitation(workspace, shown, [reference]);
}
