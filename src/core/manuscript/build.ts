import type { TextRange } from '../text/textRange';
import { dialectOf } from './dialect';
import { Doubt, type DoubtfulCitation, type EntryCandidate, type Findings, type StyleMark } from './findings';
import { acceptOtherForms, type FormEvidence } from './forms';
import { findReferenceLists, type ListsFound } from './lists/referenceLists';
import { readPlainCitation } from './prose/inline';
import type { ScanForms, ScanState } from './prose/scan';
import { shiftCandidate, shiftCitation, shiftHeading, shiftRange } from './shift';
import type {
  Citation,
  CitationForm,
  Heading,
  Manuscript,
  MarkupLanguage,
  UnreadableCitation,
} from './types';

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
  const unreadable = lazy(() => {
    const { lists, labels } = found();
    return collect<UnreadableCitation>(document, findings => findings.unreadable, shiftUnreadable).filter(
      ({ range }) =>
        !labels.some(label => label.start === range.start) && !lists.some(list => inEntries(list, range)),
    );
  });
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
  return findReferenceLists({ headings, candidates, styleMarks, length: document.length }, (from, to) =>
    document.segments.some((segment, index) => {
      const delta = document.starts[index]! - segment.from;
      return segment.findings.citations.some(
        ({ range }) => range.start + delta >= from && range.end + delta <= to,
      );
    }),
  );
}

function inEntries(
  list: { readonly range: TextRange; readonly entries: readonly unknown[] },
  range: TextRange,
): boolean {
  return list.entries.length > 0 && list.range.start <= range.start && range.end <= list.range.end;
}

/** All citations by place, with the list that numbers each; the doubtful ones as far as lists and forms bear them out. */
function placeCitations(document: ScannedDocument, found: ListsFound): readonly Citation[] {
  const numbering = new ListNumbers(found);
  const accepted = acceptOtherForms(
    document.forced,
    document.forms.round || document.forms.superscript ? formEvidence(document, found) : undefined,
    found.lists,
  );
  const dialect = dialectOf(document.language);
  const all: Citation[] = [];
  const { labels } = found;
  let label = 0;
  const isLabel = (start: number): boolean => {
    while (label < labels.length && labels[label]!.end <= start) label += 1;
    return label < labels.length && labels[label]!.start <= start;
  };
  const add = (citation: Citation, doubt: number, delta: number): void => {
    const start = citation.range.start + delta;
    if (isLabel(start)) return;
    const { numbers } = citation;
    const list = numbering.listFor(numbers, start);
    if (list === REJECTED || (citation.form === 'brackets' && numbering.isLink(numbers))) return;
    if (doubt !== 0 && !numbering.bearsOut(citation, list, doubt, accepted)) return;
    all.push(delta === 0 && list === undefined ? citation : shiftCitation(citation, delta, list));
  };
  const addPlain = (source: string, start: number, end: number, delta: number): void => {
    const citation = readPlainCitation(source, start, end, dialect);
    if (citation === undefined) return;
    const list = numbering.listFor(citation.numbers, start + delta);
    if (list === REJECTED || numbering.isLink(citation.numbers)) return;
    all.push(delta === 0 && list === undefined ? citation : placed(citation, delta, list));
  };
  document.segments.forEach((segment, index) => {
    const delta = document.starts[index]! - segment.from;
    const { plain, citations, doubtful } = segment.findings;
    let nextPlain = 0;
    let nextDoubtful = 0;
    const addBefore = (offset: number): void => {
      for (;;) {
        const start = plain[nextPlain] ?? Number.POSITIVE_INFINITY;
        const doubt = doubtful[nextDoubtful];
        const doubtStart = doubt?.citation.range.start ?? Number.POSITIVE_INFINITY;
        if (Math.min(start, doubtStart) >= offset) return;
        if (doubt !== undefined && doubtStart < start) {
          add(doubt.citation, doubt.doubt, delta);
          nextDoubtful += 1;
        } else {
          if (!isLabel(start + delta)) addPlain(segment.source, start, plain[nextPlain + 1]!, delta);
          nextPlain += 2;
        }
      }
    };
    for (const citation of citations) {
      addBefore(citation.range.start);
      add(citation, 0, delta);
    }
    addBefore(Number.POSITIVE_INFINITY);
  });
  return all;
}

