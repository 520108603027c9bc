import type { TextRange } from '../../text/textRange';
import type { EntryLabelForm, ReferenceListEntry, WrittenNumber } from '../types';
import { type EntryKey, type EntryStart, trimmedEnd } from './entries';

/** Something that a reference almost always has: a year, a DOI or address, “et al.”, volume and page. */
const LOOKS_LIKE_REFERENCE =
  /\b(?:1[6-9]|20)\d\d[a-z]?\b|\bdoi\b|https?:|www\.|\bet al\b|\bpp?\.\s?\d|\barXiv\b|\b\d+\s?\(\d+\)\s?:|\bISBN\b|\bin press\b|\b[A-Z][\w’'-]+,? (?:[A-Z]\.?-?){1,3}[,.;]/;
const INVISIBLE_KEY =
  /(?:<!--|%|\/\/|^[ \t]*\.\.|\/\*)[ \t]*@([^\s@,;{}()[\]<>%]+?)(?:[ \t]+=[0-9a-z]{1,13})?[ \t]*(?:-->|\*\/)?[ \t]*$/m;
const LONGEST_LOOK = 2000;

const FORMS: readonly EntryLabelForm[] = [
  'period',
  'parenthesis',
  'brackets',
  'bulletBrackets',
  'linkDefinition',
  'directive',
  'bibitem',
  'counter',
];
const COUNTED = 8;
const CONTINUES = 16;
const IS_LINK = 32;
const CERTAIN = 64;
const ABSENT = -1;

/** How many numbers a packed candidate has. */
export const CANDIDATE_SIZE = 12;

/**
 * Writes a candidate as numbers: a long list has tens of thousands of them, and a text of nothing but labels millions,
 * of which objects are made when somebody asks for lists.
 */
export function packCandidate(
  into: Int32Array,
  at: number,
  start: EntryStart,
  end: number,
  key: EntryKey | undefined,
): void {
  const { writtenNumber } = start;
  into[at] = start.lineStart;
  into[at + 1] = start.labelStart;
  into[at + 2] = start.labelEnd;
  into[at + 3] = end;
  into[at + 4] = writtenNumber === undefined ? ABSENT : writtenNumber.range.start;
  into[at + 5] = writtenNumber === undefined ? ABSENT : writtenNumber.range.end;
  into[at + 6] = writtenNumber === undefined ? ABSENT : writtenNumber.value;
  into[at + 7] = start.indent;
  into[at + 8] = start.startsAt ?? ABSENT;
  into[at + 9] =
    FORMS.indexOf(start.labelForm) |
    (start.counted ? COUNTED : 0) |
    (start.continues ? CONTINUES : 0) |
    (start.isLink === true ? IS_LINK : 0) |
    (start.certain === true ? CERTAIN : 0);
  into[at + 10] = key === undefined ? ABSENT : key.range.start;
  into[at + 11] = key === undefined ? ABSENT : key.range.end;
}

/** What all candidates of a segment share: the text that was scanned, and what its offsets are moved by. */
interface CandidateText {
  readonly source: string;
  readonly packed: Int32Array;
  readonly delta: number;
}

/** A line (or command) that could be an entry of a reference list: everything that the list stage must know of it, read when it asks. */
export class EntryCandidate {
  readonly #text: CandidateText;
  readonly #at: number;
  /** Whether it became an entry. */
  used = false;

  /** @param at where it begins in the packed numbers */
  constructor(text: CandidateText, at: number) {
    this.#text = text;
    this.#at = at;
  }

  /** Offset of its line. */
  get start(): number {
    return this.#number(0) + this.#text.delta;
  }

  /** The label's digits as a number; undefined where the markup counts. */
  get writtenValue(): number | undefined {
    return this.#number(4) === ABSENT ? undefined : this.#number(6);
  }

  get labelForm(): EntryLabelForm {
    return FORMS[this.#number(9) & 7]!;
  }

  get labelRange(): TextRange {
    const { delta } = this.#text;
    return { start: this.#number(1) + delta, end: Math.min(this.#number(2), this.#end) + delta };
  }

  /** Whether the markup counts it, whatever digits are written (CommonMark, `#.`); else the digits are what is printed. */
  get counted(): boolean {
    return (this.#number(9) & COUNTED) !== 0;
  }

  /** Whether it goes on counting in the same list of the markup as the candidate before it. */
  get continues(): boolean {
    return (this.#number(9) & CONTINUES) !== 0;
  }

  /** A number that the markup sets for it beside the label (`[start=5]`, `\setcounter`); undefined without. */
  get startsAt(): number | undefined {
    const number = this.#number(8);
    return number === ABSENT ? undefined : number;
  }

  /** A link definition whose target is nothing but an address. */
  get isLink(): boolean {
    return (this.#number(9) & IS_LINK) !== 0;
  }

  /** Whether the label alone makes it an entry, wherever it stands (`.. [1]`, `\bibitem`). */
  get certain(): boolean {
    return (this.#number(9) & CERTAIN) !== 0;
  }

  /** Whether what it says looks like a reference: year, DOI, link, “et al.” … */
  looksLikeReference(): boolean {
    return LOOKS_LIKE_REFERENCE.test(this.#body);
  }

  /** The entry that it becomes, with the number that a renderer prints. */
  entry(number: number): ReferenceListEntry {
    const { source, delta } = this.#text;
    const end = this.#end;
    const labelEnd = this.#number(2);
    const key = this.#key();
    const textStart = Math.min(labelEnd, end);
    const textEnd = key?.mark === undefined ? end : trimmedEnd(source, labelEnd, labelEnd + key.mark);
    return {
      number,
      writtenNumber: this.#writtenNumber(),
      labelForm: this.labelForm,
      labelRange: this.labelRange,
      textRange: { start: textStart + delta, end: Math.max(textStart, textEnd) + delta },
      range: { start: this.start, end: end + delta },
      key: key?.key,
    };
  }

  #number(index: number): number {
    return this.#text.packed[this.#at + index]!;
  }

  get #end(): number {
    return trimmedEnd(this.#text.source, this.#number(0), this.#number(3));
  }

  get #body(): string {
    const labelEnd = this.#number(2);
    return this.#text.source.slice(labelEnd, Math.min(this.#end, labelEnd + LONGEST_LOOK));
  }

  #writtenNumber(): WrittenNumber | undefined {
    const start = this.#number(4);
    if (start === ABSENT) return undefined;
    const { delta } = this.#text;
    return { value: this.#number(6), range: { start: start + delta, end: this.#number(5) + delta } };
  }

  /** The key that the markup names, else the one in invisible markup with the offset in the body where that begins. */
  #key(): { readonly key: EntryKey; readonly mark: number | undefined } | undefined {
    const { source, delta } = this.#text;
    const named = this.#number(10);
    if (named !== ABSENT) {
      const end = this.#number(11);
      const range = { start: named + delta, end: end + delta };
      return { key: { value: source.slice(named, end).trim(), range }, mark: undefined };
    }
    const body = this.#body;
    const mark = body.includes('@') ? INVISIBLE_KEY.exec(body) : null;
    if (mark === null) return undefined;
    const start = this.#number(2) + mark.index + mark[0].indexOf('@') + 1 + delta;
    return { key: { value: mark[1]!, range: { start, end: start + mark[1]!.length } }, mark: mark.index };
  }
}

/** The candidates of a segment, read from `source` that was scanned, moved by `delta`. */
export function addCandidates(
  into: EntryCandidate[],
  source: string,
  packed: Int32Array,
  delta: number,
): void {
  const text = { source, packed, delta };
  for (let at = 0; at < packed.length; at += CANDIDATE_SIZE) into.push(new EntryCandidate(text, at));
}
