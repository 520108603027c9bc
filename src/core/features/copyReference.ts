import { writeReferences } from '../library';
import type { Reference } from '../library/types';
import { plainEntry } from '../style';
import type { CitationStyle, StyleEngine } from '../style/types';

/** What a reference can be copied as. */
export type CopyFormat = 'formatted' | 'bibtex' | 'ris' | 'csl-json';

/**
 * A reference as text for the clipboard, without a line end at its end.
 *
 * @param engine formats the entry where `format` is `formatted`
 * @param style the style of that entry
 * @throws StyleError when the style cannot format a bibliography
 */
export function copyReferenceAs(
  reference: Reference,
  format: CopyFormat,
  engine: StyleEngine,
  style: CitationStyle,
): string {
  if (format !== 'formatted') return writeReferences([reference], format).trimEnd();
  return plainEntry(engine.formatEntries([reference.csl], style, 'en-US')[0] ?? []);
}
