import type { ReferenceListEntry } from '../manuscript/types';
import { type Message, say } from '../text/message';
import type { TextEdit } from '../text/textEdit';
import type { TextRange } from '../text/textRange';
import { filesTogether, shownName } from './joinFiles';
import { type FileEdit, type RewriteOptions, rewriteNumbers, type ScopeChange } from './rewrite';
import type { ListItem } from './rewriteList';
import { type NumberingScope, scopesOf } from './rewriteScopes';
import type { NumberedManuscript } from './types';

/** A scope that has a reference list. */
export type ListScope = NumberingScope & { readonly list: NonNullable<NumberingScope['list']> };

/** A place of one manuscript that keeps a change from being made. */
export interface ManuscriptRefusal extends Message {
  readonly range: TextRange;
}

/** Edits of one manuscript, or the places that forbid them. */
export type ManuscriptRewrite =
  | {
      readonly kind: 'edits';
      readonly edits: readonly TextEdit[];
      /** Of the other files of the manuscript, those that change. */
      readonly others?: readonly EditsOfFile[];
    }
  | { readonly kind: 'refused'; readonly reasons: readonly ManuscriptRefusal[] };

/** Edits of another file of the manuscript. */
export interface EditsOfFile {
  readonly name: string;
  readonly edits: readonly TextEdit[];
}

/**
 * The scope of one reference list, over all files that it numbers.
 *
 * @param list index into the manuscript's lists; undefined: its first list with entries, else the list of another file
 *   that numbers it
 * @returns undefined where there is no such list or it has no entries
 */
export function listScope(numbered: NumberedManuscript, list?: number): ListScope | undefined {
  const { project } = numbered;
  const file = project?.listFiles[project.file] ?? 0;
  const listed = scopesOf(filesTogether(numbered)).filter(
    (scope): scope is ListScope => scope.list !== undefined && scope.listFile === file,
  );
  if (list !== undefined)
    return file === (project?.file ?? 0) ? listed.find(({ parts }) => parts.includes(list)) : undefined;
  // Of a file with several lists, the last numbers what stands behind it.
  return project !== undefined && file < project.file ? listed.at(-1) : listed[0];
}

/** Refuses because the manuscript has no reference list to change. */
export function refuseWithoutList(numbered: NumberedManuscript): ManuscriptRewrite {
  const range = numbered.manuscript.citations[0]?.range ?? { start: 0, end: 0 };
  return {
    kind: 'refused',
    reasons: [{ range, ...say('The manuscript has no reference list. Insert the bibliography first.') }],
  };
}

/** Refuses because the list has no such number. */
export function refuseUnknownNumber(scope: ListScope, number: number): ManuscriptRewrite {
  return {
    kind: 'refused',
    reasons: [{ range: scope.list.range, ...say('The reference list has no number {0}.', number) }],
  };
}

/** The entry with a number; of duplicates the first. */
export function entryWithNumber(scope: NumberingScope, number: number): ReferenceListEntry | undefined {
  return scope.numbering.byNumber.get(number)?.entry;
}

/** The first words of an entry, for messages. */
export function entryTitle(numbered: NumberedManuscript, entry: ReferenceListEntry): string {
  const text = numbered.manuscript.text.slice(
    entry.textRange.start,
    Math.min(entry.textRange.end, entry.textRange.start + 120),
  );
  const words = text.replace(/\s+/g, ' ').trim();
  return words.length > 60 ? `${words.slice(0, 59)}…` : words;
}

/** Every entry of a list as an item, with the number that `numberOf` gives it; those that get null are left out. */
export function itemsOf(scope: ListScope, numberOf: (old: number) => number | null): readonly ListItem[] {
  return scope.list.entries.flatMap((entry): readonly ListItem[] => {
    const number = numberOf(entry.number);
    return number === null ? [] : [{ kind: 'entry', entry, number }];
  });
}

/** Whether a list's entries stand in the order of their numbers. */
export function isAscending(scope: ListScope): boolean {
  return scope.list.entries.every(
    (entry, index, all) => index === 0 || all[index - 1]!.number < entry.number,
  );
}

/**
 * The items in the order of their numbers, where the list is kept in that order; a list that its author keeps otherwise
 * keeps its order.
 */
export function arranged(scope: ListScope, items: readonly ListItem[]): readonly ListItem[] {
  return isAscending(scope) ? [...items].sort((a, b) => a.number - b.number) : items;
}

/** {@link rewriteNumbers} for a manuscript of one file, or for one file with all those that its list numbers. */
export function rewriteManuscript(
  numbered: NumberedManuscript,
  change: ScopeChange,
  options: RewriteOptions = {},
  extra: readonly FileEdit[] = [],
  check?: (after: NumberedManuscript) => Message | undefined,
): ManuscriptRewrite {
  const files = filesTogether(numbered);
  const own = numbered.project?.file ?? 0;
  const result = rewriteNumbers(
    files,
    [change],
    options,
    extra.map(({ edit }) => ({ file: own, edit })),
    check && (after => check(after[own]!)),
  );
  if (result.kind === 'refused') {
    return {
      kind: 'refused',
      reasons: result.reasons.map(({ file, range, message, said }) =>
        refusalAt(numbered, file, range, { message, said }),
      ),
    };
  }
  const others = result.edits.flatMap((edits, file) =>
    file === own || edits.length === 0 ? [] : [{ name: numbered.project!.files[file]!.name, edits }],
  );
  return { kind: 'edits', edits: result.edits[own]!, ...(others.length > 0 ? { others } : {}) };
}

/** What forbids a change at a place of one of the files; in another one it is said with its name and line. */
export function refusalAt(
  { project }: NumberedManuscript,
  file: number,
  range: TextRange,
  message: Message,
): ManuscriptRefusal {
  if (file === (project?.file ?? 0)) return { range, ...message };
  const other = project!.files[file]!;
  const line = other.numbered.manuscript.text.slice(0, range.start).split(/\r\n|\r|\n/).length;
  return {
    range: { start: 0, end: 0 },
    ...say('{0}, line {1}: {2}', shownName(other), line, message),
  };
}

/** The map of a change over all numbers of a list, for {@link ScopeChange.numberOf}. */
export function numberMap(
  scope: ListScope,
  numberOf: (old: number) => number | null,
): ReadonlyMap<number, number | null> {
  return new Map([...scope.numbering.byNumber.keys()].map(number => [number, numberOf(number)]));
}

/** The rewrite as a plan: with what it does in words, for a preview. */
export function withSummary(
  rewrite: ManuscriptRewrite,
  summary: string,
):
  | (Extract<ManuscriptRewrite, { readonly kind: 'edits' }> & { readonly summary: string })
  | Extract<ManuscriptRewrite, { readonly kind: 'refused' }> {
  return rewrite.kind === 'edits' ? { ...rewrite, summary } : rewrite;
}
