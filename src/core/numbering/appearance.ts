import { entryAround, type NumberingScope } from './rewriteScopes';

/** What renumbering by order of appearance makes of one scope. */
export interface AppearanceOrder {
  /** Cited numbers in the order in which the text first cites them. */
  readonly cited: readonly number[];
  /** Numbers of the list that the text does not cite, in the list's order. */
  readonly uncited: readonly number[];
}

/**
 * The order in which a scope's references are first cited.
 *
 * New works of one cluster count in ascending order, so that `[2, 1]` at the start of a text does not turn the list
 * around; a cluster with a prefix (`see 5, 3`) counts as written. Citations inside list entries do not count: the
 * order would then hang on itself.
 *
 * @param sort whether clusters are sorted when they are rewritten; when not, each counts as written
 */
export function orderOfAppearance(scope: NumberingScope, sort = true): AppearanceOrder {
  const cited = new Set<number>();
  for (const { file, citation } of scope.citations) {
    const { range, members, numbers } = citation;
    if (scope.list && file === scope.listFile && entryAround(scope.list, range.start)) continue;
    const sorted = sort && !members.some(member => member.prefix);
    for (const number of sorted ? [...numbers].sort((a, b) => a - b) : numbers) {
      if (scope.numbering.byNumber.has(number)) cited.add(number);
    }
  }
  const listed = scope.list ? scope.list.entries.map(entry => entry.number) : [];
  return { cited: [...cited], uncited: [...new Set(listed)].filter(number => !cited.has(number)) };
}

/**
 * The number that each scope's list begins with: 1, or, for a list that goes on where the one before it ends, one more
 * than that list's last number.
 *
 * @param counts how many references each scope has afterwards
 */
export function firstNumbers(
  scopes: readonly NumberingScope[],
  counts: readonly number[],
): readonly number[] {
  const starts: number[] = [];
  scopes.forEach((scope, index) => {
    const previous = scopes[index - 1];
    const goesOn = previous !== undefined && lowest(scope) > 1 && lowest(scope) === highest(previous) + 1;
    starts.push(goesOn ? starts[index - 1]! + counts[index - 1]! : 1);
  });
  return starts;
}

function lowest(scope: NumberingScope): number {
  let result = Number.POSITIVE_INFINITY;
  for (const number of scope.numbering.byNumber.keys()) result = Math.min(result, number);
  return result;
}

function highest(scope: NumberingScope): number {
  let result = 0;
  for (const number of scope.numbering.byNumber.keys()) result = Math.max(result, number);
  return result;
}
