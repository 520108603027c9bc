import type { Citation } from '../../manuscript/types';
import { say, sayTitle } from '../../text/message';
import { clusterText } from './clusters';
import type { CheckContext, Finding, Rule } from './types';

type Side = 'before' | 'after';

/** So many citations beside punctuation, and such a share of them on one side, make a habit. */
const HABIT_COUNT = 4;
const HABIT_SHARE = 0.75;

/** `word.[1]` in a manuscript that writes `word [1].` */
export const punctuationSide: Rule = {
  code: 'punctuation-side',
  severity: 'hint',
  description:
    'A citation stands on the other side of a full stop or comma than elsewhere in the manuscript.',
  fixAll: false,
  check: context => {
    const sides = context.manuscript.citations.map(citation =>
      citation.form === 'mention' || context.inList(citation) ? undefined : sideOf(context, citation),
    );
    const before = sides.filter(side => side === 'before').length;
    const after = sides.filter(side => side === 'after').length;
    if (before + after < HABIT_COUNT) return [];
    const habit: Side | undefined =
      before >= (before + after) * HABIT_SHARE
        ? 'before'
        : after >= (before + after) * HABIT_SHARE
          ? 'after'
          : undefined;
    if (!habit) return [];
    return context.manuscript.citations.flatMap((citation, index): readonly Finding[] => {
      const side = sides[index];
      if (!side || side === habit) return [];
      const written = clusterText(context, citation);
      return [
        {
          range: citation.range,
          ...(habit === 'before'
            ? say('The manuscript puts citations before the punctuation; {0} stands after it.', written)
            : say('The manuscript puts citations after the punctuation; {0} stands before it.', written)),
          fix: {
            ...(habit === 'before'
              ? sayTitle('Move before the punctuation')
              : sayTitle('Move after the punctuation')),
            edits: [moved(context, citation, habit)],
          },
        },
      ];
    });
  },
};

function sideOf({ text }: CheckContext, { range }: Citation): Side | undefined {
  const next = text[range.end] ?? '';
  const left = leftOf(text, range.start);
  const previous = text[left - 1] ?? '';
  if ('.,'.includes(next) && next !== '') return '.,;:'.includes(previous) ? undefined : 'before';
  // Behind a comma a number may be the subject of what follows: “in this case, [3] showed”.
  if (previous !== '.') return undefined;
  // “et al. [3] showed”, “cf. [3]”: the stop belongs to the word. A sentence ends before a capital or a paragraph's end.
  const word = /[\p{L}.]{1,12}$/u.exec(text.slice(Math.max(0, left - 13), left - 1))?.[0] ?? '';
  if (
    word.length < 2 ||
    /\b(?:al|cf|vs|e\.g|i\.e|etc|Fig|Figs|Ref|Refs|Eq|No|Dr|St|ca|approx|resp|Sec|vol)$/i.test(word)
  ) {
    return undefined;
  }
  if (!/\p{L}|\)/u.test(text[left - 2] ?? '')) return undefined;
  const rest = text.slice(range.end, range.end + 3);
  return /^(?: *$|\s*[\r\n]| +\p{Lu})/u.test(rest) ? 'after' : undefined;
}

function leftOf(text: string, start: number): number {
  let left = start;
  while (left > 0 && ' \u00a0~'.includes(text[left - 1]!)) left--;
  return left;
}

function moved({ text }: CheckContext, { range }: Citation, habit: Side) {
  const written = text.slice(range.start, range.end);
  const left = leftOf(text, range.start);
  const space = text.slice(left, range.start);
  if (habit === 'before') {
    // `word.[1]` → `word [1].`
    return {
      range: { start: left - 1, end: range.end },
      newText: `${space === '' ? ' ' : space}${written}${text[left - 1]}`,
    };
  }
  return { range: { start: left, end: range.end + 1 }, newText: `${text[range.end]}${space}${written}` };
}
