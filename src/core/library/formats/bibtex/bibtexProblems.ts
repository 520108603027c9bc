import type { LibraryProblem } from '../../types';

/** A hostile file could ask for a message at each of its characters. */
const MOST_PROBLEMS = 1000;

/** What is wrong with BibTeX text; a record that is read again with more tolerance takes its problems back. */
export class BibtexProblems {
  readonly list: LibraryProblem[] = [];
  #base = 0;
  #length: number;
  /** Of severity `error`, those that no longer fitted into the list included. */
  errors = 0;

  /** @param length of the text, in which all ranges lie */
  constructor(length: number) {
    this.#length = length;
  }

  /** What is reported from now on lies in a part of the text that starts at `base`. */
  moveTo(base: number, length: number): void {
    this.#base = base;
    this.#length = length;
  }

  report(start: number, end: number, severity: LibraryProblem['severity'], message: string): void {
    if (severity === 'error') this.errors++;
    if (this.list.length >= MOST_PROBLEMS) return;
    const last = Math.min(Math.max(start, end), this.#length);
    const range = { start: Math.min(start, last) + this.#base, end: last + this.#base };
    this.list.push({ range, severity, message });
  }

  /** Takes back all but the first `count`. */
  takeBack(count: number): void {
    this.list.length = Math.min(this.list.length, count);
  }
}
