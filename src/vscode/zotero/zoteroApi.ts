import { type ZoteroCollection, type ZoteroItem, zoteroCollectionsIn, zoteroItemsIn } from '../../core';

// Both extension hosts have these; the types of neither Node nor the browser are loaded in this room.
interface HttpResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  json(): Promise<unknown>;
}
declare function fetch(
  url: string,
  init: {
    readonly headers: Readonly<Record<string, string>>;
    readonly redirect: 'error';
    readonly signal: unknown;
  },
): Promise<HttpResponse>;
declare const AbortController: { new (): { readonly signal: unknown; abort(): void } };
declare function setTimeout(action: () => void, milliseconds: number): unknown;
declare function clearTimeout(timer: unknown): void;

/** Zotero listens on this machine alone, and nothing else is ever asked. */
const HOST = '127.0.0.1';
const PAGE = 100;
/** More pages than this are a server that does not count. */
const MOST_PAGES = 10_000;
const PATIENCE = 30_000;

/** Why Zotero did not give what it was asked for. */
export type ZoteroFailure = 'absent' | 'forbidden' | 'slow' | 'malformed' | 'refused';

export class ZoteroError extends Error {
  override readonly name = 'ZoteroError';
  readonly failure: ZoteroFailure;

  constructor(failure: ZoteroFailure, details: string) {
    super(details);
    this.failure = failure;
  }
}

/** All that is known of a Zotero library. */
export interface ZoteroState {
  readonly items: ReadonlyMap<string, ZoteroItem>;
  readonly collections: readonly ZoteroCollection[];
  /** Of the library; undefined where this Zotero does not tell. */
  readonly version: string | undefined;
}

/** Asks the local API of Zotero 7 (version 3 of the web API) for the author's own library; read-only. */
export class ZoteroApi {
  readonly #base: string;
  readonly #patience: number;

  constructor(port: number, patience = PATIENCE) {
    this.#base = `http://${HOST}:${port}/api/users/0/`;
    this.#patience = patience;
  }

  /**
   * The library now. What `before` has and has not changed is not asked for again.
   *
   * @returns `before` itself where nothing has changed
   * @throws ZoteroError
   */
  async read(before?: ZoteroState): Promise<ZoteroState> {
    if (before === undefined) {
      const first = await this.#pages('items/top?include=data,csljson');
      const collections = zoteroCollectionsIn((await this.#pages('collections')).list);
      return { items: byKey(zoteroItemsIn(first.list)), collections, version: first.version };
    }
    const versions = await this.#get('items/top?format=versions', before.version);
    if (versions === undefined) return before;
    const present = versionsIn(versions.json);
    const items = new Map([...before.items].filter(([key]) => present.has(key)));
    const isStale = (key: string): boolean => items.get(key)?.version !== present.get(key);
    // What is not synchronised yet keeps its version, and tells of a change by its date alone.
    const latest = [...before.items.values()].reduce((date, item) => later(date, dateOf(item)), '');
    const recent = await this.#get(
      `items/top?include=data,csljson&sort=dateModified&direction=desc&limit=${PAGE}&start=0`,
    );
    for (const item of zoteroItemsIn(recent?.json)) {
      if (present.has(item.key) && (isStale(item.key) || dateOf(item) >= latest)) items.set(item.key, item);
    }
    if (before.version !== undefined && [...present.keys()].some(isStale)) {
      const since = await this.#pages(`items/top?include=data,csljson&since=${before.version}`);
      for (const item of zoteroItemsIn(since.list)) if (present.has(item.key)) items.set(item.key, item);
    }
    const missing = [...present.keys()].filter(isStale);
    for (let at = 0; at < missing.length; at += 50) {
      const keys = missing.slice(at, at + 50).join(',');
      const found = await this.#pages(`items/top?include=data,csljson&itemKey=${encodeURIComponent(keys)}`);
      for (const item of zoteroItemsIn(found.list)) if (present.has(item.key)) items.set(item.key, item);
    }
    const collections = zoteroCollectionsIn((await this.#pages('collections')).list);
    return { items, collections, version: versions.version };
  }

  /** All pages of a list. Some versions of Zotero give everything at once, whatever page is asked for. */
  async #pages(
    path: string,
  ): Promise<{ readonly list: readonly unknown[]; readonly version: string | undefined }> {
    const list: unknown[] = [];
    const seen = new Set<string>();
    let version: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const separator = path.includes('?') ? '&' : '?';
      const answer = await this.#get(`${path}${separator}limit=${PAGE}&start=${list.length}`);
      if (answer === undefined) break;
      version ??= answer.version;
      if (!Array.isArray(answer.json)) throw new ZoteroError('malformed', 'no list');
      const fresh = answer.json.filter(value => {
        const key = keyOf(value);
        return key === undefined || (!seen.has(key) && seen.add(key));
      });
      list.push(...fresh);
      const isLast = answer.total !== undefined ? list.length >= answer.total : answer.json.length !== PAGE;
      if (fresh.length === 0 || (isLast && !answer.hasNext)) break;
    }
    return { list, version };
  }

  /** One answer; undefined where the library is still of `version`. */
  async #get(
    path: string,
    version?: string,
  ): Promise<
    | {
        readonly json: unknown;
        readonly version: string | undefined;
        readonly total: number | undefined;
        readonly hasNext: boolean;
      }
    | undefined
  > {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), this.#patience);
    try {
      const response = await this.#fetch(path, version, controller.signal);
      const { status, headers } = response;
      if (status === 304) return undefined;
      if (status === 403) throw new ZoteroError('forbidden', 'status 403');
      if (status !== 200) throw new ZoteroError('refused', `status ${status}`);
      const json = await response.json().catch((error: unknown) => {
        throw new ZoteroError(isAbort(error) ? 'slow' : 'malformed', String(error));
      });
      const total = Number(headers.get('Total-Results') ?? Number.NaN);
      return {
        json,
        version: headers.get('Last-Modified-Version') ?? undefined,
        total: Number.isFinite(total) ? total : undefined,
        hasNext: /rel="?next"?/.test(headers.get('Link') ?? ''),
      };
    } finally {
      clearTimeout(timer);
    }
  }

  async #fetch(path: string, version: string | undefined, signal: unknown): Promise<HttpResponse> {
    const headers = {
      'Zotero-API-Version': '3',
      ...(version === undefined ? {} : { 'If-Modified-Since-Version': version }),
    };
    try {
      // An answer that points elsewhere is an error, so that nothing leaves this machine.
      return await fetch(this.#base + path, { headers, redirect: 'error', signal });
    } catch (error) {
      throw new ZoteroError(isAbort(error) ? 'slow' : 'absent', String(error));
    }
  }
}

function isAbort(error: unknown): boolean {
  return (error as { readonly name?: unknown } | null)?.name === 'AbortError';
}

function byKey(items: readonly ZoteroItem[]): ReadonlyMap<string, ZoteroItem> {
  return new Map(items.map(item => [item.key, item]));
}

function keyOf(value: unknown): string | undefined {
  const key = (value as { readonly key?: unknown } | null)?.key;
  return typeof key === 'string' ? key : undefined;
}

function versionsIn(json: unknown): ReadonlyMap<string, number> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new ZoteroError('malformed', 'no versions');
  }
  return new Map(
    Object.entries(json).filter((pair): pair is [string, number] => typeof pair[1] === 'number'),
  );
}

function dateOf({ data }: ZoteroItem): string {
  return typeof data?.dateModified === 'string' ? data.dateModified : '';
}

function later(a: string, b: string): string {
  return a < b ? b : a;
}
