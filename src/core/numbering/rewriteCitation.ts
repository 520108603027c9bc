import type { ClusterStyle } from '../manuscript';
import type { Citation, CitationMember } from '../manuscript/types';
import { type Message, say } from '../text/message';
import type { TextEdit } from '../text/textEdit';
import { type LinkTargets, rewriteLinkedCitation } from './rewriteLinks';
import { numbersOfMember, writeNumberLike, writtenNumbers } from './writtenNumber';

/** How a cluster is written where its own text does not show it. */
export interface ClusterWriting {
  /** Between two members: `, `. */
  readonly separator: string;
  /** Between the ends of a range: `–`. */
  readonly dash: string;
  /** The shortest run that becomes a range; 0 = none does. Undefined: as the cluster shows, else {@link usualCollapseFrom}. */
  readonly collapseFrom: number | undefined;
  /** The manuscript's own habit, for clusters that do not show one. */
  readonly usualCollapseFrom: number;
  /** Whether the members of a changed cluster are brought into ascending order. */
  readonly sort: boolean;
}

/** What becomes of one citation. `removed`: none of its works remains. */
export type RewrittenCitation =
  | { readonly kind: 'edits'; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'removed' }
  | ({ readonly kind: 'refused' } & Message);

/** The number that takes the place of an old one; null where its work is taken out. */
export type NumberChange = (old: number) => number | null;

/** A member as it is going to be: a number, or a run of numbers to write as a range. */
interface Unit {
  readonly first: number;
  readonly last: number;
  /** What it comes from; undefined for numbers that fell out of a range or are to be written anew. */
  readonly from: CitationMember | undefined;
  /** Text to keep before and after: `see `, `, p. 45`. */
  readonly before: string;
  readonly after: string;
}

/**
 * Writes a citation with other numbers. Its brackets, separators, dashes, spacing, prefixes and locators stay as the
 * author wrote them; where its shape stays, only digits change. A cluster whose numbers all stay is not touched.
 *
 * A locator belongs to its number and moves with it. A cluster with a prefix (`see 3`) keeps its order, because the
 * prefix may speak of all that follows.
 */
export function rewriteCitation(
  text: string,
  citation: Citation,
  change: NumberChange,
  writing: ClusterWriting,
  targets: LinkTargets,
): RewrittenCitation {
  if (citation.numbers.every(number => change(number) === number)) return { kind: 'edits', edits: [] };
  const units = unitsOf(text, citation, change);
  if (!units) {
    return {
      kind: 'refused',
      ...say(
        'The numbers of a range with a page or other locator would no longer follow each other. Write the range as single numbers, each with its locator.',
      ),
    };
  }
  if (units.length === 0) return citation.form === 'mention' ? NAMED_IN_PROSE : { kind: 'removed' };
  const arranged = arrange(citation, units, writing);
  if (citation.form === 'linked')
    return rewriteLinkedCitation(text, citation, arranged, change, writing, targets);
  if (sameShape(citation, arranged)) return { kind: 'edits', edits: digitEdits(text, citation, arranged) };
  return { kind: 'edits', edits: [rebuilt(text, citation, arranged, writing)] };
}

/** Without its number the sentence around a mention (`as in ref. 5`) would say nothing. */
const NAMED_IN_PROSE: RewrittenCitation = {
  kind: 'refused',
  ...say('The sentence calls this reference by its number. Write the sentence without it first.'),
};

/** Sorts and collapses as the author does. Also what a linter offers for an untidy cluster. */
export function tidyCitation(text: string, citation: Citation, writing: ClusterWriting): readonly TextEdit[] {
  if (citation.form === 'linked') return [];
  const units = unitsOf(text, citation, number => number);
  if (!units) return [];
  const arranged = arrange(citation, units, writing);
  if (sameShape(citation, arranged)) return digitEdits(text, citation, arranged);
  return [rebuilt(text, citation, arranged, writing)];
}

/**
 * A citation as another style writes it, with the same numbers, prefixes and locators in the same order. Runs become
 * ranges as the style says; ranges stay.
 *
 * @returns undefined where its numbers cannot be written so
 */
