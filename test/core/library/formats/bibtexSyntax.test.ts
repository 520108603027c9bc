import assert from 'node:assert/strict';
import { bibtexSyntax } from '../../../../src/core/library/formats';

describe('the places of BibTeX text', () => {
  it('gives type, key, fields and values with their ranges', () => {
    const text = `@string{ cell = {Cell} }
% @book{no,}
@ Article {key2020 ,
  Title = {A {B} c},
  journal = cell # " Reports", year = 2020
}
@comment{ignored}
@book{,title="x"}
@misc{open, note = {n},`;
    const written = (range: { start: number; end: number }) => text.slice(range.start, range.end);
    const { records, problems } = bibtexSyntax(text);
    assert.deepEqual(
      records.map(({ type, typeRange, key, keyRange, fields }) => [
        type,
        written(typeRange),
        key,
        written(keyRange),
        ...fields.map(({ name, nameRange, valueRange }) => [name, written(nameRange), written(valueRange)]),
      ]),
      [
        ['string', 'string', '', '', ['cell', 'cell', '{Cell}']],
        [
          'article',
          'Article',
          'key2020',
          'key2020',
          ['title', 'Title', '{A {B} c}'],
          ['journal', 'journal', 'cell # " Reports"'],
          ['year', 'year', '2020'],
        ],
        ['book', 'book', '', '', ['title', 'title', '"x"']],
        ['misc', 'misc', 'open', 'open', ['note', 'note', '{n}']],
      ],
    );
    assert.equal(
      written(records[1]!.range),
      text.slice(text.indexOf('@ Article'), text.indexOf('\n@comment')),
    );
    assert.deepEqual(
      problems.map(({ message }) => message),
      ['this record is not closed; add the missing } at its end'],
    );
  });

  it('gives each field of a damaged record once, though such a record is read more than once', () => {
    const { records } = bibtexSyntax(
      '@book{a,\n title = {never closed,\n year = 2001,\n}\n@book{b, title = {T}}\n',
    );
    assert.deepEqual(
      records.map(({ key, fields }) => [key, ...fields.map(({ name }) => name)]),
      [
        ['a', 'title', 'year'],
        ['b', 'title'],
      ],
    );
  });
});
