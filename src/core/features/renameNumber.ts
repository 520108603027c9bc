import {
  arranged,
  entryWithNumber,
  itemsOf,
  listScope,
  type ManuscriptRewrite,
  numberMap,
  refuseUnknownNumber,
  refuseWithoutList,
  rewriteManuscript,
  withSummary,
} from '../numbering/listChange';
import { numberingFor } from '../numbering/resolve';
import type { RewriteOptions } from '../numbering/rewrite';
import { isCounted } from '../numbering/rewriteList';
import { ambiguitiesOf, scopesOf } from '../numbering/rewriteScopes';
import type { NumberedManuscript } from '../numbering/types';
import { writtenNumbers } from '../numbering/writtenNumber';
import { say } from '../text/message';
import { type TextRange, touches } from '../text/textRange';
import type { EditPlan } from './types';

/** A number that can be given another value, with its digits in the text. */
export interface NumberAtPlace {
  readonly number: number;
  readonly range: TextRange;
  /** Index of the list that has it; undefined where that stands in another file of the manuscript. */
  readonly list: number | undefined;
}

/**
 * The number under the cursor, in a citation or in the label of a list entry; undefined elsewhere, and for numbers that
 * no list has.
 */
export function numberToRename(numbered: NumberedManuscript, offset: number): NumberAtPlace | undefined {
  const { manuscript } = numbered;
  for (const [list, { entries }] of manuscript.referenceLists.entries()) {
    const entry = entries.find(candidate => touches(candidate.labelRange, offset));
    if (entry) return { number: entry.number, range: entry.writtenNumber?.range ?? entry.labelRange, list };
  }
  const citation = manuscript.citations.find(candidate => touches(candidate.range, offset));
  const written = citation && writtenNumbers(citation).find(({ range }) => touches(range, offset));
  if (!citation || !written) return undefined;
  const numbering = numberingFor(numbered, citation);
  if (numbering.source === 'otherFile') {
    const isThere = numbering.byNumber.has(written.value);
    return isThere ? { number: written.value, range: written.range, list: undefined } : undefined;
  }
  const list = citation.list ?? manuscript.referenceLists.findIndex(({ entries }) => entries.length > 0);
  const known = manuscript.referenceLists[list]?.entries.some(({ number }) => number === written.value);
  return known ? { number: written.value, range: written.range, list } : undefined;
}

/** Options of {@link planRenameNumber}. */
export interface RenameNumberOptions extends RewriteOptions {
  /** Index of the list; the first with entries unless said otherwise. */
  readonly list?: number | undefined;
}

/**
 * Gives a reference another number everywhere. Where another reference has that number, the references between move
 * by one, so that each keeps its work; a number that is free is taken as it is.
 */
export function planRenameNumber(
  numbered: NumberedManuscript,
  number: number,
  newNumber: number,
  options: RenameNumberOptions = {},
): EditPlan {
  const scope = listScope(numbered, options.list);
  if (!scope) return withSummary(refuseWithoutList(numbered), '');
  if (!entryWithNumber(scope, number)) return withSummary(refuseUnknownNumber(scope, number), '');
  const range =
    options.list === undefined && scope.listFile !== (numbered.project?.file ?? 0)
      ? { start: 0, end: 0 }
      : entryWithNumber(scope, number)!.range;
  if (!Number.isInteger(newNumber) || newNumber < 1 || newNumber > 99_999) {
    return {
      kind: 'refused',
      reasons: [{ range, ...say('The number of a reference is a whole number from 1 on.') }],
    };
  }
  const taken = scope.numbering.byNumber.has(newNumber);
  if (!taken && isCounted(scope.list)) {
    return {
      kind: 'refused',
      reasons: [
        {
          range,
          ...say(
            'The list counts its entries by itself and has {0} of them, so that no entry can have the number {1}.',
            scope.list.entries.length,
            newNumber,
          ),
        },
      ],
    };
  }
  const numberOf = (old: number) => {
    if (old === number) return newNumber;
    if (!taken) return old;
    if (number < newNumber && old > number && old <= newNumber) return old - 1;
    if (newNumber < number && old >= newNumber && old < number) return old + 1;
    return old;
  };
  const plan = rewriteManuscript(
    numbered,
    { scope, numberOf: numberMap(scope, numberOf), items: arranged(scope, itemsOf(scope, numberOf)) },
    options,
  );
  if (plan.kind === 'refused' && !taken && readsOtherwise(numbered, plan)) {
    const message = say(
      'This markup counts lists on, so that no entry can have the number {0} while numbers before it are free.',
      newNumber,
    );
    return { kind: 'refused', reasons: [{ range, ...message }] };
  }
  return withSummary(plan, `Reference ${number} becomes ${newNumber}.`);
}

/** Whether what forbids the change is only how the result would read, not something ambiguous in the manuscript. */
function readsOtherwise(numbered: NumberedManuscript, plan: ManuscriptRewrite): boolean {
  return (
    plan.kind === 'refused' &&
    scopesOf([numbered]).every(scope => ambiguitiesOf([numbered], scope).length === 0)
  );
}
