/** Damaged and hostile library files for tests and benchmarks; the same seed damages in the same way. */
import type { LibraryFormat } from '../../src/core/library/formats';
import { generatedRecords, seededRandom, toBibtex, toCslJson, toRis } from './libraries';

/** One small file of each format, with a name that the format is told by. */
export const SAMPLES: readonly (readonly [format: LibraryFormat, name: string, text: string])[] = [
  [
    'bibtex',
    'a.bib',
    `@string{cell = {Cell}}\n@comment{no}\n${toBibtex(generatedRecords(3))}
@inproceedings{c, title = "A {B} \\'e --- $x_2$" # cell, crossref = {p}, groups = {g}}
@proceedings{p, title = {P}, date = {2001-02/2001-03}, xdata = {x}}\n@xdata{x, publisher = {P}}\n`,
  ],
  ['ris', 'a.ris', toRis(generatedRecords(4))],
  ['csl-json', 'a.json', toCslJson(generatedRecords(3))],
  [
    'nbib',
    'a.nbib',
    'PMID- 1\nTI  - A\n      b\nFAU - A, B\nAU  - A B\nDP  - 2001 May\n\nPMID- 2\nTI  - C\nXY  - z\n',
  ],
  ['endnote-tagged', 'a.enw', '%0 Book\n%A A, B\n%T T\n%D 2001\n%K a\nb\n\n%0 Thesis\n%T U\n%@ 1234-5678\n'],
  [
    'web-of-science',
    'a.isi',
    'FN x\nPT J\nAU A, B\n   C, D\nTI T\nSO JOURNAL OF S\nPY 2001\nDE a; b\nER\n\nEF\n',
  ],
  [
    'endnote-xml',
    'a.xml',
    '<xml><records><record><ref-type name="Book">6</ref-type><titles><title a="b">T &amp; <style face="italic">U</style></title></titles><dates><year>2001</year></dates></record></records></xml>',
  ],
  [
    'pubmed-xml',
    'b.xml',
    '<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>T <i>u</i></ArticleTitle><AuthorList><Author><LastName>A</LastName><Initials>B</Initials></Author></AuthorList></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>',
  ],
  [
    'csl-yaml',
    'a.yaml',
    'references:\n- id: a\n  type: book\n  author: [{family: B, given: "C"}]\n  issued: 2001-02\n  title: |\n    T\n    u\n',
  ],
  [
    'hayagriva',
    'b.yaml',
    'a:\n  type: article\n  title: "T"\n  author: ["B, C", D]\n  date: 2001-02\n  parent: {type: periodical, title: P}\n',
  ],
  [
    'annotated-review',
    'c.json',
    '{"review": {"title": "R"}, "topics": [{"id": "t", "label": "T", "references": [1]}], "references": [{"number": 1, "summary": "s", "points": ["p"], "csl": {"id": "a", "type": "book", "title": "T"}}]}',
  ],
];

/** Pieces that mean something in one of the formats. */
const PIECES = [
  ...'{}"\'\\@#%,=\n<>&[]:|$\t\0'.split(''),
  '- ',
  '\n\n',
  'ER  - ',
  'TY  - ',
  '@book{',
  '@string{a=',
  'crossref={p}',
  '\\"',
  '\ufeff',
  '😀',
  '\ud800',
  '<![CDATA[',
  '<!--',
  '&#x41;',
  ' and ',
  '\r\n',
  '%0 ',
  'PT J\n',
  'PMID- ',
];

/** A text with some of its characters taken out, put in, doubled or cut off. */
export function damaged(text: string, seed: number, changes: number): string {
  const random = seededRandom(seed);
  const at = (length: number) => Math.floor(random() * length);
  let result = text;
  for (let change = 0; change < changes; change++) {
    const start = at(result.length + 1);
    const kind = at(8);
    if (kind < 3) result = result.slice(0, start) + PIECES[at(PIECES.length)]! + result.slice(start);
    else if (kind < 5) result = result.slice(0, start) + result.slice(start + 1 + at(20));
    else if (kind === 5) result = result.slice(0, Math.max(start, result.length >> 1));
    else {
      const from = at(result.length + 1);
      result = result.slice(0, start) + result.slice(from, from + at(60)) + result.slice(start);
    }
  }
  return result;
}

