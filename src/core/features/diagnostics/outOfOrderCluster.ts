import { tidyCitation } from '../../numbering/rewriteCitation';
import { say, sayTitle } from '../../text/message';
import { clusterText, firstOf, isTextCluster } from './clusters';
import type { Rule } from './types';

/** `[3, 1]`. */
export const outOfOrderCluster: Rule = {
  code: 'out-of-order-cluster',
  severity: 'warning',
  description: 'The numbers of one citation do not ascend.',
  fixAll: true,
  check: context =>
    context.clusters
      .filter(
        citation =>
          isTextCluster(context, citation) &&
          citation.members.some(
            (member, index) => index > 0 && firstOf(member) < firstOf(citation.members[index - 1]!),
          ),
      )
      .map(citation => {
        const edits = tidyCitation(context.text, citation, context.writing);
        return {
          range: citation.range,
          ...say('The numbers of {0} are not in order.', clusterText(context, citation)),
          ...(edits.length > 0 ? { fix: { ...sayTitle('Sort the numbers'), edits } } : {}),
        };
      }),
};
