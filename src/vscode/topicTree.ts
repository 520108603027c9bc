import * as vscode from 'vscode';
import { type ReferenceNode, type TopicNode, type TreeOrder, topicTree } from '../core';
import { referenceCard } from './card';
import { registerCommand } from './commands';
import { Debounced } from './debounce';
import { dragReferences } from './dropReference';
import { insertCitation } from './insertCitation';
import { asTarget, type ReferenceTarget, takeInHand, targetOf } from './referenceTarget';
import { PREFIX } from './settings';
import { decoratedUri, registerUncitedDecoration } from './uncitedDecoration';
import type { Workspace } from './workspace';

/** Quiet time after a keystroke before the trees follow. */
const QUIET = 250;

/** A row of the tree. */
export type TopicRow =
  | { readonly kind: 'topic'; readonly node: TopicNode; readonly document: vscode.TextDocument | undefined }
  | { readonly kind: 'reference'; readonly node: ReferenceNode; readonly target: ReferenceTarget };

/** The view *Review topics*: topics, under each its references with how often the open manuscript cites them. */
export function registerTopicTree(
  workspace: Workspace,
): vscode.Disposable & { readonly provider: vscode.TreeDataProvider<TopicRow> } {
  const provider = new TopicTreeProvider(workspace);
  const view = vscode.window.createTreeView(`${PREFIX}.topics`, {
    treeDataProvider: provider,
    showCollapseAll: true,
    canSelectMany: false,
    dragAndDropController: dragReferences<TopicRow>(
      row => (row.kind === 'reference' ? [row.target] : []),
      workspace,
    ),
  });
  const disposable = vscode.Disposable.from(
    provider,
    view,
    registerUncitedDecoration(),
    registerCommand('filterTopics', () => filterTopics(provider, view)),
    registerCommand('clearTopicFilter', () => setFilter(provider, view, '')),
    registerCommand('sortTopics', async () => {
      const sortBy = await pickOrder(provider.sortBy);
      if (sortBy) provider.show({ sortBy });
    }),
    registerCommand('insertReference', value => insertReference(workspace, value)),
  );
  return Object.assign(disposable, { provider });
}

class TopicTreeProvider implements vscode.TreeDataProvider<TopicRow>, vscode.Disposable {
  readonly #workspace: Workspace;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #refresh = new Debounced(QUIET);
  readonly #listeners: vscode.Disposable;
  #sortBy: TreeOrder = 'topic';
  #filter = '';

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
    const later = (): void => this.#refresh.schedule('tree', () => this.#changed.fire());
    this.#listeners = vscode.Disposable.from(
      workspace.onDidChangeManuscript(later),
      workspace.onDidChangeActiveManuscript(later),
      workspace.onDidChangeLibraries(later),
    );
  }

  get sortBy(): TreeOrder {
    return this.#sortBy;
  }

  get filter(): string {
    return this.#filter;
  }

  /** Shows the tree in another order or with another filter. */
  show(change: { readonly sortBy?: TreeOrder; readonly filter?: string }): void {
    this.#sortBy = change.sortBy ?? this.#sortBy;
    this.#filter = change.filter ?? this.#filter;
    this.#changed.fire();
  }

  getChildren(parent?: TopicRow): TopicRow[] {
    if (parent?.kind === 'reference') return [];
    if (parent) return parent.node.children.map(node => referenceRow(node, parent.document));
    const active = this.#workspace.activeManuscript();
    const document = active?.editor.document;
    const nodes = topicTree(active?.numbered, this.#workspace.libraries(), {
      sortBy: this.#sortBy,
      filter: this.#filter,
    });
    return nodes.map(node =>
      node.kind === 'topic' ? { kind: 'topic', node, document } : referenceRow(node, document),
    );
  }

  getTreeItem(row: TopicRow): vscode.TreeItem {
    return row.kind === 'topic' ? topicItem(row.node, this.#filter !== '') : referenceItem(row);
  }

  async resolveTreeItem(item: vscode.TreeItem, row: TopicRow): Promise<vscode.TreeItem> {
    if (row.kind === 'reference') item.tooltip = await referenceCard(this.#workspace, row.target);
    return item;
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#refresh.dispose();
    this.#changed.dispose();
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
  const count = node.children.length;
  const references = count === 1 ? vscode.l10n.t('one reference') : vscode.l10n.t('{0} references', count);
  item.accessibilityInformation = { label: [node.label, references, node.description].join(', ') };
  return item;
}

function referenceItem({ node, target }: Extract<TopicRow, { kind: 'reference' }>): vscode.TreeItem {
  const count = node.citations.length;
  const label = node.number === undefined ? node.label : `[${node.number}]  ${node.label}`;
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  item.id = node.id;
  item.description = node.title;
  item.resourceUri = decoratedUri(node.reference.id, count);
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
  item.accessibilityInformation = { label: `${label}, ${node.title}, ${cited}` };
  return item;
}

/** Asks for words and shows the matching references while they are typed; Escape brings the former filter back. */
async function filterTopics(provider: TopicTreeProvider, view: vscode.TreeView<TopicRow>): Promise<void> {
  const former = provider.filter;
  const input = vscode.window.createInputBox();
  input.title = vscode.l10n.t('Filter references');
  input.placeholder = vscode.l10n.t('Any word of title, authors, year, journal, topic or summary');
  input.value = former;
  let accepted = false;
  await new Promise<void>(resolve => {
    input.onDidChangeValue(value => setFilter(provider, view, value));
    input.onDidAccept(() => {
      accepted = true;
      input.hide();
    });
    input.onDidHide(() => resolve());
    input.show();
  });
  input.dispose();
  if (!accepted) setFilter(provider, view, former);
}

function setFilter(provider: TopicTreeProvider, view: vscode.TreeView<TopicRow>, filter: string): void {
  const words = filter.trim();
  provider.show({ filter: words });
  view.description = words === '' ? '' : vscode.l10n.t('filtered by “{0}”', words);
  void vscode.commands.executeCommand('setContext', `${PREFIX}.topicsFiltered`, words !== '');
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
