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
  /** A long value is collected in lines and joined once. */
  const continued: string[] = [];
  const joinLines = () => {
    record.values[record.size - 1] += `\n${continued.join('\n')}`;
    continued.length = 0;
  };
  const finish = () => {
    if (continued.length > 0) joinLines();
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
        continued.push(text.slice(start, end).trim());
        record.end = end;
      } else onStray?.(start, end);
      continue;
    }
    if (continued.length > 0) joinLines();
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

/** Gives one string for each tag of two characters, as fast as it can be told which they are. */
export class TagNames {
  readonly #names = new Map<number, string>();

  /** The tag of the characters `first` and `second`. */
  of(first: number, second: number): string {
    const code = (first << 16) | second;
    const known = this.#names.get(code);
    if (known !== undefined) return known;
    // A property's key is kept once by the engine, as are the tags that the readers ask for.
    const name = Object.keys({
      [`${String.fromCharCode(first)}${String.fromCharCode(second)} `.trim()]: 0,
    })[0]!;
    this.#names.set(code, name);
    return name;
  }
}
