import { LOOK_AHEAD } from '../../../text/textWindows';
import { startsRecord } from './bibtexCharacters';

declare const TextDecoder: { new (label: string): { decode(bytes: Uint8Array): string } };

/** So many `@` are looked at for one that begins a record. */
const MOST_LOOKED_AT = 64;
const COMMENT = 'comment';

/**
 * Where a large `.bib` file may be cut: before a record that begins with its line, because no value and no record goes on
 * behind such a line, however broken they are; but not within `@comment{…}`. A `FindCut`.
 */
export function findRecordStart(bytes: Uint8Array, from: number, to: number): number {
  const decoder = new TextDecoder('utf-8');
  const end = closedCommentsEnd(bytes, from, to);
  let at = bytes.lastIndexOf(64, end - 1);
  for (let looked = 0; at > from && looked < MOST_LOOKED_AT; looked++) {
    const before = bytes[at - 1];
    const startsLine = before === 10 || before === 13;
    if (startsLine && startsRecord(decoder.decode(bytes.subarray(at, at + LOOK_AHEAD)), 0)) return at;
    at = bytes.lastIndexOf(64, at - 1);
  }
  return -1;
}

/** `to`, or where a comment begins before it that is not closed before it. */
function closedCommentsEnd(bytes: Uint8Array, from: number, to: number): number {
  for (let at = bytes.indexOf(64, from); at >= 0 && at < to; at = bytes.indexOf(64, at + 1)) {
    if (!isComment(bytes, at)) continue;
    const open = bytes.indexOf(123, at);
    if (open < 0 || open - at > LOOK_AHEAD) continue;
    const close = closingBrace(bytes, open, to);
    if (close < 0) return at;
    at = close;
  }
  return to;
}

function isComment(bytes: Uint8Array, at: number): boolean {
  let index = at + 1;
  while (bytes[index]! <= 32) index++;
  for (let letter = 0; letter < COMMENT.length; letter++) {
    if ((bytes[index + letter]! | 32) !== COMMENT.charCodeAt(letter)) return false;
  }
  return true;
}

function closingBrace(bytes: Uint8Array, open: number, to: number): number {
  let depth = 0;
  for (let index = open; index < to; index++) {
    const byte = bytes[index];
    if (byte === 123) depth++;
    else if (byte === 125 && --depth === 0) return index;
  }
  return -1;
}
