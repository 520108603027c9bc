import { highestCited, plainWords } from '../manuscript';
import type { Citation } from '../manuscript/types';
import { citationsByNumber } from './resolve';
import { listScopesOf } from './rewriteScopes';
import type { FileOfManuscript, NumberedManuscript, NumberedReference, Numbering } from './types';

/** The list that numbers a file: the file that it stands in and its parts there. */
interface NumberingList {
  readonly file: number;
  readonly parts: readonly number[];
  readonly numbering: Numbering;
}

/**
 * Numbers one file of a manuscript of several. A file without a list of its own takes its numbers from the list of another
 * file: the next one in the order, else the last before it, as {@link scopesOf} has it for renumbering. A list gives out
 * no number that a file which it numbers has cited already.
 *
 * Only the numbering is joined, so that this costs as many steps as there are files and entries, not citations.
 *
 * @param files in their order, each numbered alone
 * @param file index of the one that is asked for
 * @param newListFile index of the file that gets the first list where no file has one: the others are numbered by it
 */
export function joinFiles(
  files: readonly FileOfManuscript[],
  file: number,
  newListFile?: number,
): NumberedManuscript {
  const own = files[file]!.numbered;
  if (files.length < 2) return own;
  const { lists, listOf, listFiles, highest } = listsTogether(files, newListFile);
  const project = { files, file, listFiles, newListFile };
  const numberings = own.numberings.map((numbering, index) => {
    const list =
      numbering.source === 'list'
        ? lists[file]!.find(({ parts }) => parts.includes(index))
        : lists[file]!.length === 0
          ? listOf[file]
          : undefined;
    if (list === undefined) return numbering;
    const nextNumber = Math.max(list.numbering.nextNumber, (highest.get(list) ?? 0) + 1);
    return list.file === file
      ? { ...numbering, nextNumber: Math.max(numbering.nextNumber, nextNumber) }
      : { ...borrowed(files[list.file]!, list.numbering), nextNumber };
  });
  return { ...own, numberings, project };
}

/** The lists of all files, and which numbers which file. */
interface ListsTogether {
  readonly newListFile: number | undefined;
  readonly lists: readonly (readonly NumberingList[])[];
  readonly listOf: readonly (NumberingList | undefined)[];
  readonly listFiles: readonly (number | undefined)[];
  /** The highest number that other files than its own cite by a list. */
  readonly highest: ReadonlyMap<NumberingList, number>;
}

const together = new WeakMap<readonly FileOfManuscript[], ListsTogether>();

/** Made once for the files, so that each of them is joined in as many steps as it has lists of its own. */
function listsTogether(files: readonly FileOfManuscript[], newListFile: number | undefined): ListsTogether {
  const known = together.get(files);
  if (known && known.newListFile === newListFile) return known;
  const lists = files.map(({ numbered }, index) => listsOf(numbered, index));
  const first = lists.every(own => own.length === 0) ? firstListIn(files, newListFile) : undefined;
  const listOf = numberingLists(lists).map(list => list ?? first);
  const highest = new Map<NumberingList, number>();
  listOf.forEach((list, file) => {
    if (list === undefined || list.file === file) return;
    highest.set(list, Math.max(highest.get(list) ?? 0, highestOf(files[file]!.numbered)));
  });
  const made = { newListFile, lists, listOf, listFiles: listOf.map(list => list?.file), highest };
  together.set(files, made);
  return made;
}

/** The same file with another text and other texts of its fellows: what an edit would make of it. */
export function joinAgain(
  before: NumberedManuscript,
  after: NumberedManuscript,
  others: ReadonlyMap<string, NumberedManuscript> = new Map(),
): NumberedManuscript {
  const { project } = before;
  if (project === undefined) return after;
  const files = project.files.map((known, index) => ({
    ...known,
    numbered: index === project.file ? after : (others.get(known.name) ?? known.numbered),
  }));
  return joinFiles(files, project.file, project.newListFile);
}

/** The other files whose citations a list of this file numbers; all others where no file has a list. */
export function fellowsOf({ project }: NumberedManuscript): readonly FileOfManuscript[] {
  if (project === undefined) return [];
  const list = project.listFiles[project.file];
  return project.files.filter((_, index) => index !== project.file && project.listFiles[index] === list);
}

/** The numbers that other files cite and that a numbering of this file gives. */
export function citedByFellows(numbered: NumberedManuscript, scope: number): ReadonlySet<number> {
  return new Set(citationsOfFellows(numbered, scope).flatMap(({ table }) => [...table.keys()]));
}

/** A citation, and the file that it stands in where that is another one. */
export interface CitationInFiles {
  readonly file: FileOfManuscript | undefined;
  readonly citation: Citation;
}

/** The citations of a number in this file and in the others, each by order of the files and place; this one first. */
export function citationsInFiles(
  numbered: NumberedManuscript,
  number: number,
  scope: number,
): readonly CitationInFiles[] {
  const own = citationsByNumber(numbered.manuscript, scope).get(number) ?? [];
  return [
    ...own.map(citation => ({ file: undefined, citation })),
    ...citationsElsewhere(numbered, number, scope),
  ];
}

