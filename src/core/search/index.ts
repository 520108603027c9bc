export { indexLibraries, indexLibrary, topicLabelsOf } from './indexLibraries';
export {
  type ArraysSearchIndex,
  buildSearchIndex,
  joinSearchIndexes,
  openSearchIndex,
  updateSearchIndex,
} from './searchIndex';
export type { CitingContext, SearchedReferences, SearchHit, SearchIndex } from './types';
export { normaliseWords } from './words';
