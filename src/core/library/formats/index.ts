import { readAnnotatedReview } from '../review/annotatedReview';
import type { Library, Reference } from '../types';
import { readBibtex } from './bibtex/readBibtex';
import { writeBibtex } from './bibtex/writeBibtex';
import { readCslJson } from './json/cslJson';
import { writeCslJson } from './json/writeCslJson';
import { emptyLibrary } from './libraryDraft';
import { type LibraryFormat, libraryFormatOf } from './libraryFormat';
import { readEnw } from './tagged/readEnw';
import { readNbib } from './tagged/readNbib';
import { readRis } from './tagged/readRis';
import { readWebOfScience } from './tagged/readWebOfScience';
import { writeRis } from './tagged/writeRis';
import { readEndnoteXml } from './xml/readEndnoteXml';
import { readPubmedXml } from './xml/readPubmedXml';
import { readCslYaml } from './yaml/readCslYaml';
import { readHayagriva } from './yaml/readHayagriva';

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
export function readLibrary(name: string, text: string): Library {
  const format = libraryFormatOf(name, text);
  if (format === undefined) {
    return emptyLibrary(name, [
      {
        range: { start: 0, end: Math.min(text.length, 80) },
        severity: 'error',
        message:
          'this file is no library in a format known here; export it as BibTeX, RIS, PubMed, EndNote, Web of Science, CSL-JSON or YAML',
      },
    ]);
  }
  return READERS[format](name, text);
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

const READERS: Readonly<Record<LibraryFormat, (name: string, text: string) => Library>> = {
  'annotated-review': readAnnotatedReview,
  bibtex: readBibtex,
  'csl-json': readCslJson,
  'csl-yaml': readCslYaml,
  'endnote-tagged': readEnw,
  'endnote-xml': readEndnoteXml,
  hayagriva: readHayagriva,
  nbib: readNbib,
  'pubmed-xml': readPubmedXml,
  ris: readRis,
  'web-of-science': readWebOfScience,
};
