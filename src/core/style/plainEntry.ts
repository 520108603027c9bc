import type { FormattedEntry } from './types';

/** The words of an entry without any markup, on one line. */
export function plainEntry(entry: FormattedEntry): string {
  return oneLine(entry.map(piece => piece.text).join(''));
}

/** `text` with every line end, tab and other control character as a space, so that nothing in it can begin a new line. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
