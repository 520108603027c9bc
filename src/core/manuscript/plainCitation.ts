import type { TextRange } from '../text/textRange';
import { isDigit } from './characters';
import type { Dialect } from './dialect';
import { readMembers } from './members';
import { readSecondBracket } from './secondBracket';
import { shiftMember } from './shift';
import type { Citation, CitationMember } from './types';

/** What all citations share that stand in one text, moved by one distance. */
export interface CitedText {
  /** The text that was scanned, `delta` code units before where it stands in the manuscript now. */
  readonly source: string;
  readonly delta: number;
  readonly dialect: Dialect;
}

interface Reading {
  readonly members: readonly CitationMember[];
  readonly numbers: readonly number[];
}

/**
 * A citation in plain brackets, `[12]` or `[3, 5–7]`, that is read when somebody asks for its inside. Most citations are
 * such, and whoever asks for all of a long manuscript mostly looks into few.
 */
export class PlainCitation implements Citation {
  readonly #text: CitedText;
  readonly #start: number;
  readonly #end: number;
  list: number | undefined;
  #range: TextRange | undefined;
  #reading: Reading | undefined;

  /** @param start offset of the opening bracket in `text.source`, `end` offset behind the closing one */
  constructor(text: CitedText, start: number, end: number, list?: number) {
    this.#text = text;
    this.#start = start;
    this.#end = end;
    this.list = list;
  }

  get form(): 'brackets' {
    return 'brackets';
  }

  get range(): TextRange {
    const { delta } = this.#text;
    this.#range ??= { start: this.#start + delta, end: this.#end + delta };
    return this.#range;
  }

  get members(): readonly CitationMember[] {
    this.#reading ??= read(this.#text, this.#start, this.#end);
    return this.#reading.members;
  }

  get numbers(): readonly number[] {
    this.#reading ??= read(this.#text, this.#start, this.#end);
    return this.#reading.numbers;
  }

  /** The highest of its numbers. */
  get highest(): number {
    const { source } = this.#text;
    let highest = 0;
    for (let at = this.#start + 1; at < this.#end; at += 1) {
      const number = numberAt(source, at);
      if (number > highest) highest = number;
      while (isDigit(source.charCodeAt(at))) at += 1;
    }
    return highest;
  }

  /** The same citation where `text` stands now. */
  within(text: CitedText): PlainCitation {
    return new PlainCitation(text, this.#start, this.#end, this.list);
  }
}

/** The number whose digits stand at `at`; 0 where there are none. */
export function numberAt(source: string, at: number): number {
  let value = 0;
  for (let index = at; isDigit(source.charCodeAt(index)); index += 1) {
    value = value * 10 + source.charCodeAt(index) - 0x30;
  }
  return value;
}

function read({ source, delta, dialect }: CitedText, start: number, end: number): Reading {
  let behindDigits = start + 1;
  while (isDigit(source.charCodeAt(behindDigits))) behindDigits += 1;
  if (behindDigits === end - 1) {
    const value = numberAt(source, start + 1);
    const range = { start: start + 1 + delta, end: behindDigits + delta };
    return { members: [{ kind: 'number', range, number: { value, range } }], numbers: [value] };
  }
  const first = readMembers(source, start + 1, end, ']', dialect);
  if (first === undefined) return { members: [], numbers: [] };
  const behind = first.close + 1;
  const brackets = { opening: '[', closing: ']', limit: end };
  const joined = behind < end ? readSecondBracket(source, dialect, brackets, first, behind) : undefined;
  const { members, numbers } = joined ?? first;
  return { members: delta === 0 ? members : members.map(member => shiftMember(member, delta)), numbers };
}
