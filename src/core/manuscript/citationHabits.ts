import { partsOf } from './build';
import { type DocumentSegment, segmentText } from './segments';
import type { Citation, CitationForm, Manuscript } from './types';

/** How the citations of one form are written, counted. */
export interface CitationHabits {
  count: number;
  /** Opening and closing brackets as written, with a `\u0000` between. */
  readonly brackets: Tally<string>;
  readonly separators: Tally<string>;
  readonly dashes: Tally<string>;
  /** Runs of numbers by length, as a range (`r3`) and written out (`o3`). */
  readonly runs: Tally<string>;
  /** Citations of more than one member, and those right before another. */
  clusters: number;
  neighbours: number;
}

type HabitsByForm = Map<CitationForm, CitationHabits>;

/** The habits of one segment's citations as they were placed then. */
const KNOWN = new WeakMap<DocumentSegment, { readonly meaning: object; readonly habits: HabitsByForm }>();

/** How a manuscript writes its citations by form. What was counted of a segment is kept with it. */
export function citationHabits(manuscript: Manuscript): ReadonlyMap<CitationForm, CitationHabits> {
  const { document, lists, placed } = partsOf(manuscript);
  const all: HabitsByForm = new Map();
  document.segments.forEach((segment, index) => {
    let known = KNOWN.get(segment);
    if (known?.meaning !== lists.meaning) {
      const habits = count(placed.inSegment(index), segmentText(segment), document.starts[index]!);
      known = { meaning: lists.meaning, habits };
      KNOWN.set(segment, known);
    }
    for (const [form, habits] of known.habits) addHabits(habitsOf(all, form), habits);
  });
  return all;
}

function habitsOf(all: HabitsByForm, form: CitationForm): CitationHabits {
  let habits = all.get(form);
  if (habits === undefined) {
    habits = {
      count: 0,
      brackets: new Tally(),
      separators: new Tally(),
      dashes: new Tally(),
      runs: new Tally(),
      clusters: 0,
      neighbours: 0,
    };
    all.set(form, habits);
  }
  return habits;
}

function addHabits(to: CitationHabits, more: CitationHabits): void {
  to.count += more.count;
  to.clusters += more.clusters;
  to.neighbours += more.neighbours;
  to.brackets.addAll(more.brackets);
  to.separators.addAll(more.separators);
  to.dashes.addAll(more.dashes);
  to.runs.addAll(more.runs);
}

/** @param start offset of `text` in the manuscript */
function count(citations: readonly Citation[], text: string, start: number): HabitsByForm {
  const all: HabitsByForm = new Map();
  const written = (from: number, to: number): string => text.slice(from - start, to - start);
  citations.forEach((citation, index) => {
    // The prose around it decides how it is written.
    if (citation.form === 'mention') return;
    const habits = habitsOf(all, citation.form);
    habits.count += 1;
    const { members, range } = citation;
    const open = written(range.start, members[0]!.range.start).trim();
    const close = written(members[members.length - 1]!.range.end, range.end).trim();
    habits.brackets.add(`${open}\u0000${close}`);
    if (members.length > 1) habits.clusters += 1;
    members.forEach((member, place) => {
      const next = members[place + 1];
      if (next !== undefined)
        habits.separators.add(written(member.range.end, next.range.start).replace(/\s+/g, ' '));
      if (member.kind === 'range') {
        const dash = written(member.first.range.end, member.last.range.start).replace(/\s+/g, ' ');
        habits.dashes.add(dash);
      }
    });
    countRuns(citation, habits.runs);
    const following = citations[index + 1];
    if (following !== undefined && /^[,;]? ?$/.test(written(range.end, following.range.start))) {
      habits.neighbours += 1;
    }
  });
  return all;
}

/** Counts runs of numbers by length, as a range (`r3`) and written out (`o3`). */
function countRuns(citation: Citation, runs: Tally<string>): void {
  let length = 0;
  let previous: number | undefined;
  const flush = (): void => {
    if (length > 1) runs.add(`o${Math.min(length, 3)}`);
    length = 0;
    previous = undefined;
  };
  for (const member of citation.members) {
    if (member.kind === 'range') {
      flush();
      runs.add(`r${Math.min(member.last.value - member.first.value + 1, 3)}`);
    } else {
      if (previous !== undefined && member.number.value !== previous + 1) flush();
      length += 1;
      previous = member.number.value;
    }
  }
  flush();
}

/** Counts equal things; the first of those counted most often wins. */
export class Tally<T> {
  readonly #counts = new Map<T, number>();

  add(item: T, times = 1): void {
    this.#counts.set(item, this.of(item) + times);
  }

  addAll(other: Tally<T>): void {
    for (const [item, times] of other.#counts) this.#counts.set(item, this.of(item) + times);
  }

  of(item: T): number {
    return this.#counts.get(item) ?? 0;
  }

  most(): T | undefined {
    let best: T | undefined;
    let count = 0;
    for (const [item, times] of this.#counts) {
      if (times > count) {
        best = item;
        count = times;
      }
    }
    return best;
  }
}
