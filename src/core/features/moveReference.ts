import {
  arranged,
  entryWithNumber,
  itemsOf,
  type ListScope,
  listScope,
  type ManuscriptRewrite,
  numberMap,
  refuseUnknownNumber,
  refuseWithoutList,
  rewriteManuscript,
  withSummary,
} from '../numbering/listChange';
import type { RewriteOptions } from '../numbering/rewrite';
import type { NumberedManuscript } from '../numbering/types';
import type { EditPlan } from './types';

/** Options of {@link planMoveReference} and {@link planReorderReferences}. */
export interface MoveReferenceOptions extends RewriteOptions {
  /** Index of the list; the first with entries unless said otherwise. */
  readonly list?: number;
}

/** Gives the reference `from` the number `to`; those between move by one to close the gap. */
export function planMoveReference(
  numbered: NumberedManuscript,
  from: number,
  to: number,
  options: MoveReferenceOptions = {},
): EditPlan {
  const scope = listScope(numbered, options.list);
  if (!scope) return withSummary(refuseWithoutList(numbered), '');
  const missing = [from, to].find(number => !entryWithNumber(scope, number));
  if (missing !== undefined) return withSummary(refuseUnknownNumber(scope, missing), '');
  const ascending = [...scope.numbering.byNumber.keys()].sort((x, y) => x - y);
  const order = ascending.filter(number => number !== from);
  order.splice(ascending.indexOf(to), 0, from);
  return withSummary(
    reordered(numbered, scope, ascending, order, options),
    `Moves reference ${from} to ${to}.`,
  );
}

/**
 * Brings the reference list into another order; the numbers that it has now go to the references in the new order.
 *
 * @param order the present numbers in the order wanted; numbers that are left out follow in their present order
 */
export function planReorderReferences(
  numbered: NumberedManuscript,
  order: readonly number[],
  options: MoveReferenceOptions = {},
): EditPlan {
  const scope = listScope(numbered, options.list);
  if (!scope) return withSummary(refuseWithoutList(numbered), '');
  const missing = order.find(number => !entryWithNumber(scope, number));
  if (missing !== undefined) return withSummary(refuseUnknownNumber(scope, missing), '');
  const ascending = [...scope.numbering.byNumber.keys()].sort((x, y) => x - y);
  const wanted = [...new Set([...order, ...ascending])];
  return withSummary(
    reordered(numbered, scope, ascending, wanted, options),
    'Brings the reference list into the new order.',
  );
}

function reordered(
  numbered: NumberedManuscript,
  scope: ListScope,
  ascending: readonly number[],
  order: readonly number[],
  options: MoveReferenceOptions,
): ManuscriptRewrite {
  const map = new Map(order.map((old, index) => [old, ascending[index]!]));
  const numberOf = (old: number) => map.get(old) ?? old;
  return rewriteManuscript(
    numbered,
    { scope, numberOf: numberMap(scope, numberOf), items: arranged(scope, itemsOf(scope, numberOf)) },
    options,
  );
}
