import type { ByteSections } from '../../text/byteSections';
import type { TextPosition } from '../../text/lineIndex';
import { facetOf } from '../facets';
import type { Library, LibraryProblem, Topic } from '../types';
import { PackedReferences } from './packedReferences';

declare const TextDecoder: { new (label: string): { decode(bytes: Uint8Array): string } };

/** A problem with lines and columns from 0, so that it can be shown without the file's text. */
export interface PlacedProblem extends LibraryProblem {
  readonly from: TextPosition;
  readonly to: TextPosition;
}

/** What is kept of a library beside its records and tables. */
export interface PackedFrame {
  readonly numbered: boolean;
  readonly provenance: string | null;
  /** Ids of topics by the numbers that records name them with. */
  readonly topicIds: readonly string[];
  /** In the order of the library. The ids of its references are kept for a review only, where their order means something. */
  readonly topics: readonly (readonly [
    id: string,
    label: string,
    description: string,
    references?: readonly string[],
  ])[];
  readonly problems: readonly PlacedProblem[];
}

/** A library whose references are read from bytes when they are asked for. */
export interface PackedLibrary extends Library {
  readonly references: PackedReferences;
  readonly problems: readonly PlacedProblem[];
  readonly tables: ByteSections;
}

/**
 * Opens what `LibraryPacker` packed. Costs nothing that grows with the number of references.
 *
 * @param name the file's name or path, which becomes the library's name
 * @param sections kept as they are: their bytes must not change while the library is used
 * @returns undefined where they are no packed library
 */
export function openPackedLibrary(name: string, sections: ByteSections): PackedLibrary | undefined {
  const bytes = sections.get('frame');
  if (bytes === undefined || !sections.has('records') || !sections.has('records.ends')) return undefined;
  const frame = JSON.parse(new TextDecoder('utf-8').decode(bytes)) as PackedFrame;
  const references = new PackedReferences(name, sections, () => frame.topicIds);
  const library: PackedLibrary = {
    name,
    numbered: frame.numbered,
    provenance: frame.provenance ?? undefined,
    references,
    topics: frame.topics.map(
      ([id, label, description, ids]): Topic => ({
        id,
        label,
        description,
        get references() {
          return ids ?? idsUnder(library, label);
        },
      }),
    ),
    problems: frame.problems,
    tables: sections,
  };
  return library;
}

function idsUnder(library: PackedLibrary, label: string): readonly string[] {
  const keywords = facetOf(library, 'keyword');
  const group = keywords.labels.indexOf(label);
  return group < 0 ? [] : Array.from(keywords.rows(group), row => library.references.at(row)!.id);
}
