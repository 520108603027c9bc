import * as vscode from 'vscode';
import { type CitedPlace, type CitedWork, citationsInManuscript, sentenceOf, shownName } from '../core';
import { AuthorError, registerCommand } from './commands';
import { toLocationIn, toRange } from './convert';
import { cellOf, cellTitle } from './notebookCells';
import { type ReferenceTarget, targetOf } from './referenceTarget';
import { reveal } from './refusals';
import { PREFIX } from './settings';
import { FollowingTree } from './treeFrame';
import type { Workspace } from './workspace';

/** A row of the tree. */
export type CitationRow =
  | {
      readonly kind: 'cited';
      readonly node: CitedWork;
      readonly target: ReferenceTarget;
      readonly document: vscode.TextDocument;
    }
  | {
      readonly kind: 'place';
      readonly node: CitedPlace;
      readonly document: vscode.TextDocument;
      readonly target?: undefined;
    };

/** The view *Citations in this manuscript*: what it cites, in order of appearance, under each work the places. */
export function registerCitationTree(
  workspace: Workspace,
): vscode.Disposable & { readonly provider: vscode.TreeDataProvider<CitationRow> } {
  const provider = new CitationTreeProvider(workspace);
  const view = vscode.window.createTreeView(`${PREFIX}.citations`, provider.viewOptions(false));
  const disposable = vscode.Disposable.from(
    provider,
    view,
    registerCommand('revealCitation', async (uri, start, end) => {
      if (typeof uri !== 'string' || typeof start !== 'number' || typeof end !== 'number') return;
      const document = await opened(vscode.Uri.parse(uri));
      await reveal(document.uri, toRange(document, { start, end }));
    }),
  );
  return Object.assign(disposable, { provider });
}

class CitationTreeProvider extends FollowingTree<CitationRow> {
  getChildren(parent?: CitationRow): CitationRow[] {
    if (parent?.kind === 'place') return [];
    if (parent)
      return parent.node.citations.map(node => ({ kind: 'place', node, document: parent.document }));
    const active = this.workspace.activeText();
    if (!active) return [];
    const { document } = active;
    return citationsInManuscript(active.numbered).map(node => ({
      kind: 'cited',
      node,
      document,
      target: targetOf(document, {
        number: node.number,
        list: node.list,
        id: node.reference?.id,
      }),
    }));
  }

  getTreeItem(row: CitationRow): vscode.TreeItem {
    return row.kind === 'cited' ? citedItem(row) : this.#placeItem(row);
  }

  #placeItem({ node, document }: Extract<CitationRow, { kind: 'place' }>): vscode.TreeItem {
    const { file } = node;
    const numbered = file?.numbered ?? this.workspace.numbered(document);
    const place = file
      ? toLocationIn(file.name, file.numbered.manuscript.text, node.range).range.start
      : document.positionAt(node.range.start);
    const line = place.line + 1;
    const cell = file ? undefined : cellOf(document);
    const name = file ? shownName(file) : cell && cellTitle(cell);
    const where =
      name === undefined ? vscode.l10n.t('Line {0}', line) : vscode.l10n.t('{0}, line {1}', name, line);
    const item = new vscode.TreeItem(where, vscode.TreeItemCollapsibleState.None);
    item.id = node.id;
    const sentence = numbered ? sentenceOf(numbered.manuscript, node) : '';
    item.description = sentence;
    item.tooltip = sentence;
    item.iconPath = new vscode.ThemeIcon('quote');
    item.command = revealCommand(document, node);
    item.accessibilityInformation = {
      label: name
        ? vscode.l10n.t('{0} in {1}, line {2}: {3}', node.text, name, line, sentence)
        : vscode.l10n.t('{0} on line {1}: {2}', node.text, line, sentence),
    };
    return item;
  }
}

function citedItem({ node, document }: Extract<CitationRow, { kind: 'cited' }>): vscode.TreeItem {
  const count = node.citations.length;
  const missing = node.numbered === undefined && node.reference === undefined;
  const cited = node.key === undefined ? `[${node.number}]` : `@${node.key}`;
  const label = `${cited}  ${node.label ?? vscode.l10n.t('no such reference')}`;
  const item = new vscode.TreeItem(
    label,
    count > 1 ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  item.id = node.id;
  const times = count === 1 ? vscode.l10n.t('cited once') : vscode.l10n.t('cited {0}×', count);
  item.description = node.title === '' ? times : `${times} · ${node.title}`;
  item.iconPath = missing
    ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
    : new vscode.ThemeIcon('bookmark');
  item.contextValue = missing ? `${PREFIX}.missing` : `${PREFIX}.reference.cited`;
  item.command = revealCommand(document, node.citations[0]!);
  item.accessibilityInformation = { label: `${label}, ${node.title}, ${times}` };
  return item;
}

function revealCommand(document: vscode.TextDocument, place: CitedPlace): vscode.Command {
  return {
    command: `${PREFIX}.revealCitation`,
    title: vscode.l10n.t('Reveal citation'),
    arguments: [place.file?.name ?? document.uri.toString(), place.range.start, place.range.end],
  };
}

async function opened(uri: vscode.Uri): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    throw new AuthorError(vscode.l10n.t('This manuscript is not open any more.'));
  }
}
