import type { Manuscript } from '../../manuscript/types';
import type { TextRange } from '../../text/textRange';
import type { Diagnostic } from './types';

/** What the comments of a manuscript switch off. */
interface Suppression {
  /** Offsets of the text that it counts for. */
  readonly range: TextRange;
  /** Undefined: every rule. */
  readonly codes: ReadonlySet<string> | undefined;
}

const MARK = 'numcite-disable';

/**
 * Leaves out the findings that comments of the manuscript switch off: `numcite-disable-file`,
 * `numcite-disable-line` and `numcite-disable-next-line`, each with codes behind it or, without, for all rules. The
 * comment is one of the markup: `<!-- … -->` (Markdown, and plain text, which has none of its own), `% …` (LaTeX),
 * `.. …` (reStructuredText), `// …` (AsciiDoc, Typst, also as `/* … *\/` there).
 */
export function withoutSuppressed(
  manuscript: Manuscript,
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] {
  const suppressions = suppressionsOf(manuscript);
  if (suppressions.length === 0) return diagnostics;
  return diagnostics.filter(
    ({ code, range }) =>
      !suppressions.some(
        suppression =>
          suppression.range.start <= range.start &&
          range.start < suppression.range.end &&
          (suppression.codes === undefined || suppression.codes.has(code)),
      ),
  );
}

function suppressionsOf({ text, language }: Manuscript): readonly Suppression[] {
  const found: Suppression[] = [];
  for (let index = text.indexOf(MARK); index >= 0; index = text.indexOf(MARK, index + MARK.length)) {
    const lineStart = Math.max(text.lastIndexOf('\n', index), text.lastIndexOf('\r', index)) + 1;
    const lineEnd = endOfLine(text, index);
    const before = text.slice(Math.max(lineStart, index - 200), index);
    if (!opensComment(before, language)) continue;
    const match = /^numcite-disable-(file|line|next-line)\b([^\r\n]*)/.exec(
      text.slice(index, Math.min(lineEnd, index + 1000)),
    );
    if (!match) continue;
    const names = match[2]!.replace(/-->.*|\*\/.*/s, '').match(/[a-z][a-z-]*[a-z]/g);
    const codes = names ? new Set(names) : undefined;
    if (match[1] === 'file') found.push({ range: { start: 0, end: text.length + 1 }, codes });
    else if (match[1] === 'line') found.push({ range: { start: lineStart, end: lineEnd + 1 }, codes });
    else found.push({ range: nextLine(text, lineEnd), codes });
  }
  return found;
}

function opensComment(before: string, language: Manuscript['language']): boolean {
  switch (language) {
    case 'latex':
      return /(?:^|[^\\])%\s*$/.test(before);
    case 'restructuredtext':
      return /^\s*\.\.\s+$/.test(before);
    case 'asciidoc':
      return /^\/\/\s*$/.test(before);
    case 'typst':
      return /(?:\/\/|\/\*)\s*$/.test(before);
    case 'markdown':
    case 'plaintext':
      return /<!--\s*$/.test(before);
  }
}

/** The first line after an offset that is not blank. */
function nextLine(text: string, lineEnd: number): TextRange {
  let start = lineEnd;
  while (start < text.length && /\s/.test(text[start]!)) start++;
  return { start: lineEnd + 1, end: endOfLine(text, start) + 1 };
}

function endOfLine(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  return end;
}
