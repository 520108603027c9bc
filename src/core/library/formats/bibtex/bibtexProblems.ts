import type { LibraryProblem } from '../../types';

/** A hostile file could ask for a message at each of its characters. */
const MOST_PROBLEMS = 1000;

/** What is wrong with BibTeX text; a record that is read again with more tolerance takes its problems back. */
export class BibtexProblems {
  readonly list: LibraryProblem[] = [];
  readonly #length: number;
  /** Of severity `error`, those that no longer fitted into the list included. */
  errors = 0;

  /** @param length of the text, in which all ranges lie */
  constructor(length: number) {
    this.#length = length;
  }

  report(start: number, end: number, severity: LibraryProblem['severity'], message: string): void {
    if (severity === 'error') this.errors++;
    if (this.list.length >= MOST_PROBLEMS) return;
    const last = Math.min(Math.max(start, end), this.#length);
    this.list.push({ range: { start: Math.min(start, last), end: last }, severity, message });
  }

  /** Takes back all but the first `count`. */
  takeBack(count: number): void {
    this.list.length = Math.min(this.list.length, count);
  }
}
