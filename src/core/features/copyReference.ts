import { writeReferences } from '../library';
import type { Reference } from '../library/types';

/** What a reference can be copied as, besides its formatted entry. */
export type CopyFormat = 'bibtex' | 'ris' | 'csl-json';

/** The record of a reference as text for the clipboard, without a line end at its end. */
export function copyReferenceAs(reference: Reference, format: CopyFormat): string {
  return writeReferences([reference], format).trimEnd();
}
