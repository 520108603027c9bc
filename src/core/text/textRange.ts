/** A half-open span `[start, end)` of a text, in UTF-16 code units from 0. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Whether `offset` lies in `range` or touches one of its two ends. */
export function touches(range: TextRange, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

/** Whether the whole of `inner` lies in `outer`. */
export function contains(outer: TextRange, inner: TextRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The text that `range` denotes. */
export function textIn(text: string, range: TextRange): string {
  return text.slice(range.start, range.end);
}
