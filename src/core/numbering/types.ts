import type { Library, Reference } from '../library/types';
import type { Manuscript, ReferenceListEntry } from '../manuscript/types';
import type { TextRange } from '../text/textRange';

/** By what a list entry was linked to its library record. */
export type LinkEvidence = 'key' | 'doi' | 'pmid' | 'title' | 'locator';

/** The link from a list entry to a library record; `score` from 0 to 1. Below certainty there is no link at all. */
export interface EntryLink {
  readonly reference: Reference;
  readonly by: LinkEvidence;
  readonly score: number;
}

/** What one number stands for. At least one of `entry`, `elsewhere` and `reference` is there. */
export interface NumberedReference {
  readonly number: number;
  /** The manuscript's own list entry; undefined where the number comes from a numbered library. */
  readonly entry: ReferenceListEntry | undefined;
  /** The library record; undefined where the entry could not be linked. */
  readonly reference: Reference | undefined;
  readonly link: EntryLink | undefined;
  /** Its entry where that stands in the list of another file of the manuscript; then there is no {@link entry}. */
  readonly elsewhere?: EntryElsewhere | undefined;
}

/** An entry in the list of another file. */
export interface EntryElsewhere {
  /** Name of the file, as in {@link FileOfManuscript}. */
  readonly file: string;
  /** The whole entry, and what it says, in that file. */
  readonly range: TextRange;
  readonly selection: TextRange;
  /** What it says, without markup. */
  readonly words: string;
}

/** The numbers of one scope of a manuscript (all of it, or a chapter with a list of its own). */
export interface Numbering {
  /**
   * `list`: from the manuscript's own reference list; `otherFile`: from the list of another file of the manuscript;
   * `library`: from the active numbered library; `none`: there is none of them.
   */
  readonly source: 'list' | 'otherFile' | 'library' | 'none';
  /** Index of the list in {@link Manuscript.referenceLists}; undefined unless `source` is `list`. */
  readonly list: number | undefined;
  /** The first entry with a number wins; others are in {@link duplicates}. */
  readonly byNumber: ReadonlyMap<number, NumberedReference>;
  /** Number by reference id. Records of the same work in several libraries have the same number. */
  readonly numberOf: ReadonlyMap<string, number>;
  /** Entries whose number an earlier entry has. */
  readonly duplicates: readonly NumberedReference[];
  /** The number that a reference without one gets next: one more than every number in list and text. */
  readonly nextNumber: number;
}

/** A manuscript joined with the libraries: what every feature asks. */
export interface NumberedManuscript {
  readonly manuscript: Manuscript;
  readonly libraries: readonly Library[];
  /** One per reference list; one alone where the manuscript has no list. Never empty. */
  readonly numberings: readonly Numbering[];
  /** The manuscript of several files that this is one of; undefined where it stands alone. */
  readonly project?: ProjectOfFile;
}

/** A file of a manuscript of several, numbered alone. The name is whatever the caller finds it by. */
export interface FileOfManuscript {
  readonly name: string;
  /** What people call it where the name does not say so. */
  readonly title?: string;
  readonly numbered: NumberedManuscript;
}

/** The files of a manuscript, in their order. */
export interface ProjectOfFile {
  readonly files: readonly FileOfManuscript[];
  /** Index of the file that is looked at. */
  readonly file: number;
  /** For each file the index of the one whose list numbers it; undefined where no file has a list. */
  readonly listFiles: readonly (number | undefined)[];
  /** Index of the file that gets the first list of a manuscript that has none; undefined: the one that is written in. */
  readonly newListFile?: number | undefined;
}
