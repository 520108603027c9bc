import type { Manuscript } from '../../manuscript/types';
import { LineIndex } from '../../text/lineIndex';
import type { Title } from '../../text/message';
import type { TextRange } from '../../text/textRange';
import type { Diagnostic, Fix } from './types';

/** Codes that a comment switches off; undefined: every rule. */
type Codes = ReadonlySet<string> | undefined;

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
  const { text, language } = manuscript;
  if (!text.includes(MARK)) return diagnostics;
  const lines = new LineIndex(text);
  const file: Codes[] = [];
  const byLine = new Map<number, Codes[]>();
  for (let index = text.indexOf(MARK); index >= 0; index = text.indexOf(MARK, index + MARK.length)) {
    const { line } = lines.positionAt(index);
    const before = text.slice(Math.max(lines.lineStart(line), index - 200), index);
    if (!opensComment(before, language)) continue;
    const match = /^numcite-disable-(file|line|next-line)\b([^\r\n]*)/.exec(text.slice(index, index + 1000));
    if (!match) continue;
    const names = match[2]!.replace(/-->.*|\*\/.*/s, '').match(/[a-z][a-z-]*[a-z]/g);
    const codes = names ? new Set(names) : undefined;
    if (match[1] === 'file') {
      file.push(codes);
      continue;
    }
    const wanted = match[1] === 'line' ? line : nextLine(text, lines, line);
    byLine.set(wanted, [...(byLine.get(wanted) ?? []), codes]);
  }
  const hides = (all: readonly Codes[] | undefined, code: string) =>
    all?.some(codes => codes === undefined || codes.has(code)) === true;
  return diagnostics.filter(
    ({ code, range }) => !hides(file, code) && !hides(byLine.get(lines.positionAt(range.start).line), code),
  );
}

/**
 * Switches a rule off at a place, with a comment at the end of its line; nothing where the markup has no comment that
 * can stand in a paragraph there.
 */
export function keepFix(
  { text, language }: Manuscript,
  range: TextRange,
  code: string,
  title: Title,
): readonly Fix[] {
  const next = text.slice(range.end).search(/\r?\n/);
  const end = next < 0 ? text.length : range.end + next;
  const at = (offset: number, newText: string): readonly Fix[] => [
    { ...title, edits: [{ range: { start: offset, end: offset }, newText }] },
  ];
  switch (language) {
    case 'markdown':
    case 'plaintext':
      return at(end, ` <!-- ${MARK}-line ${code} -->`);
    case 'latex':
      return at(end, ` % ${MARK}-line ${code}`);
    case 'typst':
      return at(end, ` // ${MARK}-line ${code}`);
    case 'asciidoc': {
      const start = text.lastIndexOf('\n', range.start - 1) + 1;
      return at(start, `// ${MARK}-next-line ${code}${text.includes('\r\n') ? '\r\n' : '\n'}`);
    }
    case 'restructuredtext':
      return [];
  }
}

/** The first line after another that is not blank. */
function nextLine(text: string, lines: LineIndex, line: number): number {
  let next = line + 1;
  while (
    next < lines.lineCount - 1 &&
    /^\s*$/.test(text.slice(lines.lineStart(next), lines.lineStart(next + 1)))
  )
    next++;
  return next;
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
