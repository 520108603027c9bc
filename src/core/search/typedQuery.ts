import { CandidateRows } from './candidateRows';
import { bitCount, letterBits, letterBitsOf, TypoCounter } from './editDistance';
import { contentTerm, documentFrequency, type IndexArrays, inverseFrequency, SPACES } from './indexArrays';
import type { ScoreBoard } from './scoreBoard';
import { stem } from './stemming';
import { findWord, prefixRange, wordAt } from './vocabulary';
import { normaliseWords } from './words';

/** A term that a typed word may mean, with how sure that is (0 to 1) and the word of the references it came from. */
interface Candidate {
  readonly term: number;
  readonly space: number;
  readonly weight: number;
  readonly word: number;
}

/** A document that answers what was typed. */
export interface TypedHit {
  readonly document: number;
  readonly score: number;
  readonly reasons: readonly string[];
}

/** How much a match in a space counts: who types words to find a work mostly types its author or its title. */
const SPACE_WEIGHTS: readonly number[] = [1, 1.15, 0.5];

/** A word that expands to more postings than this is cut off: what is typed so far says too little for the rest to matter. */
const POSTINGS_PER_WORD = 120_000;

/** Finds documents by what is typed: words in any order, each of them perhaps only begun or mistyped. */
export class TypedQuery {
  private bits: Uint32Array | undefined;
  private readonly typos = new TypoCounter();
  private readonly rows: CandidateRows;

  constructor(
    private readonly arrays: IndexArrays,
    private readonly stopWords: ReadonlySet<string>,
    private readonly total: ScoreBoard,
    private readonly ofWord: ScoreBoard,
  ) {
    this.rows = new CandidateRows(arrays);
  }

  search(query: string, limit: number): readonly TypedHit[] {
    const typed = normaliseWords(query.slice(0, 400)).slice(0, 24);
    const telling = typed.filter((word, index) => index === typed.length - 1 || !this.isFiller(word));
    const words = [...new Set(telling.length > 0 ? telling : typed)];
    const candidates = words.map(word => this.candidatesOf(word));
    const weights = candidates.map(found => this.weightOf(found));
    const sure = weights.reduce((sum, weight) => sum + weight, 0);
    candidates.forEach((found, index) => {
      for (const { term, space, weight } of found) {
        this.ofWord.raiseTerm(this.arrays, term, weight * SPACE_WEIGHTS[space]!);
      }
      // What share of the words a document has outweighs how much it has of one of them.
      this.total.absorb(this.ofWord, weights[index]!);
    });
    const best = this.total.best(limit);
    this.total.clear();
    this.rows.use(best.map(({ document }) => document));
    const reasons = words.map((typed, index) => this.matchedWords(typed, candidates[index]!, best.length));
    return best.map(({ document, score }, row) => ({
      document,
      score: sure === 0 ? score : score / sure,
      reasons: [...new Set(reasons.flatMap(ofWord => ofWord[row] ?? []))],
    }));
  }

  private isFiller(word: string): boolean {
    return this.stopWords.has(word);
  }

  private weightOf(candidates: readonly Candidate[]): number {
    const { documents } = this.arrays;
    let frequency = 0;
    for (const { term } of candidates) frequency += documentFrequency(this.arrays, term);
    return candidates.length === 0 ? 0 : inverseFrequency(documents, Math.min(documents, frequency));
  }

  private candidatesOf(typed: string): readonly Candidate[] {
    const { arrays } = this;
    const found = new Map<number, Candidate>();
    let budget = POSTINGS_PER_WORD;
    const add = (term: number, space: number, weight: number, word: number): void => {
      const known = found.get(term);
      if (term < 0 || budget < 0 || (known !== undefined && known.weight >= weight)) return;
      if (known === undefined) budget -= documentFrequency(arrays, term);
      found.set(term, { term, space, weight, word });
    };
    const addWord = (word: number, weight: number, spaces: readonly number[]): void => {
      for (const space of spaces)
        add(arrays.termOfWord[space * wordCount(arrays) + word] as number, space, weight, word);
    };
    const exact = findWord(arrays.words, typed);
    if (exact >= 0) addWord(exact, 1, ALL_SPACES);
    add(contentTerm(arrays, stem(typed)), CONTENT, 0.9, exact);
    if (/^\d\d$/.test(typed)) {
      for (const century of ['20', '19']) {
        const year = findWord(arrays.words, century + typed);
        if (year >= 0) addWord(year, 0.9, [NAMES]);
      }
    }
    const [first, behind] = prefixRange(arrays.words, typed);
    // Names first: of a single letter there are too many words to look at all of them, unless no name begins so.
    for (const spaces of [[NAMES], [CONTENT, CONTAINER]]) {
      if (typed.length === 1 && found.size > 0) break;
      for (let word = first; word < behind && budget > 0; word++) {
        const length = (arrays.words.starts[word + 1] as number) - (arrays.words.starts[word] as number);
        addWord(word, 0.55 + (0.35 * typed.length) / length, spaces);
      }
    }
    if (typed.length > 5) this.addShortened(typed, addWord);
    if (found.size === 0 && !this.isFiller(typed)) this.addMistyped(typed, addWord);
    return [...found.values()];
  }

