import * as vscode from 'vscode';
import { type CslName, type Library, type Reference, rowOf, shortLabel, topicsOf } from '../core';
import { registerCommand } from './commands';
import { pause } from './debounce';
import { countOfReferences } from './treeFrame';
import type { Workspace } from './workspace';

const SCHEME = 'numbered-citations';

/** The editor must not wait longer than this many milliseconds at once for the text of a large library. */
const BREATH = 15;

/** A library to be read. */
interface LibraryText {
  readonly text: string;
  /** The line (from 0) on which the reference of each row begins. */
  readonly lines: Uint32Array;
}

/** Libraries never change, so that a text that was made stays true as long as its library lives. */
const texts = new WeakMap<Library, Promise<LibraryText>>();

/** A read-only text for each library: where “go to definition” leads where its records stand in no file. */
export function registerLibraryText(workspace: Workspace): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  return vscode.Disposable.from(
    changed,
    workspace.onDidChangeLibraries(() => {
      for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === SCHEME) changed.fire(uri);
    }),
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: async uri => {
        const library = workspace.libraries().find(({ name }) => name === uri.query);
        return library && (await libraryText(library)).text;
      },
    }),
    registerCommand('showLibrary', () => showLibrary(workspace)),
  );
}

/** Where the record of `reference` can be read: in its own file, else in the read-only text of its library. */
export async function locationInLibraries(
  workspace: Workspace,
  reference: Reference,
): Promise<vscode.Location> {
  const file = workspace.libraryFileOf(reference);
  if (file && reference.source) {
    const document = await vscode.workspace.openTextDocument(file);
    const at = document.positionAt(reference.source.start);
    return new vscode.Location(file, new vscode.Range(at, document.positionAt(reference.source.end)));
  }
  const library = workspace.libraries().find(({ name }) => name === reference.library);
  const row = library && rowOf(library, reference.id);
  const line = row === undefined ? 0 : ((await libraryText(library!)).lines[row] ?? 0);
  return new vscode.Location(textUri(reference.library), new vscode.Position(line, 0));
}

async function showLibrary(workspace: Workspace): Promise<void> {
  const libraries = workspace.libraries();
  const items = libraries.map(({ name, references }) => ({
    label: name,
    description: countOfReferences(references.length),
  }));
  const title = vscode.l10n.t('Show the references of which library?');
  const chosen = items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, { title });
  if (chosen) await vscode.window.showTextDocument(textUri(chosen.label), { preview: true });
}

function textUri(library: string): vscode.Uri {
  const name = library.slice(library.lastIndexOf('/') + 1);
  return vscode.Uri.from({ scheme: SCHEME, path: `/${name}.md`, query: library });
}

function libraryText(library: Library): Promise<LibraryText> {
  const known = texts.get(library) ?? writeLibrary(library);
  texts.set(library, known);
  return known;
}

async function writeLibrary(library: Library): Promise<LibraryText> {
  const written: string[] = [`# ${oneLine(library.name)}`, ''];
  if (library.provenance) written.push(oneLine(library.provenance), '');
  const lines = new Uint32Array(library.references.length);
  let row = 0;
  let breath = Date.now();
  for (const reference of library.references) {
    lines[row++] = written.length;
    written.push(...referenceLines(reference, library), '');
    if (row % 32 !== 0 || Date.now() - breath < BREATH) continue;
    await pause(0);
    breath = Date.now();
  }
  return { text: written.join('\n'), lines };
}

function referenceLines(reference: Reference, library: Library): readonly string[] {
  const { csl, number, summary } = reference;
  const label = shortLabel(reference);
  const where = [csl['container-title'] ?? csl['container-title-short'], csl.volume, csl.page ?? csl.number];
  const topics = topicsOf(reference, library).map(topic => topic.label);
  const paragraphs = [
    [
      oneLine(csl.title ?? ''),
      oneLine((csl.author ?? []).map(nameOf).join(', ')),
      oneLine(where.filter(part => part !== undefined && part !== '').join(' ')),
    ],
    [oneLine(summary ?? '')],
    [topics.length > 0 ? vscode.l10n.t('Topics: {0}', topics.join(', ')) : ''],
    [vscode.l10n.t('Key: {0}', reference.id)],
  ];
  const heading = number === undefined ? `## ${label}` : `## [${number}] ${label}`;
  const shown = paragraphs.map(lines => lines.filter(line => line !== '')).filter(lines => lines.length > 0);
  return [heading, ...shown.flatMap(paragraph => ['', ...paragraph])];
}

function nameOf(name: CslName): string {
  return name.literal ?? [name.given, name.family].filter(part => part !== undefined).join(' ');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
