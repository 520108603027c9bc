import { type Dialect, dialectOf } from '../dialect';
import { emptyFindings, type Findings } from '../findings';
import type { MarkupLanguage } from '../types';

/** State of a block scanner between two blocks, written as text so that two states compare by `===`. The empty state begins a text. */
export type ScanState = string;

/** Which forms a scan looks for besides brackets. */
export interface ScanForms {
  readonly superscript: boolean;
  readonly round: boolean;
}

/** A stretch of text with what was found in it. Offsets of the findings are of the text that was scanned. */
export interface ScannedSegment {
  readonly start: number;
  readonly end: number;
  readonly state: ScanState;
  readonly findings: Findings;
}

/** Segments are cut at the first block boundary behind this many code units: small enough to read again at a keystroke. */
const SEGMENT_LENGTH = 16_384;

/** One run of a scanner over a text: collects findings and cuts them into segments at block boundaries. */
export class Scan {
  readonly text: string;
  readonly dialect: Dialect;
  readonly forms: ScanForms;
  readonly segments: ScannedSegment[] = [];
  findings: Findings = emptyFindings();
  #start = 0;
  #state: ScanState;

  constructor(text: string, language: MarkupLanguage, forms: ScanForms, state: ScanState) {
    this.text = text;
    this.dialect = dialectOf(language);
    this.forms = forms;
    this.#state = state;
  }

  readonly #behind = new Map<string, BackwardFinder>();

  /** Offset of the last `needle` before `at`; -1 where there is none. Cheap where asked with growing offsets. */
  lastBefore(needle: string, at: number): number {
    let finder = this.#behind.get(needle);
    if (finder === undefined) {
      finder = new BackwardFinder(this.text, needle);
      this.#behind.set(needle, finder);
    }
    return finder.lastBefore(at);
  }

  /** Whether a cut at `offset` is wanted; then the scanner calls {@link cut} as soon as a new block begins. */
  wantsCut(offset: number): boolean {
    return offset - this.#start >= SEGMENT_LENGTH;
  }

  /** Ends a segment before the line at `offset`, which begins a new block after a blank line; `state` is the scanner's there. */
  cut(offset: number, state: ScanState): void {
    this.segments.push({ start: this.#start, end: offset, state: this.#state, findings: this.findings });
    this.findings = emptyFindings();
    this.#start = offset;
    this.#state = state;
  }

  /** Ends the scan; `state` is the scanner's at the end of the text. Gives that state. */
  finish(state: ScanState): ScanState {
    this.segments.push({
      start: this.#start,
      end: this.text.length,
      state: this.#state,
      findings: this.findings,
    });
    return state;
  }
}

/** Remembers the last needle before growing offsets; all searches together read the text once. */
class BackwardFinder {
  readonly #text: string;
  readonly #needle: string;
  #last = -1;
  #next = -2;

  constructor(text: string, needle: string) {
    this.#text = text;
    this.#needle = needle;
  }

  lastBefore(at: number): number {
    if (this.#next === -2) this.#next = this.#find(0);
    if (at <= this.#last) {
      // Back in the text, which happens at most over one bracket: look anew.
      this.#last = at === 0 ? -1 : this.#text.lastIndexOf(this.#needle, at - 1);
      this.#next = this.#find(at);
      return this.#last;
    }
    while (this.#next < at) {
      this.#last = this.#next;
      this.#next = this.#find(this.#last + 1);
    }
    return this.#last;
  }

  #find(from: number): number {
    const found = this.#text.indexOf(this.#needle, from);
    return found < 0 ? Number.POSITIVE_INFINITY : found;
  }
}

/** Searches one needle from growing offsets; all searches together read the text once. */
export class ForwardFinder {
  readonly #text: string;
  readonly #needle: string;
  #from = 0;
  #found = -2;

  constructor(text: string, needle: string) {
    this.#text = text;
    this.#needle = needle;
  }

  /** Offset of the first needle at or behind `from`; the text's length where there is none. */
  next(from: number): number {
    if (this.#found === -2 || from < this.#from || this.#found < from) {
      const found = this.#text.indexOf(this.#needle, from);
      this.#found = found < 0 ? this.#text.length : found;
      this.#from = from;
    }
    return this.#found;
  }

  /** Offset of the first needle that ends at or before `limit`; -1 where there is none. */
  within(from: number, limit: number): number {
    const found = this.next(from);
    return found + this.#needle.length <= limit ? found : -1;
  }
}

/** Searches a pattern of one character from growing offsets; all searches together read the text once. */
export class ForwardMatcher {
  readonly #text: string;
  readonly #pattern: RegExp;
  #from = 0;
  #found = -1;

  /** @param pattern global; a copy of it is used, because `lastIndex` is state */
  constructor(text: string, pattern: RegExp) {
    this.#text = text;
    this.#pattern = new RegExp(pattern);
  }

  /** Offset of the first match at or behind `from`; the text's length where there is none. */
  next(from: number): number {
    if (from > this.#found || from < this.#from) {
      this.#pattern.lastIndex = from;
      const match = this.#pattern.test(this.#text);
      this.#found = match ? this.#pattern.lastIndex - 1 : this.#text.length;
      this.#from = from;
    }
    return this.#found;
  }
}

/** Finders for any needle, made when first asked for. */
export class ForwardFinders {
  readonly #text: string;
  readonly #finders = new Map<string, ForwardFinder>();

  constructor(text: string) {
    this.#text = text;
  }

  /** Offset of the first `needle` from `from` that ends at or before `limit`; -1 where there is none. */
  within(needle: string, from: number, limit: number): number {
    let finder = this.#finders.get(needle);
    if (finder === undefined) {
      finder = new ForwardFinder(this.#text, needle);
      this.#finders.set(needle, finder);
    }
    return finder.within(from, limit);
  }
}
