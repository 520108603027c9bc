export { indexLibraries } from './indexLibraries';
export { buildSearchIndex } from './searchIndex';
export type { CitingContext, SearchHit, SearchIndex } from './types';
export { normaliseWords } from './words';
