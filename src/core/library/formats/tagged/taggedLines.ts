/** One tag with its value; lines that continue it are joined by a line break. */
export interface TaggedField {
  readonly tag: string;
  value: string;
  readonly start: number;
}

/** A record of a tagged format; offsets are of the file's text. */
export interface TaggedRecord {
  readonly start: number;
  end: number;
  readonly fields: TaggedField[];
}

/** How a format writes its lines. */
export interface TaggedSyntax {
  /** The tag and where its value starts, for a line that starts at `start`; undefined for a line that has no tag. */
  readonly tagAt: (text: string, start: number) => TagMatch | undefined;
  /** What a tag does to the record: `begin` a new one, `end` it, or belong to it. */
  readonly role: (tag: string, current: TaggedRecord | undefined) => 'begin' | 'end' | 'field' | 'ignore';
  /** Whether an empty line ends a record. */
  readonly blankEnds: boolean;
}

/** A tag, and the offset of its value. */
export interface TagMatch {
  readonly tag: string;
  readonly valueStart: number;
}

/** Text that belongs to no record. */
export interface StrayText {
  readonly start: number;
  readonly end: number;
}

/**
 * Splits a text of tagged lines into records. Linear in the text's length.
 *
 * @param onStray is called for text outside of every record
 */
export function* taggedRecords(
  text: string,
  syntax: TaggedSyntax,
  onStray: (stray: StrayText) => void,
): Generator<TaggedRecord> {
  let current: TaggedRecord | undefined;
  /** A long value is collected in lines and joined once. */
  let continued: string[] = [];
  const finishField = () => {
    const field = current?.fields[current.fields.length - 1];
    if (field !== undefined && continued.length > 0) field.value = [field.value, ...continued].join('\n');
    continued = [];
  };
  let position = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (position < text.length) {
    const lineBreak = text.indexOf('\n', position);
    const next = lineBreak < 0 ? text.length : lineBreak + 1;
    let end = lineBreak < 0 ? text.length : lineBreak;
    while (end > position && text.charCodeAt(end - 1) <= 32) end--;
    const start = position;
    position = next;
    if (end === start) {
      if (syntax.blankEnds && current !== undefined && current.fields.length > 0) {
        finishField();
        yield current;
        current = undefined;
      }
      continue;
    }
    const match = syntax.tagAt(text, start);
    if (match === undefined) {
      if (current !== undefined && current.fields.length > 0) {
        continued.push(text.slice(start, end).trim());
        current.end = end;
      } else if (text.slice(start, end).trim() !== '') onStray({ start, end });
      continue;
    }
    finishField();
    const role = syntax.role(match.tag, current);
    if (role === 'ignore') continue;
    if (role === 'end') {
      if (current !== undefined) {
        current.end = end;
        yield current;
      }
      current = undefined;
      continue;
    }
    if (role === 'begin' && current !== undefined) {
      yield current;
      current = undefined;
    }
    current ??= { start, end, fields: [] };
    const value = text.slice(Math.min(match.valueStart, end), end).trim();
    current.fields.push({ tag: match.tag, value, start });
    current.end = end;
  }
  finishField();
  if (current !== undefined) yield current;
}

const NOTHING: readonly string[] = [];

/** Values by tag, in the order of the record; empty values are left out. */
export class TaggedValues {
  readonly #values = new Map<string, string[]>();

  constructor(fields: readonly TaggedField[]) {
    for (const { tag, value } of fields) {
      if (value === '') continue;
      const known = this.#values.get(tag);
      if (known === undefined) this.#values.set(tag, [value]);
      else known.push(value);
    }
  }

  /** The first value of the first of `tags` that has one, on one line. */
  first(...tags: readonly string[]): string | undefined {
    for (const tag of tags) {
      const value = this.#values.get(tag)?.[0];
      if (value !== undefined) return value.includes('\n') ? value.replace(/\s*\n\s*/g, ' ') : value;
    }
    return undefined;
  }

  /** All values of `tags`, tag by tag. */
  all(...tags: readonly string[]): readonly string[] {
    let found: readonly string[] = NOTHING;
    for (const tag of tags) {
      const values = this.#values.get(tag);
      if (values !== undefined) found = found.length === 0 ? values : [...found, ...values];
    }
    return found;
  }

  has(tag: string): boolean {
    return this.#values.has(tag);
  }

  tags(): IterableIterator<string> {
    return this.#values.keys();
  }
}
