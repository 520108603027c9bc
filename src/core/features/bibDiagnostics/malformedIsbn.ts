import { say } from '../../text/message';
import { valueRule } from './malformedValues';

/** An ISBN (ISO 2108) with a wrong length or check digit. */
export const malformedIsbn = valueRule({
  code: 'bib-malformed-isbn',
  severity: 'warning',
  description: 'The field “isbn” holds no ISBN: its length or its check digit is wrong.',
  field: 'isbn',
  find: (value, range) => {
    const findings = [];
    for (const match of value.slice(0, 2000).matchAll(/[^,;/]+/g)) {
      const written = match[0].trim();
      const problem = written === '' ? undefined : problemOf(written);
      if (problem === undefined) continue;
      const start = range.start + match.index + match[0].indexOf(written);
      findings.push({
        range: { start, end: start + written.length },
        ...say('“{0}” is no ISBN: {1}.', written.slice(0, 40), problem),
      });
    }
    return findings;
  },
});

/** An ISBN may be followed by words such as `(pbk.)`. */
function problemOf(written: string): string | undefined {
  const number = written
    .replace(/\s*\([^()]*\)$/, '')
    .replace(/^ISBN(?:-1[03])?:?\s*/i, '')
    .replace(/[\s‐‑–-]+/g, '')
    .toUpperCase();
  if (/^\d{13}$/.test(number)) {
    if (!/^97[89]/.test(number)) return 'one of 13 digits begins with 978 or 979';
    const sum = [...number].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
    return sum % 10 === 0 ? undefined : 'its last digit, the check digit, does not fit the others';
  }
  if (/^\d{9}[\dX]$/.test(number)) {
    const sum = [...number].reduce(
      (total, digit, at) => total + (digit === 'X' ? 10 : Number(digit)) * (10 - at),
      0,
    );
    return sum % 11 === 0 ? undefined : 'its last digit, the check digit, does not fit the others';
  }
  return 'it has neither 10 nor 13 digits';
}
