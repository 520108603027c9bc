import { numbersOfMember } from '../../numbering/writtenNumber';
import { type Message, say } from '../../text/message';
import type { CheckContext, Finding, Rule } from './types';

/** `[12]` where the list ends at 11. */
export const numberWithoutReference: Rule = {
  code: 'number-without-reference',
  severity: 'error',
  description:
    'A citation has a number that no entry of the reference list (or of the numbered library) has.',
  fixAll: false,
  check: context =>
    context.scopes.flatMap(scope => {
      // A text with neither list nor numbered library says nothing yet about its numbers.
      if (scope.numbering.source === 'none') return [];
      const source = scope.numbering.source === 'library' ? libraryName(context) : say('The reference list');
      return scope.citations.flatMap(({ citation }) =>
        citation.members.flatMap((member): readonly Finding[] => {
          const missing = numbersOfMember(member).filter(
            number => number > 0 && !scope.numbering.byNumber.has(number),
          );
          if (missing.length === 0) return [];
          return [{ range: member.range, ...say('{0} has no number {1}.', source, shortened(missing)) }];
        }),
      );
    }),
};

function libraryName({ numbered }: CheckContext): Message {
  const library = numbered.libraries.find(({ numbered: isNumbered }) => isNumbered);
  return library ? say('The manuscript has no reference list, and “{0}”', library.name) : say('The library');
}

function shortened(numbers: readonly number[]): string {
  return numbers.length > 6 ? `${numbers.slice(0, 5).join(', ')} … ${numbers.at(-1)}` : numbers.join(', ');
}
