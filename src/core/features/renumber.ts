import type { Reference } from '../library/types';
import { type AppearanceOptions, firstNumbers, orderOfAppearance } from '../numbering/appearance';
import { fellowsOf } from '../numbering/joinFiles';
import { readFilesAsOne } from '../numbering/readFilesAsOne';
import { type FileEdit, type RewriteOptions, rewriteNumbers, type ScopeChange } from '../numbering/rewrite';
import type { ListItem } from '../numbering/rewriteList';
import { ambiguitiesOf, type NumberingScope, type PlaceRefusal, scopesOf } from '../numbering/rewriteScopes';
import type { NumberedManuscript } from '../numbering/types';
import { say } from '../text/message';
import type { TextEdit } from '../text/textEdit';
import type { EditPlan } from './types';

/** Options of renumbering. */
export interface RenumberOptions extends RewriteOptions, AppearanceOptions {
  /**
   * Entries that nothing cites: stay behind the entry that they follow, or at the end where they stand there (`keep`, the
   * default, so that a text in order is not touched); go behind all others (`end`); are taken out (`remove`).
   */
  readonly uncited?: 'keep' | 'end' | 'remove';
  /**
   * Writes the first reference list of a manuscript whose numbers come from a library. Gets the cited references with
   * their new numbers, in order, and returns the edit of the last file that inserts the list.
   */
  readonly writeList?: (
    references: readonly { readonly number: number; readonly reference: Reference }[],
  ) => TextEdit;
}

/** A plan with the numbers that change hands. */
export type RenumberPlan = EditPlan & {
  /** New number by old, those that stay included; of the first scope where there are several. */
  readonly map: ReadonlyMap<number, number>;
  /** The same for each scope (list), by place. */
  readonly maps: readonly ReadonlyMap<number, number>[];
};

/** A file of a manuscript of many. */
export interface NumberedFile {
  readonly name: string;
  readonly numbered: NumberedManuscript;
}

/** A refusal in one of several files. */
export interface FileRefusal extends PlaceRefusal {
  readonly name: string;
}

/** Renumbering over several files: edits by file, or no edit at all. */
export type RenumberFilesPlan = {
  readonly map: ReadonlyMap<number, number>;
  readonly maps: readonly ReadonlyMap<number, number>[];
} & (
  | {
      readonly kind: 'edits';
      readonly files: readonly { readonly name: string; readonly edits: readonly TextEdit[] }[];
      readonly summary: string;
    }
  | { readonly kind: 'refused'; readonly reasons: readonly FileRefusal[] }
);

/**
 * Renumbers a manuscript by order of appearance: its citations, and the order and labels of its reference list.
 * Each list (chapter) has a numbering of its own. A manuscript that is in order gives no edits.
 *
 * Refuses, and names the places, where a cited number has no reference, the list has a number twice, a citation cannot
 * be read, or other files cite by the same list.
 */
export function planRenumber(numbered: NumberedManuscript, options: RenumberOptions = {}): RenumberPlan {
  if (fellowsOf(numbered).some(fellow => fellow.numbered.manuscript.citations.length > 0)) {
    const message = say(
      'Other files cite by the same reference list: renumber all files of the manuscript together, else their numbers would stand for other works.',
    );
    const range = numbered.manuscript.citations[0]?.range ?? { start: 0, end: 0 };
    return { kind: 'refused', reasons: [{ range, ...message }], map: new Map(), maps: [] };
  }
  const plan = planRenumberFiles([{ name: '', numbered }], options);
  const { map, maps } = plan;
  if (plan.kind === 'refused') {
    return {
      kind: 'refused',
      reasons: plan.reasons.map(({ range, message, said }) => ({ range, message, said })),
      map,
      maps,
    };
  }
  return { kind: 'edits', edits: plan.files[0]!.edits, summary: plan.summary, map, maps };
}

/**
 * Renumbers a manuscript of several files as one, in the order of the files. Which list counts for which file:
 * {@link scopesOf}.
 */
