import { say } from '../../text/message';
import type { Rule } from './types';

/** `[3,, x]`. */
export const unreadableCitation: Rule = {
  code: 'unreadable-citation',
  severity: 'warning',
  description:
    'Something looks like a numbered citation but cannot be read; renumbering refuses while it is there.',
  fixAll: false,
  check: context =>
    context.manuscript.unreadable.map(({ range, reason }) => ({
      range,
      ...say('This looks like a citation but cannot be read: {0}', reason),
    })),
};
