import type { Findings, StyleMark } from '../findings';
import { citationStarts, formEvidence } from '../formEvidence';
import { acceptedForms } from '../forms';
import { firstAtOrBehind } from '../search';
import { collect, type ScannedDocument, segmentShift } from '../segments';
import { shiftHeading, shiftRange } from '../shift';
import type { CitationForm, Heading } from '../types';
import { addCandidates, type EntryCandidate } from './candidates';
import { isReferencesTitle } from './headingWords';
import { sameShape } from './listShape';
import { FARTHEST_MARK, findReferenceLists, type ListsFound } from './referenceLists';
import { shiftLists } from './shiftLists';

/** An edit by its segments: those from `first` to `lastBefore` were read again and are now those from `first` to `last`. */
export interface SegmentEdit {
  readonly first: number;
  readonly lastBefore: number;
  readonly last: number;
  /** Offsets of the first segment, of the end of the last one before and after the edit. */
  readonly start: number;
  readonly endBefore: number;
  readonly end: number;
}

/**
 * The reference lists of one version of a manuscript. Behind an edit that touches no list they are moved instead of found
 * anew; and where they mean the same for citations as those before, they say so by the same {@link meaning}.
 */
export class ManuscriptLists {
  readonly #document: ScannedDocument;
  #found: ListsFound | undefined;
  #accepted: ReadonlySet<CitationForm> | undefined;
  #meaning: object | undefined;
  #before: { readonly lists: ManuscriptLists; readonly edit: SegmentEdit } | undefined;

  constructor(document: ScannedDocument) {
    this.#document = document;
  }

  /** The lists of `document`, which `edit` made of the version of `before`. */
  static behindEdit(before: ManuscriptLists, document: ScannedDocument, edit: SegmentEdit): ManuscriptLists {
    const lists = new ManuscriptLists(document);
    const found = before.#found;
    // What nobody asked for is not found now either; and no version keeps more than the one before it.
    if (found === undefined) return lists;
    if (isOutsideLists(before.#document, document, edit, found)) lists.#found = shiftLists(found, edit);
    lists.#before = { lists: before, edit };
    before.#before = undefined;
    return lists;
  }

  get found(): ListsFound {
    this.#found ??= findLists(this.#document);
    return this.#found;
  }

  /** The forms besides brackets in which this manuscript cites. */
  get accepted(): ReadonlySet<CitationForm> {
    this.#accepted ??= acceptedForms(
      this.#document.forced,
      formEvidence(this.#document, this.found),
      this.found.lists,
    );
    return this.#accepted;
  }

  /** The same object from version to version while the lists number the citations outside of what was edited as before. */
  get meaning(): object {
    if (this.#meaning === undefined) {
      const before = this.#before;
      const same =
        before !== undefined &&
        sameForms(before.lists.accepted, this.accepted) &&
        sameShape(before.lists.found, this.found, before.edit);
      this.#meaning = same ? before.lists.meaning : {};
      this.#before = undefined;
    }
    return this.#meaning;
  }
}

function sameForms(a: ReadonlySet<CitationForm>, b: ReadonlySet<CitationForm>): boolean {
  return a.size === b.size && [...a].every(form => b.has(form));
}

function findLists(document: ScannedDocument): ListsFound {
  const headings = collect<Heading>(document, findings => findings.headings, shiftHeading);
  const candidates: EntryCandidate[] = [];
  document.segments.forEach(({ source, findings }, index) => {
    if (findings.candidates.length === 0) return;
    addCandidates(candidates, source, findings.candidates, segmentShift(document, index));
  });
  const styleMarks = collect<StyleMark>(document, findings => findings.styleMarks, shiftMark);
  let starts: readonly number[] | undefined;
  return findReferenceLists({ headings, candidates, styleMarks, length: document.length }, (from, to) => {
    starts ??= citationStarts(document);
    return (starts[firstAtOrBehind(starts, from)] ?? Number.POSITIVE_INFINITY) < to;
  });
}

function shiftMark(mark: StyleMark, delta: number): StyleMark {
  return { style: mark.style, range: shiftRange(mark.range, delta) };
}

/** Whether the segments of the edit say nothing that the lists are made of, before it and after it. */
function isOutsideLists(
  before: ScannedDocument,
  after: ScannedDocument,
  edit: SegmentEdit,
  found: ListsFound,
): boolean {
  // Where a list is empty, its scope depends on whether something is cited before it.
  if (found.lists.length > 1 && found.lists.some(list => list.entries.length === 0)) return false;
  // Over a list without heading the mark of its style may be nearer or farther now.
  const isNear = (start: number): boolean =>
    start >= edit.endBefore && start <= edit.endBefore + FARTHEST_MARK;
  if (found.lists.some(list => list.heading === undefined && isNear(list.range.start))) return false;
  const titlesBefore = titlesOutsideLists(before, edit.first, edit.lastBefore);
  const titles = titlesOutsideLists(after, edit.first, edit.last);
  return titles !== undefined && titles === titlesBefore;
}

/** Levels and titles of the headings in those segments; undefined where they hold a part of a list. */
function titlesOutsideLists(document: ScannedDocument, first: number, last: number): string | undefined {
  let titles = '';
  for (let index = first; index <= last; index += 1) {
    const findings: Findings = document.segments[index]!.findings;
    if (findings.candidates.length > 0 || findings.styleMarks.length > 0) return undefined;
    for (const { title, level } of findings.headings) {
      if (isReferencesTitle(title)) return undefined;
      titles += `${level} ${title}\n`;
    }
  }
  return titles;
}
