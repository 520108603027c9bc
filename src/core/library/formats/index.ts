import { decodeInPieces, decodeText, pieceEncodingOf } from '../../text/encoding';
import { TextWindows } from '../../text/textWindows';
import { readAnnotatedReview } from '../review/annotatedReview';
import type { LibraryProblem, ReadLibrary, Reference } from '../types';
import { bibtexReader } from './bibtex/readBibtex';
import { writeBibtex } from './bibtex/writeBibtex';
import { cslJsonReader } from './json/cslJson';
import { zoteroReader } from './json/readZotero';
import { writeCslJson } from './json/writeCslJson';
import { LibraryBuilder, type LibraryFrame, type LibraryText } from './libraryBuilder';
import { type LibraryFormat, libraryFormatOf } from './libraryFormat';
import type { RecordReader } from './recordReader';
import { enwReader } from './tagged/readEnw';
import { nbibReader } from './tagged/readNbib';
import { risReader } from './tagged/readRis';
import { webOfScienceReader } from './tagged/readWebOfScience';
import { writeRis } from './tagged/writeRis';
import { endnoteXmlReader } from './xml/readEndnoteXml';
import { pubmedXmlReader } from './xml/readPubmedXml';
import { cslYamlReader } from './yaml/readCslYaml';
import { hayagrivaReader } from './yaml/readHayagriva';

export {
  type BibtexSyntax,
  type BibtexSyntaxField,
  type BibtexSyntaxRecord,
  bibtexSyntax,
} from './bibtex/bibtexSyntax';
export {
  type ZoteroCollection,
  type ZoteroItem,
  zoteroCollectionsIn,
  zoteroItemsIn,
  zoteroText,
} from './json/readZotero';
export type { LibraryFrame, LibraryText } from './libraryBuilder';
export { type LibraryFormat, libraryFormatOf } from './libraryFormat';

/** The formats that references can be written in. */
export type WrittenFormat = 'bibtex' | 'biblatex' | 'ris' | 'csl-json';

/**
 * Reads a library of any format that we know, by the ending of its name and by what it contains.
 *
 * @param name the file's name or path, which becomes the library's name
 * @param text the file's text, already decoded; the ranges of records and problems are its offsets
 * @returns every record that can be read, and what could not be read; never throws
 */
export function readLibrary(name: string, text: string): ReadLibrary {
  const references: Reference[] = [];
  const frame = read(name, text, libraryFormatOf(name, text), reference => references.push(reference), true);
  return { ...frame, references };
}

/**
 * As {@link readLibrary}, but gives each reference away as soon as it is read, so that a large library need not exist as
 * objects at once: whoever packs or counts references passes them on and forgets them.
 *
 * @param format as {@link libraryFormatOf} finds it; undefined for a file that is no library, which gives one problem
 * @param found is called for each reference, in the order of the file and before this function returns; what it throws
 *   ends the reading and is passed on
 * @returns the library without its references: topics and problems of the whole file
 */
export function readLibraryRecords(
  name: string,
  text: LibraryText,
  format: LibraryFormat | undefined,
  found: (reference: Reference) => void,
): LibraryFrame {
  return read(name, text, format, found, false);
}

function read(
  name: string,
  text: LibraryText,
  format: LibraryFormat | undefined,
  found: (reference: Reference) => void,
  keepsReferences: boolean,
): LibraryFrame {
  const reader = format === undefined || format === 'annotated-review' ? undefined : READERS[format];
  if (reader) return new LibraryBuilder(name, text, reader, found, keepsReferences).read();
  if (typeof text !== 'string') throw new Error('a file of this format is read as a whole');
  if (format === undefined) return { ...NO_LIBRARY, name, problems: [unknownFormat(text)] };
  const { references, ...frame } = readAnnotatedReview(name, text);
  references.forEach(found);
  return frame;
}

/** Files of so many bytes are read in windows. */
const LARGE = 2 ** 23;
const HEAD = 20_000;

/**
 * Decodes a library file for {@link readLibraryRecords}: a large one in a format that allows it is never there as a whole,
 * so that reading it takes little more memory than its bytes.
 *
 * @param bytes are not changed, and kept by the text
 * @param large from so many bytes on a file is read in windows of a quarter of it
 * @returns the text, and its format by {@link libraryFormatOf}; undefined for a binary file
 */
export function libraryTextOf(
  name: string,
  bytes: Uint8Array,
  large = LARGE,
): { readonly text: LibraryText; readonly format: LibraryFormat | undefined } | undefined {
  if (bytes.length >= large) {
    const format = libraryFormatOf(name, decodeInPieces(bytes.subarray(0, HEAD), 'utf-8'));
    const cuts =
      format === undefined || format === 'annotated-review' ? undefined : READERS[format].windowed?.findCut;
    const found = cuts && pieceEncodingOf(bytes);
    if (found) {
      const text = new TextWindows(bytes.subarray(found.mark), found.encoding, cuts, Math.ceil(large / 4));
      return { text, format };
    }
  }
  const text = decodeText(bytes)?.text;
  return text === undefined ? undefined : { text, format: libraryFormatOf(name, text) };
}

/** Writes references as the text of a library file in `format`; whatever the format can hold is kept. */
export function writeReferences(references: readonly Reference[], format: WrittenFormat): string {
  switch (format) {
    case 'bibtex':
    case 'biblatex':
      return writeBibtex(references, format);
    case 'ris':
      return writeRis(references);
    case 'csl-json':
      return writeCslJson(references);
  }
}

/** As {@link writeReferences}, pausing after every `stepLength` references, so that a caller can breathe. */
export function* writeReferencesInSteps(
  references: Iterable<Reference>,
  format: WrittenFormat,
  stepLength: number,
): Generator<undefined, string> {
  const pieces: string[] = [];
  const taken = new Set<string>();
  let waiting: Reference[] = [];
  const write = (): void => {
    if (waiting.length === 0) return;
    if (format === 'bibtex' || format === 'biblatex') pieces.push(writeBibtex(waiting, format, taken));
    else if (format === 'ris') pieces.push(writeRis(waiting));
    else pieces.push(writeCslJson(waiting).slice(2, -3));
    waiting = [];
  };
  for (const reference of references) {
    waiting.push(reference);
    if (waiting.length < stepLength) continue;
    write();
    yield undefined;
  }
  write();
  if (format === 'csl-json') return pieces.length === 0 ? '[]\n' : `[\n${pieces.join(',\n')}\n]\n`;
  return pieces.join(format === 'ris' ? '\r\n' : '\n');
}

const READERS: Readonly<Record<Exclude<LibraryFormat, 'annotated-review'>, RecordReader>> = {
  bibtex: bibtexReader,
  'csl-json': cslJsonReader,
  'csl-yaml': cslYamlReader,
  'endnote-tagged': enwReader,
  'endnote-xml': endnoteXmlReader,
  hayagriva: hayagrivaReader,
  nbib: nbibReader,
  'pubmed-xml': pubmedXmlReader,
  ris: risReader,
  'web-of-science': webOfScienceReader,
  zotero: zoteroReader,
};

const NO_LIBRARY = { numbered: false, provenance: undefined, topics: [] } as const;

function unknownFormat(text: string): LibraryProblem {
  return {
    range: { start: 0, end: Math.min(text.length, 80) },
    severity: 'error',
    message:
      'this file is no library in a format known here; export it as BibTeX, RIS, PubMed, EndNote, Web of Science, CSL-JSON or YAML',
  };
}
