import { clusterStyleOf, updateManuscript } from '../manuscript';
import type { Citation, Manuscript } from '../manuscript/types';
import { type Message, say } from '../text/message';
import { applyEdits, sortedEdits, type TextEdit } from '../text/textEdit';
import { verifyIdentity, worksOf } from './identity';
import { numberManuscript } from './numberManuscript';
import { type ClusterWriting, rewriteCitation } from './rewriteCitation';
import { type LinkTargets, linkedNumbers, type NumberedTarget, numberedTarget } from './rewriteLinks';
import { type ListItem, rewriteList } from './rewriteList';
import {
  ambiguitiesOf,
  entryAround,
  joinRows,
  type NumberingScope,
  type PlacedCitation,
  type PlaceRefusal,
} from './rewriteScopes';
import type { NumberedManuscript } from './types';

/** How changed clusters are written; what is not given follows the manuscript's own habit. */
export interface RewriteOptions {
  /** The shortest run that becomes a range (3 = `[1–3]`); 0 = none does. */
  readonly collapseFrom?: number;
  /** Whether changed clusters are brought into ascending order; true unless said otherwise. */
  readonly sort?: boolean;
}

/** What is to become of one scope's numbers. */
export interface ScopeChange {
  readonly scope: NumberingScope;
  /** New number by old; null takes the work out of every citation. Numbers that are not in it stay. */
  readonly numberOf: ReadonlyMap<number, number | null>;
  /** The whole list afterwards, in order; undefined where the scope has no list. */
  readonly items: readonly ListItem[] | undefined;
  /** Merged duplicates, both by old number: the one given up → the one kept. */
  readonly merged?: ReadonlyMap<number, number>;
}

/** An edit besides those of numbers: a list to write, text to paste. */
export interface FileEdit {
  readonly file: number;
  readonly edit: TextEdit;
}

/** Edits by file, in the order of the files; or nothing, with the places that forbid it. */
export type RewriteResult =
  | { readonly kind: 'edits'; readonly edits: readonly (readonly TextEdit[])[] }
  | { readonly kind: 'refused'; readonly reasons: readonly PlaceRefusal[] };

/**
 * Gives references other numbers, in text and list together, so that each citation stands for the same works as
 * before. The one engine behind renumbering, inserting, deleting, merging, moving, swapping and renaming.
 *
 * The result is read again and compared work by work before it is handed out; where one citation would stand for
 * another work, the whole change is refused.
 *
 * @param files the manuscript, or its files in their order
 * @param extra further edits of the same step, which must not touch citations or lists
 * @param check what has to hold afterwards instead of identity, for changes that are meant to change what citations
 *   stand for; returns what is wrong, or undefined
 */
export function rewriteNumbers(
  files: readonly NumberedManuscript[],
  changes: readonly ScopeChange[],
  options: RewriteOptions = {},
  extra: readonly FileEdit[] = [],
  check?: (after: readonly NumberedManuscript[]) => Message | undefined,
): RewriteResult {
  const reasons: PlaceRefusal[] = [];
  for (const change of changes) if (movesNumbers(change)) reasons.push(...ambiguitiesOf(files, change.scope));
  if (reasons.length > 0) return { kind: 'refused', reasons };

  const edits: TextEdit[][] = files.map(() => []);
  for (const { file, edit } of extra) edits[file]!.push(edit);
  for (const change of changes) reasons.push(...rewriteScope(files, change, options, edits));
  if (reasons.length > 0) return { kind: 'refused', reasons };

  const sorted = edits.map((fileEdits, file) => minimal(files[file]!.manuscript.text, fileEdits));
  if (sorted.every(fileEdits => fileEdits.length === 0)) return { kind: 'edits', edits: sorted };
  const failures = failuresOf(files, sorted, changes, extra.length > 0, check);
  return failures.length > 0 ? { kind: 'refused', reasons: failures } : { kind: 'edits', edits: sorted };
}

/** How clusters of a manuscript are written, the options before the author's habit. */
export function clusterWritingOf(manuscript: Manuscript, options: RewriteOptions = {}): ClusterWriting {
  const style = clusterStyleOf(manuscript);
  return {
    separator: style.separator,
    dash: style.dash,
    collapseFrom: options.collapseFrom,
    usualCollapseFrom: style.collapseFrom,
    sort: options.sort ?? true,
  };
}

