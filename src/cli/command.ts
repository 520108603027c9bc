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
} as const;

/** Their paragraph in `--help`. */
export const manuscriptOptionsHelp = `  --json              results as JSON
  --language NAME     the markup: markdown, plaintext, latex, restructuredtext, asciidoc, typst
                      (default: by the file's ending)
  --library FILE      a library to read; may be repeated (default: those that the manuscript names, such as
                      bibliography: in its front matter, else the bundled review)
`;
