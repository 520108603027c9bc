import { say, sayTitle } from '../../text/message';
import { valueRule } from './malformedValues';

/** `doi = {https://doi.org/10.1000/x}`, `doi = {10.1O00}` */
export const malformedDoi = valueRule({
  code: 'bib-malformed-doi',
  severity: 'warning',
  description: 'The field “doi” holds more than a DOI, or something that is none.',
  field: 'doi',
  find: (value, range) => {
    if (/^10\.\d{4,9}(?:\.\d+)*\/\S+$/.test(value) || /^10\/[a-z0-9]{2,12}$/i.test(value)) return [];
    const inside = /10\.\d{4,9}(?:\.\d+)*\/[^\s"<>{}]+/.exec(value.slice(0, 400));
    const before = inside && value.slice(0, inside.index);
    if (inside && /^(?:\\url\{|<)?(?:https?:\/\/)?(?:[a-z]+\.)?(?:doi\.org\/|doi:?\s*)?$/i.test(before!)) {
      return [
        {
          range,
          ...say('The field “doi” holds the bare DOI: styles add the address themselves.'),
          fix: { ...sayTitle('Write {0}', inside[0]), edits: [{ range, newText: inside[0] }] },
        },
      ];
    }
    return [
      {
        range,
        ...say(
          '“{0}” is no DOI: a DOI begins with 10., a number of four or more digits, and a slash.',
          value.slice(0, 60),
        ),
      },
    ];
  },
});
