import type { Citation } from '../manuscript/types';
import { foldLetters } from '../numbering/foldedText';
import { citationsIn, worksOf } from '../numbering/identity';
import { fellowsOf, shownName } from '../numbering/joinFiles';
import { itemsOf, type ListScope, listScope, rewriteManuscript, withSummary } from '../numbering/listChange';
import type { RewriteOptions } from '../numbering/rewrite';
import { joinRows, scopesOf } from '../numbering/rewriteScopes';
import type { FileOfManuscript, NumberedManuscript } from '../numbering/types';
import { type Message, say } from '../text/message';
import type { TextRange } from '../text/textRange';
import type { EditPlan } from './types';

/**
 * What a manuscript's numbers stood for at one time, to compare with later.
 * Works are keys (ids of library records, else the words of entries), places are the words around citations.
 */
export interface NumberingFingerprint {
  readonly lists: readonly {
    /** Number and work of each entry. */
    readonly works: readonly (readonly [number, string])[];
    /** The words before each citation, and its numbers. */
    readonly places: readonly (readonly [string, readonly number[]])[];
  }[];
}

/** A citation that points elsewhere than at the time of the fingerprint. */
export interface StrayCitation {
  readonly range: TextRange;
  readonly changes: readonly {
    readonly number: number;
    /** The number that the work has now in the list, for which the text has {@link number}. */
    readonly numberNow: number;
  }[];
}

/**
 * How far a manuscript is half renumbered.
 * - `list`: the list gave its numbers to other works, the text did not follow.
 * - `text`: the text has other numbers throughout, the list did not follow.

 *
 * The message is one sentence.
 */
export interface HalfRenumbered extends Message {
  readonly changed: 'list' | 'text';
  /** Index of the list in the manuscript. */
  readonly list: number;
  /** By place. */
  readonly citations: readonly StrayCitation[];
  /** Number as the text has it → number that the work has in the list. */
  readonly map: ReadonlyMap<number, number>;
}

/** Takes down what each number stands for. */
export function fingerprintOf(numbered: NumberedManuscript): NumberingFingerprint {
  const scopes = scopesOf([numbered]).filter((scope): scope is ListScope => scope.list !== undefined);
  return {
    lists: scopes.map(scope => ({
      works: [...worksOf([numbered], scope)],
      places: scope.citations.map(({ citation }) => [
        wordsBefore(numbered, citation.range.start),
        citation.numbers,
      ]),
    })),
  };
}

/**
 * Compares a manuscript with an earlier state and says where list and text went apart: after a merge in git, another
 * tool, an edit by hand.
 *
 * A work is only said to be elsewhere when it is still in the list under another number. Editing an entry's words, or
 * one citation, is writing, not renumbering, and is not reported.
 *
 * @returns one finding for each list that is half renumbered; empty when numbers stand for what they stood for
 */
export function findHalfRenumbered(
  before: NumberingFingerprint,
  numbered: NumberedManuscript,
): readonly HalfRenumbered[] {
  const scopes = scopesOf([numbered]).filter((scope): scope is ListScope => scope.list !== undefined);
  return scopes.flatMap((scope): readonly HalfRenumbered[] => {
    const list = scope.parts[0]!;
    const numbersNow = new Map([...worksOf([numbered], scope)].map(([number, work]) => [work, number]));
    const earlier = mostAlike(before.lists, numbersNow);
    if (!earlier) return [];
    const worksBefore = new Map(earlier.works);
    const moved = new Map<number, number>();
    for (const [number, work] of worksBefore) {
      const now = numbersNow.get(work);
      if (now !== undefined && now !== number) moved.set(number, now);
    }
    const places = knownPlaces(numbered, scope, earlier.places);
    if (moved.size > 0) return listChanged(numbered, scope, list, moved, places);
    return textChanged(list, places, worksBefore, numbersNow);
  });
}

/** The list of the earlier state that has most works in common: chapters may have come or gone since. */
function mostAlike(
  lists: NumberingFingerprint['lists'],
  works: ReadonlyMap<string, number>,
): NumberingFingerprint['lists'][number] | undefined {
  let best: NumberingFingerprint['lists'][number] | undefined;
  let most = 0;
  for (const list of lists) {
    const common = list.works.filter(([, work]) => works.has(work)).length;
    if (common > most) {
      best = list;
      most = common;
    }
  }
  return best;
}

/**
 * Makes the text follow the works: each stray citation gets the number that its work has now in the list.
 */