/** Texts that were made to be slow: what stands before, what is repeated, what stands behind. */
export const HOSTILE: readonly (readonly [name: string, before: string, piece: string, after?: string])[] = [
  ...[
    '{',
    '}',
    '@',
    '"',
    '#',
    '\\',
    '%',
    ',',
    '=',
    '\n',
    '@article{',
    '@a "',
    '@comment{',
    '@string{a=',
    '\n@a,',
  ].map(piece => ['a.bib', '', piece] as const),
  ['a.bib', '', '@book{a, title={'],
  ['a.bib', '', '\n@book{a, title={'],
  ['a.bib', '', '\n@book{a, title="'],
  ['a.bib', '', '\n@book{a, b={\nc=1}'],
  ['a.bib', '', '\n@comment{'],
  ['a.bib', '', '@book{a, b\n'],
  ['a.bib', '', '@book{a,title={t}}\n'],
  ['a.bib', '', '@book{a,title={t},crossref={b}}\n'],
  ['a.bib', '', '@string{a = a # a}\n@book{a, title = a}\n'],
  ['a.bib', '@book{', '\n'],
  ['a.bib', '@book{a, title={', '{', '}}'],
  ['a.bib', '@book{a, title={', '{}', '}}'],
  ['a.bib', '@book{a, title={', '\\', '}}'],
  ['a.bib', '@book{a, title={', '\\cite{', '}}'],
  ['a.bib', '@book{a, title={', '\\emph{', '}}'],
  ['a.bib', '@book{a, title={', '\\"{', '}}'],
  ['a.bib', '@book{a, title={', '$a_', '}}'],
  ['a.bib', '@book{a, title={', '$', '}}'],
  ['a.bib', '@book{a, title={', ' ', '}}'],
  ['a.bib', '@book{a, author={', 'a and ', '}}'],
  ['a.bib', '@book{a, author={', '{ and ', '}}'],
  ['a.bib', '@book{a, author={', 'a, ', '}}'],
  ['a.bib', '@book{a, author={', 'a ', '}}'],
  ['a.bib', '@book{a, title=', '"a" # ', '}'],
  ['a.bib', '@book{a, pages={', '-', '}}'],
  ['a.bib', '@book{a, keywords={', 'a,', '}}'],
  ['a.ris', 'TY  - JOUR\n', 'a\n'],
  ['a.ris', '', 'TY  - '],
  ['a.ris', '', 'TY  - JOUR\n'],
  ['a.ris', 'TY  - JOUR\n', 'AU  - a\n'],
  ['a.ris', 'TY  - JOUR\n', 'N1  - a\n'],
  ['a.ris', 'TY  - JOUR\n', 'XX  - a\n'],
  ['a.ris', 'TY  - JOUR\n', ' '],
  ['a.ris', '', 'ER  - \n'],
  ['a.nbib', 'PMID- 1\n', '      a\n'],
  ['a.nbib', '', 'PMID- 1\n'],
  ['a.nbib', 'PMID- 1\n', 'FAU - a\n'],
  ['a.enw', '', '%0 Book\n'],
  ['a.enw', '%0 Book\n', '%A a\n'],
  ['a.isi', '', 'PT J\n'],
  ['a.isi', 'PT J\n', 'AU a\n'],
  ['a.isi', 'PT J\nAU a\n', '   a\n'],
  ['a.xml', '<records><record>', '<'],
  ['a.xml', '<records>', '<record '],
  ['a.xml', '<records>', '<record>'],
  ['a.xml', '<records><record>', '<a>'],
  ['a.xml', '<records><record>', '</a>'],
  ['a.xml', '<records><record>', '<!--'],
  ['a.xml', '<records><record>', '<![CDATA['],
  ['a.xml', '<records><record>', '&'],
  ['b.xml', '<PubmedArticleSet>', '<PubmedArticle>'],
  ['a.yaml', 'references:\n', '- '],
  ['a.yaml', 'references: ', '['],
  ['a.yaml', 'references: ', '{'],
  ['a.yaml', 'a:\n', ' "'],
  ['a.yaml', 'a:\n  title: ', 'a: '],
  ['a.yaml', 'a:\n  title: ', "'"],
  ['a.yaml', 'a:\n  title: |\n', '    a\n'],
  ['a.json', '', '['],
  ['a.json', '', '{'],
  ['a.json', '', '[{'],
  ['a.json', '[', '{"id":"a"'],
  ['a.json', '[{"id":"a","title":"', '\\'],
  ['a.json', '[', '{},'],
];

/** A hostile text of about `length` characters. */
export function hostileText([, before, piece, after = '']: (typeof HOSTILE)[number], length: number): string {
  return before + piece.repeat(Math.ceil(length / piece.length)) + after;
}
