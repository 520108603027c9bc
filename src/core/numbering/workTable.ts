import { rowOf } from '../library';
import type { Library, Reference } from '../library/types';
import { type ByteSections, bytesOf, longNumbersIn, numbersIn, type SectionSink } from '../text/byteSections';
import { longTextHash, textHash } from '../text/textHash';
import { recordFacts, TITLE_START } from './recordFacts';

/** By what two records of different libraries are recognised as one work, as `isSameWork` does. */
const KEYS = ['doi', 'pubmed', 'title'] as const;
type Key = (typeof KEYS)[number];

/** Hashed keys of records, ascending, with the row of each. */
interface KeyedRows {
  readonly keys: Float64Array;
  readonly rows: Uint32Array;
}

/** What tells of a library's records which works they describe: numbers only, so that libraries are compared at once. */
interface WorkTable {
  readonly keyed: Readonly<Record<Key, KeyedRows>>;
  /** For each row, whether it has a DOI. */
  readonly hasDoi: Uint8Array;
  /** For each row, the hash of its volume; 0 without. */
  readonly volumes: Uint32Array;
}

/** What a {@link WorkTable} has of one record. */
interface WorkFacts {
  readonly keys: readonly (readonly [name: Key, key: number])[];
  readonly hasDoi: boolean;
  readonly volume: number;
}

function workFacts(reference: Reference): WorkFacts {
  const { doi, pubmed, title, year, names, volume } = recordFacts(reference);
  const keys: [Key, number][] = [];
  // The chapters of a book often carry the book's DOI, each with a title of its own.
  if (doi !== undefined) keys.push(['doi', longTextHash(`${doi}\n${title.slice(0, TITLE_START)}`)]);
  for (const id of pubmed) keys.push(['pubmed', longTextHash(id)]);
  if (title !== '') keys.push(['title', longTextHash(`${title}\n${year}\n${names[0] ?? ''}`)]);
  return { keys, hasDoi: doi !== undefined, volume: volume === '' ? 0 : textHash(volume) | 1 };
}

