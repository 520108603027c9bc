import type * as vscode from 'vscode';

/** The languages that authors write manuscripts in, by the editor's ids. */
export const MANUSCRIPT_LANGUAGES = [
  'markdown',
  'plaintext',
  'latex',
  'tex',
  'quarto',
  'rmd',
  'restructuredtext',
  'asciidoc',
  'typst',
] as const;

/** Selects manuscripts wherever they are: on disk, unsaved, in a remote repository. */
export const MANUSCRIPTS: vscode.DocumentSelector = MANUSCRIPT_LANGUAGES.map(language => ({ language }));
