import { say } from '../../text/message';
import type { TextRange } from '../../text/textRange';
import type { Finding, Rule } from './types';

/** A library file that is named at a place and is not there. */
export interface MissingLibraryFile {
  /** As named, with its ending where LaTeX leaves it out. */
  readonly path: string;
  readonly range: TextRange;
}

/** `bibliography: refs.bib`, and there is no such file. */
export const missingLibrary: Rule = {
  code: 'missing-library',
  severity: 'error',
  description: 'The manuscript names a library file that is not there.',
  fixAll: false,
  check: ({ options }) => missingLibraryFindings(options.missingLibraries ?? []),
};

/** What is said of library files that are not there, at the places that name them; also for files of a project. */
export function missingLibraryFindings(missing: readonly MissingLibraryFile[]): readonly Finding[] {
  return missing.map(({ path, range }) => ({
    range,
    ...say('There is no library file “{0}”. Put it there, or correct the path.', path),
  }));
}