/** The line end that a text uses; `\n` where it has none. */
export function lineEndOf(text: string): string {
  const index = text.search(/[\r\n]/);
  if (index < 0) return '\n';
  return text[index] === '\r' ? (text[index + 1] === '\n' ? '\r\n' : '\r') : '\n';
}

function movesNumbers({ numberOf }: ScopeChange): boolean {
  for (const [old, number] of numberOf) if (old !== number) return true;
  return false;
}

function rewriteScope(
  files: readonly NumberedManuscript[],
  change: ScopeChange,
  options: RewriteOptions,
  edits: TextEdit[][],
): readonly PlaceRefusal[] {
  const { scope, numberOf } = change;
  const reasons: PlaceRefusal[] = [];
  const writings = new Map<number, ClusterWriting>();
  const { targets, anchors } = linksOf(files, change);
  const inList: TextEdit[] = [];
  const removed: PlacedCitation[] = [];
  const newNumber = (old: number) => (numberOf.has(old) ? numberOf.get(old)! : old);
  for (const { file, citation } of clustersOf(files, scope)) {
    const { text } = files[file]!.manuscript;
    let writing = writings.get(file);
    if (!writing) {
      writing = clusterWritingOf(files[file]!.manuscript, options);
      writings.set(file, writing);
    }
    const rewritten = rewriteCitation(text, citation, newNumber, writing, targets);
    if (rewritten.kind === 'refused') {
      reasons.push({ file, range: citation.range, message: rewritten.message, said: rewritten.said });
      continue;
    }
    if (rewritten.kind === 'removed') {
      removed.push({ file, citation });
      continue;
    }
    const inside =
      file === scope.listFile && scope.list && entryAround(scope.list, citation.range.start) !== undefined;
    (inside ? inList : edits[file]!).push(...rewritten.edits);
  }
  for (const { file, edit } of removals(files, removed)) edits[file]!.push(edit);
  if (scope.list && scope.listFile !== undefined && change.items) {
    const { text } = files[scope.listFile]!.manuscript;
    const { list } = scope;
    edits[scope.listFile]!.push(
      ...rewriteList(text, { list, items: change.items, inner: inList, anchors, eol: lineEndOf(text) }),
    );
  }
  return reasons;
}

/** Citations in a row are one cluster where the manuscript gives each number brackets of its own. */
function clustersOf(
  files: readonly NumberedManuscript[],
  { citations }: NumberingScope,
): readonly PlacedCitation[] {
  const apart = files.map(({ manuscript }) => clusterStyleOf(manuscript).separator.includes(']'));
  if (!apart.some(Boolean)) return citations;
  return joinRows(files, citations);
}

/**
 * Takes citations out with the white space before them: `shown [3].` becomes `shown.` One that stands in a row
 * (`[1], [3], [4]`) goes with its separator.
 */
function removals(
  files: readonly NumberedManuscript[],
  removed: readonly PlacedCitation[],
): readonly FileEdit[] {
  const edits: FileEdit[] = [];
  const gone = new Set(removed.map(({ file, citation }) => `${file}:${citation.range.start}`));
  let from = 0;
  let lastFile = -1;
  for (let index = 0; index < removed.length; ) {
    const { file, citation: first } = removed[index]!;
    const { text, citations } = files[file]!.manuscript;
    const at = indexAt(citations, first.range.start, file === lastFile ? from : 0);
    let end = at;
    const inRow = (left: Citation | undefined, right: Citation | undefined) =>
      left !== undefined && right !== undefined && isRowGap(text, left.range.end, right.range.start);
    while (end + 1 < citations.length && citations[end + 1]!.range.end <= first.range.end) end++;
    let taken = 1;
    while (
      gone.has(`${file}:${citations[end + 1]?.range.start}`) &&
      inRow(citations[end], citations[end + 1])
    ) {
      end++;
      taken++;
      const whole = removed[index + taken - 1]!.citation.range.end;
      while (end + 1 < citations.length && citations[end + 1]!.range.end <= whole) end++;
    }
    let range = { start: first.range.start, end: citations[end]!.range.end };
    if (inRow(citations[at - 1], first)) range = { ...range, start: citations[at - 1]!.range.end };
    else if (inRow(citations[end], citations[end + 1]))
      range = { ...range, end: citations[end + 1]!.range.start };
    else range = { ...range, start: behindWord(text, range.start) };
    edits.push({ file, edit: { range, newText: '' } });
    index += taken;
    from = end + 1;
    lastFile = file;
  }
  return edits;
}

