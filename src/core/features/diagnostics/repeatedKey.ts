import { say } from '../../text/message';
import type { Finding, Rule } from './types';

/** `[@a; @b; @a]`. */
export const repeatedKey: Rule = {
  code: 'repeated-key',
  severity: 'warning',
  description: 'A citation names a key twice.',
  fixAll: false,
  check: ({ manuscript }) =>
    manuscript.keyedCitations.flatMap(({ members }) => {
      const seen = new Set<string>();
      return members.flatMap(({ key, locator }): readonly Finding[] => {
        // Two places of one work are two things to say.
        if (locator !== undefined) return [];
        if (seen.has(key.value)) {
          return [{ range: key.range, ...say('This citation names “{0}” already.', key.value) }];
        }
        seen.add(key.value);
        return [];
      });
    }),
};
