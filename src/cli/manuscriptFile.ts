import { dirname, isAbsolute, join, normalize, relative } from 'node:path';
import {
  answerFromFiles,
  bundledReview,
  chooseLibraries,
  decodeText,
  encodeText,
  type FileOfManuscript,
  joinFiles,
  LIBRARY_PROJECT_FILES,
  type Library,
  LineIndex,
  librariesNamedBy,
  librariesNamedByProject,
  type Manuscript,
  type MarkupLanguage,
  manuscriptFilesOfProject,
  markupLanguageOf,
  markupLanguageOfFileName,
  type NumberedManuscript,
  numberManuscript,
  parseManuscript,
  readLibrary,
  type TextEncoding,
} from '../core';
import { CommandError, type Io } from './io';

/** A manuscript as read from disk or standard input. */
export interface ManuscriptFile {
  /** The path as given; `<stdin>` for standard input. */
  readonly name: string;
  readonly fromStandardInput: boolean;
  readonly text: string;
  readonly language: MarkupLanguage;
  readonly encoding: TextEncoding;
  readonly byteOrderMark: boolean;
}

/**
 * Reads a manuscript.
 *
 * @param path a path, or `-` for standard input
 * @param language a markup's name or a VS Code language id; undefined to go by the file's ending
 * @throws CommandError for a missing or binary file, or a markup that cannot be told
 */
export async function readManuscriptFile(
  path: string,
  language: string | undefined,
  io: Io,
): Promise<ManuscriptFile> {
  const fromStandardInput = path === '-';
  const name = fromStandardInput ? '<stdin>' : path;
  const markup = language === undefined ? markupLanguageOfFileName(path) : markupLanguageOf(language);
  if (!markup) {
    throw new CommandError(
      language === undefined
        ? `${name}: its ending does not tell the markup; add --language (markdown, plaintext, latex, restructuredtext, asciidoc or typst)`
        : `--language ${language}: not a markup known here; use markdown, plaintext, latex, restructuredtext, asciidoc or typst`,
    );
  }
  const bytes = fromStandardInput ? await io.readStandardInput() : await io.readFile(path);
  const decoded = decodeText(bytes);
  if (!decoded) throw new CommandError(`${name}: a binary file, not a manuscript; name a text file`);
  return { ...decoded, name, fromStandardInput, language: markup };
}

/** Reads the libraries that `--library` names, else gives the bundled review; problems go to `io.warn`. */
export async function readLibraries(
  paths: readonly string[],
  io: Io,
  read: LibraryReader = readLibraryFile,
): Promise<readonly Library[]> {
  if (paths.length === 0) return [bundledReview()];
  return Promise.all(paths.map(path => read(path, io)));
}

/** Reads a library file. @throws CommandError naming the file */
export type LibraryReader = (path: string, io: Io) => Promise<Library>;

/** Reads a library file; its problems go to `io.warn`. @throws CommandError naming the file */
export async function readLibraryFile(path: string, io: Io): Promise<Library> {
  const decoded = decodeText(await io.readFile(path));
  if (!decoded) throw new CommandError(`${path}: a binary file, not a library; name a text file`);
  const library = readLibrary(path, decoded.text);
  warnOfProblems(path, decoded.text, library, io);
  return library;
}

/**
 * The libraries that a manuscript names itself, or the Quarto or MyST project beside it; undefined where there are
 * none. One that cannot be read is warned of and left out.
 */
async function ownLibraries(
  file: ManuscriptFile,
  manuscript: Manuscript,
  io: Io,
  read: LibraryReader,
): Promise<readonly Library[] | undefined> {
  const folder = file.fromStandardInput ? '.' : dirname(file.name);
  const named = librariesNamedBy(manuscript).map(({ path }) => path);
  let project: readonly string[] = [];
  for (const name of LIBRARY_PROJECT_FILES) {
    const path = join(folder, name);
    if (named.length + project.length > 0 || manuscript.language !== 'markdown' || !(await io.exists(path)))
      continue;
    project = librariesNamedByProject(decodeText(await io.readFile(path))?.text ?? '');
  }
  const paths = chooseLibraries({ named, project, settings: [], beside: [] });
  if (paths.length === 0) return undefined;
  const libraries: Library[] = [];
  for (const path of paths) {
    try {
      libraries.push(await read(isAbsolute(path) ? path : join(folder, path), io));
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      io.warn(`${file.name}: names a library that cannot be read. ${error.message}\n`);
    }
  }
  return libraries;
}

