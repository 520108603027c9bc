import type { EntryCandidate } from '../findings';
import type { EntryLabelForm, WrittenNumber } from '../types';
import { type EntryKey, type EntryStart, trimmedEnd } from './entries';

/** Something that a reference almost always has: a year, a DOI or address, “et al.”, volume and page. */
const LOOKS_LIKE_REFERENCE =
  /\b(?:1[6-9]|20)\d\d[a-z]?\b|\bdoi\b|https?:|www\.|\bet al\b|\bpp?\.\s?\d|\barXiv\b|\b\d+\s?\(\d+\)\s?:|\bISBN\b|\bin press\b|\b[A-Z][\w’'-]+,? (?:[A-Z]\.?-?){1,3}[,.;]/;
const INVISIBLE_KEY =
  /(?:<!--|%|\/\/|^[ \t]*\.\.|\/\*)[ \t]*@([^\s@,;{}()[\]<>%]+?)(?:[ \t]+=[0-9a-z]{1,13})?[ \t]*(?:-->|\*\/)?[ \t]*$/m;
const LONGEST_LOOK = 2000;

const FORMS: readonly EntryLabelForm[] = [
  'period',
  'parenthesis',
  'brackets',
  'bulletBrackets',
  'linkDefinition',
  'directive',
  'bibitem',
  'counter',
];
const COUNTED = 8;
const CONTINUES = 16;
const IS_LINK = 32;
const CERTAIN = 64;
const ABSENT = -1;

/** How many numbers a packed candidate has. */
export const CANDIDATE_SIZE = 12;

/**
 * Writes a candidate as numbers: a long list has tens of thousands of them, and a text of nothing but labels millions,
 * of which objects are made when somebody asks for lists.
 */
export function packCandidate(
  into: Int32Array,
  at: number,
  start: EntryStart,
  end: number,
  key: EntryKey | undefined,
): void {
  const { writtenNumber } = start;
  into[at] = start.lineStart;
  into[at + 1] = start.labelStart;
  into[at + 2] = start.labelEnd;
  into[at + 3] = end;
  into[at + 4] = writtenNumber === undefined ? ABSENT : writtenNumber.range.start;
  into[at + 5] = writtenNumber === undefined ? ABSENT : writtenNumber.range.end;
  into[at + 6] = writtenNumber === undefined ? ABSENT : writtenNumber.value;
  into[at + 7] = start.indent;
  into[at + 8] = start.startsAt ?? ABSENT;
  into[at + 9] =
    FORMS.indexOf(start.labelForm) |
    (start.counted ? COUNTED : 0) |
    (start.continues ? CONTINUES : 0) |
    (start.isLink === true ? IS_LINK : 0) |
    (start.certain === true ? CERTAIN : 0);
  into[at + 10] = key === undefined ? ABSENT : key.range.start;
  into[at + 11] = key === undefined ? ABSENT : key.range.end;
}

/** The candidates of a segment, read from `text` that was scanned, moved by `delta`. */
export function unpackCandidates(
  text: string,
  packed: Int32Array,
  delta: number,
  add: (candidate: EntryCandidate) => void,
): void {
  for (let at = 0; at < packed.length; at += CANDIDATE_SIZE) add(unpack(text, packed, at, delta));
}

function unpack(text: string, packed: Int32Array, at: number, delta: number): EntryCandidate {
  const start = packed[at]!;
  const labelStart = packed[at + 1]!;
  const labelEnd = packed[at + 2]!;
  const end = trimmedEnd(text, start, packed[at + 3]!);
  const flags = packed[at + 9]!;
  const startsAt = packed[at + 8]!;
  const body = text.slice(labelEnd, Math.min(end, labelEnd + LONGEST_LOOK));
  const key = readKey(text, packed, at, body, delta);
  const textStart = Math.min(labelEnd, end);
  const textEnd = key?.mark === undefined ? end : trimmedEnd(text, labelEnd, labelEnd + key.mark);
  return {
    writtenNumber: unpackNumber(packed, at, delta),
    labelForm: FORMS[flags & 7]!,
    labelRange: { start: labelStart + delta, end: textStart + delta },
    textRange: { start: textStart + delta, end: Math.max(textStart, textEnd) + delta },
    range: { start: start + delta, end: end + delta },
    key: key?.key,
    indent: packed[at + 7]!,
    counted: (flags & COUNTED) !== 0,
    continues: (flags & CONTINUES) !== 0,
    startsAt: startsAt === ABSENT ? undefined : startsAt,
    looksLikeReference: () => LOOKS_LIKE_REFERENCE.test(body),
    isLink: (flags & IS_LINK) !== 0,
    certain: (flags & CERTAIN) !== 0,
  };
}

function unpackNumber(packed: Int32Array, at: number, delta: number): WrittenNumber | undefined {
  const start = packed[at + 4]!;
  if (start === ABSENT) return undefined;
  return { value: packed[at + 6]!, range: { start: start + delta, end: packed[at + 5]! + delta } };
}

/** The key that the markup names, else the one in invisible markup with the offset in `body` where that begins. */
function readKey(
  text: string,
  packed: Int32Array,
  at: number,
  body: string,
  delta: number,
): { readonly key: EntryKey; readonly mark: number | undefined } | undefined {
  const named = packed[at + 10]!;
  if (named !== ABSENT) {
    const end = packed[at + 11]!;
    const range = { start: named + delta, end: end + delta };
    return { key: { value: text.slice(named, end).trim(), range }, mark: undefined };
  }
  const mark = body.includes('@') ? INVISIBLE_KEY.exec(body) : null;
  if (mark === null) return undefined;
  const start = packed[at + 2]! + mark.index + mark[0].indexOf('@') + 1 + delta;
  return { key: { value: mark[1]!, range: { start, end: start + mark[1]!.length } }, mark: mark.index };
}
