import type { FormattedEntry } from '../types';
import { escapeWhere, isFormatted, isWordCharacter, type Piece, tidyPieces } from './pieces';

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
    inner = mark + inner.replace(/\s/g, '&#160;') + mark;
  }
  // A single mark works only at the edge of a word, and not beside other marks.
  const apart =
    !piece.markBefore &&
    !piece.markBehind &&
    /^[\s(]?$/.test(piece.before) &&
    /^[\s.,;:!?)]?$/.test(piece.behind);
  if (piece.italic) inner = apart ? `_${inner}_` : `__${inner}__`;
  if (piece.bold) inner = apart ? `*${inner}*` : `**${inner}**`;
  return inner;
}

/**
 * Backslashes work in AsciiDoc only where there is something to prevent. Numeric character references always do: they
 * are put in after formatting and attributes, and macros do not read them.
 */
function escapeWords(piece: Piece): string {
  return piece.text.replace(/\S+/g, (word, offset: number) => {
    const atMark = piece.behind !== '' && offset + word.length === piece.text.length;
    const inAddress = word.includes('://');
    return escapeWhere(word, /[`^~{\\*_#+[\]<=.$:;(&@-]/g, (character, previous, next, place) => {
      const mustEscape =
        isMarkup(character, previous, next, word.slice(place + 1, place + 40)) ||
        (inAddress && '<@'.includes(character)) ||
        (atMark && character === ']');
      return mustEscape ? `&#${character.charCodeAt(0)};` : character;
    });
  });
}

function isMarkup(character: string, previous: string, next: string, following: string): boolean {
  switch (character) {
    case '`':
    case '^':
    case '~':
    case '{':
    case '\\':
      return true;
    case '*':
    case '_':
    case '#':
      return !(isWordCharacter(previous) && isWordCharacter(next));
    case '+':
      return !isWordCharacter(previous) || next === '+';
    case '[':
      return !/^[\s(]?$/.test(previous) || !/\p{L}/u.test(next);
    case ']':
      return !/^[\s.,;:!?)]?$/.test(next);
    case '<':
      return /[\p{L}<=-]/u.test(next);
    case '-':
      return '<-'.includes(previous || ' ') || next === '>';
    case '=':
      return previous === '<' || next === '>';
    case '.':
    case '$':
    case ':':
    case ';':
      return next === character || previous === character;
    case '(':
      return previous === '(' || /^(?:C|R|TM)\)/.test(following);
    case '&':
      return /^(?:#|[A-Za-z]\w{0,31};)/.test(following);
    default:
      return false;
  }
}
