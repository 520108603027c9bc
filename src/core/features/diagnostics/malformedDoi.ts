import { say, sayTitle } from '../../text/message';
import type { Finding, Rule } from './types';

/** `doi:10.1O16/…`, `https://doi.org/1016/j.cell`. */
export const malformedDoi: Rule = {
  code: 'malformed-doi',
  severity: 'warning',
  description: 'What stands behind “doi:” or doi.org/ in an entry cannot be a DOI.',
  fixAll: false,
  check: context =>
    context.entries.flatMap(({ entry }) => {
      const words = context.text.slice(entry.range.start, entry.range.end);
      const findings: Finding[] = [];
      const announced = /\bdoi\.org\/|\bdoi\s?:\s?/gi;
      for (let match = announced.exec(words); match; match = announced.exec(words)) {
        const start = match.index + match[0].length;
        const token = /^[^\s<>"{}[\]]{0,300}/
          .exec(words.slice(start, start + 300))![0]
          .replace(/[).,;:*_]+$/, '');
        // Markup may stand between, and `doi:https://doi.org/…` announces the same DOI twice.
        if (token === '' || /^(?:https?:|doi:|\\|\*|_|`)/i.test(token)) continue;
        // Short DOIs (https://shortdoi.org) resolve at the same address: `doi.org/gcgk7k`, `doi:10/gcgk7k`.
        if (/^(?:10\/)?[a-z][a-z0-9]{2,9}$/i.test(token)) continue;
        if (/^10(?:\.\d{4,9})(?:\.\d+)*(?:\/|%2f)\S/i.test(token)) continue;
        const from = entry.range.start + start;
        // A DOI with something before it that does not belong there: `doi.org/10.1000/x`, `/10.1000/x`.
        const inside = token.search(/10\.\d{4,9}(?:\.\d+)*\/\S/);
        findings.push({
          range: { start: from, end: from + token.length },
          ...say(
            '“{0}” is no DOI: a DOI begins with 10., a number of four or more digits, and a slash.',
            token.slice(0, 60),
          ),
          ...(inside > 0 && inside <= 20
            ? {
                fix: {
                  ...sayTitle('Write {0}', token.slice(inside, inside + 60)),
                  edits: [{ range: { start: from, end: from + inside }, newText: '' }],
                },
              }
            : {}),
        });
      }
      return findings;
    }),
};
