import { fingerprint } from './fingerprint';
import { readLibraryFile, restoreLibrary } from './openLibrary';
import { formatReferences } from './formatReferences';

/** Every kind of request that a worker answers: one file and one line each. */
export const requests = {
  fingerprint,
  readLibraryFile,
  restoreLibrary,
  formatReferences,
};
