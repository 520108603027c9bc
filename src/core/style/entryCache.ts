import type { CslItem } from '../library/types';
import { longTextHash } from '../text/textHash';
import type { FormattedEntry } from './types';

/** What has been formatted in one style and locale, with the part of it that can be stored. */
export interface StoredEntries {
  readonly independentEntries: boolean;
  /** By the hash of the record; of styles whose entries depend on each other, by the hashes of the list. */
  readonly entries: Readonly<Record<string, FormattedEntry | readonly FormattedEntry[]>>;
}

const MOST_ENTRIES = 10_000;
const MOST_LISTS = 20;

/**
 * What has been formatted in one style and locale. Where the style's entries read the same in any list, each is kept by
 * the content of its record, so that a change costs one entry; else whole lists are kept.
 */
export class EntryCache {
  readonly independentEntries: boolean;
  readonly #byItem = new WeakMap<CslItem, FormattedEntry>();
  readonly #hashes = new WeakMap<CslItem, string>();
  readonly #entries = new Map<string, FormattedEntry>();
  readonly #lists = new Map<string, readonly FormattedEntry[]>();

  constructor(independentEntries: boolean) {
    this.independentEntries = independentEntries;
  }

  /** A cache from what {@link stored} gave; undefined for anything else. */
  static from(stored: unknown): EntryCache | undefined {
    if (typeof stored !== 'object' || stored === null) return undefined;
    const { independentEntries, entries } = stored as Partial<StoredEntries>;
    if (typeof independentEntries !== 'boolean' || typeof entries !== 'object' || entries === null) {
      return undefined;
    }
    const cache = new EntryCache(independentEntries);
    for (const [hash, value] of Object.entries(entries)) {
      if (independentEntries && isEntry(value)) cache.#entries.set(hash, value);
      else if (!independentEntries && Array.isArray(value) && value.every(isEntry)) {
        cache.#lists.set(hash, value);
      }
    }
    return cache;
  }

  /** What can be stored and read by {@link from}. */
  stored(): StoredEntries {
    const kept = this.independentEntries ? this.#entries : this.#lists;
    return { independentEntries: this.independentEntries, entries: Object.fromEntries(kept) };
  }

  /** Works out by what each item is found, pausing item by item: {@link missing} then takes no time. */
  *prepare(items: readonly CslItem[]): Generator<undefined, void> {
    for (const item of items) {
      this.#hashOf(item);
      yield undefined;
    }
  }

  /** The items whose entries have to be formatted before {@link entriesOf} can answer: all or none where they depend on each other. */
  missing(items: readonly CslItem[]): readonly CslItem[] {
    if (this.independentEntries) return items.filter(item => this.#entryOf(item) === undefined);
    return items.length === 0 || this.#lists.has(this.#listHash(items)) ? [] : items;
  }

  /** Takes the entries of `items`, which were formatted in one list. */
  add(items: readonly CslItem[], entries: readonly FormattedEntry[]): void {
    if (this.independentEntries) {
      items.forEach((item, index) => {
        this.#byItem.set(item, entries[index]!);
        this.#entries.set(this.#hashOf(item), entries[index]!);
      });
      dropOldest(this.#entries, MOST_ENTRIES);
    } else {
      this.#lists.set(this.#listHash(items), entries);
      dropOldest(this.#lists, MOST_LISTS);
    }
  }

  /** One entry an item; undefined where one is missing. */
  entriesOf(items: readonly CslItem[]): readonly FormattedEntry[] | undefined {
    if (!this.independentEntries) return items.length === 0 ? [] : this.#lists.get(this.#listHash(items));
    const entries: FormattedEntry[] = [];
    for (const item of items) {
      const entry = this.#entryOf(item);
      if (entry === undefined) return undefined;
      entries.push(entry);
    }
    return entries;
  }

  /** Answers one by one, for `items` whose entries are there, as they read in the list of them. */
  lookup(items: readonly CslItem[]): (item: CslItem) => FormattedEntry | undefined {
    if (this.independentEntries) return item => this.#entryOf(item);
    const entries = this.entriesOf(items) ?? [];
    const byHash = new Map(entries.map((entry, index) => [this.#hashOf(items[index]!), entry]));
    return item => byHash.get(this.#hashOf(item));
  }

  #entryOf(item: CslItem): FormattedEntry | undefined {
    const known = this.#byItem.get(item);
    if (known !== undefined) return known;
    const entry = this.#entries.get(this.#hashOf(item));
    if (entry !== undefined) this.#byItem.set(item, entry);
    return entry;
  }

  #hashOf(item: CslItem): string {
    const known = this.#hashes.get(item);
    if (known !== undefined) return known;
    const hash = shortHash(JSON.stringify(item));
    this.#hashes.set(item, hash);
    return hash;
  }

  #listHash(items: readonly CslItem[]): string {
    return shortHash(items.map(item => this.#hashOf(item)).join(' '));
  }
}

function shortHash(text: string): string {
  return longTextHash(text).toString(36);
}

function isEntry(value: unknown): value is FormattedEntry {
  return (
    Array.isArray(value) &&
    value.every(piece => typeof piece === 'object' && piece !== null && typeof piece.text === 'string')
  );
}

function dropOldest(map: Map<string, unknown>, most: number): void {
  for (const oldest of map.keys()) {
    if (map.size <= most) break;
    map.delete(oldest);
  }
}
