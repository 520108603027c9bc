import { say } from '../../text/message';
import type { CheckContext, Rule } from './types';

/** When fewer entries than this share have something like a title, the style prints none. */
const HABIT_SHARE = 0.6;

/** An entry that does not say what. */
export const entryWithoutTitle: Rule = {
  code: 'entry-without-title',
  severity: 'hint',
  description: 'An entry of the reference list has no title, where the others have one.',
  fixAll: false,
  check: context => {
    const titled = context.entries.map(({ entry }) =>
      hasTitle(context.text.slice(entry.textRange.start, entry.textRange.end)),
    );
    const count = titled.filter(Boolean).length;
    if (count < titled.length * HABIT_SHARE) return [];
    return context.entries
      .filter((place, index) => !titled[index] && !linkedTitle(place))
      .map(({ entry }) => ({
        range: entry.textRange,
        ...say('Reference {0} seems to have no title.', entry.number),
      }));
  },
};

function linkedTitle({ entry, scope }: CheckContext['entries'][number]): boolean {
  return scope.numbering.byNumber.get(entry.number)?.reference?.csl.title !== undefined;
}

/**
 * Only entries that begin with authors as the Vancouver style writes them (`Fox F, Gray GH.`) can be judged: behind them
 * come title and container, so that one piece of words alone is the container.
 */
function hasTitle(words: string): boolean {
  const text = words.replace(/https?:\/\/\S+|\bdoi:\s*\S+/gi, ' ');
  const authors =
    /^\s*(?:\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'-]+)? \p{Lu}{1,3}(?:, (?:et al)?|\.|(?= et al)))+/u.exec(text);
  if (!authors?.[0].endsWith('.')) return true;
  const pieces = text
    .slice(authors[0].length)
    .split(/[.?!“”"„«»*_]/)
    .filter(piece => /\p{L}{3,}/u.test(piece) && !/^\s*\d/.test(piece));
  return pieces.length !== 1;
}
