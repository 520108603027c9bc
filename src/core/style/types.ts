import type { CslItem } from '../library/types';
import type { CitationLook } from './citationLook';

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
  /** The CSL file's text (CSL 1.0.2); undefined for a style whose text is bundled with the engine. */
  readonly csl?: string;
  /** Where the author finds that text: a path on the command line, an address in the editor. */
  readonly file?: string;
  /** Of a style that is only another name for a bundled one: the id of that one. */
  readonly parent?: string;
  /** The language that it is made for, as its file says; undefined where any will do. */
  readonly defaultLocale?: string;
}

/** Formats references in a CSL style. */
export interface EntryFormatter {
  /**
   * @param items the references in the order of the list
   * @param style a bundled style's id, or the CSL text with an id to name it by
   * @param locale RFC 5646 tag such as `en-US`; empty for the one that the style is made for, else `en-US`
   * @returns one entry an item, in the order of `items`
   * @throws StyleError when the CSL text is no style that can format a bibliography
   */
  formatEntries(items: readonly CslItem[], style: CitationStyle, locale: string): readonly FormattedEntry[];
}

/** The CSL engine. Loaded on first use. */
export interface StyleEngine extends EntryFormatter {
  /**
   * What a style is and wants, as its text says; for a style that cannot be used, what can be read of it.
   *
   * @throws StyleError when the style is not known
   */
  describeStyle(style: CitationStyle): StyleDescription;
}

/** What a style is and wants. */
export interface StyleDescription {
  /** Whether it cites by number. */
  readonly numeric: boolean;
  /** Whether an entry reads the same whatever other entries are in the list. */
  readonly independentEntries: boolean;
  /** How it writes citations in the text; undefined where that cannot be said, and for styles that do not number. */
  readonly citationLook: CitationLook | undefined;
}

/** A style cannot be used; the message says which and why, for the author. */
export class StyleError extends Error {
  override readonly name = 'StyleError';

  /**
   * @param problem what is wrong with the style, as a sentence
   * @param line the line of its file that is wrong, from 1
   */
  constructor(
    readonly style: CitationStyle,
    readonly problem: string,
    readonly line?: number,
  ) {
    const name = style.file ?? `The style “${style.title || style.id}”`;
    super(line === undefined ? `${name}: ${problem}` : `${name}, line ${line}: ${problem}`);
  }
}
