import type { Citation, Manuscript } from '../manuscript/types';
import type { NumberedManuscript, NumberedReference, Numbering } from './types';

/** What a number of a citation stands for; `kind: 'missing'` where nothing has that number. */
export type ResolvedNumber =
  | { readonly kind: 'numbered'; readonly number: number; readonly numbered: NumberedReference }
  | { readonly kind: 'missing'; readonly number: number };

/** The numbering that counts for a citation, or at an offset of the manuscript. */
export function numberingFor(numbered: NumberedManuscript, where: Citation | number): Numbering {
  const list = typeof where === 'number' ? listAt(numbered.manuscript, where) : where.list;
  return numbered.numberings[list ?? 0] ?? numbered.numberings[0]!;
}

/** What each number of a citation stands for: ranges expanded, written order, repeated where repeated. */
export function resolve(numbered: NumberedManuscript, citation: Citation): readonly ResolvedNumber[] {
  const numbering = numberingFor(numbered, citation);
  return citation.numbers.map(number => resolveNumber(numbering, number));
}

/** What one number stands for in a numbering. */
export function resolveNumber(numbering: Numbering, number: number): ResolvedNumber {
  const found = numbering.byNumber.get(number);
  return found === undefined ? { kind: 'missing', number } : { kind: 'numbered', number, numbered: found };
}

/**
 * The citations that stand for a number, by place, ranges that cover it included.
 *
 * @param list the list whose scope is asked; undefined for a manuscript with one list or none
 */
export function occurrences(
  numbered: NumberedManuscript,
  number: number,
  list?: number,
): readonly Citation[] {
  return citationsByNumber(numbered.manuscript, list).get(number) ?? [];
}

const tables = new WeakMap<Manuscript, Map<number, ReadonlyMap<number, readonly Citation[]>>>();

/** The citations of each number in the scope of a list, by place; a citation that repeats a number counts once. */
export function citationsByNumber(
  manuscript: Manuscript,
  list?: number,
): ReadonlyMap<number, readonly Citation[]> {
  const scope = list ?? 0;
  const known = tables.get(manuscript) ?? new Map<number, ReadonlyMap<number, readonly Citation[]>>();
  tables.set(manuscript, known);
  const table = known.get(scope) ?? citationsOfScope(manuscript, scope);
  known.set(scope, table);
  return table;
}

function citationsOfScope(manuscript: Manuscript, scope: number): ReadonlyMap<number, readonly Citation[]> {
  const byNumber = new Map<number, Citation[]>();
  for (const citation of manuscript.citations) {
    if ((citation.list ?? 0) !== scope) continue;
    for (const number of citation.numbers) {
      const citations = byNumber.get(number);
      if (citations === undefined) byNumber.set(number, [citation]);
      else if (citations[citations.length - 1] !== citation) citations.push(citation);
    }
  }
  return byNumber;
}

/** Index of the list whose scope holds the offset; the nearest list after it, else the last, where scopes leave a hole. */
function listAt(manuscript: Manuscript, offset: number): number | undefined {
  const { referenceLists } = manuscript;
  if (referenceLists.length === 0) return undefined;
  const inside = referenceLists.findIndex(({ scope }) => scope.start <= offset && offset <= scope.end);
  if (inside >= 0) return inside;
  const after = referenceLists.findIndex(({ range }) => range.start >= offset);
  return after >= 0 ? after : referenceLists.length - 1;
}
