import { isDigit } from './characters';
import type { Dialect } from './dialect';
import { addNumbersBehind, type MembersReading, readDash, readMembers, skipSpace } from './members';
import type { CitationMember } from './types';

/** `[2]–[4]`, as the IEEE writes it, is one range. */
export function readSecondBracket(
  text: string,
  dialect: Dialect,
  brackets: { readonly opening: string; readonly closing: string; readonly limit: number },
  reading: MembersReading,
  end: number,
): { members: readonly CitationMember[]; numbers: readonly number[]; end: number } | undefined {
  const { opening, closing, limit } = brackets;
  const dashStart = skipSpace(text, end, limit, dialect);
  const dashEnd = readDash(text, dashStart, limit, dialect);
  if (dashEnd === dashStart) return undefined;
  const open = skipSpace(text, dashEnd, limit, dialect);
  if (!text.startsWith(opening, open) || !isDigit(text.charCodeAt(open + opening.length))) return undefined;
  const second = readMembers(text, open + opening.length, limit, closing, dialect);
  const left = reading.members[reading.members.length - 1];
  const right = second?.members[0];
  if (second === undefined || second.problem !== undefined || second.members.length !== 1) return undefined;
  if (left?.kind !== 'number' || right?.kind !== 'number' || left.locator || right.locator) return undefined;
  const first = left.number.value;
  const last = right.number.value;
  // A dash between spaces may be the author's own: “shown in [1] – [3] disagrees”; a range that would run down is none.
  if ((dashStart > end || open > dashEnd) && last <= first) return undefined;
  if (Math.abs(last - first) >= 1000) return undefined;
  const numbers = reading.numbers.slice();
  addNumbersBehind(numbers, first, last);
  const range = { start: left.range.start, end: right.range.end };
  const dash = { start: left.number.range.end, end: right.number.range.start };
  const member: CitationMember =
    left.prefix === undefined
      ? { kind: 'range', range, first: left.number, last: right.number, dash }
      : { kind: 'range', range, first: left.number, last: right.number, dash, prefix: left.prefix };
  return {
    members: [...reading.members.slice(0, -1), member],
    numbers,
    end: second.close + closing.length,
  };
}
