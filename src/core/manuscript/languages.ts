import type { MarkupLanguage } from './types';

const BY_LANGUAGE_ID: Readonly<Record<string, MarkupLanguage>> = {
  markdown: 'markdown',
  quarto: 'markdown',
  rmd: 'markdown',
  rmarkdown: 'markdown',
  myst: 'markdown',
  mystmarkdown: 'markdown',
  mdx: 'markdown',
  pandoc: 'markdown',
  latex: 'latex',
  tex: 'latex',
  'latex-expl3': 'latex',
  rsweave: 'latex',
  restructuredtext: 'restructuredtext',
  rst: 'restructuredtext',
  asciidoc: 'asciidoc',
  typst: 'typst',
  plaintext: 'plaintext',
};

const BY_FILE_ENDING: Readonly<Record<string, MarkupLanguage>> = {
  md: 'markdown',
  markdown: 'markdown',
  mdown: 'markdown',
  mkd: 'markdown',
  mdx: 'markdown',
  qmd: 'markdown',
  rmd: 'markdown',
  tex: 'latex',
  latex: 'latex',
  ltx: 'latex',
  rnw: 'latex',
  rst: 'restructuredtext',
  rest: 'restructuredtext',
  adoc: 'asciidoc',
  asciidoc: 'asciidoc',
  asc: 'asciidoc',
  typ: 'typst',
  txt: 'plaintext',
  text: 'plaintext',
};

/** The markup of a VS Code language id such as `quarto`, in any case; undefined for languages that are no manuscripts. */
export function markupLanguageOf(languageId: string): MarkupLanguage | undefined {
  const id = languageId.toLowerCase();
  return Object.hasOwn(BY_LANGUAGE_ID, id) ? BY_LANGUAGE_ID[id] : undefined;
}

/** The markup of a file by the ending of its name or path, in any case; undefined for endings that are no manuscripts. */
export function markupLanguageOfFileName(name: string): MarkupLanguage | undefined {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return name.includes('.') && Object.hasOwn(BY_FILE_ENDING, ending) ? BY_FILE_ENDING[ending] : undefined;
}
