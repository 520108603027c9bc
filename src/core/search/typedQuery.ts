import { CandidateRows } from './candidateRows';
import type { Collection, CollectionPart } from './collection';
import { bitCount, letterBitsOf, TypoCounter } from './editDistance';
import { contentTerm, documentFrequency, type IndexArrays, inverseFrequency, SPACES } from './indexArrays';
import { findWord, prefixRange, wordAt } from './packedWords';
import type { ScoreBoard } from './scoreBoard';
import { american, stem } from './stemming';
import { normaliseWords } from './words';

/** A term that a typed word may mean, with how sure that is (0 to 1) and the word of the references it came from. */
interface Candidate {
  readonly placed: CollectionPart;
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
  private readonly typos = new TypoCounter();
  private readonly rows: CandidateRows;

  constructor(
    private readonly collection: Collection,
    private readonly stopWords: ReadonlySet<string>,
    private readonly total: ScoreBoard,
    private readonly ofWord: ScoreBoard,
  ) {
    this.rows = new CandidateRows(collection);
  }

  search(query: string, limit: number): readonly TypedHit[] {
    const typed = normaliseWords(query.slice(0, 400)).slice(0, 24);
    const telling = typed.filter((word, index) => index === typed.length - 1 || !this.isFiller(word));
    const words = [...new Set(telling.length > 0 ? telling : typed)];
    const candidates = words.map(word => this.candidatesOf(word));
    const weights = candidates.map(found => this.weightOf(found));
    const sure = weights.reduce((sum, weight) => sum + weight, 0);
    candidates.forEach((found, index) => {
      for (const { placed, term, space, weight } of found) {
        this.ofWord.raiseTerm(placed, term, weight * SPACE_WEIGHTS[space]!);
      }
      // What share of the words a document has outweighs how much it has of one of them.
      this.total.absorb(this.ofWord, weights[index]!);
    });
    this.total.drop(this.collection.removed);
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
    const { documents } = this.collection;
    let frequency = 0;
    for (const { placed, term } of candidates) frequency += documentFrequency(placed.part.arrays, term);
    return candidates.length === 0 ? 0 : inverseFrequency(documents, Math.min(documents, frequency));
  }

  private candidatesOf(typed: string): readonly Candidate[] {
    const found = new FoundTerms();
    const { parts } = this.collection;
    for (const placed of parts) addWhole(typed, placed, found);
    // Names first: of a single letter there are too many words to look at all of them, unless no name begins so.
    for (const spaces of [[NAMES], [CONTENT, CONTAINER]]) {
      if (typed.length === 1 && found.size > 0) break;
      for (const placed of parts) addBegun(typed, placed, spaces, found);
    }
    if (typed.length > 2) for (const placed of parts) addBegunStems(typed, placed, found);
    if (typed.length > 5) for (const placed of parts) addShortened(typed, placed, found);
    if (found.size === 0 && !this.isFiller(typed)) this.addMistyped(typed, found);
    return found.all();
  }

  private addMistyped(typed: string, found: FoundTerms): void {
    if (typed.length < 4 || typed.length > 32) return;
    const limit = typed.length < 7 ? 1 : 2;
    const matches = this.collection.parts.flatMap(placed => this.mistyped(typed, placed, limit));
    const least = matches.reduce((smallest, match) => Math.min(smallest, match.typos), limit);
    for (const { placed, word, typos } of matches) {
      if (typos > least) continue;
      const length = lengthOf(placed.part.arrays, word);
      const close = 1 - Math.abs(length - typed.length) / Math.max(length, typed.length);
      found.addWord(placed, word, (typos === 1 ? 0.5 : 0.3) + 0.2 * close, ALL_SPACES);
    }
  }

  private mistyped(
    typed: string,
    placed: CollectionPart,
    limit: number,
  ): readonly { readonly placed: CollectionPart; readonly word: number; readonly typos: number }[] {
    const { words } = placed.part.arrays;
    const { letters } = placed.part.words;
    const bits = letterBitsOf(typed);
    const firstLetter = typed.charCodeAt(0);
    const matches: { placed: CollectionPart; word: number; typos: number }[] = [];
    for (let word = 0; word < letters.length; word++) {
      const wordBits = letters[word] as number;
      if (bitCount(bits & ~wordBits) > limit) continue;
      const start = words.starts[word] as number;
      const end = words.starts[word + 1] as number;
      // Only the first letter is taken to be right where the word is only begun; else one would compare with all.
      const whole = words.codes[start] !== firstLetter;
      if (whole && (bitCount(wordBits & ~bits) > limit || Math.abs(end - start - typed.length) > limit))
        continue;
      const typos = this.typos.count(typed, words.codes, start, end, limit, whole);
      if (typos <= limit) matches.push({ placed, word, typos });
    }
    return matches;
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
      this.rows.forEachIn(candidate.placed, candidate.term, (row, impact) => {
        if (weight * impact <= (most[row] as number)) return;
        most[row] = weight * impact;
        best[row] = candidate;
      });
    }
    return best.map(candidate => {
      if (candidate === undefined) return undefined;
      const word = candidate.word < 0 ? typed : wordAt(candidate.placed.part.arrays.words, candidate.word);
      return SPACES[candidate.space] === 'names' && /^\p{L}/u.test(word) ? capitalised(word) : word;
    });
  }
}

