import type { FormattedEntry } from '../types';
import type { Piece } from './pieces';
import { tidyPieces, webAddress } from './pieces';

/**
 * An entry as an HTML fragment for other programs (a word processor, an e-mail): nothing in its words becomes markup. Only
 * elements that need no style sheet, because none goes with what is pasted.
 */
export function htmlEntry(entry: FormattedEntry): string {
  return tidyPieces(entry).map(withFormatting).join('');
}

/** `text` as HTML text or as an attribute's value in quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

function withFormatting(piece: Piece): string {
  let inner = escapeHtml(piece.text);
  if (piece.smallCaps) inner = `<span style="font-variant: small-caps">${inner}</span>`;
  if (piece.position) {
    const tag = piece.position === 'superscript' ? 'sup' : 'sub';
    inner = `<${tag}>${inner}</${tag}>`;
  }
  if (piece.italic) inner = `<i>${inner}</i>`;
  if (piece.bold) inner = `<b>${inner}</b>`;
  const address = webAddress(piece.link);
  return address === undefined ? inner : `<a href="${escapeHtml(address)}">${inner}</a>`;
}
