import type { Reference } from '../library/types';
import { citationAt, entryAt, memberAt } from '../manuscript';
import type { Citation, CitationMember, Manuscript, ReferenceListEntry } from '../manuscript/types';
import {
  citationsByNumber,
  citationsElsewhere,
  type FileOfManuscript,
  type NumberedManuscript,
  type NumberedReference,
  numberingFor,
  resolveNumber,
} from '../numbering';
import { type TextRange, touches } from '../text/textRange';

/** Where a number leads: to its entry in the manuscript, else to the record in its library's file. */
export type DefinitionTarget =
  | {
      readonly kind: 'entry';
      readonly number: number;
      /** Name of the file that has the entry; undefined where it is the manuscript's own. */
      readonly file?: string;
      /** The whole entry. */
      readonly range: TextRange;
      /** What the entry says. */
      readonly selection: TextRange;
    }
  | { readonly kind: 'record'; readonly number: number; readonly reference: Reference };

/** Go to definition at a place. */
export interface Definition {
  /** What was asked for: the digits under the cursor, else the member, else the citation. */
  readonly range: TextRange;
  readonly targets: readonly DefinitionTarget[];
}

/** A place that names a number. `write` is the label of its entry, `read` a citation. */
export interface NumberPlace {
  readonly kind: 'read' | 'write';
  readonly range: TextRange;
  readonly number: number;
  /** The file that it stands in; undefined where that is the manuscript that was asked. */
  readonly file?: FileOfManuscript;
}

/** A link from a number in the text to its entry in the list. */
export interface CitationLink {
  readonly range: TextRange;
  readonly number: number;
  readonly target: TextRange;
}

/** The entries (or records) of the numbers at `offset`; undefined beside a citation. Between the ends of a range, all of it. */
export function definition(numbered: NumberedManuscript, offset: number): Definition | undefined {
  const asked = numbersAt(numbered.manuscript, offset);
  if (asked?.citation === undefined) return undefined;
  const numbering = numberingFor(numbered, asked.citation);
  const targets = asked.numbers.flatMap(number => {
    const found = resolveNumber(numbering, number);
    return found.kind === 'numbered' ? targetOf(found.numbered) : [];
  });
  return { range: asked.range, targets };
}

/**
 * Every place that stands for the numbers at `offset`, by place: citations, ranges that cover them included. Behind those
 * of the manuscript come those of the other files that the same list numbers.
 *
 * @param offset on a citation, or in a list entry
 * @param includeEntry whether the labels of their own entries belong to the answer
 */
export function references(
  numbered: NumberedManuscript,
  offset: number,
  includeEntry: boolean,
): readonly NumberPlace[] {
  const { manuscript } = numbered;
  const asked = numbersAt(manuscript, offset) ?? numberOfEntry(manuscript, offset);
  if (asked === undefined) return [];
  const { numbers, list } = asked;
  return [
    ...placesOf(numbered, numbers, list, includeEntry),
    ...placesElsewhere(numbered, numbers, list ?? 0, includeEntry),
  ];
}

/** The places of one number in the scope of a list: every citation that stands for it, and its entry's label if asked. */
export function referencesOfNumber(
  numbered: NumberedManuscript,
  number: number,
  list: number | undefined,
  includeEntry: boolean,
): readonly NumberPlace[] {
  return placesOf(numbered, [number], list, includeEntry);
}

/** Every place of the numbers at `offset`, entry labels included, for highlighting; empty beside a citation or label. */
export function highlights(numbered: NumberedManuscript, offset: number): readonly NumberPlace[] {
  const asked = numbersAt(numbered.manuscript, offset);
  return asked === undefined ? [] : placesOf(numbered, asked.numbers, asked.list, true);
}

/** A link for each number written in the text that has an entry in the manuscript, by place. */
export function documentLinks(numbered: NumberedManuscript): readonly CitationLink[] {
  const links: CitationLink[] = [];
  for (const citation of numbered.manuscript.citations) {
    const { byNumber } = numberingFor(numbered, citation);
    for (const member of citation.members) {
      for (const written of member.kind === 'number' ? [member.number] : [member.first, member.last]) {
        const entry = byNumber.get(written.value)?.entry;
        if (entry !== undefined)
          links.push({ range: written.range, number: written.value, target: entry.range });
      }
    }
  }
  return links;
}

interface AskedNumbers {
  readonly numbers: readonly number[];
  readonly range: TextRange;
  readonly list: number | undefined;
  readonly citation: Citation | undefined;
}

