import assert from 'node:assert/strict';
import { readLibrary } from '../../../../src/core/library/formats';
import type { CslItem, ReadLibrary } from '../../../../src/core/library/types';

function read(text: string): ReadLibrary {
  return readLibrary('library.bib', text);
}

function only(text: string): CslItem {
  const { references } = read(text);
  assert.equal(references.length, 1);
  return references[0]!.csl;
}

describe('reading BibTeX', () => {
  it('reads an article with all that a reference needs', () => {
    const text = `@article{long2023,
  author = {Long, Jianping and van der Berg, Jan and {World Health Organization}},
  title = "{NK} cells in \\emph{vivo}",
  journal = {Journal of Cells},
  year = 2023, month = may, day = 17,
  volume = {14}, number = {2}, pages = {1--10},
  doi = {https://doi.org/10.1000/a\\_b},
}`;
    assert.deepEqual(only(text), {
      id: 'long2023',
      type: 'article-journal',
      author: [
        { family: 'Long', given: 'Jianping' },
        { family: 'Berg', given: 'Jan', 'non-dropping-particle': 'van der' },
        { literal: 'World Health Organization' },
      ],
      title: 'NK cells in <i>vivo</i>',
      'container-title': 'Journal of Cells',
      issued: { 'date-parts': [[2023, 5, 17]] },
      volume: '14',
      issue: '2',
      page: '1-10',
      DOI: '10.1000/a_b',
    });
  });

  it('turns TeX into Unicode', () => {
    const cases: readonly (readonly [string, string])[] = [
      [`{\\'E}tude`, 'Étude'],
      [`Erd\\H{o}s`, 'Erdős'],
      [`Dvo\\v r\\'ak`, 'Dvořák'],
      [`na\\"\\i ve`, 'naïve'],
      [`{\\AA}kesson and {\\O}stergaard`, 'Åkesson and Østergaard'],
      [`$\\alpha$-helix`, 'α-helix'],
      [`CO$_2$ and x$^{10}$`, 'CO<sub>2</sub> and x<sup>10</sup>'],
      [`1990--1999 --- \`\`quoted''`, '1990–1999 — “quoted”'],
      [`50\\% of A\\&B`, '50% of A&B'],
      [`\\enquote{inner {\\it deep} text}`, '“inner <i>deep</i> text”'],
      [`\\unknowncommand{kept}`, 'kept'],
      [`S.~Hermann`, 'S.\u00a0Hermann'],
    ];
    for (const [tex, unicode] of cases) assert.equal(only(`@misc{k, title = {${tex}}}`).title, unicode, tex);
  });

  it('tells the kind of work by its fields where the entry type leaves it open', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['@manual{k, title = {T}, organization = {O}}', 'report'],
      ['@manual{k, title = {T}, publisher = {P}}', 'report'],
      ['@manual{k, title = {T}, publisher = {P}, edition = {2}}', 'book'],
      ['@manual{k, title = {T}, isbn = {0-226-10403-6}}', 'book'],
      ['@generic{k, title = {T}, volume = 85, issue = 3, pages = {1-2}}', 'article-journal'],
      ['@generic{k, title = {T}, publisher = {P}}', 'document'],
      ['@legmaterial{k, title = {T}, type = {report}}', 'report'],
      ['@legmaterial{k, title = {T}}', 'bill'],
    ];
    for (const [text, type] of cases) assert.equal(only(text).type, type, text);
  });

  it('reads an entry of an encyclopedia as biblatex-chicago writes it', () => {
    const csl = only('@inreference{k, title = {Encyclopedia}, lista = {Entry}}');
    assert.deepEqual([csl.title, csl['container-title']], ['Entry', 'Encyclopedia']);
  });

  it('keeps what CSL has no variable for, and reads editors of other kinds', () => {
    const csl = only(
      '@talk{k, editora = {A, B}, editoratype = {chair}, editorb = {C, D}, editorbtype = {jester}, primaryclass = {math}}',
    );
    assert.deepEqual(csl['chair'], [{ family: 'A', given: 'B' }]);
    assert.deepEqual(csl['custom'], {
      primaryclass: 'math',
      entrytype: 'talk',
      editorb: 'C, D',
      editorbtype: 'jester',
    });
  });

  it('lets no file make itself larger by abbreviations in abbreviations or by huge parents', () => {
    const doubled = Array.from({ length: 60 }, (_, n) => `@string{a${n + 1} = a${n} # a${n}}`).join('\n');
    const title = only(`@string{a0 = {xxxxxxxx}}\n${doubled}\n@book{k, title = a60}`).title;
    assert.ok(title !== undefined && title.length <= 8192);
    const books = Array.from({ length: 100 }, (_, n) => `@book{k${n}, title = a}`).join('\n');
    const many = readLibrary('a.bib', `@string{a = {${'x'.repeat(4000)}}}\n${books}`);
    const titles = many.references.map(({ csl }) => csl.title?.length ?? 0);
    assert.equal(titles.length, 100);
    assert.ok(titles.reduce((sum, length) => sum + length, 0) <= 110_000);
    assert.match(many.problems[0]!.message, /stand for more text/);
    const circle =
      '@book{a, xdata = {b}, title = {T}}\n@xdata{b, xdata = {c,c,c}}\n@xdata{c, xdata = {b,b,b}, year = 2001}';
    assert.deepEqual(only(circle).issued, { 'date-parts': [[2001]] });
  });

  it('keeps the case of titles', () => {
    assert.equal(only('@book{k, title = {The {NK} Cell And pH}}').title, 'The NK Cell And pH');
  });

  it('reads names by the rules of BibTeX and the extended format of BibLaTeX', () => {
    const cases: readonly (readonly [string, object])[] = [
      ['Jean de La Fontaine', { family: 'La Fontaine', given: 'Jean', 'non-dropping-particle': 'de' }],
      ['de La Fontaine, Jean', { family: 'La Fontaine', given: 'Jean', 'non-dropping-particle': 'de' }],
      ['Doe, Jr., John', { family: 'Doe', given: 'John', suffix: 'Jr.' }],
      ['{\\"O}zge Yilmaz', { family: 'Yilmaz', given: 'Özge' }],
      ['{Barnes and Noble}', { literal: 'Barnes and Noble' }],
      ['Aristotle', { family: 'Aristotle' }],
      [
        'family=Gennep, given=Arnold, prefix=van, useprefix=false',
        { family: 'Gennep', given: 'Arnold', 'dropping-particle': 'van' },
      ],
    ];
    for (const [written, name] of cases) {
      assert.deepEqual(only(`@book{k, author = {${written}}}`).author, [name], written);
    }
    assert.equal(only('@book{k, author = {A One AND B Two and others}}').author?.length, 2);
  });

  it('drops particles in BibLaTeX unless the option useprefix is set', () => {
    const record = (options: string) => `@book{k, author = {van Gennep, A.}, date = {1909}${options}}`;
    assert.equal(only(record('')).author?.[0]?.['dropping-particle'], 'van');
    assert.equal(only(record(', options = {useprefix}')).author?.[0]?.['non-dropping-particle'], 'van');
  });

  it('reads dates of both dialects', () => {
    const issued = (fields: string) => only(`@misc{k, ${fields}}`).issued;
    assert.deepEqual(issued('date = {2004-04-05T14:34:00}'), { 'date-parts': [[2004, 4, 5]] });
    assert.deepEqual(issued('date = {1998/2001-03}'), { 'date-parts': [[1998], [2001, 3]] });
    assert.deepEqual(issued('date = {1723~}'), { 'date-parts': [[1723]], circa: true });
    assert.deepEqual(issued('date = {2004-22}'), { 'date-parts': [[2004]], season: 2 });
    assert.deepEqual(issued('date = {-0876}'), { 'date-parts': [[-877]] });
    assert.deepEqual(issued('date = {20uu}'), { 'date-parts': [[2000], [2099]] });
    assert.deepEqual(issued('year = 1999, month = "10~" # jan'), { 'date-parts': [[1999, 1, 10]] });
    assert.deepEqual(issued('year = {1995/96}'), { 'date-parts': [[1995], [1996]] });
    assert.deepEqual(issued('year = {forthcoming}'), { literal: 'forthcoming' });
  });

  it('joins abbreviations and texts, also where the abbreviation is defined later', () => {
    const text = `@string{jc = "J. " # cells}
@string{cells = {Cells}}
@article{k, journal = name # { B}, title = jc # "x"}
@string(name = {Annals})`;
    const { references } = read(text);
    assert.equal(references[0]?.csl['container-title'], 'Annals B');
  });

  it('inherits from crossref and xdata, and says which parent is missing', () => {
    const text = `@incollection{c, title = {Chapter}, crossref = {P}, xdata = {x}}
@collection{p, title = {The Book}, editor = {Ed Itor}, date = 2000}
@xdata{x, publisher = {House}, location = {Town}}
@inproceedings{lost, title = {Talk}, crossref = {nowhere}}`;
    const { references, problems } = read(text);
    assert.equal(references[0]?.csl['container-title'], 'The Book');
    assert.equal(references[0]?.csl.title, 'Chapter');
    assert.equal(references[0]?.csl.publisher, 'House');
    assert.deepEqual(references[0]?.csl.issued, { 'date-parts': [[2000]] });
    assert.deepEqual(
      references.map(reference => reference.id),
      ['c', 'p', 'lost'],
    );
    assert.equal(problems.length, 1);
    assert.match(problems[0]!.message, /nowhere/);
  });

  it('survives circles of crossrefs', () => {
    const { references } = read('@book{a, title={A}, crossref={b}}\n@book{b, title={B}, crossref={a}}');
    assert.equal(references.length, 2);
  });

  it('reads records whose parts stand on lines of their own', () => {
    const { references } = readLibrary('a.bib', '@\n  book\n  {\n  a\n  ,\n  title = "T"\n}\n');
    assert.deepEqual(
      references.map(({ csl }) => [csl.id, csl.title]),
      [['a', 'T']],
    );
  });

  it('skips comments, preambles and text between records', () => {
    const text = `Mail me@home.org
@comment{ @article{no, title = {No}} }
% @article{no2, title = {No}}
@preamble{"\\newcommand{\\x}{y}"}
@book{yes, title = {Yes}}`;
    assert.deepEqual(
      read(text).references.map(reference => reference.id),
      ['yes'],
    );
  });

  it('makes a summary of the note, topics of keywords and groups, and keeps fields that CSL lacks', () => {
    const library = read(
      '@misc{k, title={T}, annote={Read this}, keywords={one; Two}, groups={G}, file={a.pdf}}',
    );
    const reference = library.references[0]!;
    assert.equal(reference.summary, 'Read this');
    assert.deepEqual(reference.topics, ['one', 'two', 'g']);
    assert.deepEqual(
      library.topics.map(topic => topic.label),
      ['one', 'Two', 'G'],
    );
    assert.deepEqual(reference.csl['custom'], { groups: 'G', file: 'a.pdf' });
  });
});

