import { findWord, type PackedWords } from './packedWords';

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
  /**
   * Documents are numbered in blocks of {@link BLOCK}, of which there are {@link blocksOf} an index. Postings of term `t`
   * in block `b` stand at `postingStarts[t * blocks + b]` up to the next of these.
   */
  readonly postingStarts: Uint32Array;
  /** Document numbers less the first of their block, ascending within a term and block. */
  readonly postingDocuments: Uint16Array;
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

/** So many documents are numbered with 16 bits. */
export const BLOCK = 0x10000;

/** How many blocks of documents an index of so many has: at least one. */
export function blocksOf(documents: number): number {
  return Math.ceil(documents / BLOCK) || 1;
}

/** Number of documents that have the term. */
export function documentFrequency({ postingStarts, documents }: IndexArrays, term: number): number {
  const blocks = blocksOf(documents);
  return (postingStarts[(term + 1) * blocks] as number) - (postingStarts[term * blocks] as number);
}

/** The documents that have the term, ascending, each with the place of its posting. */
export function* postingsOf(
  arrays: IndexArrays,
  term: number,
): Generator<{ readonly document: number; readonly posting: number }> {
  const blocks = blocksOf(arrays.documents);
  for (let block = 0; block < blocks; block++) {
    const end = arrays.postingStarts[term * blocks + block + 1] as number;
    for (let at = arrays.postingStarts[term * blocks + block] as number; at < end; at++)
      yield { document: block * BLOCK + (arrays.postingDocuments[at] as number), posting: at };
  }
}

/** How telling a term is that `frequency` of `documents` have (Robertson and Spärck Jones, never negative). */
export function inverseFrequency(documents: number, frequency: number): number {
  return Math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5));
}

/** Impact of a term in a document, 0 to 1; 0 where it is not there. */
export function impactIn(arrays: IndexArrays, term: number, document: number): number {
  const block = Math.floor(document / BLOCK);
  const start = term * blocksOf(arrays.documents) + block;
  const wanted = document - block * BLOCK;
  let low = arrays.postingStarts[start] as number;
  let high = arrays.postingStarts[start + 1] as number;
  const end = high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((arrays.postingDocuments[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low < end && arrays.postingDocuments[low] === wanted
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