/** A citation that nobody has seen yet, completed in place where it does not move. */
function placed(citation: Citation, delta: number, list: number | undefined): Citation {
  if (delta !== 0) return shiftCitation(citation, delta, list);
  (citation as { list: number | undefined }).list = list;
  return citation;
}

/** Whether `test` holds for the start of any citation that is in no doubt. */
function anyStart(findings: Findings, test: (start: number) => boolean): boolean {
  for (let index = 0; index < findings.plain.length; index += 2)
    if (test(findings.plain[index]!)) return true;
  return findings.citations.some(({ range }) => test(range.start));
}

function formEvidence(document: ScannedDocument, found: ListsFound): FormEvidence {
  const doubtful: DoubtfulCitation[] = [];
  let plain = 0;
  const first = found.lists.find(list => list.entries.length > 0)?.entries[0]?.range.start ?? document.length;
  document.segments.forEach((segment, index) => {
    const delta = document.starts[index]! - segment.from;
    for (const item of segment.findings.doubtful) {
      if ((item.doubt & Doubt.form) === 0) continue;
      doubtful.push({ citation: shiftCitation(item.citation, delta, undefined), doubt: item.doubt });
    }
    anyStart(segment.findings, start => {
      if (start + delta < first) plain += 1;
      return false;
    });
  });
  return { doubtful, plain };
}

const REJECTED = -1;

/** Answers which list numbers a citation and whether the list has its numbers. */
class ListNumbers {
  readonly #found: ListsFound;
  readonly #numbers: readonly ReadonlySet<number>[];
  readonly #greatest: readonly number[];
  #current = 0;

  constructor(found: ListsFound) {
    this.#found = found;
    this.#numbers = found.lists.map(list => new Set(list.entries.map(entry => entry.number)));
    this.#greatest = found.lists.map(list =>
      list.entries.reduce((most, entry) => Math.max(most, entry.number), 0),
    );
  }

  /** The list for a citation of `numbers` at `start`; asked with growing offsets. {@link REJECTED} inside an entry that it cannot cite from. */
  listFor(numbers: readonly number[], start: number): number | undefined {
    const { lists } = this.#found;
    if (lists.length === 0) return undefined;
    while (this.#current < lists.length - 1 && lists[this.#current]!.scope.end <= start) this.#current += 1;
    let chosen = this.#current;
    const scope = lists[chosen]!.scope;
    let sharing = chosen;
    while (sharing < lists.length && lists[sharing]!.scope.start === scope.start) {
      const list = lists[sharing]!;
      const first = list.entries[0];
      if (first !== undefined && first.range.start <= start && start < list.range.end) {
        // Inside an entry brackets are the entry's own (`[Internet]`, `[60]`) unless they cite a neighbour.
        if (!numbers.every(number => this.#numbers[sharing]!.has(number))) return REJECTED;
      }
      sharing += 1;
    }
    for (let index = this.#current; index < sharing; index += 1) {
      if (this.#numbers[index]!.has(numbers[0]!)) return index;
      if (lists[chosen]!.entries.length === 0 && lists[index]!.entries.length > 0) chosen = index;
    }
    return chosen;
  }

  /** Whether the manuscript dispels what is doubtful about a citation. */
  bearsOut(
    citation: Citation,
    list: number | undefined,
    doubt: number,
    accepted: (citation: Citation) => boolean,
  ): boolean {
    if (doubt === 0) return true;
    const numbers = list === undefined ? undefined : this.#numbers[list];
    if ((doubt & (Doubt.year | Doubt.needsList)) !== 0) {
      if (numbers === undefined || !citation.numbers.every(number => numbers.has(number))) return false;
    }
    if ((doubt & Doubt.large) !== 0) {
      const greatest = list === undefined ? 0 : this.#greatest[list]!;
      if (greatest < 900 || !citation.numbers.every(number => number <= greatest + 100)) return false;
    }
    return (doubt & Doubt.form) === 0 || accepted(citation);
  }

  /** Whether a single number in brackets is the text of a link that the manuscript defines. */
  isLink(numbers: readonly number[]): boolean {
    const { linkNumbers } = this.#found;
    return linkNumbers.size > 0 && numbers.length === 1 && linkNumbers.has(numbers[0]!);
  }
}
