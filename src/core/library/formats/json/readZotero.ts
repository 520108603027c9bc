import type { CslItem } from '../../types';
import { joinKeywords } from '../keywords';
import type { RecordReader } from '../recordReader';
import { cslJsonReader } from './cslJson';

/** An item as Zotero's API gives it with `include=csljson,data` (version 3): the fields that are read here. */
export interface ZoteroItem {
  readonly key: string;
  readonly version: number;
  readonly csljson?: unknown;
  readonly data?: {
    readonly itemType?: unknown;
    readonly dateAdded?: unknown;
    readonly dateModified?: unknown;
    readonly collections?: unknown;
    readonly tags?: unknown;
    readonly extra?: unknown;
    readonly citationKey?: unknown;
    readonly deleted?: unknown;
  };
}

/** A collection as Zotero's API gives it. */
export interface ZoteroCollection {
  readonly key: string;
  readonly data?: { readonly name?: unknown; readonly parentCollection?: unknown };
}

/** How the text of a Zotero library begins, so that it is told from other JSON. */
export const ZOTERO_START = '{"zotero":';

/** A Zotero library as one text, which {@link zoteroReader} reads. Items come in the order in which they were added. */
export function zoteroText(items: Iterable<ZoteroItem>, collections: readonly ZoteroCollection[]): string {
  const added = ({ data }: ZoteroItem): string => String(data?.dateAdded ?? '');
  const sorted = [...items].sort((a, b) => compare(added(a), added(b)) || compare(a.key, b.key));
  return JSON.stringify({ zotero: { collections, items: sorted } });
}

/** What came as an answer for items; anything that is none is left out. */
export function zoteroItemsIn(json: unknown): readonly ZoteroItem[] {
  return listOf(json).filter(isKeyed) as readonly ZoteroItem[];
}

/** What came as an answer for collections; anything that is none is left out. */
export function zoteroCollectionsIn(json: unknown): readonly ZoteroCollection[] {
  return listOf(json).filter(isKeyed) as readonly ZoteroCollection[];
}

/**
 * Reads the text of {@link zoteroText}. Notes, attachments and what is in the trash are no works. The citation key is
 * Zotero's own or that of Better BibTeX, else one is made of author and year; tags become keywords.
 */
export const zoteroReader: RecordReader = {
  mayHaveKeys: text => /citationKey|citation key/i.test(text),
  read(text, sink) {
    const library = parsed(text);
    const items = zoteroItemsIn(library['items']).filter(isWork);
    const paths = collectionPaths(zoteroCollectionsIn(library['collections']));
    // The reader of CSL-JSON checks every field; records find back to their items by a number in the place of the id.
    const records = items.map((item, index) => ({ ...(item.csljson as object), id: String(index) }));
    cslJsonReader.read(JSON.stringify(records), {
      problem: () => undefined,
      record: csl => {
        const item = items[Number(csl.id)];
        if (!item) return;
        const groups = textsIn(item.data?.collections).flatMap(key => paths.get(key) ?? []);
        sink.record({ ...withTags(csl, item), id: citationKeyOf(item) }, 0, 0, groups);
      },
    });
  },
};

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const { zotero } = JSON.parse(text) as { readonly zotero?: unknown };
    return typeof zotero === 'object' && zotero !== null ? (zotero as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}

function isWork({ csljson, data }: ZoteroItem): boolean {
  const type = data?.itemType;
  if (typeof csljson !== 'object' || csljson === null || Array.isArray(csljson)) return false;
  return type !== 'note' && type !== 'attachment' && type !== 'annotation' && !data?.deleted;
}

function withTags(csl: CslItem, { data }: ZoteroItem): CslItem {
  const tags = listOf(data?.tags).flatMap(tag => {
    const word = typeof tag === 'object' && tag !== null ? (tag as { readonly tag?: unknown }).tag : tag;
    return typeof word === 'string' ? [word] : [];
  });
  return tags.length > 0 && csl.keyword === undefined ? { ...csl, keyword: joinKeywords(tags) } : csl;
}

/** Better BibTeX keeps its key as a line of the field “Extra”. */
function citationKeyOf({ data }: ZoteroItem): string {
  const own = data?.citationKey;
  if (typeof own === 'string' && own.trim() !== '') return own.trim();
  const extra = typeof data?.extra === 'string' ? data.extra.slice(0, 20_000) : '';
  return /^citation key:[ \t]*(\S+)/im.exec(extra)?.[1] ?? '';
}

/** `Parent › Child` by the key of a collection; a circle ends where it closes. */
function collectionPaths(collections: readonly ZoteroCollection[]): ReadonlyMap<string, string> {
  const byKey = new Map(collections.map(collection => [collection.key, collection]));
  const paths = new Map<string, string>();
  for (const { key } of collections) {
    const names: string[] = [];
    const passed = new Set<string>();
    let at: string | undefined = key;
    while (at !== undefined && !passed.has(at) && passed.size < 20) {
      passed.add(at);
      const { name, parentCollection }: { readonly name?: unknown; readonly parentCollection?: unknown } =
        byKey.get(at)?.data ?? {};
      if (typeof name === 'string') names.unshift(name);
      at = typeof parentCollection === 'string' ? parentCollection : undefined;
    }
    if (names.length > 0) paths.set(key, names.join(' › '));
  }
  return paths;
}

function isKeyed(value: unknown): boolean {
  return typeof value === 'object' && value !== null && typeof (value as { key?: unknown }).key === 'string';
}

function textsIn(value: unknown): readonly string[] {
  return listOf(value).filter(each => typeof each === 'string');
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
