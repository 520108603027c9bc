import type { FormattedEntry } from '../types';
import { tidyPieces } from './pieces';

const LATEX_WORDS: { readonly [character: string]: string } = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '`': '\\textasciigrave{}',
};

/** An entry as LaTeX text that needs no package: nothing in its words becomes a command. */
export function latexEntry(entry: FormattedEntry): string {
  const written = tidyPieces(entry)
    .map(piece => {
      let inner = escapeLatex(piece.text, piece.before);
      if (piece.position) inner = `\\text${piece.position}{${inner}}`;
      if (piece.smallCaps) inner = `\\textsc{${inner}}`;
      if (piece.bold) inner = `\\textbf{${inner}}`;
      return piece.italic ? `\\emph{${inner}}` : inner;
    })
    .join('');
  // Right behind \item a bracket would be its label.
  return written.startsWith('[') ? `{[}${written.slice(1)}` : written;
}

/**
 * `text` for the running text of LaTeX. Ligatures that change what is read (`--`, `''`) are broken up; straight double
 * quotation marks, which LaTeX prints as closing ones, become the pair that it knows.
 *
 * @param before the character before `text`, empty at the beginning
 */
export function escapeLatex(text: string, before = ''): string {
  return text
    .replace(/[\\~^<>|`{}%&_#$]/g, character => LATEX_WORDS[character] ?? `\\${character}`)
    .replace(/-(?=-)/g, '-{}')
    .replace(/'(?=['"])/g, "'{}")
    .replace(/"/g, (_, at: number, all: string) =>
      /^$|[\s([{\u2010-\u2015]/.test(at === 0 ? before : all[at - 1]!) ? '``' : "''",
    );
}
