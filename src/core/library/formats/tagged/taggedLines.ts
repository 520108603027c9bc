import { TaggedRecord } from './taggedRecord';

/** What a line with a tag does to the record: begins a new one, ends it, belongs to it, or nothing. */
export type LineRole = 'begin' | 'end' | 'field' | 'ignore';

/** How a format writes its lines. One is made per file. */
export interface TaggedSyntax {
  /** After {@link find}: the tag, the same string for the same tag each time. */
  readonly tag: string;
  /** After {@link find}: the offset where the value starts. */
  readonly valueStart: number;
  /** Reads the tag of the line that starts at `lineStart`; false for a line that has none. */
  find(text: string, lineStart: number): boolean;
  role(tag: string, current: TaggedRecord): LineRole;
  /** Whether an empty line ends a record. */
  readonly blankEnds: boolean;
}

/**
 * Splits a text of tagged lines into records. Linear in the text's length.
 *
 * @param found is called for each record, which holds until it returns
 * @param onStray is called for lines outside of every record
 * @param length how much of `text` is read, where it ends behind a line
 */
export function readTaggedRecords(
  text: string,
  syntax: TaggedSyntax,
  found: (record: TaggedRecord) => void,
  onStray?: (start: number, end: number) => void,
  length = text.length,
): void {
  const record = new TaggedRecord();
  const continued = new ContinuedLines(text);
  const finish = () => {
    continued.addTo(record);
    if (record.size > 0) found(record);
    record.size = 0;
  };
  let position = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (position < length) {
    const lineBreak = text.indexOf('\n', position);
    const start = position;
    let end = lineBreak < 0 ? length : lineBreak;
    position = end + 1;
    while (end > start && text.charCodeAt(end - 1) <= 32) end--;
    if (end === start) {
      if (syntax.blankEnds) finish();
      continue;
    }
    if (!syntax.find(text, start)) {
      if (record.size > 0) {
        continued.add(start, end);
        record.end = end;
      } else onStray?.(start, end);
      continue;
    }
    continued.addTo(record);
    const { tag } = syntax;
    const role = syntax.role(tag, record);
    if (role === 'ignore') continue;
    if (role === 'end') {
      record.end = end;
      finish();
      continue;
    }
    if (role === 'begin') finish();
    if (record.size === 0) record.begin(start);
    let { valueStart } = syntax;
    while (valueStart < end && text.charCodeAt(valueStart) <= 32) valueStart++;
    record.add(tag, valueStart < end ? text.slice(valueStart, end) : '');
    record.end = end;
  }
  finish();
}

/** The lines that go on with a value: a hostile file has millions, so those that need no change are taken in one piece. */
class ContinuedLines {
  readonly #text: string;
  readonly #pieces: string[] = [];
  /** Lines without white space at their ends, one behind the other. */
  #start = 0;
  #end = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** @param end without the white space at the line's end */
  add(start: number, end: number): void {
    const text = this.#text;
    if (this.#end > 0 && start === this.#end + 1 && isClean(text, start, end)) {
      this.#end = end;
      return;
    }
    this.#closePiece();
    if (isClean(text, start, end)) {
      this.#start = start;
      this.#end = end;
    } else this.#pieces.push(text.slice(start, end).trim());
  }

  /** Appends them to the record's last value, each after a line break, and forgets them. */
  addTo(record: TaggedRecord): void {
    this.#closePiece();
    if (this.#pieces.length === 0) return;
    record.values[record.size - 1] += `\n${this.#pieces.join('\n')}`;
    this.#pieces.length = 0;
  }

  #closePiece(): void {
    if (this.#end > 0) this.#pieces.push(this.#text.slice(this.#start, this.#end));
    this.#end = 0;
  }
}

/** Whether a line surely begins and ends without white space. */
function isClean(text: string, start: number, end: number): boolean {
  const first = text.charCodeAt(start);
  const last = text.charCodeAt(end - 1);
  return first > 32 && first < 128 && last > 32 && last < 128;
}

/** The characters of nearly all tags are digits and capital letters: so many from the zero on. */
const ZERO = 48;
const NEAR = 43;

/** Gives one string for each tag of two characters, as fast as it can be told which they are. */
export class TagNames {
  /** By both characters, from the digits to the letters: a list is faster than a map. */
  readonly #names: (string | undefined)[] = new Array<string | undefined>(NEAR * NEAR).fill(undefined);
  readonly #others = new Map<number, string>();

  /** The tag of the characters `first` and `second`. */
  of(first: number, second: number): string {
    const row = first - ZERO;
    const column = second - ZERO;
    if (row < 0 || row >= NEAR || column < 0 || column >= NEAR) return this.#other(first, second);
    const at = row * NEAR + column;
    const known = this.#names[at];
    if (known !== undefined) return known;
    const name = nameOf(first, second);
    this.#names[at] = name;
    return name;
  }

  #other(first: number, second: number): string {
    const code = (first << 16) | second;
    const known = this.#others.get(code);
    if (known !== undefined) return known;
    const name = nameOf(first, second);
    this.#others.set(code, name);
    return name;
  }
}

function nameOf(first: number, second: number): string {
  // A property's key is kept once by the engine, as are the tags that the readers ask for.
  return Object.keys({
    [`${String.fromCharCode(first)}${String.fromCharCode(second)} `.trim()]: 0,
  })[0]!;
}
