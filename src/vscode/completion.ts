import * as vscode from 'vscode';
import {
  type CitationCompletion,
  completeCitation,
  isListedElsewhere,
  type NumberedManuscript,
  numberingFor,
  planNewEntries,
  referenceById,
  shortened,
  writeEntryMarkup,
} from '../core';
import { cardText } from './card';
import { applyPlan, registerCommand } from './commands';
import { toRange, toTextEdit } from './convert';
import { pause } from './debounce';
import { MANUSCRIPTS } from './manuscriptLanguages';
import { type ReferenceTarget, takeInHand, targetOf } from './referenceTarget';
import { PREFIX } from './settings';
import type { Workspace } from './workspace';

/** Keys that open or refresh the list: what begins a citation by number or key, and what separates its members. */
const TRIGGERS = ['[', ',', ';', '-', '–', ' ', '@', '{', '<', '`'];

/** A longer title would push the author out of the line; all of it is in the item's details. */
const TITLE_WIDTH = 34;

/** What is left of a title where reasons take its place. */
const SHORTEST_TITLE = 12;

/** As many reasons as fit beside the label; all of them are in the item's details. */
const REASONS = 2;

/** An item of the list with what it was made from, for when the author looks at it. */
class CitationItem extends vscode.CompletionItem {
  readonly document: vscode.TextDocument;
  readonly offset: number;
  readonly completion: CitationCompletion;
  /** The number that accepting writes. */
  readonly number: number;
  /** Index of the numbering that counts here. */
  readonly list: number;
  /** Whether the entry of a work that is cited for the first time is for this document. */
  readonly listsHere: boolean;

  constructor(
    document: vscode.TextDocument,
    numbered: NumberedManuscript,
    offset: number,
    completion: CitationCompletion,
  ) {
    const why = completion.reasons.slice(0, REASONS).join(' · ');
    super(
      {
        label: `${completion.label}  ${completion.shortLabel}`,
        ...(why === '' ? {} : { detail: `  ${why}` }),
        description: shortened(completion.title, Math.max(SHORTEST_TITLE, TITLE_WIDTH - why.length)),
      },
      vscode.CompletionItemKind.Reference,
    );
    this.document = document;
    this.offset = offset;
    this.completion = completion;
    const numbering = numberingFor(numbered, offset);
    this.number = completion.number ?? numbering.nextNumber;
    this.list = numbered.numberings.indexOf(numbering);
    this.detail = [completion.title, completion.description].filter(part => part !== '').join(' · ');
    this.insertText = completion.edit.newText;
    this.range = toRange(document, completion.edit.range);
    this.filterText = completion.filterText;
    this.sortText = completion.sortText;
    this.preselect = completion.sortText === '00000';
    const { reference } = completion;
    // An item can edit its own document only.
    this.listsHere = !isListedElsewhere(numbered);
    if (reference && completion.number === undefined && completion.key === undefined) {
      // Also where the list is here: an item accepted before it was resolved would leave a number without its entry.
      this.command = {
        title: vscode.l10n.t('Add the entry to the reference list'),
        command: `${PREFIX}.addGivenEntry`,
        arguments: [document.uri.toString(), offset, this.number, reference.id],
      };
    }
  }
}

/** Suggests references while a citation is typed: by the sentence before the bracket and by any word in it. */
export function registerCompletion(workspace: Workspace): vscode.Disposable {
  return vscode.Disposable.from(
    registerCommand('addGivenEntry', (...values) => addGivenEntry(workspace, values)),
    registerProvider(workspace),
  );
}

function registerProvider(workspace: Workspace): vscode.Disposable {
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
          .map(completion => new CitationItem(document, numbered, offset, completion))
          // The editor takes only what stays on the line of the cursor.
          .filter(({ range }) => range instanceof vscode.Range && range.isSingleLine);
        return new vscode.CompletionList(items, true);
      },
      resolveCompletionItem: item => (item instanceof CitationItem ? resolveItem(workspace, item) : item),
    },
    ...TRIGGERS,
  );
}

/** Time in which the editor adds the entry itself, in the same step as the number. */
const ENTRY_PATIENCE = 300;

/** Adds the entry of a work that was just cited to the list that numbers the manuscript, where it is not there yet. */
async function addGivenEntry(workspace: Workspace, values: readonly unknown[]): Promise<void> {
  const [uri, offset, number, id] = values;
  const document = vscode.workspace.textDocuments.find(open => open.uri.toString() === uri);
  if (!document || typeof offset !== 'number' || typeof number !== 'number' || typeof id !== 'string') return;
  const reference = referenceById(workspace.libraries(document), id);
  if (!reference) return;
  const isListed = (numbered: NumberedManuscript): boolean => {
    const known = numberingFor(numbered, offset).byNumber.get(number);
    return (known?.entry ?? known?.elsewhere) !== undefined;
  };
  const before = workspace.numbered(document);
  if (before && !isListedElsewhere(before)) await pause(ENTRY_PATIENCE);
  const format = await workspace.listFormatter(await workspace.listDocument(document), [reference]);
  const numbered = workspace.numbered(document);
  if (!numbered || isListed(numbered)) return;
  const plan = planNewEntries(numbered, offset, new Map([[number, reference]]), format);
  await applyPlan(document, numbered, plan, { nothingToDo: '' });
}

/** Adds the card, and for a work that the reference list does not have yet its entry. */
async function resolveItem(workspace: Workspace, item: CitationItem): Promise<vscode.CompletionItem> {
  const { document, completion, offset, number, list } = item;
  const { reference } = completion;
  if (completion.number === undefined && completion.key === undefined && reference && item.listsHere) {
    const format = await workspace.listFormatter(document, [reference]);
    const numbered = workspace.numbered(document);
    if (!numbered) return item;
    // The number stays the one that the item writes: the text may hold it already when this is asked for late.
    const plan = planNewEntries(numbered, offset, new Map([[number, reference]]), format);
    if (plan.kind === 'edits') item.additionalTextEdits = plan.edits.map(edit => toTextEdit(document, edit));
  }
  const target = targetOf(document, { number: completion.number, list, id: reference?.id });
  const card = await documentationOf(workspace, target);
  const why = vscode.l10n.t('Fits here: {0}', completion.reasons.join(' · '));
  const first =
    completion.reasons.length > 0 ? writeEntryMarkup([{ text: why, italic: true }], 'markdown') : '';
  item.documentation = new vscode.MarkdownString(`${first}\n\n${card}`);
  return item;
}

/** The card without its actions: a screen reader reads the source of this text out, addresses included. */
async function documentationOf(workspace: Workspace, target: ReferenceTarget): Promise<string> {
  const work = takeInHand(workspace, target);
  return cardText(workspace, work, await workspace.formatter(work.document, [work.reference]), {
    links: false,
  });
}
