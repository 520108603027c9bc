import { isKnownEntryType, nearestEntryType } from '../../library/formats/bibtex/bibtexEntryTypes';
import { say, sayTitle } from '../../text/message';
import type { BibRule } from './types';

/** `@artcle{…}` */
export const unknownEntryType: BibRule = {
  code: 'bib-unknown-entry-type',
  severity: 'warning',
  description: 'Neither BibTeX nor BibLaTeX has the entry type.',
  check: ({ document, dialect }, index) => {
    const { type } = document.blocks[index]!;
    if (isKnownEntryType(type)) return [];
    const start = document.starts[index]! + 1;
    const range = { start, end: start + type.length };
    const nearest = nearestEntryType(type, dialect);
    return [
      {
        range,
        ...say(
          'Neither BibTeX nor BibLaTeX knows the entry type “{0}”, so that it is printed as @misc.',
          type,
        ),
        ...(nearest === undefined
          ? {}
          : { fix: { ...sayTitle('Write @{0}', nearest), edits: [{ range, newText: nearest }] } }),
      },
    ];
  },
};
