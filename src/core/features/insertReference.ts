import {
  arranged,
  itemsOf,
  listScope,
  numberMap,
  refuseWithoutList,
  rewriteManuscript,
  withSummary,
} from '../numbering/listChange';
import type { RewriteOptions } from '../numbering/rewrite';
import type { ListItem } from '../numbering/rewriteList';
import type { NumberedManuscript } from '../numbering/types';
import { say } from '../text/message';
import type { EditPlan } from './types';

/** The entry to insert. */
export interface NewEntry {
  /** The number that it gets; one more than the last unless said otherwise. */
  readonly number?: number;
  /** What the entry says, in the manuscript's markup, without label. */
  readonly body: string;
  /** For `\bibitem`: its citation key. */
  readonly key?: string;
}

/** Options of {@link planInsertReference}. */
export interface InsertReferenceOptions extends RewriteOptions {
  /** Index of the list; the first with entries unless said otherwise. */
  readonly list?: number;
}

/**
 * Puts an entry into the reference list: those with its number and greater ones move up by one, in text and list.
 *
 * Refuses where the manuscript has no list, or the number would leave a gap.
 */
export function planInsertReference(
  numbered: NumberedManuscript,
  entry: NewEntry,
  options: InsertReferenceOptions = {},
): EditPlan {
  const scope = listScope(numbered, options.list);
  if (!scope) return withSummary(refuseWithoutList(numbered), '');
  const numbers = scope.list.entries.map(({ number }) => number);
  const last = numbers.reduce((a, b) => Math.max(a, b), 0);
  const first = numbers.reduce((a, b) => Math.min(a, b), last);
  const number = entry.number ?? last + 1;
  if (!Number.isInteger(number) || number < Math.min(first, 1) || number > last + 1) {
    return {
      kind: 'refused',
      reasons: [{ range: scope.list.range, ...say('The number has to be one of 1 to {0}.', last + 1) }],
    };
  }
  const taken = scope.numbering.byNumber.has(number);
  const numberOf = (old: number) => (taken && old >= number ? old + 1 : old);
  const item: ListItem = {
    kind: 'new',
    number,
    body: entry.body,
    ...(entry.key === undefined ? {} : { key: entry.key }),
  };
  const items = [...itemsOf(scope, numberOf)];
  const behind = items.findIndex(({ number: other }) => other > number);
  items.splice(behind < 0 ? items.length : behind, 0, item);
  const plan = rewriteManuscript(
    numbered,
    { scope, numberOf: numberMap(scope, numberOf), items: arranged(scope, items) },
    options,
  );
  return withSummary(plan, `Inserts reference ${number}.`);
}
