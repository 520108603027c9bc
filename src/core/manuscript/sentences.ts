import type { TextRange } from '../text/textRange';
import { keyedCitationsWithin } from './keyed/queries';
import { citationsWithin, notProseWithin, textBetween } from './queries';
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
  const at = Math.max(0, Math.min(offset, manuscript.length));
  const paragraph = paragraphAt(manuscript, at);
  let { start } = paragraph;
  for (const end of sentenceEnds(paragraph)) {
    if (end >= at) return trimmed(paragraph, start, end);
    start = end;
  }
  return trimmed(paragraph, start, paragraph.end);
}

/** The sentence before the one at `offset` in the same paragraph; undefined for the first. */
export function precedingSentence(manuscript: Manuscript, offset: number): TextRange | undefined {
  const sentence = sentenceAt(manuscript, offset);
  const paragraph = paragraphAt(manuscript, Math.max(0, Math.min(offset, manuscript.length)));
  let { start } = paragraph;
  let previous: TextRange | undefined;
  for (const end of sentenceEnds(paragraph)) {
    if (end > sentence.start) break;
    previous = trimmed(paragraph, start, end);
    start = end;
  }
  return previous;
}

/**
 * The sentences of the running text, by place, each with its paragraph: not those of headings, tables, reference lists
 * and where no citation can stand.
 */
export function* sentencesIn(
  manuscript: Manuscript,
): Generator<{ readonly sentence: TextRange; readonly paragraph: TextRange }> {
  const { text, headings, referenceLists, notProse } = manuscript;
  const closed = [...headings, ...referenceLists].map(({ range }) => range).sort((a, b) => a.start - b.start);
  let nextClosed = 0;
  let nextOther = 0;
  for (const paragraph of paragraphsIn(text)) {
    while (nextClosed < closed.length && closed[nextClosed]!.end <= paragraph.start) nextClosed++;
    if (nextClosed < closed.length && closed[nextClosed]!.start < paragraph.end) continue;
    while (nextOther < notProse.length && notProse[nextOther]!.end <= paragraph.start) nextOther++;
    if (nextOther < notProse.length && notProse[nextOther]!.start <= paragraph.start) continue;
    if (text[paragraph.start] === '|' || text[paragraph.start] === '!') continue;
    let { start } = paragraph;
    for (const end of [...sentenceEnds(paragraph), paragraph.end]) {
      const sentence = trimmed(paragraph, start, end);
      if (sentence.end > sentence.start) yield { sentence, paragraph };
      start = end;
    }
  }
}

/** The paragraphs of a text, by place: what stands between blank lines, list items each for itself. */
function* paragraphsIn(text: string): Generator<Paragraph> {
  let from = 0;
  const cut = (to: number): Paragraph => {
    const words = text.slice(from, to);
    const start = from + words.length - words.trimStart().length;
    return { start, end: start + words.trim().length, text: words.trim() };
  };
  for (const match of text.matchAll(/\n[ \t]*\r?\n|\n(?=[ \t]*(?:[-*+] |\d+[.)] |#))/g)) {
    yield cut(match.index);
    from = match.index + match[0].length;
  }
  yield cut(text.length);
}

/** Offset of the end of each sentence in `paragraph`. */
function sentenceEnds({ start, text: slice }: Paragraph): readonly number[] {
  const ends: number[] = [];
  for (const match of slice.matchAll(SENTENCE_END)) {
    const behind = match.index + match[0].length;
    if (match[0][0] === '.' && ABBREVIATION.test(slice.slice(Math.max(0, match.index - 12), match.index)))
      continue;
    // Behind a full stop a small letter goes on with the sentence.
    if (match[0][0] === '.' && /^\s+[a-zà-ÿ,;]/.test(slice.slice(behind, behind + 8))) continue;
    ends.push(start + behind);
  }
  return ends;
}

/** A paragraph with its text. */
interface Paragraph extends TextRange {
  readonly text: string;
}

/**
 * The paragraph around `offset`, at most {@link REACH} to either side: between blank lines, list items, headings and rows of
 * tables, because what a row says is not about the rows above it.
 */
function paragraphAt(manuscript: Manuscript, offset: number): Paragraph {
  const from = Math.max(0, offset - REACH);
  const to = Math.min(manuscript.length, offset + REACH);
  const before = textBetween(manuscript, { start: from, end: offset });
  let start = from;
  for (const match of before.matchAll(
    /\n[ \t]*\r?\n|\n(?=[ \t]*(?:[-*+] |\d+[.)] |[#=|]))|^#[^\n]*\n|\n#[^\n]*\n/g,
  )) {
    start = from + match.index + match[0].length;
  }
  const after = textBetween(manuscript, { start: offset, end: to });
  const length = /\n[ \t]*\r?\n|\n(?=[ \t]*(?:[-*+] |\d+[.)] |[#|]))/.exec(after)?.index ?? after.length;
  return { start, end: offset + length, text: before.slice(start - from) + after.slice(0, length) };
}

function trimmed(paragraph: Paragraph, start: number, end: number): TextRange {
  const { text } = paragraph;
  let first = start - paragraph.start;
  let last = end - paragraph.start;
  while (first < last && /\s/.test(text[first]!)) first += 1;
  while (last > first && /\s/.test(text[last - 1]!)) last -= 1;
  return { start: paragraph.start + first, end: paragraph.start + last };
}

/** The words in `range` without citations and without markup that carries no words: for search and suggestions, not for display. */
export function plainWords(manuscript: Manuscript, range: TextRange): string {
  const { language } = manuscript;
  const start = Math.max(0, range.start);
  const end = Math.min(manuscript.length, range.end);
  const text = textBetween(manuscript, { start, end });
  const holes = [
    ...citationsWithin(manuscript, { start, end }).map(citation => citation.range),
    ...keyedCitationsWithin(manuscript, { start, end }).map(citation => citation.range),
    ...notProseWithin(manuscript, { start, end }),
  ];
  holes.sort((a, b) => a.start - b.start);
  const pieces: string[] = [];
  let at = start;
  for (const hole of holes) {
    if (hole.start > at) pieces.push(text.slice(at - start, Math.min(hole.start, end) - start));
    at = Math.max(at, hole.end);
  }
  if (at < end) pieces.push(text.slice(at - start));
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
