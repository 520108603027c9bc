import { headingBefore, plainWords, sentencesIn } from '../../manuscript';
import type { Manuscript } from '../../manuscript/types';
import type { NumberedManuscript } from '../../numbering';
import type { Fit, SearchIndex } from '../../search';
import type { TextRange } from '../../text/textRange';
import { citesOthers, statesFinding } from './claims';

/** A sentence that states a finding and cites nothing, with the references that fit it best. */
export interface ClaimReading {
  readonly range: TextRange;
  /** The paragraph that it stands in. */
  readonly paragraph: TextRange;
  readonly best: Fit;
  /** How likely the second best is the one. */
  readonly nextChance: number;
}

/** Readings that are kept from one version of a manuscript to the next. */
const KEPT = 8192;

/**
 * Reads which references fit the sentences of a manuscript that cite nothing. Keeps what it has read, so that after a
 * keystroke only the sentences that it changed are asked about; and reads in portions, so that nobody has to wait.
 */
export class ClaimReadings {
  private readonly fits = new Map<string, readonly Fit[]>();
  private index: SearchIndex | undefined;
  private manuscript: Manuscript | undefined;
  private rest: Iterator<{ readonly sentence: TextRange; readonly paragraph: TextRange }> | undefined;
  private known: ClaimReading[] = [];

  /** The readings of the manuscript's first sentences, by place, as far as {@link readAhead} has come. */
  of({ manuscript }: NumberedManuscript): readonly ClaimReading[] {
    return this.manuscript === manuscript ? this.known : [];
  }

  /**
   * Asks about up to `most` sentences more.
   *
   * @returns whether all are read
   */
  readAhead(
    { manuscript }: NumberedManuscript,
    index: SearchIndex,
    most = Number.POSITIVE_INFINITY,
  ): boolean {
    if (this.index !== index) {
      this.index = index;
      this.fits.clear();
      this.manuscript = undefined;
    }
    if (this.manuscript !== manuscript || this.rest === undefined) {
      this.manuscript = manuscript;
      this.rest = claimsOf(manuscript);
      this.known = [];
    }
    for (let read = 0; read < most; read++) {
      const { done, value } = this.rest.next();
      if (done === true) return true;
      const [best, next] = this.fitsOf(plainWords(manuscript, value.sentence), index);
      if (best === undefined) continue;
      this.known.push({
        range: value.sentence,
        paragraph: value.paragraph,
        best,
        nextChance: next?.chance ?? 0,
      });
    }
    return false;
  }

  private fitsOf(sentence: string, index: SearchIndex): readonly Fit[] {
    const known = this.fits.get(sentence);
    if (known !== undefined) return known;
    const fits = index.fits({ sentence }, [], 2);
    if (this.fits.size >= KEPT) this.fits.clear();
    this.fits.set(sentence, fits);
    return fits;
  }
}

/** The sentences that state a finding and cite nothing, by place. */
function* claimsOf(
  manuscript: Manuscript,
): Generator<{ readonly sentence: TextRange; readonly paragraph: TextRange }> {
  const cited = [...manuscript.citations, ...manuscript.keyedCitations]
    .map(({ range }) => range)
    .sort((a, b) => a.start - b.start);
  let next = 0;
  for (const place of sentencesIn(manuscript)) {
    const { start, end } = place.sentence;
    while (next < cited.length && cited[next]!.end <= start) next++;
    // A citation may stand right behind the full stop.
    if (next < cited.length && cited[next]!.start <= end + 1) continue;
    if (!citesOthers(headingBefore(manuscript, start)?.title)) continue;
    if (statesFinding(plainWords(manuscript, place.sentence))) yield place;
  }
}
