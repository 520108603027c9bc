import { tidyCitation } from '../../numbering/rewriteCitation';
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
          message: `A range of ${clusterText(context, citation)} runs backwards.`,
          ...(edits.length > 0 ? { fix: { title: 'Turn the range around', edits } } : {}),
        };
      }),
};
