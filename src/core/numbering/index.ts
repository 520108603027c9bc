export type { AppearanceOptions, CaptionOrder } from './appearance';
export { type CitationAppearance, clusterStyleFor, planCitationForm } from './citationForm';
export { addNumbers, narrowedTyping, writeNewCitation, writeTypedNumbers } from './citationInsertion';
export { type CitationReading, CitationReadings, type NumberFit } from './citationReadings';
export { citingContextAt, citingTextAt } from './citingContext';
export { planToKeyed } from './conversion/toKeyed';
export { planToNumbered } from './conversion/toNumbered';
export type { ConversionPlan, ConversionRefusal, NewFile } from './conversion/types';
export type { LostFact } from './entryLoss';
export { normaliseDoi } from './identifiers';
export {
  type CitationInFiles,
  citationsElsewhere,
  citationsInFiles,
  citedByFellows,
  fellowsOf,
  filesTogether,
  isListedElsewhere,
  joinAgain,
  joinFiles,
  listFileOf,
  shownName,
} from './joinFiles';
export { citeByKey, writeTypedKey } from './keyedInsertion';
export { citationsByKey, citesByKey, isCitationByKey, referenceOfKey } from './keyedJoin';
export { type EntryKey, type EntryLinker, entryLinker, linkEntry } from './linkEntry';
export type { EditsOfFile } from './listChange';
export { numberManuscript } from './numberManuscript';
export { isSameWork } from './recordFacts';
export { RecordTableBuilder } from './recordTable';
export {
  type EntryText,
  entriesKeptAsTyped,
  type KeptEntry,
  type ListPlan,
  type ListWriter,
  planReferenceList,
  planReferenceListInSteps,
  type WantedList,
} from './referenceListEdits';
export { lineEnding, manuscriptLanguage, manuscriptLanguageRange } from './referenceSection';
export {
  citationsByNumber,
  numberingFor,
  occurrences,
  type ResolvedNumber,
  resolve,
  resolveNumber,
} from './resolve';
export type * from './types';
export {
  type HiddenRows,
  isRepeated,
  recordsElsewhere,
  referencesOnce,
  repeatedRows,
  WorkTableBuilder,
} from './workTable';
export {
  isDoubted,
  WRONG_NUMBER_THRESHOLDS,
  type WrongNumberEvidence,
  type WrongNumberThresholds,
  wrongNumbersIn,
} from './wrongNumbers';
