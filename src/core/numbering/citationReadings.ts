import type { Reference } from '../library/types';
import { sentenceAt } from '../manuscript';
import type { Citation } from '../manuscript/types';
import { type ArraysSearchIndex, buildSearchIndex, updateSearchIndex } from '../search';
import { citingTextAt } from './citingContext';
import { numberingFor } from './resolve';
import type { NumberedManuscript, Numbering } from './types';

/** How well the reference of a number fits a sentence. */
export interface NumberFit {
  readonly number: number;
  readonly reference: Reference;
  /** Log odds, up to a summand common to the sentence. */
  readonly score: number;
  readonly reasons: readonly string[];
}

/** What a citation's sentence says of the references that its numbers stand for, and of those with numbers near. */
export interface CitationReading {
  readonly citation: Citation;
  /** Where its sentence begins. */
  readonly sentenceStart: number;
  readonly fits: ReadonlyMap<number, NumberFit>;
  /** The number whose reference fits best of all. */
  readonly best: NumberFit | undefined;
}

/** Readings that are kept from one version of a manuscript to the next. */
const KEPT = 8192;

/** The references of a numbering, indexed: what sentences are compared with. */
interface IndexedNumbering {
  readonly references: readonly Reference[];
  readonly index: ArraysSearchIndex;
  readonly numbers: ReadonlyMap<string, number>;
  readonly fits: Map<string, Pick<CitationReading, 'fits' | 'best'>>;
}

/**
 * Reads how well the sentences of a manuscript fit what they cite. Keeps what it has read, so that after a keystroke only
 * the sentences that it changed are read; and reads in portions, so that nobody has to wait for all of them.
 */
export class CitationReadings {
  private readonly indexed: (IndexedNumbering | undefined)[] = [];
  private manuscript: NumberedManuscript['manuscript'] | undefined;
  private libraries: NumberedManuscript['libraries'] | undefined;
  private known: CitationReading[] = [];

  /** The readings of the manuscript's first citations, by place, as far as {@link readAhead} has come. */
  of({ manuscript, libraries }: NumberedManuscript): readonly CitationReading[] {
    return this.manuscript === manuscript && this.libraries === libraries ? this.known : [];
  }

  /**
   * Reads up to `most` citations more.
   *
   * @returns whether all are read
   */
  readAhead(numbered: NumberedManuscript, most = Number.POSITIVE_INFINITY): boolean {
    const { manuscript, libraries } = numbered;
    if (this.manuscript !== manuscript || this.libraries !== libraries) {
      this.manuscript = manuscript;
      this.libraries = libraries;
      this.known = [];
      numbered.numberings.forEach((numbering, place) => {
        this.indexed[place] = indexNumbering(numbering, this.indexed[place]);
      });
    }
    const { citations } = manuscript;
    const end = Math.min(citations.length, this.known.length + most);
    while (this.known.length < end) this.known.push(this.read(numbered, citations[this.known.length]!));
    return end === citations.length;
  }

  private read(numbered: NumberedManuscript, citation: Citation): CitationReading {
    const { manuscript, numberings } = numbered;
    const { start } = citation.range;
    const numbering = numberingFor(numbered, citation);
    const indexed = this.indexed[numberings.indexOf(numbering)];
    const sentenceStart = sentenceAt(manuscript, start).start;
    const text = citingTextAt(manuscript, start);
    if (indexed === undefined || text.sentence === '') {
      return { citation, sentenceStart, fits: new Map(), best: undefined };
    }
    return { citation, sentenceStart, ...readFits(indexed, numbering, text, citation.numbers) };
  }
}

/** How well references fit a text: those of some numbers and of the numbers near, and the best. */
function readFits(
  indexed: IndexedNumbering,
  numbering: Numbering,
  text: Parameters<ArraysSearchIndex['fits']>[0],
  numbers: readonly number[],
): Pick<CitationReading, 'fits' | 'best'> {
  const key = `${text.precedingSentence ?? ''}\n${text.sentence}\n${numbers.join(' ')}`;
  const known = indexed.fits.get(key);
  if (known !== undefined) return known;
  const near = new Set(numbers.flatMap(numbersNear));
  const ids = [...near].flatMap(number => numbering.byNumber.get(number)?.reference?.id ?? []);
  const fits = new Map<number, NumberFit>();
  let best: NumberFit | undefined;
  for (const { reference, score, reasons } of indexed.index.fits(text, ids, 1)) {
    const number = indexed.numbers.get(reference.id);
    if (number === undefined) continue;
    const fit = { number, reference, score, reasons };
    best ??= fit;
    fits.set(number, fit);
  }
  if (indexed.fits.size >= KEPT) indexed.fits.clear();
  indexed.fits.set(key, { fits, best });
  return { fits, best };
}

/** A number with those that are easily written for it: its neighbours, and that of swapped digits. */
export function numbersNear(number: number): readonly number[] {
  const swapped = number > 9 && number < 100 ? [10 * (number % 10) + Math.floor(number / 10)] : [];
  return [number, number - 1, number + 1, ...swapped];
}

function indexNumbering(
  { byNumber }: Numbering,
  before: IndexedNumbering | undefined,
): IndexedNumbering | undefined {
  const references: Reference[] = [];
  const numbers = new Map<string, number>();
  for (const [number, { reference }] of byNumber) {
    if (reference === undefined || numbers.has(reference.id)) continue;
    references.push(reference);
    numbers.set(reference.id, number);
  }
  if (references.length < 2) return undefined;
  const isSame =
    before?.references.length === references.length &&
    references.every((reference, place) => before.references[place] === reference);
  if (isSame && references.every(({ id }) => before.numbers.get(id) === numbers.get(id))) return before;
  const index = isSame ? before.index : indexReferences(references, before);
  return { references, numbers, index, fits: new Map() };
}

/** An index over references, from one over others as far as they are the same. */
function indexReferences(
  references: readonly Reference[],
  before: IndexedNumbering | undefined,
): ArraysSearchIndex {
  if (before === undefined) return buildSearchIndex(references);
  const places = new Map(before.references.map((reference, place) => [reference, place]));
  const former = references.map(reference => places.get(reference) ?? -1);
  const isMostlyNew = former.filter(place => place >= 0).length < references.length / 2;
  return isMostlyNew ? buildSearchIndex(references) : updateSearchIndex(before.index, references, former);
}
