import { readLibrary } from '../library/formats';
import {
  type BibtexDocument,
  bibtexBlockAt,
  bibtexBlockRange,
} from '../library/formats/bibtex/bibtexDocument';
import { bibtexFacts } from '../library/formats/bibtex/bibtexFacts';
import type { Reference } from '../library/types';
import { type TextRange, touches } from '../text/textRange';

/** A key in a `.bib` text: of a record, or named by one in a field such as `crossref`. */
export interface BibKey {
  readonly kind: 'record' | 'named';
  readonly key: string;
  readonly range: TextRange;
}

/** A record for an outline. */
export interface BibSymbol {
  readonly kind: 'record' | 'string';
  /** Its key, or what an `@string` defines. */
  readonly name: string;
  /** Its type. */
  readonly detail: string;
  readonly range: TextRange;
  readonly selection: TextRange;
}

/** A record with the place of its key. */
export interface BibRecordPlace {
  readonly range: TextRange;
  readonly selection: TextRange;
}

/** The key at `offset`; undefined elsewhere. */
export function bibKeyAt(document: BibtexDocument, offset: number): BibKey | undefined {
  const index = bibtexBlockAt(document, offset);
  if (index < 0) return undefined;
  const { key, keyRange } = document.blocks[index]!;
  const start = document.starts[index]!;
  const placed = (range: TextRange): TextRange => ({ start: start + range.start, end: start + range.end });
  if (key !== '' && touches(placed(keyRange), offset)) {
    return { kind: 'record', key, range: placed(keyRange) };
  }
  const named = bibtexFacts(document, index).namedKeys.find(({ range }) => touches(placed(range), offset));
  return named && { kind: 'named', key: named.key, range: placed(named.range) };
}

/** The records with a key, in any case, by place: more than one where the text has it twice. */
export function recordsWithKey(document: BibtexDocument, key: string): readonly BibRecordPlace[] {
  const wanted = key.toLowerCase();
  return document.blocks.flatMap((block, index) => {
    if (block.key.length !== key.length || block.key.toLowerCase() !== wanted) return [];
    const range = bibtexBlockRange(document, index);
    const selection = { start: range.start + block.keyRange.start, end: range.start + block.keyRange.end };
    return [{ range, selection }];
  });
}

/** Where records name `key` in fields such as `crossref`, by place. */
export function namesOfKey(document: BibtexDocument, key: string): readonly TextRange[] {
  const wanted = key.toLowerCase();
  const found: TextRange[] = [];
  // Such fields are rare: only records that have one are read.
  const field = /\b(?:crossref|xref|xdata|related|entryset)\s*=/gi;
  let last = -1;
  for (let match = field.exec(document.text); match; match = field.exec(document.text)) {
    const index = bibtexBlockAt(document, match.index);
    if (index < 0 || index === last) continue;
    last = index;
    const start = document.starts[index]!;
    for (const { key: named, range } of bibtexFacts(document, index).namedKeys) {
      if (named.toLowerCase() === wanted) found.push({ start: start + range.start, end: start + range.end });
    }
  }
  return found;
}

/** The outline of a `.bib` text. */
export function bibSymbols(document: BibtexDocument): readonly BibSymbol[] {
  return document.blocks.map(({ type, key, keyRange, defines }, index): BibSymbol => {
    const range = bibtexBlockRange(document, index);
    const isString = type === 'string';
    const hasKey = !isString && key !== '';
    return {
      kind: isString ? 'string' : 'record',
      name: (isString ? defines.join(', ') : key) || `@${type}`,
      detail: type,
      range,
      selection: hasKey
        ? { start: range.start + keyRange.start, end: range.start + keyRange.end }
        : { start: range.start, end: range.start + Math.min(type.length + 1, range.end - range.start) },
    };
  });
}

/**
 * The record at `offset` as a reference, with what it inherits and the abbreviations that it uses.
 *
 * @param name what the library is called
 * @returns undefined between records and in helpers such as `@string`
 */
export function bibReferenceAt(
  document: BibtexDocument,
  offset: number,
  name: string,
): Reference | undefined {
  const index = bibtexBlockAt(document, offset);
  if (index < 0 || document.blocks[index]!.type === 'string') return undefined;
  const pieces = [...stringsFor(document, index), textOf(document, index)];
  for (const parent of parentsOf(document, index)) pieces.push(textOf(document, parent));
  const { references } = readLibrary('record.bib', pieces.join('\n'));
  const { key } = document.blocks[index]!;
  for (const reference of references) {
    if (reference.id === key || key === '') {
      return { ...reference, library: name, source: bibtexBlockRange(document, index) };
    }
  }
  return undefined;
}

const MOST_PARENTS = 20;

/** The records that this one names, and those that they name, each once. */
function parentsOf(document: BibtexDocument, index: number): ReadonlySet<number> {
  const parents = new Set<number>();
  const waiting = [index];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const { key } of bibtexFacts(document, next).namedKeys) {
      const wanted = key.toLowerCase();
      const parent = document.blocks.findIndex(block => block.key.toLowerCase() === wanted);
      if (parent < 0 || parent === index || parents.has(parent) || parents.size >= MOST_PARENTS) continue;
      parents.add(parent);
      waiting.push(parent);
    }
  }
  return parents;
}

function stringsFor(document: BibtexDocument, index: number): readonly string[] {
  const wanted = new Set(bibtexFacts(document, index).abbreviations.map(({ name }) => name));
  if (wanted.size === 0) return [];
  return document.blocks.flatMap((block, at) =>
    block.defines.some(name => wanted.has(name)) ? [textOf(document, at)] : [],
  );
}

function textOf(document: BibtexDocument, index: number): string {
  const { start, end } = bibtexBlockRange(document, index);
  return document.text.slice(start, end);
}
