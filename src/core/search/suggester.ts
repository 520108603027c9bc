import { Abbreviations, abbreviationsIn } from './abbreviations';
import { CandidateRows } from './candidateRows';
import { CitingHistory } from './citingHistory';
import { type CitingPlace, readCitingPlace, type TermWeights } from './citingPlace';
import type { Collection } from './collection';
import { DocumentFactsReader } from './documentFacts';
import { DocumentsById } from './documentsById';
import { measureHistory, similarSentences } from './historySignals';
import { LEARNED_WEIGHTS, textWeights } from './learnedWeights';
import { Likeness, measureLikeness } from './likenessSignals';
import { measureNames, namedDocuments } from './nameSignals';
import { reasonsFor } from './reasons';
import type { ScoreBoard } from './scoreBoard';
import { measureSentence } from './sentenceSignals';
import { SignalTable, type SignalWeights } from './signals';
import { TermReader } from './termReader';
import type { CitingContext } from './types';

/** Candidates that are looked at closely: many times what anybody reads. */
const CANDIDATES = 256;

/** Terms of the surroundings that more documents have cannot make a candidate. */
const COMMON = 0.02;

/** Postings gone through for candidates, rare terms first: in a library so large, the common terms choose none. */
const POSTINGS = 400_000;

/** Postings gone through before it is worth a look whether those that are left can matter: as much work as the look. */
const FIRST_LOOK = 60_000;

/** A document that fits a place. */
export interface Suggested {
  readonly document: number;
  /** How likely it is the one, 0 to 1. */
  readonly chance: number;
  readonly reasons: readonly string[];
}

/** How well a document fits a text. */
export interface FittingDocument extends Suggested {
  readonly score: number;
}

/** Ranks the documents of an index for a place of a manuscript. */
export class Suggester {
  private readonly reader: TermReader;
  private readonly facts: DocumentFactsReader;
  private readonly abbreviations: Abbreviations;
  private readonly history: CitingHistory;
  private readonly likeness: Likeness;
  private readonly rows: CandidateRows;
  private readonly byId: DocumentsById;
  private readonly textWeights = textWeights();

  constructor(
    private readonly collection: Collection,
    stopWords: ReadonlySet<string>,
    private readonly board: ScoreBoard,
  ) {
    this.reader = new TermReader(collection, stopWords);
    this.facts = new DocumentFactsReader(collection, this.reader);
    this.abbreviations = new Abbreviations(collection, this.reader);
    this.byId = new DocumentsById(collection, this.reader);
    this.history = new CitingHistory(this.reader, collection.telling, id => this.byId.find(id));
    this.rows = new CandidateRows(collection);
    this.likeness = new Likeness(collection.termCount);
  }

  /** Best first. */
  suggest(
    context: CitingContext,
    limit: number,
    weights: SignalWeights = LEARNED_WEIGHTS,
  ): readonly Suggested[] {
    const { place, table } = this.measure(context);
    const chances = table.chances(weights);
    return [...chances.keys()]
      .sort((a, b) => chances[b]! - chances[a]! || table.documents[a]! - table.documents[b]!)
      .slice(0, limit)
      .map(row => ({
        document: table.documents[row]!,
        chance: chances[row]!,
        reasons: reasonsFor(row, table, place, this.collection, this.facts, this.history),
      }));
  }

  /** How well documents fit a text, best first: those of the ids, and the `limit` best of all. */
  fits(
    text: Pick<CitingContext, 'sentence' | 'precedingSentence'>,
    ids: readonly string[],
    limit: number,
  ): readonly FittingDocument[] {
    const { place, table } = this.measure(text, ids);
    const scores = table.sums(this.textWeights);
    const chances = table.chances(this.textWeights);
    const wanted = new Set(ids.map(id => this.byId.find(id)));
    return [...scores.keys()]
      .sort((a, b) => scores[b]! - scores[a]! || table.documents[a]! - table.documents[b]!)
      .filter((row, rank) => rank < limit || wanted.has(table.documents[row]!))
      .map(row => ({
        document: table.documents[row]!,
        score: scores[row]!,
        chance: chances[row]!,
        reasons: reasonsFor(row, table, place, this.collection, this.facts, this.history),
      }));
  }

