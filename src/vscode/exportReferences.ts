import * as vscode from 'vscode';
import {
  citedReferences,
  type Library,
  type Reference,
  type WrittenFormat,
  writeReferencesInSteps,
} from '../core';
import { AuthorError, registerCommand, requireText } from './commands';
import { asTarget, takeInHand } from './referenceTarget';
import { inSlices } from './slices';
import type { Workspace } from './workspace';

interface FormatItem extends vscode.QuickPickItem {
  readonly format: WrittenFormat;
  readonly ending: string;
  /** The editor's language for a new text. */
  readonly language: string;
}

const FORMATS: readonly FormatItem[] = [
  { label: 'BibTeX', description: '.bib', format: 'bibtex', ending: 'bib', language: 'bibtex' },
  { label: 'BibLaTeX', description: '.bib', format: 'biblatex', ending: 'bib', language: 'bibtex' },
  { label: 'RIS', description: '.ris', format: 'ris', ending: 'ris', language: 'plaintext' },
  { label: 'CSL-JSON', description: '.json', format: 'csl-json', ending: 'json', language: 'json' },
];

/** References that are written before others may run. */
const STEP = 100;

/** Writes references in another format: what a manuscript cites, a whole library, or what is selected in a tree. */
export function registerExportReferences(workspace: Workspace): vscode.Disposable {
  return vscode.Disposable.from(
    registerCommand('exportCited', async () => {
      const { document, numbered } = requireText(workspace);
      const { references, unlinked, unknownKeys } = citedReferences(numbered);
      if (references.length === 0) {
        throw new AuthorError(vscode.l10n.t('This manuscript cites nothing that a library has a record of.'));
      }
      const missing = [...unlinked.map(number => `[${number}]`), ...unknownKeys];
      const name = document.uri.path.replace(/^.*\/|\.[^.]*$/g, '');
      const isDone = await exportReferences(references, references.length, name);
      if (isDone && missing.length > 0) {
        void vscode.window.showWarningMessage(
          vscode.l10n.t('No library has a record of: {0}', missing.slice(0, 20).join(', ')),
        );
      }
    }),
    registerCommand('exportLibrary', async () => {
      const library = await pickLibrary(workspace);
      if (library) {
        const name = library.name.replace(/^.*[\\/]|\.[^.]*$/g, '');
        await exportReferences(library.references, library.references.length, name);
      }
    }),
    registerCommand('exportTreeReferences', async (value, selection) => {
      const rows = Array.isArray(selection) && selection.length > 0 ? selection : [value];
      const references = rows.flatMap(row => {
        const target = asTarget(row);
        return (target && takeInHand(workspace, target).reference) ?? [];
      });
      if (references.length > 0) {
        await exportReferences(references, references.length, vscode.l10n.t('references'));
      }
    }),
  );
}

async function pickLibrary(workspace: Workspace): Promise<Library | undefined> {
  const libraries = workspace.libraries().filter(({ references }) => references.length > 0);
  if (libraries.length <= 1) return libraries[0];
  const items = libraries.map(library => ({
    label: library.name,
    description: vscode.l10n.t('{0} references', library.references.length),
    library,
  }));
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Export library') }))?.library;
}

/** Asks for format and place, and writes. @returns whether it was written */
async function exportReferences(
  references: Iterable<Reference>,
  count: number,
  name: string,
): Promise<boolean> {
  const title =
    count === 1 ? vscode.l10n.t('Export one reference') : vscode.l10n.t('Export {0} references', count);
  const format = await vscode.window.showQuickPick(FORMATS, { title });
  if (!format) return false;
  const places = [
    { label: vscode.l10n.t('New editor'), isFile: false },
    { label: vscode.l10n.t('File…'), isFile: true },
  ];
  const place = await vscode.window.showQuickPick(places, { title });
  if (!place) return false;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const uri = place.isFile
    ? await vscode.window.showSaveDialog({
        title,
        ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, `${name}.${format.ending}`) } : {}),
        filters: { [format.label]: [format.ending] },
      })
    : undefined;
  if (place.isFile && !uri) return false;
  const text = await written(references, count, format.format, title);
  if (text === undefined) return false;
  if (uri) {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    void vscode.window.setStatusBarMessage(vscode.l10n.t('Exported {0} references', count), 5000);
  } else {
    const document = await vscode.workspace.openTextDocument({ language: format.language, content: text });
    await vscode.window.showTextDocument(document);
  }
  return true;
}

/** The text, written in slices; undefined when the author cancels. */
async function written(
  references: Iterable<Reference>,
  count: number,
  format: WrittenFormat,
  title: string,
): Promise<string | undefined> {
  const work = writeReferencesInSteps(references, format, STEP);
  if (count < 2000) return inSlices(work);
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, (_progress, token) =>
    inSlices(work, () => !token.isCancellationRequested),
  );
}

// Both extension hosts have it; the types of neither Node nor the browser are loaded in this room.
declare const TextEncoder: { new (): { encode(text: string): Uint8Array } };
