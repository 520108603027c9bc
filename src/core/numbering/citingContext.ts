import { headingBefore, plainWords, precedingSentence, sentenceAt } from '../manuscript';
import type { Manuscript } from '../manuscript/types';
import type { CitingContext } from '../search/types';
import type { TextRange } from '../text/textRange';
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
  const near = nearest(manuscript, offset);
  const sentences: { readonly range: TextRange; readonly ids: string[] }[] = [];
  for (const citation of near) {
    const ids = resolve(numbered, citation).flatMap(found =>
      found.kind === 'numbered' && found.numbered.reference !== undefined
        ? [found.numbered.reference.id]
        : [],
    );
    if (ids.length === 0 || (citation.range.start >= here.start && citation.range.start >= offset)) continue;
    const last = sentences[sentences.length - 1];
    if (last !== undefined && citation.range.start < last.range.end) last.ids.push(...ids);
    else sentences.push({ range: sentenceAt(manuscript, citation.range.start), ids });
  }
  return sentences.map(({ range, ids }) => ({
    sentence: plainWords(manuscript, range),
    ids: [...new Set(ids)],
  }));
}

/** The citations nearest to the offset, by place. */
function nearest(manuscript: Manuscript, offset: number): Manuscript['citations'] {
  const { citations } = manuscript;
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
