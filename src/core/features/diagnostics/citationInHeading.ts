import { say } from '../../text/message';
import { clusterText } from './clusters';
import type { Rule } from './types';

/** `## Methods [3]`. */
export const citationInHeading: Rule = {
  code: 'citation-in-heading',
  severity: 'off',
  description: 'A heading has a citation, which many journals do not allow.',
  fixAll: false,
  check: context => {
    const { headings, citations } = context.manuscript;
    let next = 0;
    return citations
      .filter(({ range }) => {
        while (next < headings.length && headings[next]!.range.end < range.end) next++;
        return next < headings.length && headings[next]!.range.start <= range.start;
      })
      .map(citation => ({
        range: citation.range,
        ...say('The citation {0} stands in a heading.', clusterText(context, citation)),
      }));
  },
};
