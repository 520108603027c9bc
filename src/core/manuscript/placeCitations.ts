import { type Dialect, dialectOf } from './dialect';
import { Doubt, type DoubtfulCitation } from './findings';
import { listedNumbers } from './forms';
import { ListNumbers, REJECTED } from './lists/listNumbers';
import type { ManuscriptLists } from './lists/manuscriptLists';
import { mentionsIn } from './mentions';
import { type CitedText, numberAt, PlainCitation } from './plainCitation';
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
  /** The highest number cited by list, under -1 where no list numbers it; undefined until somebody asks. */
  highest: ReadonlyMap<number, number> | undefined;
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
    const parts = this.#document.segments.map((_, index) => this.inSegment(index));
    // Made as long as it will be: one that grows is copied again and again.
    const all = new Array<Citation>(parts.reduce((count, part) => count + part.length, 0));
    let next = 0;
    for (const part of parts) {
      for (let index = 0; index < part.length; index += 1) {
        all[next] = part[index]!;
        next += 1;
      }
    }
    return all;
  }

  /** Those of the segment with this index. */
  inSegment(index: number): readonly Citation[] {
    const segment = this.#document.segments[index]!;
    const start = this.#document.starts[index]!;
    const known = PLACED.get(segment);
    const { meaning } = this.#lists;
    if (known?.meaning !== meaning) {
      const citations = this.#place(segment, index);
      PLACED.set(segment, { meaning, start, citations, highest: undefined });
      return citations;
    }
    if (known.start === start) return known.citations;
    const delta = start - known.start;
    const text = citedText(this.#document, index);
    const citations = known.citations.map(citation =>
      citation instanceof PlainCitation
        ? citation.within(text)
        : shiftCitation(citation, delta, citation.list),
    );
    PLACED.set(segment, { ...known, start, citations });
    return citations;
  }

  /** The highest number cited by list; under -1 where no list numbers it. */
  highest(): ReadonlyMap<number, number> {
    const highest = new Map<number, number>();
    this.#document.segments.forEach((segment, index) => {
      if (PLACED.get(segment)?.meaning !== this.#lists.meaning) this.inSegment(index);
      const placed = PLACED.get(segment)!;
      placed.highest ??= highestOf(placed.citations);
      for (const [list, number] of placed.highest) {
        if (number > (highest.get(list) ?? 0)) highest.set(list, number);
      }
    });
    return highest;
  }

  #place(segment: DocumentSegment, index: number): readonly Citation[] {
    const { plain, citations } = segment.findings;
    const { found, accepted } = this.#lists;
    const mentioned = found.lists.length > 0 || accepted.has('mention');
    const doubtful = mentioned
      ? withMentions(segment, dialectOf(this.#document.language))
      : segment.findings.doubtful;
    if (plain.length === 0 && citations.length === 0 && doubtful.length === 0) return [];
    const placing = this.#placing(index);
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
          placing.addPlain(start, plain[nextPlain + 1]!);
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

  #placing(index: number): Placing {
    const start = this.#document.starts[index]!;
    const { found, accepted } = this.#lists;
    this.#numbers ??= new ListNumbers(found);
    this.#listed ??= listedNumbers(found.lists);
    this.#numbers.seek(start);
    const { labels } = found;
    return new Placing(
      citedText(this.#document, index),
      this.#numbers,
      { accepted, forced: this.#document.forced, listed: this.#listed },
      labels,
      firstWhere(labels.length, label => labels[label]!.end > start),
    );
  }
}

function citedText(document: ScannedDocument, index: number): CitedText {
  return {
    source: document.segments[index]!.source,
    delta: segmentShift(document, index),
    dialect: dialectOf(document.language),
  };
}

function highestOf(citations: readonly Citation[]): ReadonlyMap<number, number> {
  const highest = new Map<number, number>();
  for (const citation of citations) {
    const { list = -1 } = citation;
    let most = highest.get(list) ?? 0;
    if (citation instanceof PlainCitation) most = Math.max(most, citation.highest);
    else for (const number of citation.numbers) if (number > most) most = number;
    highest.set(list, most);
  }
  return highest;
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
  readonly #text: CitedText;
  readonly #numbers: ListNumbers;
  readonly #forms: OtherForms;
  readonly #labels: readonly { readonly start: number; readonly end: number }[];
  #label: number;

  constructor(
    text: CitedText,
    numbers: ListNumbers,
    forms: OtherForms,
    labels: readonly { readonly start: number; readonly end: number }[],
    firstLabel: number,
  ) {
    this.#text = text;
    this.#numbers = numbers;
    this.#forms = forms;
    this.#labels = labels;
    this.#label = firstLabel;
  }

  add(citation: Citation, doubt: number): void {
    const { delta } = this.#text;
    const start = citation.range.start + delta;
    if (this.#isLabel(start)) return;
    if ((doubt & Doubt.mention) !== 0 && (this.citations.at(-1)?.range.end ?? 0) > start) return;
    const list = this.#numbers.listFor(citation, citation.numbers[0]!, start);
    if (list === REJECTED || (citation.form === 'brackets' && this.#numbers.isLink(citation))) return;
    if (doubt !== 0 && !this.#numbers.bearsOut(citation, doubt, other => this.#isAccepted(other))) return;
    this.citations.push(delta === 0 && list === undefined ? citation : shiftCitation(citation, delta, list));
  }

  addPlain(start: number, end: number): void {
    const { source, delta } = this.#text;
    if (this.#isLabel(start + delta)) return;
    const citation = new PlainCitation(this.#text, start, end);
    const list = this.#numbers.listFor(citation, numberAt(source, start + 1), start + delta);
    if (list === REJECTED || this.#numbers.isLink(citation)) return;
    citation.list = list;
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

const DOUBTFUL = new WeakMap<DocumentSegment, readonly DoubtfulCitation[]>();

/** The doubtful citations of a segment together with the references that its prose calls by number, by place. */
function withMentions(segment: DocumentSegment, dialect: Dialect): readonly DoubtfulCitation[] {
  const known = DOUBTFUL.get(segment);
  if (known !== undefined) return known;
  const { source, from, length, findings } = segment;
  const { doubtful, notProse, citations, unreadable, headings } = findings;
  const taken = () => [
    notProse,
    ...[citations, unreadable, headings].map(all => all.map(({ range }) => range)),
  ];
  const mentions = mentionsIn(source, from, from + length, taken, dialect);
  const all =
    mentions.length === 0
      ? doubtful
      : [...doubtful, ...mentions.map(citation => ({ citation, doubt: Doubt.mention }))].sort(
          (a, b) => a.citation.range.start - b.citation.range.start,
        );
  DOUBTFUL.set(segment, all);
  return all;
}
