import type { Manuscript } from '../../manuscript/types';
import { lineEndOf } from '../../numbering/rewrite';
import type { TextEdit } from '../../text/textEdit';

/**
 * The edit that switches a rule off by a comment: for the line of a place, or for the whole file. See
 * {@link withoutSuppressed} for the comments.
 *
 * @returns undefined where the markup has no place for such a comment: reStructuredText has none inside a paragraph
 */
export function suppressRule(
  { text, language, frontMatter }: Manuscript,
  code: string,
  where: { readonly line: number } | 'file',
): TextEdit | undefined {
  const eol = lineEndOf(text);
  if (where === 'file') {
    const start = frontMatter ? behindLine(text, frontMatter.end) : 0;
    return insertion(start, `${comment(language, `numcite-disable-file ${code}`)}${eol}${eol}`);
  }
  const lineStart = startOfLine(text, where.line);
  const lineEnd = text.slice(where.line).search(/[\r\n]|$(?![\s\S])/) + where.line;
  switch (language) {
    case 'asciidoc':
      return insertion(lineStart, `// numcite-disable-next-line ${code}${eol}`);
    case 'restructuredtext': {
      const before = text.slice(0, lineStart).endsWith('\r\n') ? lineStart - 2 : lineStart - 1;
      if (lineStart > 0 && text.slice(startOfLine(text, before), before).trim() !== '') return undefined;
      return insertion(lineStart, `.. numcite-disable-next-line ${code}${eol}${eol}`);
    }
    default:
      return insertion(lineEnd, ` ${comment(language, `numcite-disable-line ${code}`)}`);
  }
}

function comment(language: Manuscript['language'], words: string): string {
  switch (language) {
    case 'latex':
      return `% ${words}`;
    case 'restructuredtext':
      return `.. ${words}`;
    case 'asciidoc':
    case 'typst':
      return `// ${words}`;
    case 'markdown':
    case 'plaintext':
      return `<!-- ${words} -->`;
  }
}

/** The start of the line behind the one that an offset lies in; the end of the text behind the last. */
function behindLine(text: string, offset: number): number {
  const end = /\r\n|\n|\r/g;
  end.lastIndex = offset;
  return end.exec(text) ? end.lastIndex : text.length;
}

/** The start of the line that an offset lies in. */
function startOfLine(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--;
  return start;
}

function insertion(offset: number, newText: string): TextEdit {
  return { range: { start: offset, end: offset }, newText };
}
