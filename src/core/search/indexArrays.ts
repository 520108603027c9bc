import { findWord, type PackedWords } from './vocabulary';

/**
 * What a term was found in. The same letters are different terms in different spaces: `long` the adjective and Long the
 * author.
 */
export const SPACES = ['content', 'names', 'container'] as const;

/** `content`: title, summary, points, topics, keywords, abstract. `names`: authors, editors, year, citation key. `container`: journal, publisher. */
export type Space = (typeof SPACES)[number];

/** An inverted index as plain typed arrays, ready to be stored. Documents are numbered in the order of the references. */
export interface IndexArrays {
  readonly documents: number;
  /** Each word as it stands in the references, folded, sorted by code units. */
  readonly words: PackedWords;
  /** Term of word `w` in space `s` at `s * words + w`; -1 where the word is not there in that space. */
  readonly termOfWord: Int32Array;
  /** Stems of the content terms, sorted: stem `i` is term `i`. Terms of the other spaces follow behind. */
  readonly stems: PackedWords;
  /** Postings of term `t` stand at `postingStarts[t]` up to `postingStarts[t + 1]`. */
  readonly postingStarts: Uint32Array;
  /** Document numbers, ascending within a term. */
  readonly postingDocuments: Uint16Array | Uint32Array;
  /** How much the document is about the term: the saturated, field-weighted frequency, 1 to 255. */
  readonly postingImpacts: Uint8Array;
  /** Content terms of the title of document `d`, in order, stand in `titleTerms` at `titleStarts[d]` up to `titleStarts[d + 1]`. */
  readonly titleStarts: Uint32Array;
  readonly titleTerms: Int32Array;
  /**
   * Words before the colon of a title such as `DeepBind: predicting …`, of document `d` from {@link LONGEST_HEAD} `* d`
   * on; -1 behind the last, and where there is none.
   */
  readonly titleHeads: Int32Array;
  /** 1 for documents with an abstract. */
  readonly abstracts: Uint8Array;
}

/** Words that the name before the colon of a title has at most. */
export const LONGEST_HEAD = 3;

/** Number of documents that have the term. */
export function documentFrequency(arrays: IndexArrays, term: number): number {
  return (arrays.postingStarts[term + 1] as number) - (arrays.postingStarts[term] as number);
}

/** How telling a term is that `frequency` of `documents` have (Robertson and Spärck Jones, never negative). */
export function inverseFrequency(documents: number, frequency: number): number {
  return Math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5));
}

/** Impact of a term in a document, 0 to 1; 0 where it is not there. */
export function impactIn(arrays: IndexArrays, term: number, document: number): number {
  let low = arrays.postingStarts[term] as number;
  let high = arrays.postingStarts[term + 1] as number;
  const end = high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((arrays.postingDocuments[middle] as number) < document) low = middle + 1;
    else high = middle;
  }
  return low < end && arrays.postingDocuments[low] === document
    ? (arrays.postingImpacts[low] as number) / 255
    : 0;
}

/** Term of a word (folded, not stemmed) in a space; -1 where it is not there. */
export function termOf(arrays: IndexArrays, word: number, space: Space): number {
  return arrays.termOfWord[SPACES.indexOf(space) * (arrays.words.starts.length - 1) + word] as number;
}

/** Content term with this stem; -1 where no document has it. */
export function contentTerm(arrays: IndexArrays, stem: string): number {
  return findWord(arrays.stems, stem);
}
