import { detached } from '../../../text/detached';
import type { TextWindow } from '../../../text/textWindows';
import type { LibraryProblem } from '../../types';
import { alwaysKeys, type RecordReader, type RecordSink } from '../recordReader';
import { findRecordStart } from './bibtexCut';
import { BibtexInheritance, MOST_PARENTS } from './bibtexInheritance';
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
    readWindows([{ text, start: 0, length: text.length }], sink);
  },
  windowed: { findCut: findRecordStart, read: readWindows },
};

function readWindows(windows: Iterable<TextWindow>, sink: RecordSink): void {
  const scanner = new BibtexScanner('');
  const converter = new BibtexConverter(new LatexReader());
  /** Made when a record first names other records, or an abbreviation that was not defined before it. */
  let whole: WholeFile | undefined;
  for (const window of windows) {
    scanner.moveTo(window);
    for (let entry = scanner.next(); entry !== undefined; entry = scanner.next()) {
      if (NOT_CITED.has(entry.type) || (entry.fields.size === 0 && entry.key === '')) continue;
      const { start, end, key } = entry;
      if (key === '') sink.problem(withoutKey(entry));
      const waits = entry.hasUnknownAbbreviation || entry.fields.has('crossref') || entry.fields.has('xdata');
      let fields = entry.fields;
      if (waits) {
        whole ??= new WholeFile(windows);
        fields = whole.fieldsOf(entry, window, sink);
      }
      sink.record(converter.convert(entry.type, fields, key), start, end, groupsOf(fields));
    }
  }
  for (const problem of scanner.problems) sink.problem(problem);
}

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

/** The records of a file that others name, by key, read once more now that all abbreviations are known. */
class WholeFile {
  readonly #scanner = new BibtexScanner('');
  /** Offsets of the records by key in lower case; of a repeated key the first, records that are no works before all. */
  readonly #starts = new Map<string, number>();
  readonly #read = new Map<number, BibtexEntry>();
  readonly #inheritance = new BibtexInheritance(key => this.#find(key));
  /** Where the window begins that the scanner is in. */
  #window = -1;

  constructor(windows: Iterable<TextWindow>) {
    const helpers = new Map<string, number>();
    const named = new Set<string>();
    for (const window of windows) {
      this.#moveTo(window);
      for (let entry = this.#scanner.next(); entry !== undefined; entry = this.#scanner.next()) {
        for (const key of namesIn(entry.fields)) named.add(key);
        if (entry.key === '') continue;
        const starts = NOT_CITED.has(entry.type) ? helpers : this.#starts;
        const key = detached(entry.key).toLowerCase();
        if (!starts.has(key)) starts.set(key, entry.start);
      }
    }
    for (const [key, start] of helpers) this.#starts.set(key, start);
    this.#readNamed(windows, named);
  }

  #readNamed(windows: Iterable<TextWindow>, named: ReadonlySet<string>): void {
    const starts = new Set<number>();
    for (const key of named) {
      const start = this.#starts.get(key);
      if (start !== undefined) starts.add(start);
    }
    const waiting = [...starts].sort((a, b) => b - a);
    for (const window of windows) {
      if (waiting.length === 0) return;
      this.#moveTo(window);
      for (let start = waiting.at(-1); start !== undefined && start < window.start + window.length; ) {
        this.#read.set(start, this.#scanner.readAgain(start));
        waiting.pop();
        start = waiting.at(-1);
      }
    }
  }

  #moveTo(window: TextWindow): void {
    if (this.#window !== window.start) this.#scanner.moveTo(window);
    this.#window = window.start;
  }

  /** The fields of a record with abbreviations that are defined further down, and with what it inherits. */
  fieldsOf(entry: BibtexEntry, window: TextWindow, sink: RecordSink): BibtexEntry['fields'] {
    this.#moveTo(window);
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
    return start === undefined ? undefined : this.#read.get(start);
  }
}

/** The keys, in lower case, of the records that a record inherits from; a copy, because they outlive the window. */
function namesIn(fields: BibtexEntry['fields']): readonly string[] {
  const crossref = fields.value('crossref');
  const xdata = fields.value('xdata');
  if (crossref === undefined && xdata === undefined) return [];
  const named = xdata?.split(',', MOST_PARENTS) ?? [];
  if (crossref !== undefined) named.push(crossref);
  return named.map(key => detached(key.trim().toLowerCase()));
}
