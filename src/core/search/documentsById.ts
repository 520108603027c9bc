import type { Collection, CollectionPart } from './collection';
import { documentFrequency, impactIn, postingsOf, termOf } from './indexArrays';
import { findWord } from './packedWords';
import type { TermReader } from './termReader';

/** Ids that are kept: more than a manuscript cites. */
const KEPT = 16_384;

/**
 * Documents by the id of their reference. Finds them by the words of the id, which are indexed, so that no reference is
 * looked at but those that may be meant. An id without a letter or digit is not found.
 */
export class DocumentsById {
  private readonly known = new Map<string, number | undefined>();

  constructor(
    private readonly collection: Collection,
    private readonly reader: TermReader,
  ) {}

  /** The first document whose reference has the id. */
  find(id: string): number | undefined {
    if (this.known.has(id)) return this.known.get(id);
    if (this.known.size >= KEPT) this.known.clear();
    const words = [...new Set(this.reader.folded(id))];
    const document = this.collection.parts.reduce<number | undefined>(
      (found, placed) => found ?? findIn(placed, id, words),
      undefined,
    );
    this.known.set(id, document);
    return document;
  }
}

function findIn({ part, offset }: CollectionPart, id: string, words: readonly string[]): number | undefined {
  const { arrays } = part;
  const terms = words.map(word => {
    const at = findWord(arrays.words, word);
    return at < 0 ? -1 : termOf(arrays, at, 'names');
  });
  if (terms.length === 0 || terms.includes(-1)) return undefined;
  const [rarest, ...others] = terms.sort(
    (a, b) => documentFrequency(arrays, a) - documentFrequency(arrays, b),
  );
  for (const { document } of postingsOf(arrays, rarest!)) {
    if (others.every(term => impactIn(arrays, term, document) > 0) && part.referenceOf(document)?.id === id)
      return offset + document;
  }
  return undefined;
}
