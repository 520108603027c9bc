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
        message: `Reference ${entry.number} seems to have no title.`,
      }));
  },
};

function linkedTitle({ entry, scope }: CheckContext['entries'][number]): boolean {
  return scope.numbering.byNumber.get(entry.number)?.reference?.csl.title !== undefined;
}

/** A title is a piece between full stops, quotes or markup with three words or more, one of them not a name in capitals. */
function hasTitle(words: string): boolean {
  return words
    .replace(/https?:\/\/\S+/g, ' ')
    .split(/[.?!“”"„«»*_;]|\s[-–—]\s|(?<=\)),?|,(?=\s)|\\[a-z]+\{/i)
    .some(piece => {
      const found = piece.match(/\p{L}{2,}/gu) ?? [];
      return found.length >= 3 && found.some(word => /^\p{Ll}{3,}$/u.test(word));
    });
}
