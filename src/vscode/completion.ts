import * as vscode from 'vscode';
import { type CitationCompletion, completeCitation, planInsertCitation } from '../core';
import { referenceCard } from './card';
import { toRange, toTextEdit } from './convert';
import { MANUSCRIPTS } from './manuscriptLanguages';
import { targetOf } from './referenceTarget';
import type { Workspace } from './workspace';

/** Keys that open or refresh the list: the bracket, and what separates numbers and words inside it. */
const TRIGGERS = ['[', ',', ';', '-', '–', ' '];

/** An item of the list with what it was made from, for when the author looks at it. */
class CitationItem extends vscode.CompletionItem {
  readonly document: vscode.TextDocument;
  readonly version: number;
  readonly offset: number;
  readonly completion: CitationCompletion;

  constructor(document: vscode.TextDocument, offset: number, completion: CitationCompletion) {
    super(
      { label: `${completion.label}  ${completion.shortLabel}`, description: completion.title },
      vscode.CompletionItemKind.Reference,
    );
    this.document = document;
    this.version = document.version;
    this.offset = offset;
    this.completion = completion;
    this.detail = [completion.title, completion.description].filter(part => part !== '').join(' · ');
    this.insertText = completion.edit.newText;
    this.range = toRange(document, completion.edit.range);
    this.filterText = completion.filterText;
    this.sortText = completion.sortText;
    this.preselect = completion.sortText === '00000';
  }
}

/** Suggests references while a citation is typed: by the sentence before the bracket and by any word in it. */
export function registerCompletion(workspace: Workspace): vscode.Disposable {
  return vscode.languages.registerCompletionItemProvider(
    MANUSCRIPTS,
    {
      provideCompletionItems: (document, position) => {
        const numbered = workspace.numbered(document);
        if (!numbered) return undefined;
        const offset = document.offsetAt(position);
        const found = completeCitation(numbered, workspace.searchIndex(), offset, {
          limit: workspace.settings(document).completionLimit,
        });
        if (!found) return undefined;
        const items = found.items
          .map(completion => new CitationItem(document, offset, completion))
          // The editor takes only what stays on the line of the cursor.
          .filter(({ range }) => range instanceof vscode.Range && range.isSingleLine);
        return new vscode.CompletionList(items, true);
      },
      resolveCompletionItem: (item, token) =>
        item instanceof CitationItem ? resolveItem(workspace, item, token) : item,
    },
    ...TRIGGERS,
  );
}

/** Adds the card, and for a work that the reference list does not have yet its entry. */
async function resolveItem(
  workspace: Workspace,
  item: CitationItem,
  token: vscode.CancellationToken,
): Promise<vscode.CompletionItem> {
  const { document, completion, offset, version } = item;
  const { reference, number } = completion;
  if (number === undefined && reference) {
    const format = await workspace.formatter(document);
    const numbered = workspace.numbered(document);
    if (!numbered || document.version !== version || token.isCancellationRequested) return item;
    const plan = planInsertCitation(numbered, offset, [reference.id], format);
    if (plan.kind === 'edits') {
      const own = completion.edit.range;
      item.additionalTextEdits = plan.edits
        .filter(({ range }) => range.end < own.start || range.start > own.end)
        .map(edit => toTextEdit(document, edit));
    }
  }
  const card = await referenceCard(workspace, targetOf(document, { number, id: reference?.id }));
  if (completion.reasons.length > 0) {
    const why = new vscode.MarkdownString().appendText(
      vscode.l10n.t('Fits here: {0}', completion.reasons.join(' · ')),
    );
    card.value = `${why.value}\n\n${card.value}`;
  }
  item.documentation = card;
  return item;
}
