import * as vscode from 'vscode';
import { type AddToLibraryPlan, planAddToLibrary, type Reference, readLibrary, shortLabel } from '../core';
import { Background } from './background';
import { isBib } from './bibDocuments';
import { AuthorError, changeTexts, registerCommand } from './commands';
import { toRange, toWorkspaceEdit } from './convert';
import { pickReferences } from './pickReference';
import { asTarget, takeInHand } from './referenceTarget';
import { reveal } from './refusals';
import type { Workspace } from './workspace';

/** Libraries up to this many code units are read at once; larger ones by the worker. */
const SMALL = 300_000;

/** What is on the clipboard is looked at only up to this many code units. */
const MOST_PASTED = 2_000_000;

/** Adds references to a library file: those on the clipboard, in whatever format, or those of another library. */
export function registerAddToLibrary(workspace: Workspace, extension: vscode.Uri): vscode.Disposable {
  const background = new Background(extension);
  const add = async (references: readonly Reference[]): Promise<void> => {
    if (references.length === 0) return;
    const uri = await pickFile(workspace);
    if (uri) await addToFile(background, uri, references);
  };
  return vscode.Disposable.from(
    background,
    registerCommand('addToLibrary', async () => add(await pickSource(workspace))),
    registerCommand('addTreeReferenceToLibrary', async (value, selection) => {
      const rows = Array.isArray(selection) && selection.length > 0 ? selection : [value];
      await add(
        rows.flatMap(row => {
          const target = asTarget(row);
          return (target && takeInHand(workspace, target).reference) ?? [];
        }),
      );
    }),
  );
}

async function pickSource(workspace: Workspace): Promise<readonly Reference[]> {
  const pasted = (await vscode.env.clipboard.readText()).slice(0, MOST_PASTED);
  const { references } = readLibrary('clipboard', pasted);
  const choose = (): Promise<readonly Reference[]> =>
    pickReferences(workspace, workspace.activeManuscript()?.numbered, {
      title: vscode.l10n.t('Add to library'),
      placeholder: vscode.l10n.t('Any word of title, authors, year, journal, topic or summary'),
      many: true,
    });
  const sources = [
    ...(references.length > 0
      ? [
          {
            label: vscode.l10n.t('From the clipboard'),
            description: references.slice(0, 3).map(shortLabel).join(' · '),
            take: async () => references,
          },
        ]
      : []),
    { label: vscode.l10n.t('From another library…'), description: '', take: choose },
  ];
  const placeHolder =
    references.length > 0
      ? vscode.l10n.t('Where the references come from')
      : vscode.l10n.t('The clipboard holds no BibTeX, RIS, PubMed or CSL-JSON record');
  const source = await vscode.window.showQuickPick(sources, {
    title: vscode.l10n.t('Add to library'),
    placeHolder,
  });
  return source ? source.take() : [];
}

/** The library file to write to: the one in the active editor first, then those that are active, then any other. */
async function pickFile(workspace: Workspace): Promise<vscode.Uri | undefined> {
  const active = vscode.window.activeTextEditor?.document;
  const known = new Map<string, vscode.Uri>();
  const offer = (uri: vscode.Uri | undefined): void => {
    if (uri && /\.(?:bib|bibtex|biblatex|ris|json|ya?ml)$/i.test(uri.path)) known.set(uri.toString(), uri);
  };
  if (active && isBib(active)) known.set(active.uri.toString(), active.uri);
  for (const library of workspace.libraries()) {
    const first = library.references.at(0);
    offer(first && workspace.libraryFileOf(first));
  }
  for (const document of vscode.workspace.textDocuments) {
    if (isBib(document)) known.set(document.uri.toString(), document.uri);
  }
  const items = [
    ...[...known.values()].map(uri => ({
      label: vscode.workspace.asRelativePath(uri),
      take: async (): Promise<vscode.Uri | undefined> => uri,
    })),
    {
      label: vscode.l10n.t('Another file…'),
      take: async () =>
        (
          await vscode.window.showOpenDialog({
            title: vscode.l10n.t('Add to library'),
            filters: { [vscode.l10n.t('Libraries')]: ['bib', 'ris', 'json', 'yaml', 'yml'] },
          })
        )?.[0],
    },
  ];
  const title = vscode.l10n.t('Add to which library?');
  return (await vscode.window.showQuickPick(items, { title }))?.take();
}

async function addToFile(
  background: Background,
  uri: vscode.Uri,
  references: readonly Reference[],
): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const { version, isDirty } = document;
  const text = document.getText();
  const input = { name: vscode.workspace.asRelativePath(uri), text, references };
  const plan =
    text.length <= SMALL
      ? planAddToLibrary(input.name, text, references)
      : await background.ask('addToLibrary', input);
  if (plan.kind === 'refused') throw new AuthorError(plan.message);
  if (document.version !== version) {
    throw new AuthorError(
      vscode.l10n.t('The library changed in the meantime, so nothing was done. Run the command again.'),
    );
  }
  if (plan.edits.length > 0) {
    await changeTexts(toWorkspaceEdit(document, plan.edits));
    // What the author left unsaved stays so: they may not want it on disk yet.
    if (!isDirty && !document.isUntitled) await document.save();
  }
  report(document, plan);
}

/** Tells what was added, and what the library had already, with a way to look at it. */
function report(document: vscode.TextDocument, { added, known }: AddToLibraryPlan & { kind: 'edits' }): void {
  const file = vscode.workspace.asRelativePath(document.uri);
  const keys = added.map(({ key }) => key).slice(0, 10);
  const show = vscode.l10n.t('Show');
  const place =
    added.length > 0
      ? { start: document.getText().lastIndexOf(keys[0] ?? ''), length: keys[0]?.length ?? 0 }
      : { start: known[0]?.existing.source?.start ?? 0, length: 0 };
  const words = [
    ...(keys.length > 0 ? [vscode.l10n.t('Added to {0}: {1}', file, keys.join(', '))] : []),
    ...(known.length > 0
      ? [
          vscode.l10n.t(
            'In {0} already: {1}',
            file,
            known
              .slice(0, 10)
              .map(({ existing }) => existing.id)
              .join(', '),
          ),
        ]
      : []),
  ];
  if (words.length === 0) return;
  void vscode.window.showInformationMessage(words.join(' · '), show).then(async chosen => {
    if (chosen !== show) return;
    const start = Math.max(0, place.start);
    await reveal(document.uri, toRange(document, { start, end: start + place.length }));
  });
}
