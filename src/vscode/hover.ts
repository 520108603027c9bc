import * as vscode from 'vscode';
import {
  type HoverCard,
  hoverCitation,
  hoverKeyedCitation,
  type NumberedManuscript,
  shortLabel,
  textIn,
  writeEntryMarkup,
} from '../core';
import { cardText, toMarkdown } from './card';
import { toRange } from './convert';
import { MANUSCRIPTS } from './manuscriptLanguages';
import { takeInHand, targetOf } from './referenceTarget';
import type { Workspace } from './workspace';

/** A hover over a citation shows a card for each reference that it stands for, those hidden in a range too. */
export function registerHover(workspace: Workspace): vscode.Disposable {
  return vscode.languages.registerHoverProvider(MANUSCRIPTS, {
    provideHover: async (document, position, token) => {
      const numbered = workspace.numbered(document);
      if (!numbered) return undefined;
      const found = hoverCitation(numbered, document.offsetAt(position));
      if (!found) return provideKeyedHover(workspace, document, numbered, position, token);
      const { version } = document;
      const format = await workspace.formatter(
        document,
        found.cards.map(card => card.numbered?.reference),
      );
      if (token.isCancellationRequested || document.version !== version) return undefined;
      const cards = found.cards.map(card => {
        if (!card.numbered) return vscode.l10n.t('**\\[{0}\\]** No reference has this number.', card.number);
        const target = targetOf(document, {
          number: card.number,
          list: numbered.numberings.findIndex(({ byNumber }) => byNumber.get(card.number) === card.numbered),
          id: card.numbered.reference?.id,
        });
        return cardText(workspace, takeInHand(workspace, target), format);
      });
      const shown =
        cards.length > 1
          ? [overview(textIn(numbered.manuscript.text, found.range), found.cards.map(nameOf)), ...cards]
          : cards;
      return new vscode.Hover(toMarkdown(shown), toRange(document, found.range));
    },
  });
}

/** The same over a citation by key. */
async function provideKeyedHover(
  workspace: Workspace,
  document: vscode.TextDocument,
  numbered: NumberedManuscript,
  position: vscode.Position,
  token: vscode.CancellationToken,
): Promise<vscode.Hover | undefined> {
  const found = hoverKeyedCitation(numbered, document.offsetAt(position));
  if (!found) return undefined;
  const { version } = document;
  const format = await workspace.formatter(
    document,
    found.cards.map(({ reference }) => reference),
  );
  if (token.isCancellationRequested || document.version !== version) return undefined;
  const cards = found.cards.map(({ key, reference }) => {
    if (!reference) {
      const text = vscode.l10n.t('@{0}: no library has this key.', key);
      return writeEntryMarkup([{ text }], 'markdown');
    }
    return cardText(workspace, takeInHand(workspace, targetOf(document, { id: reference.id })), format);
  });
  const names = found.cards.map(({ key, reference }) => (reference ? shortLabel(reference) : `@${key}`));
  const shown =
    cards.length > 1 ? [overview(textIn(numbered.manuscript.text, found.range), names), ...cards] : cards;
  return new vscode.Hover(toMarkdown(shown), toRange(document, found.range));
}

function nameOf({ number, numbered }: HoverCard): string {
  return numbered?.reference ? `[${number}] ${shortLabel(numbered.reference)}` : `[${number}]`;
}

/** One line over the cards of a citation that stands for several works, because only the first cards are in view. */
function overview(citation: string, works: readonly string[]): string {
  const text = vscode.l10n.t('{0} stands for {1} works: {2}', citation, works.length, works.join(' · '));
  return writeEntryMarkup([{ text }], 'markdown');
}
