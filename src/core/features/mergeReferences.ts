import {
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

/** Options of {@link planMergeReferences}. */
export interface MergeReferencesOptions extends RewriteOptions {
  /** Index of the list; the first with entries unless said otherwise. */
  readonly list?: number;
}

/**
 * Merges two entries for one work: every citation of `given` cites `kept`, the entry `given` goes, and the gap closes.
 * A citation of both cites it once.
 */
export function planMergeReferences(
  numbered: NumberedManuscript,
  kept: number,
  given: number,
  options: MergeReferencesOptions = {},
): EditPlan {
  const scope = listScope(numbered, options.list);
  if (!scope) return withSummary(refuseWithoutList(numbered), '');
  const missing = [kept, given].find(number => !entryWithNumber(scope, number));
  if (missing !== undefined) return withSummary(refuseUnknownNumber(scope, missing), '');
  if (kept === given) return { kind: 'edits', edits: [], summary: 'There is nothing to merge.' };
  const closed = (old: number) => (old > given ? old - 1 : old);
  const numberOf = (old: number) => closed(old === given ? kept : old);
  const plan = rewriteManuscript(
    numbered,
    {
      scope,
      numberOf: numberMap(scope, numberOf),
      items: itemsOf(scope, old => (old === given ? null : closed(old))),
      merged: new Map([[given, kept]]),
    },
    options,
  );
  return withSummary(plan, `Merges reference ${given} into ${kept}.`);
}
