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
            message: `Another entry has the number ${number}: a citation of it could mean either.`,
            ...(first
              ? { related: [{ range: first.range, message: `The first entry with the number ${number}.` }] }
              : {}),
          },
        ];
      }),
    ),
};
