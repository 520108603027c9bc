import type { TextRange } from '../../text/textRange';
import type { EntryCandidate, StyleMark } from '../findings';
import type { Heading, ReferenceList, ReferenceListEntry } from '../types';
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
  const used = new Set<EntryCandidate>();
  const drafts = headedLists(outline, used);
  const headed = drafts.some(draft => draft.entries.length > 0);
  drafts.push(...headlessLists(outline, used, headed));
  drafts.sort((a, b) => a.start - b.start);
  const scopes = scopesOf(drafts, outline.length, citedBetween);
  const lists = drafts.map((draft, index): ReferenceList => {
    const { heading, entries, start, end, styleMark } = draft;
    return { range: { start, end }, heading, entries, scope: scopes[index]!, styleMark };
  });
  return { lists, labels: labelsOf(outline, used), linkNumbers: linkNumbersOf(outline, used) };
}

function headedLists(outline: Outline, used: Set<EntryCandidate>): Draft[] {
  const { headings, candidates } = outline;
  const drafts: Draft[] = [];
  let next = 0;
  for (let index = 0; index < headings.length; index += 1) {
    const heading = headings[index]!;
    if (!isReferencesTitle(heading.title)) continue;
    let behind = index + 1;
    while (behind < headings.length && headings[behind]!.level > heading.level) behind += 1;
    const sectionEnd = headings[behind]?.range.start ?? outline.length;
    while (next < candidates.length && candidates[next]!.range.start < heading.range.end) next += 1;
    const inSection: EntryCandidate[] = [];
    while (next < candidates.length && candidates[next]!.range.start < sectionEnd) {
      inSection.push(candidates[next]!);
      next += 1;
    }
    const chosen = sameKind(inSection);
    if (heading.level === ONLY_OVER_A_LIST && !beginsList(chosen)) {
      next -= inSection.length;
      continue;
    }
    for (const candidate of chosen) used.add(candidate);
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
  if (first === undefined || (first.startsAt ?? first.writtenNumber?.value ?? 1) !== 1) return false;
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

function headlessLists(outline: Outline, used: Set<EntryCandidate>, headed: boolean): Draft[] {
  const drafts: Draft[] = [];
  for (const run of runsOf(outline, used)) {
    if (!isReferenceRun(run, headed)) continue;
    for (const candidate of run) used.add(candidate);
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

/** Labels of one kind one after the other without a heading between, their numbers rising. */
function runsOf(outline: Outline, used: ReadonlySet<EntryCandidate>): readonly (readonly EntryCandidate[])[] {
  const { headings } = outline;
  const runs: EntryCandidate[][] = [];
  let run: EntryCandidate[] = [];
  let heading = 0;
  let last = 0;
  for (const candidate of outline.candidates) {
    if (used.has(candidate)) continue;
    let newSection = false;
    while (heading < headings.length && headings[heading]!.range.start < candidate.range.start) {
      newSection = true;
      heading += 1;
    }
    const previous = run[run.length - 1];
    const number = candidate.writtenNumber?.value;
    const goesOn =
      previous !== undefined &&
      !newSection &&
      kindOf(previous) === kindOf(candidate) &&
      (candidate.certain ||
        candidate.continues ||
        (number !== undefined && number > last && number <= last + LARGEST_GAP));
    if (!goesOn && run.length > 0) {
      runs.push(run);
      run = [];
    }
    run.push(candidate);
    last = number ?? last + 1;
  }
  if (run.length > 0) runs.push(run);
  return runs;
}

function isReferenceRun(run: readonly EntryCandidate[], headed: boolean): boolean {
  const first = run[0]!;
  if (first.certain) return true;
  const kind = kindOf(first);
  const digits = kind === 'digits';
  const fewest = digits ? FEWEST_WITHOUT_HEADING.digits : FEWEST_WITHOUT_HEADING.brackets;
  if (run.length < fewest || (headed && (digits || first.writtenNumber?.value !== 1))) return false;
  let references = 0;
  for (const candidate of run) if (candidate.looksLikeReference() && !candidate.isLink) references += 1;
  return references >= run.length * (digits ? 0.75 : 0.5);
}

/** The entries with the numbers that a renderer prints. */
function numberEntries(candidates: readonly EntryCandidate[]): readonly ReferenceListEntry[] {
  let previous = 0;
  let previousCounted = false;
  return candidates.map(candidate => {
    const { writtenNumber, labelForm, labelRange, textRange, range, key } = candidate;
    const goesOn = candidate.counted && candidate.continues && previousCounted;
    const number =
      candidate.startsAt ??
      (goesOn ? previous + 1 : (writtenNumber?.value ?? (candidate.counted ? 1 : previous + 1)));
    previous = number;
    previousCounted = candidate.counted;
    return { number, writtenNumber, labelForm, labelRange, textRange, range, key };
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

/** Labels in brackets that stand at the start of their line and cite nothing, by place. */
function labelsOf(outline: Outline, used: ReadonlySet<EntryCandidate>): readonly TextRange[] {
  const labels: TextRange[] = [];
  const { candidates } = outline;
  candidates.forEach((candidate, index) => {
    const enumerates = (other: EntryCandidate | undefined): boolean =>
      other !== undefined &&
      kindOf(other) === kindOf(candidate) &&
      Math.abs((other.writtenNumber?.value ?? -9) - (candidate.writtenNumber?.value ?? 0)) === 1;
    if (
      used.has(candidate) ||
      candidate.labelForm === 'linkDefinition' ||
      candidate.labelForm === 'bulletBrackets' ||
      enumerates(candidates[index - 1]) ||
      enumerates(candidates[index + 1])
    ) {
      labels.push(candidate.labelRange);
    }
  });
  return labels;
}

function linkNumbersOf(outline: Outline, used: ReadonlySet<EntryCandidate>): ReadonlySet<number> {
  const numbers = new Set<number>();
  for (const candidate of outline.candidates) {
    if (candidate.isLink && !used.has(candidate) && candidate.writtenNumber !== undefined) {
      numbers.add(candidate.writtenNumber.value);
    }
  }
  return numbers;
}
