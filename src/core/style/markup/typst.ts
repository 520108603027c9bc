import type { FormattedEntry } from '../types';
import { escapeWhere, isFormatted, isWordCharacter, type Piece, splitAddresses, tidyPieces } from './pieces';

/** An entry as Typst markup: nothing in its words becomes markup or code. */
export function typstEntry(entry: FormattedEntry): string {
  return tidyPieces(entry)
    .map((piece, index) => {
      const text = escapeWords(piece, index === 0);
      return isFormatted(piece) ? withFormatting(piece, text) : text;
    })
    .join('');
}

function withFormatting(piece: Piece, text: string): string {
  let inner = text;
  const calls: string[] = [];
  if (piece.position) calls.push(piece.position === 'superscript' ? 'super' : 'sub');
  if (piece.smallCaps) calls.push('smallcaps');
  // The short forms toggle everywhere but within a word.
  const short = calls.length === 0 && !/[\p{L}\p{N}]/u.test(piece.before + piece.behind);
  if (short) {
    if (piece.bold) inner = `*${inner}*`;
    return piece.italic ? `_${inner}_` : inner;
  }
  if (piece.bold) calls.push('strong');
  if (piece.italic) calls.push('emph');
  // A bracket, a full stop or a semicolon behind a call would go on with the code.
  const end = !piece.markBehind && /^[([.;]/.test(piece.behind) ? ';' : '';
  return calls.reduce((content, call) => `#${call}[${content}]`, inner) + end;
}

function escapeWords(piece: Piece, startsEntry: boolean): string {
  const parts = splitAddresses(piece.text);
  const mark = isFormatted(piece) || piece.behind !== '' ? '_' : '';
  return parts
    .map((part, index) => {
      const rest = parts[index + 1]?.text ?? '';
      if (part.isAddress) return writeAddress(part.text, rest + (index >= parts.length - 2 ? mark : ''));
      // Content in brackets begins a line of its own.
      const startsLine = index === 0 && (startsEntry || isFormatted(piece));
      return escapeTypst(part.text, parts[index - 1]?.text.at(-1) ?? '', rest[0] ?? '', startsLine);
    })
    .join('');
}

/** Typst makes an address a link by itself, and takes everything that may belong to one. */
function writeAddress(address: string, rest: string): string {
  if (/^[\w!#$%&*+,\-./:;=?@~']+$/.test(address) && /^[.,;:!?]*(?:\s|$)/.test(rest)) return address;
  return `#link("${address.replace(/[\\"]/g, '\\$&')}")${/^(?:[([;]|\.\p{L})/u.test(rest) ? ';' : ''}`;
}

function escapeTypst(text: string, before: string, behind: string, startsEntry: boolean): string {
  const written = escapeWhere(text, /[\\`$#@[\]~*_</.-]/g, (character, previous, next) =>
    isMarkup(character, previous || before, next || behind) ? `\\${character}` : character,
  );
  if (!startsEntry) return written;
  return written.replace(/^(?:=+|[+/-]|\d+\.)(?=\s|$)/, start =>
    start.endsWith('.') ? `${start.slice(0, -1)}\\.` : `\\${start}`,
  );
}

function isMarkup(character: string, previous: string, next: string): boolean {
  if (character === '*' || character === '_') return !(joinsWords(previous) && joinsWords(next));
  if (character === '<') return /[\p{L}\p{N}_-]/u.test(next || 'x');
  if (character === '/') return next === '/' || next === '*' || previous === '/' || previous === '*';
  if (character === '-') return next === '-' || next === '?' || previous === '-';
  return character !== '.' || next === '.';
}

/** East Asian letters do not count: Typst begins emphasis between them. */
function joinsWords(character: string): boolean {
  return isWordCharacter(character) && character < '\u2e80';
}
