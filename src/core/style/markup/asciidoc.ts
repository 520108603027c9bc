import type { FormattedEntry } from '../types';
import { isFormatted, isWordCharacter, type Piece, tidyPieces } from './pieces';

/** An entry as inline AsciiDoc (Asciidoctor): nothing in its words becomes markup. Small capitals are lost. */
export function asciidocEntry(entry: FormattedEntry): string {
  return tidyPieces(entry)
    .map(piece => {
      const text = escapeWords(piece);
      return isFormatted(piece) ? withFormatting(piece, text) : text;
    })
    .join('');
}

function withFormatting(piece: Piece, text: string): string {
  let inner = text;
  if (piece.position) {
    const mark = piece.position === 'superscript' ? '^' : '~';
    // Between these marks Asciidoctor allows no space.
    inner = mark + inner.replaceAll(' ', '{nbsp}') + mark;
  }
  const apart = !/^[\p{L}\p{N}_;:}]$/u.test(piece.before) && !/^[\p{L}\p{N}_]$/u.test(piece.behind);
  if (piece.italic) inner = apart ? `_${inner}_` : `__${inner}__`;
  if (piece.bold) inner = apart ? `*${inner}*` : `**${inner}**`;
  return inner;
}

/** Backslashes work in AsciiDoc only where there is something to prevent, so suspicious words pass through whole. */
function escapeWords(piece: Piece): string {
  return piece.text.replace(/[^ ]+/g, (word, offset: number) => {
    const before = offset === 0 ? piece.before : ' ';
    const behind = offset + word.length === piece.text.length ? piece.behind : ' ';
    return isSuspicious(word, before, behind) ? `pass:c[${word.replaceAll(']', '\\]')}]` : word;
  });
}

const ALWAYS_SUSPICIOUS =
  /[`^~+{}[\]|\\]|<<|>>|->|=>|<-|<=|--|\.\.\.|::|;;|\(\(|\)\)|\((?:C|R|TM)\)|&(?:#|\w+;)/i;

function isSuspicious(word: string, before: string, behind: string): boolean {
  if (ALWAYS_SUSPICIOUS.test(word)) return true;
  const characters = [...word];
  return characters.some((character, index) => {
    if (!'*_#'.includes(character)) return false;
    const previous = characters[index - 1] ?? before;
    const next = characters[index + 1] ?? behind;
    return !(isWordCharacter(previous) && isWordCharacter(next));
  });
}
