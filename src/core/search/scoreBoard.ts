import type { CollectionPart } from './collection';
import { BLOCK, blocksOf } from './indexArrays';

/** A document with its score. */
export interface Scored {
  readonly document: number;
  readonly score: number;
}

/**
 * Sums up scores by document. Dense: going over all documents once costs less than keeping account of those touched.
 * Scores are positive; 0 means that the document was not met.
 */
export class ScoreBoard {
  readonly scores: Float32Array;

  constructor(documents: number) {
    this.scores = new Float32Array(documents);
  }

  /** Adds `gain` times the impact to each document that has the term of the part. */
  addTerm({ part, offset }: CollectionPart, term: number, gain: number): void {
    const { scores } = this;
    const { postingStarts, postingDocuments, postingImpacts, documents } = part.arrays;
    const blocks = blocksOf(documents);
    const unit = gain / 255;
    for (let block = 0; block < blocks; block++) {
      const first = offset + block * BLOCK;
      const end = postingStarts[term * blocks + block + 1] as number;
      for (let i = postingStarts[term * blocks + block] as number; i < end; i++) {
        const document = first + (postingDocuments[i] as number);
        scores[document] = (scores[document] as number) + unit * (postingImpacts[i] as number);
      }
    }
  }

  /** Raises each document that has the term of the part to `gain` times the impact, where it is lower. */
  raiseTerm({ part, offset }: CollectionPart, term: number, gain: number): void {
    const { scores } = this;
    const { postingStarts, postingDocuments, postingImpacts, documents } = part.arrays;
    const blocks = blocksOf(documents);
    const unit = gain / 255;
    for (let block = 0; block < blocks; block++) {
      const first = offset + block * BLOCK;
      const end = postingStarts[term * blocks + block + 1] as number;
      for (let i = postingStarts[term * blocks + block] as number; i < end; i++) {
        const document = first + (postingDocuments[i] as number);
        const score = unit * (postingImpacts[i] as number);
        if (score > (scores[document] as number)) scores[document] = score;
      }
    }
  }

  /** Adds to one document. */
  add(document: number, score: number): void {
    this.scores[document] = (this.scores[document] as number) + score;
  }

  /** Adds `share + share * score` of another board to each document met there, and empties that board. */
  absorb(other: ScoreBoard, share: number): void {
    const { scores } = this;
    const added = other.scores;
    for (let document = 0; document < added.length; document++) {
      const score = added[document] as number;
      if (score > 0) scores[document] = (scores[document] as number) + share * (1 + score);
    }
    other.clear();
  }

  /** Takes the scores of these documents away. */
  drop(documents: readonly number[]): void {
    for (const document of documents) this.scores[document] = 0;
  }

  /** The score of the `limit`-th best document; 0 where there are not so many. */
  nth(limit: number): number {
    const { scores } = this;
    let greatest = 0;
    for (let document = 0; document < scores.length; document++) {
      if ((scores[document] as number) > greatest) greatest = scores[document] as number;
    }
    // Counted in steps of a 256th of the greatest, rounded down.
    const counts = new Uint32Array(257);
    const steps = greatest === 0 ? 0 : 256 / greatest;
    for (let document = 0; document < scores.length; document++) {
      const step = ((scores[document] as number) * steps) | 0;
      counts[step] = (counts[step] as number) + 1;
    }
    let better = 0;
    for (let step = 256; step > 0; step--) {
      better += counts[step] as number;
      if (better >= limit) return step / steps;
    }
    return 0;
  }

  /** The `limit` best documents, best first; of equal ones the earlier. */
  best(limit: number): readonly Scored[] {
    const { scores } = this;
    const heap: number[] = [];
    const isWorse = (a: number, b: number): boolean => {
      const difference = (scores[a] as number) - (scores[b] as number);
      return difference < 0 || (difference === 0 && a > b);
    };
    let threshold = 0;
    for (let document = 0; document < scores.length; document++) {
      if ((scores[document] as number) <= threshold || limit < 1) continue;
      if (heap.length < limit) {
        heap.push(document);
        siftUp(heap, isWorse);
      } else {
        heap[0] = document;
        siftDown(heap, isWorse);
      }
      if (heap.length === limit) threshold = scores[heap[0] as number] as number;
    }
    return heap
      .sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b)
      .map(document => ({ document, score: scores[document] as number }));
  }

  /** Takes all scores away. */
  clear(): void {
    this.scores.fill(0);
  }
}

function siftUp(heap: number[], isWorse: (a: number, b: number) => boolean): void {
  let at = heap.length - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isWorse(heap[at] as number, heap[parent] as number)) return;
    swap(heap, at, parent);
    at = parent;
  }
}

function siftDown(heap: number[], isWorse: (a: number, b: number) => boolean): void {
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    if (left >= heap.length) return;
    const right = left + 1;
    const child = right < heap.length && isWorse(heap[right] as number, heap[left] as number) ? right : left;
    if (!isWorse(heap[child] as number, heap[at] as number)) return;
    swap(heap, at, child);
    at = child;
  }
}

function swap(heap: number[], a: number, b: number): void {
  const kept = heap[a] as number;
  heap[a] = heap[b] as number;
  heap[b] = kept;
}
