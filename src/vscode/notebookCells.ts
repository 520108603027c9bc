import * as vscode from 'vscode';

/** The scheme of the cells of every notebook. */
export const CELL_SCHEME = 'vscode-notebook-cell';

/** Notebooks that are shown beside an author's, as they were once. */
const FOREIGN_NOTEBOOKS = new Set(['git', 'vscode-scm', 'vscode-local-history']);

/** The notebook that `document` is a cell of; undefined where it is none, or its notebook is a former version. */
export function notebookOf({ uri }: Pick<vscode.TextDocument, 'uri'>): vscode.NotebookDocument | undefined {
  return cellOf({ uri })?.notebook;
}

/** The cells of a notebook that hold text, in their order; what is run is none. */
export function textCellsOf(notebook: vscode.NotebookDocument): readonly vscode.NotebookCell[] {
  return notebook.getCells().filter(({ kind }) => kind === vscode.NotebookCellKind.Markup);
}

/** The notebook's cell that `document` is the text of; undefined as for {@link notebookOf}. */
export function cellOf({ uri }: Pick<vscode.TextDocument, 'uri'>): vscode.NotebookCell | undefined {
  if (uri.scheme !== CELL_SCHEME) return undefined;
  const address = uri.toString();
  for (const notebook of vscode.workspace.notebookDocuments) {
    if (notebook.uri.path !== uri.path || FOREIGN_NOTEBOOKS.has(notebook.uri.scheme)) continue;
    const cell = cellsByAddress(notebook).get(address);
    if (cell) return cell;
  }
  return undefined;
}

interface KnownCells {
  readonly version: number;
  readonly byAddress: ReadonlyMap<string, vscode.NotebookCell>;
}

const known = new WeakMap<vscode.NotebookDocument, KnownCells>();

/** Kept for each version, because every question about a cell asks for it. */
function cellsByAddress(notebook: vscode.NotebookDocument): ReadonlyMap<string, vscode.NotebookCell> {
  const { version, cellCount } = notebook;
  const last = known.get(notebook);
  if (last?.version === version && last.byAddress.size === cellCount) return last.byAddress;
  const byAddress = new Map(notebook.getCells().map(cell => [cell.document.uri.toString(), cell]));
  known.set(notebook, { version, byAddress });
  return byAddress;
}

/** What people call a cell: its place among all of the notebook. */
export function cellTitle({ index }: vscode.NotebookCell): string {
  return vscode.l10n.t('cell {0}', index + 1);
}

/** Where a text is found: for a cell its notebook, which settings, libraries and styles are beside. */
export function homeOf(document: vscode.TextDocument): vscode.Uri {
  return notebookOf(document)?.uri ?? document.uri;
}

/** Whether a text, or the notebook that it is a cell of, is not saved anywhere yet. */
export function isUnsaved(document: vscode.TextDocument): boolean {
  return notebookOf(document)?.isUntitled ?? document.isUntitled;
}
