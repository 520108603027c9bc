import type { MarkupLanguage } from './types';

/** What the citation grammar must know of a markup: how white space, dashes and brackets are written in it. */
export interface Dialect {
  readonly language: MarkupLanguage;
  /** `\[` is a bracket, `\-` a hyphen (Markdown, Typst). */
  readonly backslashEscapes: boolean;
  /** `~`, `\,` and `\ ` are white space, `{-}` is a hyphen, `{[}` is a bracket (LaTeX); `~` in Typst. */
  readonly tieIsSpace: boolean;
  /** `&ndash;`, `&#8211;`, `&nbsp;` are characters (Markdown, AsciiDoc). */
  readonly characterReferences: boolean;
}

const DIALECTS: Readonly<Record<MarkupLanguage, Dialect>> = {
  markdown: { language: 'markdown', backslashEscapes: true, tieIsSpace: false, characterReferences: true },
  plaintext: {
    language: 'plaintext',
    backslashEscapes: false,
    tieIsSpace: false,
    characterReferences: false,
  },
  latex: { language: 'latex', backslashEscapes: false, tieIsSpace: true, characterReferences: false },
  restructuredtext: {
    language: 'restructuredtext',
    backslashEscapes: true,
    tieIsSpace: false,
    characterReferences: false,
  },
  asciidoc: { language: 'asciidoc', backslashEscapes: false, tieIsSpace: false, characterReferences: true },
  typst: { language: 'typst', backslashEscapes: true, tieIsSpace: true, characterReferences: false },
};

/** The dialect of `language`. */
export function dialectOf(language: MarkupLanguage): Dialect {
  return DIALECTS[language];
}
