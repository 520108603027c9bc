import { tidyCitation } from '../../numbering/rewriteCitation';
import { numbersOfMember } from '../../numbering/writtenNumber';
import { say, sayTitle } from '../../text/message';
import { clusterText } from './clusters';
import type { Finding, Rule } from './types';

/** `[2, 2]`, `[1–4, 3]`. */
export const repeatedNumber: Rule = {
  code: 'repeated-number',
  severity: 'warning',
  description: 'One citation has a number twice.',
  fixAll: true,
  check: context =>
    context.clusters.flatMap((citation): readonly Finding[] => {
      // The same work at two places of it is cited twice for a reason.
      const plain = citation.members.filter(member => !member.locator && !member.prefix);
      const seen = new Set<number>();
      const repeated = plain.flatMap(numbersOfMember).find(number => seen.size === seen.add(number).size);
      if (repeated === undefined) return [];
      const edits = tidyCitation(context.text, citation, context.writing);
      return [
        {
          range: citation.range,
          ...say('{0} has the number {1} twice.', clusterText(context, citation), repeated),
          ...(edits.length > 0 ? { fix: { ...sayTitle('Write each number once'), edits } } : {}),
        },
      ];
    }),
};
