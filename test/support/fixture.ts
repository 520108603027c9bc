import type { TextRange } from '../../src/core/text/textRange';

/** A text with the places that its annotation lines point at. */
export interface Fixture {
  readonly text: string;
  /** Offsets under `|`, by place. */
  readonly cursors: readonly number[];
  /** Ranges under runs of `^`, by place. */
  readonly ranges: readonly TextRange[];
}

/**
 * Reads a text with annotations: a line that consists only of spaces, `^` and `|` (at least one of the two) points at the line above.
 *
 * @example parseFixture('text [1]\n     ^^^\n').ranges // [{ start: 5, end: 8 }]
 */
export function parseFixture(annotated: string): Fixture {
  const lines: string[] = [];
  const cursors: number[] = [];
  const ranges: TextRange[] = [];
  let previous = 0;
  let offset = 0;
  for (const line of annotated.split('\n')) {
    if (lines.length > 0 && /^[ ^|]*[|^][ ^|]*$/.test(line)) {
      for (const match of line.matchAll(/\^+|\|/g)) {
        const start = previous + match.index;
        if (match[0] === '|') cursors.push(start);
        else ranges.push({ start, end: start + match[0].length });
      }
      continue;
    }
    lines.push(line);
    previous = offset;
    offset += line.length + 1;
  }
  cursors.sort((a, b) => a - b);
  ranges.sort((a, b) => a.start - b.start);
  return { text: lines.join('\n'), cursors, ranges };
}
