import * as vscode from 'vscode';
import { copyReferenceAs, plainEntry } from '../core';
import { AuthorError, registerCommand } from './commands';
import { targetAtCursor } from './goToReference';
import { pickReferences } from './pickReference';
import { asTarget, entryText, type ReferenceInHand, takeInHand, targetOf } from './referenceTarget';
import type { Workspace } from './workspace';

/** The commands that put a reference on the clipboard. */
export function registerCopyReference(workspace: Workspace): vscode.Disposable {
  const copyAs = async (value: unknown): Promise<void> => {
    const work = await workInHand(workspace, value);
    if (!work) return;
    const format = work.reference ? await pickFormat() : 'formatted';
    if (!format) return;
    await copy(format === 'formatted' ? await formatted(workspace, work) : record(work, format));
  };
  return vscode.Disposable.from(
    registerCommand('copyReferenceAs', copyAs),
    registerCommand('copyTreeReferenceAs', copyAs),
    registerCommand('copyReferenceEntry', async value => {
      const work = await workInHand(workspace, value);
      if (work) await copy(await formatted(workspace, work));
    }),
    registerCommand('copyReferenceKey', async value => {
      const work = await workInHand(workspace, value);
      if (!work) return;
      if (!work.reference)
        throw new AuthorError(vscode.l10n.t('This entry is linked to no library, so it has no key.'));
      await copy(work.reference.id);
    }),
  );
}

type RecordFormat = 'bibtex' | 'ris' | 'csl-json';

/** What the command was given, else the work at the cursor, else one that the author picks. */
async function workInHand(workspace: Workspace, value: unknown): Promise<ReferenceInHand | undefined> {
  const target = asTarget(value) ?? targetAtCursor(workspace);
  if (target) return takeInHand(workspace, target);
  const active = workspace.activeManuscript();
  const [reference] = await pickReferences(workspace, active?.numbered, {
    title: vscode.l10n.t('Copy reference'),
    placeholder: vscode.l10n.t('Any word of title, authors, year, journal, topic or summary'),
    many: false,
  });
  return reference && takeInHand(workspace, targetOf(active?.editor.document, { id: reference.id }));
}

async function pickFormat(): Promise<'formatted' | RecordFormat | undefined> {
  const formats: readonly (vscode.QuickPickItem & { readonly format: 'formatted' | RecordFormat })[] = [
    { label: vscode.l10n.t('Formatted entry'), format: 'formatted' },
    { label: 'BibTeX', format: 'bibtex' },
    { label: 'RIS', format: 'ris' },
    { label: 'CSL-JSON', format: 'csl-json' },
  ];
  const chosen = await vscode.window.showQuickPick(formats, { title: vscode.l10n.t('Copy reference as') });
  return chosen?.format;
}

/** The entry as the style writes it, else as the manuscript's own list has it. */
async function formatted(workspace: Workspace, work: ReferenceInHand): Promise<string> {
  if (work.reference) {
    const format = await workspace.formatter(work.document, [work.reference]);
    return plainEntry(format(work.reference));
  }
  return work.numberedManuscript && work.numbered ? entryText(work.numberedManuscript, work.numbered) : '';
}

function record(work: ReferenceInHand, format: RecordFormat): string {
  if (!work.reference) return '';
  return copyReferenceAs(work.reference, format);
}

async function copy(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  void vscode.window.setStatusBarMessage(vscode.l10n.t('Copied to the clipboard'), 3000);
}
