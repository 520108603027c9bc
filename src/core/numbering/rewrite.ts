import { clusterStyleOf, parseManuscript } from '../manuscript';
import type { Citation, CitationForm, Manuscript } from '../manuscript/types';
import { applyEdits, sortedEdits, type TextEdit } from '../text/textEdit';
import { verifyIdentity, worksOf } from './identity';
import { numberManuscript } from './numberManuscript';
import { type ClusterWriting, rewriteCitation } from './rewriteCitation';
import { type LinkTargets, linkedNumbers, type NumberedTarget, numberedTarget } from './rewriteLinks';
import { type ListItem, rewriteList } from './rewriteList';
import { ambiguitiesOf, entryAround, type NumberingScope, type PlaceRefusal } from './rewriteScopes';
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
  check?: (after: readonly NumberedManuscript[]) => string | undefined,
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
  const newNumber = (old: number) => (numberOf.has(old) ? numberOf.get(old)! : old);
  for (const { file, citation } of scope.citations) {
    const { text } = files[file]!.manuscript;
    let writing = writings.get(file);
    if (!writing) {
      writing = clusterWritingOf(files[file]!.manuscript, options);
      writings.set(file, writing);
    }
    const rewritten = rewriteCitation(text, citation, newNumber, writing, targets);
    if (rewritten.kind === 'refused') {
      reasons.push({ file, range: citation.range, message: rewritten.message });
      continue;
    }
    const made = rewritten.kind === 'removed' ? [removal(text, citation)] : rewritten.edits;
    const inside =
      file === scope.listFile && scope.list && entryAround(scope.list, citation.range.start) !== undefined;
    (inside ? inList : edits[file]!).push(...made);
  }
  if (scope.list && scope.listFile !== undefined && change.items) {
    const { text } = files[scope.listFile]!.manuscript;
    const { list } = scope;
    edits[scope.listFile]!.push(
      ...rewriteList(text, { list, items: change.items, inner: inList, anchors, eol: lineEndOf(text) }),
    );
  }
  return reasons;
}

/** Takes a citation out with the white space before it: `shown [3].` becomes `shown.` */
function removal(text: string, { range }: Citation): TextEdit {
  let { start } = range;
  while (start > 0 && (text[start - 1] === ' ' || text[start - 1] === '\u00a0')) start--;
  const alone = start === 0 || text[start - 1] === '\n' || text[start - 1] === '\r';
  return { range: { start: alone ? range.start : start, end: range.end }, newText: '' };
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
  check: ((after: readonly NumberedManuscript[]) => string | undefined) | undefined,
): readonly PlaceRefusal[] {
  let after: readonly NumberedManuscript[];
  try {
    after = files.map((numbered, file) => readAgain(numbered, edits[file]!));
  } catch {
    const { range } = edits.flat()[0]!;
    return [
      { file: 0, range, message: 'The change would write over itself. Report this manuscript, please.' },
    ];
  }
  if (check) {
    const message = check(after);
    const range = edits.flat()[0]!.range;
    return message === undefined ? [] : [{ file: 0, range, message: `${message} Nothing was changed.` }];
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
  return verifyIdentity(files, after, { merged, removed, added }).map(({ before, message }) => ({
    file: before?.file ?? 0,
    range: before?.citation.range ?? edits.flat()[0]!.range,
    message: `${message} Nothing was changed.`,
  }));
}

/** The manuscript as it reads after edits, numbered by the same libraries. */
export function readAgain(
  { manuscript, libraries }: NumberedManuscript,
  edits: readonly TextEdit[],
): NumberedManuscript {
  if (edits.length === 0) return numberManuscript(manuscript, libraries);
  const forms = new Set<CitationForm>();
  for (const { form } of manuscript.citations)
    if (form === 'superscript' || form === 'round') forms.add(form);
  const text = applyEdits(manuscript.text, edits);
  const parsed = parseManuscript(text, manuscript.language, forms.size > 0 ? { forms: [...forms] } : {});
  return numberManuscript(parsed, libraries);
}
