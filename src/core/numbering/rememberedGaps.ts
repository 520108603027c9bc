import type { Citation, Manuscript, MarkupLanguage } from '../manuscript/types';
import type { TextEdit } from '../text/textEdit';
import { wordsHash } from '../text/textHash';
import { lineEnding } from './referenceSection';

/** What stood before a citation before it was raised close to its word. */
export interface Gap {
  /** White space, or nothing. */
  readonly space: string;
  /** Whether a period or comma in front of the superscript stood in front of the citation too. */
  readonly behindMark: boolean;
}

/** The gap of one superscript. */
export interface RaisedGap extends Gap {
  /** See {@link gapKey}. */
  readonly key: string;
}

/**
 * What a manuscript remembers of the gaps in front of its superscripts, so that brackets come to stand again as they
 * stood: the usual gap, and those that differ. One invisible line of the manuscript; where all gaps are single spaces, none.
 */
export interface RememberedGaps {
  readonly usual: string;
  /** By the key of the citation, with `*2` and so on from its second occurrence. */
  readonly others: ReadonlyMap<string, Gap>;
  /** The line in the manuscript, with the line ends that were written with it; empty range where there is none. */
  readonly start: number;
  readonly end: number;
}

const TITLE = 'numbered-citations gaps:';
const NO_GAP = '0';
const SPACE = ' ';
const BEHIND_MARK = '!';

const COMMENT: Readonly<Record<Exclude<MarkupLanguage, 'plaintext'>, readonly [string, string]>> = {
  markdown: ['<!-- ', ' -->'],
  latex: ['% ', ''],
  typst: ['// ', ''],
  asciidoc: ['// ', ''],
  restructuredtext: ['.. ', ''],
};

/** So far before a citation its word is looked for, and so much of the word counts. */
const WORD_REACH = 60;
const WORD_LENGTH = 12;

/** By what a citation is found again in its other form: the letters before it and its numbers. */
export function gapKey(text: string, wordEnd: number, { numbers }: Citation): string {
  const before = text
    .slice(Math.max(0, wordEnd - WORD_REACH), wordEnd)
    .replace(/<\/?sup>|\\textsuperscript|:sup(?:erscript)?:|#super/g, '');
  const word = /(\p{L}+)\P{L}*$/u.exec(before)?.[1]?.slice(-WORD_LENGTH) ?? '';
  return wordsHash(`${word} ${numbers.join(',')}`);
}

/** What a manuscript remembers; single spaces where it remembers nothing. */
export function findRememberedGaps({ text, language }: Manuscript): RememberedGaps {
  const nothing = { usual: SPACE, others: new Map<string, Gap>(), start: text.length, end: text.length };
  if (language === 'plaintext') return nothing;
  const [opens, closes] = COMMENT[language];
  const opening = `${opens}${TITLE} `;
  for (let at = text.indexOf(opening); at >= 0; at = text.indexOf(opening, at + 1)) {
    const lineEnd = /\r?\n|$/g;
    lineEnd.lastIndex = at;
    const { index, 0: eol } = lineEnd.exec(text)!;
    const line = text.slice(at, index);
    const before = /(?:^|\r?\n)$/.exec(text.slice(Math.max(0, at - 2), at));
    if (!before || !line.endsWith(closes)) continue;
    const [usual, ...others] = line.slice(opening.length, line.length - closes.length).split(' ');
    const read = others.map(other => other.split('.') as [string, string | undefined]);
    if (usual === undefined || ![usual, ...read.map(([, gap]) => gap)].every(isWrittenGap)) continue;
    // Where the text had no line end at its end, two were written before the line and none behind it.
    const doubled = eol === '' ? /(?:\r?\n)+$/.exec(text.slice(Math.max(0, at - 4), at)) : before;
    return {
      usual: gapOf(usual).space,
      others: new Map(read.map(([key, gap]) => [key, gapOf(gap!)])),
      start: at - (doubled?.[0].length ?? 0),
      end: index + eol.length,
    };
  }
  return nothing;
}

/** Gives the gap of each superscript, asked in the order of the text. */
export function gapReader({ usual, others }: RememberedGaps): (key: string) => Gap {
  const numbered = occurrences();
  return key => others.get(numbered(key)) ?? { space: usual, behindMark: false };
}

/** The edits that make a manuscript remember these gaps, in the order of the text, in place of those that it remembers. */
export function rememberGaps(
  { text, language }: Manuscript,
  found: RememberedGaps,
  raised: readonly RaisedGap[],
): readonly TextEdit[] {
  if (language === 'plaintext') return [];
  const usual = usualGap(raised);
  const numbered = occurrences();
  const others = raised
    .map(gap => ({ ...gap, key: numbered(gap.key) }))
    .filter(({ space, behindMark }) => space !== usual || behindMark)
    .map(({ key, space, behindMark }) => `${key}.${writtenGap(space)}${behindMark ? BEHIND_MARK : ''}`);
  const [opens, closes] = COMMENT[language];
  const line = `${opens}${[TITLE, writtenGap(usual), ...others].join(' ')}${closes}`;
  const eol = lineEnding(text);
  const kept = found.start < found.end ? text.slice(0, found.start) + text.slice(found.end) : text;
  const isNeeded = others.length > 0 || usual !== SPACE;
  const newText = !isNeeded ? '' : /(?:^|\n)$/.test(kept) ? `${eol}${line}${eol}` : `${eol}${eol}${line}`;
  if (text.slice(found.start, found.end).trim() === newText.trim()) return [];
  if (found.start === found.end) return [{ range: { start: text.length, end: text.length }, newText }];
  return [{ range: { start: found.start, end: found.end }, newText }];
}

/** The most frequent gap; of equally frequent ones the single space. */
function usualGap(raised: readonly RaisedGap[]): string {
  const counts = new Map<string, number>([[SPACE, 0]]);
  for (const { space } of raised) counts.set(space, (counts.get(space) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]![0];
}

/** Tells citations with the same key apart by which of them it is. */
function occurrences(): (key: string) => string {
  const counts = new Map<string, number>();
  return key => {
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count === 1 ? key : `${key}*${count}`;
  };
}

function writtenGap(space: string): string {
  return space === '' ? NO_GAP : encodeURIComponent(space);
}

function isWrittenGap(written: string | undefined): boolean {
  return written !== undefined && /^(?:0|(?:~|%20|%09|%0D|%0A|%C2%A0){1,40})!?$/.test(written);
}

function gapOf(written: string): Gap {
  const behindMark = written.endsWith(BEHIND_MARK);
  const space = behindMark ? written.slice(0, -1) : written;
  return { space: space === NO_GAP ? '' : decodeURIComponent(space), behindMark };
}
