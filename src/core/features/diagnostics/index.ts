import type { Citation } from '../../manuscript/types';
import { readAgain } from '../../numbering/rewrite';
import { joinRows } from '../../numbering/rewriteScopes';
import type { NumberedManuscript } from '../../numbering/types';
import { composeEdits } from '../../text/composeEdits';
import { type Message, say } from '../../text/message';
import { sortedEdits, type TextEdit } from '../../text/textEdit';
import type { EditPlan } from '../types';
import { adjacentClusters } from './adjacentClusters';
import { citationInAbstract } from './citationInAbstract';
import { citationInHeading } from './citationInHeading';
import { collapsibleRun } from './collapsibleRun';
import { checkContext } from './context';
import { duplicateNumber } from './duplicateNumber';
import { entryWithoutTitle } from './entryWithoutTitle';
import { entryWithoutYear } from './entryWithoutYear';
import { gapInList } from './gapInList';
import { headingWithoutList } from './headingWithoutList';
import { impossibleYear } from './impossibleYear';
import { listNotInOrder } from './listNotInOrder';
import { malformedDoi } from './malformedDoi';
import { missingLibrary } from './missingLibrary';
import { mixedDashes } from './mixedDashes';
import { mixedForms } from './mixedForms';
import { mixedSeparators } from './mixedSeparators';
import { numberWithoutReference } from './numberWithoutReference';
import { numberZero } from './numberZero';
import { outOfOrderCluster } from './outOfOrderCluster';
import { punctuationSide } from './punctuationSide';
import { referenceNeverCited } from './referenceNeverCited';
import { repeatedKey } from './repeatedKey';
import { repeatedNumber } from './repeatedNumber';
import { reversedRange } from './reversedRange';
import { sameWorkTwice } from './sameWorkTwice';
import { spaceBeforeCitation } from './spaceBeforeCitation';
import { suppressRule } from './suppress';
import { withoutSuppressed } from './suppressions';
import type { CheckOptions, Diagnostic, Rule } from './types';
import { uncitedClaim } from './uncitedClaim';
import { unknownKey } from './unknownKey';
import { unreadableCitation } from './unreadableCitation';
import { wrongNumber } from './wrongNumber';

export { ClaimReadings } from './claimReadings';
export { type MissingLibraryFile, missingLibraryFindings } from './missingLibrary';
export type { CheckOptions, Diagnostic, Finding, Fix, Remedy, Rule, RuleSetting, Severity } from './types';
export { suppressRule };

/** Every rule of the linter, in the order of its documentation. */
export const DIAGNOSTIC_RULES: readonly Rule[] = [
  numberWithoutReference,
  referenceNeverCited,
  duplicateNumber,
  gapInList,
  listNotInOrder,
  headingWithoutList,
  outOfOrderCluster,
  reversedRange,
  repeatedNumber,
  numberZero,
  collapsibleRun,
  adjacentClusters,
  mixedSeparators,
  mixedDashes,
  mixedForms,
  unreadableCitation,
  sameWorkTwice,
  malformedDoi,
  impossibleYear,
  entryWithoutYear,
  entryWithoutTitle,
  citationInHeading,
  citationInAbstract,
  punctuationSide,
  spaceBeforeCitation,
  wrongNumber,
  uncitedClaim,
  unknownKey,
  repeatedKey,
  missingLibrary,
];

/**
 * Runs the linter over a manuscript.
 *
 * @returns findings by place; those that a comment of the manuscript switches off are left out
 */
export function checkManuscript(
  numbered: NumberedManuscript,
  options: CheckOptions = {},
): readonly Diagnostic[] {
  const context = checkContext(numbered, options);
  const found: Diagnostic[] = [];
  for (const rule of DIAGNOSTIC_RULES) {
    const severity = options.severities?.[rule.code] ?? rule.severity;
    if (severity === 'off') continue;
    for (const finding of rule.check(context)) found.push({ ...finding, code: rule.code, severity });
  }
  found.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  return withoutSuppressed(numbered.manuscript, found);
}

