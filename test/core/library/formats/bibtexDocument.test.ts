import assert from 'node:assert/strict';
import {
  type BibtexDocument,
  bibtexBlockAt,
  bibtexRecord,
  readBibtexDocument,
  updateBibtexDocument,
} from '../../../../src/core/library/formats/bibtex/bibtexDocument';
import { BibtexScanner } from '../../../../src/core/library/formats/bibtex/bibtexScanner';
import { bibtexContent } from '../../../../src/core/library/formats/bibtex/bibtexSyntax';
import { generatedRecords, seededRandom, toBibtex } from '../../../support/libraries';

const sample = `% a comment
@string{nat = {Nature}}
@comment{not read {at all}}

@article{long2023,
  author = {Long, J},
  title = "Cells" # { and } # nat,
  year = 2023, month = may,
}
@book{ second ,
  title = {A {B} c}
}
`;

/** A document as plain data with absolute places, to compare. */
function shown(document: BibtexDocument): unknown {
  return document.blocks.map(({ problems, ...block }, index) => ({
    ...block,
    start: document.starts[index],
    problems: problems.map(({ range, message }) => ({ start: range.start, message })),
  }));
}

describe('a .bib text for editing', () => {
  it('has the places of types, keys, fields and values', () => {
    const document = readBibtexDocument(sample);
    assert.deepEqual(
      document.blocks.map(({ type, key, defines }) => [type, key, ...defines]),
      [
        ['string', '', 'nat'],
        ['article', 'long2023'],
        ['book', 'second'],
      ],
    );
    const record = bibtexRecord(document, 1);
    const at = ({ start, end }: { start: number; end: number }) => sample.slice(start, end);
    assert.equal(at(record.typeRange), 'article');
    assert.equal(at(record.keyRange), 'long2023');
    assert.deepEqual(
      record.fields.map(({ nameRange, valueRange }) => {
        const { range, isDelimited } = bibtexContent(sample, valueRange);
        return [at(nameRange), at(range), isDelimited];
      }),
      [
        ['author', 'Long, J', true],
        ['title', '"Cells" # { and } # nat', false],
        ['year', '2023', false],
        ['month', 'may', false],
      ],
    );
    assert.deepEqual(
      record.abbreviations.map(({ name, range }) => [name, at(range)]),
      [['nat', 'nat']],
    );
    assert.equal(at(bibtexRecord(document, 2).keyRange), 'second');
    assert.equal(bibtexBlockAt(document, sample.indexOf('not read')), -1);
    assert.equal(bibtexBlockAt(document, sample.indexOf('Cells')), 1);
  });

  it('has the fields that the reader of libraries has', () => {
    const text = toBibtex([...generatedRecords(40, 5)]);
    const document = readBibtexDocument(text);
    const scanner = new BibtexScanner(text);
    for (const [index] of document.blocks.entries()) {
      const entry = scanner.next()!;
      const record = bibtexRecord(document, index);
      assert.deepEqual(record.range, { start: entry.start, end: entry.end });
      assert.deepEqual(
        record.fields.map(({ name, valueRange }) => {
          const { start, end } = bibtexContent(text, valueRange).range;
          return [name, text.slice(start, end)];
        }),
        entry.fields.entries(),
      );
    }
  });

  it('is after any edit what reading the new text anew gives', () => {
    const random = seededRandom(7);
    const pieces = [
      '{',
      '}',
      '"',
      '@',
      '@article{new,',
      ',',
      '=',
      '\n',
      'x',
      '%',
      '@comment{',
      '@string{a={b}}',
      '',
    ];
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
    for (let run = 0; run < 40; run++) {
      let document = readBibtexDocument(run % 2 ? sample + sample : toBibtex([...generatedRecords(4, run)]));
      for (let step = 0; step < 6; step++) {
        const start = Math.floor(random() * (document.text.length + 1));
        const end = Math.min(document.text.length, start + Math.floor(random() * random() * 30));
        const edit = { range: { start, end }, newText: pick(pieces) };
        document = updateBibtexDocument(document, edit);
        const anew = readBibtexDocument(document.text);
        assert.deepEqual(shown(document), shown(anew), `${JSON.stringify(edit)} in ${document.text}`);
        assert.deepEqual(document.tail, anew.tail);
      }
    }
  });

  it('keeps the blocks that an edit does not touch', () => {
    const document = readBibtexDocument(toBibtex([...generatedRecords(30)]));
    const start = document.starts[10]! + 40;
    const after = updateBibtexDocument(document, { range: { start, end: start }, newText: 'xyz' });
    const kept = after.blocks.filter(block => document.blocks.includes(block));
    assert.ok(kept.length >= 26, `${kept.length} kept`);
  });
});
