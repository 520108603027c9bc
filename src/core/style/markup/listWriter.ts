import type { Reference } from '../../library/types';
import type { EntryMarkup, FormattedEntry } from '../types';
import { writeEntryMarkup } from './writeEntryMarkup';
import { type ListOptions, writeFollowingEntry, writeReferenceList } from './writeReferenceList';

/** An entry whose words are in the manuscript's markup already. */
interface WrittenEntry {
  readonly number: number;
  readonly markup: string;
  readonly key: string | undefined;
}

/** Writes entries and lists of one manuscript, all in its markup. */
export interface MarkupListWriter {
  readonly entry: (reference: Reference) => string;
  readonly list: (entries: readonly WrittenEntry[], options: ListOptions) => string;
  readonly following: (previousNumber: number, entry: WrittenEntry, options: ListOptions) => string;
}

/**
 * The writer of reference lists in one markup.
 *
 * @param format gives the formatted entry of a reference
 */
export function listWriter(
  markup: EntryMarkup,
  format: (reference: Reference) => FormattedEntry,
): MarkupListWriter {
  return {
    entry: reference => writeEntryMarkup(format(reference), markup),
    list: (entries, options) =>
      writeReferenceList(
        entries.map(entry => ({ ...entry, entry: [] })),
        markup,
        options,
      ),
    following: (previousNumber, entry, options) =>
      writeFollowingEntry(previousNumber, { ...entry, entry: [] }, markup, options),
  };
}
