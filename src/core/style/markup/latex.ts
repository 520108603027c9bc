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
      let inner = escapeLatex(piece.text);
      if (piece.position) inner = `\\text${piece.position}{${inner}}`;
      if (piece.smallCaps) inner = `\\textsc{${inner}}`;
      if (piece.bold) inner = `\\textbf{${inner}}`;
      return piece.italic ? `\\emph{${inner}}` : inner;
    })
    .join('');
  // Right behind \item a bracket would be its label.
  return written.startsWith('[') ? `{[}${written.slice(1)}` : written;
}

/** `text` for the running text of LaTeX. Ligatures that change what is read (`--`, `''`) are broken up. */
export function escapeLatex(text: string): string {
  return text
    .replace(/[\\~^<>|`{}%&_#$]/g, character => LATEX_WORDS[character] ?? `\\${character}`)
    .replace(/-(?=-)/g, '-{}')
    .replace(/'(?=')/g, "'{}");
}
