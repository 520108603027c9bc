import type { Citation, CitationMember, WrittenNumber } from '../manuscript/types';

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

/** Longer ranges are slips that the grammar reports; nobody is to count through millions of numbers for one. */
const LONGEST_RANGE = 1000;

/** The numbers that one member stands for, in written order; of a range that is far too long only its ends. */
export function numbersOfMember(member: CitationMember): readonly number[] {
  if (member.kind === 'number') return [member.number.value];
  const { value: first } = member.first;
  const { value: last } = member.last;
  const length = Math.abs(last - first) + 1;
  if (length > LONGEST_RANGE) return [first, last];
  return Array.from({ length }, (_, index) => (last < first ? first - index : first + index));
}
