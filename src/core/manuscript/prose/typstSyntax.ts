import { isDigit } from '../characters';

/** Whether a label of a list may begin with what stands at `at`. */
export function isLabelStart(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return isDigit(code) || code === 0x5b || code === 0x5c || code === 0x28 || code === 0x2d;
}

/** Whether a name in code may hold it, fields behind full stops included. */
export function isNameCode(code: number): boolean {
  const lower = code | 0x20;
  return isDigit(code) || (lower >= 0x61 && lower <= 0x7a) || code === 0x5f || code === 0x2e || code === 0x2d;
}

/** Offset behind the string that begins with the quotation mark at `at`; at most `end`. */
export function behindString(text: string, at: number, end: number): number {
  let index = at + 1;
  while (index < end && text.charCodeAt(index) !== 0x22) index += text.charCodeAt(index) === 0x5c ? 2 : 1;
  return Math.min(index + 1, end);
}
