import { eachFieldText, SEARCHED_FIELDS, TITLE } from './fields';
import { LONGEST_HEAD, SPACES } from './indexArrays';
import type { SearchedReferences } from './types';
import { Vocabulary } from './vocabulary';
import { WordReader, type WordSink } from './words';

const FIELDS = SEARCHED_FIELDS.length;

/** The words of references as one stream of numbers, in the order of documents and their fields. */
export class WordStream implements WordSink {
  readonly vocabulary = new Vocabulary();
  readonly documents: number;
  /** Words of field `f` of document `d` end in {@link words} at `ends[d * fields + f]`. */
  readonly ends: Uint32Array;
  /** How many words stand before the colon of each title; 0 where there is no name there. */
  readonly headLengths: Uint8Array;
  private numbers = new Int32Array(1 << 14);
  private used = 0;
  private drained = 0;
  private headEnd = 0;
  private headLength = 0;

  /** Reads each reference once. */
  constructor(references: SearchedReferences, topicLabels: ReadonlyMap<string, string>) {
    this.documents = references.length;
    this.ends = new Uint32Array(references.length * FIELDS);
    this.headLengths = new Uint8Array(references.length);
    const reader = new WordReader();
    let first = 0;
    const visit = (field: number, text: string): void => {
      if (text === '') return;
      this.headEnd = field === TITLE ? headEndOf(text) : 0;
      reader.read(text, this);
      this.ends[first + field] = this.used;
    };
    for (let document = 0; document < references.length; document++, first += FIELDS) {
      let end = this.used;
      this.headLength = 0;
      eachFieldText(references.at(document)!, topicLabels, visit);
      this.headLengths[document] = this.headLength <= LONGEST_HEAD ? this.headLength : 0;
      for (let field = first; field < first + FIELDS; field++) {
        end = Math.max(end, this.ends[field] as number);
        this.ends[field] = end;
      }
    }
    this.drain();
  }

  /** Numbers of the words in the vocabulary. */
  get words(): Int32Array {
    return this.numbers.subarray(0, this.used);
  }

  word(codes: Uint16Array, length: number, _start: number, end: number): void {
    if (this.vocabulary.isFull) this.drain();
    this.vocabulary.take(codes, length);
    this.used++;
    if (end <= this.headEnd) this.headLength++;
  }

  /** For each word of the vocabulary the spaces that it stands in: bit `s` is set for space `s`. */
  spacesOfWords(): Uint8Array {
    const { words, ends } = this;
    const spaces = new Uint8Array(this.vocabulary.size);
    const bits = SEARCHED_FIELDS.map(field => 1 << SPACES.indexOf(field.space));
    let at = 0;
    for (let field = 0; field < ends.length; field++) {
      const bit = bits[field % FIELDS] as number;
      for (const end = ends[field] as number; at < end; at++) {
        const word = words[at] as number;
        spaces[word] = (spaces[word] as number) | bit;
      }
    }
    return spaces;
  }

  private drain(): void {
    if (this.used > this.numbers.length) {
      const larger = new Int32Array(Math.max(this.used, 2 * this.numbers.length));
      larger.set(this.numbers);
      this.numbers = larger;
    }
    this.vocabulary.drain(this.numbers, this.drained);
    this.drained = this.used;
  }
}

/** Offset of the colon behind a name at the beginning of a title; 0 where there is none. */
function headEndOf(title: string): number {
  const colon = title.indexOf(':');
  return colon < 2 || colon > 40 ? 0 : colon;
}
