import type { Citation, ReferenceList, UnreadableCitation } from '../manuscript/types';
import type { TextRange } from '../text/textRange';
import type { NumberedManuscript, Numbering } from './types';

/** A place in one of several files: `file` is the index into the files that were handed in. */
export interface FilePlace {
  readonly file: number;
  readonly range: TextRange;
}

/** A place that keeps a change of numbers from being made, with what is wrong there and what to do. */
export interface PlaceRefusal extends FilePlace {
  readonly message: string;
}

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
  readonly numbering: Numbering;
  /** The list that numbers the scope; undefined where there is none. */
  readonly list: ReferenceList | undefined;
  /** Index of the file that holds {@link list}; undefined without a list. */
  readonly listFile: number | undefined;
  /** In order of the files, then by place. */
  readonly citations: readonly PlacedCitation[];
  readonly unreadable: readonly (UnreadableCitation & { readonly file: number })[];
}

interface ScopeBeingBuilt {
  readonly numbering: Numbering;
  readonly list: ReferenceList | undefined;
  readonly listFile: number | undefined;
  readonly citations: PlacedCitation[];
  readonly unreadable: (UnreadableCitation & { readonly file: number })[];
}

/**
 * Says which list numbers which citation, over files that are read in the given order.
 *
 * A file's own lists number its citations. A file without a list is numbered by the next list in the order (a
 * bibliography file at the end), else by the last before it. Where no file has a list, all files are one scope
 * without a list. A heading without entries is no list.
 */
export function scopesOf(files: readonly NumberedManuscript[]): readonly NumberingScope[] {
  const scopes: ScopeBeingBuilt[] = [];
  const byList = new Map<string, ScopeBeingBuilt>();
  const firstOfFile: (ScopeBeingBuilt | undefined)[] = [];
  const lastOfFile: (ScopeBeingBuilt | undefined)[] = [];
  files.forEach((numbered, file) => {
    numbered.manuscript.referenceLists.forEach((list, index) => {
      if (list.entries.length === 0) return;
      const numbering = numbered.numberings.find(candidate => candidate.list === index);
      if (!numbering) return;
      const scope = { numbering, list, listFile: file, citations: [], unreadable: [] };
      scopes.push(scope);
      byList.set(`${file}:${index}`, scope);
      firstOfFile[file] ??= scope;
      lastOfFile[file] = scope;
    });
  });
  if (scopes.length === 0 && files.length > 0) {
    scopes.push({
      numbering: files[0]!.numberings[0]!,
      list: undefined,
      listFile: undefined,
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
        message: `The reference list has the number ${duplicate.number} twice. Give this entry a number of its own, or remove it.`,
      });
    }
  }
  for (const { file, citation } of scope.citations) {
    const missing = [...new Set(citation.numbers.filter(number => !scope.numbering.byNumber.has(number)))];
    if (missing.length === 0) continue;
    refusals.push({
      file,
      range: citation.range,
      message: `No reference has the number ${missing.join(', ')}. Add the reference to the list, or correct the citation.`,
    });
  }
  for (const { file, range, reason } of scope.unreadable) {
    const written = files[file]!.manuscript.text.slice(range.start, Math.min(range.end, range.start + 60));
    refusals.push({ file, range, message: `The citation “${written}” cannot be read: ${reason}` });
  }
  return refusals;
}
