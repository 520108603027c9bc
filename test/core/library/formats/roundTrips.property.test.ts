import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readLibrary, type WrittenFormat, writeReferences } from '../../../../src/core/library/formats';
import { plainReference } from '../../../../src/core/library/plainReference';
import type { CslDate, CslItem, CslName } from '../../../../src/core/library/types';

/** RUNS=5000 for a long search; the usual run is short because the formats have tests of their own. */
declare const process: { readonly env: Readonly<Record<string, string | undefined>> };
const numRuns = Number(process.env['RUNS'] ?? 10);

const ENDINGS: Readonly<Record<WrittenFormat, string>> = {
  bibtex: 'a.bib',
  biblatex: 'a.bib',
  ris: 'a.ris',
  'csl-json': 'a.json',
};

/** Words with accents, scripts without case, and every character that means something in one of the formats. */
const WORDS = [
  'Cells',
  'of',
  'mRNA',
  'the',
  'NK',
  'naïve',
  'Łódź',
  'Ångström',
  'Žižek',
  'fiancé',
  'ß',
  'İstanbul',
  '細胞',
  'клетки',
  'α-helix',
  '50%',
  'A&B',
  'x_2',
  '{',
  '}',
  '}{',
  '\\',
  '\\alpha',
  '$5',
  '"quoted"',
  '@home',
  '@book{x,',
  '#1',
  'a~b',
  '^2',
  '`tick`',
  "it's",
  "''",
  '--',
  '---',
  '–',
  '—',
  '<',
  '>',
  'a<b',
  '&amp;',
  'e.g.',
  '(1)',
  '[2]',
  ';',
  'a=b',
  '…',
  'TY - JOUR',
  'ER -',
  '%',
  '!',
  '?',
  'and',
  'ﬁ',
  '1990s',
  '=',
  '+',
  '|',
  '/',
  '*',
  '€',
  '😀',
];
const phrase = (most: number) =>
  fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: most }).map(words => words.join(' '));