/** The citations of a number in other files, by order of the files and place. */
export function citationsElsewhere(
  numbered: NumberedManuscript,
  number: number,
  scope: number,
): readonly (CitationInFiles & { readonly file: FileOfManuscript })[] {
  return citationsOfFellows(numbered, scope).flatMap(({ file, table }) =>
    (table.get(number) ?? []).map(citation => ({ file, citation })),
  );
}

/** The other files that a numbering of this file counts for too, with their citations by number. */
function citationsOfFellows(
  numbered: NumberedManuscript,
  scope: number,
): readonly { readonly file: FileOfManuscript; readonly table: ReadonlyMap<number, readonly Citation[]> }[] {
  const { project } = numbered;
  if (project === undefined) return [];
  const list = project.listFiles[project.file];
  const own = listsOf(numbered, project.file);
  // Where a file has several lists, the files before it are numbered by its first and those behind it by its last.
  const isBefore = own[0]?.parts.includes(scope) ?? scope === 0;
  const isBehind = own.at(-1)?.parts.includes(scope) ?? scope === 0;
  const fellows = new Set(fellowsOf(numbered));
  return project.files.flatMap((file, index) => {
    if (!fellows.has(file) || !(index < project.file ? isBefore : isBehind)) return [];
    const { manuscript } = file.numbered;
    if (index !== list) return [{ file, table: citationsByNumber(manuscript) }];
    const lists = listsOf(file.numbered, index);
    // Without lists yet, it is the file that gets the first one.
    const { parts } = (project.file < index ? lists[0] : lists.at(-1)) ?? { parts: [undefined] };
    return parts.map(part => ({ file, table: citationsByNumber(manuscript, part) }));
  });
}

/** The file that holds the list which numbers this one, joined; undefined where that is this file or there is none. */
export function listFileOf(numbered: NumberedManuscript): FileOfManuscript | undefined {
  const { project } = numbered;
  const file = project?.listFiles[project.file];
  if (project === undefined || file === undefined || file === project.file) return undefined;
  return { ...project.files[file]!, numbered: joinFiles(project.files, file, project.newListFile) };
}

/** Whether the list of another file numbers this one, or will once there is one. */
export function isListedElsewhere({ project }: NumberedManuscript): boolean {
  const file = project?.listFiles[project.file];
  return file !== undefined && file !== project?.file;
}

/** The files of the manuscript with this one as it is joined; itself alone where there are no others. */
export function filesTogether(numbered: NumberedManuscript): readonly NumberedManuscript[] {
  return numbered.project?.files.map(file => file.numbered) ?? [numbered];
}

/** A file's name for people: its title, else the last part of its name. Names may be addresses. */
export function shownName({ name, title }: Pick<FileOfManuscript, 'name' | 'title'>): string {
  if (title !== undefined) return title;
  const last = name.slice(name.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

function listsOf(numbered: NumberedManuscript, file: number): readonly NumberingList[] {
  return listScopesOf(numbered, file).map(({ parts, numbering }) => ({ file, parts, numbering }));
}

/** For each file its own first list, else the first of the next file that has one, else the last of the last before it. */
function numberingLists(
  lists: readonly (readonly NumberingList[])[],
): readonly (NumberingList | undefined)[] {
  const found: (NumberingList | undefined)[] = lists.map(own => own[0]);
  for (let file = lists.length - 2; file >= 0; file--) found[file] ??= found[file + 1];
  for (let file = 1; file < lists.length; file++) found[file] ??= lists[file - 1]!.at(-1) ?? found[file - 1];
  return found;
}

/** The list that a manuscript will have: until then its file says what the numbers of all files stand for. */
function firstListIn(
  files: readonly FileOfManuscript[],
  newListFile: number | undefined,
): NumberingList | undefined {
  if (newListFile === undefined) return undefined;
  const numbering = files[newListFile]?.numbered.numberings[0];
  return numbering && { file: newListFile, parts: [], numbering };
}

function highestOf({ manuscript }: NumberedManuscript): number {
  return Math.max(0, ...highestCited(manuscript).values());
}

const taken = new WeakMap<Numbering, Numbering>();

/** The numbering of another file's list: its entries have no place in this file. */
function borrowed({ name, numbered }: FileOfManuscript, numbering: Numbering): Numbering {
  const known = taken.get(numbering);
  if (known) return known;
  const byNumber = new Map<number, NumberedReference>();
  for (const [number, { entry, reference, link }] of numbering.byNumber) {
    byNumber.set(number, {
      number,
      entry: undefined,
      reference,
      link,
      elsewhere: entry && {
        file: name,
        range: entry.range,
        selection: entry.textRange,
        words: plainWords(numbered.manuscript, entry.textRange),
      },
    });
  }
  const source = numbering.source === 'list' ? 'otherFile' : numbering.source;
  const made: Numbering = { ...numbering, source, list: undefined, byNumber, duplicates: [] };
  taken.set(numbering, made);
  return made;
}
