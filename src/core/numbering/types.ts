import type { Library, Reference } from '../library/types';
import type { Manuscript, ReferenceListEntry } from '../manuscript/types';

/** By what a list entry was linked to its library record. */
export type LinkEvidence = 'key' | 'doi' | 'pmid' | 'title' | 'locator';

/** The link from a list entry to a library record; `score` from 0 to 1. Below certainty there is no link at all. */
export interface EntryLink {
  readonly reference: Reference;
  readonly by: LinkEvidence;
  readonly score: number;
}

/** What one number stands for. At least one of `entry` and `reference` is there. */
export interface NumberedReference {
  readonly number: number;
  /** The manuscript's own list entry; undefined where the number comes from a numbered library. */
  readonly entry: ReferenceListEntry | undefined;
  /** The library record; undefined where the entry could not be linked. */
  readonly reference: Reference | undefined;
  readonly link: EntryLink | undefined;
}

/** The numbers of one scope of a manuscript (all of it, or a chapter with a list of its own). */
export interface Numbering {
  /** `list`: from the manuscript's own reference list; `library`: from the active numbered library; `none`: there is neither. */
  readonly source: 'list' | 'library' | 'none';
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
}
