import { tidyCitation } from '../../numbering/rewriteCitation';
import { clusterText } from './clusters';
import type { Finding, Rule } from './types';

/** `[2, 2]`, `[1–4, 3]`. */
export const repeatedNumber: Rule = {
  code: 'repeated-number',
  severity: 'warning',
  description: 'One citation has a number twice.',
  fixAll: true,
  check: context =>
    context.manuscript.citations.flatMap((citation): readonly Finding[] => {
      // The same work at two places of it is cited twice for a reason.
      const plain = citation.members.filter(member => !member.locator && !member.prefix);
      const numbers = plain.flatMap(member => {
        if (member.kind === 'number') return [member.number.value];
        const low = Math.min(member.first.value, member.last.value);
        return Array.from(
          { length: Math.abs(member.last.value - member.first.value) + 1 },
          (_, index) => low + index,
        );
      });
      const repeated = numbers.find(
        (number, index) => numbers.indexOf(number) !== index && numbers.length < 2000,
      );
      if (repeated === undefined) return [];
      const edits = tidyCitation(context.text, citation, context.writing);
      return [
        {
          range: citation.range,
          message: `${clusterText(context, citation)} has the number ${repeated} twice.`,
          ...(edits.length > 0 ? { fix: { title: 'Write each number once', edits } } : {}),
        },
      ];
    }),
};
