import type { Card } from './card';
import { markdownEntry } from './markup/markdown';
import type { FormattedEntry } from './types';

/** The words of a card that are ours; `{0}` … are put in by {@link cardMarkdown}. */
export interface CardWords {
  /** `{0}` times, lines `{1}`. */
  readonly citedInLines: string;
  readonly citedOnceInLine: string;
  readonly notCited: string;
  readonly topics: string;
  readonly points: string;
  readonly lookUp: string;
  readonly noRecord: string;
}

/** The words in English. */
export const ENGLISH_CARD_WORDS: CardWords = {
  citedInLines: 'Cited {0} times in this manuscript, in lines {1}.',
  citedOnceInLine: 'Cited once in this manuscript, in line {0}.',
  notCited: 'Not cited in this manuscript.',
  topics: 'Topics',
  points: 'What sets it apart',
  lookUp: 'Look up',
  noRecord: 'No library has a record of this work: the card shows what the list says.',
};

/** A command offered under a card; the caller builds the URI. */
export interface CardAction {
  readonly title: string;
  readonly commandUri: string;
}

const MOST_LINES = 12;

/**
 * A card as Markdown, in the order in which a screen reader should say it: what it is, the entry, what it says, where
 * it is cited, where it comes from, what can be done. Every text of the library is escaped: only `actions` and the
 * card's own lookups become links.
 */
export function cardMarkdown(card: Card, words: CardWords, actions: readonly CardAction[]): string {
  const blocks = [
    heading(card),
    inMarkdown(card.entry),
    inline(card.unlinked ? words.noRecord : card.summary),
    list(words.points, card.points),
    card.topics.length === 0 ? '' : `${inline(words.topics)}: ${card.topics.map(inline).join(' · ')}`,
    occurrences(card, words),
    card.provenance === undefined ? '' : emphasised(card.provenance),
    card.links.length === 0
      ? ''
      : `${inline(words.lookUp)}: ${card.links.map(link => `[${inline(link.title)}](${link.url})`).join(' · ')}`,
    actions.map(action => `[${inline(action.title)}](${action.commandUri})`).join(' · '),
  ];
  return blocks.filter(block => block !== '').join('\n\n');
}

function heading(card: Card): string {
  const number = card.number === undefined ? '' : `\\[${card.number}\\]`;
  const label = inline(card.label);
  return number === '' && label === '' ? '' : `**${[number, label].filter(part => part !== '').join(' ')}**`;
}

function occurrences(card: Card, words: CardWords): string {
  const cited = card.occurrences;
  if (!cited) return '';
  if (cited.count === 0) return inline(words.notCited);
  const lines = cited.lines.slice(0, MOST_LINES).join(', ') + (cited.lines.length > MOST_LINES ? ' …' : '');
  return cited.count === 1
    ? inline(fill(words.citedOnceInLine, lines))
    : inline(fill(words.citedInLines, String(cited.count), lines));
}

function fill(pattern: string, ...values: readonly string[]): string {
  return pattern.replace(/\{(\d)\}/g, (whole, index) => values[Number(index)] ?? whole);
}

function list(title: string, items: readonly string[]): string {
  const lines = items.map(inline).filter(item => item !== '');
  return lines.length === 0 ? '' : `${inline(title)}:\n\n${lines.map(line => `- ${line}`).join('\n')}`;
}

function emphasised(text: string): string {
  return inMarkdown([{ text, italic: true }]);
}

function inline(text: string | undefined): string {
  return text === undefined ? '' : inMarkdown([{ text }]);
}

/** Editors show cards without HTML; a library must not bring links into them either, mail addresses included. */
function inMarkdown(entry: FormattedEntry): string {
  return markdownEntry(entry, { html: false, links: false }).replace(/(?<!\\)@/g, '\\@');
}