export function planRenumberFiles(
  files: readonly NumberedFile[],
  options: RenumberOptions = {},
): RenumberFilesPlan {
  const numbered = readFilesAsOne(files.map(file => file.numbered));
  const scopes = scopesOf(numbered);
  const orders = scopes.map(scope => orderOf(numbered, scope, options));
  const starts = firstNumbers(
    scopes,
    orders.map(order => order.kept.length),
  );
  const maps = orders.map(
    (order, index) => new Map(order.kept.map((number, position) => [number, starts[index]! + position])),
  );
  const changed = maps.map(map => [...map].some(([old, number]) => old !== number));
  const map = maps[0] ?? new Map<number, number>();
  const named = (reasons: readonly PlaceRefusal[]): readonly FileRefusal[] =>
    reasons.map(reason => ({ ...reason, name: files[reason.file]!.name }));

  const unknown = scopes.filter(scope => scope.numbering.source === 'none' && scope.citations.length > 0);
  if (unknown.length > 0) {
    return { kind: 'refused', reasons: named(unknown.map(scope => needsList(numbered, scope))), map, maps };
  }

  // What is ambiguous is said also where nothing would move: “in order” would not be true.
  const ambiguous = scopes.flatMap(scope => ambiguitiesOf(numbered, scope));
  if (ambiguous.length > 0) return { kind: 'refused', reasons: named(ambiguous), map, maps };

  const changes: ScopeChange[] = [];
  const extra: FileEdit[] = [];
  for (const [index, scope] of scopes.entries()) {
    const map = maps[index]!;
    if (scope.list) {
      changes.push({ scope, ...listChange(scope, map, orders[index]!.removed) });
      continue;
    }
    if (!changed[index]) continue;
    const { writeList } = options;
    if (!writeList) return { kind: 'refused', reasons: named([needsList(numbered, scope)]), map, maps };
    changes.push({ scope, numberOf: map, items: undefined });
    const references = [...map].flatMap(([old, number]) => {
      const reference = scope.numbering.byNumber.get(old)?.reference;
      return reference ? [{ number, reference }] : [];
    });
    extra.push({ file: files.length - 1, edit: writeList(references) });
  }
  const result = rewriteNumbers(numbered, changes, options, extra);
  if (result.kind === 'refused') return { kind: 'refused', reasons: named(result.reasons), map, maps };
  const moved = maps.reduce(
    (sum, each) => sum + [...each].filter(([old, number]) => old !== number).length,
    0,
  );
  return {
    kind: 'edits',
    files: files.map(({ name }, index) => ({ name, edits: result.edits[index]! })),
    summary: scopes.every(scope => scope.citations.length === 0)
      ? 'There are no citations to renumber.'
      : moved === 0
        ? `The citations are in order of appearance.${uncitedNote(orders)}`
        : `${moved} ${moved === 1 ? 'reference gets' : 'references get'} another number.`,
    map,
    maps,
  };
}

function orderOf(
  files: readonly NumberedManuscript[],
  scope: NumberingScope,
  options: RenumberOptions,
): {
  readonly kept: readonly number[];
  readonly removed: readonly number[];
  readonly uncited: readonly number[];
} {
  const { cited, uncited } = orderOfAppearance(files, scope, options);
  if (options.uncited === 'remove') return { kept: cited, removed: uncited, uncited };
  if (options.uncited === 'end' || !scope.list) return { kept: [...cited, ...uncited], removed: [], uncited };
  const isUncited = new Set(uncited);
  const followers = new Map<number | undefined, number[]>();
  let before: number | undefined;
  for (const { number } of scope.list.entries) {
    if (!isUncited.has(number)) before = number;
    else if (followers.get(before)?.includes(number) !== true) {
      followers.set(before, [...(followers.get(before) ?? []), number]);
    }
  }
  const last = followers.get(before) ?? [];
  if (before !== undefined) followers.delete(before);
  const kept = [undefined, ...cited].flatMap(number => [
    ...(number === undefined ? [] : [number]),
    ...(followers.get(number) ?? []),
  ]);
  return { kept: before === undefined ? [...cited, ...uncited] : [...kept, ...last], removed: [], uncited };
}

/** A list may look out of order to its author because of an entry that nothing cites. */
function uncitedNote(orders: readonly { readonly uncited: readonly number[] }[]): string {
  const numbers = orders.flatMap(({ uncited }) => uncited);
  if (numbers.length === 0) return '';
  const named = numbers.length > 5 ? `${numbers.slice(0, 5).join(', ')} …` : numbers.join(', ');
  return ` Not cited: ${named}.`;
}

function listChange(
  scope: NumberingScope,
  map: ReadonlyMap<number, number>,
  removed: readonly number[],
): Pick<ScopeChange, 'numberOf' | 'items'> {
  const numberOf = new Map<number, number | null>(map);
  for (const number of removed) numberOf.set(number, null);
  const items = [...map].map(([old, number]): ListItem => {
    return { kind: 'entry', entry: scope.numbering.byNumber.get(old)!.entry!, number };
  });
  return { numberOf, items };
}

function needsList(files: readonly NumberedManuscript[], scope: NumberingScope): PlaceRefusal {
  const first = scope.citations[0];
  const library = files[0]!.libraries.find(({ numbered }) => numbered)?.name;
  const why =
    scope.numbering.source === 'none'
      ? 'nothing says what its numbers stand for'
      : `its numbers are those of ${library ? `“${library}”` : 'the library'} and would change their meaning`;
  return {
    file: first?.file ?? 0,
    range: first?.citation.range ?? { start: 0, end: 0 },
    ...say('The manuscript has no reference list: {0}. Insert the bibliography first, then renumber.', why),
  };
}
