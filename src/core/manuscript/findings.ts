import type { TextRange } from '../text/textRange';
import type { Citation, Heading, UnreadableCitation } from './types';

/**
 * Why a citation stands only under a condition that the whole manuscript decides. Bits, to be added up.
 */
export const Doubt = {
  /** Looks like a year: a citation only where the list has this number. */
  year: 1,
  /** Greater than 999: a citation only where the list is that long. */
  large: 2,
  /** Stands where markup usually carries no prose (a block of raw HTML): a citation only where the list has its numbers. */
  needsList: 4,
  /** Superscript or round: a citation only where the manuscript cites so. */
  form: 8,
  /** `ref. 12` in the prose: a citation only where the list has its numbers and no other citation holds it. */
  mention: 16,
} as const;

/** A citation that counts only under a condition. `doubt`: sum of {@link Doubt} bits. */
export interface DoubtfulCitation {
  readonly citation: Citation;
  readonly doubt: number;
}

/** A mark `<!-- numbered-citations style: ieee -->` in the markup's comment. */
export interface StyleMark {
  readonly style: string;
  readonly range: TextRange;
}

/** What the scanner finds in one segment of a manuscript, each list by place. */
export interface Findings {
  /**
   * Starts and ends in turn of citations in plain brackets, `[12]` or `[3, 5–7]`, that are in no doubt. Most citations are
   * such, and megabytes are read several times faster where their objects are made only when somebody asks.
   */
  plain: Int32Array;
  readonly citations: Citation[];
  readonly doubtful: DoubtfulCitation[];
  readonly unreadable: UnreadableCitation[];
  readonly headings: Heading[];
  /** Packed, see `packCandidate`. */
  candidates: Int32Array;
  /** How many of the candidates have a label in square brackets, which is read as a citation as well. */
  bracketLabels: number;
  readonly notProse: TextRange[];
  readonly styleMarks: StyleMark[];
  /** Starts and ends in turn of citations by key that the scanner met (LaTeX, Typst); other markups leave theirs in the prose. */
  readonly keyed: number[];
  /** Names that Typst's `<name>` gives to figures, sections and the like. */
  readonly labels: string[];
  frontMatter: TextRange | undefined;
}

const NONE = new Int32Array(0);

/** Findings without anything in them. */
export function emptyFindings(): Findings {
  return {
    plain: NONE,
    citations: [],
    doubtful: [],
    unreadable: [],
    headings: [],
    candidates: NONE,
    bracketLabels: 0,
    notProse: [],
    styleMarks: [],
    keyed: [],
    labels: [],
    frontMatter: undefined,
  };
}

/** Adds `range` to ranges by place, joined with the one before it where they touch. Ranges inside the one before are dropped. */
export function addRange(ranges: TextRange[], start: number, end: number): void {
  if (end <= start) return;
  const previous = ranges[ranges.length - 1];
  if (previous !== undefined && start <= previous.end) {
    if (end > previous.end) ranges[ranges.length - 1] = { start: previous.start, end };
    return;
  }
  ranges.push({ start, end });
}
