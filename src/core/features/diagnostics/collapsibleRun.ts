import type { Citation } from '../../manuscript/types';
import { tidyCitation } from '../../numbering/rewriteCitation';
import { say, sayTitle } from '../../text/message';
import { clusterText, isTextCluster } from './clusters';
import type { Rule } from './types';

/** `[1, 2, 3]` in a manuscript that writes `[1–3]`. */
export const collapsibleRun: Rule = {
  code: 'collapsible-run',
  severity: 'hint',
  description: 'Numbers that follow each other are written one by one, where the manuscript writes ranges.',
  fixAll: true,
  check: context => {
    const from = context.options.collapseFrom ?? context.style.collapseFrom;
    if (from < 2) return [];
    // Without a setting, it takes a range in the manuscript to say that its author writes ranges.
    const habit = context.manuscript.citations.some(({ members }) =>
      members.some(member => member.kind === 'range'),
    );
    if (context.options.collapseFrom === undefined && !habit) return [];
    return context.clusters
      .filter(citation => isTextCluster(context, citation) && longestRun(citation) >= from)
      .flatMap(citation => {
        const edits = tidyCitation(context.text, citation, { ...context.writing, collapseFrom: from });
        if (edits.length === 0) return [];
        return [
          {
            range: citation.range,
            ...say('{0} can be written with a range.', clusterText(context, citation)),
            fix: { ...sayTitle('Write as a range'), edits },
          },
        ];
      });
  },
};

function longestRun(citation: Citation): number {
  let longest = 0;
  let run = 0;
  let last: number | undefined;
  for (const member of citation.members) {
    if (member.locator) {
      run = 0;
      last = undefined;
      continue;
    }
    const [first, end] =
      member.kind === 'number'
        ? [member.number.value, member.number.value]
        : [member.first.value, member.last.value];
    // A range beside a number that it could take in counts as much as two numbers.
    run =
      last !== undefined && first === last + 1
        ? run + Math.max(1, end - first + 1)
        : member.kind === 'range'
          ? 0
          : 1;
    longest = Math.max(longest, run);
    last = end;
  }
  return longest;
}
