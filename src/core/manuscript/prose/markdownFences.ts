import { trimmedEnd } from '../lists/entries';

/** MyST directives whose body is prose; the body of every other one (code, math, data) is not. */
const PROSE_DIRECTIVE =
  /^(?:note|warning|tip|important|admonition|caution|hint|danger|error|attention|seealso|todo|versionadded|figure|table|list-table|margin|sidebar|aside|epigraph|pull-quote|quote|blockquote|topic|dropdown|card|grid|grid-item|grid-item-card|tab-set|tab-item|abstract|div|container|callout|prf:[a-z]+|exercise|solution|proof|theorem|definition|lemma)$/;
const LONGEST_INFORMATION = 200;

/** A line of at least three backticks, tildes or colons. */
export interface FenceLine {
  /** Its character and length, `` `3 ``. */
  readonly fence: string;
  /** What stands behind it: language, options, the name of a directive. */
  readonly information: string;
  /** What it opens: `code`, a `directive` with prose in it, or a `block` whose fences are nothing but lines to leave out. */
  readonly opens: 'code' | 'directive' | 'block';
}

/** The fence at `first`, the first character of a line that ends at `end`; undefined where there is none. */
export function readFenceLine(text: string, first: number, end: number): FenceLine | undefined {
  const code = text.charCodeAt(first);
  let length = 0;
  while (first + length < end && text.charCodeAt(first + length) === code) length += 1;
  if (length < 3) return undefined;
  const information = text.slice(first + length, Math.min(end, first + length + LONGEST_INFORMATION)).trim();
  if (code === 0x60 && information.includes('`')) return undefined;
  const directive = directiveOf(information);
  const holdsProse = directive !== undefined && PROSE_DIRECTIVE.test(directive);
  const isBlock = code === 0x3a && (directive === undefined || holdsProse);
  return {
    fence: `${String.fromCharCode(code)}${length}`,
    information,
    opens: isBlock ? 'block' : holdsProse ? 'directive' : 'code',
  };
}

/** Whether the line closes the fence written as its character and length. */
export function closesFence(text: string, line: number, end: number, fence: string): boolean {
  const code = fence.charCodeAt(0);
  let at = line;
  while (at < end && (text.charCodeAt(at) === 0x20 || text.charCodeAt(at) === 0x09 || text[at] === '>'))
    at += 1;
  let length = 0;
  while (at < end && text.charCodeAt(at) === code) {
    at += 1;
    length += 1;
  }
  return length >= Number(fence.slice(1)) && trimmedEnd(text, at, end) === at;
}

/** The name of MyST's directive behind a fence; undefined for anything else. */
function directiveOf(information: string): string | undefined {
  return /^\{([\w:-]+)\}/.exec(information)?.[1];
}
