import * as vscode from 'vscode';
import {
  type CardAction,
  type CardWords,
  cardMarkdown,
  citationsByKey,
  type FormattedEntry,
  makeCard,
  type Reference,
  topicsOf,
} from '../core';
import { commandLink } from './commands';
import {
  type CitedWhere,
  citedWhere,
  entryText,
  type ReferenceInHand,
  type ReferenceTarget,
  takeInHand,
  targetOf,
} from './referenceTarget';
import { PREFIX } from './settings';
import type { Workspace } from './workspace';

/** The commands that a card links to; a card can call no other. */
const CARD_COMMANDS = [
  'openReference',
  'copyReferenceEntry',
  'copyReferenceKey',
  'findAllCitations',
] as const;

/** The card of a work as the editor shows it, on its own; loads the style engine. */
export async function referenceCard(
  workspace: Workspace,
  target: ReferenceTarget,
): Promise<vscode.MarkdownString> {
  const work = takeInHand(workspace, target);
  return toMarkdown([cardText(workspace, work, await workspace.formatter(work.document, [work.reference]))]);
}

/** Cards one under the other, as one text that may call the commands of cards and nothing else. */
export function toMarkdown(cards: readonly string[]): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(cards.join('\n\n---\n\n'));
  markdown.isTrusted = { enabledCommands: CARD_COMMANDS.map(name => `${PREFIX}.${name}`) };
  markdown.supportHtml = false;
  return markdown;
}

/** The card of a work as Markdown: entry, summary, topics, where this manuscript cites it, and (`links`) what can be done. */
export function cardText(
  workspace: Workspace,
  work: ReferenceInHand,
  format: (reference: Reference) => FormattedEntry,
  { links }: { readonly links: boolean } = { links: true },
): string {
  const { numberedManuscript, number, numbered, reference } = work;
  const library = reference && workspace.libraries().find(({ name }) => name === reference.library);
  const card = makeCard({
    number,
    reference,
    entry: reference && format(reference),
    writtenEntry: numberedManuscript && numbered ? entryText(numberedManuscript, numbered) : undefined,
    topics: reference && library ? topicsOf(reference, library) : [],
    occurrences: occurrencesOf(work),
    provenance: library?.provenance,
  });
  return links
    ? cardMarkdown(card, cardWords(), actionsOf(work))
    : cardMarkdown({ ...card, links: [] }, cardWords(), []);
}

/** Where the manuscript cites the work, by number and by key. */
function occurrencesOf({
  document,
  numberedManuscript,
  number,
  list,
  reference,
}: ReferenceInHand): CitedWhere | undefined {
  if (!document || !numberedManuscript) return undefined;
  const byNumber =
    number === undefined ? { count: 0, lines: [] } : citedWhere(document, numberedManuscript, number, list);
  const byKey = reference ? (citationsByKey(numberedManuscript.manuscript).get(reference.id) ?? []) : [];
  if (byKey.length === 0) return byNumber;
  const lines = byKey.map(({ range }) => document.positionAt(range.start).line + 1);
  return {
    count: byNumber.count + byKey.length,
    lines: [...byNumber.lines, ...lines].sort((a, b) =>
      typeof a === 'number' && typeof b === 'number'
        ? a - b
        : Number(typeof a === 'string') - Number(typeof b === 'string'),
    ),
  };
}

function actionsOf({ document, number, list, numbered, reference }: ReferenceInHand): readonly CardAction[] {
  const target = targetOf(document, { number, list, id: reference?.id });
  const link = (name: (typeof CARD_COMMANDS)[number], title: string): CardAction => ({
    title,
    commandUri: commandLink(name, [target]),
  });
  return [
    link('openReference', numbered?.entry ? vscode.l10n.t('Go to entry') : vscode.l10n.t('Open')),
    link('copyReferenceEntry', vscode.l10n.t('Copy entry')),
    ...(reference ? [link('copyReferenceKey', vscode.l10n.t('Copy key'))] : []),
    ...(document && number !== undefined
      ? [link('findAllCitations', vscode.l10n.t('Find all citations'))]
      : []),
  ];
}

function cardWords(): CardWords {
  return {
    citedInLines: vscode.l10n.t('Cited {0} times in this manuscript, in lines {1}.'),
    citedOnceInLine: vscode.l10n.t('Cited once in this manuscript, in line {0}.'),
    notCited: vscode.l10n.t('Not cited in this manuscript.'),
    topics: vscode.l10n.t('Topics'),
    points: vscode.l10n.t('What sets it apart'),
    lookUp: vscode.l10n.t('Look up'),
    noRecord: vscode.l10n.t('No library has a record of this work: the card shows what the list says.'),
  };
}
