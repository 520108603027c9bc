import { say, sayTitle } from '../../text/message';
import type { CheckContext, Finding, Rule } from './types';

/** So many citations behind words, and such a share of them written alike, make a habit. */
const HABIT_COUNT = 4;
const HABIT_SHARE = 0.8;

/** `word[1]` in a manuscript that writes `word [1]`. */
export const spaceBeforeCitation: Rule = {
  code: 'space-before-citation',
  severity: 'hint',
  description: 'A citation follows its word with a space, or without, unlike elsewhere in the manuscript.',
  fixAll: true,
  check: context => {
    const gaps = context.manuscript.citations.map(citation =>
      (citation.form === 'brackets' || citation.form === 'escaped' || citation.form === 'round') &&
      !context.inList(citation)
        ? gapBefore(context, citation.range.start)
        : undefined,
    );
    const spaced = gaps.filter(gap => gap !== undefined && gap > 0).length;
    const tight = gaps.filter(gap => gap === 0).length;
    if (spaced + tight < HABIT_COUNT) return [];
    const wantsSpace = spaced >= (spaced + tight) * HABIT_SHARE;
    const wantsNone = tight >= (spaced + tight) * HABIT_SHARE;
    if (!wantsSpace && !wantsNone) return [];
    return context.manuscript.citations.flatMap(({ range }, index): readonly Finding[] => {
      const gap = gaps[index];
      if (gap === undefined || gap > 0 === wantsSpace) return [];
      const before = { start: range.start - gap, end: range.start };
      return [
        {
          range,
          ...(wantsSpace
            ? say('The manuscript puts a space before citations; here it is missing.')
            : say('The manuscript puts no space before citations; here is one.')),
          fix: {
            ...(wantsSpace ? sayTitle('Put a space before the citation') : sayTitle('Take the space away')),
            edits: [{ range: before, newText: wantsSpace ? ' ' : '' }],
          },
        },
      ];
    });
  },
};

/** How much white space stands between a word and the citation; undefined where no word stands before it on the line. */
function gapBefore({ text }: CheckContext, start: number): number | undefined {
  let left = start;
  while (left > 0 && ' \u00a0~'.includes(text[left - 1]!)) left--;
  return /[\p{L}\p{N}]/u.test(text[left - 1] ?? '') ? start - left : undefined;
}
