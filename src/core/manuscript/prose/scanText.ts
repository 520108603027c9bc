import type { MarkupLanguage } from '../types';
import { scanAsciiDoc } from './asciiDoc';
import { scanLatex } from './latex';
import { scanMarkdown } from './markdown';
import { scanPlainText } from './plainText';
import { scanRestructuredText } from './restructuredText';
import { Scan, type ScanForms, type ScannedSegment, type ScanState } from './scan';
import { scanTypst } from './typst';

const SCANNERS: Readonly<Record<MarkupLanguage, (scan: Scan, state: ScanState) => ScanState>> = {
  markdown: scanMarkdown,
  plaintext: scanPlainText,
  latex: scanLatex,
  restructuredtext: scanRestructuredText,
  asciidoc: scanAsciiDoc,
  typst: scanTypst,
};

/**
 * Scans `text`, which begins a block in `state`.
 *
 * @returns its segments, at least one, and the state at its end
 */
export function scanText(
  text: string,
  language: MarkupLanguage,
  forms: ScanForms,
  state: ScanState,
): { readonly segments: readonly ScannedSegment[]; readonly endState: ScanState } {
  const scan = new Scan(text, language, forms, state);
  const endState = SCANNERS[language](scan, state);
  if (!scan.hasLoneReturn) return { segments: scan.segments, endState };
  // Line feeds for carriage returns that end a line alone, as the first Macintosh wrote them: no place moves.
  return scanText(text.replace(/\r(?!\n)/g, '\n'), language, forms, state);
}
