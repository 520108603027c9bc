import type { Library, Reference, Topic } from './types';

/** The topics of `reference` in the order of its library's topics; empty for a reference of another library. */
export function topicsOf(reference: Reference, library: Library): readonly Topic[] {
  if (reference.library !== library.name) return [];
  return library.topics.filter(topic => reference.topics.includes(topic.id));
}

/** The reference with the citation key `id`; where several libraries have it, that of the first. */
export function referenceById(libraries: readonly Library[], id: string): Reference | undefined {
  for (const library of libraries) {
    const row = rowOf(library, id);
    if (row !== undefined) return library.references.at(row);
  }
  return undefined;
}

/** The row of the reference with the citation key `id`. */
export function rowOf(library: Library, id: string): number | undefined {
  const { references } = library;
  return references.rowOf === undefined ? rowsById(library).get(id) : references.rowOf(id);
}

/** Libraries are plain data that never changes, so what was built from one stays true as long as it lives. */
const tables = new WeakMap<Library, ReadonlyMap<string, number>>();

function rowsById(library: Library): ReadonlyMap<string, number> {
  const known = tables.get(library);
  if (known) return known;
  const table = new Map<string, number>();
  let row = 0;
  for (const { id } of library.references) {
    if (!table.has(id)) table.set(id, row);
    row++;
  }
  tables.set(library, table);
  return table;
}
