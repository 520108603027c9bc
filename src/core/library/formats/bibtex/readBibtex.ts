import type { LibraryProblem } from '../../types';
import { alwaysKeys, type RecordReader, type RecordSink } from '../recordReader';
import { BibtexInheritance } from './bibtexInheritance';
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
 */
export const bibtexReader: RecordReader = {
  mayHaveKeys: alwaysKeys,
  read(text, sink) {
    const scanner = new BibtexScanner(text);
    const converter = new BibtexConverter(new LatexReader());
    /** Made when a record first names other records, or an abbreviation that was not defined before it. */
    let whole: WholeFile | undefined;
    for (let entry = scanner.next(); entry !== undefined; entry = scanner.next()) {
      if (NOT_CITED.has(entry.type) || (entry.fields.size === 0 && entry.key === '')) continue;
      const { start, end, key } = entry;
      if (key === '') sink.problem(withoutKey(entry));
      const waits = entry.hasUnknownAbbreviation || entry.fields.has('crossref') || entry.fields.has('xdata');
      let fields = entry.fields;
      if (waits) {
        whole ??= new WholeFile(text);
        fields = whole.fieldsOf(entry, sink);
      }
      sink.record(converter.convert(entry.type, fields, key), start, end, groupsOf(fields));
    }
    for (const problem of scanner.problems) sink.problem(problem);
  },
};

/** JabRef writes the groups of a record into it. */
function groupsOf(fields: BibtexEntry['fields']): readonly string[] | undefined {
  return fields
    .value('groups')
    ?.split(',')
    .map(group => group.trim())
    .filter(Boolean);
}

function withoutKey(entry: BibtexEntry): LibraryProblem {
  return {
    range: { start: entry.start, end: Math.min(entry.end, entry.start + entry.type.length + 2) },
    severity: 'warning',
    message: 'this record has no citation key and got one here; write one after the opening brace',
  };
}

/** All records of a file by key, for the records that name others; each is read once more when it is first asked for. */
class WholeFile {
  readonly #scanner: BibtexScanner;
  /** Offsets of the records by key in lower case; of a repeated key the first, records that are no works before all. */
  readonly #starts = new Map<string, number>();
  readonly #read = new Map<number, BibtexEntry>();
  readonly #inheritance = new BibtexInheritance(key => this.#find(key));

  constructor(text: string) {
    this.#scanner = new BibtexScanner(text);
    const helpers = new Map<string, number>();
    for (let entry = this.#scanner.next(); entry !== undefined; entry = this.#scanner.next()) {
      if (entry.key === '') continue;
      const starts = NOT_CITED.has(entry.type) ? helpers : this.#starts;
      const key = entry.key.toLowerCase();
      if (!starts.has(key)) starts.set(key, entry.start);
    }
    for (const [key, start] of helpers) this.#starts.set(key, start);
  }

  /** The fields of a record with abbreviations that are defined further down, and with what it inherits. */
  fieldsOf(entry: BibtexEntry, sink: RecordSink): BibtexEntry['fields'] {
    const again = this.#read.get(entry.start) ?? this.#scanner.readAgain(entry.start);
    const parent = again.fields.value('crossref')?.trim();
    if (parent && !this.#starts.has(parent.toLowerCase())) {
      sink.problem({
        range: { start: entry.start, end: entry.end },
        severity: 'warning',
        message: `the record “${parent.slice(0, 60)}” that this one refers to is not in the file; add it or remove the field crossref`,
      });
    }
    return this.#inheritance.fieldsOf(again);
  }

  #find(key: string): BibtexEntry | undefined {
    const start = this.#starts.get(key.toLowerCase());
    if (start === undefined) return undefined;
    const known = this.#read.get(start);
    if (known) return known;
    const entry = this.#scanner.readAgain(start);
    this.#read.set(start, entry);
    return entry;
  }
}