  /**
   * The candidates with everything that speaks for and against them.
   *
   * @param also ids of references to measure whether or not anything speaks for them
   */
  measure(
    context: CitingContext,
    also: readonly string[] = [],
  ): { readonly place: CitingPlace; readonly table: SignalTable } {
    this.history.update(context.citedSoFar ?? []);
    const place = readCitingPlace(context, this.reader, this.history, this.collection.telling);
    const introduced = [
      ...this.history.abbreviations,
      ...abbreviationsIn(`${context.precedingSentence ?? ''} ${context.sentence}`),
    ];
    const meant = new Map(
      [...this.abbreviations.expand(place.text, place.words, introduced)].map(
        ([term, share]) => [term, share * this.collection.telling(term)] as const,
      ),
    );
    const excluded = new Set((context.exclude ?? []).flatMap(id => this.byId.find(id) ?? []));
    const similar = similarSentences(place, this.history, this.collection.telling);
    const candidates = this.candidates(place, meant, excluded, similar);
    const wanted = also.flatMap(id => this.byId.find(id) ?? []);
    const table = new SignalTable([...new Set([...wanted, ...candidates])]);
    this.rows.use(table.documents);
    measureSentence(table, place, meant, this.rows, this.collection);
    measureNames(table, place, this.rows, this.facts);
    measureHistory(table, place, this.history, similar);
    measureLikeness(table, place, this.history, excluded, this.facts, this.likeness);
    return { place, table };
  }

  /** Documents that share words with the sentence or its surroundings, are named in it, or are cited by sentences like it. */
  private candidates(
    place: CitingPlace,
    meant: TermWeights,
    excluded: ReadonlySet<number>,
    similar: ReadonlyMap<number, number>,
  ): readonly number[] {
    this.addTerms(place.sentence, 1, 1);
    this.addTerms(meant, 0.5, COMMON);
    this.addTerms(place.precedingSentence, 0.4, COMMON);
    for (const [document, weight] of namedDocuments(place, this.collection))
      this.board.add(document, 10 * weight);
    for (const [sentence, likeness] of similar) {
      if (likeness < 0.1) continue;
      for (const document of this.history.sentences[sentence]!.documents)
        this.board.add(document, 10 * likeness);
    }
    this.board.drop(this.collection.removed);
    const best = this.board.best(CANDIDATES + excluded.size);
    this.board.clear();
    return best
      .map(({ document }) => document)
      .filter(document => !excluded.has(document))
      .slice(0, CANDIDATES);
  }

  private addTerms(terms: TermWeights, share: number, common: number): void {
    const frequency = (term: number): number => this.collection.frequency(term);
    const most = Math.max(500, common * this.collection.documents);
    const rareFirst = [...terms].sort((a, b) => frequency(a[0]) - frequency(b[0]));
    let left = share * rareFirst.reduce((sum, [, weight]) => sum + weight, 0);
    let budget = POSTINGS;
    let untilLook = FIRST_LOOK;
    for (const [term, weight] of rareFirst) {
      const postings = frequency(term);
      if (postings > Math.min(most, budget)) return;
      budget -= postings;
      untilLook -= postings;
      if (untilLook < 0) {
        // What none of the rarer terms has found cannot come among the candidates any more (MaxScore).
        if (left < this.board.nth(CANDIDATES)) return;
        untilLook = FIRST_LOOK;
      }
      left -= share * weight;
      for (const placed of this.collection.parts) {
        const own = placed.own[term] as number;
        if (own >= 0) this.board.addTerm(placed, own, share * weight);
      }
    }
  }
}
