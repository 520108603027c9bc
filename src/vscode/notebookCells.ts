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

/** The cell with text that is chosen in an editor, else the notebook's first one. */
export function chosenTextCell({
  notebook,
  selection,
}: vscode.NotebookEditor): vscode.NotebookCell | undefined {
  const cells = textCellsOf(notebook);
  return cells.find(({ index }) => index === selection.start) ?? cells[0];
}

/** What wants to hear of the text cells of notebooks beside what the editor says of every text. */
export interface CellListener {
  /** The text is another one than before though it is the same document of the same version. */
  forget(document: vscode.TextDocument): void;
  /** The cell can be found in its notebook now, or others came, went or moved, and with them the numbers of all. */
  changed(document: vscode.TextDocument): void;
}

/** Tells of cells: the editor opens their texts before their notebook, and of reopened ones it says nothing. */
export function followNotebooks(listener: CellListener): vscode.Disposable {
  const each = (notebook: vscode.NotebookDocument, tell: (document: vscode.TextDocument) => void): void => {
    for (const { document } of textCellsOf(notebook)) tell(document);
  };
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenNotebookDocument(notebook => {
      each(notebook, document => listener.forget(document));
      each(notebook, document => listener.changed(document));
    }),
    vscode.workspace.onDidCloseNotebookDocument(notebook =>
      each(notebook, document => listener.forget(document)),
    ),
    vscode.workspace.onDidChangeNotebookDocument(({ notebook, contentChanges }) => {
      if (contentChanges.length > 0) each(notebook, document => listener.changed(document));
    }),
  );
}
