import type { Citation, WrittenNumber } from '../manuscript/types';

/** The numbers that a citation shows, by place: of a range both ends. */
export function writtenNumbers(citation: Citation): readonly WrittenNumber[] {
  return citation.members.flatMap(member =>
    member.kind === 'number' ? [member.number] : [member.first, member.last],
  );
}

/**
 * Writes a number in the digits that `like` is written in: superscript digits, or digits padded with zeros.
 *
 * @param like the digits that it takes the place of
 */
export function writeNumberLike(number: number, like: string): string {
  const digits = String(number);
  if (/^[⁰¹²³⁴-⁹]/.test(like)) return [...digits].map(digit => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('');
  return like.length > 1 && like.startsWith('0') ? digits.padStart(like.length, '0') : digits;
}
