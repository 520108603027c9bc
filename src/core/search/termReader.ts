import type { Collection, CollectionPart } from './collection';
import { stem } from './stemming';
import { WordReader } from './words';

/** A word of a text that the index knows: its content term, and where it stands. */
export interface ReadWord {
  readonly term: number;
  /** Folded, not stemmed. */
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** Reads texts as content terms of a collection. */
export class TermReader {
  private readonly reader = new WordReader();

  constructor(
    private readonly collection: Collection,
    private readonly stopWords: ReadonlySet<string>,
  ) {}

  /** Content terms, in order, of a text that was indexed in `placed`; stop words left out. */
  termsOf(text: string, { part, common }: CollectionPart): Int32Array {
    const found: number[] = [];
    const { termOfWord } = part.arrays;
    this.reader.read(text, {
      word: (codes, length) => {
        const word = part.words.find(codes, length);
        // Stop words have no term, and content is the first space.
        const term = word < 0 ? -1 : (termOfWord[word] as number);
        if (term >= 0) found.push(common[term] as number);
      },
    });
    return Int32Array.from(found);
  }

  /** Words of a sentence whose stem the collection has, also where it has the word itself only in another form. */
  words(sentence: string): readonly ReadWord[] {
    const found: ReadWord[] = [];
    this.eachWord(sentence, (word, start, end) => {
      if (this.stopWords.has(word)) return;
      const term = this.collection.contentTerm(stem(word));
      if (term >= 0) found.push({ term, word, start, end });
    });
    return found;
  }

  /** Content terms of a sentence, in order. */
  terms(sentence: string): Int32Array {
    return Int32Array.from(this.words(sentence), ({ term }) => term);
  }

  /** Calls `visit` for each word of a text, folded, known or not, with the offsets where it begins and ends. */
  eachWord(text: string, visit: (word: string, start: number, end: number) => void): void {
    this.reader.read(text, {
      word: (codes, length, start, end) =>
        visit(String.fromCharCode(...codes.subarray(0, length)), start, end),
    });
  }

  /** The folded words of a text, in order. */
  folded(text: string): readonly string[] {
    const words: string[] = [];
    this.eachWord(text, word => words.push(word));
    return words;
  }
}
