import type { Citation, Manuscript, ReferenceListEntry } from '../manuscript/types';
import { type Message, say } from '../text/message';
import type { TextRange } from '../text/textRange';
import { entryAround, joinRows, type NumberingScope, type PlacedCitation, scopesOf } from './rewriteScopes';
import type { NumberedManuscript, NumberedReference } from './types';

/**
 * What makes two reference list entries the same words: lower case, letters and digits only, single spaces.
 * Markup, punctuation and line breaks do not count.
 */
export function normaliseEntryText(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The citations that lie in `range`, by place, found by bisection. */
export function citationsIn(manuscript: Manuscript, range: TextRange): readonly Citation[] {
  const { citations } = manuscript;
  let low = 0;
  let high = citations.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (citations[middle]!.range.start < range.start) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < citations.length && citations[end]!.range.end <= range.end) end++;
  return citations.slice(low, end);
}

/**
 * The words of an entry, normalised. What changes with the numbers is left out: citations in the entry, anchors.
 */
export function wordsOfEntry(manuscript: Manuscript, entry: ReferenceListEntry): string {
  const pieces: string[] = [];
  let position = entry.textRange.start;
  for (const { range } of citationsIn(manuscript, entry.textRange)) {
    pieces.push(manuscript.text.slice(position, range.start), ' ');
    position = range.end;
  }
  pieces.push(manuscript.text.slice(position, entry.textRange.end));
  const anchors = /<[a-z/][^<>]{0,200}>|\{#[^{}]{0,200}\}|\[\[[^[\]]{0,200}\]\]/gi;
  return normaliseEntryText(pieces.join('').replace(anchors, ' '));
}

/**
 * The work that a number stands for, as a string that two texts can be compared by: the id of the linked
 * reference, else the words of the entry.
 *
 * @param manuscript the one that the entry stands in; undefined for numbers of a library
 */
export function workKeyOf(reference: NumberedReference, manuscript: Manuscript | undefined): string {
  if (reference.reference) return `reference:${reference.reference.id}`;
  return reference.entry && manuscript ? `entry:${wordsOfEntry(manuscript, reference.entry)}` : 'nothing';
}

/** The works of a scope by number; numbers that no reference has are not in it. */
export function worksOf(
  files: readonly NumberedManuscript[],
  scope: NumberingScope,
): ReadonlyMap<number, string> {
  const manuscript = scope.listFile === undefined ? undefined : files[scope.listFile]!.manuscript;
  const works = new Map<number, string>();
  for (const [number, reference] of scope.numbering.byNumber)
    works.set(number, workKeyOf(reference, manuscript));
  return works;
}

/** What a change is meant to do to works, besides giving them other numbers. Works are keys of {@link workKeyOf}. */
export interface IntendedChanges {
  /** Works that are given up for another: merged duplicates. */
  readonly merged?: ReadonlyMap<string, string>;
  /** Works that the change takes out of every citation. */
  readonly removed?: ReadonlySet<string>;
  /** Whether citations may be added (pasted text); then those of before must all be there, in their order. */
  readonly added?: boolean;
}

/** A citation that stands for other works than before. */
export interface IdentityFailure extends Message {
  /** The citation before the change; undefined where one appeared. */
  readonly before: PlacedCitation | undefined;
}

/**
 * Compares two states of the same files work by work: each citation, in order, has to stand for the same set of
 * works, and each list has to hold the same works.
 *
 * @returns the citations where it does not; empty when the change is safe
 */
export function verifyIdentity(
  before: readonly NumberedManuscript[],
  after: readonly NumberedManuscript[],
  intended: IntendedChanges = {},
): readonly IdentityFailure[] {
  const expected = occurrencesOf(before)
    .map(occurrence => ({ ...occurrence, works: intendedWorks(occurrence.works, intended) }))
    .filter(occurrence => occurrence.works.size > 0);
  const found = occurrencesOf(after);
  const failures: IdentityFailure[] = [];
  let next = 0;
  for (const { placed, works } of expected) {
    while (intended.added && found[next] && !sameSet(found[next]!.works, works)) next++;
    const candidate = found[next];
    if (!candidate) {
      failures.push({ before: placed, ...say('The citation would be lost.') });
      break;
    }
    next++;
    if (!sameSet(candidate.works, works)) {
      failures.push({ before: placed, ...say('The citation would stand for other works.') });
    }
  }
  if (!intended.added && failures.length === 0 && next < found.length) {
    failures.push({ before: undefined, ...say('Text that is no citation would be read as one.') });
  }
  if (failures.length === 0) {
    const lost = missingWork(before, after, intended);
    if (lost !== undefined) {
      failures.push({
        before: undefined,
        ...say('The reference list would lose an entry (“{0}”).', lost.slice(0, 80)),
      });
    }
  }
  return failures;
}

interface Occurrence {
  readonly placed: PlacedCitation;
  readonly works: ReadonlySet<string>;
}

function occurrencesOf(files: readonly NumberedManuscript[]): readonly Occurrence[] {
  const occurrences: Occurrence[] = [];
  for (const scope of scopesOf(files)) {
    const works = worksOf(files, scope);
    for (const placed of joinRows(files, scope.citations)) {
      occurrences.push({
        placed,
        works: new Set(placed.citation.numbers.map(number => works.get(number) ?? `missing:${number}`)),
      });
    }
  }
  // Citations inside list entries move with their entries: the text's come first, those of lists by their works.
  return occurrences
    .map((occurrence, index) => ({ occurrence, index, entry: wordsAround(files, occurrence.placed) }))
    .sort((a, b) => {
      if (a.entry === undefined || b.entry === undefined) {
        return Number(a.entry !== undefined) - Number(b.entry !== undefined) || a.index - b.index;
      }
      return a.entry < b.entry ? -1 : a.entry > b.entry ? 1 : a.index - b.index;
    })
    .map(({ occurrence }) => occurrence);
}

/** The words of the entry that a citation stands in. */
function wordsAround(files: readonly NumberedManuscript[], placed: PlacedCitation): string | undefined {
  const { manuscript } = files[placed.file]!;
  const { start } = placed.citation.range;
  for (const list of manuscript.referenceLists) {
    if (start < list.range.start || start >= list.range.end) continue;
    const entry = entryAround(list, start);
    if (entry) return wordsOfEntry(manuscript, entry);
  }
  return undefined;
}

function intendedWorks(works: ReadonlySet<string>, intended: IntendedChanges): ReadonlySet<string> {
  const result = new Set<string>();
  for (const work of works) {
    if (!intended.removed?.has(work)) result.add(intended.merged?.get(work) ?? work);
  }
  return result;
}

function missingWork(
  before: readonly NumberedManuscript[],
  after: readonly NumberedManuscript[],
  intended: IntendedChanges,
): string | undefined {
  const remaining = new Map<string, number>();
  for (const work of listedWorks(after)) remaining.set(work, (remaining.get(work) ?? 0) + 1);
  for (const work of listedWorks(before)) {
    if (intended.removed?.has(work) || intended.merged?.has(work)) continue;
    const count = remaining.get(work) ?? 0;
    if (count === 0) return work;
    remaining.set(work, count - 1);
  }
  return undefined;
}

function listedWorks(files: readonly NumberedManuscript[]): readonly string[] {
  return scopesOf(files).flatMap(scope => (scope.list ? [...worksOf(files, scope).values()] : []));
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  if (a.size !== b.size) return false;
  for (const value of a) if (!b.has(value)) return false;
  return true;
}
