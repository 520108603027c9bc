import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readLibrary, writeReferences } from '../../../../src/core/library/formats';
import { generatedRecords, seededRandom, toBibtex, toCslJson, toRis } from '../../../support/libraries';

const SAMPLES: readonly (readonly [string, string])[] = [
  ['a.bib', toBibtex(generatedRecords(4))],
  ['a.ris', toRis(generatedRecords(4))],
  ['a.json', toCslJson(generatedRecords(3))],
  ['a.nbib', 'PMID- 1\nTI  - A\n      b\nFAU - A, B\nAU  - A B\nDP  - 2001 May\n\nPMID- 2\nTI  - C\n'],
  ['a.enw', '%0 Book\n%A A, B\n%T T\n%D 2001\n\n%0 Thesis\n%T U\n'],
  ['a.isi', 'FN x\nPT J\nAU A, B\n   C, D\nTI T\nSO S\nPY 2001\nER\n\nEF\n'],
  [
    'a.xml',
    '<xml><records><record><titles><title a="b">T &amp; <style face="italic">U</style></title></titles></record></records></xml>',
  ],
  [
    'b.xml',
    '<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>T</ArticleTitle></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>',
  ],
  [
    'a.yaml',
    'references:\n- id: a\n  type: book\n  author: [{family: B, given: "C"}]\n  title: |\n    T\n    u\n',
  ],
  ['b.yaml', 'a:\n  type: article\n  title: "T"\n  parent: {type: periodical, title: P}\n'],
];

/** Mutations per format; FUZZ_RUNS=100000 for the long run. */
const FUZZ_RUNS = Number(process.env['FUZZ_RUNS'] ?? 60);

/** Pieces that mean something in one of the formats. */
const PIECES = [
  '{',
  '}',
  '"',
  "'",
  '\\',
  '@',
  '#',
  '%',
  ',',
  '=',
  '\n',
  '<',
  '>',
  '&',
  '[',
  ']',
  ':',
  '- ',
  '\n\n',
  'ER  - ',
  'TY  - ',
  '@book{',
  '$',
  '\\"',
  '\ufeff',
  '\0',
  '😀',
  '<![CDATA[',
  '<!--',
  '|',
  '\t',
];

describe('hostile libraries', () => {
  for (const [name, sample] of SAMPLES) {
    it(`never throws on a damaged ${name}, and every place lies in the text`, () => {
      fc.assert(
        fc.property(fc.integer({ min: 0 }), fc.integer({ min: 1, max: 8 }), (seed, changes) => {
          const text = mutated(sample, seed, changes);
          const library = readLibrary(name, text);
          for (const { range } of library.problems) {
            assert.ok(0 <= range.start && range.start <= range.end && range.end <= text.length);
          }
          const ids = library.references.map(reference => reference.id);
          assert.equal(new Set(ids).size, ids.length);
          for (const { source } of library.references) {
            assert.ok(source && 0 <= source.start && source.start < source.end && source.end <= text.length);
          }
          for (const format of ['bibtex', 'ris', 'csl-json'] as const)
            writeReferences(library.references, format);
        }),
        { numRuns: FUZZ_RUNS },
      );
    });
  }

  const many = (piece: string) => piece.repeat(Math.ceil(120_000 / piece.length));
  for (const [name, text] of [
    ['a.bib', many('@book{a, title={')],
    ['a.bib', many('\n@book{a, title={')],
    ['a.bib', `@book{a, title={${many('{')}`],
    ['a.bib', `@book{a, title={${many('\\cite{')}`],
    ['a.bib', `@book{a, title={${many('\\emph{')}${many('}')}}}`],
    ['a.bib', `@book{a, author={${many('a and ')}}}`],
    ['a.bib', `@book{a, author={${many('{ and ')}`],
    ['a.bib', many('@comment{')],
    ['a.bib', many('\n@comment{')],
    ['a.bib', `@book{${many('\n')}`],
    ['a.bib', many('@book{a, b\n')],
    ['a.bib', many('@a "')],
    ['a.bib', `@book{a, title=${many('"a" # ')}`],
    ['a.bib', many('@book{a,title={t}}\n')],
    ['a.bib', `@book{a, title={${many('$a_')}}}`],
    ['a.ris', `TY  - JOUR\n${many('a\n')}`],
    ['a.ris', many('TY  - JOUR\n')],
    ['a.xml', `<records>${many('<record ')}`],
    ['a.xml', `<records><record>${many('<a>')}`],
    ['a.xml', `<records><record>${many('<!--')}`],
    ['a.xml', `<records><record>${many('</a>')}`],
    ['a.yaml', `references:\n${many('- ')}`],
    ['a.yaml', `references: ${many('[')}`],
    ['a.yaml', `a:\n${many(' "')}`],
    ['a.yaml', `a:\n  title: ${many('a: ')}`],
    ['a.json', many('[{')],
    ['a.json', `[${many('{"id":"a"')}`],
    ['a.nbib', `PMID- 1\n${many('      a\n')}`],
  ] as const) {
    it(`reads ${name} of ${JSON.stringify(text.slice(0, 40))}… in time that grows with its length`, () => {
      const start = performance.now();
      readLibrary(name, text);
      // Quadratic time takes minutes for such a text, linear time some milliseconds.
      assert.ok(performance.now() - start < 1500);
    });
  }
});

function mutated(text: string, seed: number, changes: number): string {
  const random = seededRandom(seed);
  const at = (length: number) => Math.floor(random() * length);
  let result = text;
  for (let change = 0; change < changes; change++) {
    const start = at(result.length + 1);
    const kind = at(4);
    if (kind === 0) result = result.slice(0, start) + PIECES[at(PIECES.length)]! + result.slice(start);
    else if (kind === 1) result = result.slice(0, start) + result.slice(start + 1 + at(20));
    else if (kind === 2) result = result.slice(0, start);
    else {
      const from = at(result.length + 1);
      result = result.slice(0, start) + result.slice(from, from + at(60)) + result.slice(start);
    }
  }
  return result;
}
