import * as vscode from 'vscode';
import { previewMarks } from '../core';
import type { MarkedCell, MarksMessage, RendererMessage } from '../preview';
import { Debounced } from './debounce';
import { cellOf, notebookOf, textCellsOf } from './notebookCells';
import type { Workspace } from './workspace';

/** As in package.json. */
const RENDERER = 'numbered-citations.notebook';

/** Quiet time after a keystroke before the rendered cells follow. */
const QUIET = 150;

/** Tells the renderer of notebooks what the numbers in each cell stand for, and shows entries that it cannot reach. */
export function registerNotebookRenderer(workspace: Workspace): vscode.Disposable {
  const messaging = vscode.notebooks.createRendererMessaging(RENDERER);
  const updates = new Debounced(QUIET);
  /** What each page has been told. A page that was hidden and is shown again is another editor. */
  const told = new WeakMap<vscode.NotebookEditor, ReadonlyMap<string, MarkedCell>>();

  const tell = (editor: vscode.NotebookEditor, isAll: boolean): void => {
    const before = isAll ? undefined : told.get(editor);
    const cells = markedCells(workspace, editor.notebook);
    told.set(editor, new Map(cells.map(cell => [cell.name, cell])));
    const changed = before ? cells.filter(cell => !isSame(cell, before.get(cell.name))) : cells;
    if (before && changed.length === 0) return;
    const message: MarksMessage = { kind: 'marks', isAll: before === undefined, cells: changed };
    void messaging.postMessage(message, editor);
  };
  const later = (notebook: vscode.NotebookDocument): void =>
    updates.schedule(notebook.uri.toString(), () => {
      for (const editor of vscode.window.visibleNotebookEditors)
        if (editor.notebook === notebook) tell(editor, false);
    });
  const laterAll = (): void => vscode.workspace.notebookDocuments.forEach(later);

  return vscode.Disposable.from(
    updates,
    messaging.onDidReceiveMessage(({ editor, message }: ReceivedMessage) => {
      if (message.kind === 'ready') tell(editor, true);
      if (message.kind === 'reveal') revealEntry(workspace, editor, String(message.target));
    }),
    workspace.onDidChangeManuscript(document => {
      const notebook = notebookOf(document);
      if (notebook) later(notebook);
    }),
    workspace.onDidChangeLibraries(laterAll),
    vscode.window.onDidChangeVisibleNotebookEditors(laterAll),
  );
}

interface ReceivedMessage {
  readonly editor: vscode.NotebookEditor;
  readonly message: RendererMessage;
}

function markedCells(workspace: Workspace, notebook: vscode.NotebookDocument): readonly MarkedCell[] {
  return textCellsOf(notebook).flatMap(({ document }) => {
    const numbered = workspace.numbered(document);
    if (numbered?.manuscript.language !== 'markdown') return [];
    const marks = previewMarks(numbered, { together: true });
    return [{ name: document.uri.toString(), text: document.getText(), marks }];
  });
}

function isSame(cell: MarkedCell, known: MarkedCell | undefined): boolean {
  return cell.text === known?.text && JSON.stringify(cell.marks) === JSON.stringify(known.marks);
}

/** Brings the cell with an entry into view, which puts it into the page. */
function revealEntry(workspace: Workspace, editor: vscode.NotebookEditor, target: string): void {
  const name = markedCells(workspace, editor.notebook).find(({ marks }) =>
    marks.some(mark => mark.kind === 'entry' && mark.id === target),
  )?.name;
  const cell = name === undefined ? undefined : cellOf({ uri: vscode.Uri.parse(name) });
  if (!cell) return;
  const range = new vscode.NotebookRange(cell.index, cell.index + 1);
  editor.revealRange(range, vscode.NotebookEditorRevealType.AtTop);
}