export function respellCitation(text: string, citation: Citation, style: ClusterStyle): string | undefined {
  if (citation.form === 'linked') return undefined;
  const units = citation.members.map((member): Unit => {
    const [first, last] = [firstOf(member).value, lastOf(member).value];
    return {
      first,
      last,
      from: member,
      before: member.prefix ? text.slice(member.range.start, firstOf(member).range.start) : '',
      after: member.locator ? text.slice(lastOf(member).range.end, member.range.end) : '',
    };
  });
  const raised = style.form === 'superscript' && style.open === '';
  const number = (value: number): string => writeNumberLike(value, raised ? '¹' : '1');
  const members = collapse(units, style.collapseFrom).map(({ first, last, before, after }) => {
    const numbers = last === first ? number(first) : number(first) + style.dash + number(last);
    return before + numbers + after;
  });
  return style.open + members.join(style.separator) + style.close;
}

function unitsOf(text: string, citation: Citation, change: NumberChange): readonly Unit[] | undefined {
  const units: Unit[] = [];
  for (const member of citation.members) {
    const before = member.prefix ? text.slice(member.range.start, firstOf(member).range.start) : '';
    const after = member.locator ? text.slice(lastOf(member).range.end, member.range.end) : '';
    const numbers = numbersOfMember(member)
      .map(change)
      .filter(number => number !== null);
    if (numbers.length === 0) continue;
    const ascending = [...numbers].sort((a, b) => a - b);
    const run = ascending.every((number, index) => number === ascending[0]! + index);
    if (run && (before || after)) {
      units.push({ first: ascending[0]!, last: ascending.at(-1)!, from: member, before, after });
    } else if (after) {
      return undefined;
    } else {
      const order = member.kind === 'range' ? ascending : numbers;
      order.forEach((number, index) => {
        units.push({
          first: number,
          last: number,
          from: member,
          before: index === 0 ? before : '',
          after: '',
        });
      });
    }
  }
  return units;
}

function arrange(citation: Citation, units: readonly Unit[], writing: ClusterWriting): readonly Unit[] {
  const sortable = writing.sort && !citation.members.some(member => member.prefix);
  const ordered = sortable ? [...units].sort((a, b) => a.first - b.first || a.last - b.last) : [...units];
  const seen = new Set<number>();
  const once = ordered.filter(unit => {
    if (unit.before || unit.after) return true;
    if (seen.has(unit.first)) return false;
    seen.add(unit.first);
    return true;
  });
  return collapse(once, collapseFromOf(citation, writing));
}

function collapse(units: readonly Unit[], from: number): readonly Unit[] {
  if (from < 2) return units;
  const result: Unit[] = [];
  for (let start = 0; start < units.length; ) {
    let end = start + 1;
    if (isPlain(units[start]!)) {
      while (end < units.length && isPlain(units[end]!) && units[end]!.first === units[end - 1]!.last + 1)
        end++;
    }
    if (end - start >= from) {
      result.push({ ...units[start]!, last: units[end - 1]!.last });
    } else {
      result.push(...units.slice(start, end));
    }
    start = end;
  }
  return result;
}

function isPlain(unit: Unit): boolean {
  return unit.before === '' && unit.after === '';
}

/** The cluster's own habit weighs more than the manuscript's: what it has as a range may be one, what it spells out stays. */
function collapseFromOf(citation: Citation, writing: ClusterWriting): number {
  if (writing.collapseFrom !== undefined) return writing.collapseFrom;
  const ranges = citation.members.filter(member => member.kind === 'range');
  if (ranges.length > 0) {
    const shortest = Math.min(...ranges.map(member => Math.abs(member.last.value - member.first.value) + 1));
    return writing.usualCollapseFrom > 0
      ? Math.min(writing.usualCollapseFrom, Math.max(shortest, 2))
      : shortest;
  }
  return spelledOutRun(citation) >= writing.usualCollapseFrom ? 0 : writing.usualCollapseFrom;
}

function spelledOutRun(citation: Citation): number {
  let longest = 1;
  let run = 1;
  citation.members.forEach((member, index) => {
    const previous = citation.members[index - 1];
    const follows =
      member.kind === 'number' &&
      previous?.kind === 'number' &&
      !previous.locator &&
      !member.prefix &&
      member.number.value === previous.number.value + 1;
    run = follows ? run + 1 : 1;
    longest = Math.max(longest, run);
  });
  return longest;
}

