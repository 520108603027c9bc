import { citedByFellows } from '../../numbering/joinFiles';
import { say } from '../../text/message';
import type { Rule } from './types';

/** An entry that nothing cites. */
export const referenceNeverCited: Rule = {
  code: 'reference-never-cited',
  severity: 'hint',
  description: 'An entry of the reference list is not cited in the text.',
  fixAll: false,
  check: context =>
    context.scopes.flatMap(scope => {
      const cited = new Set(scope.citations.flatMap(({ citation }) => citation.numbers));
      for (const part of scope.parts)
        for (const number of citedByFellows(context.numbered, part)) cited.add(number);
      // A list in a text without any citation is meant for reading, not for citing.
      if (cited.size === 0 || !scope.list) return [];
      return scope.list.entries
        .filter(({ number }) => !cited.has(number))
        .map(({ number, range }) => ({ range, ...say('Reference {0} is not cited.', number) }));
    }),
};
