import type { FormattedEntry } from '../types';
import { escapeWhere, isFormatted, isWordCharacter, type Piece, tidyPieces } from './pieces';

/** An entry as inline reStructuredText (docutils): nothing in its words becomes markup. Small capitals are lost. */
export function restructuredTextEntry(entry: FormattedEntry): string {
  return tidyPieces(entry)
    .map((piece, index) => {
      const text = escapeWords(piece);
      if (isFormatted(piece)) return withFormatting(piece, text);
      return index === 0 ? escapeBlockStart(text) : text;
    })
    .join('');
}

/** Inline markup does not nest, so of several the most telling is written. `\ ` parts it from what touches it. */
function withFormatting(piece: Piece, text: string): string {
  const open = piece.position ? `:${piece.position}:\`` : piece.bold ? '**' : piece.italic ? '*' : '';
  if (open === '') return text;
  const close = piece.position ? '`' : open;
  const before = piece.before === '' || piece.before === ' ' ? '' : '\\ ';
  const behind = piece.behind === '' || /[\s.,;!?)]/.test(piece.behind) ? '' : '\\ ';
  return before + open + text + close + behind;
}

function escapeWords(piece: Piece): string {
  const written = escapeWhere(piece.text, /[\\*`|_]/g, (character, previous, next) => {
    const inWord = character === '_' && isWordCharacter(previous) && isWordCharacter(next);
    return inWord ? character : `\\${character}`;
  });
  // Two colons at the end announce a literal block.
  return piece.behind === '' ? written.replace(/::$/, ':\\:') : written;
}

/**
 * What begins a block when it begins a line: lists (`J. Long` too: an enumeration by letters), fields, comments,
 * doctests, options, underlines.
 */
function escapeBlockStart(written: string): string {
  return /^(?:[-+•‣⁃:>=~^"'#.,;!?/$%&@[{}<)]|\(?(?:\d+|[A-Za-z]|[ivxlcdmIVXLCDM]+|#)[.)](?:\s|$))/.test(
    written,
  )
    ? `\\${written}`
    : written;
}
