import { doisIn } from '../../numbering/writtenDoi';
import { say } from '../../text/message';
import type { Rule } from './types';

const UNDATED =
  /\b(?:in press|forthcoming|submitted|in preparation|accepted|to appear|n\.\s?d\.|no date|s\.\s?d\.|o\.\s?J\.|im Druck|in Vorbereitung|sous presse|à paraître|en prensa|in stampa|no prelo)(?![\p{L}])/iu;

/** An entry that does not say when. */
export const entryWithoutYear: Rule = {
  code: 'entry-without-year',
  severity: 'hint',
  description: 'An entry of the reference list has no year.',
  fixAll: false,
  check: context =>
    context.entries.flatMap(({ entry }) => {
      const words = context.text.slice(entry.textRange.start, entry.textRange.end);
      if (words.trim() === '' || UNDATED.test(words)) return [];
      const dois = doisIn(words);
      for (const match of words.matchAll(/(?<!\d)(?:1[4-9]|20|21)\d\d(?!\d)/g)) {
        if (!dois.some(({ start, end }) => start <= match.index && match.index < end)) return [];
      }
      return [{ range: entry.textRange, ...say('Reference {0} has no year.', entry.number) }];
    }),
};
