import * as vscode from 'vscode';

/** Changes with every change of what is kept: files of other versions are never read, and removed. */
const VERSION = 2;

/** So many libraries are kept, the latest written first. */
const MOST = 24;

/** They take at most so many bytes together. */
const MOST_BYTES = 1_500_000_000;

const FOLDER = 'libraries';

/** What is kept of a library: two pieces of bytes, see the worker's `LibraryBytes`. */
export interface KeptLibrary {
  readonly records: Uint8Array<ArrayBuffer>;
  readonly search: Uint8Array<ArrayBuffer>;
}

/**
 * Libraries as they were read, in the extension's own storage, so that a start of the editor reads none again that has
 * not changed. Safe to delete at any time; what cannot be read or written is left.
 */
export class LibraryCache {
  readonly #folder: vscode.Uri;

  constructor(storage: vscode.Uri) {
    this.#folder = vscode.Uri.joinPath(storage, FOLDER);
  }

  /** What was kept for a file with this content; undefined where nothing was. Whether it is sound, its reader tells. */
  async read(name: string): Promise<KeptLibrary | undefined> {
    try {
      const [records, search] = await Promise.all([
        vscode.workspace.fs.readFile(this.#file(name, 'records')),
        vscode.workspace.fs.readFile(this.#file(name, 'search')),
      ]);
      return { records: ownBytes(records), search: ownBytes(search) };
    } catch {
      return undefined;
    }
  }

  /** Keeps a library, and removes what was kept of too many. */
  async write(name: string, { records, search }: Record<keyof KeptLibrary, Uint8Array>): Promise<void> {
    try {
      await vscode.workspace.fs.createDirectory(this.#folder);
      await vscode.workspace.fs.writeFile(this.#file(name, 'records'), records);
      await vscode.workspace.fs.writeFile(this.#file(name, 'search'), search);
      await this.#prune(name);
    } catch {
      // A full disk or a storage that cannot be written: the library is read again next time.
    }
  }

  #file(name: string, part: 'records' | 'search'): vscode.Uri {
    return vscode.Uri.joinPath(this.#folder, `${name}.${VERSION}.${part}`);
  }

  async #prune(latest: string): Promise<void> {
    const names = await vscode.workspace.fs.readDirectory(this.#folder);
    const files = await Promise.all(
      names.map(async ([name]) => {
        const uri = vscode.Uri.joinPath(this.#folder, name);
        const { mtime, size } = await vscode.workspace.fs.stat(uri);
        return {
          uri,
          mtime,
          size,
          library: name.split('.')[0]!,
          isOurs: name.split('.')[1] === String(VERSION),
        };
      }),
    );
    files.sort((a, b) => b.mtime - a.mtime);
    const kept = new Set([latest]);
    let bytes = 0;
    for (const { uri, size, library, isOurs } of files) {
      const isKept = isOurs && (kept.has(library) || kept.size < MOST) && bytes + size <= MOST_BYTES;
      if (isKept || library === latest) {
        kept.add(library);
        bytes += size;
      } else {
        await vscode.workspace.fs.delete(uri);
      }
    }
  }
}

/** Bytes in memory of their own, which can be handed to another thread; a view into a larger piece is copied. */
export function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const isWhole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength;
  return isWhole && bytes.buffer instanceof ArrayBuffer
    ? (bytes as Uint8Array<ArrayBuffer>)
    : new Uint8Array(bytes);
}
