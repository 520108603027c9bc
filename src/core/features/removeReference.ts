import {
  entryTitle,
  entryWithNumber,
  itemsOf,
  listScope,
  numberMap,
  refusalAt,
  refuseUnknownNumber,
  refuseWithoutList,
  rewriteManuscript,
  withSummary,
} from '../numbering/listChange';
import type { RewriteOptions } from '../numbering/rewrite';
import type { NumberedManuscript } from '../numbering/types';
import { say } from '../text/message';
import type { EditPlan } from './types';

/** Options of {@link planRemoveReference}. */
export interface RemoveReferenceOptions extends RewriteOptions {
  /** Index of the list; the first with entries unless said otherwise. */
  readonly list?: number;
  /** What to do where the text cites the reference: refuse (the default), or take its number out of the citations. */
  readonly citations?: 'refuse' | 'remove';
}

/**
 * Takes an entry out of the reference list and closes the gap: greater numbers come down by one, in text and list.
 */
export function planRemoveReference(
  numbered: NumberedManuscript,
  number: number,
  options: RemoveReferenceOptions = {},
): EditPlan {
  const scope = listScope(numbered, options.list);
  if (!scope) return withSummary(refuseWithoutList(numbered), '');
  const entry = entryWithNumber(scope, number);
  if (!entry) return withSummary(refuseUnknownNumber(scope, number), '');
  const cited = scope.citations.filter(({ citation }) => citation.numbers.includes(number));
  if (cited.length > 0 && options.citations !== 'remove') {
    return {
      kind: 'refused',
      reasons: cited.map(({ file, citation }) => {
        const message = say(
          'Reference {0} is cited here. Take the citation out first, or remove the reference with its citations.',
          number,
        );
        return refusalAt(numbered, file, citation.range, message);
      }),
    };
  }
  const numberOf = (old: number) => (old === number ? null : old > number ? old - 1 : old);
  const plan = rewriteManuscript(
    numbered,
    { scope, numberOf: numberMap(scope, numberOf), items: itemsOf(scope, numberOf) },
    options,
  );
  return withSummary(plan, `Removes reference ${number}, ${entryTitle(numbered, entry)}.`);
}
