import { fieldTexts, SATURATION, SEARCHED_FIELDS, type SearchedField } from './fields';
import { BLOCK, blocksOf, type IndexArrays, LONGEST_HEAD, SPACES } from './indexArrays';
import { stem } from './stemming';
import { stopWords } from './stopWords';
import type { SearchedReferences } from './types';
import { packWords, Vocabulary } from './vocabulary';
import { WordReader } from './words';

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
  const stream = readFields(references, topicLabels, fields.length);
  const terms = nameTerms(stream.vocabulary, stream.spacesOfWord);
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

interface WordStream {
  readonly vocabulary: Vocabulary;
  /** Bit `s` is set where the word stands in space `s`. */
  readonly spacesOfWord: Uint8Array;
  readonly words: Int32Array;
  /** Words of field `f` of document `d` end in `words` at `ends[d * fields + f]`. */
  readonly ends: Uint32Array;
  /** How many words stand before the colon of each title; 0 where there is no name there. */
  readonly headLengths: Uint8Array;
}

const TITLE = SEARCHED_FIELDS.findIndex(({ name }) => name === 'title');
const ABSTRACT = SEARCHED_FIELDS.findIndex(({ name }) => name === 'abstract');

function readFields(
  references: SearchedReferences,
  topicLabels: ReadonlyMap<string, string>,
  fieldCount: number,
): WordStream {
  const vocabulary = new Vocabulary();
  const reader = new WordReader();
  let words = new Int32Array(1 << 14);
  let spacesOfWord = new Uint8Array(1 << 10);
  let used = 0;
  let space = 0;
  let headEnd = 0;
  let headLength = 0;
  const headLengths = new Uint8Array(references.length);
  const sink = {
    word(codes: Uint16Array, length: number, _start: number, end: number): void {
      if (end <= headEnd) headLength++;
      const word = vocabulary.add(codes, length);
      if (used === words.length) words = grown(words, new Int32Array(2 * used));
      words[used++] = word;
      if (word >= spacesOfWord.length) spacesOfWord = grown(spacesOfWord, new Uint8Array(2 * word));
      spacesOfWord[word] = (spacesOfWord[word] as number) | (1 << space);
    },
  };
  const ends = new Uint32Array(references.length * fieldCount);
  const spaces = SEARCHED_FIELDS.map(field => SPACES.indexOf(field.space));
  for (let document = 0; document < references.length; document++) {
    fieldTexts(references.at(document)!, topicLabels).forEach((text, field) => {
      space = spaces[field] as number;
      headEnd = field === TITLE ? headEndOf(text) : 0;
      headLength = 0;
      if (text !== '') reader.read(text, sink);
      if (field === TITLE) headLengths[document] = headLength <= LONGEST_HEAD ? headLength : 0;
      ends[document * fieldCount + field] = used;
    });
  }
  return { vocabulary, spacesOfWord, words, ends, headLengths };
}

/** Offset of the colon behind a name at the beginning of a title; 0 where there is none. */
function headEndOf(title: string): number {
  const colon = title.indexOf(':');
  return colon < 2 || colon > 40 ? 0 : colon;
}

interface Terms {
  readonly count: number;
  readonly words: IndexArrays['words'];
  readonly stems: IndexArrays['stems'];
  readonly termOfWord: Int32Array;
  /** The same by the vocabulary's numbers instead of the sorted ones. */
  readonly termOfReadWord: Int32Array;
  /** Sorted number of each word by the vocabulary's. */
  readonly sortedWord: Int32Array;
}

function nameTerms(vocabulary: Vocabulary, spacesOfWord: Uint8Array): Terms {
  const size = vocabulary.size;
  const texts = Array.from({ length: size }, (_, word) => vocabulary.text(word));
  const order = Array.from({ length: size }, (_, word) => word).sort((a, b) =>
    compareWords(texts[a]!, texts[b]!),
  );
  const stops = stopWords();
  const isContent = (word: number): boolean => ((spacesOfWord[word] as number) & 1) !== 0;
  const stemOfWord = texts.map((text, word) => (isContent(word) && !stops.has(text) ? stem(text) : ''));
  const stems = [...new Set(stemOfWord)].filter(text => text !== '').sort(compareWords);
  const termOfStem = new Map(stems.map((text, term) => [text, term]));
  const termOfReadWord = new Int32Array(SPACES.length * size).fill(-1);
  let count = stems.length;
  for (let space = 0; space < SPACES.length; space++) {
    for (let word = 0; word < size; word++) {
      if (((spacesOfWord[word] as number) & (1 << space)) === 0) continue;
      termOfReadWord[space * size + word] = space === 0 ? (termOfStem.get(stemOfWord[word]!) ?? -1) : count++;
    }
  }
  const termOfWord = new Int32Array(SPACES.length * size);
  for (let space = 0; space < SPACES.length; space++) {
    order.forEach((word, sorted) => {
      termOfWord[space * size + sorted] = termOfReadWord[space * size + word] as number;
    });
  }
  const words = packWords(order.map(word => texts[word]!));
  const sortedWord = new Int32Array(size);
  order.forEach((word, sorted) => {
    sortedWord[word] = sorted;
  });
  return { count, words, stems: packWords(stems), termOfWord, termOfReadWord, sortedWord };
}

interface WeightedTerms {
  readonly terms: Int32Array;
  readonly impacts: Uint8Array;
  /** Terms of document `d` end at `ends[d]`. */
  readonly ends: Uint32Array;
}

function weighDocuments(
  stream: WordStream,
  terms: Terms,
  documents: number,
  fields: readonly SearchedField[],
): WeightedTerms {
  const fieldCount = fields.length;
  const means = meanLengths(stream.ends, documents, fieldCount);
  const vocabularySize = stream.vocabulary.size;
  const offsets = fields.map(field => SPACES.indexOf(field.space) * vocabularySize);
  const found = new Int32Array(stream.words.length);
  const impacts = new Uint8Array(stream.words.length);
  const ends = new Uint32Array(documents);
  const frequency = new Float32Array(terms.count);
  let used = 0;
  let at = 0;
  for (let document = 0; document < documents; document++) {
    const from = used;
    for (let field = 0; field < fieldCount; field++) {
      const end = stream.ends[document * fieldCount + field] as number;
      if (end === at) continue;
      const { weight, lengthNormalisation: b } = fields[field]!;
      const gain = weight / (1 - b + (b * (end - at)) / (means[field] as number));
      const offset = offsets[field] as number;
      for (; at < end; at++) {
        const term = terms.termOfReadWord[offset + (stream.words[at] as number)] as number;
        if (term < 0) continue;
        const before = frequency[term] as number;
        if (before === 0) found[used++] = term;
        frequency[term] = before + gain;
      }
    }
    for (let i = from; i < used; i++) {
      const term = found[i] as number;
      const weighed = frequency[term] as number;
      impacts[i] = Math.max(1, Math.round((255 * weighed) / (weighed + SATURATION)));
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
  terms: Terms,
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

function compareWords(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function grown<Numbers extends Int32Array | Uint8Array>(array: Numbers, larger: Numbers): Numbers {
  larger.set(array);
  return larger;
}
