import type { EntryMarkup, FormattedEntry } from '../types';
import { asciidocEntry } from './asciidoc';
import { latexEntry } from './latex';
import { markdownEntry } from './markdown';
import { plaintextEntry } from './plaintext';
import { restructuredTextEntry } from './restructuredtext';
import { typstEntry } from './typst';

/**
 * An entry as it stands in a manuscript: one line, without its number. Every word is escaped for that markup as far as
 * it must be, so that a renderer prints exactly the entry and nothing of it becomes markup.
 */
export function writeEntryMarkup(entry: FormattedEntry, markup: EntryMarkup): string {
  switch (markup) {
    case 'markdown':
      return markdownEntry(entry);
    case 'latex':
      return latexEntry(entry);
    case 'restructuredtext':
      return restructuredTextEntry(entry);
    case 'asciidoc':
      return asciidocEntry(entry);
    case 'typst':
      return typstEntry(entry);
    case 'plaintext':
      return plaintextEntry(entry);
  }
}
