import type { TextRange } from '../../text/textRange';
import type { LibraryProblem } from '../types';

/** A JSON value (RFC 8259) with where it stands: ranges are offsets of the text that was read, in UTF-16 code units. */
export type JsonNode =
  | { readonly kind: 'object'; readonly range: TextRange; readonly members: readonly JsonMember[] }
  | { readonly kind: 'array'; readonly range: TextRange; readonly items: readonly JsonNode[] }
  | { readonly kind: 'string'; readonly range: TextRange; readonly value: string }
  | { readonly kind: 'number'; readonly range: TextRange; readonly value: number }
  | { readonly kind: 'boolean'; readonly range: TextRange; readonly value: boolean }
  | { readonly kind: 'null'; readonly range: TextRange };

/** One `"key": value` of an object. */
export interface JsonMember {
  readonly key: string;
  readonly keyRange: TextRange;
  readonly value: JsonNode;
}

/** What a text says as JSON. */
export interface JsonTree {
  /** The topmost value; undefined where the text has none. */
  readonly root: JsonNode | undefined;
  readonly problems: readonly LibraryProblem[];
}

const MOST_PROBLEMS = 100;
const DEEPEST_NESTING = 64;

/** Gets the elements of a list one after the other, so that a large one need not exist at once. */
export type JsonItemSink = (item: JsonNode) => void;

/**
 * Reads JSON and keeps going after mistakes (missing or extra commas, missing closing brackets, unclosed strings), so
 * that one broken record costs no other. Comments and a byte order mark are allowed. Linear in the text's length.
 *
 * @param onItem gets the elements where the value is a list, which is empty then in the tree
 * @returns the value with the ranges of all its parts, and one problem per mistake, at most 100; never throws
 */
export function parseJsonTree(text: string, onItem?: JsonItemSink): JsonTree {
  return new JsonReader(text, onItem).read();
}

/** The value of `key` in an object; where the key is repeated the last one counts, as in `JSON.parse`. Undefined in anything else. */
export function memberOf(node: JsonNode | undefined, key: string): JsonNode | undefined {
  if (node?.kind !== 'object') return undefined;
  let found: JsonNode | undefined;
  for (const member of node.members) if (member.key === key) found = member.value;
  return found;
}

