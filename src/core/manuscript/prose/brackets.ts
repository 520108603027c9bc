import { isDigit } from '../characters';
import type { CitationForm } from '../types';
import { FORM_DOUBT, holdsNoCitation, takeCitation, takePlainCitation } from './inline';
import type { Scan } from './scan';
import { takeUnicodeSuperscript } from './superscript';

const FARTHEST_ADDRESS = 300;
const LONGEST_MATRIX = 400;

/** What every markup tries at an opening bracket `[`: gives the offset behind a citation, else the next offset to look at. */
export function takeBracket(
  scan: Scan,
  at: number,
  first: number,
  limit: number,
  form: CitationForm = 'brackets',
  closing = ']',
): number {
  if (form === 'brackets' && scan.text.charCodeAt(at + 1) !== 0x5b) {
    let open = at;
    let quick = takePlainCitation(scan, at, first, limit);
    if (quick > 0) return quick;
    if (scan.isUnclosed(at, limit)) return behindUnclosed(scan.text, at, limit);
    // Brackets that only hold others are gone over without another search.
    while (quick < -1 && scan.text.charCodeAt(1 - quick) !== 0x5b) {
      open = -quick;
      quick = takePlainCitation(scan, open, first, limit);
    }
    if (quick > 0) return quick;
    if (quick !== -1) return -quick;
    // The markup looks at the last of them for itself.
    if (open > at) return open;
  }
  if (scan.text.charCodeAt(at + 1) === 0x5b) {
    if (scan.text.charCodeAt(at + 2) === 0x5b) return behindRun(scan.text, at, limit) - 2;
    const behind = behindDoubleBracket(scan, at, limit);
    return behind > 0 ? behind : at + 1;
  }
  if (holdsNoCitation(scan.text, at + 1, limit) || endsAddress(scan, at, first)) return at + 1;
  return takeAt(scan, at, '[', closing, form, first, limit, 0);
}

/**
 * Where no bracket closes any more: offset behind the bracket at `at` and all others that come before anything which could
 * mean something else in a markup.
 */
export function behindUnclosed(text: string, at: number, limit: number): number {
  let index = at + 1;
  while (index < limit) {
    const code = text.charCodeAt(index);
    const plain =
      code === 0x5b || code === 0x2c || isDigit(code) || code === 0x20 || (code >= 0x61 && code <= 0x7a);
    if (!plain) break;
    index += 1;
  }
  return index;
}

/** {@link takeCitation} that gives the next offset to look at where there is none. */
export function takeAt(
  scan: Scan,
  at: number,
  opening: string,
  closing: string,
  form: CitationForm,
  first: number,
  limit: number,
  doubt: number,
): number {
  if (form === 'escaped' && scan.isUnclosed(at, limit)) return at + 1;
  const bracket = { open: at, opening, closing, form, first, limit, doubt };
  const behind = takeCitation(scan, scan.findings, bracket);
  return behind < 0 ? at + 1 : behind;
}

/** A round bracket or a Unicode superscript, for manuscripts that may cite so. */
export function takeOtherForm(scan: Scan, at: number, first: number, limit: number): number {
  if (scan.text.charCodeAt(at) === 0x28) return takeAt(scan, at, '(', ')', 'round', first, limit, FORM_DOUBT);
  return takeUnicodeSuperscript(scan, scan.findings, at, first, limit);
}

/** Offset behind a run of opening brackets. Of more than two only the last two can mean something. */
export function behindRun(text: string, at: number, limit: number): number {
  let index = at;
  while (index < limit && text.charCodeAt(index) === 0x5b) index += 1;
  return index;
}

/** `[[page]]` is an anchor or wiki link, `[[1, 2], [3, 4]]` a matrix: neither cites. -1 where the inner brackets may. */
export function behindDoubleBracket(scan: Scan, at: number, limit: number): number {
  const { text } = scan;
  if (!scan.closesTwice(at, limit)) return -1;
  const stop = Math.min(limit, at + LONGEST_MATRIX);
  let depth = 0;
  let numbersInARow = 0;
  let matrix = true;
  let closings = 0;
  let separated = false;
  for (let index = at; index < stop; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x5b) {
      depth += 1;
      if (depth > 2) return -1;
      separated = false;
    } else if (code === 0x5d) {
      depth -= 1;
      separated = false;
      if (depth === 0) {
        if (matrix && numbersInARow > 0) return index + 1;
        return closings === 1 && text.charCodeAt(index - 1) === 0x5d ? index + 1 : -1;
      }
      closings += 1;
      if (!matrix && text.charCodeAt(index + 1) !== 0x5d) return -1;
    } else if (code >= 0x30 && code <= 0x39) {
      if (separated && depth === 2) numbersInARow += 1;
    } else if (code === 0x2c || code === 0x20 || code === 0x2e || code === 0x3b || code === 0x2d) {
      if (depth === 2 && code === 0x2c) separated = true;
    } else matrix = false;
  }
  return -1;
}

/** Whether the run of characters before `at` is an address: its brackets are its own. */
export function endsAddress(scan: Scan, at: number, first: number): boolean {
  const scheme = scan.lastScheme(at);
  if (scheme < first || scheme < at - FARTHEST_ADDRESS) return false;
  const { text } = scan;
  const before = text.charCodeAt(at - 1);
  // A full stop or comma before the bracket ends the sentence, and with it the address; `>`, `)` and `}` end its markup.
  if (before === 0x2e || before === 0x2c || before === 0x3e || before === 0x29 || before === 0x7d)
    return false;
  for (let index = at - 1; index > scheme; index -= 1) {
    const code = text.charCodeAt(index);
    if (code <= 0x20 || code >= 0x2000) return false;
  }
  return true;
}
