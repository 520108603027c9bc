import type { ReadLibrary } from '../types';
import { type AnnotatedReview, type ReviewInformation, readReview } from './annotatedReview';
import reviewFile from './nkCellTherapy.json';

const bundled = once((): { readonly information: ReviewInformation; readonly library: ReadLibrary } => {
  const title = reviewFile.review.title;
  const { information, library }: AnnotatedReview = readReview(title, JSON.stringify(reviewFile));
  // The JSON is part of the program: there is no file for a reader to open.
  const references = library.references.map(reference => ({ ...reference, source: undefined }));
  return { information: information!, library: { ...library, references } };
});

/** The review that comes with the extension, as a numbered library: its references are 1 to 10 as printed. The same object at each call. */
export function bundledReview(): ReadLibrary {
  return bundled().library;
}

/** Title, authors, licence and credit of the bundled review. */
export function reviewInformation(): ReviewInformation {
  return bundled().information;
}

/** Calls `make` at the first call and gives its value at each. */
function once<T>(make: () => T): () => T {
  const made: { value?: T } = {};
  return () => {
    if (made.value === undefined) made.value = make();
    return made.value;
  };
}
