import type { EntryCandidate, Findings } from '../findings';
import type { EntryLabelForm, WrittenNumber } from '../types';

/** Something that a reference almost always has: a year, a DOI or address, “et al.”, volume and page. */
const LOOKS_LIKE_REFERENCE =
  /\b(?:1[6-9]|20)\d\d[a-z]?\b|\bdoi\b|https?:|www\.|\bet al\b|\bpp?\.\s?\d|\barXiv\b|\b\d+\s?\(\d+\)\s?:|\bISBN\b|\bin press\b|\b[A-Z][\w’'-]+,? (?:[A-Z]\.?-?){1,3}[,.;]/;
const INVISIBLE_KEY =
  /(?:<!--|%|\/\/|^[ \t]*\.\.|\/\*)[ \t]*@([^\s@,;{}()[\]<>%]+?)[ \t]*(?:-->|\*\/)?[ \t]*$/m;
const LONGEST_LOOK = 2000;

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
  readonly opensBlock: boolean;
  readonly startsAt?: number | undefined;
  readonly isLink?: boolean;
  readonly certain?: boolean;
}

/** The entry that a scanner is reading: begun at its label, extended line by line, then finished once. */
export class OpenEntry {
  readonly #text: string;
  readonly #findings: Findings;
  readonly #candidate: EntryCandidate;
  #end: number;

  constructor(text: string, findings: Findings, start: EntryStart) {
    this.#text = text;
    this.#findings = findings;
    this.#end = start.lineEnd;
    this.#candidate = {
      writtenNumber: start.writtenNumber,
      labelForm: start.labelForm,
      labelRange: { start: start.labelStart, end: start.labelEnd },
      textRange: { start: start.labelEnd, end: start.lineEnd },
      range: { start: start.lineStart, end: start.lineEnd },
      key: undefined,
      indent: start.indent,
      counted: start.counted,
      continues: start.continues,
      startsAt: start.startsAt,
      looksLikeReference: () => false,
      isLink: start.isLink ?? false,
      certain: start.certain ?? false,
      opensBlock: start.opensBlock,
    };
  }

  /** Column of its label: a line after a blank one belongs to it only where it is indented deeper. */
  get indent(): number {
    return this.#candidate.indent;
  }

  /** The entry's own form of label. */
  get labelForm(): EntryLabelForm {
    return this.#candidate.labelForm;
  }

  /** Takes the line that ends at `lineEnd` into the entry. */
  extend(lineEnd: number): void {
    this.#end = lineEnd;
  }

  /** Gives the whole entry to the findings. `key` where the markup names one (`\bibitem{key}`). */
  finish(key?: {
    readonly value: string;
    readonly range: { readonly start: number; readonly end: number };
  }): void {
    const { labelRange, range } = this.#candidate;
    const end = trimmedEnd(this.#text, range.start, this.#end);
    this.#candidate.range = { start: range.start, end };
    const body = this.#text.slice(labelRange.end, Math.min(end, labelRange.end + LONGEST_LOOK));
    const mark = key === undefined && body.includes('@') ? INVISIBLE_KEY.exec(body) : null;
    let textEnd = end;
    if (mark !== null) {
      const start = labelRange.end + mark.index + mark[0].indexOf('@') + 1;
      this.#candidate.key = { value: mark[1]!, range: { start, end: start + mark[1]!.length } };
      textEnd = trimmedEnd(this.#text, labelRange.end, labelRange.end + mark.index);
    } else if (key !== undefined) this.#candidate.key = key;
    const textStart = Math.min(labelRange.end, end);
    this.#candidate.labelRange = { start: labelRange.start, end: textStart };
    this.#candidate.textRange = { start: textStart, end: Math.max(textStart, textEnd) };
    this.#candidate.looksLikeReference = () => LOOKS_LIKE_REFERENCE.test(body);
    this.#findings.candidates.push(this.#candidate);
    const { labelForm } = this.#candidate;
    if (labelForm === 'brackets' || labelForm === 'bulletBrackets' || labelForm === 'linkDefinition')
      this.#findings.bracketLabels += 1;
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
