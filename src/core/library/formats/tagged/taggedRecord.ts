const NOTHING: readonly string[] = [];

/**
 * The lines of one record of a tagged format. One object is made per file and filled anew for each record, with two lists
 * side by side instead of an object per line: a library has millions of lines. Tags come as one string each, so that
 * comparing them compares no characters.
 */
export class TaggedRecord {
  /** Offset of the first line. */
  start = 0;
  /** Offset after the last line. */
  end = 0;
  /** How many lines the record has; the lists are longer where an earlier record had more. */
  size = 0;
  readonly tags: string[] = [];
  /** Without white space at the ends; lines that continue a value are joined by a line break. */
  readonly values: string[] = [];

  /** Whether all lines so far have one tag. */
  hasOneTag = true;
  /** The {@link bitOf} of all tags so far: most tags that a reader asks for are not there, which this tells at once. */
  #present = 0;

  begin(start: number): void {
    this.start = start;
    this.size = 0;
    this.hasOneTag = true;
    this.#present = 0;
  }

  add(tag: string, value: string): void {
    if (this.size > 0 && tag !== this.tags[0]) this.hasOneTag = false;
    this.#present |= bitOf(tag);
    this.tags[this.size] = tag;
    this.values[this.size] = value;
    this.size++;
  }

  /** The first value of the first of the tags that has one, on one line. */
  first(tag: string, second?: string, third?: string, fourth?: string): string | undefined {
    let value = this.#valueOf(tag);
    if (value === undefined && second !== undefined) value = this.#valueOf(second);
    if (value === undefined && third !== undefined) value = this.#valueOf(third);
    if (value === undefined && fourth !== undefined) value = this.#valueOf(fourth);
    return value?.includes('\n') ? value.replace(/\n/g, ' ') : value;
  }

  /** The first line of the first value of the tag that is not empty. */
  firstLine(tag: string): string | undefined {
    const value = this.#valueOf(tag);
    const end = value?.indexOf('\n') ?? -1;
    return end < 0 ? value : value?.slice(0, end);
  }

  /** All values of the tags, tag by tag; empty ones are left out. */
  all(tag: string, second?: string, third?: string): readonly string[] {
    let found = this.#addAll(tag, undefined);
    if (second !== undefined) found = this.#addAll(second, found);
    if (third !== undefined) found = this.#addAll(third, found);
    return found ?? NOTHING;
  }

  has(tag: string): boolean {
    return this.#valueOf(tag) !== undefined;
  }

  #valueOf(tag: string): string | undefined {
    if ((this.#present & bitOf(tag)) === 0) return undefined;
    const { tags, values, size } = this;
    for (let index = 0; index < size; index++) {
      if (tags[index] === tag && values[index] !== '') return values[index];
    }
    return undefined;
  }

  #addAll(tag: string, found: string[] | undefined): string[] | undefined {
    if ((this.#present & bitOf(tag)) === 0) return found;
    const { tags, values, size } = this;
    let all = found;
    for (let index = 0; index < size; index++) {
      if (tags[index] !== tag || values[index] === '') continue;
      if (all === undefined) all = [values[index]!];
      else all.push(values[index]!);
    }
    return all;
  }
}

/** One of 32 bits for a tag; tags may share one. */
function bitOf(tag: string): number {
  return 1 << ((tag.charCodeAt(0) * 5 + tag.charCodeAt(1)) & 31);
}
