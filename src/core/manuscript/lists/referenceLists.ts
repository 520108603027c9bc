import type { TextRange } from '../../text/textRange';
import type { StyleMark } from '../findings';
import type { Heading, ReferenceList, ReferenceListEntry } from '../types';
import type { EntryCandidate } from './candidates';
import { isReferencesTitle, ONLY_OVER_A_LIST } from './headingWords';

/** What the scanners found of lists, over the whole manuscript, each by place. */
export interface Outline {
  readonly headings: readonly Heading[];
  readonly candidates: readonly EntryCandidate[];
  readonly styleMarks: readonly StyleMark[];
  readonly length: number;
}

/** The reference lists, and what became of the labels that are in none. */
export interface ListsFound {
  readonly lists: readonly ReferenceList[];
  /** Labels in brackets that are no citations, by place: those of entries, and those of other enumerations. */
  readonly labels: readonly TextRange[];
  /** Numbers that are defined as links and nothing else. */
  readonly linkNumbers: ReadonlySet<number>;
}

/** A list before its scope is known. */
interface Draft {
  readonly heading: Heading | undefined;
  readonly entries: readonly ReferenceListEntry[];
  readonly start: number;
  readonly end: number;
  readonly styleMark: StyleMark | undefined;
}

const FEWEST_WITHOUT_HEADING = { brackets: 2, digits: 3 } as const;
const LARGEST_GAP = 10;
/** Over a list without heading the mark of its style stands at most this far. */
export const FARTHEST_MARK = 200;

/**
 * Finds the reference lists among the labelled lines of a manuscript.
 *
 * Under a heading in the usual words everything labelled is an entry. Without a heading a run of labels in sequence
 * is a list where what they label looks like references; `.. [1]` and `\bibitem` always are.
 */
export function findReferenceLists(
  outline: Outline,
  citedBetween: (from: number, to: number) => boolean,
): ListsFound {
  const drafts = headedLists(outline);
  const headed = drafts.some(draft => draft.entries.length > 0);
  drafts.push(...headlessLists(outline, headed));
  drafts.sort((a, b) => a.start - b.start);
  const scopes = scopesOf(drafts, outline.length, citedBetween);
  const lists = drafts.map((draft, index): ReferenceList => {
    const { heading, entries, start, end, styleMark } = draft;
    return { range: { start, end }, heading, entries, scope: scopes[index]!, styleMark };
  });
  return { lists, labels: labelsOf(outline), linkNumbers: linkNumbersOf(outline) };
}

function headedLists(outline: Outline): Draft[] {
  const { headings, candidates } = outline;
  const drafts: Draft[] = [];
  let next = 0;
  for (let index = 0; index < headings.length; index += 1) {
    const heading = headings[index]!;
    if (!isReferencesTitle(heading.title)) continue;
    let behind = index + 1;
    while (behind < headings.length && headings[behind]!.level > heading.level) behind += 1;
    const sectionEnd = headings[behind]?.range.start ?? outline.length;
    while (next < candidates.length && candidates[next]!.start < heading.range.end) next += 1;
    const inSection: EntryCandidate[] = [];
    while (next < candidates.length && candidates[next]!.start < sectionEnd) {
      inSection.push(candidates[next]!);
      next += 1;
    }
    const chosen = sameKind(inSection);
    if (heading.level === ONLY_OVER_A_LIST && !beginsList(chosen)) {
      next -= inSection.length;
      continue;
    }
    for (const candidate of chosen) candidate.used = true;
    const entries = numberEntries(chosen);
    const end = entries[entries.length - 1]?.range.end ?? heading.range.end;
    const styleMark = markBetween(outline.styleMarks, heading.range.end, sectionEnd);
    drafts.push({ heading, entries, start: heading.range.start, end, styleMark });
    index = behind - 1;
  }
  return drafts;
}

/** Whether the labels count from 1, and most of what they label looks like references. */
function beginsList(candidates: readonly EntryCandidate[]): boolean {
  const [first] = candidates;
  if (first === undefined || (first.startsAt ?? first.writtenValue ?? 1) !== 1) return false;
  return candidates.filter(candidate => candidate.looksLikeReference()).length * 2 >= candidates.length;
}

/** Of the labels in a section those of the kind that most have: an address that begins with `3.` is no entry of a list in brackets. */
function sameKind(candidates: readonly EntryCandidate[]): readonly EntryCandidate[] {
  const counts = new Map<string, number>();
  for (const candidate of candidates) counts.set(kindOf(candidate), (counts.get(kindOf(candidate)) ?? 0) + 1);
  let best = '';
  for (const [kind, count] of counts) if (count > (counts.get(best) ?? 0)) best = kind;
  return candidates.filter(candidate => kindOf(candidate) === best);
}

function kindOf(candidate: EntryCandidate): string {
  switch (candidate.labelForm) {
    case 'period':
    case 'parenthesis':
    case 'counter':
      return 'digits';
    case 'brackets':
    case 'bulletBrackets':
    case 'linkDefinition':
      return 'brackets';
    case 'directive':
    case 'bibitem':
      return candidate.labelForm;
  }
}

function headlessLists(outline: Outline, headed: boolean): Draft[] {
  const drafts: Draft[] = [];
  for (const run of runsOf(outline)) {
    if (!isReferenceRun(run, headed)) continue;
    for (const candidate of run) candidate.used = true;
    const entries = numberEntries(run);
    const start = entries[0]!.range.start;
    const styleMark = markBetween(outline.styleMarks, start - FARTHEST_MARK, start);
    drafts.push({
      heading: undefined,
      entries,
      start,
      end: entries[entries.length - 1]!.range.end,
      styleMark,
    });
  }
  return drafts;
}

