import * as vscode from 'vscode';
import { bibKeyAt, keyAtPlace, planRenameKey, referenceById } from '../core';
import { BIB_TEXTS, type BibDocuments, isBib } from './bibDocuments';
import { toRange, toTextEdit } from './convert';
import { type FoundManuscript, manuscriptsWith } from './everyManuscript';
import { MANUSCRIPTS } from './manuscriptLanguages';
import type { Workspace } from './workspace';

/** F2 on a citation key, in a `.bib` text or where a manuscript cites it, gives the record another one everywhere. */
export function registerRenameKey(workspace: Workspace, bibs: BibDocuments): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerRenameProvider(BIB_TEXTS, {
      prepareRename: async (document, position) => {
        const blocks = await bibs.blocksOf(document);
        const key = blocks && bibKeyAt(blocks, document.offsetAt(position));
        if (!key) throw new Error(vscode.l10n.t('Put the cursor on the key of a record.'));
        return { range: toRange(document, key.range), placeholder: key.key };
      },
      provideRenameEdits: async (document, position, newName, token) => {
        const blocks = await bibs.blocksOf(document);
        const key = blocks && bibKeyAt(blocks, document.offsetAt(position));
        return key && renameKey(workspace, bibs, document, key.key, newName, token);
      },
    }),
    vscode.languages.registerRenameProvider(MANUSCRIPTS, {
      // Numbers have a provider of their own: where there is no key, this one has nothing to say.
      prepareRename: (document, position) => {
        const numbered = workspace.numbered(document);
        const key = numbered && keyAtPlace(numbered.manuscript, document.offsetAt(position));
        return key && { range: toRange(document, key.range), placeholder: key.key };
      },
      provideRenameEdits: async (document, position, newName, token) => {
        const numbered = workspace.numbered(document);
        const key = numbered && keyAtPlace(numbered.manuscript, document.offsetAt(position));
        if (!key) return undefined;
        const library = await bibWith(workspace, key.key);
        return renameKey(workspace, bibs, library, key.key, newName, token);
      },
    }),
  );
}

/**
 * The `.bib` file with the record of a key.
 *
 * @throws Error where no library has the key, or its library is of another format
 */
async function bibWith(workspace: Workspace, key: string): Promise<vscode.TextDocument> {
  const reference = referenceById(workspace.libraries(), key);
  if (!reference) throw new Error(vscode.l10n.t('No library has a record with the key “{0}”.', key));
  const file = workspace.libraryFileOf(reference);
  const document = file && (await vscode.workspace.openTextDocument(file));
  if (!document || !isBib(document)) {
    throw new Error(
      vscode.l10n.t('The record “{0}” is not in a .bib file, so its key cannot be changed here.', key),
    );
  }
  return document;
}

/** @throws Error with the reason where the key cannot be changed: the editor shows it beside the cursor */
async function renameKey(
  workspace: Workspace,
  bibs: BibDocuments,
  library: vscode.TextDocument,
  key: string,
  newName: string,
  token: vscode.CancellationToken,
): Promise<vscode.WorkspaceEdit | undefined> {
  const blocks = await bibs.blocksOf(library);
  const manuscripts = await manuscriptsWith(workspace, key, token);
  if (!blocks || token.isCancellationRequested) return undefined;
  const hasOtherKey = (candidate: string): boolean => {
    const other = referenceById(workspace.libraries(), candidate);
    const file = other && workspace.libraryFileOf(other);
    return other !== undefined && file?.toString() !== library.uri.toString();
  };
  const named = manuscripts.map(found => ({ name: found, manuscript: found.manuscript }));
  const plan = planRenameKey<FoundManuscript>(blocks, key, newName.trim(), named, hasOtherKey);
  if (plan.kind === 'refused') throw new Error(plan.message);
  const edit = new vscode.WorkspaceEdit();
  edit.set(
    library.uri,
    plan.library.map(one => toTextEdit(library, one)),
  );
  for (const { name, edits } of plan.manuscripts) {
    edit.set(
      name.uri,
      edits.map(({ range, newText }) => new vscode.TextEdit(name.toRange(range), newText)),
    );
  }
  return edit;
}
