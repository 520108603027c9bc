import { type Facet, type FacetKind, facetOf, facetWithout } from '../library/facets';
import type { Library, Reference } from '../library/types';
import { repeatedRows } from '../numbering';
import { shortLabel } from '../style';

/** By what the references of a library are grouped in the tree; `none` lists them as the file does. */
export type LibraryGrouping = FacetKind | 'none';

/** A node of the tree of libraries. Children are made when they are asked for, see {@link libraryChildren}. */
export type LibraryTreeNode = LibraryRootNode | LibraryGroupNode | LibraryEntryNode;

/** A library. */
export interface LibraryRootNode {
  readonly kind: 'library';
  readonly id: string;
  readonly label: string;
  readonly library: Library;
  /** How many references it shows. */
  readonly count: number;
  /** How many of its references are left out, because their works are shown in a library above. */
  readonly repeated: number;
  /** For each row, 1 where it is left out; undefined where none is. */
  readonly hidden: Uint8Array | undefined;
}

/** Some references of a library: those of a year, an author, a keyword, or a part of too many. */
export interface LibraryGroupNode {
  readonly kind: 'group';
  /** Stable between two trees, so that an editor can keep it open. */
  readonly id: string;
  /** Empty for the references that are in no group. */
  readonly label: string;
  readonly library: Library;
  readonly hidden: Uint8Array | undefined;
  readonly count: number;
  readonly content:
    | { readonly kind: 'rows'; readonly rows: Rows }
    /** Groups `from` to before `to` of the library's table. */
    | { readonly kind: 'groups'; readonly by: FacetKind; readonly from: number; readonly to: number };
}

/** A reference. */
export interface LibraryEntryNode {
  readonly kind: 'reference';
  /** Stable between two trees; a reference in two groups has two. */
  readonly id: string;
  readonly reference: Reference;
  /** `Long 2023` */
  readonly label: string;
  readonly title: string;
}

/** Rows of a library: a list, or all from `from` to before `to`. */
export type Rows = Uint32Array | { readonly from: number; readonly length: number };

/** A node has at most so many children; what has more is parted, so that any library opens at once. */
export const MOST_CHILDREN = 200;

/**
 * The libraries as the topmost nodes. A work that several of them have is shown in the first.
 *
 * @param libraries pass the same array while nothing changed
 */
export function libraryRoots(libraries: readonly Library[]): readonly LibraryRootNode[] {
  const rows = repeatedRows(libraries);
  return libraries.map((library, index) => {
    const hidden = rows[index];
    const repeated = hidden === undefined ? 0 : hidden.reduce((sum, row) => sum + row, 0);
    return {
      kind: 'library',
      id: library.name,
      label: library.name,
      library,
      count: library.references.length - repeated,
      repeated,
      hidden,
    };
  });
}

/** What is left of libraries without the works that others show; made once for each. */
const shownFacets = new WeakMap<Uint8Array, Map<FacetKind, Facet>>();
const shownRows = new WeakMap<Uint8Array, Uint32Array>();

function shownFacet(library: Library, kind: FacetKind, hidden: Uint8Array | undefined): Facet {
  if (hidden === undefined) return facetOf(library, kind);
  const known = shownFacets.get(hidden) ?? new Map<FacetKind, Facet>();
  shownFacets.set(hidden, known);
  const facet = known.get(kind) ?? facetWithout(facetOf(library, kind), hidden);
  known.set(kind, facet);
  return facet;
}

function rowsShown(library: Library, hidden: Uint8Array | undefined): Rows {
  const all = { from: 0, length: library.references.length };
  if (hidden === undefined) return all;
  const known = shownRows.get(hidden);
  if (known !== undefined) return known;
  const rows = Uint32Array.from(hidden, (_, row) => row).filter(row => hidden[row] !== 1);
  shownRows.set(hidden, rows);
  return rows;
}

