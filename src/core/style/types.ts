import type { CslItem } from '../library/types';

/** A piece of a formatted entry. Markup languages write it each in their own way. */
export interface InlineText {
  readonly text: string;
  readonly italic?: boolean;
  readonly bold?: boolean;
  readonly smallCaps?: boolean;
  readonly position?: 'superscript' | 'subscript';
  readonly link?: string;
}

/** A formatted reference list entry without its number. */
export type FormattedEntry = readonly InlineText[];

/** The markups that an entry can be written in: the same names as the manuscript's markup languages. */
export type EntryMarkup = 'markdown' | 'plaintext' | 'latex' | 'restructuredtext' | 'asciidoc' | 'typst';

/** A CSL style that can be used. */
export interface CitationStyle {
  readonly id: string;
  readonly title: string;
  /** The CSL file's text (CSL 1.0.2). */
  readonly csl: string;
}

/** Formats references in a CSL style. Loaded on first use. */
export interface StyleEngine {
  /**
   * @param items the references in the order of the list
   * @param style the CSL text and an id to cache it by
   * @param locale RFC 5646 tag such as `en-US`
   * @returns one entry an item, in the order of `items`
   * @throws StyleError when the CSL text is no style that can format a bibliography
   */
  formatEntries(items: readonly CslItem[], style: CitationStyle, locale: string): readonly FormattedEntry[];
}

/** A style cannot be used; the message says which and why, for the author. */
export class StyleError extends Error {
  override readonly name = 'StyleError';
}
