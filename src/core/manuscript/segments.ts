import type { TextRange } from '../text/textRange';
import type { Findings } from './findings';
import type { ScanForms, ScanState } from './prose/scan';
import type { CitationForm, MarkupLanguage } from './types';

/**
 * A piece of a manuscript as it was scanned: `[from, from + length)` of `source`, the text around it then. Offsets in the
 * findings are of `source`. From one version of a manuscript to the next the pieces away from the edit stay the same
 * objects, so that what was worked out for one can be kept with it (in a `WeakMap`).
 */
export interface DocumentSegment {
  readonly source: string;
  readonly from: number;
  readonly length: number;
  readonly state: ScanState;
  readonly findings: Findings;
}

/** A manuscript cut into segments that are read again one by one. `starts` are their offsets in the manuscript now. */
export interface ScannedDocument {
  readonly language: MarkupLanguage;
  readonly forced: readonly CitationForm[];
  /** Whether it is read for all forms whatever it shows itself. */
  readonly everyForm: boolean;
  readonly forms: ScanForms;
  readonly segments: readonly DocumentSegment[];
  readonly starts: readonly number[];
  readonly length: number;
  readonly endState: ScanState;
}

/** Index of the segment that holds `offset`: of two that meet there the one that begins. */
export function segmentAt({ starts }: ScannedDocument, offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** What must be added to an offset of the segment's source to get that in the manuscript. */
export function segmentShift(document: ScannedDocument, index: number): number {
  return document.starts[index]! - document.segments[index]!.from;
}

/** The text of a segment. */
export function segmentText({ source, from, length }: DocumentSegment): string {
  return source.slice(from, from + length);
}

/** The text of the whole manuscript, put together. */
export function documentText({ segments }: ScannedDocument): string {
  return segments.map(segmentText).join('');
}

/** The text in `range`, cut to the manuscript, read from the segments that hold it. */
export function documentTextIn(document: ScannedDocument, range: TextRange): string {
  const start = Math.max(0, range.start);
  const end = Math.min(range.end, document.length);
  if (end <= start) return '';
  let text = '';
  for (let index = segmentAt(document, start); index < document.segments.length; index += 1) {
    const shift = segmentShift(document, index);
    if (document.starts[index]! >= end) break;
    const { source, from, length } = document.segments[index]!;
    text += source.slice(Math.max(from, start - shift), Math.min(from + length, end - shift));
  }
  return text;
}

/** Items of all segments by place, with offsets of the manuscript. */
export function collect<Item>(
  document: ScannedDocument,
  pick: (findings: Findings) => readonly Item[],
  shift: (item: Item, delta: number) => Item,
): readonly Item[] {
  const all: Item[] = [];
  document.segments.forEach((segment, index) => {
    const delta = segmentShift(document, index);
    for (const item of pick(segment.findings)) all.push(delta === 0 ? item : shift(item, delta));
  });
  return all;
}
