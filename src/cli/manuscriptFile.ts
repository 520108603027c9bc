import { dirname, isAbsolute, join, normalize } from 'node:path';
import {
  bundledReview,
  decodeText,
  encodeText,
  joinFiles,
  LIBRARY_PROJECT_FILES,
  type Library,
  LineIndex,
  librariesNamedBy,
  librariesNamedByProject,
  type Manuscript,
  type MarkupLanguage,
  markupLanguageOf,
  markupLanguageOfFileName,
  type NamedLibrary,
  type NumberedManuscript,
  numberManuscript,
  parseManuscript,
  readAsOne,
  readLibrary,
  type TextEncoding,
} from '../core';
import { CommandError, type Io } from './io';
import { type ProjectFiles, projectFilesOf } from './manuscriptProject';

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

/** So many folders around a file are asked for a project file. */
const FOLDERS_UP = 4;

/** Libraries as a file names them, and the folder that their paths start from. */
interface NamedLibraries {
  readonly folder: string;
  readonly named: readonly NamedLibrary[];
  /** Undefined where the manuscript that was asked for names them. */
  readonly namedIn: { readonly name: string; readonly text: string } | undefined;
}

/** A library file that is named and is not there. */
export interface MissingLibrary extends NamedLibrary {
  /** The project file, or other file of the manuscript, that names it; undefined for the manuscript that was asked for. */
  readonly namedIn: NamedLibraries['namedIn'];
}

/**
 * The libraries that a manuscript names itself, or one of its other files does, or the Quarto or MyST project that it is
 * part of; undefined where there are none. One that cannot be read is warned of and left out.
 */
async function ownLibraries(
  files: readonly { readonly file: ManuscriptFile; readonly manuscript: Manuscript }[],
  own: number,
  io: Io,
  read: LibraryReader,
): Promise<
  { readonly libraries: readonly Library[]; readonly missing: readonly MissingLibrary[] } | undefined
> {
  const { file, manuscript } = files[own]!;
  const named = [files[own]!, ...files].map(
    (one): NamedLibraries => ({
      folder: folderOf(one.file),
      named: librariesNamedBy(one.manuscript),
      namedIn: one.file === file ? undefined : one.file,
    }),
  );
  const found =
    named.find(one => one.named.length > 0) ??
    (manuscript.language === 'markdown' ? await librariesOfProject(folderOf(file), io) : undefined);
  if (found === undefined) return undefined;
  const libraries: Library[] = [];
  const missing: MissingLibrary[] = [];
  for (const library of found.named) {
    const path = isAbsolute(library.path) ? library.path : join(found.folder, library.path);
    if (!(await io.exists(path))) {
      missing.push({ ...library, namedIn: found.namedIn });
      continue;
    }
    try {
      libraries.push(await read(path, io));
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      io.warn(`${file.name}: names a library that cannot be read. ${error.message}\n`);
    }
  }
  return { libraries, missing };
}

/** What the nearest project file names that names any. */
async function librariesOfProject(nearest: string, io: Io): Promise<NamedLibraries | undefined> {
  for (let folder = nearest, up = 0; up < FOLDERS_UP; folder = join(folder, '..'), up++) {
    for (const name of LIBRARY_PROJECT_FILES) {
      const path = join(folder, name);
      if (!(await io.exists(path))) continue;
      const text = decodeText(await io.readFile(path))?.text ?? '';
      const named = librariesNamedByProject(text);
      if (named.length > 0) return { folder, named, namedIn: { name: path, text } };
    }
  }
  return undefined;
}

function folderOf(file: ManuscriptFile): string {
  return file.fromStandardInput ? '.' : dirname(file.name);
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
  /** As one of the files of its manuscript. */
  readonly numbered: NumberedManuscript;
  /** Without them. */
  readonly alone: NumberedManuscript;
  /** Undefined where it is the only file. */
  readonly project: ProjectFiles | undefined;
  readonly lines: LineIndex;
  readonly missingLibraries: readonly MissingLibrary[];
}

/** What a command says of the manuscript that it opens. */
export interface OpenOptions {
  readonly language?: string | undefined;
  readonly library: readonly string[];
  /** The files of the manuscript in their order, where the author names them. */
  readonly part?: readonly string[];
  /** Whether the file is a manuscript of its own, whatever says that it is one of several. */
  readonly alone?: boolean;
  /** Whether the command itself says which libraries are not there; else they are warned of. */
  readonly reportsMissing?: boolean;
}

/**
 * Reads a manuscript and joins it with its libraries. One of several files is read and numbered with the others: by the list
 * of another where it has none itself, and its references are judged over all files.
 *
 * @throws CommandError as {@link readManuscriptFile} and {@link projectFilesOf} do
 */
export async function openManuscript(
  path: string,
  options: OpenOptions,
  io: Io,
  read: LibraryReader = readLibraryFile,
): Promise<OpenedManuscript> {
  const file = await readManuscriptFile(path, options.language, io);
  const isAlone = options.alone === true || file.fromStandardInput;
  const project = isAlone ? undefined : await projectFilesOf(path, options.part ?? [], io);
  const files = project ? await filesOf(project, file, options, io) : [{ file, name: file.name }];
  const own = files.findIndex(part => part.file === file);
  const manuscripts = readAsOne(files.map(part => parseManuscript(part.file.text, part.file.language)));
  const parsed = files.map((part, at) => ({ file: part.file, manuscript: manuscripts[at]! }));
  const named = options.library.length > 0 ? undefined : await ownLibraries(parsed, own, io, read);
  const libraries = named?.libraries ?? (await readLibraries(options.library, io, read));
  const lines = new LineIndex(file.text);
  const missingLibraries = named?.missing ?? [];
  for (const { path, range, namedIn } of options.reportsMissing ? [] : missingLibraries) {
    const { line } = (namedIn ? new LineIndex(namedIn.text) : lines).positionAt(range.start);
    io.warn(`${(namedIn ?? file).name}:${line + 1}: there is no library file ${path}\n`);
  }
  const numbered = files.map(({ name }, at) => ({
    name,
    numbered: numberManuscript(manuscripts[at]!, libraries),
  }));
  return {
    file,
    numbered: joinFiles(numbered, own),
    alone: numbered[own]!.numbered,
    project,
    lines,
    missingLibraries,
  };
}

/** The files of a manuscript as far as they can be read; what no markup is told for is no manuscript. */
async function filesOf(
  project: ProjectFiles,
  own: ManuscriptFile,
  options: OpenOptions,
  io: Io,
): Promise<readonly { readonly name: string; readonly file: ManuscriptFile }[]> {
  const files: { readonly name: string; readonly file: ManuscriptFile }[] = [];
  for (const path of project.paths) {
    const isOwn = path === normalize(own.name);
    const known = isOwn || options.language !== undefined || markupLanguageOfFileName(path) !== undefined;
    if (!known) continue;
    const language = markupLanguageOfFileName(path) === undefined ? options.language : undefined;
    files.push({ name: path, file: isOwn ? own : await readManuscriptFile(path, language, io) });
  }
  return files;
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
