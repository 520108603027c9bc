import * as vscode from 'vscode';
import {
  type BibliographyEntry,
  bibliographyEntries,
  copyReferenceAs,
  type FormattedEntry,
  plainEntry,
  richEntry,
  richList,
} from '../core';
import { AuthorError, registerCommand, requireManuscript } from './commands';
import { copyRichText } from './copyRichText';
import { targetAtCursor } from './goToReference';
import { pickReferences } from './pickReference';
import { asTarget, entryText, type ReferenceInHand, takeInHand, targetOf } from './referenceTarget';
import { requireStyle } from './requireStyle';
import type { Workspace } from './workspace';

/** The commands that put a reference on the clipboard. */
export function registerCopyReference(workspace: Workspace): vscode.Disposable {
  const copyAs = async (value: unknown): Promise<void> => {
    const work = await workInHand(workspace, value);
    if (!work) return;
    const format = await pickFormat(work.reference !== undefined);
    if (!format) return;
    if (format === 'rich') await copyRichText(richEntry(await formatted(workspace, work)));
    else if (format === 'formatted') await copy(plainEntry(await formatted(workspace, work)));
    else await copy(record(work, format));
  };
  return vscode.Disposable.from(
    registerCommand('copyReferenceAs', copyAs),
    registerCommand('copyTreeReferenceAs', copyAs),
    registerCommand('copyReferenceEntry', async value => {
      const work = await workInHand(workspace, value);
      if (work) await copy(plainEntry(await formatted(workspace, work)));
    }),
    registerCommand('copyBibliographyRichText', async () => {
      await copyRichText(richList(await bibliography(workspace)));
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
type Format = 'formatted' | 'rich' | RecordFormat;

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

/** @param hasRecord whether a library has a record of the work: an entry typed by hand has only its words */
async function pickFormat(hasRecord: boolean): Promise<Format | undefined> {
  const records = [
    { label: 'BibTeX', format: 'bibtex' },
    { label: 'RIS', format: 'ris' },
    { label: 'CSL-JSON', format: 'csl-json' },
  ] as const;
  const formats: readonly (vscode.QuickPickItem & { readonly format: Format })[] = [
    { label: vscode.l10n.t('Formatted entry'), format: 'formatted' },
    {
      label: vscode.l10n.t('Formatted entry as rich text'),
      description: vscode.l10n.t('for word processors and e-mail'),
      format: 'rich',
    },
    ...(hasRecord ? records : []),
  ];
  const chosen = await vscode.window.showQuickPick(formats, { title: vscode.l10n.t('Copy reference as') });
  return chosen?.format;
}

/** The entry as the style writes it, else as the manuscript's own list has it. */
async function formatted(workspace: Workspace, work: ReferenceInHand): Promise<FormattedEntry> {
  if (work.reference) {
    const format = await workspace.formatter(work.document, [work.reference]);
    return format(work.reference);
  }
  const { numberedManuscript, numbered } = work;
  return numberedManuscript && numbered ? [{ text: entryText(numberedManuscript, numbered) }] : [];
}

/** The list of the active manuscript, as the command that writes it would have it. */
async function bibliography(workspace: Workspace): Promise<readonly BibliographyEntry[]> {
  const { editor, numbered } = requireManuscript(workspace);
  const { document } = editor;
  const style = await requireStyle(workspace, document);
  const engine = await workspace.prepareBibliography(document, numbered, style);
  const entries = bibliographyEntries(numbered, style, engine, { locale: workspace.localeOf(document) });
  if (entries.length > 0) return entries;
  throw new AuthorError(
    vscode.l10n.t('There is nothing to list: the manuscript cites no reference that is known.'),
  );
}

function record(work: ReferenceInHand, format: RecordFormat): string {
  if (!work.reference) return '';
  return copyReferenceAs(work.reference, format);
}

async function copy(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  void vscode.window.setStatusBarMessage(vscode.l10n.t('Copied to the clipboard'), 3000);
}
