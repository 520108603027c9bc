import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  readLibrary,
  type WrittenFormat,
  writeReferences,
  writeReferencesInSteps,
} from '../../../../src/core/library/formats';
import { plainReference } from '../../../../src/core/library/plainReference';
import { bundledReview } from '../../../../src/core/library/review/bundledReview';
import type { CslItem } from '../../../../src/core/library/types';

const ENDINGS: Readonly<Record<WrittenFormat, string>> = {
  bibtex: 'a.bib',
  biblatex: 'a.bib',
  ris: 'a.ris',
  'csl-json': 'a.json',
};

function roundTrip(items: readonly CslItem[], format: WrittenFormat): readonly CslItem[] {
  const text = writeReferences(
    items.map(csl => plainReference(csl, 'test')),
    format,
  );
  const { references, problems } = readLibrary(ENDINGS[format], text);
  assert.deepEqual(problems, [], text);
  return references.map(reference => reference.csl);
}

const ARTICLE: CslItem = {
  id: 'long2023',
  type: 'article-journal',
  author: [
    { family: 'Long', given: 'Jianping' },
    { family: 'Doe', given: 'John', suffix: 'Jr' },
    { literal: 'Barnes and Noble, Inc.' },
  ],
  title: 'NK cells <i>in vivo</i>: 50% of A&B_C {now} at $5 – CO<sub>2</sub>',
  'container-title': 'Journal of Cells & Tissues',
  issued: { 'date-parts': [[2023, 5, 17]] },
  volume: '14',
  issue: '2',
  page: '1-10',
  DOI: '10.1000/a_b(c)<d>',
  PMID: '123',
  URL: 'https://example.org/~a?b=c%20d#e_f',
  abstract: 'Back\\slash, ~tilde, ^caret, "quotes" and #hash.',
  keyword: 'one, two',
  note: 'Printed note',
  annote: 'My own note',
};

describe('writing references', () => {
  for (const format of ['bibtex', 'biblatex', 'csl-json'] as const) {
    it(`loses nothing of an article in ${format}`, () => {
      assert.deepEqual(roundTrip([ARTICLE], format), [ARTICLE]);
    });
  }

  it('loses only the markup of an article in RIS', () => {
    const plain = { ...ARTICLE, title: ARTICLE.title!.replace(/<[^>]*>/g, '') };
    assert.deepEqual(roundTrip([ARTICLE], 'ris'), [plain]);
  });

  it('keeps an "and" that belongs to a name, and lists of publishers', () => {
    const book = {
      id: 'a',
      type: 'book',
      title: 'A',
      publisher: 'Faber and Faber; Other House',
      issued: { 'date-parts': [[2000, 1]] },
    };
    assert.deepEqual(roundTrip([book], 'biblatex'), [book]);
    assert.deepEqual(roundTrip([book], 'bibtex'), [book]);
  });

  it('writes the bundled review in every format without a loss of core fields', () => {
    const { references } = bundledReview();
    for (const format of ['bibtex', 'biblatex', 'ris', 'csl-json'] as const) {
      const back = readLibrary(ENDINGS[format], writeReferences(references, format)).references;
      assert.equal(back.length, references.length);
      references.forEach(({ csl }, index) => {
        for (const field of ['type', 'volume', 'page', 'DOI', 'issued', 'author'] as const) {
          assert.deepEqual(back[index]?.csl[field], csl[field], `${format} ${csl.id} ${field}`);
        }
      });
    }
  });

  it('protects capitals from BibTeX styles', () => {
    const text = writeReferences(
      [plainReference({ id: 'a', type: 'book', title: 'The mRNA of NK cells in Sweden' }, 'test')],
      'bibtex',
    );
    assert.match(text, /\{The \{mRNA\} of \{NK\} cells in \{Sweden\}\}/);
  });

  it('writes keys that BibTeX can read, each once', () => {
    const items = ['a b', 'a-b', 'c{d}', '…'].map(id =>
      plainReference({ id, type: 'book', title: id }, 'test'),
    );
    const keys = readLibrary('a.bib', writeReferences(items, 'bibtex')).references.map(({ id }) => id);
    assert.deepEqual(keys, ['a-b', 'a-b-2', 'c-d', '…']);
  });

  it('writes any text so that it comes back and breaks no record', () => {
    const text = fc
      .string({ unit: 'grapheme', maxLength: 60 })
      .map(value => `x${value.replace(/[<>\s\u00a0]+/g, ' ').trimEnd()}`);
    fc.assert(
      fc.property(text, text, (title, abstract) => {
        const [item, after] = [
          { id: 'a', type: 'book', title, abstract },
          { id: 'b', type: 'book', title: 'After' },
        ];
        for (const format of ['bibtex', 'biblatex', 'csl-json'] as const) {
          const back = readLibrary(
            ENDINGS[format],
            writeReferences(
              [item, after].map(csl => plainReference(csl, 'test')),
              format,
            ),
          );
          assert.equal(back.references.length, 2);
          assert.equal(back.references[0]?.csl.title?.normalize('NFC'), title.normalize('NFC'));
          assert.equal(back.references[0]?.csl.abstract?.normalize('NFC'), abstract.normalize('NFC'));
          assert.equal(back.references[1]?.csl.title, 'After');
        }
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same in steps as at once', () => {
    const references = [...bundledReview().references];
    for (const format of Object.keys(ENDINGS) as WrittenFormat[]) {
      const steps = writeReferencesInSteps(references, format, 3);
      let step = steps.next();
      for (; !step.done; step = steps.next());
      assert.equal(step.value, writeReferences(references, format), format);
      assert.equal(writeReferencesInSteps([], format, 3).next().value, writeReferences([], format), format);
    }
  });
});
