export { FACETS, type Facet, type FacetKind, facetOf, facetWithout } from './facets';
export {
  type BibtexSyntax,
  type BibtexSyntaxField,
  type BibtexSyntaxRecord,
  bibtexSyntax,
  type LibraryFormat,
  type LibraryFrame,
  type LibraryText,
  libraryFormatOf,
  libraryTextOf,
  readLibrary,
  readLibraryRecords,
  type WrittenFormat,
  writeReferences,
  writeReferencesInSteps,
  type ZoteroCollection,
  type ZoteroItem,
  zoteroCollectionsIn,
  zoteroItemsIn,
  zoteroText,
} from './formats';
export {
  type BibtexBlock,
  type BibtexDocument,
  bibtexBlockAt,
  bibtexBlockRange,
  bibtexRecord,
  readBibtexDocument,
  readBibtexDocumentInSteps,
  updateBibtexDocument,
} from './formats/bibtex/bibtexDocument';
export { CSL_TYPES, readCslItem } from './json/cslItem';
export {
  type JsonMember,
  type JsonNode,
  type JsonTree,
  memberOf,
  parseJsonTree,
  plainValue,
} from './json/jsonTree';
export { referenceById, rowOf, topicsOf } from './lookup';
export { openPackedLibrary, type PackedLibrary, type PlacedProblem } from './packed/packedLibrary';
export { LibraryPacker } from './packed/packLibrary';
export {
  type AnnotatedReview,
  isAnnotatedReview,
  type ReviewInformation,
  readAnnotatedReview,
  readReview,
} from './review/annotatedReview';
export { bundledReview, reviewInformation } from './review/bundledReview';
export type {
  CslDate,
  CslItem,
  CslName,
  Library,
  LibraryProblem,
  ReadLibrary,
  Reference,
  References,
  Topic,
} from './types';
