import type { Library } from '../library/types';
import { type ArraysSearchIndex, buildSearchIndex, joinSearchIndexes } from './searchIndex';
import type { SearchIndex } from './types';

/** An index over the references of a library, their topics by label. */
export function indexLibrary(library: Library): ArraysSearchIndex {
  return buildSearchIndex(library.references, topicLabelsOf(library));
}

/** One index over all references of `libraries`, their topics by label. */
export function indexLibraries(libraries: readonly Library[]): SearchIndex {
  return joinSearchIndexes(libraries.map(indexLibrary));
}

/** Label of each topic of a library by its id, as an index wants them. */
export function topicLabelsOf({ topics }: Pick<Library, 'topics'>): ReadonlyMap<string, string> {
  return new Map(topics.map(topic => [topic.id, topic.label]));
}
