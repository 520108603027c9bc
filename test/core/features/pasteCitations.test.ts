import assert from 'node:assert/strict';
import {
  copyCitations,
  planPasteCitations,
  readCopiedCitations,
} from '../../../src/core/features/pasteCitations';
import { numbered, planned } from '../../support/numbered';

const A = 'Adams A. Ants of the north. J Test. 2001.';
const B = 'Brown B. Bees of the south. J Test. 2002.';
const C = 'Clark C. Cats of the east. J Test. 2003. doi:10.1000/cats';
const list = (...entries: readonly string[]) =>
  `\n\n## References\n\n${entries.map((entry, index) => `${index + 1}. ${entry}`).join('\n')}\n`;
const SOURCE = `Ants run [1]. Bees and cats do not [2, 3].${list(A, B, C)}`;

function copied(text: string, from: string) {
  const start = text.indexOf(from);
  const copy = copyCitations(numbered(text), { start, end: start + from.length });
  // As it comes back from the clipboard.
  return copy && readCopiedCitations(JSON.stringify(copy));
}

function pasted(target: string, at: string, from: string): string {
  const offset = target.indexOf(at);
  const copy = copied(SOURCE, from)!;
  return planned(
    target,
    planPasteCitations(numbered(target), { start: offset, end: offset }, copy, () => undefined),
  );
}

describe('paste citations', () => {
  it('gives them the numbers that their works have here', () => {
    const target = `Start. | [1] and [2].${list(C, B)}`;
    assert.equal(
      pasted(target, '|', 'Bees and cats do not [2, 3].'),
      `Start. Bees and cats do not [1, 2].| [1] and [2].${list(C, B)}`,
    );
  });

  it('appends works that the list lacks', () => {
    const target = `Start. | [1] and [2].${list(C, B)}`;
    assert.equal(
      pasted(target, '|', 'Ants run [1]. Bees and cats do not [2, 3].'),
      `Start. Ants run [3]. Bees and cats do not [1, 2].| [1] and [2].${list(C, B, A)}`,
    );
  });

  it('recognises a work by its DOI though its entry is written otherwise', () => {
    const target = `Start. | [1].${list('C. Clark, Cats, https://doi.org/10.1000/CATS')}`;
    assert.equal(
      pasted(target, '|', 'cats do not [2, 3]'),
      `Start. cats do not [1, 2]| [1].${list('C. Clark, Cats, https://doi.org/10.1000/CATS', B)}`,
    );
  });

  it('writes new entries as it is told', () => {
    const target = `Start. | [1].${list(C)}`;
    const copy = copied(SOURCE, 'Ants run [1].')!;
    const offset = target.indexOf('|');
    const plan = planPasteCitations(numbered(target), { start: offset, end: offset + 1 }, copy, work => ({
      body: `Work ${work.entry?.slice(0, 5)}`,
    }));
    assert.equal(planned(target, plan), `Start. Ants run [2]. [1].${list(C, 'Work Adams')}`);
  });

  it('asks for a list where there is none', () => {
    const plan = planPasteCitations(
      numbered('Start. '),
      { start: 7, end: 7 },
      copied(SOURCE, 'Ants run [1].')!,
      () => undefined,
    );
    assert.match(JSON.stringify(plan), /Insert the bibliography first/);
  });

  it('refuses a number that stood for nothing where it was copied', () => {
    const source = SOURCE.replace('[2, 3]', '[2, 9]');
    const target = `Start. [1].${list(C)}`;
    const plan = planPasteCitations(
      numbered(target),
      { start: 7, end: 7 },
      copied(source, 'do not [2, 9]')!,
      () => undefined,
    );
    assert.equal(plan.kind, 'refused');
  });

  it('copies nothing from text without citations, and reads nothing but its own', () => {
    assert.equal(copied(SOURCE, 'Ants'), undefined);
    for (const json of [
      '',
      '{',
      '[]',
      '{"kind":"numbered-citations"}',
      '{"kind":"numbered-citations","version":1,"text":1}',
      '{"kind":"numbered-citations","version":1,"text":"a","language":"klingon","works":[],"citations":[]}',
    ]) {
      assert.equal(readCopiedCitations(json), undefined);
    }
  });
});
