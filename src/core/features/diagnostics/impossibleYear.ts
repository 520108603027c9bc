import { doisIn } from '../../numbering/writtenDoi';
import { say } from '../../text/message';
import type { Finding, Rule } from './types';

/** The first book from movable type; nothing that is cited by number is older. */
const FIRST_YEAR = 1450;
/** Where the present year is not known. */
const LAST_YEAR = 2100;

/** `(2203)`. */
export const impossibleYear: Rule = {
  code: 'impossible-year',
  severity: 'warning',
  description: 'The year of an entry lies in the future or before printing.',
  fixAll: false,
  check: context => {
    // What is in press carries next year's date.
    const last = context.options.currentYear === undefined ? LAST_YEAR : context.options.currentYear + 1;
    return context.entries.flatMap(({ entry }): readonly Finding[] => {
      const words = context.text.slice(entry.textRange.start, entry.textRange.end);
      const dois = doisIn(words);
      const years: { value: number; start: number }[] = [];
      // A year stands in parentheses, or before the end of a part: `2020;`, `2020.`, `2020,`, `2020 Jan`.
      const place = /(?<=\()\d{4}(?=[a-z]?\))|(?<=[\s.,;])\d{4}(?=[a-z]?(?:[;.,]|\s+[A-Z][a-z]{2}\b|$))/gm;
      for (let match = place.exec(words); match; match = place.exec(words)) {
        const { index } = match;
        if (dois.some(({ start, end }) => start <= index && index < end)) continue;
        years.push({ value: Number(match[0]), start: index });
      }
      if (years.length === 0 || years.some(({ value }) => FIRST_YEAR <= value && value <= last)) return [];
      const { value, start } = years.find(year => /[()]/.test(words[year.start - 1] ?? '')) ?? years[0]!;
      const from = entry.textRange.start + start;
      return [
        { range: { start: from, end: from + 4 }, ...say('{0} cannot be the year of a reference.', value) },
      ];
    });
  },
};
