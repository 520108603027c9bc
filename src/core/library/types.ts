import type { ByteSections } from '../text/byteSections';
import type { TextRange } from '../text/textRange';

/** A name in CSL-JSON 1.0.2: a person by parts, or an institution as `literal`. */
export interface CslName {
  readonly family?: string;
  readonly given?: string;
  readonly 'dropping-particle'?: string;
  readonly 'non-dropping-particle'?: string;
  readonly suffix?: string;
  readonly literal?: string;
}

/** A date in CSL-JSON 1.0.2: one `date-parts` for a date, two for a range; `literal`/`raw` where it cannot be read. */
export interface CslDate {
  readonly 'date-parts'?: readonly (readonly number[])[];
  readonly season?: number | string;
  readonly circa?: boolean;
  readonly literal?: string;
  readonly raw?: string;
}

/** A reference in CSL-JSON (schema 1.0.2). Text fields may carry CSL's HTML-like rich text (`<i>`, `<sub>`, `<span class="nocase">`). */
export interface CslItem {
  readonly id: string;
  readonly type: string;
  readonly title?: string;
  readonly author?: readonly CslName[];
  readonly editor?: readonly CslName[];
  readonly issued?: CslDate;
  readonly 'container-title'?: string;
  readonly 'container-title-short'?: string;
  readonly volume?: string;
  readonly issue?: string;
  readonly page?: string;
  readonly number?: string;
  readonly publisher?: string;
  readonly 'publisher-place'?: string;
  readonly DOI?: string;
  readonly PMID?: string;
  readonly PMCID?: string;
  readonly ISBN?: string;
  readonly ISSN?: string;
  readonly URL?: string;
  readonly abstract?: string;
  readonly keyword?: string;
  readonly note?: string;
  readonly [field: string]: unknown;
}

/** A work that can be cited. */
export interface Reference {
  /** The citation key, unique in its library. */
  readonly id: string;
  readonly csl: CslItem;
  /** Its number in a numbered library (the bundled review); undefined elsewhere. */
  readonly number: number | undefined;
  /** What an author wants to know of the work: the review's summary, or the author's own note. */
  readonly summary: string | undefined;
  /** What tells it from its neighbours, as short phrases. */
  readonly points: readonly string[];
  /** Ids of {@link Topic}s. */
  readonly topics: readonly string[];
  /** Names of the collections or groups of a reference manager that it is in; undefined where it is in none. */
  readonly collections?: readonly string[];
  /** Name of the library that it comes from. */
  readonly library: string;
  /** Where its record stands in the library's file; undefined for records without a file of their own. */
  readonly source: TextRange | undefined;
}

/** A topic of a review, or a keyword of a library. */
export interface Topic {
  readonly id: string;
  readonly label: string;
  /** One line. */
  readonly description: string;
  /** Ids of its references, in the order to show them. */
  readonly references: readonly string[];
}

/** Why a part of a library file could not be read as meant. Offsets are of the file's text. */
export interface LibraryProblem {
  readonly range: TextRange;
  readonly severity: 'error' | 'warning';
  /** What is wrong and what to do, one sentence. */
  readonly message: string;
}

/**
 * The references of a library, in their order: a plain array, or records that are read when they are asked for. Whoever
 * goes through all of a large library reads all of it: ask its tables instead (linking, search, `facetOf`).
 */
export interface References extends Iterable<Reference> {
  readonly length: number;
  /** The reference of a row, from 0. While somebody holds it, the same object comes again. */
  at(row: number): Reference | undefined;
  /** The row with a citation key, where that can be told without going through all; see `referenceById`. */
  rowOf?(id: string): number | undefined;
}

/** A library whose references are all in memory. */
export interface ReadLibrary extends Library {
  readonly references: readonly Reference[];
}

/** A set of references with where it comes from. */
export interface Library {
  /** The file's name or path as pushed in, or the review's title. */
  readonly name: string;
  /** Whether its references carry numbers (then it numbers manuscripts without a list). */
  readonly numbered: boolean;
  /** Credit and warning that a card shows under its references (a review: that the entry stands as printed there, not verified). */
  readonly provenance: string | undefined;
  readonly references: References;
  readonly topics: readonly Topic[];
  readonly problems: readonly LibraryProblem[];
  /** What other rooms keep beside the records of a packed library, so that nobody has to go through all of them. */
  readonly tables?: ByteSections;
}
