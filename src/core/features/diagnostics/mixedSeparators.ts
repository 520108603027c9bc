import { say, sayTitle } from '../../text/message';
import { separatorsOf } from './clusters';
import type { Rule } from './types';

/** `[1;2]` in a manuscript that writes `[1, 2]`. */
export const mixedSeparators: Rule = {
  code: 'mixed-separators',
  severity: 'hint',
  description: 'A separator between numbers differs from what the manuscript writes otherwise.',
  fixAll: true,
  check: context => {
    const usual = context.style.separator;
    if (usual.includes(']')) return [];
    return context.manuscript.citations.flatMap(citation => {
      if (citation.form !== 'brackets' && citation.form !== 'escaped') return [];
      const other = separatorsOf(context, citation).filter(
        ({ words }) => words !== usual && /^[,;][ \u00a0]?$/.test(words),
      );
      if (other.length === 0) return [];
      return [
        {
          range: citation.range,
          ...say(
            'The manuscript separates numbers by “{0}”, this citation by “{1}”.',
            usual,
            other[0]!.words,
          ),
          fix: {
            ...sayTitle('Separate by “{0}”', usual),
            edits: other.map(({ start, end }) => ({ range: { start, end }, newText: usual })),
          },
        },
      ];
    });
  },
};
