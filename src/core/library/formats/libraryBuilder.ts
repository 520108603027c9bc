import { detached } from '../../text/detached';
import { longTextHash } from '../../text/textHash';
import type { TextWindows } from '../../text/textWindows';
import type { CslItem, Library, LibraryProblem, Reference } from '../types';
import { splitKeywords } from './keywords';
import type { RecordReader, RecordSink } from './recordReader';

/** A hostile file could ask for a message at each of its characters. */
const MOST_PROBLEMS = 10_000;
/** One for all: most records have no points. */
const NOTHING: readonly string[] = [];
/** Zotero keeps fields that it does not know as lines `Name: value` in a note. */
const EXTRA_LINE = /^[A-Za-z_][\w .-]{0,40}:\s/;

/** A file's text, or a large one in windows, in formats that are read so. */
export type LibraryText = string | TextWindows;

/** A library without its references, which were handed out one by one. */
export type LibraryFrame = Omit<Library, 'references'>;

/** What tells whether two records with one key are one work, as hashes: a large library has very many. */
class WorkMarks {
  /** 0 without a DOI. */
  readonly doi: number;
  readonly words: number;

  constructor({ DOI, type, title, issued, author }: CslItem) {
    // A file may hold anything under these names, so they are compared as text.
    const lower = (value: unknown) => String(value ?? '').toLowerCase();
    this.doi = DOI === undefined ? 0 : 1 + longTextHash(lower(DOI));
    const year = issued?.['date-parts']?.[0]?.[0];
    this.words = longTextHash([type, lower(title), year, author?.[0]?.family].join('\n'));
  }
}

/**
 * Makes references of the records of one file as its reader finds them: gives each an id of its own, makes topics of the
 * keywords and a summary of the author's note. Of a reference that was handed out only the marks are kept that later
 * records are compared by.
 */
export class LibraryBuilder implements RecordSink {
  readonly #name: string;
  readonly #text: LibraryText;
  readonly #reader: RecordReader;
  readonly #keepsRecords: boolean;
  readonly #found: (reference: Reference) => void;
  readonly #taken = new Map<string, CslItem | WorkMarks>();
  /** By key, the last number that a free key was looked for with: all before are taken. */
  readonly #numbers = new Map<string, number>();
  readonly #topics = new TopicCollector();
  readonly #problems: LibraryProblem[] = [];
  /** A made key must not be one that a later record has; few files ever ask. */
  #written: ReadonlySet<string> | undefined;

  /**
   * @param name the file's name or path
   * @param found is called for each reference, in the order of the file
   * @param keepsRecords whether `found` keeps the references, so that nothing is saved by keeping only their marks
   */
  constructor(
    name: string,
    text: LibraryText,
    reader: RecordReader,
    found: (reference: Reference) => void,
    keepsRecords: boolean,
  ) {
    this.#name = name;
    this.#text = text;
    this.#reader = reader;
    this.#found = found;
    this.#keepsRecords = keepsRecords;
  }

  /** Reads the file. The problems of the result are in its order. */
  read(): LibraryFrame {
    this.#readInto(this);
    return {
      name: this.#name,
      numbered: false,
      provenance: undefined,
      topics: this.#topics.topics(),
      problems: this.#problems.sort((a, b) => a.range.start - b.range.start),
    };
  }

  #readInto(sink: RecordSink): void {
    if (typeof this.#text === 'string') this.#reader.read(this.#text, sink);
    else this.#reader.windowed?.read(this.#text, sink);
  }