/** What *fix all* goes by. */
export interface FixAllOptions extends CheckOptions {
  /** Only the fixes of these rules, also of those that *fix all* leaves alone otherwise. */
  readonly codes?: readonly string[];
}

/** One fix may make room for the next (merged clusters are sorted then); more rounds than this would be a circle. */
const MOST_ROUNDS = 6;

/**
 * Puts right what can be put right safely: the fixes of all rules that allow it, of findings that are not switched
 * off. Running it again changes nothing. What citations stand for stays the same; a fix that would change it is left
 * out with all others.
 */
export function planFixAll(numbered: NumberedManuscript, options: FixAllOptions = {}): EditPlan {
  const codes = new Set(options.codes ?? DIAGNOSTIC_RULES.filter(rule => rule.fixAll).map(rule => rule.code));
  let edits: readonly TextEdit[] = [];
  let current = numbered;
  const fixed = new Map<string, number>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const wanted = checkManuscript(current, options).filter(({ code, fix }) => fix && codes.has(code));
    const chosen = withoutOverlaps(wanted, fixed);
    if (chosen.length === 0) break;
    edits = composeEdits(numbered.manuscript.text, edits, chosen);
    current = readAgain(numbered, edits);
  }
  const { text } = numbered.manuscript;
  edits = edits.filter(({ range, newText }) => text.slice(range.start, range.end) !== newText);
  if (edits.length === 0) return { kind: 'edits', edits: [], summary: 'There is nothing to fix.' };
  const failures = citedWorksChange(numbered, current);
  if (failures) return { kind: 'refused', reasons: [{ range: edits[0]!.range, ...failures }] };
  const counts = [...fixed].map(([code, count]) => `${code} ${count}×`).join(', ');
  return { kind: 'edits', edits, summary: `Fixes ${counts}.` };
}

/** Fixes that write the same place wait for the next round, except where they are the same. */
function withoutOverlaps(wanted: readonly Diagnostic[], fixed: Map<string, number>): readonly TextEdit[] {
  const chosen: TextEdit[] = [];
  let end = -1;
  for (const { code, fix } of [...wanted].sort((a, b) => extent(a).start - extent(b).start)) {
    const sorted = sortedEdits(fix!.edits);
    const first = sorted[0];
    if (!first || first.range.start < end) continue;
    chosen.push(...sorted);
    end = sorted.at(-1)!.range.end + 1;
    fixed.set(code, (fixed.get(code) ?? 0) + 1);
  }
  return chosen;
}

function extent({ fix }: Diagnostic): { readonly start: number } {
  return {
    start: fix!.edits.reduce((start, { range }) => Math.min(start, range.start), Number.POSITIVE_INFINITY),
  };
}

/**
 * Fixes may merge clusters: each citation has to stand for the works of one or more citations before, in their order, and
 * none before may be left over. `[2][2]` is one citation `[2]` afterwards.
 */
function citedWorksChange(before: NumberedManuscript, after: NumberedManuscript): Message | undefined {
  const earlier = rows(before).map(({ numbers }) => new Set(numbers));
  let next = 0;
  let previous: ReadonlySet<number> = new Set();
  const repeats = () => {
    const part = earlier[next];
    return part !== undefined && part.size > 0 && [...part].every(number => previous.has(number));
  };
  for (const { numbers } of rows(after)) {
    const wanted = new Set(numbers);
    const isPart = () => [...(earlier[next] ?? [Number.NaN])].every(number => wanted.has(number));
    while (!isPart() && repeats()) next++;
    const taken = new Set<number>();
    do {
      if (!isPart()) return CHANGES_MEANING;
      for (const number of earlier[next]!) taken.add(number);
      next++;
    } while (taken.size < wanted.size);
    previous = wanted;
  }
  while (repeats()) next++;
  return next === earlier.length ? undefined : CHANGES_MEANING;
}

function rows(numbered: NumberedManuscript): readonly Citation[] {
  const placed = numbered.manuscript.citations.map(citation => ({ file: 0, citation }));
  return joinRows([numbered], placed).map(({ citation }) => citation);
}

const CHANGES_MEANING = say('The fixes would change what is cited. Nothing was changed.');
