import assert from 'node:assert/strict';
import { type AddToLibraryPlan, planAddToLibrary } from '../../../src/core/features/addToLibrary';
import { bundledReview } from '../../../src/core/library';
import { readLibrary } from '../../../src/core/library/formats';
import type { Reference } from '../../../src/core/library/types';
import { applyEdits } from '../../../src/core/text/textEdit';

const [first, second] = [...bundledReview().references] as [Reference, Reference];
const nbib = readLibrary(
  'clipboard',
  'PMID- 31233491\nTI  - Freezing of lymphocytes\nFAU - Okafor, Ngozi\nDP  - 2021 May\nJT  - Journal of Cold Cells\nVI  - 3\nPG  - 12-19\nAID - 10.1000/cold.3 [doi]\n',
).references;

function edited(plan: AddToLibraryPlan, text: string): string {
  assert.ok(plan.kind === 'edits', JSON.stringify(plan));
  return applyEdits(text, plan.edits);
}

/** The text after adding; adding once more changes nothing. */
function add(name: string, text: string, references: readonly Reference[]): string {
  const after = edited(planAddToLibrary(name, text, references), text);
  const again = planAddToLibrary(name, after, references);
  assert.ok(again.kind === 'edits');
  assert.deepEqual([again.edits, again.added], [[], []]);
  assert.equal(again.known.length, references.length);
  return after;
}

describe('adding to a library', () => {
  it('writes one record at the end of a BibTeX file and leaves the rest as it is', () => {
    const text =
      '% mine\n@Article { odd ,\n   TITLE="A  {T}itle",year=1999}\n\n@comment{jabref-meta: x}\n\n\n';
    const after = add('own.bib', text, nbib);
    assert.ok(after.startsWith(text.trimEnd()));
    assert.match(
      after.slice(text.trimEnd().length),
      /^\n\n@article\{okafor2021,\n {2}author .*\n[\s\S]*\}\n$/,
    );
    assert.match(after, /journal +=/);
    assert.match(after, /pages +=.*12--19/);
  });

  it('writes BibLaTeX into a BibLaTeX file, and the file’s own line ends', () => {
    const after = add('own.bib', '@online{a, date = {2020}, url = {x}}\r\n', nbib);
    assert.match(after, /journaltitle +=/);
    assert.match(after, /date +=/);
    assert.ok(!/[^\r]\n/.test(after));
  });

  it('writes into RIS, CSL-JSON and CSL-YAML, into empty files too', () => {
    assert.match(
      add('own.ris', 'TY  - JOUR\nTI  - Old\nER  - \n', nbib),
      /^TY {2}- JOUR\nTI {2}- Old\nER {2}-\n\nTY {2}- JOUR\n[\s\S]*ER {2}- ?\n$/,
    );
    const json = '[\n    {\n        "id": "a",\n        "type": "book"\n    }\n]\n';
    const after = add('own.json', json, nbib);
    assert.ok(after.startsWith(json.slice(0, -3)));
    assert.match(after, /\n {4}\},\n {4}\{\n {8}"id": "okafor2021",/);
    assert.equal(JSON.parse(after).length, 2);
    assert.equal(JSON.parse(add('own.json', '[]', nbib)).length, 1);
    const yaml = '---\nreferences:\n  - id: a\n    type: book\n    title: T\nother: x\n...\n';
    assert.match(
      add('own.yaml', yaml, nbib),
      /^---\nreferences:\n {2}- id: a\n {4}type: book\n {4}title: T\n {2}- .*\n[\s\S]*\nother: x\n\.\.\.\n$/,
    );
    for (const name of ['new.bib', 'new.ris', 'new.json', 'new.yaml']) {
      assert.equal(readLibrary(name, add(name, '', [first, second])).references.length, 2, name);
    }
  });

  it('gives a key that is taken a suffix, in any case', () => {
    const text = '@book{OKAFOR2021, title = {Another}}\n@book{okafor2021a, title = {A third}}\n';
    assert.match(add('own.bib', text, nbib), /@article\{okafor2021b,/);
  });

  it('points at a work that the library has, under whatever key', () => {
    const text = '@article{mine, title = {Freezing of {L}ymphocytes}, author = {Okafor, N.}, year = 2021}\n';
    const plan = planAddToLibrary('own.bib', text, [...nbib, ...nbib, first]);
    assert.ok(plan.kind === 'edits');
    assert.deepEqual(
      plan.known.map(({ existing }) => existing.id),
      ['mine', 'mine'],
    );
    assert.deepEqual(
      plan.added.map(({ key }) => key),
      [first.id],
    );
  });

  it('refuses a file that it cannot write, and one without a list', () => {
    const refusal = (name: string, text: string): string => {
      const plan = planAddToLibrary(name, text, nbib);
      assert.ok(plan.kind === 'refused', JSON.stringify(plan));
      return plan.message;
    };
    assert.match(refusal('own.nbib', 'PMID- 1\nTI  - T\n'), /BibTeX, BibLaTeX, RIS/);
    assert.match(refusal('own.json', '{"id": "a"}'), /no list/);
    assert.match(refusal('own.json', '[{"id": "a"}'), /no list/);
  });
});
