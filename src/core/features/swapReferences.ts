import {
  arranged,
  entryWithNumber,
  itemsOf,
  listScope,
  numberMap,
  refuseUnknownNumber,
  refuseWithoutList,
  rewriteManuscript,
  withSummary,
} from '../numbering/listChange';
import type { RewriteOptions } from '../numbering/rewrite';
import type { NumberedManuscript } from '../numbering/types';
import type { EditPlan } from './types';

/** Options of {@link planSwapReferences}. */
export interface SwapReferencesOptions extends RewriteOptions {
  /** Index of the list; the first with entries unless said otherwise. */
  readonly list?: number;
}

/** Exchanges the numbers of two references, and their places in the list. */
export function planSwapReferences(
  numbered: NumberedManuscript,
  a: number,
  b: number,
  options: SwapReferencesOptions = {},
): EditPlan {
  const scope = listScope(numbered, options.list);
  if (!scope) return withSummary(refuseWithoutList(numbered), '');
  const missing = [a, b].find(number => !entryWithNumber(scope, number));
  if (missing !== undefined) return withSummary(refuseUnknownNumber(scope, missing), '');
  const numberOf = (old: number) => (old === a ? b : old === b ? a : old);
  const plan = rewriteManuscript(
    numbered,
    { scope, numberOf: numberMap(scope, numberOf), items: arranged(scope, itemsOf(scope, numberOf)) },
    options,
  );
  return withSummary(plan, `Swaps references ${a} and ${b}.`);
}
