import { plainEntry } from '../plainEntry';
import type { FormattedEntry } from '../types';

/** An entry as words alone, on one line. */
export function plaintextEntry(entry: FormattedEntry): string {
  return plainEntry(entry).replace(/ {2,}/g, ' ').trim();
}