export function planFollowWorks(
  joined: NumberedManuscript,
  found: HalfRenumbered,
  options: RewriteOptions = {},
): EditPlan {
  const numbered = alone(joined);
  // A list that changed has left the citations of the other files behind too, and those are not known to be stray.
  const left = found.changed === 'list' && fellowsOf(joined).find(fellow => citesAnyOf(fellow, found.map));
  if (left) {
    const message = say(
      '{0} cites by this list too. Keep the numbers of the text, then renumber all files.',
      shownName(left),
    );
    return { kind: 'refused', reasons: [{ range: { start: 0, end: 0 }, ...message }] };
  }
  const scope = listScope(numbered, found.list);
  const stray = new Set(found.citations.map(({ range }) => range.start));
  if (!scope) return { kind: 'refused', reasons: [{ range: { start: 0, end: 0 }, ...LIST_GONE }] };
  // The text stands for the wrong works now: only stray citations change, and the list stays.
  const narrowed = {
    ...scope,
    citations: scope.citations.filter(({ citation }) => stray.has(citation.range.start)),
    unreadable: [],
  };
  const wanted = rowsOf(numbered, citation => (stray.has(citation.range.start) ? found.map : undefined));
  const plan = rewriteManuscript(
    numbered,
    { scope: narrowed, numberOf: found.map, items: undefined },
    options,
    [],
    after => (sameNumbers(after, wanted) ? undefined : UNEXPECTED),
  );
  const count = found.citations.length;
  return withSummary(
    plan,
    `${count} ${count === 1 ? 'citation follows its work' : 'citations follow their works'} to the new numbers.`,
  );
}

/**
 * Keeps the numbers of the text, and brings the list back under them: each work gets the number again that the text
 * has for it.
 */
export function planKeepNumbers(joined: NumberedManuscript, found: HalfRenumbered): EditPlan {
  const numbered = alone(joined);
  const scope = listScope(numbered, found.list);
  if (!scope) return { kind: 'refused', reasons: [{ range: { start: 0, end: 0 }, ...LIST_GONE }] };
  const back = new Map([...found.map].map(([text, list]) => [list, text]));
  const numberOf = (number: number) => back.get(number) ?? number;
  const taken = new Set<number>();
  for (const { number } of scope.list.entries) {
    if (taken.has(numberOf(number))) {
      const message = say(
        'Two references would get the number {0}. Let the citations follow their works instead.',
        numberOf(number),
      );
      return { kind: 'refused', reasons: [{ range: scope.list.range, ...message }] };
    }
    taken.add(numberOf(number));
  }
  const wanted = rowsOf(numbered);
  const works = worksOf([numbered], scope);
  const items = [...itemsOf(scope, numberOf)].sort((a, b) => a.number - b.number);
  const plan = rewriteManuscript(
    numbered,
    { scope: { ...scope, citations: [], unreadable: [] }, numberOf: new Map(), items },
    {},
    [],
    after => {
      const restored = listScope(after, found.list);
      const now = restored && worksOf([after], restored);
      const right = now && [...works].every(([number, work]) => now.get(numberOf(number)) === work);
      return right && sameNumbers(after, wanted) ? undefined : UNEXPECTED;
    },
  );
  return withSummary(plan, 'Brings the reference list back under the numbers of the text.');
}

/** Without the other files: what went apart did so in this one. */
function alone({ manuscript, libraries, numberings }: NumberedManuscript): NumberedManuscript {
  return { manuscript, libraries, numberings };
}

function citesAnyOf({ numbered }: FileOfManuscript, map: ReadonlyMap<number, number>): boolean {
  return numbered.manuscript.citations.some(({ numbers }) => numbers.some(number => map.has(number)));
}

const LIST_GONE = say('The reference list is no longer there.');
const UNEXPECTED = say('The result would not read as intended.');

/** So many words before a citation tell its place. */
const PLACE_LETTERS = 48;

function wordsBefore({ manuscript }: NumberedManuscript, start: number): string {
  const from = Math.max(0, start - 6 * PLACE_LETTERS);
  const pieces: string[] = [];
  let position = from;
  // Citations before the place change with the numbering: in their digits, and in their length where ranges come or go.
  for (const { range } of citationsIn(manuscript, { start: from, end: start })) {
    pieces.push(manuscript.text.slice(position, range.start));
    position = range.end;
  }
  pieces.push(manuscript.text.slice(position, start));
  return foldLetters(pieces.join(' ')).replace(/\d+/g, '').slice(-PLACE_LETTERS);
}

/**
 * Citations that are where an earlier state had one, with the numbers of then and now. Places with the same words before
 * them are told apart by their order; where there are more or fewer of them now, they are left out.
 */
interface KnownPlace {
  readonly range: TextRange;
  readonly numbers: readonly number[];
  readonly numbersBefore: readonly number[];
}

function knownPlaces(
  numbered: NumberedManuscript,
  scope: ListScope,
  places: NumberingFingerprint['lists'][number]['places'],
): readonly KnownPlace[] {
  const earlier = new Map<string, (readonly number[])[]>();
  for (const [words, numbers] of places) {
    const alike = earlier.get(words);
    if (alike) alike.push(numbers);
    else earlier.set(words, [numbers]);
  }
  const now = scope.citations.map(({ citation }) => ({
    citation,
    words: wordsBefore(numbered, citation.range.start),
  }));
  const counts = new Map<string, number>();
  for (const { words } of now) counts.set(words, (counts.get(words) ?? 0) + 1);
  const seen = new Map<string, number>();
  return now.flatMap(({ citation: { range, numbers }, words }) => {
    const at = seen.get(words) ?? 0;
    seen.set(words, at + 1);
    const alike = earlier.get(words);
    if (alike === undefined || alike.length !== counts.get(words)) return [];
    return [{ range, numbers, numbersBefore: alike[at]! }];
  });
}

