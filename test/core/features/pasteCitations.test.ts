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

  it('tells the works of two lists apart that have the same number', () => {
    const chapter = (title: string, words: string, work: string) =>
      `# ${title}\n\n${words} [1].\n\n## References\n\n1. ${work}\n\n`;
    const source = chapter('Ants', 'Ants run', A) + chapter('Cats', 'Cats sleep', C);
    const copy = copied(source, source.slice(source.indexOf('Ants run'), source.indexOf(' [1]', 90) + 4))!;
    const target = `Start. | [1] and [2].${list(C, A)}`;
    const offset = target.indexOf('|');
    const plan = planPasteCitations(numbered(target), { start: offset, end: offset }, copy, () => undefined);
    const text = planned(target, plan);
    assert.match(text, /Ants run \[2\]/);
    assert.match(text, /Cats sleep \[1\]/);
  });

  it('remaps what is a citation only where it was copied: superscripts, numbers above 999', () => {
    const many = Array.from(
      { length: 1200 },
      (_, index) => `Author${index} A. Work ${index} of many. J Test. 2001.`,
    );
    const source = `All [1200, 1].${list(...many)}`;
    const target = `Start. | [1].${list(many[1199]!)}`;
    const offset = target.indexOf('|');
    const copy = copied(source, 'All [1200, 1]')!;
    const plan = planPasteCitations(numbered(target), { start: offset, end: offset }, copy, () => undefined);
    assert.equal(planned(target, plan), `Start. All [1, 2]| [1].${list(many[1199]!, many[0]!)}`);
  });

  it('copies nothing from text without citations, and reads nothing but its own', () => {
    assert.equal(copied(SOURCE, 'Ants'), undefined);
    for (const json of [
      '',
      '{',
      '[]',
      '{"kind":"numbered-citations"}',
      '{"kind":"numbered-citations","version":1,"text":1}',
      '{"kind":"numbered-citations","version":2,"text":"a","language":"klingon","works":[],"citations":[]}',
      '{"kind":"numbered-citations","version":2,"text":"a","language":"latex","works":[],"citations":[{"range":{"start":0,"end":9},"form":"brackets","list":0,"members":[]}]}',
    ]) {
      assert.equal(readCopiedCitations(json), undefined);
    }
  });
});
