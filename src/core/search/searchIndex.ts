import type { Reference } from '../library/types';
import { buildIndexArrays } from './buildIndexArrays';
import { IdentifierTable, identifierIn } from './identifierQuery';
import type { IndexArrays } from './indexArrays';
import { ScoreBoard } from './scoreBoard';
import { askedTerms, scoreTerms, tellingWords } from './sentenceQuery';
import { stopWords } from './stopWords';
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
): SearchIndex {
  return new ArraysSearchIndex(references, buildIndexArrays(references, topicLabels));
}

class ArraysSearchIndex implements SearchIndex {
  private readonly total: ScoreBoard;
  private readonly stopWords = stopWords();
  private readonly typedQuery: TypedQuery;
  private identifiers: IdentifierTable | undefined;

  constructor(
    private readonly references: readonly Reference[],
    readonly arrays: IndexArrays,
  ) {
    this.total = new ScoreBoard(references.length);
    this.typedQuery = new TypedQuery(arrays, this.stopWords, this.total, new ScoreBoard(references.length));
  }

  get size(): number {
    return this.references.length;
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
    const terms = askedTerms(context.sentence, this.arrays, this.stopWords);
    const excluded = new Set(context.exclude ?? []);
    scoreTerms(terms, this.arrays, this.total);
    const best = this.total.best(limit + excluded.size);
    this.total.clear();
    return best
      .map(({ document, score }) => this.hit(document, score, tellingWords(terms, this.arrays, document, 3)))
      .filter(hit => !excluded.has(hit.reference.id))
      .slice(0, limit);
  }

  private hit(document: number, score: number, reasons: readonly string[]): SearchHit {
    return { reference: this.references[document]!, score, reasons };
  }
}
