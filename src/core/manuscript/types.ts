import type { TextRange } from '../text/textRange';
import type { KeyedCitation } from './keyed/types';

export type * from './keyed/types';

/** The markups that the citation grammar knows. Quarto, R Markdown and MyST are Markdown. */
export type MarkupLanguage = 'markdown' | 'plaintext' | 'latex' | 'restructuredtext' | 'asciidoc' | 'typst';

/**
 * How a citation is written.
 * - `brackets`: `[1]`; `escaped`: `\[1\]`; `linked`: `[[1]](#ref-1)`, `[\[1,](#a) [2\]](#b)`
 * - `restructuredtext`: `[1]_`
 * - `superscript`: `<sup>1,2</sup>`, `^1–3^`, `⁽¹⁾`, `¹²`; `round`: `(1, 2)`: both only where the manuscript uses them
 * - `mention`: the `3 and 5` of `refs. 3 and 5`, where the prose calls references by their numbers
 */
export type CitationForm =
  | 'brackets'
  | 'escaped'
  | 'linked'
  | 'restructuredtext'
  | 'superscript'
  | 'round'
  | 'mention';

/** A number as it stands in the text: its value and the range of its digits. */
export interface WrittenNumber {
  readonly value: number;
  readonly range: TextRange;
}

/**
 * One member of a citation. In `[see 3, 5–7, p. 45]` the members are `see 3` (a number with a prefix) and
 * `5–7, p. 45` (a range with a locator).
 */
export type CitationMember =
  | {
      readonly kind: 'number';
      readonly range: TextRange;
      readonly number: WrittenNumber;
      readonly prefix?: TextRange;
      readonly locator?: TextRange;
    }
  | {
      readonly kind: 'range';
      readonly range: TextRange;
      readonly first: WrittenNumber;
      readonly last: WrittenNumber;
      /** What stands between the two numbers, without white space around it: `-`, `–`, `]–[` … */
      readonly dash: TextRange;
      readonly prefix?: TextRange;
      readonly locator?: TextRange;
    };

/** A citation by number, as written. Running example: `[1, 4–6]`. */
export interface Citation {
  /** From the opening to the closing bracket, both included: `[1, 4–6]`; of a mention from the first to the last digit. */
  readonly range: TextRange;
  readonly form: CitationForm;
  /** In written order: `1` and `4–6`. */
  readonly members: readonly CitationMember[];
  /** Each number that it stands for, in written order, repeated where it is repeated: 1, 4, 5, 6. A reversed range counts down. */
  readonly numbers: readonly number[];
  /** Index into {@link Manuscript.referenceLists} of the list that numbers it; undefined where there is none. */
  readonly list: number | undefined;
}

/** How an entry of a reference list is labelled: `1.`, `1)`, `[1]`, `- [1]`, `[1]:`, `.. [1]`, `\bibitem`, or by the markup's own counter (`#.`, `.`, `+`). */
export type EntryLabelForm =
  | 'period'
  | 'parenthesis'
  | 'brackets'
  | 'bulletBrackets'
  | 'linkDefinition'
  | 'directive'
  | 'bibitem'
  | 'counter';

/** One entry of a reference list. Running example: `3. Miller JS. Clinical trials. 2020. <!-- @miller2020 -->`. */
export interface ReferenceListEntry {
  /** The number that a renderer prints beside the entry; for lists that the markup counts, not always the digits written. */
  readonly number: number;
  /** Its digits, `3`; undefined where the markup counts by itself. */
  readonly writtenNumber: WrittenNumber | undefined;
  readonly labelForm: EntryLabelForm;
  /** `3. ` with the white space behind it. */
  readonly labelRange: TextRange;
  /** What the entry says, without label, invisible markup and line end: `Miller JS. Clinical trials. 2020.` */
  readonly textRange: TextRange;
  /** The whole entry from the start of its first line to the end of its last, without the last line end. */
  readonly range: TextRange;
  /** Citation key in invisible markup (`<!-- @key -->`, `% @key`, `// @key`, `.. @key`) or of `\bibitem{key}`. */
  readonly key: { readonly value: string; readonly range: TextRange } | undefined;
}

/** A list of references in the manuscript. */
export interface ReferenceList {
  /** From the heading (else the first entry) to the end of the last entry, without the last line end. */
  readonly range: TextRange;
  /** The heading over it: whole line (both lines of a setext heading), its title, its level (1 = topmost); undefined without. */
  readonly heading: Heading | undefined;
  readonly entries: readonly ReferenceListEntry[];
  /** The part of the manuscript whose citations this list numbers: all of it where there is one list. */
  readonly scope: TextRange;
  /** The style id that the list's invisible mark names (`<!-- numbered-citations style: ieee -->`), with the mark's whole range. */
  readonly styleMark: { readonly style: string; readonly range: TextRange } | undefined;
}

/** A section heading. */
export interface Heading {
  readonly range: TextRange;
  readonly title: string;
  readonly level: number;
}

/** A piece that looks like a numbered citation but cannot be read (`[3,, x]`, a range over 1,000 numbers). Edits that renumber refuse on it. */
export interface UnreadableCitation {
  readonly range: TextRange;
  readonly reason: string;
}

/** What one parse of a manuscript finds. Everything else reads this; nobody else reads the text for citations. */
export interface Manuscript {
  /** All of it. Behind an edit it is put together when first asked for; `textBetween` reads a part without that. */
  readonly text: string;
  /** Of the text, in UTF-16 code units. */
  readonly length: number;
  readonly language: MarkupLanguage;
  /** By place. */
  readonly citations: readonly Citation[];
  readonly unreadable: readonly UnreadableCitation[];
  /** Citations by key, `[@key]` or `\cite{key}`, by place. Read when first asked for. */
  readonly keyedCitations: readonly KeyedCitation[];
  /** By place. A heading in the usual words for references without entries gives a list without entries. */
  readonly referenceLists: readonly ReferenceList[];
  readonly headings: readonly Heading[];
  /** Where no citation can stand (code, math, comments, front matter, raw HTML …), by place, not overlapping. */
  readonly notProse: readonly TextRange[];
  /** The metadata block at the top (YAML front matter between its fences), without the fences; undefined without. */
  readonly frontMatter: TextRange | undefined;
}

/**
 * What an author is typing at a place. Running example with the cursor at `|`: `… persistence [1, ex|]`.
 */
export interface CitationBeingTyped {
  /** From the opening bracket to the cursor, or behind the closing bracket where there is one: `[1, ex]`. */
  readonly range: TextRange;
  /** The member under the cursor: `ex`. What a completion replaces. */
  readonly typed: TextRange;
  /** The numbers already in it, the member under the cursor excepted: 1. */
  readonly numbers: readonly number[];
  /** Whether a closing bracket follows. */
  readonly closed: boolean;
  /** The text left of the bracket in this sentence, markup removed as far as it does not carry words. */
  readonly sentence: string;
}
