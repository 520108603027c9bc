import {
  type CitationDesk,
  indexLibrary,
  joinSearchIndexes,
  type Library,
  type NumberedManuscript,
  type SearchIndex,
} from '../../core';
import { CommandError, type Io } from '../io';
import { openManuscript, readLibraries, readLibraryFile } from '../manuscriptFile';

/** The files that a server answers from. */
export interface DeskFiles {
  readonly manuscripts: readonly string[];
  readonly library: readonly string[];
  readonly language?: string | undefined;
}

/** A library as it was read, with the bytes that it was read from and its index. */
interface ReadFile {
  readonly bytes: Uint8Array;
  readonly library: Library;
}

/** Answers from files; reads them again when they have changed, and keeps what has not. */
export class FileDesk {
  readonly #files: DeskFiles;
  readonly #io: Io;
  readonly #read = new Map<string, ReadFile>();
  readonly #indexes = new WeakMap<Library, ReturnType<typeof indexLibrary>>();
  #joined: { readonly libraries: readonly Library[]; readonly index: SearchIndex } | undefined;

  constructor(files: DeskFiles, io: Io) {
    this.#files = files;
    this.#io = io;
  }

  /** The manuscripts that may be asked for. */
  get manuscripts(): readonly string[] {
    return this.#files.manuscripts;
  }

  /**
   * What the tools answer from now.
   *
   * @param manuscript one of {@link manuscripts}; the first where it is left out
   * @throws CommandError for another manuscript, and for a file that cannot be read
   */
  async open(manuscript?: string): Promise<CitationDesk> {
    const path = manuscript ?? this.manuscripts[0];
    if (path !== undefined && !this.manuscripts.includes(path)) {
      throw new CommandError(
        `${path}: not a manuscript of this server; it has ${this.manuscripts.join(', ') || 'none'}`,
      );
    }
    const numbered = path === undefined ? undefined : await this.#manuscript(path);
    const libraries =
      numbered?.libraries ?? (await readLibraries(this.#files.library, this.#io, this.#library));
    return { libraries, index: this.#indexOf(libraries), manuscript: numbered };
  }

  async #manuscript(path: string): Promise<NumberedManuscript> {
    const { numbered } = await openManuscript(path, this.#files, this.#io, this.#library);
    return numbered;
  }

  readonly #library = async (path: string, io: Io): Promise<Library> => {
    const bytes = await io.readFile(path);
    const known = this.#read.get(path);
    if (known !== undefined && Buffer.compare(known.bytes, bytes) === 0) return known.library;
    const library = await readLibraryFile(path, { ...io, readFile: async () => bytes });
    this.#read.set(path, { bytes, library });
    return library;
  };

  #indexOf(libraries: readonly Library[]): SearchIndex {
    const joined = this.#joined;
    const isSame =
      joined?.libraries.length === libraries.length &&
      libraries.every((library, place) => joined.libraries[place] === library);
    if (joined !== undefined && isSame) return joined.index;
    const index = joinSearchIndexes(
      libraries.map(library => {
        const known = this.#indexes.get(library) ?? indexLibrary(library);
        this.#indexes.set(library, known);
        return known;
      }),
    );
    this.#joined = { libraries, index };
    return index;
  }
}