/** With CSL's rich text, which nests. */
const richPhrase = fc
  .array(
    fc.tuple(
      fc.constantFrom('', 'i', 'b', 'sub', 'sup', 'sc'),
      fc.constantFrom('in vivo', 'E. coli', '2', 'β', 'CO', 'Title Case Words', 'A & B'),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map(parts =>
    parts
      .map(([tag, words]) =>
        tag === ''
          ? words
          : tag === 'sc'
            ? `<span style="font-variant:small-caps;">${words}</span>`
            : `<${tag}>${words}</${tag}>`,
      )
      .join(' '),
  );
const families = fc.constantFrom(
  'Long',
  'O’Brien',
  "D'Angelo",
  'Smith-Jones',
  'García Márquez',
  'Żółć',
  '山田',
  'Ng',
  'St. John',
  'McDonald',
  'Ünal',
);
const givens = fc.constantFrom('Jianping', 'A. B.', 'J.-P.', 'Élodie', 'Mary Ann', 'X', '太郎');
const nameOf = (parts: Readonly<Record<string, fc.Arbitrary<string>>>): fc.Arbitrary<CslName> =>
  fc.record(parts, { noNullPrototype: true });
const people: fc.Arbitrary<CslName> = fc.oneof(
  nameOf({ family: families, given: givens }),
  nameOf({ family: families, given: givens, suffix: fc.constantFrom('Jr', 'Jr.', 'III') }),
  nameOf({
    family: fc.constantFrom('Beethoven', 'Gaulle', 'Silva'),
    given: givens,
    'non-dropping-particle': fc.constantFrom('van', 'de', 'von der', 'da'),
  }),
  nameOf({
    literal: fc.constantFrom(
      'Barnes and Noble, Inc.',
      'World Health Organization',
      'ÖBB & Söhne',
      'The {Braces} Group',
      'U.S. Dept. of Energy',
    ),
  }),
);
const names = fc.array(people, { minLength: 1, maxLength: 4 });
const year = fc.integer({ min: 1500, max: 2100 });
const month = fc.integer({ min: 1, max: 12 });
const day = fc.integer({ min: 1, max: 28 });
const singleDates: fc.Arbitrary<CslDate> = fc.oneof(
  year.map(y => ({ 'date-parts': [[y]] })),
  fc.tuple(year, month).map(parts => ({ 'date-parts': [parts] })),
  fc.tuple(year, month, day).map(parts => ({ 'date-parts': [parts] })),
);
const seasons: fc.Arbitrary<CslDate> = fc
  .tuple(year, fc.integer({ min: 1, max: 4 }))
  .map(([y, season]) => ({ 'date-parts': [[y]], season }));
const ranges: fc.Arbitrary<CslDate> = fc.oneof(
  year.map(y => ({ 'date-parts': [[y], [y + 1]] })),
  fc.tuple(year, month).map(([y, m]) => ({
    'date-parts': [
      [y, m],
      [y + 1, m],
    ],
  })),
);
const keywords = fc.uniqueArray(
  fc.constantFrom('NK cells', 'CO2 & water', 'R_0', 'naïve', '50%', 'T{cell}', 'C#', 'a, b'),
  {
    minLength: 1,
    maxLength: 4,
  },
);

/** An article with what every one of the formats can hold, its date aside. */
const articles = (title: fc.Arbitrary<string>, issued: fc.Arbitrary<CslDate>): fc.Arbitrary<CslItem> =>
  fc
    .record(
      {
        title,
        author: names,
        'container-title': phrase(4),
        issued,
        volume: fc.constantFrom('14', 'A12', '3-4'),
        issue: fc.constantFrom('2', '5-6', 'Suppl 1'),
        page: fc.constantFrom('1-10', 'e123', 'S12-S19', '101'),
        DOI: fc.constantFrom('10.1000/a_b(c)<d>', '10.1016/S0-1(99)1%2', '10.1/x#y;z', '10.1234/{a}'),
        URL: fc.constantFrom('https://example.org/~a?b=c%20d#e_f', 'https://example.org/a,b;c&d=1'),
        PMID: fc.constantFrom('123', '30049270'),
        abstract: phrase(12),
        keyword: keywords.map(words =>
          words.includes('a, b') ? `${words.join('; ')}${words.length === 1 ? ';' : ''}` : words.join(', '),
        ),
        note: phrase(5),
        annote: phrase(5),
      },
      { requiredKeys: ['title', 'issued'], noNullPrototype: true },
    )
    .map(fields => ({ id: 'key', type: 'article-journal', ...fields }));

const books: fc.Arbitrary<CslItem> = fc
  .record(
    {
      title: phrase(6),
      author: names,
      editor: names,
      issued: singleDates,
      publisher: fc.constantFrom('Faber and Faber', 'Wiley & Sons', 'Presses Universitaires de France'),
      'publisher-place': fc.constantFrom('New York', 'Köln', 'São Paulo'),
      edition: fc.constantFrom('2', '3'),
      ISBN: fc.constantFrom('978-3-16-148410-0'),
      language: fc.constantFrom('en', 'de'),
    },
    { requiredKeys: ['title', 'issued'], noNullPrototype: true },
  )
  .map(fields => ({ id: 'key', type: 'book', ...fields }));

/** Works of the other common kinds, each with the variables that belong to it. */
const OTHER_KINDS: Readonly<Record<string, Readonly<Record<string, fc.Arbitrary<unknown>>>>> = {
  chapter: {
    'container-title': phrase(4),
    editor: names,
    page: fc.constantFrom('1-10', '7'),
    publisher: fc.constantFrom('Springer', 'MIT Press'),
    'publisher-place': fc.constantFrom('Berlin', 'Cambridge, MA'),
    'collection-title': phrase(3),
    volume: fc.constantFrom('3', 'IV'),
    edition: fc.constantFrom('2'),
    ISBN: fc.constantFrom('978-3-16-148410-0'),
  },
  'paper-conference': {
    'container-title': phrase(4),
    editor: names,
    page: fc.constantFrom('1-10', '7'),
    publisher: fc.constantFrom('ACM', 'IEEE'),
    'publisher-place': fc.constantFrom('Wien', 'Rio de Janeiro'),
    DOI: fc.constantFrom('10.1145/1.2'),
  },
  thesis: {
    publisher: fc.constantFrom('ETH Zürich', 'University of Oslo'),
    genre: fc.constantFrom('PhD thesis', "Master's thesis"),
    URL: fc.constantFrom('https://example.org/1'),
  },
  report: {
    publisher: fc.constantFrom('WHO', 'RAND'),
    number: fc.constantFrom('12', 'TR-7'),
    genre: fc.constantFrom('Technical report', 'White paper'),
  },
  webpage: { URL: fc.constantFrom('https://example.org/1'), accessed: singleDates },
  dataset: {
    publisher: fc.constantFrom('Zenodo'),
    DOI: fc.constantFrom('10.5281/zenodo.1'),
    version: fc.constantFrom('1.2'),
  },
  software: {
    publisher: fc.constantFrom('GitHub'),
    URL: fc.constantFrom('https://example.org/1'),
    version: fc.constantFrom('1.2'),
  },
};
const otherKinds = (type: string): fc.Arbitrary<CslItem> => {
  const title = phrase(5);
  const variables = { title, author: names, issued: singleDates, ...OTHER_KINDS[type] };
  // A thesis that says nothing else is one for a doctorate.
  const needed = ['title', 'issued', ...(type === 'thesis' ? ['genre'] : [])];
  return fc
    .record(variables as Record<string, fc.Arbitrary<unknown>>, {
      requiredKeys: needed,
      noNullPrototype: true,
    })
    .map(fields => ({ id: 'key', type, ...fields }) as CslItem);
};

const AFTER: CslItem = { id: 'after', type: 'book', title: 'After' };

/** Writes the item before another one, reads both, and expects `wanted` (what the format can hold of it) and the other. */
function assertComesBack(item: CslItem, format: WrittenFormat, wanted: CslItem = item): void {
  const text = writeReferences(
    [item, AFTER].map(csl => plainReference(csl, 'test')),
    format,
  );
  const { references, problems } = readLibrary(ENDINGS[format], text);
  assert.deepEqual(
    references.map(({ csl }) => csl),
    [wanted, AFTER],
    text,
  );
  assert.deepEqual(problems, [], text);
  // What was read is written the same way again.
  assert.equal(writeReferences(references, format), text);
}

function check<T>(values: fc.Arbitrary<T>, property: (value: T) => void): void {
  fc.assert(fc.property(values, property), { numRuns });
}

describe('what is written comes back', () => {
  for (const format of ['csl-json', 'biblatex', 'bibtex', 'ris'] as const) {
    it(`articles in ${format}`, () => {
      check(articles(phrase(8), singleDates), item => assertComesBack(item, format));
    });

    it(`books in ${format}`, () => {
      check(books, item => assertComesBack(item, format));
    });
  }

  for (const format of ['csl-json', 'biblatex', 'bibtex'] as const) {
    it(`rich text in ${format}`, () => {
      check(articles(richPhrase, singleDates), item => assertComesBack(item, format));
    });

    it(`seasons in ${format}`, () => {
      check(articles(phrase(2), seasons), item => assertComesBack(item, format));
    });
  }

  for (const format of ['csl-json', 'biblatex'] as const) {
    it(`ranges of dates in ${format}`, () => {
      check(articles(phrase(2), ranges), item => assertComesBack(item, format));
    });
  }

  it('ranges that BibTeX can say: years, and months of one year', () => {
    const sayable: fc.Arbitrary<CslDate> = fc.oneof(
      year.map(y => ({ 'date-parts': [[y], [y + 1]] })),
      fc.tuple(year, fc.integer({ min: 1, max: 11 })).map(([y, m]) => ({
        'date-parts': [
          [y, m],
          [y, m + 1],
        ],
      })),
    );
    check(articles(phrase(2), sayable), item => assertComesBack(item, 'bibtex'));
  });

  it('seasons in RIS', () => {
    check(articles(phrase(2), seasons), item => assertComesBack(item, 'ris'));
  });

  it('line breaks and rows of spaces, as one space', () => {
    const ragged = fc
      .array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(' ', '  ', '\n', '\r\n', ' \n\t', '\n\n')), {
        minLength: 1,
        maxLength: 10,
      })
      .map(words => `x ${words.flat().join('')} y`);
    const calm = (text: string) => text.replace(/\s+/g, ' ');
    check(fc.tuple(ragged, ragged, ragged), ([title, abstract, annote]) => {
      const item: CslItem = { id: 'key', type: 'book', title, abstract, annote };
      const wanted = { ...item, title: calm(title), abstract: calm(abstract), annote: calm(annote) };
      for (const format of ['biblatex', 'bibtex', 'ris'] as const) assertComesBack(item, format, wanted);
    });
  });

  it('all who took part, volumes with titles of their own, and years before our era', () => {
    const roles = fc.record(
      {
        director: names,
        chair: names,
        narrator: names,
        editor: names,
        author: names,
        'container-author': names,
      },
      { requiredKeys: [], noNullPrototype: true },
    );
    const ancient = fc.integer({ min: -900, max: -2 }).map((y): CslDate => ({ 'date-parts': [[y]] }));
    check(fc.tuple(roles, phrase(4), phrase(4), ancient), ([people, container, volume, issued]) => {
      const part: CslItem = {
        id: 'key',
        type: 'chapter',
        title: 'T',
        ...people,
        'container-title': container,
      };
      const series = { ...part, 'volume-title': volume, issued };
      assertComesBack(series, 'biblatex');
      assertComesBack(series, 'csl-json');
      assertComesBack({ ...part, issued }, 'bibtex');
      const book: CslItem = { id: 'key', type: 'book', title: container, 'volume-title': volume, issued };
      assertComesBack(book, 'biblatex');
    });
  });

  it('spaces that do not break, broadcasts, dates in words, books in periodicals', () => {
    const item: CslItem = {
      id: 'key',
      type: 'book',
      title: 'Season\u00a03 of NK\u00a0cells',
      'container-title': 'Weekly',
    };
    const accessed = { literal: 'last May' };
    for (const format of ['csl-json', 'biblatex', 'bibtex'] as const)
      assertComesBack({ ...item, accessed } as CslItem, format);
    const custom = { entrysubtype: 'tvseries', 'author+an:role': '1=director', _marked: 'x' };
    assertComesBack({ id: 'key', type: 'broadcast', title: 'T', custom }, 'biblatex');
  });

  it('both numbers of a serial book, and tags of RIS that CSL has no variable for', () => {
    const custom = { U1: 'one\ntwo', AD: 'Department X', AN: 'S-1-2', DB: 'Scopus', C1: 'Caption' };
    const item: CslItem = {
      id: 'key',
      type: 'book',
      title: 'T',
      ISSN: '1234-5678',
      ISBN: '978-3-16-148410-0',
    };
    assertComesBack({ ...item, custom }, 'ris');
    assertComesBack({ ...item, PMCID: 'PMC123', custom: { U1: 'x' } }, 'ris');
  });

  it('fields that CSL has no variable for', () => {
    const values = fc.constantFrom(
      ':files/a.pdf:PDF',
      'Full Text:C\\:\\\\a b.pdf:application/pdf;x:y',
      '{Braces {nest}}',
      'a % b',
      '100\\%',
      'x # y',
      '@home',
      '"q"',
    );
    check(fc.tuple(values, values), ([file, rating]) => {
      const item = { id: 'key', type: 'book', title: 'T', custom: { file, rating } };
      for (const format of ['biblatex', 'bibtex', 'csl-json'] as const) assertComesBack(item, format);
    });
  });

  for (const type of Object.keys(OTHER_KINDS)) {
    for (const format of ['csl-json', 'biblatex', 'bibtex', 'ris'] as const) {
      // BibTeX has no types for these.
      if (format === 'bibtex' && ['webpage', 'dataset', 'software'].includes(type)) continue;
      it(`${type} in ${format}`, () => {
        check(otherKinds(type), item => assertComesBack(item, format));
      });
    }
  }

  it('rich text in RIS, as plain text', () => {
    check(articles(richPhrase, singleDates), item =>
      assertComesBack(item, 'ris', { ...item, title: item.title!.replace(/<[^>]*>/g, '') }),
    );
  });
});
