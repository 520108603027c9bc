import * as vscode from 'vscode';
import { planInsertCitation, referenceById } from '../core';
import { addOtherFiles, toWorkspaceEdit } from './convert';
import { MANUSCRIPTS } from './manuscriptLanguages';
import { asTarget, type ReferenceTarget } from './referenceTarget';
import type { Workspace } from './workspace';

/** What is dragged out of our trees, as JSON: an array of {@link ReferenceTarget}. */
const MIME = 'application/vnd.numbered-citations.references';

/** Lets the rows of a tree be dragged: our own data for manuscripts, plain text for anything else. */
export function dragReferences<Row>(
  targetsOf: (row: Row) => readonly ReferenceTarget[],
  workspace: Workspace,
): vscode.TreeDragAndDropController<Row> {
  return {
    dragMimeTypes: [MIME, 'text/plain'],
    dropMimeTypes: [],
    handleDrag: (rows, transfer) => {
      const targets = rows.flatMap(targetsOf);
      if (targets.length === 0) return;
      transfer.set(MIME, new vscode.DataTransferItem(JSON.stringify(targets)));
      const numbering = workspace.activeManuscript()?.numbered.numberings[0];
      const words = targets.map(
        ({ id, number }) => number ?? (id === undefined ? undefined : numbering?.numberOf.get(id)),
      );
      const known = words.filter(number => number !== undefined);
      transfer.set(
        'text/plain',
        new vscode.DataTransferItem(known.length > 0 ? `[${known.join(', ')}]` : ''),
      );
    },
  };
}

/** Cites what is dropped from our trees at the place of the drop: in the citation that is there, else in a new one. */
export function registerDropReference(workspace: Workspace): vscode.Disposable {
  const kind = vscode.DocumentDropOrPasteEditKind.Text.append('numberedCitation');
  return vscode.languages.registerDocumentDropEditProvider(
    MANUSCRIPTS,
    {
      provideDocumentDropEdits: async (document, position, transfer, token) => {
        const item = transfer.get(MIME);
        const ids = item ? idsIn(await item.asString(), workspace) : [];
        if (ids.length === 0 || token.isCancellationRequested) return undefined;
        const format = await workspace.listFormatter(
          document,
          ids.map(id => referenceById(workspace.libraries(), id)),
        );
        const numbered = workspace.numbered(document);
        if (!numbered || token.isCancellationRequested) return undefined;
        const plan = planInsertCitation(numbered, document.offsetAt(position), ids, format);
        if (plan.kind === 'refused') return undefined;
        const drop = new vscode.DocumentDropEdit('', vscode.l10n.t('Insert citation'), kind);
        drop.additionalEdit = toWorkspaceEdit(document, plan.edits);
        return (await addOtherFiles(drop.additionalEdit, numbered, plan.others)) ? drop : undefined;
      },
    },
    { dropMimeTypes: [MIME], providedDropEditKinds: [kind] },
  );
}

/** The citation keys in dragged data; what came from elsewhere and does not fit is left out. */
function idsIn(json: string, workspace: Workspace): readonly string[] {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    return [];
  }
  if (!Array.isArray(data)) return [];
  return data.flatMap(value => {
    const id = asTarget(value)?.id;
    return id !== undefined && referenceById(workspace.libraries(), id) ? [id] : [];
  });
}
