import * as vscode from 'vscode';
import { type HoverCard, hoverCitation, shortLabel, textIn, writeEntryMarkup } from '../core';
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
      const found = numbered && hoverCitation(numbered, document.offsetAt(position));
      if (!found) return undefined;
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
          ? [overview(textIn(numbered.manuscript.text, found.range), found.cards), ...cards]
          : cards;
      return new vscode.Hover(toMarkdown(shown), toRange(document, found.range));
    },
  });
}

/** One line over the cards of a citation that stands for several works, because only the first cards are in view. */
function overview(citation: string, cards: readonly HoverCard[]): string {
  const works = cards.map(({ number, numbered }) => {
    const label = numbered?.reference ? ` ${shortLabel(numbered.reference)}` : '';
    return `[${number}]${label}`;
  });
  const text = vscode.l10n.t('{0} stands for {1} works: {2}', citation, cards.length, works.join(' · '));
  return writeEntryMarkup([{ text }], 'markdown');
}
