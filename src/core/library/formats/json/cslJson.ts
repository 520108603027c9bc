import { CSL_TYPES, readCslItem, WITHOUT_ID } from '../../json/cslItem';
import { type JsonNode, parseJsonTree } from '../../json/jsonTree';
import type { CslItem, LibraryProblem } from '../../types';
import { alwaysKeys, type RecordReader, type RecordSink } from '../recordReader';

/** A hostile file could hold one at each third of its characters. */
const MOST_EMPTY = 1000;

/**
 * Reads CSL-JSON (schema 1.0.2): a list of records, one record, or an object with the list under `items` or `references`.
 */
export const cslJsonReader: RecordReader = {
  mayHaveKeys: alwaysKeys,
  read(text, sink) {
    const spans = elementSpans(text);
    if (spans !== undefined) {
      let empty = 0;
      for (let at = 0; at < spans.length; at += 2) {
        const start = spans[at]!;
        const end = spans[at + 1]!;
        if (skipSpace(text, start + 1) === end - 1) {
          if (empty++ < MOST_EMPTY) {
            sink.problem({ range: { start, end }, severity: 'error', message: WITHOUT_ID });
          }
          continue;
        }
        const value = parsed(text, start, end);
        if (isPlainItem(value)) sink.record(withExtra(value), start, end);
        else readSlice(text, start, end, sink);
      }
      return;
    }
    const tree = parseJsonTree(text, item => readNode(item, 0, sink));
    for (const problem of tree.problems) sink.problem(problem);
    const items = recordNodes(tree.root);
    if (items === undefined) {
      sink.problem({
        range: tree.root?.range ?? { start: 0, end: text.length },
        severity: 'error',
        message: 'this file has no list of references; write CSL-JSON records between [ and ]',
      });
      return;
    }
    for (const item of items) readNode(item, 0, sink);
  },
};

/** The fields that Zotero keeps as lines `Name: value` of the note become fields of their own where they are none yet. */
export function withExtra(csl: CslItem): CslItem {
  const note = csl.note;
  if (typeof note !== 'string' || !note.includes(':')) return csl;
  let found: Record<string, string> | undefined;
  for (const [name, pattern] of [
    ['PMID', /(?:^|\n)\s*PMID:[ \t]*(\d+)/],
    ['PMCID', /(?:^|\n)\s*PMCID:[ \t]*(PMC\d+)/i],
    ['DOI', /(?:^|\n)\s*DOI:[ \t]*(10\.\S+)/i],
  ] as const) {
    const value = csl[name] === undefined ? pattern.exec(note)?.[1] : undefined;
    if (value !== undefined) found = { ...found, [name]: value };
  }
  return found ? { ...csl, ...found } : csl;
}

function recordNodes(root: JsonNode | undefined): readonly JsonNode[] | undefined {
  if (root?.kind === 'array') return root.items;
  if (root?.kind !== 'object') return undefined;
  for (const key of ['items', 'references']) {
    const list = root.members.find(member => member.key === key)?.value;
    if (list?.kind === 'array') return list.items;
  }
  const isRecord = root.members.some(({ key }) => key === 'type' || key === 'title');
  return isRecord ? [root] : undefined;
}

function readSlice(text: string, start: number, end: number, sink: RecordSink): void {
  const tree = parseJsonTree(text.slice(start, end));
  for (const problem of tree.problems) sink.problem(moved(problem, start));
  if (tree.root !== undefined) readNode(tree.root, start, sink);
}

function readNode(node: JsonNode, offset: number, sink: RecordSink): void {
  const csl = readCslItem(node, problem => sink.problem(moved(problem, offset)));
  if (csl !== undefined) sink.record(withExtra(csl), node.range.start + offset, node.range.end + offset);
}

function moved(problem: LibraryProblem, by: number): LibraryProblem {
  return { ...problem, range: { start: problem.range.start + by, end: problem.range.end + by } };
}

/** The value by the engine's own parser; undefined where that finds a mistake. */
function parsed(text: string, start: number, end: number): unknown {
  try {
    return JSON.parse(text.slice(start, end));
  } catch {
    return undefined;
  }
}

/** Whether a record is written exactly as the schema wants it. */
function isPlainItem(value: unknown): value is CslItem {
  if (typeof value !== 'object' || value === null) return false;
  const item = value as Readonly<Record<string, unknown>>;
  if (typeof item['id'] !== 'string' || item['id'].trim() !== item['id'] || item['id'] === '') return false;
  if (typeof item['type'] !== 'string' || !CSL_TYPES.includes(item['type'])) return false;
  for (const key in item) {
    const field = item[key];
    if (typeof field === 'string') continue;
    // Names and dates are lists and objects: only the reader that knows them can say whether they are well-formed.
    if (key === 'issued' || key === 'accessed') {
      if (!isPlainDate(field)) return false;
    } else if (key === 'author' || key === 'editor') {
      if (!isPlainNames(field)) return false;
    } else return false;
  }
  return true;
}

function isPlainDate(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const keys = Object.keys(value);
  const parts = (value as { readonly 'date-parts'?: unknown })['date-parts'];
  return (
    keys.length === 1 &&
    Array.isArray(parts) &&
    parts.length > 0 &&
    parts.every(date => Array.isArray(date) && date.length > 0 && date.every(Number.isInteger))
  );
}

function isPlainNames(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (const name of value as readonly unknown[]) {
    if (typeof name !== 'object' || name === null) return false;
    const parts = name as Readonly<Record<string, unknown>>;
    for (const key in parts) if (typeof parts[key] !== 'string' || parts[key] === '') return false;
    if (!parts['family'] && !parts['literal']) return false;
  }
  return true;
}

/** Where the elements of a text that is one well-formed list of objects start and end, in turn; undefined for any other text. */
function elementSpans(text: string): readonly number[] | undefined {
  const spans: number[] = [];
  let index = skipSpace(text, text.charCodeAt(0) === 0xfeff ? 1 : 0);
  if (text.charCodeAt(index) !== 91) return undefined;
  index = skipSpace(text, index + 1);
  while (text.charCodeAt(index) === 123) {
    const end = objectEnd(text, index);
    if (end < 0) return undefined;
    spans.push(index, end);
    index = skipSpace(text, end);
    if (text.charCodeAt(index) !== 44) break;
    index = skipSpace(text, index + 1);
  }
  const isClosed = text.charCodeAt(index) === 93 && skipSpace(text, index + 1) === text.length;
  return isClosed ? spans : undefined;
}

function objectEnd(text: string, open: number): number {
  let depth = 0;
  for (let index = open; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 34) {
      index = stringEnd(text, index);
      if (index < 0) return -1;
    } else if (code === 123) depth++;
    else if (code === 125 && --depth === 0) return index + 1;
  }
  return -1;
}

/** The offset of the quote that ends the string which starts at `quote`; -1 where its line ends before. */
function stringEnd(text: string, quote: number): number {
  for (let index = quote + 1; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 34) return index;
    if (code === 92) index++;
    else if (code === 10) return -1;
  }
  return -1;
}

function skipSpace(text: string, start: number): number {
  let index = start;
  while (index < text.length && text.charCodeAt(index) <= 32) index++;
  return index;
}
