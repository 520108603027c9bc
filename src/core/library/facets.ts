import { type ByteSections, bytesOf, numbersIn, type SectionSink } from '../text/byteSections';
import { detached } from '../text/detached';
import type { Library, Reference } from './types';

declare const TextEncoder: { new (): { encode(text: string): Uint8Array } };
declare const TextDecoder: { new (label: string): { decode(bytes: Uint8Array): string } };

/** By what the references of a library are grouped. */
export const FACETS = ['year', 'author', 'keyword', 'collection'] as const;
export type FacetKind = (typeof FACETS)[number];

/** The references of a library in groups, by rows, so that a group of a large library costs what is shown of it. */
export interface Facet {
  /** What the groups are called, in the order to show: years from the latest, all others by the alphabet. */
  readonly labels: readonly string[];
  /** The rows of a group, ascending. A reference with two keywords is in two groups. */
  rows(group: number): Uint32Array;
  /** The rows that are in no group, ascending. */
  readonly rest: Uint32Array;
}

const facets = new WeakMap<Library, Map<FacetKind, Facet>>();

/** The references of `library` in groups. Of a packed library this was made when it was read; of others it is made once. */
export function facetOf(library: Library, kind: FacetKind): Facet {
  const known = facets.get(library) ?? new Map<FacetKind, Facet>();
  facets.set(library, known);
  const facet = known.get(kind) ?? openFacet(library.tables ?? tablesOf(library), kind);
  known.set(kind, facet);
  return facet;
}

/** `facet` without the rows where `left` is 1, and without the groups that had no others. Copies the rows that stay. */
export function facetWithout({ labels, rows, rest }: Facet, left: Uint8Array): Facet {
  const groups = labels
    .map((label, group) => ({ label, rows: rows(group).filter(row => left[row] !== 1) }))
    .filter(group => group.rows.length > 0);
  return {
    labels: groups.map(({ label }) => label),
    rows: group => groups[group]?.rows ?? new Uint32Array(0),
    rest: rest.filter(row => left[row] !== 1),
  };
}

/** What a reference is grouped under. */
export function facetValues(
  reference: Reference,
  kind: FacetKind,
  topicLabel: (id: string) => string,
): readonly string[] {
  const { csl } = reference;
  switch (kind) {
    case 'year': {
      const year = Number(csl.issued?.['date-parts']?.[0]?.[0]);
      return Number.isInteger(year) ? [String(year)] : [];
    }
    case 'author': {
      const first = listOf(csl.author)[0] ?? listOf(csl.editor)[0];
      const name = first?.family ?? first?.literal;
      return typeof name === 'string' && name !== '' ? [name] : [];
    }
    case 'keyword':
      return reference.topics.map(topicLabel);
    case 'collection':
      return reference.collections ?? [];
  }
}

/** Collects the groups of references as they are read, row by row. */
export class FacetBuilder {
  readonly #kind: FacetKind;
  readonly #groups = new Map<string, number[]>();
  readonly #rest: number[] = [];

  constructor(kind: FacetKind) {
    this.#kind = kind;
  }

  /** Adds the reference of `row`; rows come in ascending order. */
  add(reference: Reference, row: number): void {
    // Labels of topics are known at the end only, so topics are collected by id.
    const values = facetValues(reference, this.#kind, id => id);
    if (values.length === 0) this.#rest.push(row);
    for (const value of values) {
      const rows = this.#groups.get(value);
      if (rows === undefined) this.#groups.set(detached(value), [row]);
      else if (rows[rows.length - 1] !== row) rows.push(row);
    }
  }

  writeTo(sections: SectionSink, topicLabel: (id: string) => string): void {
    const kind = this.#kind;
    const groups = [...this.#groups].map(([value, rows]) => ({
      label: kind === 'keyword' ? topicLabel(value) : value,
      rows,
    }));
    const collator = new Intl.Collator('en', { numeric: true });
    if (kind === 'year') groups.sort((a, b) => Number(b.label) - Number(a.label));
    else groups.sort((a, b) => collator.compare(a.label, b.label));
    const starts = new Uint32Array(groups.length + 1);
    groups.forEach(({ rows }, group) => {
      starts[group + 1] = (starts[group] as number) + rows.length;
    });
    const all = new Uint32Array(starts[groups.length] as number);
    for (const [group, { rows }] of groups.entries()) all.set(rows, starts[group] as number);
    sections.set(
      `${kind}.labels`,
      new TextEncoder().encode(JSON.stringify(groups.map(({ label }) => label))),
    );
    sections.set(`${kind}.starts`, bytesOf(starts));
    sections.set(`${kind}.grouped`, bytesOf(all));
    sections.set(`${kind}.rest`, bytesOf(Uint32Array.from(this.#rest)));
  }
}

function tablesOf(library: Library): ByteSections {
  const builders = FACETS.map(kind => new FacetBuilder(kind));
  let row = 0;
  for (const reference of library.references) {
    for (const builder of builders) builder.add(reference, row);
    row++;
  }
  const labels = new Map(library.topics.map(({ id, label }) => [id, label]));
  const sections = new Map<string, Uint8Array>();
  for (const builder of builders) builder.writeTo(sections, id => labels.get(id) ?? id);
  return sections;
}

function openFacet(sections: ByteSections, kind: FacetKind): Facet {
  const starts = numbersIn(sections, `${kind}.starts`);
  const rows = numbersIn(sections, `${kind}.grouped`);
  const labels = sections.get(`${kind}.labels`);
  return {
    labels:
      labels === undefined ? [] : (JSON.parse(new TextDecoder('utf-8').decode(labels)) as readonly string[]),
    rows: group => rows.subarray(starts[group] ?? 0, starts[group + 1] ?? 0),
    rest: numbersIn(sections, `${kind}.rest`),
  };
}

function listOf<Value>(value: readonly Value[] | undefined): readonly Value[] {
  return Array.isArray(value) ? value : [];
}
