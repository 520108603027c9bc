import type { TextRange } from '../../text/textRange';
import type { Scan } from '../prose/scan';
import type { EntryLabelForm, WrittenNumber } from '../types';

/** What a scanner knows of a label line. */
export interface EntryStart {
  readonly writtenNumber: WrittenNumber | undefined;
  readonly labelForm: EntryLabelForm;
  readonly labelStart: number;
  readonly labelEnd: number;
  readonly lineStart: number;
  readonly lineEnd: number;
  readonly indent: number;
  readonly counted: boolean;
  readonly continues: boolean;
  readonly startsAt?: number | undefined;
  readonly isLink?: boolean;
  readonly certain?: boolean;
}

/** A citation key with its place. */
export interface EntryKey {
  readonly value: string;
  readonly range: TextRange;
}

/** The entry that a scanner is reading: begun at its label, extended line by line, then finished once. */
export class OpenEntry {
  readonly #scan: Scan;
  readonly #start: EntryStart;
  #end: number;

  constructor(scan: Scan, start: EntryStart) {
    this.#scan = scan;
    this.#start = start;
    this.#end = start.lineEnd;
  }

  /** Column of its label: a line after a blank one belongs to it only where it is indented deeper. */
  get indent(): number {
    return this.#start.indent;
  }

  /** The entry's own form of label. */
  get labelForm(): EntryLabelForm {
    return this.#start.labelForm;
  }

  /** Takes the line that ends at `lineEnd` into the entry. */
  extend(lineEnd: number): void {
    this.#end = lineEnd;
  }

  /** Gives the whole entry to the findings. `key` where the markup names one (`\\bibitem{key}`). */
  finish(key?: EntryKey): void {
    this.#scan.addCandidate(this.#start, this.#end, key);
  }
}

/** `end` without the white space before it. */
export function trimmedEnd(text: string, start: number, end: number): number {
  let index = end;
  while (index > start) {
    const code = text.charCodeAt(index - 1);
    if (code !== 0x20 && (code < 0x09 || code > 0x0d)) break;
    index -= 1;
  }
  return index;
}