function numbersAt(manuscript: Manuscript, offset: number): AskedNumbers | undefined {
  const citation = citationAt(manuscript, offset);
  if (citation !== undefined) {
    const member = memberAt(citation, offset);
    const asked =
      member === undefined
        ? { numbers: [...new Set(citation.numbers)], range: citation.range }
        : memberNumbers(member, offset);
    return { ...asked, list: citation.list, citation };
  }
  const found = entryAt(manuscript, offset);
  if (found === undefined || !touches(labelOf(found.entry), offset)) return undefined;
  const list = manuscript.referenceLists.indexOf(found.list);
  return { numbers: [found.entry.number], range: labelOf(found.entry), list, citation: undefined };
}

/** Anywhere in an entry, its number is meant. */
function numberOfEntry(
  manuscript: Manuscript,
  offset: number,
): Pick<AskedNumbers, 'numbers' | 'list'> | undefined {
  const found = entryAt(manuscript, offset);
  return found && { numbers: [found.entry.number], list: manuscript.referenceLists.indexOf(found.list) };
}

function memberNumbers(
  member: CitationMember,
  offset: number,
): { readonly numbers: readonly number[]; readonly range: TextRange } {
  if (member.kind === 'number') return { numbers: [member.number.value], range: member.number.range };
  const end = [member.first, member.last].find(({ range }) => touches(range, offset));
  if (end !== undefined) return { numbers: [end.value], range: end.range };
  const low = Math.min(member.first.value, member.last.value);
  const high = Math.max(member.first.value, member.last.value);
  return { numbers: Array.from({ length: high - low + 1 }, (_, index) => low + index), range: member.range };
}

function placesOf(
  numbered: NumberedManuscript,
  numbers: readonly number[],
  list: number | undefined,
  includeEntry: boolean,
): readonly NumberPlace[] {
  const { manuscript } = numbered;
  const table = citationsByNumber(manuscript, list);
  const places = new Map<string, NumberPlace>();
  const add = (place: NumberPlace) => {
    const key = `${place.range.start}:${place.range.end}`;
    if (!places.has(key)) places.set(key, place);
  };
  for (const number of numbers) {
    for (const citation of table.get(number) ?? []) {
      for (const member of citation.members) {
        const range = rangeIn(member, number);
        if (range !== undefined) add({ kind: 'read', range, number });
      }
    }
    const entries = includeEntry ? (manuscript.referenceLists[list ?? 0]?.entries ?? []) : [];
    for (const entry of entries)
      if (entry.number === number) add({ kind: 'write', range: labelOf(entry), number });
  }
  return [...places.values()].sort((a, b) => a.range.start - b.range.start);
}

function placesElsewhere(
  numbered: NumberedManuscript,
  numbers: readonly number[],
  scope: number,
  includeEntry: boolean,
): readonly NumberPlace[] {
  const places = new Map<string, NumberPlace>();
  for (const number of numbers) {
    const entry = includeEntry ? entryElsewhere(numbered, number, scope) : undefined;
    const found = citationsElsewhere(numbered, number, scope).flatMap(({ file, citation }) =>
      citation.members.flatMap((member): readonly NumberPlace[] => {
        const range = rangeIn(member, number);
        return range === undefined ? [] : [{ kind: 'read', range, number, file }];
      }),
    );
    for (const place of entry ? [...found, entry] : found)
      places.set(`${place.file?.name}:${place.range.start}:${place.range.end}`, place);
  }
  return [...places.values()];
}

function entryElsewhere(
  { numberings, project }: NumberedManuscript,
  number: number,
  scope: number,
): NumberPlace | undefined {
  const elsewhere = numberings[scope]?.byNumber.get(number)?.elsewhere;
  const file = project?.files.find(({ name }) => name === elsewhere?.file);
  const entry = file && elsewhere && entryAt(file.numbered.manuscript, elsewhere.range.start)?.entry;
  return entry && { kind: 'write', range: labelOf(entry), number, file };
}

/** The digits of a number in a member, or the whole range where it stands between its ends. */
function rangeIn(member: CitationMember, number: number): TextRange | undefined {
  if (member.kind === 'number') return member.number.value === number ? member.number.range : undefined;
  if (member.first.value === number) return member.first.range;
  if (member.last.value === number) return member.last.range;
  const low = Math.min(member.first.value, member.last.value);
  const high = Math.max(member.first.value, member.last.value);
  return low < number && number < high
    ? { start: member.first.range.start, end: member.last.range.end }
    : undefined;
}

function labelOf(entry: ReferenceListEntry): TextRange {
  return entry.writtenNumber?.range ?? entry.labelRange;
}

function targetOf(numbered: NumberedReference): readonly DefinitionTarget[] {
  const { number, entry, elsewhere, reference } = numbered;
  if (elsewhere !== undefined) {
    const { file, range, selection } = elsewhere;
    return [{ kind: 'entry', number, file, range, selection }];
  }
  if (entry !== undefined) return [{ kind: 'entry', number, range: entry.range, selection: entry.textRange }];
  return reference === undefined ? [] : [{ kind: 'record', number, reference }];
}
