import { firstNumbers, orderOfAppearance } from '../../numbering/appearance';
import { filesTogether } from '../../numbering/joinFiles';
import { scopesOf } from '../../numbering/rewriteScopes';
import { say } from '../../text/message';
import { renumberRemedy } from './renumberRemedy';
import type { Rule } from './types';

/** The first citation of a text is `[4]`. */
export const listNotInOrder: Rule = {
  code: 'list-not-in-order',
  severity: 'information',
  description: 'The reference list is not in the order in which the text first cites its entries.',
  fixAll: false,
  check: context => {
    const { project } = context.numbered;
    // Of a manuscript of several files, what other chapters cite before decides too.
    const files = project ? filesTogether(context.numbered) : [context.numbered];
    const scopes = project ? scopesOf(files) : context.scopes;
    const orders = scopes.map(scope => orderOfAppearance(files, scope, context.options));
    const starts = firstNumbers(
      scopes,
      orders.map(({ cited, uncited }) => cited.length + uncited.length),
    );
    return scopes.flatMap((scope, index) => {
      if (!scope.list) return [];
      const { cited } = orders[index]!;
      // Uncited entries between cited ones leave gaps, which is another rule's matter.
      const known = [...cited].sort((a, b) => a - b);
      const position = cited.findIndex((number, at) => number !== known[at]);
      if (position < 0) return [];
      const number = cited[position]!;
      const place = scope.citations.find(({ citation }) => citation.numbers.includes(number));
      if (!place || place.file !== (project?.file ?? 0)) return [];
      return [
        {
          range: place.citation.range,
          ...say(
            'Reference {0} is cited before {1}: by order of appearance it would be {2}. Only the first such place is reported.',
            number,
            known[position]!,
            starts[index]! + position,
          ),
          remedy: renumberRemedy(context.numbered),
        },
      ];
    });
  },
};
