import { oneLine } from '../plainEntry';
import type { FormattedEntry, InlineText } from '../types';

/** A piece of an entry ready to be written in a markup, with what stands right before and behind it in the entry. */
export interface Piece extends InlineText {
  /** The character before it; empty at the beginning. */
  readonly before: string;
  /** The character behind it; empty at the end. */
  readonly behind: string;
  /** Whether the piece before it is formatted too, so that two marks meet. */
  readonly markBefore: boolean;
  /** The same for the piece behind it. */
  readonly markBehind: boolean;
}

/**
 * The pieces of an entry on one line: runs of white space are one space, none at either end, and none at the ends of
 * formatted pieces, because no markup lets emphasis begin or end with a space.
 */
export function tidyPieces(entry: FormattedEntry): readonly Piece[] {
  const pieces: InlineText[] = [];
  const add = (piece: InlineText, text: string) => {
    const last = pieces.at(-1);
    const wanted = !last ? text.trimStart() : last.text.endsWith(' ') ? text.replace(/^ +/, '') : text;
    if (wanted === '') return;
    if (last && sameFormatting(last, piece))
      pieces[pieces.length - 1] = { ...last, text: last.text + wanted };
    else pieces.push({ ...piece, text: wanted });
  };
  for (const piece of entry) {
    const text = oneLine(piece.text).replace(/ {2,}/g, ' ');
    if (!isFormatted(piece)) {
      add(piece, text);
      continue;
    }
    const inner = text.trim();
    if (inner === '') add({ text: '' }, text);
    else {
      if (/^\s/.test(text)) add({ text: '' }, ' ');
      add(piece, inner);
      if (/\s$/.test(text)) add({ text: '' }, ' ');
    }
  }
  const last = pieces.at(-1);
  if (last) pieces[pieces.length - 1] = { ...last, text: last.text.trimEnd() };
  return pieces
    .filter(piece => piece.text !== '')
    .map((piece, index, all) => ({
      ...piece,
      before: [...(all[index - 1]?.text ?? '')].at(-1) ?? '',
      behind: [...(all[index + 1]?.text ?? '')][0] ?? '',
      markBefore: index > 0 && isFormatted(all[index - 1]!),
      markBehind: index < all.length - 1 && isFormatted(all[index + 1]!),
    }));
}

/** Whether the piece is more than plain text. */
export function isFormatted(piece: InlineText): boolean {
  return Boolean(piece.italic || piece.bold || piece.smallCaps || piece.position || webAddress(piece.link));
}

/** The link where it leads to the web; undefined for every other scheme, because links come from library files. */
export function webAddress(link: string | undefined): string | undefined {
  return link !== undefined && /^https?:\/\/[^\s<>"\\`{}|^]+$/i.test(link) ? link : undefined;
}

/** A letter or a digit of any script. */
export function isWordCharacter(character: string): boolean {
  return /^[\p{L}\p{Nd}]$/u.test(character);
}

/**
 * Escapes a text: `write` is asked for each character that `candidates` (a global pattern of single characters) matches
 * what to write for it.
 *
 * @param write gets the character, the ones before and behind it (empty at the ends) and where it stands
 */
export function escapeWhere(
  text: string,
  candidates: RegExp,
  write: (character: string, previous: string, next: string, offset: number) => string,
): string {
  return text.replace(candidates, (character: string, offset: number) => {
    const back = /[\udc00-\udfff]/.test(text.charAt(offset - 1)) ? 2 : 1;
    const previous = text.slice(Math.max(0, offset - back), offset);
    const code = text.codePointAt(offset + character.length);
    return write(character, previous, code === undefined ? '' : String.fromCodePoint(code), offset);
  });
}

/**
 * Cuts `text` into web addresses and what is between them. An address ends before white space, angle brackets and
 * quotation marks, and before punctuation that rather belongs to the sentence.
 */
export function splitAddresses(
  text: string,
): readonly { readonly text: string; readonly isAddress: boolean }[] {
  if (!/:\/\/|www\./i.test(text)) return [{ text, isAddress: false }];
  const parts: { text: string; isAddress: boolean }[] = [];
  const address = /(?<![A-Za-z])(?:https?:\/\/|www\.)[^\s<>"“”]+/gi;
  let position = 0;
  for (let match = address.exec(text); match; match = address.exec(text)) {
    const found = match[0].slice(0, match[0].length - trailingPunctuation(match[0]));
    if (match.index > position) parts.push({ text: text.slice(position, match.index), isAddress: false });
    parts.push({ text: found, isAddress: true });
    position = match.index + found.length;
    address.lastIndex = position;
  }
  if (position < text.length) parts.push({ text: text.slice(position), isAddress: false });
  return parts;
}

function trailingPunctuation(address: string): number {
  let unclosed = address.split('(').length - address.split(')').length;
  let end = address.length;
  while (end > 0 && ".,;:!?'’)]}*_~".includes(address[end - 1]!)) {
    if (address[end - 1] === ')') {
      // A bracket that closes one of the address belongs to it.
      if (unclosed >= 0) break;
      unclosed += 1;
    }
    end -= 1;
  }
  return address.length - end;
}

function sameFormatting(a: InlineText, b: InlineText): boolean {
  return (
    a.italic === b.italic &&
    a.bold === b.bold &&
    a.smallCaps === b.smallCaps &&
    a.position === b.position &&
    a.link === b.link
  );
}
