import type { Reference } from '../library/types';
import { buildIndexArrays } from './buildIndexArrays';
import { IdentifierTable, identifierIn } from './identifierQuery';
import type { IndexArrays } from './indexArrays';
import { ScoreBoard } from './scoreBoard';
import { stopWords } from './stopWords';
import { readStoredIndex, storeIndex } from './storedIndex';
import { Suggester } from './suggester';
import { TypedQuery } from './typedQuery';
import type { CitingContext, SearchHit, SearchIndex } from './types';

/**
 * Builds an index over references.
 *
 * @param topicLabels label by topic id: topics are searched by what people read
 */
export function buildSearchIndex(
  references: readonly Reference[],
  topicLabels: ReadonlyMap<string, string> = new Map(),
): ArraysSearchIndex {
  return new ArraysSearchIndex(references, topicLabels, buildIndexArrays(references, topicLabels));
}

/**
 * Opens an index that was stored ({@link ArraysSearchIndex.store}) instead of building it.
 *
 * @param references the very references that it was built from, in the same order
 * @returns undefined where the bytes are no index over that many references
 */
export function openSearchIndex(
  bytes: Uint8Array,
  references: readonly Reference[],
  topicLabels: ReadonlyMap<string, string> = new Map(),
): ArraysSearchIndex | undefined {
  const arrays = readStoredIndex(bytes);
  if (arrays === undefined || arrays.documents !== references.length) return undefined;
  return new ArraysSearchIndex(references, topicLabels, arrays);
}

/** A {@link SearchIndex} over typed arrays. */
export class ArraysSearchIndex implements SearchIndex {
  private readonly total: ScoreBoard;
  private readonly stopWords = stopWords();
  private readonly typedQuery: TypedQuery;
  private identifiers: IdentifierTable | undefined;
  private madeSuggester: Suggester | undefined;

  constructor(
    private readonly references: readonly Reference[],
    private readonly topicLabels: ReadonlyMap<string, string>,
    readonly arrays: IndexArrays,
  ) {
    this.total = new ScoreBoard(references.length);
    this.typedQuery = new TypedQuery(arrays, this.stopWords, this.total, new ScoreBoard(references.length));
  }

  get size(): number {
    return this.references.length;
  }

  /** The index as bytes, for {@link openSearchIndex}. */
  store(): Uint8Array {
    return storeIndex(this.arrays);
  }

  search(query: string, limit: number): readonly SearchHit[] {
    const identifier = identifierIn(query);
    if (identifier !== undefined) {
      this.identifiers ??= new IdentifierTable(this.references);
      const found = this.identifiers.find(identifier);
      if (found.length > 0) {
        const reason = identifier.kind === 'doi' ? 'DOI' : 'PMID';
        return found.slice(0, limit).map(document => this.hit(document, 1, [reason]));
      }
    }
    return this.typedQuery
      .search(query, limit)
      .map(({ document, score, reasons }) => this.hit(document, score, reasons));
  }

  suggest(context: CitingContext, limit: number): readonly SearchHit[] {
    return this.suggester
      .suggest(context, limit)
      .map(({ document, chance, reasons }) => this.hit(document, chance, reasons));
  }

  /** Ranks by what a place of a manuscript says; made at the first question. */
  get suggester(): Suggester {
    this.madeSuggester ??= new Suggester(
      this.references,
      this.arrays,
      this.topicLabels,
      this.stopWords,
      this.total,
    );
    return this.madeSuggester;
  }

  private hit(document: number, score: number, reasons: readonly string[]): SearchHit {
    return { reference: this.references[document]!, score, reasons };
  }
}
