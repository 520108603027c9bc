import { say } from '../../text/message';
import type { Rule } from './types';

/** Two entries with one number. */
export const duplicateNumber: Rule = {
  code: 'duplicate-number',
  severity: 'error',
  description: 'Two entries of a reference list have the same number.',
  fixAll: false,
  check: context =>
    context.scopes.flatMap(scope =>
      scope.numbering.duplicates.flatMap(({ entry, number }) => {
        if (!entry) return [];
        const first = scope.numbering.byNumber.get(number)?.entry;
        return [
          {
            range: entry.writtenNumber?.range ?? entry.labelRange,
            ...say('Another entry has the number {0}: a citation of it could mean either.', number),
            ...(first
              ? { related: [{ range: first.range, ...say('The first entry with the number {0}.', number) }] }
              : {}),
          },
        ];
      }),
    ),
};
