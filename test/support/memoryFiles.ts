import * as vscode from 'vscode';

interface MemoryFile {
  readonly type: vscode.FileType;
  readonly content: Uint8Array;
  readonly mtime: number;
}

/** A file system in memory, as an extension provides one. */
export class MemoryFiles implements vscode.FileSystemProvider {
  readonly #entries = new Map<string, MemoryFile>();
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  #clock = 0;

  readonly onDidChangeFile = this.#changed.event;

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {});
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const { type, content, mtime } = this.#get(uri);
    return { type, ctime: 0, mtime, size: content.length };
  }

  readDirectory(uri: vscode.Uri): [string, vscode.FileType][] {
    const start = `${uri.path}/`;
    return [...this.#entries].flatMap(([path, { type }]): [string, vscode.FileType][] => {
      const name = path.slice(start.length);
      return path.startsWith(start) && !name.includes('/') ? [[name, type]] : [];
    });
  }

  createDirectory(uri: vscode.Uri): void {
    this.#entries.set(uri.path, { type: vscode.FileType.Directory, content: new Uint8Array(0), mtime: 0 });
  }

  readFile(uri: vscode.Uri): Uint8Array {
    return this.#get(uri).content;
  }

  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    const type = this.#entries.has(uri.path) ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created;
    this.#entries.set(uri.path, { type: vscode.FileType.File, content, mtime: ++this.#clock });
    this.#changed.fire([{ type, uri }]);
  }

  delete(uri: vscode.Uri): void {
    this.#entries.delete(uri.path);
    this.#changed.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
  }

  rename(from: vscode.Uri, to: vscode.Uri): void {
    this.writeFile(to, this.readFile(from));
    this.delete(from);
  }

  #get(uri: vscode.Uri): MemoryFile {
    const entry = this.#entries.get(uri.path);
    if (!entry) throw vscode.FileSystemError.FileNotFound(uri);
    return entry;
  }
}
