import assert from 'node:assert/strict';
import { bundledReview } from '../../../src/core/library';
import type { ReadLibrary } from '../../../src/core/library/types';
import { parseManuscript } from '../../../src/core/manuscript';
import type { MarkupLanguage } from '../../../src/core/manuscript/types';
import {
  citationsByNumber,
  numberingFor,
  numberManuscript,
  occurrences,
  resolve,
} from '../../../src/core/numbering';

const review: readonly ReadLibrary[] = [bundledReview()];

function number(text: string, language: MarkupLanguage = 'markdown', libraries = review) {
  return numberManuscript(parseManuscript(text, language), libraries);
}

const LIST =
  '\n\n## References\n\n1. Daher M. Targeting NK cell exhaustion for cancer immunotherapy. 2023.\n2. Somebody. Unknown. 1999.\n';

describe('numberManuscript', () => {
  it('asks the numbered library where there is no list', () => {
    const numbering = number('A [4].').numberings[0]!;
    assert.deepEqual([numbering.source, numbering.byNumber.size, numbering.nextNumber], ['library', 10, 5]);
    assert.equal(numbering.byNumber.get(4)?.reference?.csl.author?.[0]?.family, 'Daher');
  });

  it('asks it also while the heading has no list yet', () => {
    assert.equal(number('A [4].\n\n## References\n').numberings[0]!.source, 'library');
  });

  it('lets a list decide alone', () => {
    const numbering = number(`A [1], [3].${LIST}`).numberings[0]!;
    assert.deepEqual([numbering.source, numbering.list, numbering.nextNumber], ['list', 0, 4]);
    assert.deepEqual([...numbering.byNumber.keys()], [1, 2]);
    assert.equal(numbering.byNumber.get(1)?.reference?.number, 4);
    assert.equal(numbering.byNumber.get(2)?.reference, undefined);
    assert.deepEqual([...numbering.numberOf.values()], [1]);
  });

  it('gives every record of one work the same number', () => {
    const again = { ...review[0]!, name: 'own.bib', numbered: false, topics: [] };
    const references = again.references.map(reference => ({
      ...reference,
      id: `own-${reference.id}`,
      library: 'own.bib',
    }));
    const { numberOf } = number(`A [1].${LIST}`, 'markdown', [review[0]!, { ...again, references }])
      .numberings[0]!;
    const { id } = review[0]!.references[3]!;
    assert.deepEqual([numberOf.get(id), numberOf.get(`own-${id}`)], [1, 1]);
  });

  it('has nothing to say without list and library', () => {
    const numbering = number('A [4].', 'markdown', []).numberings[0]!;
    assert.deepEqual([numbering.source, numbering.byNumber.size, numbering.nextNumber], ['none', 0, 5]);
  });

  it('reports entries whose number is taken', () => {
    const numbering = number(
      'A [1].\n\nReferences\n\n[1] Somebody. One. 1999.\n\n[1] Nobody. Other. 2001.\n',
      'plaintext',
    ).numberings[0]!;
    assert.equal(numbering.duplicates.length, 1);
    assert.equal(numbering.byNumber.size, 1);
  });

  it('reads the key in invisible markup', () => {
    const { id } = review[0]!.references[6]!;
    const link = number(
      `A [1].\n\n## References\n\n1. Some words. 1999. <!-- @${id} -->\n`,
    ).numberings[0]!.byNumber.get(1)!.link;
    assert.deepEqual([link?.reference.id, link?.by], [id, 'key']);
  });

  it('gives each chapter its own numbers', () => {
    const chapter = (name: string, work: string) =>
      `# ${name}\n\nCells [1].\n\n## References\n\n1. Somebody. ${work}. 1999.\n\n`;
    const numbered = number(chapter('One', 'First work') + chapter('Two', 'Second work'));
    assert.equal(numbered.numberings.length, 2);
    const [first, second] = numbered.manuscript.citations;
    assert.notEqual(numberingFor(numbered, first!), numberingFor(numbered, second!));
    assert.equal(numberingFor(numbered, second!.range.start), numberingFor(numbered, second!));
  });
});

describe('resolve', () => {
  it('says what each number stands for, ranges expanded, missing ones as such', () => {
    const numbered = number('A [2, 9–11].');
    assert.deepEqual(
      resolve(numbered, numbered.manuscript.citations[0]!).map(found => [found.number, found.kind]),
      [
        [2, 'numbered'],
        [9, 'numbered'],
        [10, 'numbered'],
        [11, 'missing'],
      ],
    );
  });
});

describe('occurrences', () => {
  it('finds every citation of a number, each once', () => {
    const numbered = number('A [2, 2]. B [1–3]. C [3].');
    assert.deepEqual(
      occurrences(numbered, 2).map(({ range }) => range.start),
      [2, 12],
    );
    assert.equal(occurrences(numbered, 9).length, 0);
    assert.deepEqual([...citationsByNumber(numbered.manuscript).keys()], [2, 1, 3]);
  });
});