  /** Journals are kept abbreviated: who types `immunology` also means `Immunol`. */
  private addShortened(
    typed: string,
    addWord: (word: number, weight: number, spaces: readonly number[]) => void,
  ): void {
    for (let length = 4; length < typed.length; length++) {
      const word = findWord(this.arrays.words, typed.slice(0, length));
      if (word >= 0) addWord(word, 0.7, [CONTAINER]);
    }
  }

  private addMistyped(
    typed: string,
    addWord: (word: number, weight: number, spaces: readonly number[]) => void,
  ): void {
    if (typed.length < 4 || typed.length > 32) return;
    const { words } = this.arrays;
    this.bits ??= bitsOfWords(words.codes, words.starts);
    const limit = typed.length < 7 ? 1 : 2;
    const bits = letterBitsOf(typed);
    const firstLetter = typed.charCodeAt(0);
    const matches: { word: number; typos: number }[] = [];
    for (let word = 0; word < this.bits.length; word++) {
      const wordBits = this.bits[word] as number;
      if (bitCount(bits & ~wordBits) > limit) continue;
      const start = words.starts[word] as number;
      const end = words.starts[word + 1] as number;
      // Only the first letter is taken to be right where the word is only begun; else one would compare with all.
      const whole = words.codes[start] !== firstLetter;
      if (whole && (bitCount(wordBits & ~bits) > limit || Math.abs(end - start - typed.length) > limit))
        continue;
      const typos = this.typos.count(typed, words.codes, start, end, limit, whole);
      if (typos <= limit) matches.push({ word, typos });
    }
    const least = matches.reduce((smallest, match) => Math.min(smallest, match.typos), limit);
    for (const { word, typos } of matches) {
      if (typos > least) continue;
      const length = (words.starts[word + 1] as number) - (words.starts[word] as number);
      const close = 1 - Math.abs(length - typed.length) / Math.max(length, typed.length);
      addWord(word, (typos === 1 ? 0.5 : 0.3) + 0.2 * close, ALL_SPACES);
    }
  }

  /** The word of each of the best documents that matches a typed word best. */
  private matchedWords(
    typed: string,
    candidates: readonly Candidate[],
    rows: number,
  ): readonly (string | undefined)[] {
    const best: (Candidate | undefined)[] = new Array<Candidate | undefined>(rows).fill(undefined);
    const most = new Float64Array(rows);
    for (const candidate of candidates) {
      const weight = candidate.weight * SPACE_WEIGHTS[candidate.space]!;
      this.rows.forEach(candidate.term, (row, impact) => {
        if (weight * impact <= (most[row] as number)) return;
        most[row] = weight * impact;
        best[row] = candidate;
      });
    }
    return best.map(candidate => {
      if (candidate === undefined) return undefined;
      const word = candidate.word < 0 ? typed : wordAt(this.arrays.words, candidate.word);
      return SPACES[candidate.space] === 'names' && /^\p{L}/u.test(word) ? capitalised(word) : word;
    });
  }
}

const CONTENT = 0;
const NAMES = 1;
const CONTAINER = 2;
const ALL_SPACES: readonly number[] = [CONTENT, NAMES, CONTAINER];

function wordCount(arrays: IndexArrays): number {
  return arrays.words.starts.length - 1;
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function bitsOfWords(codes: Uint16Array, starts: Uint32Array): Uint32Array {
  const bits = new Uint32Array(starts.length - 1);
  for (let word = 0; word < bits.length; word++) {
    bits[word] = letterBits(codes, starts[word] as number, starts[word + 1] as number);
  }
  return bits;
}
