import { say, sayTitle } from '../../text/message';
import type { Finding, Rule } from './types';

/** `[1-3]` in a manuscript that writes `[1–3]`. */
export const mixedDashes: Rule = {
  code: 'mixed-dashes',
  severity: 'hint',
  description: 'The dash of a range differs from what the manuscript writes otherwise.',
  fixAll: true,
  check: context => {
    const usual = context.style.dash;
    if (usual.includes(']')) return [];
    return context.manuscript.citations.flatMap((citation): readonly Finding[] => {
      if (citation.form !== 'brackets' && citation.form !== 'escaped') return [];
      const other = citation.members.flatMap(member => {
        if (member.kind !== 'range') return [];
        const written = context.text.slice(member.dash.start, member.dash.end);
        return written !== usual && /^[-‐‑‒–—−]+$/.test(written) ? [{ range: member.dash, written }] : [];
      });
      if (other.length === 0) return [];
      return [
        {
          range: citation.range,
          ...say(
            'The manuscript writes ranges with “{0}”, this citation with “{1}”.',
            usual,
            other[0]!.written,
          ),
          fix: {
            ...sayTitle('Write the range with “{0}”', usual),
            edits: other.map(({ range }) => ({ range, newText: usual })),
          },
        },
      ];
    });
  },
};
