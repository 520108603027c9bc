import type { Reference } from '../src/core/library/types';
import { installedPackage, type MiniSearchConstructor } from './suggestBaselines';

/** An index of a search library: ids that answer a question, best first. Without `sentence` it cannot rank a sentence. */
export interface PeerIndex {
  readonly search: (query: string) => readonly string[];
  readonly sentence?: (text: string) => readonly string[];
}

/** A search library to compare with. */
export interface Peer {
  readonly name: string;
  readonly build: (references: readonly Reference[]) => PeerIndex;
}

/** The search libraries. */
export function peers(): readonly Peer[] {
  return [
    { name: 'MiniSearch', build: buildMiniSearch },
    { name: 'FlexSearch', build: buildFlexSearch },
    { name: 'lunr', build: buildLunr },
    { name: 'Fuse', build: buildFuse },
    { name: 'uFuzzy', build: buildUFuzzy },
    { name: 'Orama', build: buildOrama },
  ];
}

function flat({ id, csl }: Reference): Readonly<Record<string, string>> {
  return {
    id,
    title: csl.title ?? '',
    authors: (csl.author ?? []).map(name => `${name.family} ${name.given}`).join(' '),
    container: csl['container-title'] ?? '',
    year: String(csl.issued?.['date-parts']?.[0]?.[0] ?? ''),
    abstract: csl.abstract ?? '',
  };
}

const FIELDS = ['title', 'authors', 'container', 'year', 'abstract'];

function buildMiniSearch(references: readonly Reference[]): PeerIndex {
  const MiniSearch = installedPackage('minisearch') as MiniSearchConstructor;
  const index = new MiniSearch({ fields: FIELDS });
  index.addAll(references.map(flat));
  return {
    search: query =>
      index.search(query, { prefix: true, fuzzy: 0.2, combineWith: 'AND' }).map(({ id }) => id),
    sentence: text => index.search(text).map(({ id }) => id),
  };
}

function buildFlexSearch(references: readonly Reference[]): PeerIndex {
  const FlexSearch = installedPackage('flexsearch') as {
    readonly Document: new (
      options: object,
    ) => {
      add(document: object): void;
      search(query: string, options: object): readonly { readonly result: readonly string[] }[];
    };
  };
  const index = new FlexSearch.Document({ tokenize: 'forward', document: { id: 'id', index: FIELDS } });
  for (const reference of references) index.add(flat(reference));
  const ask = (query: string, suggest: boolean): readonly string[] =>
    index.search(query, { limit: 10, suggest }).flatMap(({ result }) => result);
  return { search: query => ask(query, false), sentence: text => ask(text, true) };
}

function buildLunr(references: readonly Reference[]): PeerIndex {
  const lunr = installedPackage('lunr') as (
    configure: (this: {
      ref(name: string): void;
      field(name: string): void;
      add(document: object): void;
    }) => void,
  ) => {
    search(query: string): readonly { readonly ref: string }[];
  };
  const index = lunr(function () {
    this.ref('id');
    for (const field of FIELDS) this.field(field);
    for (const reference of references) this.add(flat(reference));
  });
  return {
    search: query =>
      index
        .search(
          query
            .split(' ')
            .map(word => `+${word}*`)
            .join(' '),
        )
        .map(({ ref }) => ref),
    sentence: text => index.search(text).map(({ ref }) => ref),
  };
}

function buildFuse(references: readonly Reference[]): PeerIndex {
  const Fuse = installedPackage('fuse.js') as new (
    documents: readonly object[],
    options: object,
  ) => {
    search(query: string, options: object): readonly { readonly item: { readonly id: string } }[];
  };
  const index = new Fuse(references.map(flat), { keys: FIELDS, ignoreLocation: true });
  return { search: query => index.search(query, { limit: 10 }).map(({ item }) => item.id) };
}

function buildUFuzzy(references: readonly Reference[]): PeerIndex {
  const UFuzzy = installedPackage('@leeoniya/ufuzzy') as new (
    options: object,
  ) => {
    search(
      haystack: readonly string[],
      needle: string,
      outOfOrder: number,
    ): readonly [readonly number[] | null, unknown, readonly number[] | null];
  };
  const fuzzy = new UFuzzy({ intraMode: 1 });
  const haystack = references.map(reference => Object.values(flat(reference)).join(' '));
  return {
    search: query => {
      const [found, , order] = fuzzy.search(haystack, query, 1);
      if (found === null) return [];
      return (order === null ? found : order.map(at => found[at]!))
        .slice(0, 10)
        .map(at => references[at]!.id);
    },
  };
}

function buildOrama(references: readonly Reference[]): PeerIndex {
  const orama = installedPackage('@orama/orama') as {
    create(options: object): object;
    insertMultiple(index: object, documents: readonly object[], batchSize: number): unknown;
    search(index: object, question: object): { readonly hits: readonly { readonly id: string }[] };
  };
  const index = orama.create({ schema: Object.fromEntries(FIELDS.map(field => [field, 'string'])) });
  for (const reference of references) orama.insertMultiple(index, [flat(reference)], 1);
  const ask = (question: object): readonly string[] => orama.search(index, question).hits.map(({ id }) => id);
  return {
    search: query => ask({ term: query, tolerance: 1, limit: 10 }),
    sentence: text => ask({ term: text, limit: 10, threshold: 1 }),
  };
}
