/**
 * Goes through the lines of a text by place. Blank lines in a row are told as one.
 *
 * @param from start of the first line
 * @param readLine gets the start of a line, its end before the line end, and the start of the next line
 */
export function readLines(
  text: string,
  from: number,
  readLine: (line: number, end: number, next: number) => void,
): void {
  let line = from;
  while (line < text.length) {
    const newline = lineEnd(text, line);
    let next = newline < 0 ? text.length : newline + 1;
    let end = newline < 0 ? text.length : newline;
    if (end > line && text.charCodeAt(end - 1) === 0x0d) end -= 1;
    if (end === line) {
      while (next < text.length && text.charCodeAt(next) === 0x0a) next += 1;
    }
    readLine(line, end, next);
    line = next;
  }
}

/** A line end so near is found by looking at each character, before a search is begun. */
const NEAR = 8;

/** Offset of the first line feed from `line`; -1 where there is none. */
function lineEnd(text: string, line: number): number {
  const near = line + NEAR < text.length ? line + NEAR : text.length;
  for (let at = line; at < near; at += 1) if (text.charCodeAt(at) === 0x0a) return at;
  return text.indexOf('\n', near);
}

/** Offset of the first character of a line that is no space and no tab; `end` in a blank line. */
export function behindIndent(text: string, line: number, end: number): number {
  let first = line;
  while (first < end && (text.charCodeAt(first) === 0x20 || text.charCodeAt(first) === 0x09)) first += 1;
  return first;
}
