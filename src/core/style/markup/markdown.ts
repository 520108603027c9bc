import type { FormattedEntry } from '../types';
import {
  escapeWhere,
  isFormatted,
  isWordCharacter,
  type Piece,
  splitAddresses,
  tidyPieces,
  webAddress,
} from './pieces';

/** What a renderer may do with an entry. */
export interface MarkdownOptions {
  /** Whether HTML tags may be written where Markdown has no marks of its own; without them that formatting is lost. */
  readonly html: boolean;
  /** Whether web addresses may become links. */
  readonly links: boolean;
}

/**
 * An entry as inline Markdown that every CommonMark renderer, GitHub, Pandoc, Quarto and MyST read alike: nothing in
 * its words becomes markup, and only what would is escaped.
 */
export function markdownEntry(
  entry: FormattedEntry,
  options: MarkdownOptions = { html: true, links: true },
): string {
  const pieces = tidyPieces(entry);
  let written = '';
  pieces.forEach((piece, index) => {
    const text = escapeWords(piece, index === 0, options);
    written += isFormatted(piece) ? withFormatting(piece, text, written, options) : text;
  });
  return written;
}

function withFormatting(
  piece: Piece,
  text: string,
  before: string,
  { html, links }: MarkdownOptions,
): string {
  const inTag = (tag: string, inner: string) => (html ? `<${tag}>${inner}</${tag.split(' ')[0]}>` : inner);
  let inner = text;
  if (piece.position) inner = inTag(piece.position === 'superscript' ? 'sup' : 'sub', inner);
  if (piece.smallCaps) inner = inTag('span style="font-variant: small-caps"', inner);
  const address = links ? webAddress(piece.link) : undefined;
  if (address) inner = `[${inner}](<${address}>)`;
  if (!piece.italic && !piece.bold) return inner;
  // Two runs of stars in a row would be read as one.
  const stars = !before.endsWith('*') && starsWork(piece, inner);
  if (stars) {
    const run = piece.italic && piece.bold ? '***' : piece.bold ? '**' : '*';
    return run + inner + run;
  }
  if (piece.bold) inner = inTag('strong', inner);
  return piece.italic ? inTag('em', inner) : inner;
}

/** The rules for left- and right-flanking delimiter runs (CommonMark 0.31, section 6.2), on the safe side for symbols. */
function starsWork(piece: Piece, inner: string): boolean {
  const first = [...inner][0] ?? '';
  const last = [...inner].at(-1) ?? '';
  const opens = !isPunctuation(first) || isOpenSide(piece.before);
  const closes = !isPunctuation(last) || isOpenSide(piece.behind);
  return opens && closes;
}

function isPunctuation(character: string): boolean {
  return /^[\p{P}\p{S}]$/u.test(character);
}

/** What may stand outside a run of stars whose inner side is punctuation. */
function isOpenSide(character: string): boolean {
  return character === '' || /^[\s\p{P}]$/u.test(character);
}

function escapeWords(piece: Piece, startsEntry: boolean, { links }: MarkdownOptions): string {
  const parts = splitAddresses(piece.text);
  const touches = isFormatted(piece) || piece.behind !== '' ? '*' : '';
  return parts
    .map((part, index) => {
      const before = parts[index - 1]?.text.at(-1) ?? '';
      const rest = parts
        .slice(index + 1, index + 3)
        .map(({ text }) => text)
        .join('');
      const behind = rest[0] ?? '';
      if (!part.isAddress) return escapeSpan(part.text, before, behind, startsEntry && index === 0);
      if (!links) return withoutScheme(escapeSpan(part.text, before, behind));
      return writeAddress(part.text, before, behind, rest + (index >= parts.length - 2 ? touches : ''));
    })
    .join('');
}

/**
 * An address stays as it is where it needs no escapes and ends before a space; GitHub makes it a link and would take
 * everything up to the space, escapes too. In angle brackets it needs none. What cannot stand there is no link at all.
 */
function writeAddress(address: string, before: string, behind: string, rest: string): string {
  const escaped = escapeSpan(address, before, behind);
  if (escaped === address && /^[.,;:!?)]*(?:\s|$)/.test(rest)) return address;
  if (/^https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=]+$/i.test(address) && !/&#?\w+(?:;|$)/.test(address))
    return `<${address}>`;
  return withoutScheme(escaped);
}

/** GitHub's renderers make no link of an address with a backslash behind its scheme. */
function withoutScheme(address: string): string {
  return address.replace(/https?(?=:\/\/)|www(?=\.)/gi, scheme => `${scheme}\\`);
}

function escapeSpan(text: string, before: string, behind: string, startsEntry = false): string {
  const written = escapeWhere(text, /[\\*`[\]$~^_<@&{%]/g, (character, previous, next, offset) => {
    const following = text.slice(offset + 1, offset + 40);
    if (character === '[' && startsCitation(following)) return '&#91;';
    // Pandoc looks for comments in list items before it looks at backslashes.
    if (character === '<' && (next || behind) === '!') return '&lt;';
    const escaped = isMarkup(character, previous || before, next || behind, following + behind);
    return escaped ? `\\${character}` : character;
  });
  return startsEntry ? escapeBlockStart(written) : written;
}

function isMarkup(character: string, previous: string, next: string, following: string): boolean {
  switch (character) {
    case '_':
      return !(isWordCharacter(previous) && isWordCharacter(next));
    case '<':
      return next === '' || /[A-Za-z/!?]/.test(next);
    case '@':
      return !isWordCharacter(previous) && next !== ' ';
    case '&':
      return /^(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});/.test(following);
    case '{':
    case '%':
      return previous === '{';
    default:
      return true;
  }
}

/** `[12`, `[1,`: an escaped bracket before a number would still be a citation in manuscripts that write `\[12\]`. */
function startsCitation(following: string): boolean {
  return /^\s{0,3}\d{1,4}\s{0,3}[\],;–-]/.test(following);
}

/** What begins a block when it begins a line: a quotation, a list, a heading, a comment of MyST, a definition … */
function escapeBlockStart(written: string): string {
  if (/^(?:[#>|:%]|[-+=](?:\s|$)|[-=]{3})/.test(written)) return `\\${written}`;
  return written.replace(/^(\(?(?:\d{1,9}|[a-zA-Z]|[ivxlcdm]{1,9}|#))([.)])(?=\s|$)/, (whole, label, mark) =>
    /^[A-Z]$/.test(label) && mark === '.' ? whole : `${label}\\${mark}`,
  );
}