function sameShape(citation: Citation, units: readonly Unit[]): boolean {
  return (
    units.length === citation.members.length &&
    units.every((unit, index) => {
      const member = citation.members[index]!;
      if (member.prefix || member.locator || !isPlain(unit)) {
        if (unit.from !== member) return false;
      }
      return (member.kind === 'range') === unit.last > unit.first;
    })
  );
}

function digitEdits(text: string, citation: Citation, units: readonly Unit[]): readonly TextEdit[] {
  const values = units.flatMap(unit => (unit.last > unit.first ? [unit.first, unit.last] : [unit.first]));
  return writtenNumbers(citation)
    .map((written, index) => ({
      range: written.range,
      newText: writeNumberLike(values[index]!, text.slice(written.range.start, written.range.end)),
    }))
    .filter(edit => edit.newText !== text.slice(edit.range.start, edit.range.end));
}

function rebuilt(
  text: string,
  citation: Citation,
  units: readonly Unit[],
  writing: ClusterWriting,
): TextEdit {
  const first = citation.members[0]!;
  const last = citation.members.at(-1)!;
  const like = text.slice(firstOf(first).range.start, firstOf(first).range.end);
  const { separators, dash } = punctuationOf(text, citation, writing);
  const usual = commonest(separators) ?? separatorFor(text, citation, dash, writing);
  const pieces: string[] = [];
  units.forEach((unit, index) => {
    // As many members as before: each separator stays where it is.
    if (index > 0) {
      pieces.push(
        units.length === citation.members.length ? separators[index - 1]! : unwrapped(usual, writing),
      );
    }
    const numbers =
      unit.last > unit.first
        ? writeNumberLike(unit.first, like) + dash + writeNumberLike(unit.last, like)
        : writeNumberLike(unit.first, like);
    pieces.push(unit.before, numbers, unit.after);
  });
  return { range: { start: first.range.start, end: last.range.end }, newText: pieces.join('') };
}

function punctuationOf(
  text: string,
  citation: Citation,
  writing: ClusterWriting,
): { readonly separators: readonly string[]; readonly dash: string } {
  const separators = citation.members
    .slice(1)
    .map((member, index) => text.slice(citation.members[index]!.range.end, member.range.start));
  const range = citation.members.find(member => member.kind === 'range');
  if (range?.kind === 'range') {
    return { separators, dash: text.slice(range.first.range.end, range.last.range.start) };
  }
  // The dash of a manuscript in the style of the IEEE has its brackets with it: `]–[`.
  const mark = isRaised(text, citation) ? '⁻' : writing.dash.replace(/[[\]\\_]/g, '');
  const separator = commonest(separators);
  return { separators, dash: separator?.includes(']') ? separator.replace(/[,;\s]*(?=\\?\[)/, mark) : mark };
}

/** Whether it is written in the superscript digits of Unicode, which have commas and dashes of their own. */
function isRaised(text: string, citation: Citation): boolean {
  const { range } = firstOf(citation.members[0]!);
  return /^[⁰¹²³⁴-⁹]/.test(text.slice(range.start, range.end));
}

/** `[1]–[3]` that falls apart is written `[1], [4]`: the brackets around the dash stay around the separator. */
function separatorFor(text: string, citation: Citation, dash: string, writing: ClusterWriting): string {
  if (dash.includes(']'))
    return dash.replace(/[^[\]\\_]+/, writing.separator.includes(']') ? ', ' : writing.separator);
  if (isRaised(text, citation)) return ',';
  return writing.separator.includes(']') ? ', ' : writing.separator;
}

/** A separator with a line break would break every line of a longer cluster. */
function unwrapped(separator: string, writing: ClusterWriting): string {
  if (!/[\r\n]/.test(separator)) return separator;
  return separator.replace(/\s*[\r\n]\s*/g, writing.separator.endsWith(' ') ? ' ' : '');
}

function commonest(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) {
    // White space alone separates nothing by itself; a wrapped separator counts less than the same on one line.
    counts.set(value, (counts.get(value) ?? 0) + (/[\r\n]/.test(value) ? 0.5 : 1));
  }
  let best: string | undefined;
  for (const [value, count] of counts) if (best === undefined || count > counts.get(best)!) best = value;
  return best;
}

function firstOf(member: CitationMember) {
  return member.kind === 'number' ? member.number : member.first;
}

function lastOf(member: CitationMember) {
  return member.kind === 'number' ? member.number : member.last;
}
