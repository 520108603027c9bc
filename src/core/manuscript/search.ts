import type { TextRange } from '../text/textRange';

/** Index of the first of `offsets`, which grow, that is not before `from`; their length where there is none. */
export function firstAtOrBehind(offsets: readonly number[], from: number): number {
  return firstWhere(offsets.length, index => offsets[index]! >= from);
}

/** Index of the last of `items`, which are by place, that starts at or before `offset`; -1 where there is none. */
export function lastStartingAt(items: readonly { readonly range: TextRange }[], offset: number): number {
  return firstWhere(items.length, index => items[index]!.range.start > offset) - 1;
}

/** The first index below `length` for which `holds`, which holds for all that follow; `length` where there is none. */
export function firstWhere(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
