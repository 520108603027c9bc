import type { Library } from '../library/types';
import { buildSearchIndex } from './searchIndex';
import type { SearchIndex } from './types';

/** One index over all references of `libraries`, their topics by label. */
export function indexLibraries(libraries: readonly Library[]): SearchIndex {
  const topicLabels = new Map(
    libraries.flatMap(library => library.topics.map((topic): [string, string] => [topic.id, topic.label])),
  );
  return buildSearchIndex(
    libraries.flatMap(library => [...library.references]),
    topicLabels,
  );
}
