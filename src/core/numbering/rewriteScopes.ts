import type { Citation, ReferenceList, ReferenceListEntry, UnreadableCitation } from '../manuscript/types';
import { type Message, say } from '../text/message';
import type { TextRange } from '../text/textRange';
import type { NumberedManuscript, Numbering } from './types';

/** A place in one of several files: `file` is the index into the files that were handed in. */
export interface FilePlace {
  readonly file: number;
  readonly range: TextRange;
}

/** A place that keeps a change of numbers from being made, with what is wrong there and what to do. */
export interface PlaceRefusal extends FilePlace, Message {}

/** A citation with the file that it stands in. */
export interface PlacedCitation {
  readonly file: number;
  readonly citation: Citation;
}

/**
 * Everything that one run of numbers reaches: a reference list (or a numbered library) and the citations that it
 * numbers, over one file or over several.
 */
export interface NumberingScope {
  /** Of a list in parts, the numbers of all parts. */
  readonly numbering: Numbering;
  /** The list that numbers the scope, with the entries of all its parts; undefined where there is none. */
  readonly list: ReferenceList | undefined;
  /** Index of the file that holds {@link list}; undefined without a list. */
  readonly listFile: number | undefined;
  /** Indices of the list's parts in that file's reference lists. */
  readonly parts: readonly number[];
  /** In order of the files, then by place. */
  readonly citations: readonly PlacedCitation[];
  readonly unreadable: readonly (UnreadableCitation & { readonly file: number })[];
}

interface ScopeBeingBuilt extends NumberingScope {
  readonly citations: PlacedCitation[];
  readonly unreadable: (UnreadableCitation & { readonly file: number })[];
}

/**
 * Says which list numbers which citation, over files that are read in the given order.
 *
 * A file's own lists number its citations; lists that share a scope are parts of one. A file without a list is numbered
 * by the next list in the order (a bibliography file at the end), else by the last before it. Where no file has a list,
 * all files are one scope without a list. A heading without entries is no list.
 */
export function scopesOf(files: readonly NumberedManuscript[]): readonly NumberingScope[] {
  const scopes: ScopeBeingBuilt[] = [];
  const byList = new Map<string, ScopeBeingBuilt>();
  const firstOfFile: (ScopeBeingBuilt | undefined)[] = [];
  const lastOfFile: (ScopeBeingBuilt | undefined)[] = [];
  files.forEach((numbered, file) => {
    for (const scope of listScopesOf(numbered, file)) {
      scopes.push(scope);
      for (const part of scope.parts) byList.set(`${file}:${part}`, scope);
      firstOfFile[file] ??= scope;
      lastOfFile[file] = scope;
    }
  });
  if (scopes.length === 0 && files.length > 0) {
    const numbering = files[0]!.numberings[0]!;
    scopes.push({
      numbering,
      list: undefined,
      listFile: undefined,
      parts: [],
      citations: [],
      unreadable: [],
    });
  }
  files.forEach((numbered, file) => {
    const shared =
      firstOfFile[file] ?? nextScope(firstOfFile, file) ?? lastScope(lastOfFile, file) ?? scopes[0]!;
    for (const citation of numbered.manuscript.citations) {
      (byList.get(`${file}:${citation.list}`) ?? shared).citations.push({ file, citation });
    }
    for (const unreadable of numbered.manuscript.unreadable) {
      const own = scopes.find(
        scope =>
          scope.listFile === file &&
          scope.list!.scope.start <= unreadable.range.start &&
          unreadable.range.start < scope.list!.scope.end,
      );
      (own ?? shared).unreadable.push({ ...unreadable, file });
    }
  });
  return scopes;
}

/** The scopes of a file's own lists, without citations. */
export function listScopesOf(
  { manuscript, numberings }: NumberedManuscript,
  file: number,
): readonly ScopeBeingBuilt[] {
  const groups = new Map<number, number[]>();
  manuscript.referenceLists.forEach((list, index) => {
    if (list.entries.length === 0 || numberings[index]?.source !== 'list') return;
    const group = groups.get(list.scope.start);
    if (group) group.push(index);
    else groups.set(list.scope.start, [index]);
  });
  return [...groups.values()].map(parts => ({
    numbering: joinedNumbering(parts.map(part => numberings[part]!)),
    list: joinedList(parts.map(part => manuscript.referenceLists[part]!)),
    listFile: file,
    parts,
    citations: [],
    unreadable: [],
  }));
}

function joinedList(parts: readonly ReferenceList[]): ReferenceList {
  const first = parts[0]!;
  if (parts.length === 1) return first;
  return {
    ...first,
    range: { start: first.range.start, end: parts.at(-1)!.range.end },
    entries: parts.flatMap(({ entries }) => entries),
  };
}

