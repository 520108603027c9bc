import type { TextRange } from '../text/textRange';
import { isDigit, isLetter } from './characters';
import type { Dialect } from './dialect';
import { readSeparatorWord } from './locators';
import { readDash, readNumber, skipSpace } from './members';
import { firstWhere } from './search';
import type { Citation, CitationMember, WrittenNumber } from './types';

/** “ref.” and its like in six languages, up to the first digit; of the two groups the one of the plural comes first. */
const WORD =
  /[Rr](?:(efs\.?|éfs\.?|eferences|éférences|eferenzen|eferencias|eferências)|(?:ef\.?|éf\.?|eference|éférence|eferenz|eferencia|eferência))(?:\s|\u00a0|\u202f|~|&nbsp;)(?:nos?\.(?:\s|\u00a0|~))?(?=\d)/y;

/**
 * What makes the number before it a quantity or a part of one (`5 %`, `5 ml`, `5.2`, `1,000`, `5-fold`), or the text of a
 * link, whose target would stay.
 */
const NO_END =
  /[\p{L}\p{N}_^\]]|[.,]\d|[-–]\p{L}|[ \u00a0]?(?:[%°‰×µμ]|(?:[kmcn]?(?:m|g|l|L|M|s|h|Hz|Da|bp|V|W|Pa)|min)(?![\p{L}\p{N}]))/uy;

/** Whether `text` may call a reference by its number: a first look, which most texts do not pass. */
export function mayMention(text: string): boolean {
  return MAY_MENTION.test(text);
}

const MAY_MENTION = /[Rr][eé]f\D{0,20}\d/;

/**
 * References that the prose calls by their number: `ref. 12`, `refs. 3, 5 and 7–9`, `reference 4`. The range of each is that
 * of its numbers, without the word before them. Only those that stand in prose and in no other citation are found; whether
 * the reference list has their numbers is for the caller to ask. Linear in `to - from`.
 *
 * @param from offset in `text` where to begin, `to` where to end
 * @param rangesTaken kinds of ranges where none can stand, each by place: other citations, code, comments … Asked for when there is a candidate
 */
export function mentionsIn(
  text: string,
  from: number,
  to: number,
  rangesTaken: () => readonly (readonly TextRange[])[],
  dialect: Dialect,
): readonly Citation[] {
  const mentions: Citation[] = [];
  let taken: readonly (readonly TextRange[])[] | undefined;
  // Searched in its own part: in the whole text each search would go on to the next word, however far that is.
  const part = text.slice(from, to);
  let next = from;
  for (let found = part.indexOf('f'); found >= 0; found = part.indexOf('f', found + 1)) {
    const index = from + found - 2;
    if (index < next || !beginsWord(text, index)) continue;
    const before = index === 0 ? 0x20 : text.charCodeAt(index - 1);
    // `\ref 1`, `xref 1`, `@ref 1`: commands and names.
    if (isLetter(before) || isDigit(before) || before === 0x5c || before === 0x40 || before === 0x5f)
      continue;
    WORD.lastIndex = index;
    const word = WORD.exec(text);
    if (word === null) continue;
    const start = WORD.lastIndex;
    if (start >= to) continue;
    taken ??= rangesTaken();
    if (taken.some(ranges => isTaken(ranges, start))) continue;
    const mention = readMention(text, start, to, word[1] !== undefined, dialect);
    if (mention === undefined) continue;
    mentions.push(mention);
    next = mention.range.end;
  }
  return mentions;
}

/** Whether “ref” or “réf” stands at `index`, given that its last letter does. */
function beginsWord(text: string, index: number): boolean {
  const vowel = text.charCodeAt(index + 1);
  return (vowel === 0x65 || vowel === 0xe9) && (text.charCodeAt(index) | 0x20) === 0x72;
}

function isTaken(ranges: readonly TextRange[], offset: number): boolean {
  const range = ranges[firstWhere(ranges.length, index => ranges[index]!.end > offset)];
  return range !== undefined && range.start <= offset;
}

function readMention(
  text: string,
  start: number,
  limit: number,
  several: boolean,
  dialect: Dialect,
): Citation | undefined {
  const members: CitationMember[] = [];
  const numbers: number[] = [];
  let at = start;
  for (;;) {
    const member = readMember(text, at, limit, dialect);
    if (member === undefined) break;
    const [first, last] =
      member.kind === 'number'
        ? [member.number.value, member.number.value]
        : [member.first.value, member.last.value];
    // A number that cannot be one of a range (`5–3`, `12-1999`) says that this is something else.
    if (last < first || last - first > LONGEST_MENTIONED_RANGE) return undefined;
    members.push(member);
    for (let value = first; value <= last; value += 1) numbers.push(value);
    if (!several) break;
    at = separatorEnd(text, member.range.end, limit, dialect);
    if (at < 0) break;
  }
  const last = members.at(-1);
  if (last === undefined) return undefined;
  return { range: { start, end: last.range.end }, form: 'mention', members, numbers, list: undefined };
}

/** More references are not called by their numbers in one breath. */
const LONGEST_MENTIONED_RANGE = 99;

function readMember(text: string, at: number, limit: number, dialect: Dialect): CitationMember | undefined {
  const first = readNumber(text, at, limit);
  if (first === undefined || first.value === 0) return undefined;
  const dashStart = first.range.end;
  const dashEnd = readDash(text, dashStart, limit, dialect);
  const last: WrittenNumber | undefined = dashEnd > dashStart ? readNumber(text, dashEnd, limit) : undefined;
  const end = (last ?? first).range.end;
  NO_END.lastIndex = end;
  if (NO_END.test(text)) return undefined;
  if (last === undefined) return { kind: 'number', range: first.range, number: first };
  return {
    kind: 'range',
    range: { start: at, end },
    first,
    last,
    dash: { start: dashStart, end: dashEnd },
  };
}

/** Offset behind `, `, ` and ` or `, and `; -1 where there is none or no number follows. */
function separatorEnd(text: string, at: number, limit: number, dialect: Dialect): number {
  let end = skipSpace(text, at, limit, dialect);
  const comma = text[end] === ',';
  if (comma) end = skipSpace(text, end + 1, limit, dialect);
  const word = readSeparatorWord(text, end, limit);
  if (word < 0 && !comma) return -1;
  if (word >= 0) end = skipSpace(text, word, limit, dialect);
  return isDigit(text.charCodeAt(end)) ? end : -1;
}
