import type { TextRange } from '../../text/textRange';
import type { CslItem, Library, LibraryProblem, Reference } from '../types';

/** A record as a format's reader found it; its id may still be empty or taken. */
export interface RecordDraft {
  readonly csl: CslItem;
  readonly source: TextRange;
  /** Keywords beyond those in `csl.keyword`, such as the groups of a reference manager. */
  readonly groups?: readonly string[];
}

/** One for all: most records have no points. */
const NOTHING: readonly string[] = [];
const LONGEST_KEYWORD = 120;
/** Zotero keeps fields that it does not know as lines `Name: value` in a note. */
const EXTRA_LINE = /^[A-Za-z_][\w .-]{0,40}:\s/;

/**
 * Makes a library of the records of one file: gives each an id of its own, makes topics of the keywords and a summary of
 * the author's note.
 *
 * @param name the file's name or path
 * @param problems what the format's reader already found; problems with ids are added, all come in the order of the file
 */
export function makeLibrary(
  name: string,
  drafts: readonly RecordDraft[],
  problems: readonly LibraryProblem[],
): Library {
  const found = [...problems];
  const taken = new Map<string, RecordDraft>();
  const topics = new TopicCollector();
  const references: Reference[] = [];
  /** A made key must not be one that a later record has; few files ever ask. */
  let written: ReadonlySet<string> | undefined;
  const isTaken = (key: string): boolean => {
    written ??= new Set(drafts.map(draft => draft.csl.id));
    return written.has(key) || taken.has(key);
  };
  for (const draft of drafts) {
    let id = draft.csl.id;
    if (id === '') id = madeKey(draft.csl, isTaken);
    else {
      const other = taken.get(id);
      if (other !== undefined) {
        if (isSameWork(other.csl, draft.csl)) {
          found.push({
            range: draft.source,
            severity: 'warning',
            message: `this record repeats “${id}” and was left out; remove it`,
          });
          continue;
        }
        const free = freeKey(id, isTaken);
        found.push({
          range: draft.source,
          severity: 'warning',
          message: `another record has the key “${id}”, so this one is called “${free}” here; give it a key of its own`,
        });
        id = free;
      }
    }
    taken.set(id, draft);
    const csl = id === draft.csl.id ? draft.csl : { ...draft.csl, id };
    references.push({
      id,
      csl,
      number: undefined,
      summary: summaryOf(csl),
      points: NOTHING,
      topics: topics.add(id, csl.keyword, draft.groups),
      library: name,
      source: draft.source,
    });
  }
  if (found.length > problems.length) found.sort((a, b) => a.range.start - b.range.start);
  return {
    name,
    numbered: false,
    provenance: undefined,
    references,
    topics: topics.topics(),
    problems: found,
  };
}

/** A library without records, for a file that is nothing but a problem. */
export function emptyLibrary(name: string, problems: readonly LibraryProblem[]): Library {
  return { name, numbered: false, provenance: undefined, references: [], topics: [], problems };
}

/** The keywords of a field that lists them, by `;` where one occurs, else by `,` or line. */
export function splitKeywords(keywords: string): readonly string[] {
  const separator = keywords.includes(';') ? ';' : keywords.includes('\n') ? '\n' : ',';
  const words: string[] = [];
  for (const word of keywords.split(separator)) {
    const trimmed = word.trim();
    if (trimmed !== '' && trimmed.length <= LONGEST_KEYWORD) words.push(trimmed);
  }
  return words;
}

class TopicCollector {
  readonly #byId = new Map<string, { readonly label: string; readonly references: string[] }>();
  /** From the word as written to its topic, because a library repeats its keywords. */
  readonly #known = new Map<string, string>();

  add(id: string, keyword: unknown, groups: readonly string[] | undefined): readonly string[] {
    if (typeof keyword !== 'string' && groups === undefined) return NOTHING;
    const words = typeof keyword === 'string' ? splitKeywords(keyword) : [];
    const ids: string[] = [];
    for (const word of groups === undefined ? words : [...words, ...groups]) {
      let topicId = this.#known.get(word);
      if (topicId === undefined) {
        topicId = word.toLowerCase();
        this.#known.set(word, topicId);
        if (!this.#byId.has(topicId)) this.#byId.set(topicId, { label: word, references: [] });
      }
      if (ids.includes(topicId)) continue;
      ids.push(topicId);
      this.#byId.get(topicId)!.references.push(id);
    }
    return ids;
  }

  topics(): Library['topics'] {
    return [...this.#byId].map(([id, { label, references }]) => ({ id, label, description: '', references }));
  }
}

function summaryOf(csl: CslItem): string | undefined {
  const annote = csl['annote'];
  if (typeof annote === 'string' && annote !== '') return annote;
  const note = csl.note;
  return typeof note === 'string' && note !== '' && !EXTRA_LINE.test(note) ? note : undefined;
}

function isSameWork(a: CslItem, b: CslItem): boolean {
  // A file may hold anything under these names, so they are compared as text.
  const lower = (value: unknown) => String(value ?? '').toLowerCase();
  if (a.DOI !== undefined && b.DOI !== undefined) return lower(a.DOI) === lower(b.DOI);
  if (lower(a.title) !== lower(b.title) || a.type !== b.type) return false;
  const year = (item: CslItem) => item.issued?.['date-parts']?.[0]?.[0];
  return year(a) === year(b) && a.author?.[0]?.family === b.author?.[0]?.family;
}

/** A citation key such as `long2023` for a record that has none. */
function madeKey(csl: CslItem, isTaken: (key: string) => boolean): string {
  const names = csl.author ?? csl.editor;
  const name =
    names?.[0]?.family ?? names?.[0]?.literal ?? (typeof csl.title === 'string' ? csl.title : csl.type);
  const year = csl.issued?.['date-parts']?.[0]?.[0];
  const key = `${keyWord(name) || 'reference'}${year ?? ''}`;
  return isTaken(key) ? freeKey(key, isTaken) : key;
}

function keyWord(text: string): string {
  const word = /[\p{L}\p{N}]+(?:[-'’][\p{L}\p{N}]+)?/u.exec(text.slice(0, 200))?.[0] ?? '';
  return word
    .normalize('NFD')
    .replace(/[\p{M}'’-]/gu, '')
    .toLowerCase();
}

/** `key-2`, `key-3` …; doubling steps keep a file that repeats one key a hundred thousand times linear enough. */
function freeKey(key: string, isTaken: (key: string) => boolean): string {
  let low = 1;
  let high = 2;
  while (isTaken(`${key}-${high}`)) {
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (isTaken(`${key}-${middle}`)) low = middle;
    else high = middle;
  }
  return `${key}-${high}`;
}
