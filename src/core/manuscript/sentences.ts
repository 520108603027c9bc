import type { TextRange } from '../text/textRange';
import type { Manuscript } from './types';

/** Farthest that a sentence is looked for on either side. */
const REACH = 3000;
const ABBREVIATION =
  /(?:^|[\s([{"'“‘~])(?:e\.g|i\.e|et al|cf|vs|fig|figs|tab|eq|eqs|ref|refs|sec|ch|chap|vol|no|nos|p|pp|dr|prof|mr|mrs|ms|st|approx|ca|resp|incl|viz|etc|al|vgl|z\.\s?b|bzw|d\.\s?h|u\.\s?a|abb|kap|bd|nr|[A-Za-z])$/i;
const SENTENCE_END =
  /[.!?。！？]["'”’»)\]}*_]*(?:\s*(?:\[[\d\s,;–-]{1,40}\]_?|<sup>[\d\s,–-]{1,30}<\/sup>))*(?=\s|$)/g;

/**
 * The sentence that `offset` stands in: within its paragraph, without white space at its ends. At a place between two
 * sentences it is the one before. Empty at `offset` where there is none.
 */
export function sentenceAt(manuscript: Manuscript, offset: number): TextRange {
  const { text } = manuscript;
  const at = Math.max(0, Math.min(offset, text.length));
  const paragraph = paragraphAt(text, at);
  let start = paragraph.start;
  for (const end of sentenceEnds(text, paragraph)) {
    if (end >= at) return trimmed(text, start, end);
    start = end;
  }
  return trimmed(text, start, paragraph.end);
}

/** The sentence before the one at `offset` in the same paragraph; undefined for the first. */
export function precedingSentence(manuscript: Manuscript, offset: number): TextRange | undefined {
  const sentence = sentenceAt(manuscript, offset);
  const paragraph = paragraphAt(manuscript.text, Math.max(0, Math.min(offset, manuscript.text.length)));
  let start = paragraph.start;
  let previous: TextRange | undefined;
  for (const end of sentenceEnds(manuscript.text, paragraph)) {
    if (end > sentence.start) break;
    previous = trimmed(manuscript.text, start, end);
    start = end;
  }
  return previous;
}

/** Offset of the end of each sentence in `paragraph`. */
function sentenceEnds(text: string, paragraph: TextRange): readonly number[] {
  const slice = text.slice(paragraph.start, paragraph.end);
  const ends: number[] = [];
  for (const match of slice.matchAll(SENTENCE_END)) {
    const behind = match.index + match[0].length;
    if (match[0][0] === '.' && ABBREVIATION.test(slice.slice(Math.max(0, match.index - 12), match.index)))
      continue;
    // Behind a full stop a small letter goes on with the sentence.
    if (match[0][0] === '.' && /^\s+[a-zà-ÿ,;]/.test(slice.slice(behind, behind + 8))) continue;
    ends.push(paragraph.start + behind);
  }
  return ends;
}

/** The paragraph around `offset`, at most {@link REACH} to either side: between blank lines, list items and headings. */
function paragraphAt(text: string, offset: number): TextRange {
  const from = Math.max(0, offset - REACH);
  const to = Math.min(text.length, offset + REACH);
  const before = text.slice(from, offset);
  let start = from;
  for (const match of before.matchAll(
    /\n[ \t]*\r?\n|\n(?=[ \t]*(?:[-*+] |\d+[.)] |#|=))|^#[^\n]*\n|\n#[^\n]*\n/g,
  )) {
    start = from + match.index + match[0].length;
  }
  const after = /\n[ \t]*\r?\n|\n(?=[ \t]*(?:[-*+] |\d+[.)] |#))/.exec(text.slice(offset, to));
  return { start, end: after === null ? to : offset + after.index };
}

function trimmed(text: string, start: number, end: number): TextRange {
  let first = start;
  let last = end;
  while (first < last && /\s/.test(text[first]!)) first += 1;
  while (last > first && /\s/.test(text[last - 1]!)) last -= 1;
  return { start: first, end: last };
}

/** The words in `range` without citations and without markup that carries no words: for search and suggestions, not for display. */
export function plainWords(manuscript: Manuscript, range: TextRange): string {
  const { text, citations, notProse, language } = manuscript;
  const start = Math.max(0, range.start);
  const end = Math.min(text.length, range.end);
  const holes = [
    ...within(citations, citation => citation.range, start, end),
    ...within(notProse, range => range, start, end),
  ];
  holes.sort((a, b) => a.start - b.start);
  const pieces: string[] = [];
  let at = start;
  for (const hole of holes) {
    if (hole.start > at) pieces.push(text.slice(at, Math.min(hole.start, end)));
    at = Math.max(at, hole.end);
  }
  if (at < end) pieces.push(text.slice(at, end));
  let words = pieces.join(' ');
  if (language === 'latex')
    words = words.replace(/\\[A-Za-z]+\*?(?:\[[^\][]*\])?/g, ' ').replace(/[{}~\\]/g, ' ');
  else if (language === 'typst') words = words.replace(/#[A-Za-z][\w.-]*/g, ' ');
  return words
    .replace(/&[a-z]+;/g, ' ')
    .replace(/[*_`^|<>[\]]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The ranges of those items, which are by place, that overlap `[start, end)`; found without going through them all. */
function within<Item>(
  items: readonly Item[],
  rangeOf: (item: Item) => TextRange,
  start: number,
  end: number,
): readonly TextRange[] {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rangeOf(items[middle]!).end <= start) low = middle + 1;
    else high = middle;
  }
  const found: TextRange[] = [];
  for (let index = low; index < items.length; index += 1) {
    const range = rangeOf(items[index]!);
    if (range.start >= end) break;
    found.push(range);
  }
  return found;
}
