import type { ForwardFinders } from './finders';

/** Arguments longer than this are not looked into. */
export const LONGEST_ARGUMENT = 2000;

/** Offset behind the argument in braces at `at`; `at + 1` where it does not end before `end`. */
export function argumentEnd(text: string, finders: ForwardFinders, at: number, end: number): number {
  const stop = Math.min(end, at + LONGEST_ARGUMENT);
  if (finders.within('}', at, stop) < 0) return at + 1;
  let depth = 0;
  for (let index = at; index < stop; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x5c) index += 1;
    else if (code === 0x7b) depth += 1;
    else if (code === 0x7d) {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return at + 1;
}
