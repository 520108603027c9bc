import type { Reference } from '../library/types';
import type { IdentifierTable } from './identifierTable';
import type { IndexArrays } from './indexArrays';
import type { SearchedReferences } from './types';
import { WordFinder } from './wordFinder';

/**
 * A part of an index: references that were read together. An index has one for all references that were there when it
 * was built, and further ones for what was added since.
 */
export class SearchPart {
  /**
   * @param references of the whole library
   * @param places place of each document in `references`, -1 of those that are there no more; undefined where the
   *   documents are the references themselves, in order
   */
  constructor(
    readonly arrays: IndexArrays,
    readonly references: SearchedReferences,
    readonly topicLabels: ReadonlyMap<string, string>,
    readonly places: Int32Array | undefined,
    readonly identifiers: IdentifierTable,
    readonly words = new WordFinder(arrays.words),
  ) {}

  get documents(): number {
    return this.arrays.documents;
  }

  /** Place of a document among the references; -1 where its reference is there no more. */
  placeOf(document: number): number {
    return this.places === undefined ? document : (this.places[document] as number);
  }

  /** The reference of a document; undefined where it is there no more. */
  referenceOf(document: number): Reference | undefined {
    const place = this.placeOf(document);
    return place < 0 ? undefined : this.references.at(place);
  }

  /** The same documents without those of references at places with a 1. */
  without(hidden: Uint8Array): SearchPart {
    const places = Int32Array.from({ length: this.documents }, (_, document) => {
      const place = this.placeOf(document);
      return hidden[place] === 1 ? -1 : place;
    });
    return this.moved(this.references, this.topicLabels, places);
  }

  /** The same documents with other places among other references. */
  moved(
    references: SearchedReferences,
    topicLabels: ReadonlyMap<string, string>,
    places: Int32Array,
  ): SearchPart {
    return new SearchPart(this.arrays, references, topicLabels, places, this.identifiers, this.words);
  }
}