const CONTENT = 0;
const NAMES = 1;
const CONTAINER = 2;
const ALL_SPACES: readonly number[] = [CONTENT, NAMES, CONTAINER];

/** Terms that a typed word may mean, each once, with the greatest of its weights. */
class FoundTerms {
  private readonly found = new Map<CollectionPart, Map<number, Candidate>>();
  private budget = POSTINGS_PER_WORD;
  size = 0;

  /** Whether more terms would be looked at than matter. */
  get isFull(): boolean {
    return this.budget <= 0;
  }

  add(placed: CollectionPart, term: number, space: number, weight: number, word: number): void {
    if (term < 0 || this.budget < 0) return;
    const ofPart = this.found.get(placed) ?? new Map<number, Candidate>();
    const known = ofPart.get(term);
    if (known !== undefined && known.weight >= weight) return;
    if (known === undefined) {
      this.budget -= documentFrequency(placed.part.arrays, term);
      this.size++;
    }
    ofPart.set(term, { placed, term, space, weight, word });
    this.found.set(placed, ofPart);
  }

  addWord(placed: CollectionPart, word: number, weight: number, spaces: readonly number[]): void {
    const { termOfWord, words } = placed.part.arrays;
    const count = words.starts.length - 1;
    for (const space of spaces)
      this.add(placed, termOfWord[space * count + word] as number, space, weight, word);
  }

  all(): readonly Candidate[] {
    return [...this.found.values()].flatMap(ofPart => [...ofPart.values()]);
  }
}

/** The word itself, its stem, and the year that two digits mean. */
function addWhole(typed: string, placed: CollectionPart, found: FoundTerms): void {
  const { arrays } = placed.part;
  const exact = findWord(arrays.words, typed);
  if (exact >= 0) found.addWord(placed, exact, 1, ALL_SPACES);
  found.add(placed, contentTerm(arrays, stem(typed)), CONTENT, 0.9, exact);
  if (!/^\d\d$/.test(typed)) return;
  for (const century of ['20', '19']) {
    const year = findWord(arrays.words, century + typed);
    if (year >= 0) found.addWord(placed, year, 0.9, [NAMES]);
  }
}

/** Words that begin with what was typed. */
function addBegun(typed: string, placed: CollectionPart, spaces: readonly number[], found: FoundTerms): void {
  const { arrays } = placed.part;
  const [first, behind] = prefixRange(arrays.words, typed);
  for (let word = first; word < behind && !found.isFull; word++) {
    found.addWord(placed, word, weightOfBegun(typed, lengthOf(arrays, word)), spaces);
  }
}

/** Words that begin so in the other spelling: stems are American, so `tumou` is `tumo` there, and `leuk` finds both. */
function addBegunStems(typed: string, placed: CollectionPart, found: FoundTerms): void {
  const begun = american(typed);
  const { stems } = placed.part.arrays;
  const [first, behind] = prefixRange(stems, begun);
  for (let term = first; term < behind && !found.isFull; term++) {
    const length = (stems.starts[term + 1] as number) - (stems.starts[term] as number);
    found.add(placed, term, CONTENT, 0.9 * weightOfBegun(begun, Math.max(length, begun.length)), -1);
  }
}

/** Journals are kept abbreviated: who types `immunology` also means `Immunol`. */
function addShortened(typed: string, placed: CollectionPart, found: FoundTerms): void {
  for (let length = 4; length < typed.length; length++) {
    const word = findWord(placed.part.arrays.words, typed.slice(0, length));
    if (word >= 0) found.addWord(placed, word, 0.7, [CONTAINER]);
  }
}

function weightOfBegun(typed: string, length: number): number {
  return 0.55 + (0.35 * typed.length) / length;
}

function lengthOf({ words }: IndexArrays, word: number): number {
  return (words.starts[word + 1] as number) - (words.starts[word] as number);
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
