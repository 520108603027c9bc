import { bibtexFacts } from '../../library/formats/bibtex/bibtexFacts';
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
          message: `The abbreviation “${written.slice(0, 60)}” is not defined: add @string{${written.slice(0, 60)} = {…}}, or put braces around it.`,
          fix: {
            title: 'Put braces around it',
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
              message: `The file has no record “${key}” that “${field}” could mean.`,
            },
          ],
    );
  },
};
