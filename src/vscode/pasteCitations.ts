import * as vscode from 'vscode';
import {
  type CopiedWork,
  copyCitations,
  type FormatCopiedWork,
  type MarkupLanguage,
  planPasteCitations,
  readCopiedCitations,
  referenceById,
  writeEntryMarkup,
} from '../core';
import { addOtherFiles, fromRange, toWorkspaceEdit } from './convert';
import { MANUSCRIPTS } from './manuscriptLanguages';
import type { Workspace } from './workspace';

/** What is on the clipboard beside copied text: which works its numbers stand for, as JSON. */
const MIME = 'application/vnd.numbered-citations.text';

/**
 * Text that is copied from one manuscript and pasted into another gets the numbers that its works have there; works
 * that the list there lacks are appended to it. Plain pasting stays one choice away.
 */
export function registerPasteCitations(workspace: Workspace): vscode.Disposable {
  const kind = vscode.DocumentDropOrPasteEditKind.Text.append('numberedCitations');
  return vscode.languages.registerDocumentPasteEditProvider(
    MANUSCRIPTS,
    {
      prepareDocumentPaste: (document, ranges, transfer) => {
        const [range] = ranges;
        const numbered = workspace.numbered(document);
        if (ranges.length !== 1 || !range || range.isEmpty || !numbered) return;
        const copied = copyCitations(numbered, fromRange(document, range));
        if (copied) transfer.set(MIME, new vscode.DataTransferItem(JSON.stringify(copied)));
      },
      provideDocumentPasteEdits: async (document, ranges, transfer, _context, token) => {
        const [range] = ranges;
        const item = transfer.get(MIME);
        if (ranges.length !== 1 || !range || !item) return undefined;
        const copied = readCopiedCitations(await item.asString());
        if (!copied || !workspace.settings(document).pasteRemap) return undefined;
        const { version } = document;
        const format = await entryWriter(workspace, document, copied.works);
        const numbered = workspace.numbered(document);
        if (!numbered || !format || token.isCancellationRequested || document.version !== version)
          return undefined;
        const target = fromRange(document, range);
        const plan = planPasteCitations(numbered, target, copied, format);
        if (plan.kind === 'refused') return undefined;
        const pasted = plan.edits.find(
          edit => edit.range.start === target.start && edit.range.end === target.end,
        );
        const others = plan.edits.filter(edit => edit !== pasted);
        if (!pasted || (pasted.newText === copied.text && others.length === 0)) return undefined;
        const paste = new vscode.DocumentPasteEdit(
          pasted.newText,
          vscode.l10n.t('Paste with the numbers of this manuscript'),
          kind,
        );
        if (others.length > 0 || plan.others) {
          paste.additionalEdit = toWorkspaceEdit(document, others);
          if (!(await addOtherFiles(paste.additionalEdit, numbered, plan.others))) return undefined;
        }
        return [paste];
      },
    },
    { copyMimeTypes: [MIME], pasteMimeTypes: [MIME], providedPasteEditKinds: [kind] },
  );
}

/** Writes the entries of works that a library knows; entries of others are taken over as they were. */
async function entryWriter(
  workspace: Workspace,
  document: vscode.TextDocument,
  works: readonly CopiedWork[],
): Promise<FormatCopiedWork | undefined> {
  const known = works.map(({ id }) =>
    id === undefined ? undefined : referenceById(workspace.libraries(), id),
  );
  const format = await workspace.listFormatter(document, known);
  const language: MarkupLanguage | undefined = workspace.numbered(document)?.manuscript.language;
  if (language === undefined) return undefined;
  return work => {
    const reference = work.id === undefined ? undefined : referenceById(workspace.libraries(), work.id);
    return reference && { body: writeEntryMarkup(format(reference), language), key: reference.id };
  };
}
