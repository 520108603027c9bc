import { say, sayTitle } from '../../text/message';
import { valueRule } from './malformedValues';

/** `pages = {12-19}` prints a hyphen; `pages = {pp. 12--19}` prints “pp.” twice. */
export const malformedPages = valueRule({
  code: 'bib-malformed-pages',
  severity: 'information',
  description:
    'A range of pages is written with another dash than “--”, backwards, without its end, or with “pp.”.',
  field: 'pages',
  find: (value, range) => {
    const prefix = /^(?:pp?|pages?)\b[.~\s]*/i.exec(value)?.[0] ?? '';
    const bare = value.slice(prefix.length);
    const written = bare.replace(/(?<=[\w\])])\s*(?:-{1,3}|[‐‑–—])\s*(?=[\w[(])/g, (dash, at: number) =>
      isRange(bare, at) ? '--' : dash,
    );
    const backwards = /(?:^|[^\w-])(\d+)(?:--|–)(\d+)(?!\w)/.exec(written);
    if (backwards && isBackwards(backwards[1]!, backwards[2]!)) {
      return [{ range, ...say('The pages {0}–{1} end before they begin.', backwards[1]!, backwards[2]!) }];
    }
    if (/^(?:-+|[–—]+)|(?:-+|[–—]+)$/.test(bare.trim())) {
      return [{ range, ...say('This range of pages has no beginning or no end.') }];
    }
    if (prefix !== '' && bare !== '' && /\d/.test(bare)) {
      return [
        {
          range,
          ...say('Styles write “pp.” themselves: the field holds only the pages.'),
          fix: { ...sayTitle('Write {0}', written), edits: [{ range, newText: written }] },
        },
      ];
    }
    // An en dash is understood by BibLaTeX and printed right by BibTeX: only hyphens are wrong.
    if (written === bare || !/(?<!-)-(?!-)|---/.test(bare)) return [];
    return [
      {
        range,
        ...say('A range of pages is written with two hyphens, which TeX prints as a dash.'),
        fix: { ...sayTitle('Write {0}', written), edits: [{ range, newText: written }] },
      },
    ];
  },
});

/** Whether the hyphen at `at` joins two pages: `1-2-3` and `e12-345-6` are numbers of something else. */
function isRange(value: string, at: number): boolean {
  const before = /[^\s,;]*$/.exec(value.slice(Math.max(0, at - 60), at))![0];
  const after = /^\s*(?:-{1,3}|[‐‑–—])\s*([^\s,;]*)/.exec(value.slice(at, at + 60))?.[1] ?? '';
  return /^[A-Za-z]{0,3}\d+[A-Za-z]?$/.test(before) && /^[A-Za-z]{0,3}\d+[A-Za-z]?$/.test(after);
}

/** `123--45` is short for 123–145. */
function isBackwards(first: string, last: string): boolean {
  return last.length >= first.length && Number(last) < Number(first);
}