/** The first mark that starts in `[from, to)`. */
function markBetween(marks: readonly StyleMark[], from: number, to: number): StyleMark | undefined {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (marks[middle]!.range.start < from) low = middle + 1;
    else high = middle;
  }
  const mark = marks[low];
  return mark !== undefined && mark.range.start < to ? mark : undefined;
}

/**
 * Labels of one kind one after the other without a heading between, their numbers rising. A label alone makes no list
 * unless it is certain, and millions of such are nothing to keep.
 */
function runsOf(outline: Outline): readonly (readonly EntryCandidate[])[] {
  const { headings } = outline;
  const runs: EntryCandidate[][] = [];
  let run: EntryCandidate[] = [];
  const endRun = (): void => {
    if (run.length < FEWEST_WITHOUT_HEADING.brackets && run[0]?.certain !== true) {
      run.length = 0;
      return;
    }
    runs.push(run);
    run = [];
  };
  let heading = 0;
  let last = 0;
  for (const candidate of outline.candidates) {
    if (candidate.used) continue;
    const { start } = candidate;
    let newSection = false;
    while (heading < headings.length && headings[heading]!.range.start < start) {
      newSection = true;
      heading += 1;
    }
    const previous = run[run.length - 1];
    const number = candidate.writtenValue;
    const goesOn =
      previous !== undefined &&
      !newSection &&
      kindOf(previous) === kindOf(candidate) &&
      (candidate.certain ||
        candidate.continues ||
        (number !== undefined && number > last && number <= last + LARGEST_GAP));
    if (!goesOn) endRun();
    run.push(candidate);
    last = number ?? last + 1;
  }
  endRun();
  return runs;
}

function isReferenceRun(run: readonly EntryCandidate[], headed: boolean): boolean {
  const first = run[0]!;
  if (first.certain) return true;
  const kind = kindOf(first);
  const digits = kind === 'digits';
  const fewest = digits ? FEWEST_WITHOUT_HEADING.digits : FEWEST_WITHOUT_HEADING.brackets;
  if (run.length < fewest || (headed && (digits || first.writtenValue !== 1))) return false;
  const mostOthers = run.length * (digits ? 0.25 : 0.5);
  let others = 0;
  for (const candidate of run) {
    if (candidate.isLink || !candidate.looksLikeReference()) others += 1;
    if (others > mostOthers) return false;
  }
  return true;
}

/** The entries with the numbers that a renderer prints. */
function numberEntries(candidates: readonly EntryCandidate[]): readonly ReferenceListEntry[] {
  let previous = 0;
  let previousCounted = false;
  return candidates.map(candidate => {
    const goesOn = candidate.counted && candidate.continues && previousCounted;
    const number =
      candidate.startsAt ??
      (goesOn ? previous + 1 : (candidate.writtenValue ?? (candidate.counted ? 1 : previous + 1)));
    previous = number;
    previousCounted = candidate.counted;
    return candidate.entry(number);
  });
}

/**
 * Which part of the manuscript each list numbers: from the end of the list before it to its own end, the last one also
 * what follows it. Lists whose numbers go on from each other (a list in parts) share one scope.
 */
function scopesOf(
  drafts: readonly Draft[],
  length: number,
  citedBetween: (from: number, to: number) => boolean,
): readonly TextRange[] {
  const groups: { start: number; end: number; members: number[]; numbers: Set<number> }[] = [];
  let groupStart = 0;
  drafts.forEach((draft, index) => {
    const group = groups[groups.length - 1];
    const numbers = draft.entries.map(entry => entry.number);
    const previousEnd = group?.end ?? 0;
    const empty = numbers.length === 0;
    const follows =
      group !== undefined &&
      (empty
        ? !citedBetween(previousEnd, draft.start)
        : numbers.every(number => !group.numbers.has(number)) && group.numbers.size > 0);
    if (group !== undefined && follows) {
      group.members.push(index);
      group.end = draft.end;
      for (const number of numbers) group.numbers.add(number);
      return;
    }
    groupStart = group === undefined ? 0 : group.end;
    groups.push({ start: groupStart, end: draft.end, members: [index], numbers: new Set(numbers) });
  });
  const scopes: TextRange[] = [];
  groups.forEach((group, index) => {
    const end = index === groups.length - 1 ? length : group.end;
    for (const member of group.members) scopes[member] = { start: group.start, end };
  });
  return scopes;
}

/** Labels that stand at the start of their line and cite nothing, by place. */
function labelsOf(outline: Outline): readonly TextRange[] {
  const labels: TextRange[] = [];
  const { candidates } = outline;
  for (let index = 0; index < candidates.length; index += 1) {
    const candidate = candidates[index]!;
    const { labelForm } = candidate;
    if (
      candidate.used ||
      labelForm === 'linkDefinition' ||
      labelForm === 'bulletBrackets' ||
      enumerates(candidate, candidates[index - 1]) ||
      enumerates(candidate, candidates[index + 1])
    ) {
      labels.push(candidate.labelRange);
    }
  }
  return labels;
}

/** Whether two labels beside each other count. */
function enumerates(candidate: EntryCandidate, other: EntryCandidate | undefined): boolean {
  return (
    other !== undefined &&
    kindOf(other) === kindOf(candidate) &&
    Math.abs((other.writtenValue ?? -9) - (candidate.writtenValue ?? 0)) === 1
  );
}

function linkNumbersOf(outline: Outline): ReadonlySet<number> {
  const numbers = new Set<number>();
  for (const candidate of outline.candidates) {
    const value = candidate.writtenValue;
    if (candidate.isLink && !candidate.used && value !== undefined) numbers.add(value);
  }
  return numbers;
}
