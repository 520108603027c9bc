import { say } from '../../text/message';
import type { BibRule } from './types';

/** `@article{, author = …}` */
export const missingKey: BibRule = {
  code: 'bib-missing-key',
  severity: 'warning',
  description: 'A record has no citation key, so that nothing can cite it by one.',
  check: ({ document }, index) => {
    const { type, key, length } = document.blocks[index]!;
    if (key !== '' || type === 'string' || type === 'bibnote') return [];
    const start = document.starts[index]!;
    return [
      {
        range: { start, end: start + Math.min(length, type.length + 2) },
        ...say('This record has no citation key; write one after the opening brace, with a comma behind it.'),
      },
    ];
  },
};
