import type { JsonMember, JsonNode } from '../../json/jsonTree';
import { quotedScalar, scalarNode } from './yamlScalars';

/** A flow collection with where it ends. */
export interface FlowValue {
  readonly node: JsonNode;
  readonly end: number;
  readonly isClosed: boolean;
}

/**
 * Reads a YAML flow collection, `[a, b]` or `{a: b}`, that starts at `start`.
 *
 * @param limit the offset before which it has to end
 * @param depth how many levels it may nest; deeper ones are left out
 */
export function readFlow(text: string, start: number, limit: number, depth: number): FlowValue {
  const reader = new FlowReader(text, start, limit);
  const node = reader.value(depth) ?? { kind: 'null', range: { start, end: start } };
  return { node, end: reader.position, isClosed: reader.isClosed };
}

class FlowReader {
  isClosed = true;
  position: number;
  readonly #text: string;
  readonly #limit: number;

  constructor(text: string, start: number, limit: number) {
    this.#text = text;
    this.position = start;
    this.#limit = limit;
  }

  value(depth: number): JsonNode | undefined {
    this.#skipSpace();
    const start = this.position;
    const first = this.#text[start];
    if (start >= this.#limit) return undefined;
    if (first === '[') return depth > 0 ? this.#sequence(depth) : this.#skipped();
    if (first === '{') return depth > 0 ? this.#mapping(depth) : this.#skipped();
    if (first === '"' || first === "'") {
      const quoted = quotedScalar(this.#text, start, this.#limit);
      this.position = quoted.end;
      if (!quoted.isClosed) this.isClosed = false;
      return { kind: 'string', range: { start, end: quoted.end }, value: quoted.value };
    }
    return this.#plain(start);
  }

  #plain(start: number): JsonNode | undefined {
    let end = start;
    while (end < this.#limit) {
      const character = this.#text[end]!;
      if (
        character === ',' ||
        character === ']' ||
        character === '}' ||
        character === '[' ||
        character === '{'
      )
        break;
      if (character === ':' && /[\s,\]}]/.test(this.#text[end + 1] ?? ' ')) break;
      end++;
    }
    this.position = end;
    const written = this.#text.slice(start, end).replace(/\s+/g, ' ').trim();
    return written === '' ? undefined : scalarNode(written, { start, end });
  }

  #sequence(depth: number): JsonNode {
    const start = this.position++;
    const items: JsonNode[] = [];
    while (this.#isBefore(']')) {
      const before = this.position;
      const item = this.value(depth - 1);
      this.#skipSpace();
      if (item !== undefined && this.#text[this.position] === ':') {
        this.position++;
        const value = this.value(depth - 1);
        if (value !== undefined && item.kind === 'string') {
          items.push({
            kind: 'object',
            range: { start: item.range.start, end: value.range.end },
            members: [{ key: item.value, keyRange: item.range, value }],
          });
        }
      } else if (item !== undefined) items.push(item);
      this.#pastComma(before);
    }
    this.position = Math.min(this.position + 1, this.#limit);
    return { kind: 'array', range: { start, end: this.position }, items };
  }

  #mapping(depth: number): JsonNode {
    const start = this.position++;
    const members: JsonMember[] = [];
    while (this.#isBefore('}')) {
      const before = this.position;
      const key = this.value(0);
      this.#skipSpace();
      let value: JsonNode | undefined;
      if (this.#text[this.position] === ':') {
        this.position++;
        value = this.value(depth - 1);
      }
      if (key !== undefined && (key.kind === 'string' || key.kind === 'number')) {
        members.push({
          key: String(key.value),
          keyRange: key.range,
          value: value ?? { kind: 'null', range: { start: key.range.end, end: key.range.end } },
        });
      }
      this.#pastComma(before);
    }
    this.position = Math.min(this.position + 1, this.#limit);
    return { kind: 'object', range: { start, end: this.position }, members };
  }

  #isBefore(close: string): boolean {
    this.#skipSpace();
    if (this.position >= this.#limit) {
      this.isClosed = false;
      return false;
    }
    return this.#text[this.position] !== close;
  }

  /** Each round takes at least one character, whatever stands there. */
  #pastComma(before: number): void {
    this.#skipSpace();
    if (this.#text[this.position] === ',' || this.position === before) this.position++;
  }

  #skipped(): undefined {
    this.position++;
    return undefined;
  }

  #skipSpace(): void {
    while (this.position < this.#limit && this.#text.charCodeAt(this.position) <= 32) this.position++;
  }
}
