import type { TextRange } from '../text/textRange';
import type { EntryCandidate, Findings, StyleMark } from './findings';
import { keyedCitationsOf } from './keyed/keyedCitations';
import { findReferenceLists, type ListsFound } from './lists/referenceLists';
import { citationStarts, placeCitations } from './placeCitations';
import type { ScanForms, ScanState } from './prose/scan';
import { shiftCandidate, shiftHeading, shiftRange } from './shift';
import type { CitationForm, Heading, Manuscript, MarkupLanguage, UnreadableCitation } from './types';

/** A piece of a manuscript as it was scanned: the text around it then, and findings with offsets of that text. */
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
  readonly forms: ScanForms;
  readonly segments: readonly DocumentSegment[];
  readonly starts: readonly number[];
  readonly length: number;
  readonly endState: ScanState;
}

/** Puts the findings of all segments together. Each part is made when it is first asked for. */
export function buildManuscript(document: ScannedDocument, text: string | (() => string)): Manuscript {
  const wholeText = lazy(typeof text === 'string' ? () => text : text);
  const headings = lazy(() => collect<Heading>(document, findings => findings.headings, shiftHeading));
  const notProse = lazy(() => collect<TextRange>(document, findings => findings.notProse, shiftRange));
  const found = lazy(() => findLists(document, headings()));
  const citations = lazy(() => placeCitations(document, found()));
  const keyed = lazy(() => keyedCitationsOf(document));
  const unreadable = lazy(() => findUnreadable(document, found()));
  return {
    get text() {
      return wholeText();
    },
    language: document.language,
    get citations() {
      return citations();
    },
    get unreadable() {
      return unreadable();
    },
    get keyedCitations() {
      return keyed();
    },
    get referenceLists() {
      return found().lists;
    },
    get headings() {
      return headings();
    },
    get notProse() {
      return notProse();
    },
    get frontMatter() {
      return document.segments[0]?.findings.frontMatter;
    },
  };
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function collect<T>(
  document: ScannedDocument,
  pick: (findings: Findings) => readonly T[],
  shift: (item: T, delta: number) => T,
): readonly T[] {
  const all: T[] = [];
  document.segments.forEach((segment, index) => {
    const delta = document.starts[index]! - segment.from;
    for (const item of pick(segment.findings)) all.push(delta === 0 ? item : shift(item, delta));
  });
  return all;
}

function shiftUnreadable(item: UnreadableCitation, delta: number): UnreadableCitation {
  return { range: shiftRange(item.range, delta), reason: item.reason };
}

function findLists(document: ScannedDocument, headings: readonly Heading[]): ListsFound {
  const candidates = collect<EntryCandidate>(document, findings => findings.candidates, shiftCandidate);
  const styleMarks = collect<StyleMark>(
    document,
    findings => findings.styleMarks,
    (mark, delta) => ({ style: mark.style, range: shiftRange(mark.range, delta) }),
  );
  const starts = lazy(() => citationStarts(document));
  return findReferenceLists(
    { headings, candidates, styleMarks, length: document.length },
    (from, to) => (starts()[firstAtOrBehind(starts(), from)] ?? Number.POSITIVE_INFINITY) < to,
  );
}

/** Index of the first of `offsets`, which grow, that is not before `from`. */
function firstAtOrBehind(offsets: readonly number[], from: number): number {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsets[middle]! < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Those that cite nothing because they are labels or stand in entries left out. */
function findUnreadable(document: ScannedDocument, found: ListsFound): readonly UnreadableCitation[] {
  const all = collect<UnreadableCitation>(document, findings => findings.unreadable, shiftUnreadable);
  const labelStarts = found.labels.map(label => label.start);
  const lists = found.lists.filter(list => list.entries.length > 0);
  const listEnds = lists.map(list => list.range.end);
  return all.filter(({ range }) => {
    if (labelStarts[firstAtOrBehind(labelStarts, range.start)] === range.start) return false;
    const list = lists[firstAtOrBehind(listEnds, range.end)];
    return list === undefined || range.start < list.range.start;
  });
}