/** Collects a {@link WorkTable} as references are read, row by row. */
export class WorkTableBuilder {
  /** Keys and rows apart, because a large library has very many. */
  readonly #keyed: Readonly<Record<Key, { readonly keys: number[]; readonly rows: number[] }>> = {
    doi: { keys: [], rows: [] },
    pubmed: { keys: [], rows: [] },
    title: { keys: [], rows: [] },
  };
  readonly #hasDoi: number[] = [];
  readonly #volumes: number[] = [];

  add(reference: Reference, row: number): void {
    const { keys, hasDoi, volume } = workFacts(reference);
    for (const [name, key] of keys) this.#push(name, key, row);
    this.#hasDoi.push(hasDoi ? 1 : 0);
    this.#volumes.push(volume);
  }

  writeTo(sections: SectionSink): void {
    for (const name of KEYS) {
      const { keys, rows } = this.#keyed[name];
      // Rows were added in ascending order, so places in the order of keys and then of rows.
      const order = Uint32Array.from(keys, (_, at) => at).sort(
        (a, b) => (keys[a] as number) - (keys[b] as number) || a - b,
      );
      sections.set(`work.${name}.keys`, bytesOf(Float64Array.from(order, at => keys[at] as number)));
      sections.set(`work.${name}.rows`, bytesOf(Uint32Array.from(order, at => rows[at] as number)));
    }
    sections.set('work.hasDoi', Uint8Array.from(this.#hasDoi));
    sections.set('work.volumes', bytesOf(Uint32Array.from(this.#volumes)));
  }

  #push(name: Key, key: number, row: number): void {
    this.#keyed[name].keys.push(key);
    this.#keyed[name].rows.push(row);
  }
}

/** For each library which of its rows are to be left out: 1 where they are; undefined where none are. */
export type HiddenRows = readonly (Uint8Array | undefined)[];

const hidden = new WeakMap<readonly Library[], HiddenRows>();
const tables = new WeakMap<Library, WorkTable>();

/**
 * Works that several libraries have, to be shown once: the rows of each library whose work an earlier one has, by DOI,
 * PubMed number, or title, year and first author. Two different works count as one about once in a million libraries,
 * because hashes of 53 bits are compared and not the texts; what this hides can still be cited, linked and found by key.
 *
 * @param libraries pass the same array while nothing changed
 */
export function repeatedRows(libraries: readonly Library[]): HiddenRows {
  const known = hidden.get(libraries);
  if (known !== undefined) return known;
  const rows = libraries.map(
    ({ references }) => new Uint8Array(libraries.length > 1 ? references.length : 0),
  );
  for (let later = 1; later < libraries.length; later++) {
    for (let earlier = 0; earlier < later; earlier++) {
      hideRepeated(tableOf(libraries[earlier]!), tableOf(libraries[later]!), rows[later]!);
    }
  }
  const found = rows.map(each => (each.includes(1) ? each : undefined));
  hidden.set(libraries, found);
  return found;
}

/** The references of all libraries in their order, each work once; see {@link repeatedRows}. */
export function* referencesOnce(libraries: readonly Library[]): Generator<Reference> {
  const rows = repeatedRows(libraries);
  for (const [index, { references }] of libraries.entries()) {
    let row = 0;
    for (const reference of references) if (rows[index]?.[row++] !== 1) yield reference;
  }
}

/** Whether an earlier one of `libraries` has the work of a reference; see {@link repeatedRows}. */
export function isRepeated(reference: Reference, libraries: readonly Library[]): boolean {
  const index = libraries.findIndex(({ name }) => name === reference.library);
  const rows = index <= 0 ? undefined : repeatedRows(libraries)[index];
  const row = rows && rowOf(libraries[index]!, reference.id);
  return row !== undefined && rows![row] === 1;
}

/**
 * The records of the work of `reference` in other libraries than its own, one of each library, in the order of the
 * libraries; by the same rules as {@link repeatedRows}. Costs a search in each library, not the libraries.
 */
export function recordsElsewhere(reference: Reference, libraries: readonly Library[]): readonly Reference[] {
  if (libraries.length < 2) return [];
  const found = new Map<string, Reference>([[reference.library, reference]]);
  // A record that is found may share with a third what the first does not tell.
  for (const record of found.values()) {
    const facts = workFacts(record);
    for (const library of libraries) {
      if (found.has(library.name)) continue;
      const row = rowOfWork(tableOf(library), facts);
      const other = row === undefined ? undefined : library.references.at(row);
      if (other !== undefined) found.set(library.name, other);
    }
  }
  return libraries.flatMap(({ name }) => (name === reference.library ? [] : (found.get(name) ?? [])));
}

/** The first row of a library that has the work of a record of another one. */
function rowOfWork({ keyed, hasDoi, volumes }: WorkTable, work: WorkFacts): number | undefined {
  let first: number | undefined;
  for (const [name, key] of work.keys) {
    const { keys, rows } = keyed[name];
    for (let at = firstNotBefore(keys, key); at < keys.length && keys[at] === key; at++) {
      const row = rows[at] as number;
      const isSameWork =
        name === 'doi' || mayBeSame(hasDoi[row] === 1, volumes[row] as number, work.hasDoi, work.volume);
      if (isSameWork && (first === undefined || row < first)) first = row;
    }
  }
  return first;
}

function firstNotBefore(keys: Float64Array, key: number): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] as number) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function hideRepeated(earlier: WorkTable, later: WorkTable, hide: Uint8Array): void {
  for (const name of KEYS) {
    const a = earlier.keyed[name];
    const b = later.keyed[name];
    let i = 0;
    for (let j = 0; j < b.keys.length; j++) {
      const key = b.keys[j] as number;
      while (i < a.keys.length && (a.keys[i] as number) < key) i++;
      const row = b.rows[j] as number;
      for (let at = i; at < a.keys.length && a.keys[at] === key && hide[row] === 0; at++) {
        if (name === 'doi' || isSame(earlier, a.rows[at] as number, later, row)) hide[row] = 1;
      }
    }
  }
}

/** Whether nothing speaks against two records that share a title or a PubMed number. */
function isSame(a: WorkTable, rowOfA: number, b: WorkTable, rowOfB: number): boolean {
  return mayBeSame(
    a.hasDoi[rowOfA] === 1,
    a.volumes[rowOfA] as number,
    b.hasDoi[rowOfB] === 1,
    b.volumes[rowOfB] as number,
  );
}

function mayBeSame(hasDoi: boolean, volume: number, otherHasDoi: boolean, otherVolume: number): boolean {
  return !(hasDoi && otherHasDoi) && (volume === otherVolume || volume === 0 || otherVolume === 0);
}

function tableOf(library: Library): WorkTable {
  const known = tables.get(library);
  if (known !== undefined) return known;
  const table = openWorkTable(library.tables?.has('work.volumes') ? library.tables : sectionsOf(library));
  tables.set(library, table);
  return table;
}

function sectionsOf(library: Library): ByteSections {
  const builder = new WorkTableBuilder();
  let row = 0;
  for (const reference of library.references) builder.add(reference, row++);
  const sections = new Map<string, Uint8Array>();
  builder.writeTo(sections);
  return sections;
}

function openWorkTable(sections: ByteSections): WorkTable {
  const keyed = (name: Key): KeyedRows => ({
    keys: longNumbersIn(sections, `work.${name}.keys`),
    rows: numbersIn(sections, `work.${name}.rows`),
  });
  return {
    keyed: { doi: keyed('doi'), pubmed: keyed('pubmed'), title: keyed('title') },
    hasDoi: sections.get('work.hasDoi') ?? new Uint8Array(0),
    volumes: numbersIn(sections, 'work.volumes'),
  };
}
