import * as vscode from 'vscode';
import {
  bibKeyAt,
  keyAtPlace,
  keyPlacesIn,
  namesOfKey,
  recordsWithKey,
  referenceById,
  referencesOfNumber,
} from '../core';
import { BIB_TEXTS, type BibDocuments } from './bibDocuments';
import { toLocation, toRange } from './convert';
import { manuscriptsWith } from './everyManuscript';
import { locationInLibraries } from './libraryText';
import { MANUSCRIPTS } from './manuscriptLanguages';
import type { Workspace } from './workspace';

/** From a record to where manuscripts cite it, by key and by number, and from a citation by key to its record. */
export function registerBibReferences(workspace: Workspace, bibs: BibDocuments): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerReferenceProvider(BIB_TEXTS, {
      provideReferences: async (document, position, { includeDeclaration }, token) => {
        const blocks = await bibs.blocksOf(document);
        const found = blocks && bibKeyAt(blocks, document.offsetAt(position));
        if (!blocks || !found) return [];
        const { key } = found;
        const places = [
          ...(includeDeclaration ? recordsWithKey(blocks, key).map(({ selection }) => selection) : []),
          ...namesOfKey(blocks, key),
        ].map(range => toLocation(document, range));
        return [...places, ...(await citationsOf(workspace, key, token))];
      },
    }),
    vscode.languages.registerDefinitionProvider(MANUSCRIPTS, {
      provideDefinition: async (document, position) => {
        const manuscript = workspace.numbered(document)?.manuscript;
        const key = manuscript && keyAtPlace(manuscript, document.offsetAt(position));
        const reference = key && referenceById(workspace.libraries(), key.key);
        if (!key || !reference) return undefined;
        const { uri, range } = await locationInLibraries(workspace, reference);
        return [{ originSelectionRange: toRange(document, key.range), targetUri: uri, targetRange: range }];
      },
    }),
  );
}

/** Every place where a manuscript of the workspace cites the record by its key, or an open one by its number. */
async function citationsOf(
  workspace: Workspace,
  key: string,
  token: vscode.CancellationToken,
): Promise<readonly vscode.Location[]> {
  const locations: vscode.Location[] = [];
  for (const { uri, manuscript, toRange } of await manuscriptsWith(workspace, key, token)) {
    for (const { range } of keyPlacesIn(manuscript, key)) {
      locations.push(new vscode.Location(uri, toRange(range)));
    }
  }
  for (const document of vscode.workspace.textDocuments) {
    const numbered = workspace.numbered(document);
    for (const { numberOf, list } of numbered?.numberings ?? []) {
      const number = numberOf.get(key);
      if (!numbered || number === undefined) continue;
      for (const { range } of referencesOfNumber(numbered, number, list, false)) {
        locations.push(toLocation(document, range));
      }
    }
  }
  return locations;
}
