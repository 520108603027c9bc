import * as vscode from 'vscode';
import {
  type CitationStyle,
  type CslItem,
  EntryCache,
  type EntryFormatter,
  longTextHash,
  type StyleDescription,
  StyleError,
} from '../core';
import type { Background } from './background';
import { Debounced } from './debounce';
import { inSlices } from './slices';

/** Quiet time after formatting before the cache is written. */
const QUIET = 2_000;

/** So many styles' caches are kept in the storage. */
const MOST_FILES = 24;

declare class TextEncoder {
  encode(text: string): Uint8Array;
}
declare class TextDecoder {
  decode(bytes: Uint8Array): string;
}

/**
 * Formats references without holding up the extension host: the CSL engine runs in a worker, and what it has formatted
 * is kept, also in the extension's storage, where it can be deleted at any time.
 */
export class Formatting implements vscode.Disposable {
  readonly #background: Background;
  readonly #folder: vscode.Uri;
  /** Part of every name: what another version of the extension formatted is not used. */
  readonly #version: string;
  readonly #caches = new Map<string, Promise<EntryCache>>();
  readonly #descriptions = new Map<string, StyleDescription>();
  readonly #writes = new Debounced(QUIET);

  constructor(background: Background, context: vscode.ExtensionContext) {
    this.#background = background;
    this.#folder = vscode.Uri.joinPath(context.globalStorageUri, 'entries');
    this.#version = String(context.extension.packageJSON.version);
  }

  /**
   * An engine that answers at once for `items`, as one list, and for single ones of them.
   *
   * @throws StyleError when the style cannot be used
   */
  async prepare(items: readonly CslItem[], style: CitationStyle, locale: string): Promise<EntryFormatter> {
    const cache = await this.#cacheOf(style, locale);
    await inSlices(cache.prepare(items));
    const missing = cache.missing(items);
    if (missing.length > 0) {
      const answer = await this.#ask(missing, style, locale);
      cache.add(missing, answer.entries);
      this.#writeLater(style, locale, cache);
    }
    const lookup = cache.lookup(items);
    return {
      formatEntries: asked =>
        asked.map(item => {
          const entry = lookup(item);
          if (entry === undefined) throw new Error('a reference was not prepared for formatting');
          return entry;
        }),
    };
  }

  /**
   * What a style is and wants.
   *
   * @throws StyleError when the style cannot be used
   */
  async describe(style: CitationStyle): Promise<StyleDescription> {
    const key = styleKey(style, '');
    const known = this.#descriptions.get(key) ?? (await this.#ask([], style, '')).description;
    this.#descriptions.set(key, known);
    return known;
  }

  dispose(): void {
    this.#writes.dispose();
  }

  async #ask(items: readonly CslItem[], style: CitationStyle, locale: string) {
    const answer = await this.#background.ask('formatReferences', { items, style, locale });
    if (answer.kind === 'unusable') throw new StyleError(style, answer.problem, answer.line);
    return answer;
  }

  /** A failure is not kept: the file of the style may be corrected. */
  #cacheOf(style: CitationStyle, locale: string): Promise<EntryCache> {
    const key = styleKey(style, locale);
    let cache = this.#caches.get(key);
    if (cache === undefined) {
      cache = this.#open(style, locale);
      this.#caches.set(key, cache);
      cache.catch(() => this.#caches.delete(key));
    }
    return cache;
  }

  async #open(style: CitationStyle, locale: string): Promise<EntryCache> {
    return (
      (await this.#read(style, locale)) ?? new EntryCache((await this.describe(style)).independentEntries)
    );
  }

  async #read(style: CitationStyle, locale: string): Promise<EntryCache | undefined> {
    try {
      const bytes = await vscode.workspace.fs.readFile(this.#fileOf(style, locale));
      return EntryCache.from(JSON.parse(new TextDecoder().decode(bytes)));
    } catch {
      return undefined;
    }
  }

  #writeLater(style: CitationStyle, locale: string, cache: EntryCache): void {
    this.#writes.schedule(styleKey(style, locale), () => void this.#write(style, locale, cache));
  }

  /** A cache that cannot be written costs time and nothing else. */
  async #write(style: CitationStyle, locale: string, cache: EntryCache): Promise<void> {
    try {
      await vscode.workspace.fs.createDirectory(this.#folder);
      const bytes = new TextEncoder().encode(JSON.stringify(cache.stored()));
      await vscode.workspace.fs.writeFile(this.#fileOf(style, locale), bytes);
      await this.#dropOldFiles();
    } catch {
      // The storage may be full, or read-only.
    }
  }

  async #dropOldFiles(): Promise<void> {
    const names = (await vscode.workspace.fs.readDirectory(this.#folder)).map(([name]) => name);
    if (names.length <= MOST_FILES) return;
    const files = await Promise.all(
      names.map(async name => {
        const uri = vscode.Uri.joinPath(this.#folder, name);
        return { uri, time: (await vscode.workspace.fs.stat(uri)).mtime };
      }),
    );
    files.sort((a, b) => b.time - a.time);
    await Promise.all(files.slice(MOST_FILES).map(({ uri }) => vscode.workspace.fs.delete(uri)));
  }

  #fileOf(style: CitationStyle, locale: string): vscode.Uri {
    return vscode.Uri.joinPath(
      this.#folder,
      `${longTextHash(`${this.#version}\n${styleKey(style, locale)}`).toString(36)}.json`,
    );
  }
}

/** Different for styles or locales that format differently. */
function styleKey(style: CitationStyle, locale: string): string {
  return [style.parent ?? style.id, style.defaultLocale ?? '', locale, style.csl ?? ''].join('\n');
}
