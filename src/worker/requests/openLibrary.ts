import {
  buffersOf,
  buildSearchIndex,
  LibraryPacker,
  libraryFormatOf,
  libraryTextOf,
  openPackedLibrary,
  type PackedLibrary,
  RecordTableBuilder,
  readLibraryRecords,
  readStoredParts,
  type StoredPart,
  splitSections,
  topicLabelsOf,
  WorkTableBuilder,
} from '../../core';
import type { RequestHandler } from '../request';

/** A library as it is kept in a file and handed over: two pieces of bytes, of which the first can be used alone. */
export interface LibraryBytes {
  /** Records, and tables for linking and grouping: sections for `openPackedLibrary`. */
  readonly records: Uint8Array<ArrayBuffer>;
  /** The index, for `openSearchIndex`. */
  readonly search: Uint8Array<ArrayBuffer>;
}

/** A large library is there once and not once for each thread. Pages that are not isolated have no shared memory. */
const MEMORY =
  typeof SharedArrayBuffer === 'undefined' ? undefined : (bytes: number) => new SharedArrayBuffer(bytes);

/** A library file to read. */
export interface LibraryFileContent {
  readonly name: string;
  /** The file's bytes, or the text of an editor; emptied when it is read, because a large one should not stay. */
  content: Uint8Array<ArrayBuffer> | string | undefined;
}

/** How far the reading is; `records` once, when all are read and only the index is missing. */
export type LibraryProgress = { readonly share: number } | { readonly records: Uint8Array };

/** Reads a library file. @returns undefined for a binary file */
export const readLibraryFile: RequestHandler<
  LibraryFileContent,
  { readonly search: Uint8Array<ArrayBuffer>; readonly index: readonly StoredPart[] } | undefined,
  LibraryProgress
> = async (input, { report, pause }) => {
  const { name } = input;
  const packed = packFile(input, report);
  if (packed === undefined) return { value: undefined };
  await pause();
  // They go ahead while the index is made from them: where threads share no memory, as a copy.
  if (packed.buffer instanceof ArrayBuffer) {
    const copy = packed.slice();
    report({ records: copy }, [copy.buffer]);
  } else report({ records: packed });
  const search = indexOf(openRecords(name, packed)!);
  const index = readStoredParts(search, openRecords(name, packed)!.references.length)!;
  return { value: { search, index }, transfer: [...new Set([search.buffer, ...buffersOf(index)])] };
};

/**
 * Checks what was kept of a library and reads its index. @returns undefined where it is damaged or of another version
 */
export const restoreLibrary: RequestHandler<
  LibraryBytes,
  { readonly records: Uint8Array<ArrayBuffer>; readonly index: readonly StoredPart[] } | undefined
> = ({ records, search }) => {
  const sections = splitSections(records);
  const library = sections && openPackedLibrary('', sections);
  const index = library && readStoredParts(search, library.references.length);
  if (index === undefined) return { value: undefined };
  return { value: { records, index }, transfer: [records.buffer, ...buffersOf(index)] };
};

function packFile(
  input: LibraryFileContent,
  report: (progress: LibraryProgress) => void,
): Uint8Array | undefined {
  const { name } = input;
  const opened = takeText(input);
  if (opened === undefined) return undefined;
  const { text, format } = opened;
  const packer = new LibraryPacker(text.length, MEMORY);
  const tables = [new RecordTableBuilder(), new WorkTableBuilder()];
  const step = text.length / 50;
  let told = 0;
  const frame = readLibraryRecords(name, text, format, reference => {
    for (const table of tables) table.add(reference, packer.length);
    packer.add(reference);
    const at = reference.source?.end ?? 0;
    if (at < told + step) return;
    told = at;
    report({ share: at / text.length });
  });
  const sections = packer.finish(frame, text);
  for (const table of tables) table.writeTo(sections);
  return sections.finish();
}

function takeText(input: LibraryFileContent): ReturnType<typeof libraryTextOf> {
  const { name, content } = input;
  input.content = undefined;
  if (typeof content !== 'string') return libraryTextOf(name, content!);
  return { text: content, format: libraryFormatOf(name, content) };
}

function openRecords(name: string, records: Uint8Array): PackedLibrary | undefined {
  const sections = splitSections(records, false);
  return sections && openPackedLibrary(name, sections);
}

function indexOf(library: PackedLibrary): Uint8Array<ArrayBuffer> {
  const { references } = library;
  // Each is looked at once or twice and none is kept.
  const passing = { length: references.length, at: (row: number) => references.read(row) };
  return buildSearchIndex(passing, topicLabelsOf(library)).store() as Uint8Array<ArrayBuffer>;
}
