import { htmlEntry } from './markup/html';
import { writeReferenceList } from './markup/writeReferenceList';
import { plainEntry } from './plainEntry';
import type { FormattedEntry } from './types';

/** A text as a clipboard holds it: with its formatting, and for programs that take none. */
export interface RichText {
  /** An HTML fragment, escaped. */
  readonly html: string;
  readonly plain: string;
}

/** One entry without its number, to be pasted into a line. */
export function richEntry(entry: FormattedEntry): RichText {
  return { html: htmlEntry(entry), plain: plainEntry(entry) };
}

/**
 * A reference list as numbered lists: a new one at every gap, because word processors read where a list starts, and not
 * the number of a single item.
 *
 * @param entries in the order of the list
 */
export function richList(
  entries: readonly { readonly number: number; readonly entry: FormattedEntry }[],
): RichText {
  const parts: string[] = [];
  entries.forEach(({ number, entry }, index) => {
    const previous = entries[index - 1];
    if (previous?.number !== number - 1) {
      if (previous) parts.push('</ol>\n');
      parts.push(number === 1 ? '<ol>\n' : `<ol start="${number}">\n`);
    }
    parts.push(`<li>${htmlEntry(entry)}</li>\n`);
  });
  if (entries.length > 0) parts.push('</ol>');
  const words = entries.map(({ number, entry }) => ({ number, entry }));
  return { html: parts.join(''), plain: writeReferenceList(words, 'plaintext', { eol: '\n' }) };
}
