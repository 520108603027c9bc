/** Sums up scores by document. Kept between questions, so that a question costs only the documents it touches. */
export class ScoreBoard {
  readonly scores: Float32Array;
  private readonly touched: Uint32Array;
  private used = 0;

  constructor(documents: number) {
    this.scores = new Float32Array(documents);
    this.touched = new Uint32Array(documents);
  }

  /** Adds a positive score. */
  add(document: number, score: number): void {
    const before = this.scores[document] as number;
    if (before === 0) this.touched[this.used++] = document;
    this.scores[document] = before + score;
  }

  /** Raises the document's score to `score` where it is lower. */
  raise(document: number, score: number): void {
    const before = this.scores[document] as number;
    if (before === 0) this.touched[this.used++] = document;
    if (score > before) this.scores[document] = score;
  }

  /** Calls `visit` for each document with a score, in the order they were met. */
  forEach(visit: (document: number, score: number) => void): void {
    for (let i = 0; i < this.used; i++) {
      const document = this.touched[i] as number;
      visit(document, this.scores[document] as number);
    }
  }

  /** The `limit` best documents, best first; of equal ones the earlier. */
  best(limit: number): { readonly document: number; readonly score: number }[] {
    const { scores, touched } = this;
    const heap: number[] = [];
    const worse = (a: number, b: number): boolean => {
      const difference = (scores[a] as number) - (scores[b] as number);
      return difference < 0 || (difference === 0 && a > b);
    };
    for (let i = 0; i < this.used; i++) {
      const document = touched[i] as number;
      if (heap.length < limit) {
        heap.push(document);
        siftUp(heap, worse);
      } else if (limit > 0 && worse(heap[0] as number, document)) {
        heap[0] = document;
        siftDown(heap, worse);
      }
    }
    return heap
      .sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b)
      .map(document => ({ document, score: scores[document] as number }));
  }

  /** Takes all scores away. */
  clear(): void {
    for (let i = 0; i < this.used; i++) this.scores[this.touched[i] as number] = 0;
    this.used = 0;
  }
}

function siftUp(heap: number[], worse: (a: number, b: number) => boolean): void {
  let at = heap.length - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!worse(heap[at] as number, heap[parent] as number)) return;
    swap(heap, at, parent);
    at = parent;
  }
}

function siftDown(heap: number[], worse: (a: number, b: number) => boolean): void {
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    if (left >= heap.length) return;
    const right = left + 1;
    const child = right < heap.length && worse(heap[right] as number, heap[left] as number) ? right : left;
    if (!worse(heap[child] as number, heap[at] as number)) return;
    swap(heap, at, child);
    at = child;
  }
}

function swap(heap: number[], a: number, b: number): void {
  const kept = heap[a] as number;
  heap[a] = heap[b] as number;
  heap[b] = kept;
}
