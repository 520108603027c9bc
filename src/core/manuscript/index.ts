export { citationBeingTypedAt } from './beingTyped';
export { isExponent } from './context';
export { type KeyBeingTyped, keyBeingTypedAt } from './keyed/keyBeingTyped';
export { keyedCitationAt, keyedCitationsWithin, keyedMemberAt } from './keyed/queries';
export { writeKeyedCitation } from './keyed/writeKeyed';
export { type KeyPlace, keyAtPlace, keyPlacesIn } from './keyPlaces';
export { markupLanguageOf, markupLanguageOfFileName } from './languages';
export { isReferencesTitle } from './lists/headingWords';
export { type ParseOptions, parseAlike, parseManuscript, updateManuscript } from './parse';
export {
  citationAt,
  citationsWithin,
  entryAt,
  headingBefore,
  highestCited,
  isProse,
  memberAt,
  notProseWithin,
  textBetween,
} from './queries';
export { readAsOne } from './readAsOne';
export { plainWords, precedingSentence, sentenceAt, sentencesIn } from './sentences';
export type * from './types';
export { type ClusterStyle, clusterStyleOf, writeCitation } from './writeCitation';
