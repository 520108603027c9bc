import type { TextRange } from '../../text/textRange';

/**
 * How a citation by key is written.
 * - `pandoc`: `[see @a, p. 3; -@b]`; `pandocText`: `@a`, `@a [p. 3]` (Pandoc, Quarto, R Markdown, MyST)
 * - `mystRole`: `` {cite:p}`a,b` ``; `restructuredtextRole`: `` :cite:p:`a,b` `` (sphinxcontrib-bibtex)
 * - `restructuredtext`: `[Key2020]_`
 * - `latex`: `\cite[see][p. 3]{a,b}` and the commands of natbib and biblatex
 * - `typst`: `@a[p. 3] @b`; `typstCite`: `#cite(<a>, supplement: [p. 3])`
 * - `asciidocMacro`: `cite:[a(3), b]` (asciidoctor-bibtex); `asciidocReference`: `<<a>>` to an anchor `[[[a]]]`
 */
export type KeyedForm =
  | 'pandoc'
  | 'pandocText'
  | 'mystRole'
  | 'restructuredtextRole'
  | 'restructuredtext'
  | 'latex'
  | 'typst'
  | 'typstCite'
  | 'asciidocMacro'
  | 'asciidocReference';

/** One work of a citation by key. Running example: the member `see @{a b}, p. 3` of `[see @{a b}, p. 3; -@c]`. */
export interface KeyedMember {
  /** With prefix and locator: `see @{a b}, p. 3`. */
  readonly range: TextRange;
  /** The key without what marks it: `a b`. */
  readonly key: { readonly value: string; readonly range: TextRange };
  /** The key with what marks it as one: `@{a b}`, `-@c`, `<key>`; the key itself where nothing does. */
  readonly marked: TextRange;
  /** What stands before it: `see`. */
  readonly prefix?: TextRange;
  /** Which place of the work is meant, or what else stands behind the key: `p. 3`. */
  readonly locator?: TextRange;
}

/** A citation by key, as written. */
export interface KeyedCitation {
  /** All of it, from the first bracket, sign or backslash to the last. */
  readonly range: TextRange;
  readonly form: KeyedForm;
  /** The command or role, without backslash or colon: `citep`, `cite:t`; empty for forms without. */
  readonly command: string;
  /** Whether it reads as part of the sentence (`@a`, `\citet{a}`), not as an aside in brackets. */
  readonly inText: boolean;
  /** Whether it only puts works into the bibliography (`\nocite{a}`, `#cite(<a>, form: none)`). */
  readonly listsOnly: boolean;
  /** In written order, at least one. */
  readonly members: readonly KeyedMember[];
}
