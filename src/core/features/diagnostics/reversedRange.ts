import { tidyCitation } from '../../numbering/rewriteCitation';
import { say, sayTitle } from '../../text/message';
import { clusterText } from './clusters';
import type { Rule } from './types';

/** `[5–3]`. */
export const reversedRange: Rule = {
  code: 'reversed-range',
  severity: 'warning',
  description: 'A range ends with a smaller number than it begins with.',
  fixAll: true,
  check: context =>
    context.manuscript.citations
      .filter(({ members }) =>
        members.some(member => member.kind === 'range' && member.first.value > member.last.value),
      )
      .map(citation => {
        const edits = tidyCitation(context.text, citation, context.writing);
        return {
          range: citation.range,
          ...say('A range of {0} runs backwards.', clusterText(context, citation)),
          ...(edits.length > 0 ? { fix: { ...sayTitle('Turn the range around'), edits } } : {}),
        };
      }),
};