/** Prints a library's problems as `FILE:LINE: message`. */
export function warnOfProblems(path: string, text: string, library: Library, io: Io): void {
  const lines = new LineIndex(text);
  for (const problem of library.problems) {
    io.warn(`${path}:${lines.positionAt(problem.range.start).line + 1}: ${problem.message}\n`);
  }
}

/** A manuscript file joined with its libraries. */
export interface OpenedManuscript {
  readonly file: ManuscriptFile;
  readonly numbered: NumberedManuscript;
  readonly lines: LineIndex;
}

/** Reads a manuscript and joins it with its libraries. @throws CommandError as {@link readManuscriptFile} does */
export async function openManuscript(
  path: string,
  options: { readonly language?: string | undefined; readonly library: readonly string[] },
  io: Io,
  read: LibraryReader = readLibraryFile,
): Promise<OpenedManuscript> {
  const file = await readManuscriptFile(path, options.language, io);
  const manuscript = parseManuscript(file.text, file.language);
  const own = options.library.length === 0 ? await ownLibraries(file, manuscript, io, read) : undefined;
  const numbered = numberManuscript(manuscript, own ?? (await readLibraries(options.library, io, read)));
  return { file, numbered, lines: new LineIndex(file.text) };
}

/** So many folders around a file are asked for a project file. */
const FOLDERS_UP = 4;

/**
 * The same manuscript, numbered by the list of another file where it is one of several and has none itself; references
 * are then judged over all files. Which files those are, a project file in its folder or one around it says.
 */
export async function withProject(opened: OpenedManuscript, io: Io): Promise<OpenedManuscript> {
  const { file, numbered } = opened;
  if (file.fromStandardInput) return opened;
  const own = normalize(file.name);
  for (let folder = dirname(own), up = 0; up < FOLDERS_UP; folder = dirname(folder), up++) {
    const text = async (path: string): Promise<string | undefined> => {
      const full = join(folder, path);
      // A folder is there and cannot be read.
      const bytes = (await io.exists(full)) ? await io.readFile(full).catch(() => undefined) : undefined;
      return bytes && decodeText(bytes)?.text;
    };
    const order = await answerFromFiles(manuscriptFilesOfProject, text);
    const paths = (order?.files ?? []).map(path => join(folder, path));
    if (!paths.includes(own)) continue;
    const files: FileOfManuscript[] = [];
    for (const path of paths) {
      const language = markupLanguageOfFileName(path);
      if (path === own) files.push({ name: path, numbered });
      else if (language) {
        const manuscript = parseManuscript((await text(relative(folder, path))) ?? '', language);
        files.push({ name: path, numbered: numberManuscript(manuscript, numbered.libraries) });
      }
    }
    const at = files.findIndex(({ name }) => name === own);
    return { ...opened, numbered: joinFiles(files, at) };
  }
  return opened;
}

/**
 * Stores the changed text of a file in its own encoding, or prints it.
 *
 * @param write whether `--write` was given; standard input is always printed
 * @throws CommandError when the file's encoding cannot hold a character of `text`; nothing is written then
 */
export async function deliverText(file: ManuscriptFile, text: string, write: boolean, io: Io): Promise<void> {
  if (!write || file.fromStandardInput) {
    io.write(text);
    return;
  }
  if (text === file.text) return;
  const bytes = encodeText(text, file.encoding, file.byteOrderMark);
  if (!bytes) {
    throw new CommandError(
      `${file.name}: stored in ${file.encoding}, which lacks a character of the new text; store it as UTF-8 first`,
    );
  }
  await io.replaceFile(file.name, bytes);
}

/** `FILE:LINE:COLUMN`, both from 1. */
export function placeOf(file: ManuscriptFile, lines: LineIndex, offset: number): string {
  const { line, column } = lines.positionAt(offset);
  return `${file.name}:${line + 1}:${column + 1}`;
}

/** The one file that a command takes. @throws CommandError when there are none or more */
export function onlyFile(positionals: readonly string[]): string {
  const [file, ...more] = positionals;
  if (file === undefined) throw new CommandError("name a file, or '-' for standard input");
  if (more.length > 0) throw new CommandError(`one file at a time; what is '${more[0]}'?`);
  return file;
}