  problem(problem: LibraryProblem): void {
    if (this.#problems.length < MOST_PROBLEMS) this.#problems.push(problem);
  }

  record(found: CslItem, start: number, end: number, groups?: readonly string[]): void {
    let id = found.id;
    if (id === '') id = this.#madeKey(found);
    else {
      const other = this.#taken.get(id);
      if (other !== undefined) {
        const free = this.#isSameWork(id, other, found) ? undefined : this.#freeKey(id);
        this.#reportRepeated(id, free, start, end);
        if (free === undefined) return;
        id = free;
      }
    }
    const csl = id === found.id ? found : { ...found, id };
    if (this.#keepsRecords) this.#taken.set(id, found);
    else {
      id = detached(id);
      this.#taken.set(id, new WorkMarks(found));
    }
    const reference = {
      id,
      csl,
      number: undefined,
      summary: summaryOf(csl),
      points: NOTHING,
      topics: this.#topics.add(id, csl.keyword, groups),
      library: this.#name,
      source: { start, end },
    };
    this.#found(
      groups === undefined || groups.length === 0 ? reference : { ...reference, collections: groups },
    );
  }

  #reportRepeated(id: string, free: string | undefined, start: number, end: number): void {
    if (this.#problems.length >= MOST_PROBLEMS) return;
    const message =
      free === undefined
        ? `this record repeats “${id}” and was left out; remove it`
        : `another record has the key “${id}”, so this one is called “${free}” here; give it a key of its own`;
    this.problem({ range: { start, end }, severity: 'warning', message });
  }

  /** @param other the record that has the key `id`: its marks are kept, because many may be compared with it */
  #isSameWork(id: string, other: CslItem | WorkMarks, found: CslItem): boolean {
    const first = other instanceof WorkMarks ? other : new WorkMarks(other);
    if (first !== other) this.#taken.set(id, first);
    const second = new WorkMarks(found);
    return first.doi !== 0 && second.doi !== 0 ? first.doi === second.doi : first.words === second.words;
  }

  /** A citation key such as `long2023` for a record that has none. */
  #madeKey(csl: CslItem): string {
    const names = csl.author ?? csl.editor;
    const name =
      names?.[0]?.family ?? names?.[0]?.literal ?? (typeof csl.title === 'string' ? csl.title : csl.type);
    const year = csl.issued?.['date-parts']?.[0]?.[0];
    const key = `${keyWord(name) || 'reference'}${year ?? ''}`;
    return this.#isTaken(key) ? this.#freeKey(key) : key;
  }

  /** `key-2`, `key-3` …; a file may repeat one key a million times, so none is tried twice. */
  #freeKey(key: string): string {
    let number = this.#numbers.get(key) ?? 1;
    do number++;
    while (this.#isTaken(`${key}-${number}`));
    this.#numbers.set(key, number);
    return `${key}-${number}`;
  }

  #isTaken(key: string): boolean {
    this.#written ??= this.#writtenKeys();
    return this.#written.has(key) || this.#taken.has(key);
  }

  #writtenKeys(): ReadonlySet<string> {
    const keys = new Set<string>();
    if (typeof this.#text !== 'string' || this.#reader.mayHaveKeys(this.#text)) {
      this.#readInto({ record: csl => keys.add(detached(csl.id)), problem() {} });
    }
    return keys;
  }
}

interface GrowingTopic {
  readonly id: string;
  readonly label: string;
  readonly references: string[];
}

class TopicCollector {
  readonly #byId = new Map<string, GrowingTopic>();
  /** From the word as written to its topic, because a library repeats its keywords. */
  readonly #known = new Map<string, GrowingTopic>();
  readonly #ids: string[] = [];

  add(id: string, keyword: unknown, groups: readonly string[] | undefined): readonly string[] {
    const ids = this.#ids;
    ids.length = 0;
    if (typeof keyword === 'string') for (const word of splitKeywords(keyword)) this.#add(id, word);
    if (groups !== undefined) for (const word of groups) this.#add(id, word);
    // A list that grew has room for more than it holds; its copy has not.
    return ids.length === 0 ? NOTHING : ids.slice();
  }

  #add(id: string, word: string): void {
    let topic = this.#known.get(word);
    if (topic === undefined) {
      const kept = detached(word);
      const topicId = kept.toLowerCase();
      topic = this.#byId.get(topicId) ?? { id: topicId, label: kept, references: [] };
      this.#byId.set(topicId, topic);
      this.#known.set(kept, topic);
    }
    if (this.#ids.includes(topic.id)) return;
    this.#ids.push(topic.id);
    topic.references.push(id);
  }

  topics(): Library['topics'] {
    return [...this.#byId.values()].map(({ id, label, references }) => ({
      id,
      label,
      description: '',
      references,
    }));
  }
}

function summaryOf(csl: CslItem): string | undefined {
  const annote = csl['annote'];
  if (typeof annote === 'string' && annote !== '') return annote;
  const note = csl.note;
  return typeof note === 'string' && note !== '' && !EXTRA_LINE.test(note) ? note : undefined;
}

function keyWord(text: string): string {
  const word = /[\p{L}\p{N}]+(?:[-'’][\p{L}\p{N}]+)?/u.exec(text.slice(0, 200))?.[0] ?? '';
  return word
    .normalize('NFD')
    .replace(/[\p{M}'’-]/gu, '')
    .toLowerCase();
}
