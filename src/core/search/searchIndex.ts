import { buildIndexArrays } from './buildIndexArrays';
import { Collection } from './collection';
import { identifierIn } from './identifierQuery';
import { IdentifierTable, identifiersOf } from './identifierTable';
import { ScoreBoard } from './scoreBoard';
import { SearchPart } from './searchPart';
import { stopWords } from './stopWords';
import { readStoredParts, type StoredPart, storeParts } from './storedIndex';
import { Suggester } from './suggester';
import { TypedQuery } from './typedQuery';
import type { CitingContext, Fit, SearchedReferences, SearchHit, SearchIndex } from './types';

/**
 * Builds an index over references.
 *
 * @param topicLabels label by topic id: topics are searched by what people read
 */
export function buildSearchIndex(
  references: SearchedReferences,
  topicLabels: ReadonlyMap<string, string> = new Map(),
): ArraysSearchIndex {
  return new ArraysSearchIndex([buildPart(references, topicLabels)], references);
}

/**
 * Opens an index that was stored ({@link ArraysSearchIndex.store}) instead of building it. Looks at no reference before
 * it answers a question, and then only at those that may answer it.
 *
 * @param references the very references that it was built from, in the same order
 * @returns undefined where the bytes are no index over that many references
 */
export function openSearchIndex(
  bytes: Uint8Array,
  references: SearchedReferences,
  topicLabels: ReadonlyMap<string, string> = new Map(),
): ArraysSearchIndex | undefined {
  const read = readStoredParts(bytes, references.length);
  return read && openReadIndex(read, references, topicLabels);
}

/** An index that another thread has read from bytes ({@link readStoredParts}) and handed over. */
export function openReadIndex(
  read: readonly StoredPart[],
  references: SearchedReferences,
  topicLabels: ReadonlyMap<string, string> = new Map(),
): ArraysSearchIndex {
  const parts = read.map(({ arrays, places, identifiers }) => {
    return new SearchPart(arrays, references, topicLabels, places, new IdentifierTable(() => identifiers));
  });
  return new ArraysSearchIndex(parts, references);
}

/** The memory of a read index, for handing it over: most of it, or all, is that of the bytes. */
export function buffersOf(read: readonly StoredPart[]): readonly ArrayBuffer[] {
  const arrays = read.flatMap(({ arrays: each, places, identifiers }) => [
    each.words.codes,
    each.words.starts,
    each.termOfWord,
    each.stems.codes,
    each.stems.starts,
    each.postingStarts,
    each.postingDocuments,
    each.postingImpacts,
    each.titleStarts,
    each.titleTerms,
    each.titleHeads,
    each.abstracts,
    identifiers.texts.codes,
    identifiers.texts.starts,
    identifiers.documents,
    ...(places === undefined ? [] : [places]),
  ]);
  return [...new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer))];
}

/**
 * Brings an index up to date with a library that was changed: only references that are new or different are read.
 *
 * @param references as they are now
 * @param formerPlaces by place among `references`, the place that the same reference had in the index's; -1 for one that
 *   is new or different
 */
export function updateSearchIndex(
  index: ArraysSearchIndex,
  references: SearchedReferences,
  formerPlaces: ArrayLike<number>,
  topicLabels: ReadonlyMap<string, string> = new Map(),
): ArraysSearchIndex {
  const placeNow = new Int32Array(index.size).fill(-1);
  const read: number[] = [];
  for (let place = 0; place < references.length; place++) {
    const former = formerPlaces[place] as number;
    if (former >= 0 && former < placeNow.length) placeNow[former] = place;
    else read.push(place);
  }
  const parts = index.parts.map(part => {
    const places = new Int32Array(part.documents);
    for (let document = 0; document < places.length; document++) {
      const former = part.placeOf(document);
      places[document] = former < 0 ? -1 : (placeNow[former] as number);
    }
    return part.moved(references, topicLabels, places);
  });
  // Parts of like size are read again as one, so that there are never many of them.
  while (read.length > 0 && parts.length > 1 && parts[parts.length - 1]!.documents <= 2 * read.length) {
    read.push(...parts.pop()!.places!.filter(place => place >= 0));
  }
  if (read.length > 0) parts.push(buildPart(references, topicLabels, Int32Array.from(read).sort()));
  return new ArraysSearchIndex(parts, references);
}

