export { indexLibraries } from './indexLibraries';
export { type ArraysSearchIndex, buildSearchIndex, openSearchIndex } from './searchIndex';
export type { CitingContext, SearchHit, SearchIndex } from './types';
export { normaliseWords } from './words';