function joinedNumbering(parts: readonly Numbering[]): Numbering {
  const first = parts[0]!;
  if (parts.length === 1) return first;
  return {
    ...first,
    byNumber: new Map(parts.flatMap(({ byNumber }) => [...byNumber])),
    numberOf: new Map([...parts].reverse().flatMap(({ numberOf }) => [...numberOf])),
    duplicates: parts.flatMap(({ duplicates }) => duplicates),
    nextNumber: Math.max(...parts.map(({ nextNumber }) => nextNumber)),
  };
}

/**
 * Joins citations that stand in a row, as in the style of the IEEE: `[1], [3]–[5]` is read as two citations, and is one
 * cluster to its author. The joined citation spans the row; what stands between its members are the brackets too.
 *
 * @param citations in order of the files, then by place
 */
export function joinRows(
  files: readonly NumberedManuscript[],
  citations: readonly PlacedCitation[],
): readonly PlacedCitation[] {
  const rows: PlacedCitation[] = [];
  for (let start = 0; start < citations.length; ) {
    let end = start + 1;
    while (end < citations.length && inOneRow(files, citations[end - 1]!, citations[end]!)) end++;
    rows.push(end - start === 1 ? citations[start]! : joined(citations.slice(start, end)));
    start = end;
  }
  return rows;
}

function inOneRow(
  files: readonly NumberedManuscript[],
  left: PlacedCitation,
  right: PlacedCitation,
): boolean {
  if (left.file !== right.file || left.citation.form !== right.citation.form) return false;
  if (left.citation.form !== 'brackets' && left.citation.form !== 'escaped') return false;
  const [from, to] = [left.citation.range.end, right.citation.range.start];
  return to - from <= 2 && /^[,;][ \u00a0]?$/.test(files[left.file]!.manuscript.text.slice(from, to));
}

function joined(row: readonly PlacedCitation[]): PlacedCitation {
  const { file, citation: first } = row[0]!;
  return {
    file,
    citation: {
      ...first,
      range: { start: first.range.start, end: row.at(-1)!.citation.range.end },
      members: row.flatMap(({ citation }) => citation.members),
      numbers: row.flatMap(({ citation }) => citation.numbers),
    },
  };
}

/** The entry of a list that a place lies in, found by bisection. */
export function entryAround(list: ReferenceList, offset: number): ReferenceListEntry | undefined {
  let low = 0;
  let high = list.entries.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (list.entries[middle]!.range.start <= offset) low = middle;
    else high = middle - 1;
  }
  const entry = list.entries[low];
  return entry && entry.range.start <= offset && offset < entry.range.end ? entry : undefined;
}

function nextScope(
  first: readonly (ScopeBeingBuilt | undefined)[],
  file: number,
): ScopeBeingBuilt | undefined {
  for (let index = file + 1; index < first.length; index++) if (first[index]) return first[index];
  return undefined;
}

function lastScope(
  last: readonly (ScopeBeingBuilt | undefined)[],
  file: number,
): ScopeBeingBuilt | undefined {
  for (let index = Math.min(file, last.length) - 1; index >= 0; index--) if (last[index]) return last[index];
  return undefined;
}

/**
 * The places where nobody can say for sure what a number stands for: cited numbers that no reference has, numbers
 * that two entries have, citations that cannot be read. While there is one, no number may change.
 *
 * @param files needed to print the text of a place
 */
export function ambiguitiesOf(
  files: readonly NumberedManuscript[],
  scope: NumberingScope,
): readonly PlaceRefusal[] {
  const refusals: PlaceRefusal[] = [];
  if (scope.list && scope.listFile !== undefined) {
    for (const duplicate of scope.numbering.duplicates) {
      if (!duplicate.entry) continue;
      refusals.push({
        file: scope.listFile,
        range: duplicate.entry.range,
        ...say(
          'The reference list has the number {0} twice. Give this entry a number of its own, or remove it.',
          duplicate.number,
        ),
      });
    }
  }
  for (const { file, citation } of scope.citations) {
    const missing = [...new Set(citation.numbers.filter(number => !scope.numbering.byNumber.has(number)))];
    if (missing.length === 0) continue;
    refusals.push({
      file,
      range: citation.range,
      ...say(
        'No reference has the number {0}. Add the reference to the list, or correct the citation.',
        missing.join(', '),
      ),
    });
  }
  for (const { file, range, reason } of scope.unreadable) {
    const written = files[file]!.manuscript.text.slice(range.start, Math.min(range.end, range.start + 60));
    refusals.push({ file, range, ...say('The citation “{0}” cannot be read: {1}', written, reason) });
  }
  return refusals;
}
