import * as vscode from 'vscode';
import {
  citationsInFiles,
  type EditPlan,
  listFileOf,
  type NumberedManuscript,
  type NumberedReference,
  planInsertReference,
  planMergeReferences,
  planMoveReference,
  planRemoveReference,
  planSwapReferences,
  shownName,
  writeEntryMarkup,
} from '../core';
import { AuthorError, applyPlan, registerCommand, requireManuscript } from './commands';
import { targetAtCursor } from './goToReference';
import { pickReferences } from './pickReference';
import { asTarget, entryText, takeInHand } from './referenceTarget';
import type { Workspace } from './workspace';

/** A list entry of the active manuscript that a command changes. */
interface EntryInHand {
  readonly editor: vscode.TextEditor;
  readonly numbered: NumberedManuscript;
  readonly number: number;
  readonly list: number;
}

/** The commands that change the reference list: every citation keeps its work, or nothing is done. */
export function registerEditReferences(workspace: Workspace): vscode.Disposable {
  return vscode.Disposable.from(
    registerCommand('removeReference', async value => {
      const entry = await entryInHand(workspace, value, vscode.l10n.t('Remove which reference?'));
      if (entry) await remove(workspace, entry);
    }),
    registerCommand('mergeReferences', async value => {
      const kept = await entryInHand(workspace, value, vscode.l10n.t('Keep which reference?'));
      if (!kept) return;
      const title = vscode.l10n.t('Which reference is the same work as reference {0}?', kept.number);
      const given = await pickEntry(kept.numbered, kept.list, title, kept.number);
      if (given === undefined) return;
      const options = { ...workspace.settings(kept.editor.document).rewrite, list: kept.list };
      await apply(kept, planMergeReferences(kept.numbered, kept.number, given, options));
    }),
    registerCommand('swapReferences', async value => {
      const first = await entryInHand(workspace, value, vscode.l10n.t('Swap which reference?'));
      if (!first) return;
      const title = vscode.l10n.t('Swap reference {0} with which one?', first.number);
      const second = await pickEntry(first.numbered, first.list, title, first.number);
      if (second === undefined) return;
      const options = { ...workspace.settings(first.editor.document).rewrite, list: first.list };
      await apply(first, planSwapReferences(first.numbered, first.number, second, options));
    }),
    registerCommand('moveReference', async value => {
      const entry = await entryInHand(workspace, value, vscode.l10n.t('Move which reference?'));
      if (!entry) return;
      const to = await askNumber(vscode.l10n.t('New number of reference {0}', entry.number), entry.number);
      if (to === undefined) return;
      const options = { ...workspace.settings(entry.editor.document).rewrite, list: entry.list };
      await apply(entry, planMoveReference(entry.numbered, entry.number, to, options));
    }),
    registerCommand('insertReferenceIntoList', () => insertIntoList(workspace)),
  );
}

async function remove(workspace: Workspace, entry: EntryInHand): Promise<void> {
  const { editor, numbered, number, list } = entry;
  const count = citationsInFiles(numbered, number, list).length;
  if (count > 0) {
    const both = vscode.l10n.t('Remove with Its Citations');
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t('Reference {0} is cited in {1} places.', number, count),
      {
        modal: true,
        detail: vscode.l10n.t('Its number is taken out of those citations, and the others close the gap.'),
      },
      both,
    );
    if (chosen !== both) return;
  }
  const options = { ...workspace.settings(editor.document).rewrite, list, citations: 'remove' as const };
  await apply(entry, planRemoveReference(numbered, number, options));
}

async function insertIntoList(workspace: Workspace): Promise<void> {
  const { editor, numbered } = requireManuscript(workspace);
  const list = numbered.manuscript.referenceLists.findIndex(({ entries }) => entries.length > 0);
  if (list < 0) throw withoutList();
  const [reference] = await pickReferences(workspace, numbered, {
    title: vscode.l10n.t('Insert which reference into the list?'),
    placeholder: vscode.l10n.t('Any word of title, authors, year, journal, topic or summary'),
    many: false,
  });
  if (!reference) return;
  const last = Math.max(...numbered.manuscript.referenceLists[list]!.entries.map(({ number }) => number));
  const number = await askNumber(vscode.l10n.t('Number of the new reference'), last + 1);
  if (number === undefined) return;
  const format = await workspace.listFormatter(editor.document, [reference]);
  const body = writeEntryMarkup(format(reference), numbered.manuscript.language);
  const options = { ...workspace.settings(editor.document).rewrite, list };
  await applyPlan(
    editor.document,
    numbered,
    planInsertReference(numbered, { number, body, key: reference.id }, options),
    {
      nothingToDo: vscode.l10n.t('Nothing to change.'),
      report: true,
    },
  );
}

/** The entry that a command was given or that the cursor names, else one that the author picks. */
async function entryInHand(
  workspace: Workspace,
  value: unknown,
  title: string,
): Promise<EntryInHand | undefined> {
  const { editor, numbered } = requireManuscript(workspace);
  const other = listFileOf(numbered);
  if (other) {
    throw new AuthorError(
      vscode.l10n.t(
        'The reference list of this manuscript stands in {0}: change it there.',
        shownName(other),
      ),
    );
  }
  const target = asTarget(value) ?? targetAtCursor(workspace);
  const work = target && takeInHand(workspace, target);
  const { referenceLists } = numbered.manuscript;
  const list = work?.list ?? referenceLists.findIndex(({ entries }) => entries.length > 0);
  if (list < 0) throw withoutList();
  if (work && !work.numbered?.entry)
    throw new AuthorError(vscode.l10n.t('The reference list has no entry for this work.'));
  const number = work?.numbered?.number ?? (await pickEntry(numbered, list, title));
  return number === undefined ? undefined : { editor, numbered, number, list };
}

/** Lets the author pick one of the entries of a list, by its number. */
async function pickEntry(
  numbered: NumberedManuscript,
  list: number,
  title: string,
  except?: number,
): Promise<number | undefined> {
  const entries = [...(numbered.numberings[list]?.byNumber.values() ?? [])].filter(
    ({ number }) => number !== except,
  );
  const items = entries.map((entry: NumberedReference) => ({
    label: `[${entry.number}]`,
    description: entryText(numbered, entry),
    number: entry.number,
  }));
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.number;
}

async function askNumber(title: string, value: number): Promise<number | undefined> {
  const typed = await vscode.window.showInputBox({
    title,
    value: String(value),
    validateInput: text =>
      /^[1-9]\d{0,5}$/.test(text.trim()) ? undefined : vscode.l10n.t('Type a number from 1 on, such as 7.'),
  });
  return typed === undefined ? undefined : Number(typed.trim());
}

async function apply({ editor, numbered }: EntryInHand, plan: EditPlan): Promise<void> {
  await applyPlan(editor.document, numbered, plan, {
    nothingToDo: vscode.l10n.t('Nothing to change.'),
    report: true,
  });
}

function withoutList(): AuthorError {
  return new AuthorError(
    vscode.l10n.t('This manuscript has no reference list yet. Run “Insert or Update Bibliography” first.'),
  );
}
