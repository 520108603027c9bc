import { basename, dirname, normalize } from 'node:path';
import { CommandError, type Io } from '../../src/cli/io';

/** An {@link Io} on files in memory; collects what is printed. */
export interface MemoryIo extends Io {
  readonly files: Map<string, Uint8Array>;
  /** What went to standard output and to standard error. */
  readonly printed: { output: string; messages: string };
  /** A file's content as UTF-8. */
  textOf(path: string): string;
}

/** @param files contents by path; text is stored as UTF-8 */
export function memoryIo(files: Readonly<Record<string, string | Uint8Array>>, standardInput = ''): MemoryIo {
  const stored = new Map(
    Object.entries(files).map(([path, content]): [string, Uint8Array] => [
      path,
      typeof content === 'string' ? Buffer.from(content) : content,
    ]),
  );
  const printed = { output: '', messages: '' };
  return {
    files: stored,
    printed,
    textOf: path => Buffer.from(stored.get(path)!).toString('utf8'),
    async readFile(path) {
      const bytes = stored.get(path);
      if (!bytes) throw new CommandError(`${path}: no such file; check the path`);
      return bytes;
    },
    async replaceFile(path, bytes) {
      stored.set(path, bytes);
    },
    async createFile(path, bytes) {
      if (stored.has(path)) throw new CommandError(`${path}: is there already; name another file`);
      stored.set(path, bytes);
    },
    readStandardInput: async () => Buffer.from(standardInput),
    exists: async path => stored.has(path),
    list: async folder =>
      [...stored.keys()].filter(path => dirname(path) === normalize(folder)).map(path => basename(path)),
    write(text) {
      printed.output += text;
    },
    warn(text) {
      printed.messages += text;
    },
  };
}
