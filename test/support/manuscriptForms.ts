import type { MarkupLanguage } from '../../src/core/manuscript';

/** A number, or a range by its ends. */
export type Member = number | readonly [number, number];

/** How a list is labelled. */
export interface ListForm {
  readonly name: string;
  readonly label: (number: number) => string;
  /** Between two entries. */
  readonly gap: string;
  /** Before the first entry and behind the last. */
  readonly frame?: readonly [string, string];
  /** What stands on lines of its own above an entry. */
  readonly above?: (work: string) => string;
  readonly around?: readonly [string, string];
}

/** How citations are written. */
export interface CitationWriting {
  readonly name: string;
  readonly write: (members: readonly Member[]) => string;
  /** Whether only one number can stand in a citation. */
  readonly single?: boolean;
  /** Whether ranges are spelled out. */
  readonly flat?: boolean;
  /** Whether the form stands at its word without a space. */
  readonly tied?: boolean;
  /** Whether the form is only read where the text cites most of the list in it. */
  readonly shown?: boolean;
}

const plain = (open: string, close: string, separator: string, dash: string): CitationWriting => ({
  name: `${open}1${separator}3${dash}5${close}`,
  write: members =>
    open +
    members.map(member => (typeof member === 'number' ? member : member.join(dash))).join(separator) +
    close,
});

const BRACKETS = [plain('[', ']', ', ', '–'), plain('[', ']', ',', '-'), plain('[', ']', '; ', '—')];

