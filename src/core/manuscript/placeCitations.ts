import { type Dialect, dialectOf } from './dialect';
import { listedNumbers } from './forms';
import { ListNumbers, REJECTED } from './lists/listNumbers';
import type { ManuscriptLists } from './lists/manuscriptLists';
import { readPlainCitation } from './prose/inline';
import { firstWhere } from './search';
import { type DocumentSegment, type ScannedDocument, segmentShift } from './segments';
import { shiftCitation } from './shift';
import type { Citation, CitationForm } from './types';

/** The citations of one segment as they were placed last. */
interface SegmentCitations {
  /** The meaning of the lists then: while it stays, only places change. */
  readonly meaning: object;
  readonly start: number;
  readonly citations: readonly Citation[];
  /** The highest number cited by list; under -1 where no list numbers it. */
  readonly highest: ReadonlyMap<number, number>;
}

const PLACED = new WeakMap<DocumentSegment, SegmentCitations>();

/** The citations of a version of a manuscript, segment by segment, each placed when it is first asked for. */
export class PlacedCitations {
  readonly #document: ScannedDocument;
  readonly #lists: ManuscriptLists;
  #numbers: ListNumbers | undefined;
  #listed: ReadonlySet<number> | undefined;

  constructor(document: ScannedDocument, lists: ManuscriptLists) {
    this.#document = document;
    this.#lists = lists;
  }

  /** All citations by place, with the list that numbers each; the doubtful ones as far as lists and forms bear them out. */
  all(): readonly Citation[] {
    const all: Citation[] = [];
    for (let index = 0; index < this.#document.segments.length; index += 1) {
      for (const citation of this.inSegment(index)) all.push(citation);
    }
    return all;
  }

  /** Those of the segment with this index. */
  inSegment(index: number): readonly Citation[] {
    const segment = this.#document.segments[index]!;
    const start = this.#document.starts[index]!;
    const known = PLACED.get(segment);
    const { meaning } = this.#lists;
    if (known?.meaning !== meaning) return this.#remember(segment, start, this.#place(segment, index));
    if (known.start === start) return known.citations;
    const delta = start - known.start;
    const citations = known.citations.map(citation => shiftCitation(citation, delta, citation.list));
    PLACED.set(segment, { ...known, start, citations });
    return citations;
  }

  /** The highest number cited by list; under -1 where no list numbers it. */
  highest(): ReadonlyMap<number, number> {
    const highest = new Map<number, number>();
    this.#document.segments.forEach((segment, index) => {
      if (PLACED.get(segment)?.meaning !== this.#lists.meaning) this.inSegment(index);
      for (const [list, number] of PLACED.get(segment)!.highest) {
        if (number > (highest.get(list) ?? 0)) highest.set(list, number);
      }
    });
    return highest;
  }

  #remember(segment: DocumentSegment, start: number, citations: readonly Citation[]): readonly Citation[] {
    const highest = new Map<number, number>();
    for (const { list = -1, numbers } of citations) {
      let most = highest.get(list) ?? 0;
      for (const number of numbers) if (number > most) most = number;
      highest.set(list, most);
    }
    PLACED.set(segment, { meaning: this.#lists.meaning, start, citations, highest });
    return citations;
  }

  #place(segment: DocumentSegment, index: number): readonly Citation[] {
    const { plain, citations, doubtful } = segment.findings;
    if (plain.length === 0 && citations.length === 0 && doubtful.length === 0) return [];
    const placing = this.#placing(segmentShift(this.#document, index), this.#document.starts[index]!);
    let nextPlain = 0;
    let nextDoubtful = 0;
    const addBefore = (offset: number): void => {
      for (;;) {
        const start = plain[nextPlain] ?? Number.POSITIVE_INFINITY;
        const doubt = doubtful[nextDoubtful];
        const doubtStart = doubt?.citation.range.start ?? Number.POSITIVE_INFINITY;
        if (Math.min(start, doubtStart) >= offset) return;
        if (doubt !== undefined && doubtStart < start) {
          placing.add(doubt.citation, doubt.doubt);
          nextDoubtful += 1;
        } else {
          placing.addPlain(segment.source, start, plain[nextPlain + 1]!);
          nextPlain += 2;
        }
      }
    };
    for (const citation of citations) {
      addBefore(citation.range.start);
      placing.add(citation, 0);
    }
    addBefore(Number.POSITIVE_INFINITY);
    return placing.citations;
  }

  #placing(delta: number, start: number): Placing {
    const { found, accepted } = this.#lists;
    this.#numbers ??= new ListNumbers(found);
    this.#listed ??= listedNumbers(found.lists);
    this.#numbers.seek(start);
    const { labels } = found;
    return new Placing(
      delta,
      this.#numbers,
      { accepted, forced: this.#document.forced, listed: this.#listed },
      labels,
      firstWhere(labels.length, label => labels[label]!.end > start),
      dialectOf(this.#document.language),
    );
  }
}

/** Which citations in other forms than brackets count: those that the author set, others where the list has their numbers. */
interface OtherForms {
  readonly accepted: ReadonlySet<CitationForm>;
  readonly forced: readonly CitationForm[];
  readonly listed: ReadonlySet<number>;
}

/** Goes through the citations of one segment by place. */
class Placing {
  readonly citations: Citation[] = [];
  readonly #delta: number;
  readonly #numbers: ListNumbers;
  readonly #forms: OtherForms;
  readonly #labels: readonly { readonly start: number; readonly end: number }[];
  #label: number;
  readonly #dialect: Dialect;

  constructor(
    delta: number,
    numbers: ListNumbers,
    forms: OtherForms,
    labels: readonly { readonly start: number; readonly end: number }[],
    firstLabel: number,
    dialect: Dialect,
  ) {
    this.#delta = delta;
    this.#numbers = numbers;
    this.#forms = forms;
    this.#labels = labels;
    this.#label = firstLabel;
    this.#dialect = dialect;
  }

  add(citation: Citation, doubt: number): void {
    const start = citation.range.start + this.#delta;
    if (this.#isLabel(start)) return;
    const { numbers, form } = citation;
    const list = this.#numbers.listFor(numbers, start);
    if (list === REJECTED || (form === 'brackets' && this.#numbers.isLink(numbers))) return;
    if (doubt !== 0 && !this.#numbers.bearsOut(citation, doubt, other => this.#isAccepted(other))) return;
    this.citations.push(
      this.#delta === 0 && list === undefined ? citation : shiftCitation(citation, this.#delta, list),
    );
  }

  addPlain(source: string, start: number, end: number): void {
    if (this.#isLabel(start + this.#delta)) return;
    const citation = readPlainCitation(source, start, end, this.#delta, this.#dialect);
    if (citation === undefined) return;
    const list = this.#numbers.listFor(citation.numbers, citation.range.start);
    if (list === REJECTED || this.#numbers.isLink(citation.numbers)) return;
    // Nobody has seen it yet: it is completed in place.
    (citation as { list: number | undefined }).list = list;
    this.citations.push(citation);
  }

  #isAccepted({ form, numbers }: Citation): boolean {
    const { accepted, forced, listed } = this.#forms;
    if (!accepted.has(form)) return false;
    return forced.includes(form) || numbers.every(number => listed.has(number));
  }

  #isLabel(start: number): boolean {
    const labels = this.#labels;
    while (this.#label < labels.length && labels[this.#label]!.end <= start) this.#label += 1;
    return this.#label < labels.length && labels[this.#label]!.start <= start;
  }
}
