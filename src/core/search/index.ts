export { identifierIn } from './identifierQuery';
export { indexLibraries, indexLibrary, topicLabelsOf } from './indexLibraries';
export {
  type ArraysSearchIndex,
  buffersOf,
  buildSearchIndex,
  joinSearchIndexes,
  openReadIndex,
  openSearchIndex,
  updateSearchIndex,
} from './searchIndex';
export { readStoredParts, type StoredPart } from './storedIndex';
export type { CitingContext, Fit, SearchedReferences, SearchHit, SearchIndex } from './types';
export { normaliseWords } from './words';