/** What stands under a node: groups, parts of large groups, or references. Costs what is shown, not the library. */
export function libraryChildren(
  node: LibraryRootNode | LibraryGroupNode,
  grouping: LibraryGrouping,
): readonly LibraryTreeNode[] {
  const { library, hidden } = node;
  if (node.kind === 'group') {
    const { content } = node;
    return content.kind === 'rows'
      ? rowNodes(node, content.rows)
      : groupNodes(node, shownFacet(library, content.by, hidden), content.by, content.from, content.to);
  }
  if (grouping === 'none') return rowNodes(node, rowsShown(library, hidden));
  const facet = shownFacet(library, grouping, hidden);
  const { rest, labels } = facet;
  if (labels.length === 0) return rowNodes(node, rowsShown(library, hidden));
  const groups = groupNodes(node, facet, grouping, 0, labels.length);
  if (rest.length === 0) return groups;
  const others: LibraryGroupNode = {
    kind: 'group',
    id: `${library.name}\n${grouping}\n`,
    label: '',
    library,
    hidden,
    count: rest.length,
    content: { kind: 'rows', rows: rest },
  };
  return [...groups, others];
}

function groupNodes(
  { library, hidden }: LibraryRootNode | LibraryGroupNode,
  facet: Facet,
  by: FacetKind,
  from: number,
  to: number,
): readonly LibraryGroupNode[] {
  const { labels } = facet;
  if (to - from > MOST_CHILDREN) {
    return parts(to - from).map(([start, end]): LibraryGroupNode => {
      const [first, last] = [from + start, from + end];
      return {
        kind: 'group',
        id: `${library.name}\n${by}\n${first}-${last}`,
        label: spanOf(labels[first]!, labels[last - 1]!),
        library,
        hidden,
        count: last - first,
        content: { kind: 'groups', by, from: first, to: last },
      };
    });
  }
  return labels.slice(from, to).map((label, index): LibraryGroupNode => {
    const rows = facet.rows(from + index);
    return {
      kind: 'group',
      id: `${library.name}\n${by}\n${label}`,
      label,
      library,
      hidden,
      count: rows.length,
      content: { kind: 'rows', rows },
    };
  });
}

function rowNodes(
  { library, hidden, id: parent }: LibraryRootNode | LibraryGroupNode,
  rows: Rows,
): readonly LibraryTreeNode[] {
  const { references } = library;
  const rowAt = (index: number): number => (rows instanceof Uint32Array ? rows[index]! : rows.from + index);
  if (rows.length > MOST_CHILDREN) {
    return parts(rows.length).map(([start, end]): LibraryGroupNode => {
      const first = references.at(rowAt(start));
      const last = references.at(rowAt(end - 1));
      return {
        kind: 'group',
        id: `${parent}\n${start}-${end}`,
        label: spanOf(first ? shortLabel(first) : '', last ? shortLabel(last) : ''),
        library,
        hidden,
        count: end - start,
        content: {
          kind: 'rows',
          rows:
            rows instanceof Uint32Array
              ? rows.subarray(start, end)
              : { from: rows.from + start, length: end - start },
        },
      };
    });
  }
  const nodes: LibraryEntryNode[] = [];
  for (let index = 0; index < rows.length; index++) {
    const reference = references.at(rowAt(index));
    if (reference) nodes.push(entryNode(reference, parent));
  }
  return nodes;
}

/** A reference as a node under `parent`, an id. */
export function entryNode(reference: Reference, parent: string): LibraryEntryNode {
  const { title } = reference.csl;
  return {
    kind: 'reference',
    id: `${parent}\n${reference.library}\n${reference.id}`,
    reference,
    label: shortLabel(reference),
    title: typeof title === 'string' ? title : '',
  };
}

/** So many equal parts that neither the parts nor, where that can be, what is in them is more than {@link MOST_CHILDREN}. */
function parts(count: number): readonly (readonly [number, number])[] {
  let size = MOST_CHILDREN;
  while (Math.ceil(count / size) > MOST_CHILDREN) size *= MOST_CHILDREN;
  const found: (readonly [number, number])[] = [];
  for (let start = 0; start < count; start += size) found.push([start, Math.min(count, start + size)]);
  return found;
}

function spanOf(first: string, last: string): string {
  return first === last ? first : `${first} … ${last}`;
}
