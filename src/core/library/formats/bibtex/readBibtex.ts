import type { Library, LibraryProblem } from '../../types';
import { makeLibrary, type RecordDraft } from '../libraryDraft';
import { inheritedFields } from './bibtexInheritance';
import { type BibtexEntry, BibtexScanner } from './bibtexScanner';
import { BibtexConverter } from './bibtexToCsl';
import { LatexReader } from './latexText';

/** Entry types that hold data for other records or for programs and are no works. */
const NOT_CITED: ReadonlySet<string> = new Set([
  'xdata',
  'set',
  'bibnote',
  'control',
  'ieeetranbstctl',
  'include',
]);

/**
 * Reads a BibTeX or BibLaTeX library. Abbreviations and inheritance (`crossref`, `xdata`) are resolved, TeX becomes
 * Unicode, titles keep the case they are written in. A record with mistakes costs no other: what can be read of it is
 * kept and the mistake reported.
 *
 * @param name the file's name or path
 * @param text the file's text; ranges are its offsets
 */
export function readBibtex(name: string, text: string): Library {
  const scanner = new BibtexScanner(text);
  const converter = new BibtexConverter(new LatexReader());
  const drafts: RecordDraft[] = [];
  const problems: LibraryProblem[] = [];
  /** Places in `drafts` whose records wait for the whole file, because they name other records or abbreviations. */
  const waiting: number[] = [];
  /** Records that are no works but may be named by works: key and offset. */
  const helpers: (readonly [string, number])[] = [];
  for (let entry = scanner.next(); entry !== undefined; entry = scanner.next()) {
    if (NOT_CITED.has(entry.type)) {
      helpers.push([entry.key, entry.start]);
      continue;
    }
    if (entry.fields.size === 0 && entry.key === '') continue;
    if (entry.key === '') problems.push(withoutKey(entry));
    const waits = entry.hasUnknownAbbreviation || entry.fields.has('crossref') || entry.fields.has('xdata');
    if (waits) waiting.push(drafts.length);
    drafts.push(draftOf(entry, waits ? undefined : converter));
  }
  problems.push(...scanner.problems);
  if (waiting.length > 0) {
    const starts = new Map<string, number>();
    const keys = drafts.map(({ csl, source }) => [csl.id, source.start] as const);
    for (const [key, start] of [...helpers, ...keys]) {
      const lower = key.toLowerCase();
      if (key !== '' && !starts.has(lower)) starts.set(lower, start);
    }
    const resolver = new ParentResolver(scanner, starts);
    for (const place of waiting) {
      const entry = scanner.readAgain(drafts[place]!.source.start);
      const fields = inheritedFields(entry, resolver.find);
      drafts[place] = {
        csl: converter.convert(entry, fields, entry.key),
        source: { start: entry.start, end: entry.end },
        ...groupsOf(entry),
      };
    }
    problems.push(...resolver.missing(waiting.map(place => drafts[place]!)));
  }
  problems.sort((a, b) => a.range.start - b.range.start);
  return makeLibrary(name, drafts, problems);
}

function draftOf(entry: BibtexEntry, converter: BibtexConverter | undefined): RecordDraft {
  const source = { start: entry.start, end: entry.end };
  if (converter === undefined) return { csl: { id: entry.key, type: '' }, source };
  const csl = converter.convert(entry, entry.fields, entry.key);
  return entry.fields.has('groups') ? { csl, source, ...groupsOf(entry) } : { csl, source };
}

/** JabRef writes the groups of a record into it. */
function groupsOf(entry: BibtexEntry): { readonly groups?: readonly string[] } {
  const groups = entry.fields.get('groups')?.value;
  if (groups === undefined) return {};
  return {
    groups: groups
      .split(',')
      .map(group => group.trim())
      .filter(Boolean),
  };
}

function withoutKey(entry: BibtexEntry): LibraryProblem {
  return {
    range: { start: entry.start, end: Math.min(entry.end, entry.start + entry.type.length + 2) },
    severity: 'warning',
    message: 'this record has no citation key and got one here; write one after the opening brace',
  };
}

/** Finds the records that others name; each is read from the text once more when it is first asked for. */
class ParentResolver {
  readonly #scanner: BibtexScanner;
  readonly #starts: ReadonlyMap<string, number>;
  readonly #read = new Map<number, BibtexEntry>();

  constructor(scanner: BibtexScanner, starts: ReadonlyMap<string, number>) {
    this.#scanner = scanner;
    this.#starts = starts;
  }

  readonly find = (key: string): BibtexEntry | undefined => {
    const start = this.#starts.get(key.toLowerCase());
    if (start === undefined) return undefined;
    const known = this.#read.get(start);
    if (known) return known;
    const entry = this.#scanner.readAgain(start);
    this.#read.set(start, entry);
    return entry;
  };

  /** One warning for each record that names a parent which the file does not have. */
  missing(drafts: readonly RecordDraft[]): readonly LibraryProblem[] {
    const problems: LibraryProblem[] = [];
    for (const { source } of drafts) {
      const entry = this.#read.get(source.start) ?? this.#scanner.readAgain(source.start);
      const parent = entry.fields.get('crossref')?.value.trim();
      if (!parent || this.#starts.has(parent.toLowerCase())) continue;
      problems.push({
        range: source,
        severity: 'warning',
        message: `the record “${parent}” that this one refers to is not in the file; add it or remove the field crossref`,
      });
    }
    return problems;
  }
}