describe('reading broken BibTeX', () => {
  const good = '@book{good, title = {Good}}\n';

  it('keeps the fields of a record with an unclosed value, and every other record', () => {
    const text = `${good}@book{broken, title = {Never closed,
  author = {A B},
  year = 1999,
}
@book{after, title = {After}}`;
    const { references, problems } = read(text);
    assert.deepEqual(
      references.map(reference => reference.id),
      ['good', 'broken', 'after'],
    );
    assert.equal(references[1]?.csl.title, 'Never closed');
    assert.deepEqual(references[1]?.csl.issued, { 'date-parts': [[1999]] });
    assert.equal(problems.length, 1);
    assert.equal(problems[0]?.severity, 'error');
    assert.equal(problems[0]?.range.start, text.indexOf('{Never'));
  });

  for (const [what, record] of [
    ['a missing comma', '@book{k, title = {T} year = 2000}'],
    ['a missing end', '@book{k, title = {T}, year = 2000'],
    ['a brace too many', '@book{k, title = {T}}, year = 2000}'],
    ['an escaped quote', '@book{k, title = "T", publisher = "a \\" b", year = 2000}'],
    ['an escaped brace', '@book{k, title = {T}, publisher = {a \\{ b}, year = 2000}'],
    ['text outside of a value', '@book{k, title = {T} oops, year = 2000}'],
    ['a field without a value', '@book{k, title = {T}, note, year = 2000}'],
    ['a comment between fields', '@book{k, title = {T}, % why\n year = 2000}'],
  ] as const) {
    it(`reads a record with ${what}`, () => {
      const { references } = read(`${good}${record}\n@book{after, title = {After}}`);
      assert.deepEqual(
        references.map(reference => reference.id),
        ['good', 'k', 'after'],
      );
      assert.equal(references[1]?.csl.title, 'T');
      assert.deepEqual(references[1]?.csl.issued, { 'date-parts': [[2000]] });
    });
  }

  for (const [what, fields, place, message] of [
    ['on a line of its own', 'j\n  title = {T},\n  year = 2000', 'j', /“j” has no value/],
    ['on the line of a known field', 'j title = {T}, year = 2000', 'j', /“j” has no value/],
    ['with a comment after it', 'j % why\n  title = {T}, year = 2000', 'j', /“j” has no value/],
    ['with its = but no value', 'note =\n  title = {T},\n  year = 2000', 'note', /“note” has no value/],
    [
      'with its = and a number after it',
      'note =\n  year = 2000,\n  title = {T}',
      'note',
      /“note” has no value/,
    ],
    ['with its = and a comma', 'note = ,\n  title = {T}, year = 2000', 'note', /“note” has no value/],
    ['at the end', 'title = {T}, year = 2000,\n  j', 'j', /“j” has no value/],
  ] as const) {
    it(`keeps the field after one without a value: ${what}`, () => {
      const text = `${good}@book{k,\n  ${fields}\n}\n@book{after, title = {After}}`;
      const { references, problems } = read(text);
      assert.deepEqual(
        references.map(({ csl }) => [csl.id, csl.title, csl.issued?.['date-parts']?.[0]?.[0]]),
        [
          ['good', 'Good', undefined],
          ['k', 'T', 2000],
          ['after', 'After', undefined],
        ],
      );
      assert.equal(problems.length, 1);
      const { range } = problems[0]!;
      assert.equal(range.start, text.indexOf(fields) + fields.indexOf(place));
      assert.equal(text.slice(range.start, range.end), place);
      assert.match(problems[0]!.message, message);
    });
  }

  it('takes a name of several words for one, which some programs write, and the next record for no value', () => {
    const { references, problems } = read(
      '@book{k, title = {T}, Date Added = {2012},\n  j\n@book{after, title = {After}}',
    );
    assert.deepEqual(
      references.map(({ csl }) => [csl.id, csl.title, csl['custom']]),
      [
        ['k', 'T', undefined],
        ['after', 'After', undefined],
      ],
    );
    assert.equal(problems.length, 3);
  });

  it('gives a key to records without one and a second name to a key that is taken', () => {
    const { references, problems } = read(
      '@book{, author={Long, J.}, year=2023}\n@book{a, title={One}}\n@book{a, title={Two}}\n@book{a, title={One}}',
    );
    assert.deepEqual(
      references.map(reference => reference.id),
      ['long2023', 'a', 'a-2'],
    );
    assert.equal(problems.length, 3);
  });

  it('gives each record its place in the file', () => {
    const text = `% head\n${good}@book{k, title = {T}}`;
    const places = read(text).references.map(({ source }) => text.slice(source!.start, source!.end));
    assert.deepEqual(places, [good.trim(), '@book{k, title = {T}}']);
  });
});
