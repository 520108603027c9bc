import type { PreviewMark } from '../core';

/** Private-use characters that {@link markedSource} puts into the text; a text that has them itself is not marked. */
const OPEN = '\uf8e0';
const CLOSE = '\uf8e1';
const ENTRY = '\uf8e2';
const FIRST_DIGIT = 0xf8e4;
const MARKS = /[\uf8e0-\uf8ed]/;

/**
 * The text with invisible characters at its marks, which a Markdown renderer carries along as part of the words and
 * {@link markedPieces} finds again. Lines stay where they are.
 */
export function markedSource(text: string, marks: readonly PreviewMark[]): string {
  if (MARKS.test(text)) return text;
  let result = '';
  let position = 0;
  marks.forEach((mark, index) => {
    const name = [...String(index)].map(digit => String.fromCharCode(FIRST_DIGIT + Number(digit))).join('');
    result += text.slice(position, mark.start);
    result +=
      mark.kind === 'entry' ? `${ENTRY}${name}` : `${OPEN}${name}${text.slice(mark.start, mark.end)}${CLOSE}`;
    position = mark.end;
  });
  return result + text.slice(position);
}

/** A piece of a rendered text: words, or where a mark begins or ends. */
export type MarkedPiece =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'begin'; readonly mark: PreviewMark }
  | { readonly kind: 'end' };

/** Takes a text of a renderer apart at the marks; undefined where it has none. */
export function markedPieces(
  text: string,
  marks: readonly PreviewMark[],
): readonly MarkedPiece[] | undefined {
  if (!MARKS.test(text)) return undefined;
  const pieces: MarkedPiece[] = [];
  for (const [whole, digits, words] of text.matchAll(
    /[\uf8e0\uf8e2]([\uf8e4-\uf8ed]*)|\uf8e1|([^\uf8e0-\uf8ed]+)/g,
  )) {
    if (words !== undefined) pieces.push({ kind: 'words', text: words });
    else if (whole === CLOSE) pieces.push({ kind: 'end' });
    else {
      const index = [...(digits ?? '')].reduce(
        (sum, digit) => sum * 10 + digit.charCodeAt(0) - FIRST_DIGIT,
        0,
      );
      const mark = marks[index];
      if (mark) pieces.push({ kind: 'begin', mark });
    }
  }
  return pieces;
}
