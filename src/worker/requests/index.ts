import { addToLibrary } from './addToLibrary';
import { fingerprint } from './fingerprint';
import { formatReferences } from './formatReferences';
import { readLibraryFile, restoreLibrary } from './openLibrary';

/** Every kind of request that a worker answers: one file and one line each. */
export const requests = {
  addToLibrary,
  fingerprint,
  readLibraryFile,
  restoreLibrary,
  formatReferences,
};
