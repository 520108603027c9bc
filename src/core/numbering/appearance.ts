import { type Caption, captionsOf, firstMentions } from './captions';
import { entryAround, type NumberingScope, type PlacedCitation } from './rewriteScopes';
import type { NumberedManuscript } from './types';

/**
 * When citations in captions of figures and tables count.
 * - `inPlace`: where they stand.
 * - `atMention`: where the text first mentions the figure or table (the recommendation of the ICMJE).
 * - `afterText`: behind all others, as in manuscripts whose legends stand at the end.
 * - `auto`: as the list shows that its author does; where it shows nothing, in place.
 */
export type CaptionOrder = 'auto' | 'inPlace' | 'atMention' | 'afterText';

/** How {@link orderOfAppearance} reads. */
export interface AppearanceOptions {
  /**
   * Whether clusters are sorted when they are rewritten (the default): then new works of one cluster count in ascending
   * order, so that `[2, 1]` at the start of a text does not turn the list around. When not, each counts as written.
   */
  readonly sort?: boolean;
  /** `auto` unless said otherwise. */
  readonly captions?: CaptionOrder;
}

/** What renumbering by order of appearance makes of one scope. */
export interface AppearanceOrder {
  /** Cited numbers in the order in which the text first cites them. */
  readonly cited: readonly number[];
  /** Numbers of the list that the text does not cite, in the list's order. */
  readonly uncited: readonly number[];
}

/**
 * The order in which a scope's references are first cited.
 *
 * A cluster with a prefix (`see 5, 3`) counts as written. Citations inside list entries do not count: the order would
 * then hang on itself.
 *
 * @param files what the scope's citations stand in
 */
export function orderOfAppearance(
  files: readonly NumberedManuscript[],
  scope: NumberingScope,
  { sort = true, captions = 'auto' }: AppearanceOptions = {},
): AppearanceOrder {
  const inText = scope.citations.filter(
    ({ file, citation }) =>
      !(scope.list && file === scope.listFile && entryAround(scope.list, citation.range.start)),
  );
  const cited = firstCited(scope, inText, sort, files, captions);
  const isCited = new Set(cited);
  const listed = scope.list ? scope.list.entries.map(entry => entry.number) : [];
  return { cited, uncited: [...new Set(listed)].filter(number => !isCited.has(number)) };
}

function firstCited(
  scope: NumberingScope,
  citations: readonly PlacedCitation[],
  sort: boolean,
  files: readonly NumberedManuscript[],
  captions: CaptionOrder,
): readonly number[] {
  const inPlace = numbersIn(scope, citations, sort);
  if (captions === 'inPlace' || (captions === 'auto' && breaksIn(inPlace) === 0)) return inPlace;
  const places = captionsAround(files, citations);
  if (places.size === 0) return inPlace;
  const ordered = (wanted: 'atMention' | 'afterText') =>
    numbersIn(scope, inCaptionOrder(citations, places, wanted), sort);
  if (captions !== 'auto') return ordered(captions);
  // A list in no order at all shows no habit of its author's: another order has to fit it far better than the usual.
  const most = breaksIn(inPlace) / 2;
  for (const other of [ordered('atMention'), ordered('afterText')]) if (breaksIn(other) < most) return other;
  return inPlace;
}

function numbersIn(
  scope: NumberingScope,
  citations: readonly PlacedCitation[],
  sort: boolean,
): readonly number[] {
  const cited = new Set<number>();
  for (const { citation } of citations) {
    const { members, numbers } = citation;
    const sorted = sort && numbers.length > 1 && !members.some(member => member.prefix);
    for (const number of sorted ? [...numbers].sort((a, b) => a - b) : numbers) {
      if (scope.numbering.byNumber.has(number)) cited.add(number);
    }
  }
  return [...cited];
}

/** How often a number is smaller than the one before it. */
function breaksIn(numbers: readonly number[]): number {
  return numbers.reduce((sum, number, index) => sum + Number(index > 0 && number < numbers[index - 1]!), 0);
}

/** A place that a citation counts at, in the order of the files. */
interface Place {
  readonly file: number;
  readonly offset: number;
}

/** The citations that stand in captions, each with where the text first mentions its figure; undefined where it does not. */
function captionsAround(
  files: readonly NumberedManuscript[],
  citations: readonly PlacedCitation[],
): ReadonlyMap<PlacedCitation, Place | undefined> {
  const captions = new Map<number, readonly Caption[]>();
  const found: [PlacedCitation, Caption][] = [];
  let next = 0;
  let file = -1;
  for (const placed of citations) {
    if (placed.file !== file) {
      file = placed.file;
      next = 0;
      if (!captions.has(file)) captions.set(file, captionsOf(files[file]!.manuscript));
    }
    const own = captions.get(file)!;
    const { start } = placed.citation.range;
    while (next < own.length && own[next]!.range.end <= start) next++;
    const caption = own[next];
    if (caption && caption.range.start <= start) found.push([placed, caption]);
  }
  if (found.length === 0) return new Map();
  const mentions = new Map<string, Place>();
  for (const [index, own] of [...captions].sort((a, b) => a[0] - b[0])) {
    for (const [name, offset] of firstMentions(files[index]!.manuscript, own))
      if (!mentions.has(name)) mentions.set(name, { file: index, offset });
  }
  return new Map(
    found.map(([placed, { name }]) => [placed, name === undefined ? undefined : mentions.get(name)]),
  );
}

function inCaptionOrder(
  citations: readonly PlacedCitation[],
  captions: ReadonlyMap<PlacedCitation, Place | undefined>,
  order: 'atMention' | 'afterText',
): readonly PlacedCitation[] {
  if (order === 'afterText')
    return [...citations.filter(one => !captions.has(one)), ...citations.filter(one => captions.has(one))];
  const placeOf = (placed: PlacedCitation): Place =>
    captions.get(placed) ?? { file: placed.file, offset: placed.citation.range.start };
  // Sorting is stable, so that citations of one caption stay in their order.
  return citations
    .map(placed => ({ placed, place: placeOf(placed) }))
    .sort((a, b) => a.place.file - b.place.file || a.place.offset - b.place.offset)
    .map(({ placed }) => placed);
}

/**
 * The number that each scope's list begins with: 1, or, for a list that goes on where the one before it ends, one more
 * than that list's last number.
 *
 * @param counts how many references each scope has afterwards
 */
export function firstNumbers(
  scopes: readonly NumberingScope[],
  counts: readonly number[],
): readonly number[] {
  const starts: number[] = [];
  scopes.forEach((scope, index) => {
    const previous = scopes[index - 1];
    const goesOn = previous !== undefined && lowest(scope) > 1 && lowest(scope) === highest(previous) + 1;
    starts.push(goesOn ? starts[index - 1]! + counts[index - 1]! : 1);
  });
  return starts;
}

function lowest(scope: NumberingScope): number {
  let result = Number.POSITIVE_INFINITY;
  for (const number of scope.numbering.byNumber.keys()) result = Math.min(result, number);
  return result;
}

function highest(scope: NumberingScope): number {
  let result = 0;
  for (const number of scope.numbering.byNumber.keys()) result = Math.max(result, number);
  return result;
}
