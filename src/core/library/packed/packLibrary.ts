import { bytesOf, SectionWriter } from '../../text/byteSections';
import { HashedRowsBuilder } from '../../text/hashedRows';
import { LineIndex } from '../../text/lineIndex';
import { FACETS, FacetBuilder } from '../facets';
import type { LibraryFrame, LibraryText } from '../formats/libraryBuilder';
import type { LibraryProblem, Reference } from '../types';
import type { PackedFrame, PlacedProblem } from './packedLibrary';
import { packRecord } from './packedRecord';

declare const TextEncoder: {
  new (): {
    encode(text: string): Uint8Array;
    encodeInto(text: string, target: Uint8Array): { readonly read: number; readonly written: number };
  };
};

/** More problems than this are counted and not told: nobody reads so many. */
const MOST_PROBLEMS = 2000;

/**
 * Turns the references of a library, as they are read, into bytes that can be handed to another thread and kept in a
 * file. Nothing of a reference is kept as an object.
 */
export class LibraryPacker {
  readonly #encoder = new TextEncoder();
  readonly #ids = new HashedRowsBuilder();
  readonly #facets = FACETS.map(kind => new FacetBuilder(kind));
  readonly #topics = new Map<string, number>();
  readonly #sections: SectionWriter;
  #written = 0;
  #ends = new Uint32Array(1024);
  #sources = new Uint32Array(2048);
  #count = 0;

  /**
   * @param expected about how many bytes the library has
   * @param memory see `SectionWriter`
   */
  constructor(expected = 0, memory?: (bytes: number) => ArrayBufferLike) {
    this.#sections = new SectionWriter(Math.ceil(1.4 * expected), memory);
    this.#sections.begin('records');
  }

  /** How many references were added. */
  get length(): number {
    return this.#count;
  }

  add(reference: Reference): void {
    const row = this.#count++;
    this.#write(packRecord(reference, this.#topicNumber));
    if (row === this.#ends.length) {
      this.#ends = grown(this.#ends);
      this.#sources = grown(this.#sources);
    }
    this.#ends[row] = this.#written;
    // A record without a place has one that ends before it begins.
    this.#sources[2 * row] = reference.source?.start ?? 1;
    this.#sources[2 * row + 1] = reference.source?.end ?? 0;
    this.#ids.add(reference.id, row);
    for (const facet of this.#facets) facet.add(reference, row);
  }

  /**
   * The packed library, for `openPackedLibrary` when it is finished; other rooms may add their sections before.
   *
   * @param text of the file, for the places of its problems
   */
  finish(frame: LibraryFrame, text: LibraryText): SectionWriter {
    const sections = this.#sections;
    sections.set('records.ends', bytesOf(this.#ends.slice(0, this.#count)));
    sections.set('sources', bytesOf(this.#sources.slice(0, 2 * this.#count)));
    this.#ids.writeTo(sections, 'ids');
    const topics = new Map(frame.topics.map(topic => [topic.id, topic]));
    for (const facet of this.#facets) facet.writeTo(sections, id => topics.get(id)?.label ?? id);
    const packed: PackedFrame = {
      numbered: frame.numbered,
      provenance: frame.provenance ?? null,
      topicIds: [...this.#topics.keys()],
      topics: frame.topics.map(({ id, label, description, references }) =>
        frame.numbered ? [id, label, description, references] : [id, label, description],
      ),
      problems: placeProblems(frame.problems, text),
    };
    sections.set('frame', this.#encoder.encode(JSON.stringify(packed)));
    return sections;
  }

  readonly #topicNumber = (id: string): number => {
    const known = this.#topics.get(id);
    if (known !== undefined) return known;
    this.#topics.set(id, this.#topics.size);
    return this.#topics.size - 1;
  };

  #write(text: string): void {
    // UTF-8 takes at most three bytes for a code unit.
    const { written } = this.#encoder.encodeInto(text, this.#sections.room(3 * text.length));
    this.#sections.wrote(written);
    this.#written += written;
  }
}

function grown(numbers: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * numbers.length);
  larger.set(numbers);
  return larger;
}

/** The first problems with their lines and columns; how many there are beyond these is told at the end. */
function placeProblems(problems: readonly LibraryProblem[], text: LibraryText): readonly PlacedProblem[] {
  if (problems.length === 0) return [];
  const lines = new LineIndex(text);
  const told = problems.slice(0, MOST_PROBLEMS);
  const last = told[told.length - 1]!;
  const more = problems.length - told.length;
  const all = more === 0 ? told : [...told, { ...last, message: `${more} more problems in this file` }];
  return all.map(problem => ({
    ...problem,
    from: lines.positionAt(problem.range.start),
    to: lines.positionAt(problem.range.end),
  }));
}
