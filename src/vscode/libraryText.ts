import * as vscode from 'vscode';
import { type CslName, type Library, type Reference, shortLabel, topicsOf } from '../core';
import { registerCommand } from './commands';
import type { Workspace } from './workspace';

const SCHEME = 'numbered-citations';

/** A read-only text with every reference of the active libraries: where “go to definition” leads without a reference list. */
export function registerLibraryText(workspace: Workspace): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  return vscode.Disposable.from(
    changed,
    workspace.onDidChangeLibraries(() => changed.fire(libraryUri())),
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: () => libraryText(workspace.libraries()).text,
    }),
    registerCommand('showLibrary', () => vscode.window.showTextDocument(libraryUri(), { preview: true })),
  );
}

/** Where the record of `reference` can be read: in its own file, else in the read-only text. */
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
  const line = libraryText(workspace.libraries()).lineOf.get(reference) ?? 0;
  return new vscode.Location(libraryUri(), new vscode.Position(line, 0));
}

function libraryUri(): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${vscode.l10n.t('References')}.md` });
}

/** The text, and the line (from 0) on which each reference begins. */
function libraryText(libraries: readonly Library[]): {
  readonly text: string;
  readonly lineOf: ReadonlyMap<Reference, number>;
} {
  const lines: string[] = [];
  const lineOf = new Map<Reference, number>();
  for (const library of libraries) {
    lines.push(`# ${oneLine(library.name)}`, '');
    if (library.provenance) lines.push(oneLine(library.provenance), '');
    for (const reference of library.references) {
      lineOf.set(reference, lines.length);
      lines.push(...referenceLines(reference, library), '');
    }
  }
  return { text: lines.join('\n'), lineOf };
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