/** The plain value, as `JSON.parse` gives it. */
export function plainValue(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.members.map(member => [member.key, plainValue(member.value)]));
    case 'array':
      return node.items.map(plainValue);
    case 'null':
      return null;
    default:
      return node.value;
  }
}

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[\p{L}\p{N}_$.+-]+/uy;
const STRING_STOP = /["'\\\r\n]/g;
const HEX = /[0-9a-fA-F]{4}/y;
const ESCAPED: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

class JsonReader {
  readonly #text: string;
  readonly #onItem: JsonItemSink | undefined;
  readonly #problems: LibraryProblem[] = [];
  #position = 0;
  #lastProblemAt = -1;
  #openObjects = 0;
  #openArrays = 0;

  constructor(text: string, onItem: JsonItemSink | undefined) {
    this.#text = text;
    this.#onItem = onItem;
  }

  read(): JsonTree {
    if (this.#text.charCodeAt(0) === 0xfeff) this.#position = 1;
    const root = this.#value();
    if (root === undefined) {
      this.#report(this.#position, this.#text.length, 'there is no JSON value here; begin the file with {');
    } else {
      this.#skipTrivia();
      if (this.#position < this.#text.length) {
        this.#report(this.#position, this.#text.length, 'the JSON value ends before this text; remove it');
      }
    }
    return { root, problems: this.#problems };
  }

  /** Reads one value; gives undefined and stays where it is when there is none. */
  #value(): JsonNode | undefined {
    this.#skipTrivia();
    const start = this.#position;
    const character = this.#text[start];
    if (character === '{' || character === '[') {
      if (this.#openObjects + this.#openArrays >= DEEPEST_NESTING) return this.#skipNested();
      return character === '{' ? this.#object() : this.#array();
    }
    if (character === '"') return this.#string();
    if (character === "'") {
      this.#report(start, start + 1, 'text stands between double quotes in JSON; replace the single quotes');
      return this.#string();
    }
    NUMBER.lastIndex = start;
    const number = NUMBER.exec(this.#text)?.[0];
    WORD.lastIndex = start;
    const word = WORD.exec(this.#text)?.[0];
    if (number !== undefined && number.length === word?.length) {
      this.#position += number.length;
      return { kind: 'number', range: this.#rangeFrom(start), value: Number(number) };
    }
    if (word === undefined) return undefined;
    this.#position += word.length;
    const range = this.#rangeFrom(start);
    if (word === 'true' || word === 'false') return { kind: 'boolean', range, value: word === 'true' };
    if (word === 'null') return { kind: 'null', range };
    this.#report(start, this.#position, 'this is no JSON value; put text between double quotes');
    // A quote that follows at once closes a text whose opening quote was lost.
    if (this.#text[this.#position] === '"') this.#position += 1;
    return { kind: 'string', range, value: word };
  }

  #object(): JsonNode {
    const start = this.#position++;
    const members: JsonMember[] = [];
    this.#openObjects += 1;
    for (let afterField = false; !this.#endOfItems('}', afterField); afterField = true) {
      const keyStart = this.#position;
      if (this.#text[keyStart] === '{' && this.#openArrays > 0) {
        this.#report(keyStart, keyStart + 1, 'a closing } is missing before this; add it');
        break;
      }
      const key = this.#name();
      if (key === undefined) {
        if (this.#value() === undefined) this.#skipJunk();
        this.#report(keyStart, this.#position, 'a field begins with its name between double quotes here');
        continue;
      }
      this.#skipTrivia();
      if (this.#text[this.#position] === ':') this.#position += 1;
      else
        this.#report(
          key.range.end,
          key.range.end + 1,
          'a colon is missing behind the name of the field; add it',
        );
      const value = this.#value();
      if (value === undefined) {
        this.#report(
          key.range.start,
          key.range.end,
          `the field "${key.value}" has no value; add one or remove it`,
        );
        continue;
      }
      members.push({ key: key.value, keyRange: key.range, value });
    }
    this.#openObjects -= 1;
    return { kind: 'object', range: this.#rangeFrom(start), members };
  }

  /** Reads the name of a field; one without its closing quote ends before the colon. Undefined where no text stands. */
  #name(): (JsonNode & { readonly kind: 'string' }) | undefined {
    const start = this.#position;
    const character = this.#text[start] ?? '';
    if ('{['.includes(character)) return undefined;
    const name = this.#value();
    if (name?.kind !== 'string') {
      this.#position = start;
      return undefined;
    }
    const written = this.#text.slice(start, this.#position);
    const colon = written.indexOf(':');
    if (character !== '"' || colon < 0 || (written.length > 1 && written.endsWith('"'))) return name;
    this.#position = start + colon;
    return { ...name, range: this.#rangeFrom(start), value: written.slice(1, colon).trimEnd() };
  }

  #array(): JsonNode {
    const start = this.#position++;
    const items: JsonNode[] = [];
    const isOutermost = this.#openArrays + this.#openObjects === 0;
    const add = (isOutermost && this.#onItem) || ((item: JsonNode) => items.push(item));
    this.#openArrays += 1;
    for (let afterItem = false; !this.#endOfItems(']', afterItem); afterItem = true) {
      const itemStart = this.#position;
      const item = this.#value();
      if (item !== undefined) {
        add(item);
        continue;
      }
      this.#skipJunk();
      this.#report(
        itemStart,
        this.#position,
        'this is no JSON value; remove it or put it between double quotes',
      );
    }
    this.#openArrays -= 1;
    return { kind: 'array', range: this.#rangeFrom(start), items };
  }

  /** Goes over commas to the next item; true at the end, behind the closing bracket. Reports what is wrong on the way. */
  #endOfItems(close: '}' | ']', afterItem: boolean): boolean {
    this.#skipTrivia();
    let lastComma = -1;
    while (this.#text[this.#position] === ',') {
      if (lastComma >= 0 || !afterItem) {
        this.#report(this.#position, this.#position + 1, 'there is one comma too many; remove it');
      }
      lastComma = this.#position++;
      this.#skipTrivia();
    }
    const character = this.#text[this.#position];
    if (character === close) {
      if (lastComma >= 0) {
        this.#report(
          lastComma,
          lastComma + 1,
          `a comma stands before the closing ${close}; remove it`,
          'warning',
        );
      }
      this.#position += 1;
      return true;
    }
    if (character === undefined) {
      this.#report(this.#position, this.#position, `a closing ${close} is missing at the end; add it`);
      return true;
    }
    const closesOuter = character === ']' ? this.#openArrays > 0 : character === '}' && this.#openObjects > 0;
    if (closesOuter) {
      this.#report(this.#position, this.#position + 1, `a closing ${close} is missing before this; add it`);
      return true;
    }
    const recordsRunTogether = close === '}' && (character === '{' || character === '[');
    if (afterItem && lastComma < 0 && !recordsRunTogether) {
      this.#report(this.#position, this.#position + 1, 'a comma is missing before this; add it');
    }
    return false;
  }

  /** Reads a string from its opening quote; without a closing one it ends with its line, before a comma there. */
  #string(): JsonNode & { readonly kind: 'string' } {
    const start = this.#position++;
    const quote = this.#text[start];
    const pieces: string[] = [];
    let pieceStart = this.#position;
    for (;;) {
      const stop = this.#stringStop();
      const character = this.#text[stop];
      if (character === '\\') {
        if (stop > pieceStart) pieces.push(this.#text.slice(pieceStart, stop));
        pieces.push(this.#escape(stop));
        pieceStart = this.#position;
        continue;
      }
      this.#position = stop + 1;
      if (character !== quote && (character === '"' || character === "'")) continue;
      const end = character !== quote && this.#text[stop - 1] === ',' ? Math.max(stop - 1, pieceStart) : stop;
      pieces.push(this.#text.slice(pieceStart, end));
      if (character !== quote) {
        this.#position = end;
        this.#report(start, end, 'this text has no closing double quote; add it');
      }
      return { kind: 'string', range: this.#rangeFrom(start), value: pieces.join('') };
    }
  }

  /** The next character that means something within a string; at the text's end without one. */
  #stringStop(): number {
    // Escapes often follow each other; then nothing needs to be searched.
    if (this.#text.charCodeAt(this.#position) === 0x5c) return this.#position;
    STRING_STOP.lastIndex = this.#position;
    return STRING_STOP.test(this.#text) ? STRING_STOP.lastIndex - 1 : this.#text.length;
  }

  /** Reads the escape at `start`, which holds a backslash, and moves behind it. */
  #escape(start: number): string {
    const character = this.#text[start + 1] ?? '';
    if (character === 'u') {
      HEX.lastIndex = start + 2;
      const digits = HEX.exec(this.#text)?.[0];
      if (digits !== undefined) {
        this.#position = start + 6;
        return String.fromCharCode(Number.parseInt(digits, 16));
      }
    } else if (Object.hasOwn(ESCAPED, character)) {
      this.#position = start + 2;
      return ESCAPED[character]!;
    }
    this.#position = start + 1;
    this.#report(start, start + 1, 'a lone backslash stands in this text; write two');
    return '\\';
  }

  /** Passes over a value that is nested too deeply to be part of any library. */
  #skipNested(): JsonNode {
    const start = this.#position;
    let depth = 0;
    do {
      const character = this.#text[this.#position];
      if (character === '"') {
        this.#string();
        continue;
      }
      if (character === '{' || character === '[') depth += 1;
      if (character === '}' || character === ']') depth -= 1;
      this.#position += 1;
    } while (depth > 0 && this.#position < this.#text.length);
    this.#report(
      start,
      this.#position,
      `this is nested deeper than ${DEEPEST_NESTING} levels and was left out`,
    );
    return { kind: 'null', range: this.#rangeFrom(start) };
  }

  /** Moves over what cannot begin a value or a name; always by one code unit at least, unless at the end. */
  #skipJunk(): void {
    const start = this.#position;
    while (this.#position < this.#text.length) {
      const character = this.#text[this.#position]!;
      if (this.#position > start && /[\s{}[\],"'\p{L}\p{N}]/u.test(character)) break;
      this.#position += 1;
    }
  }

  #skipTrivia(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#position);
      if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09 || code === 0xa0) {
        this.#position += 1;
      } else if (this.#text.startsWith('//', this.#position)) {
        const end = this.#text.indexOf('\n', this.#position);
        this.#position = end < 0 ? this.#text.length : end;
      } else if (this.#text.startsWith('/*', this.#position)) {
        const end = this.#text.indexOf('*/', this.#position + 2);
        this.#position = end < 0 ? this.#text.length : end + 2;
      } else {
        return;
      }
    }
  }

  #rangeFrom(start: number): TextRange {
    return { start, end: this.#position };
  }

  /** Notes a mistake once per place: what follows from a mistake is found at the same place again. */
  #report(start: number, end: number, message: string, severity: LibraryProblem['severity'] = 'error'): void {
    if (start === this.#lastProblemAt || this.#problems.length >= MOST_PROBLEMS) return;
    this.#lastProblemAt = start;
    this.#problems.push({
      range: { start, end: Math.min(Math.max(start, end), this.#text.length) },
      severity,
      message,
    });
  }
}
