export type { CitationDesk } from './answers';
export { callCitationTool, type ToolAnswer } from './call';
export {
  CHECK_CITATIONS,
  type CitationTool,
  LIST_LIBRARIES,
  READ_REFERENCE,
  SEARCH_REFERENCES,
} from './definitions';
