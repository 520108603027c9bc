import {
  bundledReview,
  decodeText,
  encodeText,
  type Library,
  LineIndex,
  type MarkupLanguage,
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
export async function readLibraries(paths: readonly string[], io: Io): Promise<readonly Library[]> {
  if (paths.length === 0) return [bundledReview()];
  return Promise.all(
    paths.map(async path => {
      const decoded = decodeText(await io.readFile(path));
      if (!decoded) throw new CommandError(`${path}: a binary file, not a library; name a text file`);
      const library = readLibrary(path, decoded.text);
      warnOfProblems(path, decoded.text, library, io);
      return library;
    }),
  );
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
): Promise<OpenedManuscript> {
  const file = await readManuscriptFile(path, options.language, io);
  const libraries = await readLibraries(options.library, io);
  const numbered = numberManuscript(parseManuscript(file.text, file.language), libraries);
  return { file, numbered, lines: new LineIndex(file.text) };
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
