import * as vscode from 'vscode';
import {
  type DefinitionTarget,
  definition,
  documentLinks,
  highlights,
  keyAt,
  keyPlacesIn,
  type NumberedManuscript,
  type NumberPlace,
  references,
  type TextRange,
} from '../core';
import { toLocation, toLocationIn, toRange } from './convert';
import { locationInLibraries } from './libraryText';
import { MANUSCRIPTS } from './manuscriptLanguages';
import { CELL_SCHEME } from './notebookCells';
import type { Workspace } from './workspace';

/** The editor draws them all: of more, those nearest to the cursor are shown. */
const MOST_HIGHLIGHTS = 1000;

/** The editor asks for the links of the whole text at once. */
const MOST_LINKS = 10_000;

/** Go to definition, find all references, highlights and links of citations. */
export function registerNavigation(workspace: Workspace): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerDefinitionProvider(MANUSCRIPTS, {
      provideDefinition: (document, position) => provideDefinition(workspace, document, position),
    }),
    vscode.languages.registerReferenceProvider(MANUSCRIPTS, {
      provideReferences: (document, position, { includeDeclaration }) => {
        const numbered = workspace.numbered(document);
        if (!numbered) return [];
        const offset = document.offsetAt(position);
        const byNumber = references(numbered, offset, includeDeclaration);
        const places = byNumber.length > 0 ? byNumber : keyPlacesAt(numbered, offset);
        return places.map(({ file, range }) =>
          file ? toLocationIn(file.name, file.numbered.manuscript.text, range) : toLocation(document, range),
        );
      },
    }),
    vscode.languages.registerDocumentHighlightProvider(MANUSCRIPTS, {
      provideDocumentHighlights: (document, position) => {
        const numbered = workspace.numbered(document);
        if (!numbered) return [];
        const offset = document.offsetAt(position);
        const byNumber = highlights(numbered, offset);
        const places: readonly Pick<NumberPlace, 'kind' | 'range'>[] =
          byNumber.length > 0
            ? byNumber
            : keyPlacesAt(numbered, offset).flatMap(({ file, range }) =>
                file ? [] : [{ kind: 'read', range }],
              );
        return nearest(places, offset, MOST_HIGHLIGHTS).map(
          place =>
            new vscode.DocumentHighlight(
              toRange(document, place.range),
              place.kind === 'write' ? vscode.DocumentHighlightKind.Write : vscode.DocumentHighlightKind.Read,
            ),
        );
      },
    }),
    vscode.languages.registerDocumentLinkProvider(MANUSCRIPTS, {
      provideDocumentLinks: document => {
        const numbered = workspace.numbered(document);
        // The address of a cell has no room for a place in it.
        const isCell = document.uri.scheme === CELL_SCHEME;
        if (!numbered || isCell || !workspace.settings(document).documentLinks) return [];
        return links(document, numbered);
      },
    }),
  );
}

async function provideDefinition(
  workspace: Workspace,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.LocationLink[]> {
  const numbered = workspace.numbered(document);
  const found = numbered && definition(numbered, document.offsetAt(position));
  if (!found) return [];
  const originSelectionRange = toRange(document, found.range);
  const link = async (target: DefinitionTarget): Promise<vscode.LocationLink> => {
    if (target.kind === 'entry' && target.file !== undefined) {
      const file = numbered.project?.files.find(({ name }) => name === target.file);
      const text = file?.numbered.manuscript.text ?? '';
      const { uri, range } = toLocationIn(target.file, text, target.range);
      const targetSelectionRange = toLocationIn(target.file, text, target.selection).range;
      return { originSelectionRange, targetUri: uri, targetRange: range, targetSelectionRange };
    }
    if (target.kind === 'entry') {
      return {
        originSelectionRange,
        targetUri: document.uri,
        targetRange: toRange(document, target.range),
        targetSelectionRange: toRange(document, target.selection),
      };
    }
    const location = await locationInLibraries(workspace, target.reference);
    return { originSelectionRange, targetUri: location.uri, targetRange: location.range };
  };
  return Promise.all(found.targets.map(link));
}

/** The places of the key under the cursor, in all files of the manuscript. */
function keyPlacesAt(
  numbered: NumberedManuscript,
  offset: number,
): readonly Pick<NumberPlace, 'file' | 'range'>[] {
  const found = keyAt(numbered, offset);
  if (!found) return [];
  const { files = [], file: own } = numbered.project ?? {};
  return [
    ...keyPlacesIn(numbered.manuscript, found.key),
    ...files.flatMap((file, index) =>
      index === own
        ? []
        : keyPlacesIn(file.numbered.manuscript, found.key).map(({ range }) => ({ file, range })),
    ),
  ];
}

/** So many of the places, which are by place, as lie around `offset`. */
function nearest<Place extends { readonly range: TextRange }>(
  places: readonly Place[],
  offset: number,
  most: number,
): readonly Place[] {
  if (places.length <= most) return places;
  const behind = places.findIndex(({ range }) => range.start >= offset);
  const middle = behind < 0 ? places.length : behind;
  const start = Math.max(0, Math.min(middle - most / 2, places.length - most));
  return places.slice(start, start + most);
}

function links(document: vscode.TextDocument, numbered: NumberedManuscript): vscode.DocumentLink[] {
  return documentLinks(numbered)
    .slice(0, MOST_LINKS)
    .map(({ range, number, target }) => {
      const { line, character } = document.positionAt(target.start);
      const link = new vscode.DocumentLink(
        toRange(document, range),
        document.uri.with({ fragment: `L${line + 1},${character + 1}` }),
      );
      link.tooltip = vscode.l10n.t('Go to reference {0}', number);
      return link;
    });
}
