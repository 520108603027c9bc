import { say } from '../../text/message';
import { clusterText } from './clusters';
import type { Rule } from './types';

/** `[0]`. */
export const numberZero: Rule = {
  code: 'number-zero',
  severity: 'error',
  description: 'A citation has the number 0, which no reference list counts from.',
  fixAll: false,
  check: context =>
    context.scopes.flatMap(scope =>
      scope.numbering.byNumber.has(0)
        ? []
        : scope.citations
            .filter(({ citation }) => citation.numbers.includes(0))
            .map(({ citation }) => ({
              range: citation.range,
              ...say('{0} cites number 0; references count from 1.', clusterText(context, citation)),
            })),
    ),
};
