import { bibtexFacts } from '../../library/formats/bibtex/bibtexFacts';
import { say, sayTitle } from '../../text/message';
import type { BibRule } from './types';

/** `journal = nature` without `@string{nature = …}`. */
export const undefinedAbbreviation: BibRule = {
  code: 'bib-undefined-abbreviation',
  severity: 'warning',
  description: 'A value without braces names an abbreviation that no @string of the file defines.',
  check: ({ document, abbreviations }, index) => {
    const start = document.starts[index]!;
    return bibtexFacts(document, index).abbreviations.flatMap(({ name, range }) => {
      if (abbreviations.has(name)) return [];
      const place = { start: start + range.start, end: start + range.end };
      const written = document.text.slice(place.start, place.end);
      return [
        {
          range: place,
          ...say(
            'The abbreviation “{0}” is not defined: add @string{{1} = {…}}, or put braces around it.',
            written.slice(0, 60),
            written.slice(0, 60),
          ),
          fix: {
            ...sayTitle('Put braces around it'),
            edits: [{ range: place, newText: `{${written}}` }],
          },
        },
      ];
    });
  },
};

/** `crossref = {nowhere}` */
export const unknownParent: BibRule = {
  code: 'bib-unknown-parent',
  severity: 'warning',
  description: 'A field such as “crossref” names a record that the file does not have.',
  check: ({ document, byKey }, index) => {
    const start = document.starts[index]!;
    return bibtexFacts(document, index).namedKeys.flatMap(({ field, key, range }) =>
      byKey.has(key.toLowerCase())
        ? []
        : [
            {
              range: { start: start + range.start, end: start + range.end },
              ...say('The file has no record “{0}” that “{1}” could mean.', key, field),
            },
          ],
    );
  },
};
