import * as vscode from 'vscode';
import { citationsInFiles } from '../core';
import { AuthorError, registerCommand, requireManuscript } from './commands';
import { toLocation, toLocationIn, toRange } from './convert';
import { locationInLibraries } from './libraryText';
import { pickReferences } from './pickReference';
import {
  asTarget,
  type ReferenceInHand,
  type ReferenceTarget,
  takeInHand,
  targetAt,
  targetOf,
} from './referenceTarget';
import { reveal } from './refusals';
import type { Workspace } from './workspace';

/** The commands that go to a reference and to the citations of it. */
export function registerGoToReference(workspace: Workspace): vscode.Disposable {
  const given = (value: unknown): ReferenceInHand => {
    const target = asTarget(value) ?? targetAtCursor(workspace);
    if (target) return takeInHand(workspace, target);
    throw new AuthorError(
      vscode.l10n.t('Put the cursor on a citation or on an entry of the reference list first.'),
    );
  };
  return vscode.Disposable.from(
    registerCommand('goToReference', () => goToReference(workspace)),
    registerCommand('goToTreeReference', value => openReference(workspace, given(value))),
    registerCommand('openReference', value => openReference(workspace, given(value))),
    registerCommand('findAllCitations', value => findAllCitations(workspace, given(value))),
    registerCommand('revealCitations', value => revealCitations(workspace, given(value))),
  );
}

/** The work at the cursor of the active manuscript. */
export function targetAtCursor(workspace: Workspace): ReferenceTarget | undefined {
  const active = workspace.activeManuscript();
  if (!active) return undefined;
  const { document, selection } = active.editor;
  return targetAt(document, active.numbered, document.offsetAt(selection.active));
}

async function goToReference(workspace: Workspace): Promise<void> {
  const { editor, numbered } = requireManuscript(workspace);
  const atCursor = targetAtCursor(workspace);
  if (atCursor) return openReference(workspace, takeInHand(workspace, atCursor));
  const [reference] = await pickReferences(workspace, numbered, {
    title: vscode.l10n.t('Go to reference'),
    placeholder: vscode.l10n.t('Any word of title, authors, year, journal, topic or summary'),
    many: false,
  });
  if (reference) {
    await openReference(workspace, takeInHand(workspace, targetOf(editor.document, { id: reference.id })));
  }
}

/** Shows the entry of a work in the manuscript's own list, else its record in the libraries. */
async function openReference(workspace: Workspace, work: ReferenceInHand): Promise<void> {
  const { document, numbered, reference } = work;
  if (document && numbered?.entry) {
    await reveal(document.uri, toRange(document, numbered.entry.textRange));
    return;
  }
  const { elsewhere } = numbered ?? {};
  if (elsewhere) {
    const other = await vscode.workspace.openTextDocument(vscode.Uri.parse(elsewhere.file));
    await reveal(other.uri, toRange(other, elsewhere.selection));
    return;
  }
  if (!reference) return;
  const location = await locationInLibraries(workspace, reference);
  await reveal(location.uri, location.range);
}

/** Shows every citation of a work in the editor's own peek view. */
async function findAllCitations(workspace: Workspace, work: ReferenceInHand): Promise<void> {
  const citations = citationsOf(work);
  const first = citations[0];
  if (!first) throw notCited();
  const active = workspace.activeEditor();
  const here = active && active.document === work.document ? active.selection.active : first.range.start;
  await reveal(first.uri, new vscode.Range(here, here));
  await vscode.commands.executeCommand('editor.action.showReferences', first.uri, here, citations);
}

/** Selects the next citation of a work after the cursor, and begins again at the first. */
async function revealCitations(workspace: Workspace, work: ReferenceInHand): Promise<void> {
  const citations = citationsOf(work);
  const active = workspace.activeEditor();
  const cursor = active && active.document === work.document ? active.selection.start : undefined;
  const isBehind = ({ uri, range }: vscode.Location): boolean =>
    cursor !== undefined && (uri.toString() !== work.document?.uri.toString() || range.start.isAfter(cursor));
  const next = citations.find(isBehind) ?? citations[0];
  if (!next) throw notCited();
  await reveal(next.uri, next.range);
}

function citationsOf({
  document,
  numberedManuscript,
  number,
  list,
}: ReferenceInHand): readonly vscode.Location[] {
  if (!document || !numberedManuscript || number === undefined) return [];
  return citationsInFiles(numberedManuscript, number, list ?? 0).map(({ file, citation }) =>
    file
      ? toLocationIn(file.name, file.numbered.manuscript.text, citation.range)
      : toLocation(document, citation.range),
  );
}

function notCited(): AuthorError {
  return new AuthorError(vscode.l10n.t('This manuscript does not cite this reference.'));
}