function listChanged(
  numbered: NumberedManuscript,
  scope: ListScope,
  list: number,
  moved: ReadonlyMap<number, number>,
  places: readonly KnownPlace[],
): readonly HalfRenumbered[] {
  const known = new Map(places.map(place => [place.range.start, place]));
  const unmoved = new Set<number>();
  // `[1–3]` stands for the same works when these three change numbers among themselves, and so does `[1], [3]`.
  for (const { citation } of joinRows([numbered], scope.citations)) {
    if (!sameSet(numberSet(citation.numbers, moved), new Set(citation.numbers))) continue;
    for (const { range } of citationsIn(numbered.manuscript, citation.range)) unmoved.add(range.start);
  }
  const citations = scope.citations.flatMap(({ citation }): readonly StrayCitation[] => {
    if (unmoved.has(citation.range.start)) return [];
    const changes = changesOf(citation.numbers, moved);
    const place = known.get(citation.range.start);
    // A citation that got other numbers along with the list, or that is new, is not one that stayed behind.
    const stayed = place !== undefined && sameSet(new Set(place.numbers), new Set(place.numbersBefore));
    return changes.length > 0 && stayed ? [{ range: citation.range, changes }] : [];
  });
  if (citations.length === 0) return [];
  const message = say(
    'The reference list has other numbers than before, and {0} did not follow.',
    count(citations.length),
  );
  return [{ changed: 'list', list, citations, map: moved, ...message }];
}

function textChanged(
  list: number,
  places: readonly KnownPlace[],
  worksBefore: ReadonlyMap<number, string>,
  numbersNow: ReadonlyMap<string, number>,
): readonly HalfRenumbered[] {
  // Another tool changes numbers throughout: each number always to the same other one.
  const map = new Map<number, number>();
  const citations: StrayCitation[] = [];
  for (const { numbers, numbersBefore } of places) {
    const [now, then] = [[...new Set(numbers)].sort(ascending), [...new Set(numbersBefore)].sort(ascending)];
    if (sameSet(new Set(now), new Set(then))) continue;
    // In a cluster nobody can say which number became which.
    if (now.length !== 1 || then.length !== 1) continue;
    const work = worksBefore.get(then[0]!);
    const numberNow = work === undefined ? undefined : numbersNow.get(work);
    if (numberNow === undefined) continue;
    if (map.has(now[0]!) && map.get(now[0]!) !== numberNow) return [];
    map.set(now[0]!, numberNow);
  }
  if (map.size < 2 || new Set(map.values()).size !== map.size) return [];
  for (const { range, numbers, numbersBefore } of places) {
    if (sameSet(new Set(numbers), new Set(numbersBefore))) {
      // A number that changed elsewhere, but not here: then numbers did not change throughout.
      if (!sameSet(numberSet(numbers, map), new Set(numbers))) return [];
      continue;
    }
    const back = numbers.map(number => map.get(number) ?? number);
    if (!sameSet(new Set(back), new Set(numbersBefore))) continue;
    citations.push({ range, changes: changesOf(numbers, map) });
  }
  if (citations.length < 2) return [];
  const message = say(
    'The text has other numbers than before in {0}, and the reference list did not follow.',
    count(citations.length),
  );
  return [{ changed: 'text', list, citations, map, ...message }];
}

function changesOf(numbers: readonly number[], map: ReadonlyMap<number, number>): StrayCitation['changes'] {
  return [...new Set(numbers)]
    .filter(number => map.has(number) && map.get(number) !== number)
    .map(number => ({ number, numberNow: map.get(number)! }));
}

function count(citations: number): string {
  return citations === 1 ? 'one citation' : `${citations} citations`;
}

function ascending(a: number, b: number): number {
  return a - b;
}

function numberSet(
  numbers: readonly number[],
  map: ReadonlyMap<number, number> | undefined,
): ReadonlySet<number> {
  return new Set(numbers.map(number => map?.get(number) ?? number));
}

/** The numbers of each citation, those in a row (`[1], [3]`) together, because a rewritten row is sorted as one. */
function rowsOf(
  numbered: NumberedManuscript,
  mapOf: (citation: Citation) => ReadonlyMap<number, number> | undefined = () => undefined,
): readonly ReadonlySet<number>[] {
  const { citations } = numbered.manuscript;
  const rows = joinRows(
    [numbered],
    citations.map(citation => ({ file: 0, citation })),
  );
  let next = 0;
  return rows.map(({ citation: { range } }) => {
    const row = new Set<number>();
    for (; next < citations.length && citations[next]!.range.end <= range.end; next++) {
      const citation = citations[next]!;
      for (const number of numberSet(citation.numbers, mapOf(citation))) row.add(number);
    }
    return row;
  });
}

function sameNumbers(numbered: NumberedManuscript, wanted: readonly ReadonlySet<number>[]): boolean {
  const rows = rowsOf(numbered);
  return rows.length === wanted.length && rows.every((row, index) => sameSet(row, wanted[index]!));
}

function sameSet(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  if (a.size !== b.size) return false;
  for (const value of a) if (!b.has(value)) return false;
  return true;
}
