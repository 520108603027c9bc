import type { Io } from './io';

/** One command of `numcite`. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The whole of `--help`, ending in a line end. */
  readonly help: string;
  /**
   * @param args what stands behind the command's name
   * @returns the exit code: 0 done or clean, 1 findings or a refused edit
   * @throws {@link CommandError} on wrong usage or unreadable input (exit code 2)
   */
  run(args: readonly string[], io: Io): Promise<number>;
}

/** The options that every command on manuscripts has, for `parseArgs` of node:util. */
export const manuscriptOptions = {
  json: { type: 'boolean', default: false },
  language: { type: 'string' },
  library: { type: 'string', multiple: true, default: [] as string[] },
  part: { type: 'string', multiple: true, default: [] as string[] },
  alone: { type: 'boolean', default: false },
} as const;

/** For commands that take several files. */
export const allFilesOption = { 'all-files': { type: 'boolean', default: false } } as const;

/** Its paragraph in `--help`. */
export const allFilesHelp = `  --all-files         all files of the manuscript that FILE is one of, in their order; FILE may be the project file
`;

/** Their paragraph in `--help`. */
export const manuscriptOptionsHelp = `  --json              results as JSON
  --language NAME     the markup: markdown, plaintext, latex, restructuredtext, asciidoc, typst
                      (default: by the file's ending)
  --library FILE      a library to read; may be repeated (default: those that the manuscript names, such as
                      bibliography: in its front matter, else the bundled review)
  --part FILE         a file of the same manuscript; repeat it for all of them, in their order (default: as a project
                      file in the folder or above it says, such as _quarto.yml, or a main file that includes them)
  --alone             FILE is a manuscript of its own, whatever says that it is one of several
`;