const raised = (number: number) => [...String(number)].map(digit => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('');

const superscript = (open: string, close: string): CitationWriting => ({
  ...plain(open, close, ',', '–'),
  tied: true,
  shown: true,
});

const UNICODE_SUPERSCRIPTS: CitationWriting = {
  name: '¹,³⁻⁵',
  tied: true,
  shown: true,
  write: members =>
    members
      .map(member => (typeof member === 'number' ? raised(member) : member.map(raised).join('⁻')))
      .join(','),
};

const IEEE: CitationWriting = {
  name: '[1], [3]–[5]',
  write: members =>
    members
      .map(member => (typeof member === 'number' ? `[${member}]` : `[${member[0]}]–[${member[1]}]`))
      .join(', '),
};

const LINKED: CitationWriting = {
  name: '[[1]](#ref-1)',
  single: true,
  write: members => `[[${String(members[0])}]](#ref-${String(members[0])})`,
};

const LOCATED: CitationWriting = {
  name: '[1, p. 12; 3–5]',
  write: members =>
    `[${members.map((member, index) => (typeof member === 'number' ? (index === 0 ? `${member}, p. 12` : member) : member.join('–'))).join('; ')}]`,
};

const PREFIXED: CitationWriting = {
  name: '[see 1; 3–5]',
  write: members =>
    `[see ${members.map(member => (typeof member === 'number' ? member : member.join('–'))).join('; ')}]`,
};

const WRAPPED: CitationWriting = { ...plain('[', ']', ',\n', '–'), name: '[1,⏎3–5]' };

const ROUND: CitationWriting = { ...plain('(', ')', ', ', '–'), shown: true };

const MENTION: CitationWriting = {
  name: 'refs. 1, 3–5 and 7',
  write: members =>
    `refs. ${members
      .map(member => [member].flat().join('–'))
      .join(', ')
      .replace(/, (?=[^,]*$)/, ' and ')}`,
};

const ADJACENT: CitationWriting = {
  name: '[1][3–5]',
  write: members => members.map(member => `[${[member].flat().join('–')}]`).join(''),
};

const RAISED_IN_ROUND: CitationWriting = {
  ...UNICODE_SUPERSCRIPTS,
  name: '⁽¹,³⁻⁵⁾',
  write: members => `⁽${UNICODE_SUPERSCRIPTS.write(members)}⁾`,
};

const LINKED_TOGETHER: CitationWriting = {
  name: '[\\[1,](#ref-1) [3\\]](#ref-3)',
  flat: true,
  write: members =>
    members
      .flat()
      .map((number, at, all) => {
        const [open, close] = [at === 0 ? '\\[' : '', at === all.length - 1 ? '\\]' : ','];
        return `[${open}${number}${close}](#ref-${number})`;
      })
      .join(' '),
};

const RST: CitationWriting = { name: '[1]_', single: true, write: members => `[${String(members[0])}]_` };

export const FORMS: readonly {
  readonly language: MarkupLanguage;
  readonly heading: string;
  readonly citations: readonly CitationWriting[];
  readonly lists: readonly ListForm[];
}[] = [
  {
    language: 'markdown',
    heading: '## References\n\n',
    citations: [
      ...BRACKETS,
      IEEE,
      LOCATED,
      plain('\\[', '\\]', ',', '–'),
      superscript('<sup>', '</sup>'),
      superscript('^', '^'),
      UNICODE_SUPERSCRIPTS,
      RAISED_IN_ROUND,
      PREFIXED,
      WRAPPED,
      ROUND,
      MENTION,
    ],
    lists: [
      { name: '1.', label: number => `${number}. `, gap: '\n' },
      { name: '1. apart', label: number => `${number}. `, gap: '\n\n' },
      { name: '1)', label: number => `${number}) `, gap: '\n' },
      { name: '1. 1.', label: () => '1. ', gap: '\n' },
      { name: '[1]', label: number => `[${number}] `, gap: '\n\n' },
      { name: '- [1]', label: number => `- [${number}] `, gap: '\n' },
    ],
  },
  {
    language: 'markdown',
    heading: '# Literatur\n\n',
    citations: [LINKED, LINKED_TOGETHER],
    lists: [
      { name: '<a id>[1]', label: number => `<a id="ref-${number}"></a>[${number}] `, gap: '\n\n' },
      { name: '1. <a id>', label: number => `${number}. <a id="ref-${number}"></a>`, gap: '\n' },
    ],
  },
  {
    language: 'plaintext',
    heading: 'References\n\n',
    citations: [
      ...BRACKETS,
      IEEE,
      LOCATED,
      ADJACENT,
      PREFIXED,
      WRAPPED,
      ROUND,
      UNICODE_SUPERSCRIPTS,
      MENTION,
    ],
    lists: [
      { name: '1.', label: number => `${number}. `, gap: '\n' },
      { name: '[1]', label: number => `[${number}] `, gap: '\n' },
      { name: '1)', label: number => `${number}) `, gap: '\n\n' },
    ],
  },
  {
    language: 'latex',
    heading: '',
    citations: [
      plain('[', ']', ', ', '--'),
      plain('[', ']', ',', '-'),
      LOCATED,
      ADJACENT,
      PREFIXED,
      WRAPPED,
      ROUND,
      superscript('\\textsuperscript{', '}'),
      superscript('$^{', '}$'),
      MENTION,
    ],
    lists: [
      {
        name: '\\bibitem',
        label: number => `\\bibitem{key${number}} `,
        gap: '\n',
        frame: ['\\begin{thebibliography}{99}\n', '\n\\end{thebibliography}\n'],
      },
      {
        name: '[1]',
        label: number => `[${number}] `,
        gap: '\n\n',
        frame: ['\\section*{References}\n\n', '\n'],
      },
      {
        name: '\\CSLLeftMargin',
        label: number => `\\CSLLeftMargin{${number}. }\n\\CSLRightInline{`,
        above: work => `\\leavevmode\\vadjust pre{\\hypertarget{ref-${work}}{}}%\n`,
        around: ['', '}'],
        gap: '\n\n',
        frame: ['\\section{References}\n\n', '\n'],
      },
    ],
  },
  {
    language: 'restructuredtext',
    heading: 'References\n==========\n\n',
    citations: [RST],
    lists: [{ name: '.. [1]', label: number => `.. [${number}] `, gap: '\n' }],
  },
  {
    language: 'restructuredtext',
    heading: 'References\n==========\n\n',
    citations: [...BRACKETS, LOCATED, PREFIXED, WRAPPED, ROUND, UNICODE_SUPERSCRIPTS],
    lists: [
      { name: '1.', label: number => `${number}. `, gap: '\n' },
      { name: '#.', label: () => '#. ', gap: '\n' },
    ],
  },
  {
    language: 'asciidoc',
    heading: '== References\n\n',
    citations: [...BRACKETS, LOCATED, ADJACENT, PREFIXED, WRAPPED, ROUND, superscript('^', '^')],
    lists: [
      { name: '.', label: () => '. ', gap: '\n' },
      { name: '[1]', label: number => `[${number}] `, gap: '\n\n' },
      { name: '1.', label: number => `${number}. `, gap: '\n' },
      { name: '[[ref]] 1.', label: number => `${number}. `, gap: '\n\n', above: work => `[[ref-${work}]]\n` },
    ],
  },
  {
    language: 'typst',
    heading: '= References\n\n',
    citations: [...BRACKETS, LOCATED, ADJACENT, PREFIXED, WRAPPED, ROUND, superscript('#super[', ']')],
    lists: [
      { name: '+', label: () => '+ ', gap: '\n' },
      { name: '1.', label: number => `${number}. `, gap: '\n' },
    ],
  },
];
