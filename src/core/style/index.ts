export {
  type Card,
  type CardInput,
  type CardLink,
  lookupLinks,
  makeCard,
} from './card';
export { type CardAction, type CardWords, cardMarkdown, ENGLISH_CARD_WORDS } from './cardMarkdown';
export type { CitationLook } from './citationLook';
export { EntryCache, type StoredEntries } from './entryCache';
export { authorsShort, shortLabel, yearOf } from './label';
export { loadStyleEngine } from './loadStyleEngine';
export { knownLocale, LOCALE_TAGS } from './locales/knownLocale';
export { escapeHtml } from './markup/html';
export { listWriter, type MarkupListWriter } from './markup/listWriter';
export { writeEntryMarkup } from './markup/writeEntryMarkup';
export {
  defaultListForm,
  type ListForm,
  type ListOptions,
  type NumberedEntry,
  writeFollowingEntry,
  writeInvisible,
  writeReferenceList,
} from './markup/writeReferenceList';
export { type NumberLabel, type ParsedStyle, parseStyle, type StyleProblem } from './parseStyle';
export { plainEntry } from './plainEntry';
export { plainText, shortened } from './plainText';
export { type RichText, richEntry, richList } from './richText';
export {
  bundledStyles,
  DEFAULT_STYLE_ID,
  findStyle,
  presentStyleName,
  searchStyles,
} from './styles/bundledStyles';
export { readStyleFile, type StyleFile, styleFromFile } from './styles/styleFromFile';
export type * from './types';
export { StyleError } from './types';
