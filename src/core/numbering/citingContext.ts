import { headingBefore, plainWords, precedingSentence, sentenceAt } from '../manuscript';
import type { Manuscript } from '../manuscript/types';
import type { CitingContext } from '../search/types';
import type { TextRange } from '../text/textRange';
import { referenceOfKey } from './keyedJoin';
import { numberingFor, resolve } from './resolve';
import type { NumberedManuscript } from './types';

/** Sentences farther away than this many citations say little about what the author cites next. */
const CITED_LIMIT = 400;

/**
 * What the manuscript says about the work that belongs at `offset`: the sentence left of it, and which works its
 * author cites in which sentences.
 *
 * @param offset where a citation is being written
 * @param exclude numbers that the citation holds already
 */
export function citingContextAt(
  numbered: NumberedManuscript,
  offset: number,
  exclude: readonly number[] = [],
): CitingContext {
  const { manuscript } = numbered;
  const heading = headingBefore(manuscript, offset);
  const numbering = numberingFor(numbered, offset);
  const excluded = exclude.flatMap(number => numbering.byNumber.get(number)?.reference?.id ?? []);
  return {
    ...citingTextAt(manuscript, offset),
    ...(heading === undefined ? {} : { sectionTitle: heading.title }),
    citedSoFar: citedSoFar(numbered, offset),
    exclude: excluded,
  };
}

/** The sentence left of a place, and the one before it. */
export function citingTextAt(
  manuscript: Manuscript,
  offset: number,
): Pick<CitingContext, 'sentence' | 'precedingSentence'> {
  const sentence = sentenceAt(manuscript, offset);
  const before = precedingSentence(manuscript, offset);
  return {
    sentence: plainWords(manuscript, {
      start: sentence.start,
      end: Math.max(sentence.start, Math.min(offset, sentence.end)),
    }),
    ...(before === undefined ? {} : { precedingSentence: plainWords(manuscript, before) }),
  };
}

function citedSoFar(
  numbered: NumberedManuscript,
  offset: number,
): readonly { readonly sentence: string; readonly ids: readonly string[] }[] {
  const { manuscript } = numbered;
  const here = sentenceAt(manuscript, offset);
  const near = citingPlaces(numbered, offset);
  const sentences: { readonly range: TextRange; readonly ids: string[] }[] = [];
  for (const { start, ids } of near) {
    if (ids.length === 0 || (start >= here.start && start >= offset)) continue;
    const last = sentences[sentences.length - 1];
    if (last !== undefined && start < last.range.end) last.ids.push(...ids);
    else sentences.push({ range: sentenceAt(manuscript, start), ids: [...ids] });
  }
  return sentences.map(({ range, ids }) => ({
    sentence: plainWords(manuscript, range),
    ids: [...new Set(ids)],
  }));
}

/** Where works are cited near the offset, by number and by key, by place. */
function citingPlaces(
  numbered: NumberedManuscript,
  offset: number,
): readonly { readonly start: number; readonly ids: readonly string[] }[] {
  const { manuscript } = numbered;
  const byNumber = nearest(manuscript.citations, offset).map(citation => ({
    start: citation.range.start,
    ids: resolve(numbered, citation).flatMap(found =>
      found.kind === 'numbered' && found.numbered.reference !== undefined
        ? [found.numbered.reference.id]
        : [],
    ),
  }));
  const byKey = nearest(manuscript.keyedCitations, offset).map(({ range, members }) => ({
    start: range.start,
    ids: members.flatMap(({ key }) => referenceOfKey(numbered, key.value)?.id ?? []),
  }));
  if (byKey.length === 0) return byNumber;
  return [...byNumber, ...byKey].sort((a, b) => a.start - b.start);
}

/** Those of the items, which are by place, that stand nearest to the offset. */
function nearest<Item extends { readonly range: TextRange }>(
  citations: readonly Item[],
  offset: number,
): readonly Item[] {
  if (citations.length <= CITED_LIMIT) return citations;
  let low = 0;
  let high = citations.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (citations[middle]!.range.start < offset) low = middle + 1;
    else high = middle;
  }
  const start = Math.max(0, Math.min(citations.length - CITED_LIMIT, low - (CITED_LIMIT * 3) / 4));
  return citations.slice(start, start + CITED_LIMIT);
}
