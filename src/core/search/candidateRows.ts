import type { Collection, CollectionPart } from './collection';
import { BLOCK, blocksOf, documentFrequency, impactIn } from './indexArrays';

/** Looking a document up among a term's postings takes about as long as walking over this many of them. */
const LOOK_UP = 8;

/** Finds the impacts of terms in a set of candidates. Kept between questions, because it has a place for every document. */
export class CandidateRows {
  private readonly rows: Int32Array;
  private documents: readonly number[] = [];

  constructor(readonly collection: Collection) {
    this.rows = new Int32Array(collection.documents).fill(-1);
  }

  /** Takes other candidates: document `documents[row]` has that row. */
  use(documents: readonly number[]): void {
    for (const document of this.documents) this.rows[document] = -1;
    this.documents = documents;
    documents.forEach((document, row) => {
      this.rows[document] = row;
    });
  }

  /** Calls `visit` for each candidate that has the content term. */
  forEach(term: number, visit: (row: number, impact: number) => void): void {
    for (const placed of this.collection.parts) {
      const own = placed.own[term] as number;
      if (own >= 0) this.forEachIn(placed, own, visit);
    }
  }

  /** Calls `visit` for each candidate that has the term of a part, of whatever space. */
  forEachIn(
    { part, offset }: CollectionPart,
    term: number,
    visit: (row: number, impact: number) => void,
  ): void {
    const { arrays } = part;
    const { rows, documents } = this;
    if (documentFrequency(arrays, term) > LOOK_UP * documents.length) {
      for (let row = 0; row < documents.length; row++) {
        const document = (documents[row] as number) - offset;
        if (document < 0 || document >= arrays.documents) continue;
        const impact = impactIn(arrays, term, document);
        if (impact > 0) visit(row, impact);
      }
      return;
    }
    const { postingStarts, postingDocuments, postingImpacts } = arrays;
    const blocks = blocksOf(arrays.documents);
    for (let block = 0; block < blocks; block++) {
      const first = offset + block * BLOCK;
      const end = postingStarts[term * blocks + block + 1] as number;
      for (let i = postingStarts[term * blocks + block] as number; i < end; i++) {
        const row = rows[first + (postingDocuments[i] as number)] as number;
        if (row >= 0) visit(row, (postingImpacts[i] as number) / 255);
      }
    }
  }
}
