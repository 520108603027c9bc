import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An item of the pretended library. */
export interface ServedItem {
  readonly key: string;
  readonly version: number;
  readonly data: Readonly<Record<string, unknown>>;
  readonly csljson: Readonly<Record<string, unknown>>;
}

/** How the server misbehaves. */
export type Mischief = 'none' | 'forbidden' | 'malformed' | 'slow' | 'elsewhere' | 'old';

/**
 * Speaks as much of Zotero's local API as is documented for reading a library: `limit` and `start` with `Link` and
 * `Total-Results`, `since`, `format=versions`, `itemKey`, `Last-Modified-Version`, 304 and 403.
 */
export class ZoteroServer {
  items: ServedItem[] = [];
  collections: { readonly key: string; readonly version: number; readonly data: unknown }[] = [];
  version = 1;
  mischief: Mischief = 'none';
  /** Whether pages are given; early versions of Zotero 7 give everything at once. */
  hasPages = true;
  /** Paths and queries that were asked for. */
  asked: string[] = [];
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  /** Listens on this machine; gives the port. */
  async start(): Promise<number> {
    await new Promise<void>(done => this.#server.listen(0, '127.0.0.1', done));
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>(done => this.#server.close(() => done()));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    this.asked.push(url.pathname.replace('/api/users/0/', '') + url.search);
    switch (this.mischief) {
      case 'forbidden':
        response.writeHead(403).end('Local API is not enabled');
        return;
      case 'malformed':
        response.writeHead(200, { 'Content-Type': 'application/json' }).end('[{"key": ');
        return;
      case 'elsewhere':
        response.writeHead(302, { Location: 'http://192.0.2.1/items' }).end();
        return;
      case 'old':
        response.writeHead(404).end('No endpoint found');
        return;
      case 'slow':
        return;
      case 'none':
    }
    if (request.headers['if-modified-since-version'] === String(this.version)) {
      response.writeHead(304).end();
      return;
    }
    const list = url.pathname.endsWith('/collections') ? this.collections : this.items;
    this.#list(list, url, response);
  }

  #list(
    all: readonly { readonly key: string; readonly version: number; readonly data: unknown }[],
    url: URL,
    response: ServerResponse,
  ): void {
    const query = url.searchParams;
    const since = Number(query.get('since') ?? -1);
    const keys = query.get('itemKey')?.split(',');
    let found = all.filter(({ key, version }) => version > since && (!keys || keys.includes(key)));
    if (query.get('sort') === 'dateModified') {
      const date = ({ data }: { readonly data: unknown }): string =>
        String((data as { readonly dateModified?: unknown }).dateModified ?? '');
      found = [...found].sort((a, b) => (date(a) < date(b) ? 1 : -1));
    }
    const headers: Record<string, string> = {
      'Content-Type': 'application/json',
      'Last-Modified-Version': String(this.version),
    };
    if (query.get('format') === 'versions') {
      const versions = Object.fromEntries(found.map(({ key, version }) => [key, version]));
      response.writeHead(200, headers).end(JSON.stringify(versions));
      return;
    }
    if (this.hasPages) {
      const [limit, start] = [Number(query.get('limit') ?? 25), Number(query.get('start') ?? 0)];
      headers['Total-Results'] = String(found.length);
      if (start + limit < found.length) headers['Link'] = `<${url.href}>; rel="next"`;
      found = found.slice(start, start + limit);
    }
    response.writeHead(200, headers).end(JSON.stringify(found));
  }
}

/** An article of the pretended library. */
export function servedItem(
  number: number,
  changes: Partial<ServedItem> & { readonly title?: string } = {},
): ServedItem {
  const { title = `Work ${number} of many`, ...rest } = changes;
  return {
    key: `KEY${String(number).padStart(5, '0')}`,
    version: 1,
    data: {
      itemType: 'journalArticle',
      dateAdded: `2021-01-01T00:00:${String(number).padStart(5, '0')}Z`,
      dateModified: '2021-01-01T00:00:00Z',
      collections: number % 2 ? ['ODD'] : [],
      citationKey: `work${number}`,
    },
    csljson: {
      id: `0/${number}`,
      type: 'article-journal',
      title,
      author: [{ family: `Author${number}` }],
      issued: { 'date-parts': [[2000 + (number % 20)]] },
    },
    ...rest,
  };
}
