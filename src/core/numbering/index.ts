export { normaliseDoi } from './identifiers';
export { type EntryKey, type EntryLinker, entryLinker, linkEntry } from './linkEntry';
export { numberManuscript, referencesById } from './numberManuscript';
export { isSameWork } from './recordTable';
export {
  citationsByNumber,
  numberingFor,
  occurrences,
  type ResolvedNumber,
  resolve,
  resolveNumber,
} from './resolve';
export type * from './types';
