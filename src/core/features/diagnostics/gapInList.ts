import { say } from '../../text/message';
import { renumberRemedy } from './renumberRemedy';
import type { Finding, Rule } from './types';

/** 1, 2, 4. */
export const gapInList: Rule = {
  code: 'gap-in-list',
  severity: 'information',
  description: 'The numbers of a reference list leave one out.',
  fixAll: false,
  check: context =>
    context.scopes.flatMap(scope => {
      const numbers = [...(scope.list?.entries ?? [])].sort((a, b) => a.number - b.number);
      return numbers.flatMap((entry, index): readonly Finding[] => {
        const previous = numbers[index - 1];
        if (!previous || entry.number <= previous.number + 1) return [];
        return [
          {
            range: entry.writtenNumber?.range ?? entry.labelRange,
            ...say('The list goes from {0} to {1}.', previous.number, entry.number),
            related: [{ range: previous.range, ...say('The entry before it, {0}.', previous.number) }],
            remedy: renumberRemedy(context.numbered),
          },
        ];
      });
    }),
};
