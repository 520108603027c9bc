import { type AbbreviationDefinition, abbreviationsIn } from './abbreviations';
import type { TermReader } from './termReader';
import type { CitingContext } from './types';

/** One sentence of the manuscript that cites something. */
export interface CitingSentence {
  readonly sentence: string;
  readonly ids: readonly string[];
  /** Its different content terms. */
  readonly terms: ReadonlySet<number>;
  /** Length of the vector of its terms' weights. */
  readonly length: number;
  readonly abbreviations: readonly AbbreviationDefinition[];
  /** What it cites, as far as the index knows it. */
  readonly documents: readonly number[];
}

/**
 * How a manuscript has cited so far, read from {@link CitingContext.citedSoFar}. Keeps what it has read: at the next
 * question only the sentences that are new or changed are read.
 */
export class CitingHistory {
  private readonly known: CitingSentence[] = [];
  /** Places in {@link sentences} that cite a document, ascending. */
  private readonly places = new Map<number, number[]>();

  constructor(
    private readonly reader: TermReader,
    private readonly telling: (term: number) => number,
    private readonly documentOf: (id: string) => number | undefined,
  ) {}

  get sentences(): readonly CitingSentence[] {
    return this.known;
  }

  /** Abbreviations that the sentences introduce. */
  get abbreviations(): readonly AbbreviationDefinition[] {
    return this.known.flatMap(sentence => sentence.abbreviations);
  }

  /** Indices of the sentences that cite the document, ascending; undefined where none does. */
  placesOf(document: number): readonly number[] | undefined {
    return this.places.get(document);
  }

  /** Takes over what the manuscript cites now. */
  update(cited: NonNullable<CitingContext['citedSoFar']>): void {
    let same = 0;
    while (same < this.known.length && same < cited.length && isSame(this.known[same]!, cited[same]!)) same++;
    while (this.known.length > same) this.forgetLast();
    for (let i = same; i < cited.length; i++) this.learn(cited[i]!);
  }

  private learn({ sentence, ids }: { readonly sentence: string; readonly ids: readonly string[] }): void {
    const terms = new Set(this.reader.words(sentence).map(word => word.term));
    let square = 0;
    for (const term of terms) square += this.telling(term) ** 2;
    const documents = [...new Set(ids.flatMap(id => this.documentOf(id) ?? []))];
    const place = this.known.length;
    for (const document of documents) {
      const places = this.places.get(document);
      if (places === undefined) this.places.set(document, [place]);
      else places.push(place);
    }
    this.known.push({
      sentence,
      ids: [...ids],
      terms,
      length: Math.sqrt(square) || 1,
      abbreviations: abbreviationsIn(sentence),
      documents,
    });
  }

  private forgetLast(): void {
    const last = this.known.pop()!;
    for (const document of last.documents) {
      const places = this.places.get(document)!;
      places.pop();
      if (places.length === 0) this.places.delete(document);
    }
  }
}

function isSame(
  known: CitingSentence,
  now: { readonly sentence: string; readonly ids: readonly string[] },
): boolean {
  return (
    known.sentence === now.sentence &&
    known.ids.length === now.ids.length &&
    known.ids.every((id, index) => id === now.ids[index])
  );
}
