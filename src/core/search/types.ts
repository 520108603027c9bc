import type { Reference } from '../library/types';

/** A reference that answers a question, with how well. */
export interface SearchHit {
  readonly reference: Reference;
  /** Greater is better; comparable only within one answer. */
  readonly score: number;
  /** Why, for people, short, most telling first: `exhaustion`, `persistence`, `cited with [4] twice`, `you wrote Daher`. */
  readonly reasons: readonly string[];
}

/** How well a reference fits a text by what both say, whatever else the manuscript cites. */
export interface Fit extends SearchHit {
  /** How likely it is the one among all that were looked at, 0 to 1; the score is its logarithm but for a common summand. */
  readonly chance: number;
}

/** What a manuscript tells about how its author cites, besides the sentence at the cursor. */
export interface CitingContext {
  /** Text left of the cursor in the sentence being written. */
  readonly sentence: string;
  /** The sentence before it: weaker evidence. */
  readonly precedingSentence?: string;
  /** The heading of the section. The ranking leaves it alone: measured, it made suggestions worse. */
  readonly sectionTitle?: string;
  /**
   * What this manuscript cites already, by place: the sentence and the ids it cites there. For a citation in the
   * sentence at the cursor, best the text left of that citation, so that what was said since can count for more.
   */
  readonly citedSoFar?: readonly { readonly sentence: string; readonly ids: readonly string[] }[];
  /** How many of {@link citedSoFar} stand left of the cursor; all where it is left out. */
  readonly citedBefore?: number;
  /** Ids already in the citation being typed: never suggested again. */
  readonly exclude?: readonly string[];
}

/** References by place, each perhaps made only when it is asked for. An array is one. */
export interface SearchedReferences {
  readonly length: number;
  at(place: number): Reference | undefined;
}

/** An index over references. Built once per set of libraries, asked at every keystroke. */
export interface SearchIndex {
  readonly size: number;
  /** What was typed: any words of title, authors, year, container title, topics, keywords, summary; typos and prefixes included; a DOI or PMID. Best first. */
  search(query: string, limit: number): readonly SearchHit[];
  /** What the sentence says. Best first; references that share nothing with it are left out. */
  suggest(context: CitingContext, limit: number): readonly SearchHit[];
  /**
   * How well references fit a text, best first: the references with these ids, whether or not they share a word with it,
   * and the `limit` best of all.
   */
  fits(
    text: Pick<CitingContext, 'sentence' | 'precedingSentence'>,
    ids: readonly string[],
    limit: number,
  ): readonly Fit[];
}
