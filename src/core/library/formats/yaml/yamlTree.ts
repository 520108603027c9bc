import type { TextRange } from '../../../text/textRange';
import type { JsonMember, JsonNode, JsonTree } from '../../json/jsonTree';
import type { LibraryProblem } from '../../types';
import { readFlow } from './yamlFlow';
import { plainEnd, quotedScalar, scalarNode } from './yamlScalars';

const DEEPEST_NESTING = 64;
const MOST_PROBLEMS = 100;
const KEY =
  /(?:"(?:[^"\\\n]|\\.){0,400}"|'(?:[^'\n]|''){0,400}'|[^\s#"'[\]{},&*!|>%@`-][^\n#:]{0,400}?(?::(?=\S)[^\n#:]{0,200}?){0,8}|-(?=[^\s])[^\n#:]{0,200}?)[ \t]{0,8}:(?=[ \t\r\n]|$)/y;

interface Line {
  /** Offset of the line's first character. */
  readonly start: number;
  /** Offset of the first character that is no space; after a dash that starts an item, of what follows it. */
  content: number;
  /** Offset after the last character that is no white space. */
  readonly end: number;
}

/**
 * Reads the part of YAML 1.2 that libraries are written in: block and flow mappings and sequences, plain, quoted and
 * block scalars, comments. Tags and anchors are passed over. Where a line cannot be read it is reported and left out.
 *
 * @returns the first document with the ranges of all its parts; never throws; linear in the text's length
 */
export function parseYamlTree(text: string): JsonTree {
  return new YamlReader(text).read();
}

