import { rowOf } from '../library';
import type { Library, Reference } from '../library/types';
import { type ByteSections, bytesOf, numbersIn, type SectionSink } from '../text/byteSections';
import { HashedRowsBuilder, openHashedRows } from '../text/hashedRows';
import { foldLetters, foldText, Gap } from './foldedText';
import { recordDoi, recordPages, recordPubmed, recordYear, TITLE_START, text } from './recordFacts';

/** A text with more letters is no title. */
const TITLE_LIMIT = 800;

/** More records than this under one title (`Editorial`) tell nothing about which is meant. */
const CROWD = 64;

/** Records by a key; undefined or none where no record has it. */
export interface RecordLookup {
  get(key: string): readonly Reference[] | undefined;
}

/**
 * What linking asks of a library, each question answered without going through it. Kept as numbers only, so that it can
 * be made when the library is read, on another thread, and stored; what a question finds is compared with the records.
 */
export interface RecordTable {
  readonly byId: { get(id: string): Reference | undefined };
  readonly byDoi: RecordLookup;
  /** PubMed numbers, and PubMed Central's as `pmc6611653`. */
  readonly byPubmed: RecordLookup;
  /** Records by all letters of their title. */
  readonly byTitle: RecordLookup;
  /** Records by the letters of their title up to its subtitle, where it has one. */
  readonly byMainTitle: RecordLookup;
  /** First {@link TITLE_START} letters → the lengths of titles and main titles that may begin so, longest first. */
  readonly titleLengths: { get(start: string): readonly number[] | undefined };
  /** Lengths of titles with fewer letters than {@link TITLE_START}, longest first. */
  readonly shortTitleLengths: readonly number[];
  /** Records by {@link placeKey}. */
  readonly byPlace: RecordLookup;
}

/** The key of {@link RecordTable.byPlace}: where in the literature a work stands, without its words. */
export function placeKey(year: number, volume: string, page: string): string {
  return `${year}|${volume}|${page}`;
}

/** Collects what a {@link RecordTable} needs as references are read, row by row. */
export class RecordTableBuilder {
  readonly #tables = {
    doi: new HashedRowsBuilder(),
    pubmed: new HashedRowsBuilder(),
    title: new HashedRowsBuilder(),
    mainTitle: new HashedRowsBuilder(),
    place: new HashedRowsBuilder(),
    titleLength: new HashedRowsBuilder(),
  };
  readonly #shortTitleLengths = new Set<number>();

  add(reference: Reference, row: number): void {
    const { doi, pubmed, title, mainTitle, place, titleLength } = this.#tables;
    const keys = recordKeys(reference);
    for (const key of keys.doi) doi.add(key, row);
    for (const key of keys.pubmed) pubmed.add(key, row);
    for (const key of keys.place) place.add(key, row);
    for (const letters of keys.title) {
      title.add(letters, row);
      if (letters.length < TITLE_START) this.#shortTitleLengths.add(letters.length);
    }
    for (const letters of keys.mainTitle) mainTitle.add(letters, row);
    for (const letters of [...keys.title, ...keys.mainTitle]) {
      if (letters.length >= TITLE_START) titleLength.add(letters.slice(0, TITLE_START), letters.length);
    }
  }

  /** Puts the table into `sections`, for {@link openRecordTable}. */
  writeTo(sections: SectionSink): void {
    for (const [name, table] of Object.entries(this.#tables)) table.writeTo(sections, `link.${name}`);
    sections.set('link.shortTitles', bytesOf(Uint32Array.from(descending(this.#shortTitleLengths))));
  }
}

/** Builds the table of a library that is in memory. */
export function buildRecordTable(library: Library): RecordTable {
  const builder = new RecordTableBuilder();
  let row = 0;
  for (const reference of library.references) builder.add(reference, row++);
  const sections = new Map<string, Uint8Array>();
  builder.writeTo(sections);
  return openRecordTable(library, sections)!;
}

/** Opens the table that {@link RecordTableBuilder} wrote for the references of `library`; undefined where it wrote none. */
export function openRecordTable(library: Library, sections: ByteSections): RecordTable | undefined {
  if (!sections.has('link.shortTitles')) return undefined;
  const { references } = library;
  const lookup = (name: keyof RecordKeys): RecordLookup => {
    const table = openHashedRows(sections, `link.${name}`);
    return {
      get: key =>
        table.rows(key).flatMap(row => {
          const reference = references.at(row);
          return reference !== undefined && knownKeys(reference)[name].includes(key) ? [reference] : [];
        }),
    };
  };
  const titleLengths = openHashedRows(sections, 'link.titleLength');
  return {
    byId: {
      get(id) {
        const row = rowOf(library, id);
        return row === undefined ? undefined : references.at(row);
      },
    },
    byDoi: lookup('doi'),
    byPubmed: lookup('pubmed'),
    byTitle: lookup('title'),
    byMainTitle: lookup('mainTitle'),
    titleLengths: {
      get(start) {
        const lengths = titleLengths.rows(start);
        return lengths.length === 0 ? undefined : descending(lengths);
      },
    },
    shortTitleLengths: [...numbersIn(sections, 'link.shortTitles')],
    byPlace: lookup('place'),
  };
}

/** Whether too many records share a title for it to tell them apart. */
export function isCrowd(references: readonly Reference[]): boolean {
  return references.length > CROWD;
}

/** Everything that a record can be looked up by. */
interface RecordKeys {
  readonly doi: readonly string[];
  readonly pubmed: readonly string[];
  readonly title: readonly string[];
  readonly mainTitle: readonly string[];
  readonly place: readonly string[];
}

/** Records that are asked for again, such as those of one title, are not folded again. */
const known = new WeakMap<Reference, RecordKeys>();

function knownKeys(reference: Reference): RecordKeys {
  const keys = known.get(reference) ?? recordKeys(reference);
  known.set(reference, keys);
  return keys;
}

function recordKeys(reference: Reference): RecordKeys {
  const { csl } = reference;
  const doi = recordDoi(reference);
  const title = foldText(text(csl.title));
  const { letters } = title;
  // Longer ones are no titles: an abstract or a whole text that a broken record has in their place.
  const isTitle = letters.length > 1 && letters.length <= TITLE_LIMIT;
  const main = isTitle && letters.length >= TITLE_START ? mainTitleLength(title.gaps) : 0;
  const year = recordYear(reference);
  const volume = foldLetters(text(csl.volume));
  return {
    doi: doi === undefined ? [] : [doi],
    pubmed: recordPubmed(reference),
    title: isTitle ? [letters] : [],
    mainTitle: main > 0 ? [letters.slice(0, main)] : [],
    place:
      year === undefined || volume === ''
        ? []
        : recordPages(reference).map(page => placeKey(year, volume, page)),
  };
}

/** How many letters stand in front of the subtitle; 0 where there is none or too little stands in front of it. */
function mainTitleLength(gaps: Uint8Array): number {
  let words = 0;
  for (let position = 1; position < gaps.length - 1; position++) {
    const gap = gaps[position]!;
    if (gap === 0) continue;
    words++;
    if ((gap & (Gap.colon | Gap.stop)) !== 0 && position >= TITLE_START) return words >= 3 ? position : 0;
  }
  return 0;
}

function descending(numbers: Iterable<number>): readonly number[] {
  return [...numbers].sort((a, b) => b - a);
}
