import type { FindCut, TextWindow } from '../../text/textWindows';
import type { CslItem, LibraryProblem } from '../types';

/** Gets what the reader of a format finds, as it goes through the text. */
export interface RecordSink {
  /**
   * A record; records come in the order of the file.
   *
   * @param csl its id may be empty (the record has no key) or taken by another record
   * @param start offset of the record
   * @param end offset after the record
   * @param groups keywords beyond those in `csl.keyword`, such as the groups of a reference manager
   */
  record(csl: CslItem, start: number, end: number, groups?: readonly string[]): void;
  /** Something that could not be read as meant; in any order. */
  problem(problem: LibraryProblem): void;
}

/** Reads the records of a library file of one format one after the other. */
export interface RecordReader {
  /** Gives every record that can be read to `sink`; never throws. */
  read(text: string, sink: RecordSink): void;
  /** In formats whose large files are read without being there as a whole. */
  readonly windowed?: {
    readonly findCut: FindCut;
    /** As {@link RecordReader.read}. */
    read(windows: Iterable<TextWindow>, sink: RecordSink): void;
  };
  /** Whether a record of the file may have a key of its own, so that a key made for another may not be the same. */
  mayHaveKeys(text: string): boolean;
}

/** For formats whose records have no keys. */
export function noKeys(): boolean {
  return false;
}

/** For formats whose records mostly have keys. */
export function alwaysKeys(): boolean {
  return true;
}
