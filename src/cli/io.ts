import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** What a command may do outside itself. Tests give one that lives in memory. */
export interface Io {
  /** @throws {@link CommandError} naming the file, when it cannot be read */
  readFile(path: string): Promise<Uint8Array>;
  /** Replaces the file as a whole or not at all. @throws {@link CommandError} naming the file */
  replaceFile(path: string, bytes: Uint8Array): Promise<void>;
  /** Writes a file that is not there yet. @throws {@link CommandError} naming the file */
  createFile(path: string, bytes: Uint8Array): Promise<void>;
  readStandardInput(): Promise<Uint8Array>;
  /** Whether a file is there and can be read. */
  exists(path: string): Promise<boolean>;
  /** The names of the files in a folder; empty where it cannot be read. */
  list(folder: string): Promise<readonly string[]>;
  /** Results. */
  write(text: string): void;
  /** Messages for people. */
  warn(text: string): void;
}

/** Wrong usage or unreadable input: one clear line for the author, and the exit code. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = 2,
  ) {
    super(message);
  }
}

/** The process's own streams and disk. */
export function processIo(): Io {
  return {
    async readFile(path) {
      try {
        if ((await stat(path)).isDirectory())
          throw new CommandError(`${path}: is a folder; name a file in it`);
        return await readFile(path);
      } catch (error) {
        throw asCommandError(path, error, 'read');
      }
    },
    async replaceFile(path, bytes) {
      try {
        const target = await realpath(path);
        await access(target, constants.W_OK);
        const { mode } = await stat(target);
        const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
        try {
          await writeFile(temporary, bytes, { mode, flag: 'wx' });
          await rename(temporary, target);
        } finally {
          await rm(temporary, { force: true });
        }
      } catch (error) {
        throw asCommandError(path, error, 'write');
      }
    },
    async createFile(path, bytes) {
      try {
        await writeFile(path, bytes, { flag: 'wx' });
      } catch (error) {
        throw asCommandError(path, error, 'write');
      }
    },
    async readStandardInput() {
      const chunks: Uint8Array[] = [];
      for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
      return Buffer.concat(chunks);
    },
    exists: path =>
      access(path, constants.R_OK).then(
        () => true,
        () => false,
      ),
    list: folder =>
      readdir(folder, { withFileTypes: true }).then(
        entries => entries.filter(entry => entry.isFile()).map(entry => entry.name),
        () => [],
      ),
    write: text => void process.stdout.write(text),
    warn: text => void process.stderr.write(text),
  };
}

/** The same, but what was read once is not read again: for one run over many files that name one another. */
export function rememberingReads(io: Io): Io {
  const remembered = <T>(ask: (path: string) => Promise<T>): ((path: string) => Promise<T>) => {
    const known = new Map<string, Promise<T>>();
    return path => {
      const answer = known.get(path) ?? ask(path);
      known.set(path, answer);
      return answer;
    };
  };
  return {
    ...io,
    readFile: remembered(io.readFile),
    exists: remembered(io.exists),
    list: remembered(io.list),
  };
}

function asCommandError(path: string, error: unknown, verb: 'read' | 'write'): CommandError {
  if (error instanceof CommandError) return error;
  const code = (error as NodeJS.ErrnoException).code;
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'no such file; check the path',
    EACCES: `no permission to ${verb} it; check the file's permissions`,
    EPERM: `no permission to ${verb} it; check the file's permissions`,
    EROFS: 'the disk is read-only; copy the file elsewhere',
    ENOSPC: 'the disk is full; free some space',
    EEXIST: 'is there already; name another file',
    ENOTDIR: 'a part of the path is not a folder; check the path',
  };
  const reason = (code && reasons[code]) ?? `cannot ${verb} it (${code ?? String(error)})`;
  return new CommandError(`${path}: ${reason}`);
}