/**
 * One index over those of several libraries. It ranks as an index over all their references would, with one difference
 * that changes little: how long a field usually is, is a matter of each library.
 *
 * @param hidden for each index the places of references that are not found: 1 where they are not
 */
export function joinSearchIndexes(
  indexes: readonly ArraysSearchIndex[],
  hidden: readonly (Uint8Array | undefined)[] = [],
): SearchIndex {
  return new ArraysSearchIndex(
    indexes.flatMap(({ parts }, index) => {
      const rows = hidden[index];
      return rows === undefined ? parts : parts.map(part => part.without(rows));
    }),
    indexes.length === 1 ? indexes[0]!.references : [],
    indexes.reduce((sum, { size }) => sum + size, 0),
  );
}

/** @param places of the references to read; all where it is left out */
function buildPart(
  references: SearchedReferences,
  topicLabels: ReadonlyMap<string, string>,
  places?: Int32Array,
): SearchPart {
  const read: SearchedReferences =
    places === undefined
      ? references
      : { length: places.length, at: index => references.at(places[index] as number) };
  const arrays = buildIndexArrays(read, topicLabels);
  const identifiers = new IdentifierTable(() => identifiersOf(read));
  return new SearchPart(arrays, references, topicLabels, places, identifiers);
}

/** A {@link SearchIndex} over typed arrays. Its tables for questions are made at the first one. */
export class ArraysSearchIndex implements SearchIndex {
  private asked: Asked | undefined;

  /** @param references of the one library that it is over */
  constructor(
    readonly parts: readonly SearchPart[],
    readonly references: SearchedReferences,
    readonly size = references.length,
  ) {}

  /** The index as bytes, for {@link openSearchIndex}. */
  store(): Uint8Array {
    return storeParts(
      this.parts.map(({ arrays, places, identifiers }) => ({
        arrays,
        places,
        identifiers: identifiers.identifiers,
      })),
      this.size,
    );
  }

  search(query: string, limit: number): readonly SearchHit[] {
    const identifier = identifierIn(query);
    if (identifier !== undefined) {
      const { parts } = this.tables.collection;
      const found = parts
        .flatMap(({ part, offset }) => part.identifiers.find(identifier).map(document => offset + document))
        .flatMap(document => this.hit(document, 1, [identifier.kind === 'doi' ? 'DOI' : 'PMID']));
      if (found.length > 0) return found.slice(0, limit);
    }
    return this.tables.typedQuery
      .search(query, limit)
      .flatMap(({ document, score, reasons }) => this.hit(document, score, reasons));
  }

  suggest(context: CitingContext, limit: number): readonly SearchHit[] {
    return this.suggester
      .suggest(context, limit)
      .flatMap(({ document, chance, reasons }) => this.hit(document, chance, reasons));
  }

  fits(
    text: Pick<CitingContext, 'sentence' | 'precedingSentence'>,
    ids: readonly string[],
    limit: number,
  ): readonly Fit[] {
    return this.suggester
      .fits(text, ids, limit)
      .flatMap(({ document, score, chance, reasons }) =>
        this.hit(document, score, reasons).map(hit => ({ ...hit, chance })),
      );
  }

  /** Ranks by what a place of a manuscript says. */
  get suggester(): Suggester {
    const { tables } = this;
    tables.suggester ??= new Suggester(tables.collection, tables.stopWords, tables.board);
    return tables.suggester;
  }

  private get tables(): Asked {
    this.asked ??= makeTables(this.parts);
    return this.asked;
  }

  private hit(document: number, score: number, reasons: readonly string[]): readonly SearchHit[] {
    const reference = this.tables.collection.referenceOf(document);
    return reference === undefined ? [] : [{ reference, score, reasons }];
  }
}

/** What answers questions. */
interface Asked {
  readonly collection: Collection;
  readonly stopWords: ReadonlySet<string>;
  readonly board: ScoreBoard;
  readonly typedQuery: TypedQuery;
  suggester: Suggester | undefined;
}

function makeTables(parts: readonly SearchPart[]): Asked {
  const collection = new Collection(parts);
  const stops = stopWords();
  const board = new ScoreBoard(collection.documents);
  const typedQuery = new TypedQuery(collection, stops, board, new ScoreBoard(collection.documents));
  return { collection, stopWords: stops, board, typedQuery, suggester: undefined };
}
