import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
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
    write: text => void process.stdout.write(text),
    warn: text => void process.stderr.write(text),
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
