import { detached } from '../../../text/detached';
import type { TextEdit } from '../../../text/textEdit';
import type { TextRange } from '../../../text/textRange';
import type { LibraryProblem } from '../../types';
import { BibtexScanner } from './bibtexScanner';
import { type BibtexSyntaxRecord, bibtexRecordAt } from './bibtexSyntax';
import type { BibtexTrace } from './bibtexTrace';

/** A record or `@string` of a `.bib` text. It does not know where it stands, so that it outlives edits before it. */
export interface BibtexBlock {
  /** In lower case: `article`, `string`. */
  readonly type: string;
  /** The citation key; empty for `@string` and where the record has none. */
  readonly key: string;
  /** From the `@`. */
  readonly keyRange: TextRange;
  readonly length: number;
  /** What an `@string` defines, in lower case. */
  readonly defines: readonly string[];
  /** What the reader found in the block, or between it and the block before it. From the `@`, so that they may be negative. */
  readonly problems: readonly LibraryProblem[];
}

/** A `.bib` text as an editor works with it: its blocks, with where each begins. */
export interface BibtexDocument {
  readonly text: string;
  readonly blocks: readonly BibtexBlock[];
  /** Offset of the `@` of each block. */
  readonly starts: Int32Array;
  /** What the reader found behind the last block; from the `@` of the last block, else from the text's start. */
  readonly tail: readonly LibraryProblem[];
  /** Whether an `@comment` is never closed: a brace that is typed anywhere behind it may close it. */
  readonly hasOpenComment: boolean;
}

/** Reads the blocks of a `.bib` text. Linear in its length; never throws. */
export function readBibtexDocument(text: string): BibtexDocument {
  const steps = readBibtexDocumentInSteps(text, text.length + 1);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** As {@link readBibtexDocument}, pausing whenever about `stepLength` code units were read, so that a caller can breathe. */
export function* readBibtexDocumentInSteps(
  text: string,
  stepLength: number,
): Generator<undefined, BibtexDocument> {
  const reader = new BlockReader(text, 0);
  const blocks: BibtexBlock[] = [];
  const starts: number[] = [];
  let pause = stepLength;
  for (let block = reader.next(); block; block = reader.next()) {
    blocks.push(block);
    starts.push(reader.start);
    if (reader.start > pause) {
      pause = reader.start + stepLength;
      yield undefined;
    }
  }
  const tail = reader.tail(starts.at(-1) ?? 0);
  return { text, blocks, starts: Int32Array.from(starts), tail, hasOpenComment: reader.hasOpenComment };
}

/** The document after one edit; only the blocks around the edit are read again. */
export function updateBibtexDocument(document: BibtexDocument, edit: TextEdit): BibtexDocument {
  const { blocks, starts } = document;
  const { start, end } = edit.range;
  const text = document.text.slice(0, start) + edit.newText + document.text.slice(end);
  const moved = edit.newText.length - (end - start);
  if (document.hasOpenComment) return readBibtexDocument(text);
  // A record that is not closed ends where the next one begins, so the record before is read again as well.
  const first = Math.max(0, lastAtOrBefore(starts, start) - 1);
  const reader = new BlockReader(text, first === 0 ? 0 : starts[first - 1]! + blocks[first - 1]!.length);
  const newBlocks = blocks.slice(0, first);
  const newStarts: number[] = [];
  let old = firstAtOrAfter(starts, end);
  for (let block = reader.next(); block; block = reader.next()) {
    newBlocks.push(block);
    newStarts.push(reader.start);
    while (old < blocks.length && starts[old]! + moved < reader.start) old++;
    if (old < blocks.length && starts[old]! + moved === reader.start) {
      // From here on the text is the old one; the block itself may have another gap before it.
      const kept = blocks.length - old - 1;
      const joined = new Int32Array(first + newStarts.length + kept);
      joined.set(starts.subarray(0, first));
      joined.set(newStarts, first);
      for (let index = 0; index < kept; index++) {
        joined[first + newStarts.length + index] = starts[old + 1 + index]! + moved;
      }
      return {
        text,
        blocks: newBlocks.concat(blocks.slice(old + 1)),
        starts: joined,
        tail: document.tail,
        hasOpenComment: reader.hasOpenComment,
      };
    }
  }
  const joined = new Int32Array(first + newStarts.length);
  joined.set(starts.subarray(0, first));
  joined.set(newStarts, first);
  const tail = reader.tail(joined.at(-1) ?? 0);
  return { text, blocks: newBlocks, starts: joined, tail, hasOpenComment: reader.hasOpenComment };
}

/** The index of the block that `offset` lies in or touches; -1 between blocks. */
export function bibtexBlockAt(document: BibtexDocument, offset: number): number {
  const index = lastAtOrBefore(document.starts, offset);
  return index >= 0 && offset <= document.starts[index]! + document.blocks[index]!.length ? index : -1;
}

/** The span of a block in the text. */
export function bibtexBlockRange(document: BibtexDocument, index: number): TextRange {
  const start = document.starts[index]!;
  return { start, end: start + document.blocks[index]!.length };
}

/** The fields of a block with their places, read from the text. */
export function bibtexRecord(document: BibtexDocument, index: number): BibtexSyntaxRecord {
  return bibtexRecordAt(document.text, document.starts[index]!)!;
}

/** Whether a block is a work or helps one (`@xdata`), not an abbreviation. */
export function isBibtexRecord(block: BibtexBlock): boolean {
  return block.type !== 'string';
}

/** Gives the blocks one after the other; one step of the scanner may go through several `@string`. */
class BlockReader implements BibtexTrace {
  /** Where the block begins that was given last. */
  start = 0;
  readonly #scanner: BibtexScanner;
  readonly #waiting: { readonly block: BibtexBlock; readonly start: number }[] = [];
  readonly #text: string;
  readonly #names: string[] = [];
  #begin = 0;
  #keyRange: TextRange = { start: 0, end: 0 };

  constructor(text: string, from: number) {
    this.#text = text;
    this.#scanner = new BibtexScanner(text, this, from);
  }

  get hasOpenComment(): boolean {
    return this.#scanner.hasUnclosedComment;
  }

  next(): BibtexBlock | undefined {
    if (this.#waiting.length === 0) this.#scanner.next();
    const next = this.#waiting.shift();
    if (next) this.start = next.start;
    return next?.block;
  }

  begin(start: number, _open: number, keyStart: number, keyEnd: number): void {
    this.#begin = start;
    this.#names.length = 0;
    this.#keyRange = { start: keyStart - start, end: keyEnd - start };
  }

  field(nameStart: number, nameEnd: number): void {
    this.#names.push(this.#text.slice(nameStart, nameEnd).toLowerCase());
  }

  finish(type: string, key: string, end: number): void {
    const start = this.#begin;
    const block = {
      type: detached(type),
      key: detached(key),
      keyRange: this.#keyRange,
      length: end - start,
      defines: type === 'string' ? this.#names.map(detached) : NOTHING,
      problems: this.tail(start),
    };
    this.#waiting.push({ block, start });
  }

  abbreviation(): void {}

  /** The problems since the last call. */
  tail(from: number): readonly LibraryProblem[] {
    const { problems } = this.#scanner;
    if (problems.length === 0) return NOTHING;
    return problems.splice(0).map(problem => ({
      ...problem,
      range: { start: problem.range.start - from, end: problem.range.end - from },
    }));
  }
}

const NOTHING: readonly never[] = [];

function lastAtOrBefore(starts: Int32Array, offset: number): number {
  return firstAtOrAfter(starts, offset + 1) - 1;
}

function firstAtOrAfter(starts: Int32Array, offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