class YamlReader {
  readonly #text: string;
  readonly #lines: Line[];
  readonly #problems: LibraryProblem[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#lines = splitLines(text);
  }

  read(): JsonTree {
    let root: JsonNode | undefined;
    this.#skipHeader();
    while (this.#at < this.#lines.length) {
      const before = this.#at;
      const node = this.#block(-1, 0);
      root ??= node;
      const line = this.#lines[this.#at];
      if (line !== undefined && this.#isDocumentMark(line) && root !== undefined) break;
      if (line !== undefined && (this.#at === before || node !== undefined)) {
        if (!this.#isDocumentMark(line) && !this.#isEmpty(line)) {
          this.#report(
            line.content,
            line.end,
            'this line does not fit its neighbours; correct its indentation',
          );
        }
        this.#at++;
      }
    }
    return { root, problems: this.#problems };
  }

  #skipHeader(): void {
    for (let line = this.#lines[this.#at]; line !== undefined; line = this.#lines[++this.#at]) {
      const isDirective = this.#text[line.content] === '%';
      if (!this.#isEmpty(line) && !this.#isDocumentMark(line) && !isDirective) return;
    }
  }

  /** The node that stands in the lines deeper than `parentIndent`. */
  #block(parentIndent: number, depth: number): JsonNode | undefined {
    const line = this.#nextLine();
    if (line === undefined || this.#isDocumentMark(line)) return undefined;
    const indent = line.content - line.start;
    if (indent <= parentIndent) return undefined;
    if (depth > DEEPEST_NESTING) {
      this.#report(line.content, line.end, 'this is nested too deeply and was left out');
      this.#skipDeeper(parentIndent);
      return undefined;
    }
    if (this.#isDash(line.content)) return this.#sequence(indent, depth);
    if (this.#keyEnd(line) > 0) return this.#mapping(indent, depth);
    return this.#value(line.content, parentIndent, depth);
  }

  #sequence(indent: number, depth: number): JsonNode {
    const items: JsonNode[] = [];
    const start = this.#lines[this.#at]!.content;
    let end = start;
    for (let line = this.#nextLine(); line !== undefined; line = this.#nextLine()) {
      if (line.content - line.start !== indent || !this.#isDash(line.content)) break;
      let content = line.content + 1;
      while (content < line.end && this.#isBlank(content)) content++;
      const isComment = this.#text[content] === '#';
      line.content = content;
      if (content >= line.end || isComment) this.#at++;
      const item = this.#block(indent, depth + 1);
      if (item !== undefined) {
        items.push(item);
        end = item.range.end;
      }
    }
    return { kind: 'array', range: { start, end }, items };
  }

  #mapping(indent: number, depth: number): JsonNode {
    const members: JsonMember[] = [];
    const start = this.#lines[this.#at]!.content;
    let end = start;
    for (let line = this.#nextLine(); line !== undefined; line = this.#nextLine()) {
      const lineIndent = line.content - line.start;
      if (lineIndent < indent || this.#isDocumentMark(line)) break;
      const colon = lineIndent === indent ? this.#keyEnd(line) : 0;
      if (colon === 0) {
        if (lineIndent === indent && this.#isDash(line.content)) break;
        this.#report(
          line.content,
          line.end,
          'this line was left out; write it as “name: value” under its record',
        );
        this.#at++;
        continue;
      }
      const keyRange = { start: line.content, end: colon };
      const key = this.#key(keyRange);
      const value = this.#member(colon + 1, indent, depth);
      const node = value ?? { kind: 'null', range: { start: colon, end: colon + 1 } };
      members.push({ key, keyRange, value: node });
      end = Math.max(end, node.range.end);
    }
    return { kind: 'object', range: { start, end }, members };
  }

  /** The value after a key's colon: on the same line, or in the lines below. */
  #member(afterColon: number, indent: number, depth: number): JsonNode | undefined {
    const line = this.#lines[this.#at]!;
    let start = afterColon;
    while (start < line.end && this.#isBlank(start)) start++;
    start = this.#afterProperties(start, line.end);
    if (start < line.end && this.#text[start] !== '#') return this.#value(start, indent, depth + 1);
    this.#at++;
    const next = this.#nextLine();
    if (next !== undefined && next.content - next.start === indent && this.#isDash(next.content)) {
      return this.#sequence(indent, depth + 1);
    }
    return this.#block(indent, depth + 1);
  }

  /** A scalar or flow collection that starts at `start` in the current line; deeper lines may continue it. */
  #value(start: number, indent: number, depth: number): JsonNode | undefined {
    const text = this.#text;
    const first = text[start];
    if (first === '|' || first === '>') return this.#blockScalar(start, indent);
    if (first === '[' || first === '{') {
      const flow = readFlow(text, start, this.#deeperEnd(indent), DEEPEST_NESTING - depth);
      if (!flow.isClosed)
        this.#report(start, flow.end, `the closing ${first === '[' ? ']' : '}'} is missing; add it`);
      this.#goPast(flow.end);
      return flow.node;
    }
    if (first === '"' || first === "'") {
      const quoted = quotedScalar(text, start, this.#deeperEnd(indent));
      if (!quoted.isClosed) this.#report(start, quoted.end, 'the closing quote is missing; add it');
      this.#goPast(quoted.end);
      return { kind: 'string', range: { start, end: quoted.end }, value: quoted.value };
    }
    return this.#plainScalar(start, indent);
  }

  #plainScalar(start: number, indent: number): JsonNode {
    const line = this.#lines[this.#at]!;
    let end = plainEnd(this.#text, start, line.end);
    const pieces = [this.#text.slice(start, end)];
    this.#at++;
    for (let next = this.#lines[this.#at]; next !== undefined; next = this.#lines[this.#at]) {
      if (next.content >= next.end) {
        const after = this.#lines[this.#at + 1];
        // An empty line in a long text parts paragraphs; at its end it belongs to nothing.
        if (after === undefined || after.content >= after.end || after.content - after.start <= indent) break;
        this.#at++;
        continue;
      }
      if (next.content - next.start <= indent || this.#text[next.content] === '#') break;
      if (this.#keyEnd(next) > 0) break;
      end = plainEnd(this.#text, next.content, next.end);
      pieces.push(this.#text.slice(next.content, end));
      this.#at++;
    }
    const range: TextRange = { start, end };
    return pieces.length === 1
      ? scalarNode(pieces[0]!, range)
      : { kind: 'string', range, value: pieces.join(' ') };
  }

  /** `|` keeps line breaks, `>` folds them. */
  #blockScalar(start: number, indent: number): JsonNode {
    const folded = this.#text[start] === '>';
    this.#at++;
    const lines: string[] = [];
    let blockIndent = -1;
    let end = start + 1;
    for (let line = this.#lines[this.#at]; line !== undefined; line = this.#lines[++this.#at]) {
      if (line.content >= line.end) {
        lines.push('');
        continue;
      }
      const lineIndent = line.content - line.start;
      if (lineIndent <= indent) break;
      if (blockIndent < 0) blockIndent = lineIndent;
      lines.push(this.#text.slice(Math.min(line.content, line.start + blockIndent), line.end));
      end = line.end;
    }
    while (lines.length > 0 && lines[lines.length - 1] === '') lines.pop();
    const value = folded
      ? lines
          .map(line => line || '\n')
          .join(' ')
          .replace(/ ?\n ?/g, '\n')
      : lines.join('\n');
    return { kind: 'string', range: { start, end }, value };
  }

  /** Where the lines that are deeper than `indent` end, counted from the current line. */
  #deeperEnd(indent: number): number {
    let end = this.#lines[this.#at]!.end;
    for (let index = this.#at + 1; index < this.#lines.length; index++) {
      const line = this.#lines[index]!;
      if (line.content < line.end) {
        const first = this.#text[line.content];
        const isClosing = first === ']' || first === '}';
        if (line.content - line.start <= indent && !(isClosing && line.content - line.start >= indent)) break;
        end = line.end;
      }
      if (index - this.#at > 2000) break;
    }
    return end;
  }

  #goPast(offset: number): void {
    while (this.#at < this.#lines.length && this.#lines[this.#at]!.start < offset) this.#at++;
  }

  #skipDeeper(indent: number): void {
    for (let line = this.#nextLine(); line !== undefined; line = this.#nextLine()) {
      if (line.content - line.start <= indent) return;
      this.#at++;
    }
  }

  /** The current line, after lines that are empty or comments. */
  #nextLine(): Line | undefined {
    let line = this.#lines[this.#at];
    while (line !== undefined && this.#isEmpty(line)) line = this.#lines[++this.#at];
    return line;
  }

  #isEmpty(line: Line): boolean {
    return line.content >= line.end || this.#text[line.content] === '#';
  }

  #isDocumentMark(line: Line): boolean {
    if (line.content !== line.start || line.end - line.start < 3) return false;
    return (
      (this.#text.startsWith('---', line.start) || this.#text.startsWith('...', line.start)) &&
      line.end - line.start === 3
    );
  }

  #isDash(at: number): boolean {
    if (this.#text.charCodeAt(at) !== 45) return false;
    const next = this.#text.charCodeAt(at + 1);
    return Number.isNaN(next) || next <= 32;
  }

  #isBlank(at: number): boolean {
    const code = this.#text.charCodeAt(at);
    return code === 32 || code === 9;
  }

  /** The offset of the colon after a line's key; 0 where the line has no key. */
  #keyEnd(line: Line): number {
    KEY.lastIndex = line.content;
    const match = KEY.exec(this.#text);
    if (!match || line.content + match[0].length > line.end) return 0;
    return line.content + match[0].length - 1;
  }

  #key({ start, end }: TextRange): string {
    const written = this.#text.slice(start, end).trim();
    const first = written[0];
    return first === '"' || first === "'" ? quotedScalar(written, 0, written.length).value : written;
  }

  /** Past `!tag` and `&anchor`. */
  #afterProperties(start: number, end: number): number {
    let index = start;
    while (this.#text[index] === '!' || this.#text[index] === '&') {
      while (index < end && !this.#isBlank(index)) index++;
      while (index < end && this.#isBlank(index)) index++;
    }
    return index;
  }

  #report(start: number, end: number, message: string): void {
    if (this.#problems.length < MOST_PROBLEMS)
      this.#problems.push({ range: { start, end }, severity: 'error', message });
  }
}

function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (start < text.length) {
    const lineBreak = text.indexOf('\n', start);
    const next = lineBreak < 0 ? text.length : lineBreak + 1;
    let end = lineBreak < 0 ? text.length : lineBreak;
    while (end > start && text.charCodeAt(end - 1) <= 32) end--;
    let content = start;
    while (content < end && text.charCodeAt(content) <= 32) content++;
    lines.push({ start, content, end });
    start = next;
  }
  return lines;
}
