import fc from 'fast-check';
import type { MarkupLanguage } from '../../src/core/manuscript';

/** A number, or a range by its ends. */
type Member = number | readonly [number, number];

/** A generated manuscript: text, and what it was made from. */
export interface GeneratedManuscript {
  readonly text: string;
  readonly language: MarkupLanguage;
  /** Names the form, for messages: `markdown, 1., <sup>`. */
  readonly form: string;
  /** The work of each entry, in the order of the list; each work's name stands in its entry and nowhere else. */
  readonly works: readonly string[];
  /** The number of each entry, in the order of the list. */
  readonly numbers: readonly number[];
  /** The works that each citation stands for, in order of the text. */
  readonly cited: readonly (readonly string[])[];
}

/** How a list is labelled. */
interface ListForm {
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
interface CitationWriting {
  readonly name: string;
  readonly write: (members: readonly Member[]) => string;
  /** Whether several numbers can share one citation. */
  readonly single?: boolean;
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

const UNICODE_SUPERSCRIPTS: CitationWriting = {
  name: '¹,³⁻⁵',
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

const RST: CitationWriting = { name: '[1]_', single: true, write: members => `[${String(members[0])}]_` };

const FORMS: readonly {
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
      plain('<sup>', '</sup>', ',', '–'),
      plain('^', '^', ',', '–'),
      UNICODE_SUPERSCRIPTS,
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
    citations: [LINKED],
    lists: [
      { name: '<a id>[1]', label: number => `<a id="ref-${number}"></a>[${number}] `, gap: '\n\n' },
      { name: '1. <a id>', label: number => `${number}. <a id="ref-${number}"></a>`, gap: '\n' },
    ],
  },
  {
    language: 'plaintext',
    heading: 'References\n\n',
    citations: [...BRACKETS, IEEE, LOCATED],
    lists: [
      { name: '1.', label: number => `${number}. `, gap: '\n' },
      { name: '[1]', label: number => `[${number}] `, gap: '\n' },
      { name: '1)', label: number => `${number}) `, gap: '\n\n' },
    ],
  },
  {
    language: 'latex',
    heading: '',
    citations: [plain('[', ']', ', ', '--'), plain('[', ']', ',', '-'), LOCATED],
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
    citations: BRACKETS,
    lists: [
      { name: '1.', label: number => `${number}. `, gap: '\n' },
      { name: '#.', label: () => '#. ', gap: '\n' },
    ],
  },
  {
    language: 'asciidoc',
    heading: '== References\n\n',
    citations: [...BRACKETS, LOCATED],
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
    citations: [...BRACKETS, LOCATED],
    lists: [
      { name: '+', label: () => '+ ', gap: '\n' },
      { name: '1.', label: number => `${number}. `, gap: '\n' },
    ],
  },
];

/** Every form, as language, citation and list, for tests that walk them all. */
export const MANUSCRIPT_FORMS: readonly {
  readonly name: string;
  readonly index: readonly [number, number, number];
}[] = FORMS.flatMap(({ language, citations, lists }, form) =>
  citations.flatMap((citation, citationIndex) =>
    lists.map((list, listIndex) => ({
      name: `${language} ${citation.name} ${list.name}`,
      index: [form, citationIndex, listIndex] as const,
    })),
  ),
);

const NAMES = [
  'Abara',
  'Brennik',
  'Calloway',
  'Dahlin',
  'Esposito',
  'Farouk',
  'Grimaldi',
  'Hoshino',
  'Ivarsson',
  'Jankowski',
  'Keller',
  'Lindqvist',
  'Moreau',
  'Nakagawa',
];
const TITLES = [
  'Persistence of natural killer cells',
  'Trials in solid tumours, a survey',
  'How cells learn: a review',
  'Der Weg der Zellen',
];
const PROSE = [
  'Cells persist',
  'In trials this was confirmed',
  'Others disagree',
  'Since 2019 the field has grown by half',
  'This is known',
];

/**
 * Manuscripts of one form (index into {@link MANUSCRIPT_FORMS}), each list numbered 1 to n in order, cited in any order.
 *
 * @param untidy clusters with numbers out of order, repeated, and ranges that run backwards
 */
export function manuscriptOfForm(which: number, untidy = false): fc.Arbitrary<GeneratedManuscript> {
  const { name, index } = MANUSCRIPT_FORMS[which]!;
  const { language, heading, citations, lists } = FORMS[index[0]]!;
  const citation = citations[index[1]]!;
  const list = lists[index[2]]!;
  return fc
    .record({
      count: fc.integer({ min: 4, max: 12 }),
      clusters: fc.array(fc.array(fc.nat(11), { minLength: 1, maxLength: 5 }), {
        minLength: 4,
        maxLength: 9,
      }),
      everyOther: fc.boolean(),
      eol: fc.constantFrom('\n', '\n', '\r\n'),
      wrapped: fc.boolean(),
      titles: fc.array(fc.nat(TITLES.length - 1), { minLength: 12, maxLength: 12 }),
    })
    .map(({ count, clusters, everyOther, eol, wrapped, titles }) => {
      const numbers = Array.from({ length: count }, (_, at) => at + 1);
      const works = numbers.map((_, at) => NAMES[at]!);
      // The first sentences cite most of the list, in some order, so that any form is recognised as the manuscript's.
      const opening = numbers
        .filter(number => everyOther || tied(citation) || number % 4 !== 0)
        .map(number => [number - 1]);
      opening.sort((a, b) => (titles[a[0]!]! % 3) - (titles[b[0]!]! % 3));
      const wanted = [...opening, ...clusters].map(cluster => {
        const distinct = [...new Set(cluster.map(value => (value % count) + 1))].sort((a, b) => a - b);
        return citation.single ? distinct.slice(0, 1) : distinct;
      });
      const sentences = wanted.map(
        (cluster, at) =>
          `${PROSE[at % PROSE.length]!}${tied(citation) ? '' : ' '}${citation.write(untidy && !citation.single ? untidied(withRanges(cluster), at) : withRanges(cluster))}.`,
      );
      const entries = numbers.map((number, at) => {
        const title = TITLES[titles[at]!]!;
        const details = `J Test. ${1990 + at};${at + 3}:1${at}–2${at}. https://doi.org/10.1000/t.${at + 1}x`;
        const body = `${works[at]!} A, Other B. ${title}.${wrapped && list.gap === '\n' ? `\n   ${details}` : ` ${details}`}`;
        const [before, after] = list.around ?? ['', ''];
        return `${list.above?.(works[at]!) ?? ''}${list.label(number)}${before}${body}${after}`;
      });
      const [opens, closes] = list.frame ?? [heading, '\n'];
      const text = `${title(language)}${paragraphs(sentences)}\n\n${opens}${entries.join(list.gap)}${closes}`;
      return {
        text: text.replaceAll('\n', eol),
        language,
        form: name,
        works,
        numbers,
        cited: wanted.map(cluster => cluster.map(number => works[number - 1]!)),
      };
    });
}

function tied({ name }: CitationWriting): boolean {
  return name.startsWith('¹') || name.startsWith('^') || name.startsWith('<sup>');
}

function title(language: MarkupLanguage): string {
  switch (language) {
    case 'markdown':
      return '# A study\n\n';
    case 'latex':
      return '\\section{A study}\n\n';
    case 'restructuredtext':
      return 'A study\n=======\n\n';
    case 'asciidoc':
      return '= A study\n\n== Background\n\n';
    case 'typst':
      return '= A study\n\n';
    case 'plaintext':
      return 'A study\n\n';
  }
}

function paragraphs(sentences: readonly string[]): string {
  const groups: string[] = [];
  for (let index = 0; index < sentences.length; index += 3)
    groups.push(sentences.slice(index, index + 3).join(' '));
  return groups.join('\n\n');
}

function untidied(members: readonly Member[], at: number): readonly Member[] {
  const turned = members.map(
    (member): Member => (typeof member === 'number' || at % 3 > 0 ? member : [member[1], member[0]]),
  );
  const mixed = at % 2 === 0 ? [...turned].reverse() : turned;
  const [first] = mixed;
  return at % 4 === 1 && typeof first === 'number' ? [...mixed, first] : mixed;
}

/** Runs of three and more as ranges, as authors write them. */
function withRanges(numbers: readonly number[]): readonly Member[] {
  const members: Member[] = [];
  for (let start = 0; start < numbers.length; ) {
    let end = start + 1;
    while (end < numbers.length && numbers[end] === numbers[end - 1]! + 1) end++;
    if (end - start >= 3) members.push([numbers[start]!, numbers[end - 1]!]);
    else members.push(...numbers.slice(start, end));
    start = end;
  }
  return members;
}
