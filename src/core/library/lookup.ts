import type { Library, Reference, Topic } from './types';

/** The topics of `reference` in the order of its library's topics; empty for a reference of another library. */
export function topicsOf(reference: Reference, library: Library): readonly Topic[] {
  if (reference.library !== library.name) return [];
  return library.topics.filter(topic => reference.topics.includes(topic.id));
}

/** The reference with the citation key `id`; where several libraries have it, that of the first. */
export function referenceById(libraries: readonly Library[], id: string): Reference | undefined {
  for (const library of libraries) {
    const found = referencesById(library).get(id);
    if (found) return found;
  }
  return undefined;
}

/** Libraries are plain data that never changes, so what was built from one stays true as long as it lives. */
const tables = new WeakMap<Library, ReadonlyMap<string, Reference>>();

function referencesById(library: Library): ReadonlyMap<string, Reference> {
  const known = tables.get(library);
  if (known) return known;
  const table = new Map<string, Reference>();
  for (const reference of library.references) {
    if (!table.has(reference.id)) table.set(reference.id, reference);
  }
  tables.set(library, table);
  return table;
}