function indexAt(citations: readonly Citation[], start: number, from: number): number {
  let index = from;
  while (citations[index]!.range.start !== start) index++;
  return index;
}

function isRowGap(text: string, from: number, to: number): boolean {
  return to - from <= 4 && /^[,;]?[\s\u00a0]*$/.test(text.slice(from, to));
}

/** Where the white space before a place begins; the place itself at the start of a line. */
function behindWord(text: string, place: number): number {
  let start = place;
  while (start > 0 && ' \u00a0~'.includes(text[start - 1]!)) start--;
  return start === 0 || text[start - 1] === '\n' || text[start - 1] === '\r' ? place : start;
}

/** Where links of citations go: by new number where the target has a name, as a pattern where it carries the number. */
function linksOf(
  files: readonly NumberedManuscript[],
  { scope, numberOf }: ScopeChange,
): { readonly targets: LinkTargets; readonly anchors: readonly NumberedTarget[] } {
  const named = new Map<number, string>();
  const anchors = new Map<string, NumberedTarget>();
  for (const { file, citation } of scope.citations) {
    if (citation.form !== 'linked') continue;
    const { text } = files[file]!.manuscript;
    for (const { written, target } of linkedNumbers(text, citation)) {
      if (!target) continue;
      const words = text.slice(target.start, target.end);
      const numbered = numberedTarget(words, written.value);
      if (numbered) {
        anchors.set(JSON.stringify(numbered), numbered);
      } else {
        const number = numberOf.has(written.value) ? numberOf.get(written.value) : written.value;
        if (typeof number === 'number' && !named.has(number)) named.set(number, words);
      }
    }
  }
  return { targets: { named }, anchors: [...anchors.values()] };
}

/** Edits by place, without those that change nothing. */
function minimal(text: string, edits: readonly TextEdit[]): readonly TextEdit[] {
  return sortedEdits(edits).filter(({ range, newText }) => text.slice(range.start, range.end) !== newText);
}

function failuresOf(
  files: readonly NumberedManuscript[],
  edits: readonly (readonly TextEdit[])[],
  changes: readonly ScopeChange[],
  added: boolean,
  check: ((after: readonly NumberedManuscript[]) => Message | undefined) | undefined,
): readonly PlaceRefusal[] {
  let after: readonly NumberedManuscript[];
  try {
    after = files.map((numbered, file) => readAgain(numbered, edits[file]!));
  } catch {
    const { range } = edits.flat()[0]!;
    return [
      { file: 0, range, ...say('The change would write over itself. Report this manuscript, please.') },
    ];
  }
  if (check) {
    const message = check(after);
    const range = edits.flat()[0]!.range;
    return message === undefined ? [] : [{ file: 0, range, ...say('{0} Nothing was changed.', message) }];
  }
  const merged = new Map<string, string>();
  const removed = new Set<string>();
  for (const { scope, numberOf, merged: pairs } of changes) {
    const works = worksOf(files, scope);
    for (const [old, kept] of pairs ?? []) {
      const [given, taken] = [works.get(old), works.get(kept)];
      if (given !== undefined && taken !== undefined) merged.set(given, taken);
    }
    for (const [old, number] of numberOf) if (number === null && works.has(old)) removed.add(works.get(old)!);
  }
  return verifyIdentity(files, after, { merged, removed, added }).map(({ before, said }) => ({
    file: before?.file ?? 0,
    range: before?.citation.range ?? edits.flat()[0]!.range,
    ...say('{0} Nothing was changed.', said),
  }));
}

/** The manuscript as it reads after edits, numbered by the same libraries; what its author set about forms still holds. */
export function readAgain(
  { manuscript, libraries }: NumberedManuscript,
  edits: readonly TextEdit[],
): NumberedManuscript {
  const sorted = sortedEdits(edits);
  if (sorted.length === 0) return numberManuscript(manuscript, libraries);
  const range = {
    start: sorted[0]!.range.start,
    end: sorted.reduce((end, edit) => Math.max(end, edit.range.end), 0),
  };
  const text = applyEdits(manuscript.text, sorted);
  const newText = text.slice(range.start, text.length - (manuscript.text.length - range.end));
  return numberManuscript(updateManuscript(manuscript, { range, newText }), libraries);
}
