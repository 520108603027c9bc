import { type Dialect, dialectOf } from '../dialect';
import { emptyFindings, type Findings } from '../findings';
import { CANDIDATE_SIZE, packCandidate } from '../lists/candidates';
import type { EntryKey, EntryStart } from '../lists/entries';
import type { MarkupLanguage } from '../types';
import { BackwardFinder, ForwardFinder } from './finders';

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
  /** Whether a line ends in a carriage return alone. Looked for piece by piece, while the piece is near at hand. */
  hasLoneReturn = false;
  #start = 0;
  #state: ScanState;
  readonly #plain = new GrowingNumbers();
  readonly #candidates = new GrowingNumbers();
  #schemes: BackwardFinder | undefined;
  #closings: ForwardFinder | undefined;
  #tight: ForwardFinder | undefined;
  #spaced: ForwardFinder | undefined;

  constructor(text: string, language: MarkupLanguage, forms: ScanForms, state: ScanState) {
    this.text = text;
    this.dialect = dialectOf(language);
    this.forms = forms;
    this.#state = state;
  }

  /** Offset of the last `://` before `at`; -1 where there is none. Cheap where asked with growing offsets. */
  lastScheme(at: number): number {
    this.#schemes ??= new BackwardFinder(this.text, '://');
    return this.#schemes.lastBefore(at);
  }

  /** Whether no bracket closes in `[at, limit)`. Cheap where asked with growing offsets. */
  isUnclosed(at: number, limit: number): boolean {
    this.#closings ??= new ForwardFinder(this.text, ']');
    return this.#closings.next(at) >= limit;
  }

  /** Whether two brackets close one behind the other in `[at, limit)`. Cheap where asked with growing offsets. */
  closesTwice(at: number, limit: number): boolean {
    this.#tight ??= new ForwardFinder(this.text, ']]');
    if (this.#tight.within(at, limit) >= 0) return true;
    this.#spaced ??= new ForwardFinder(this.text, '] ]');
    return this.#spaced.within(at, limit) >= 0;
  }

  /** Whether a cut at `offset` is wanted; then the scanner calls {@link cut} as soon as a new block begins. */
  wantsCut(offset: number): boolean {
    return offset - this.#start >= SEGMENT_LENGTH;
  }

  /** Adds a citation in plain brackets to the findings. */
  addPlain(start: number, end: number): void {
    const at = this.#plain.take(2);
    this.#plain.numbers[at] = start;
    this.#plain.numbers[at + 1] = end;
  }

  /** Adds what may be an entry of a reference list, from its label to `end`, to the findings. */
  addCandidate(start: EntryStart, end: number, key: EntryKey | undefined): void {
    const at = this.#candidates.take(CANDIDATE_SIZE);
    packCandidate(this.#candidates.numbers, at, start, end, key);
    const { labelForm } = start;
    if (labelForm === 'brackets' || labelForm === 'bulletBrackets' || labelForm === 'linkDefinition')
      this.findings.bracketLabels += 1;
  }

  /** Ends a segment before the line at `offset`, which begins a new block after a blank line; `state` is the scanner's there. */
  cut(offset: number, state: ScanState): void {
    this.#addSegment(offset);
    this.findings = emptyFindings();
    this.#start = offset;
    this.#state = state;
  }

  #addSegment(end: number): void {
    const { findings } = this;
    this.hasLoneReturn ||= hasLoneReturn(this.text.slice(this.#start, end + 1), end - this.#start);
    if (this.#plain.count > 0) findings.plain = this.#plain.empty();
    if (this.#candidates.count > 0) findings.candidates = this.#candidates.empty();
    this.segments.push({ start: this.#start, end, state: this.#state, findings });
  }

  /** Ends the scan; `state` is the scanner's at the end of the text. Gives that state. */
  finish(state: ScanState): ScanState {
    this.#addSegment(this.text.length);
    return state;
  }
}

function hasLoneReturn(text: string, end: number): boolean {
  for (let at = text.indexOf('\r'); at >= 0 && at < end; at = text.indexOf('\r', at + 1)) {
    if (text.charCodeAt(at + 1) !== 0x0a) return true;
  }
  return false;
}

/** Numbers that grow in one array, which is used again and again. */
class GrowingNumbers {
  numbers = new Int32Array(1024);
  count = 0;

  /** Offset of room for `size` more. */
  take(size: number): number {
    const at = this.count;
    this.count += size;
    if (this.count > this.numbers.length) {
      const longer = new Int32Array(this.numbers.length * 4);
      longer.set(this.numbers);
      this.numbers = longer;
    }
    return at;
  }

  /** Takes all of them out. */
  empty(): Int32Array {
    const taken = this.numbers.slice(0, this.count);
    this.count = 0;
    return taken;
  }
}
