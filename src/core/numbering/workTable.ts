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
    const { doi, pubmed, title, year, names, volume } = recordFacts(reference);
    // The chapters of a book often carry the book's DOI, each with a title of its own.
    if (doi !== undefined) this.#push('doi', longTextHash(`${doi}\n${title.slice(0, TITLE_START)}`), row);
    for (const id of pubmed) this.#push('pubmed', longTextHash(id), row);
    if (title !== '') this.#push('title', longTextHash(`${title}\n${year}\n${names[0] ?? ''}`), row);
    this.#hasDoi.push(doi === undefined ? 0 : 1);
    this.#volumes.push(volume === '' ? 0 : textHash(volume) | 1);
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
  if (a.hasDoi[rowOfA] === 1 && b.hasDoi[rowOfB] === 1) return false;
  const first = a.volumes[rowOfA] as number;
  const second = b.volumes[rowOfB] as number;
  return first === second || first === 0 || second === 0;
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
