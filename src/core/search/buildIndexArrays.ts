import { ABSTRACT, SATURATION, SEARCHED_FIELDS, type SearchedField, TITLE } from './fields';
import { BLOCK, blocksOf, type IndexArrays, LONGEST_HEAD, SPACES } from './indexArrays';
import { type IndexTerms, nameTerms } from './indexTerms';
import type { SearchedReferences } from './types';
import { WordStream } from './wordStream';

/**
 * Reads each reference once and turns what it says into an inverted index.
 *
 * The words of all fields go into one stream of numbers first, because length normalisation needs the mean length of
 * each field before any weight can be given.
 */
export function buildIndexArrays(
  references: SearchedReferences,
  topicLabels: ReadonlyMap<string, string>,
  fields: readonly SearchedField[] = SEARCHED_FIELDS,
): IndexArrays {
  const stream = new WordStream(references, topicLabels);
  const terms = nameTerms(stream.vocabulary, stream.spacesOfWords());
  const weighted = weighDocuments(stream, terms, references.length, fields);
  return {
    documents: references.length,
    words: terms.words,
    termOfWord: terms.termOfWord,
    stems: terms.stems,
    ...postings(weighted, terms.count, references.length),
    ...titlesOf(stream, terms, references.length, fields),
  };
}

interface WeightedTerms {
  readonly terms: Int32Array;
  readonly impacts: Uint8Array;
  /** Terms of document `d` end at `ends[d]`. */
  readonly ends: Uint32Array;
}

function weighDocuments(
  stream: WordStream,
  terms: IndexTerms,
  documents: number,
  fields: readonly SearchedField[],
): WeightedTerms {
  const fieldCount = fields.length;
  const { words, ends: fieldEnds } = stream;
  const { termOfReadWord } = terms;
  const means = meanLengths(fieldEnds, documents, fieldCount);
  const vocabularySize = stream.vocabulary.size;
  const offsets = fields.map(field => SPACES.indexOf(field.space) * vocabularySize);
  const found = new Int32Array(words.length);
  const impacts = new Uint8Array(words.length);
  const ends = new Uint32Array(documents);
  const frequency = new Float32Array(terms.count);
  let used = 0;
  let at = 0;
  for (let document = 0; document < documents; document++) {
    const from = used;
    for (let field = 0; field < fieldCount; field++) {
      const end = fieldEnds[document * fieldCount + field] as number;
      if (end === at) continue;
      const { weight, lengthNormalisation: b } = fields[field]!;
      const gain = weight / (1 - b + (b * (end - at)) / (means[field] as number));
      const offset = offsets[field] as number;
      for (; at < end; at++) {
        const term = termOfReadWord[offset + (words[at] as number)] as number;
        if (term < 0) continue;
        const before = frequency[term] as number;
        if (before === 0) found[used++] = term;
        frequency[term] = before + gain;
      }
    }
    for (let i = from; i < used; i++) {
      const term = found[i] as number;
      const weighed = frequency[term] as number;
      impacts[i] = Math.max(1, (255.5 * weighed + 0.5 * SATURATION) / (weighed + SATURATION));
      frequency[term] = 0;
    }
    ends[document] = used;
  }
  return { terms: found, impacts, ends };
}

function meanLengths(ends: Uint32Array, documents: number, fieldCount: number): Float64Array {
  const sums = new Float64Array(fieldCount);
  const filled = new Float64Array(fieldCount);
  let before = 0;
  for (let i = 0; i < documents * fieldCount; i++) {
    const end = ends[i] as number;
    if (end > before) {
      sums[i % fieldCount] = (sums[i % fieldCount] as number) + end - before;
      filled[i % fieldCount] = (filled[i % fieldCount] as number) + 1;
    }
    before = end;
  }
  return sums.map((sum, field) => (sum === 0 ? 1 : sum / (filled[field] as number)));
}

function postings(
  weighted: WeightedTerms,
  termCount: number,
  documents: number,
): Pick<IndexArrays, 'postingStarts' | 'postingDocuments' | 'postingImpacts'> {
  const total = documents === 0 ? 0 : (weighted.ends[documents - 1] as number);
  const blocks = blocksOf(documents);
  const postingStarts = new Uint32Array(termCount * blocks + 1);
  let at = 0;
  for (let document = 0; document < documents; document++) {
    const behind = Math.floor(document / BLOCK) + 1;
    for (const end = weighted.ends[document] as number; at < end; at++) {
      const start = (weighted.terms[at] as number) * blocks + behind;
      postingStarts[start] = (postingStarts[start] as number) + 1;
    }
  }
  for (let start = 1; start < postingStarts.length; start++) {
    postingStarts[start] = (postingStarts[start] as number) + (postingStarts[start - 1] as number);
  }
  const next = postingStarts.slice();
  const postingDocuments = new Uint16Array(total);
  const postingImpacts = new Uint8Array(total);
  at = 0;
  for (let document = 0; document < documents; document++) {
    const block = Math.floor(document / BLOCK);
    for (const end = weighted.ends[document] as number; at < end; at++) {
      const start = (weighted.terms[at] as number) * blocks + block;
      const place = next[start] as number;
      next[start] = place + 1;
      postingDocuments[place] = document;
      postingImpacts[place] = weighted.impacts[at] as number;
    }
  }
  return { postingStarts, postingDocuments, postingImpacts };
}

function titlesOf(
  stream: WordStream,
  terms: IndexTerms,
  documents: number,
  fields: readonly SearchedField[],
): Pick<IndexArrays, 'titleStarts' | 'titleTerms' | 'titleHeads' | 'abstracts'> {
  const titleStarts = new Uint32Array(documents + 1);
  const titleHeads = new Int32Array(LONGEST_HEAD * documents).fill(-1);
  const abstracts = new Uint8Array(documents);
  const found: number[] = [];
  const endOf = (document: number, field: number): number => {
    const at = document * fields.length + field;
    return at < 0 ? 0 : (stream.ends[at] as number);
  };
  for (let document = 0; document < documents; document++) {
    const start = endOf(document, TITLE - 1);
    for (let at = start; at < endOf(document, TITLE); at++) {
      const word = stream.words[at] as number;
      const term = terms.termOfReadWord[word] as number;
      if (term >= 0) found.push(term);
      if (at - start < (stream.headLengths[document] as number))
        titleHeads[LONGEST_HEAD * document + at - start] = terms.sortedWord[word] as number;
    }
    titleStarts[document + 1] = found.length;
    abstracts[document] = endOf(document, ABSTRACT) > endOf(document, ABSTRACT - 1) ? 1 : 0;
  }
  return { titleStarts, titleTerms: Int32Array.from(found), titleHeads, abstracts };
}
