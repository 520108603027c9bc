import fc from 'fast-check';
import type { MarkupLanguage } from '../../src/core/manuscript';
import { FORMS, type Member } from './manuscriptForms';

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

/** Every form, as language, citation and list, for tests that walk them all. */
export const MANUSCRIPT_FORMS: readonly {
  readonly name: string;
  readonly index: readonly [number, number, number];
  /** Whether a quick walk stops here: at each way to write citations once, with one of its lists. */
  readonly quick: boolean;
}[] = FORMS.flatMap(({ language, citations, lists }, form) =>
  citations.flatMap((citation, citationIndex) =>
    lists.map((list, listIndex) => ({
      name: `${language} ${citation.name} ${list.name}`,
      index: [form, citationIndex, listIndex] as const,
      quick: listIndex === citationIndex % lists.length,
    })),
  ),
);

/** First authors of the works that manuscripts are made of. */
export const NAMES = [
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
  'Okonkwo',
  'Petrov',
  'Quispe',
  'Rasmussen',
  'Silva',
  'Tanaka',
  'Ueda',
  'Vukovic',
  'Wagner',
  'Yilmaz',
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
 * @param firstWork which work of all stands first in the list: manuscripts with different ones share some works, or none
 *   from 12 on
 */
export function manuscriptOfForm(
  which: number,
  untidy = false,
  firstWork = 0,
): fc.Arbitrary<GeneratedManuscript> {
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
      const works = numbers.map((_, at) => NAMES[at + firstWork]!);
      // The first sentences cite most of the list, in some order, so that any form is recognised as the manuscript's.
      const opening = numbers
        .filter(number => everyOther || citation.shown === true || number % 4 !== 0)
        .map(number => [number - 1]);
      opening.sort((a, b) => (titles[a[0]!]! % 3) - (titles[b[0]!]! % 3));
      const wanted = [...opening, ...clusters].map(cluster => {
        const distinct = [...new Set(cluster.map(value => (value % count) + 1))].sort((a, b) => a - b);
        return citation.single ? distinct.slice(0, 1) : distinct;
      });
      const membersOf = (cluster: readonly number[]) => (citation.flat ? cluster : withRanges(cluster));
      const sentences = wanted.map(
        (cluster, at) =>
          `${PROSE[at % PROSE.length]!}${citation.tied ? '' : ' '}${citation.write(untidy && !citation.single ? untidied(membersOf(cluster), at) : membersOf(cluster))}.`,
      );
      const entries = numbers.map((number, at) => {
        const work = at + firstWork;
        const title = TITLES[(work * 7) % TITLES.length]!;
        const details = `J Test. ${1990 + work};${work + 3}:1${work}–2${work}. https://doi.org/10.1000/t.${work + 1}x`;
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
