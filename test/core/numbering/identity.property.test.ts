import assert from 'node:assert/strict';
import fc from 'fast-check';
import { planFixAll } from '../../../src/core/features/diagnostics';
import { planInsertReference } from '../../../src/core/features/insertReference';
import { planMergeReferences } from '../../../src/core/features/mergeReferences';
import { planMoveReference, planReorderReferences } from '../../../src/core/features/moveReference';
import { planRemoveReference } from '../../../src/core/features/removeReference';
import { planRenameNumber } from '../../../src/core/features/renameNumber';
import { planRenumber } from '../../../src/core/features/renumber';
import { planSwapReferences } from '../../../src/core/features/swapReferences';
import type { EditPlan } from '../../../src/core/features/types';
import { type Manuscript, parseManuscript } from '../../../src/core/manuscript';
import { type NumberedManuscript, numberManuscript } from '../../../src/core/numbering';
import { applyEdits } from '../../../src/core/text/textEdit';
import { type GeneratedManuscript, MANUSCRIPT_FORMS, manuscriptOfForm } from '../../support/manuscripts';

/** One run a form, each way to write citations once, in the normal suite; NUMCITE_PROPERTY_RUNS=200 for a thorough one. */
const RUNS = Number(process.env['NUMCITE_PROPERTY_RUNS'] ?? 1);

const EDITS: Readonly<Record<string, (numbered: NumberedManuscript, a: number, b: number) => EditPlan>> = {
  renumber: numbered => planRenumber(numbered),
  'renumber without ranges': numbered => planRenumber(numbered, { collapseFrom: 0 }),
  'renumber, uncited last': numbered => planRenumber(numbered, { uncited: 'end' }),
  'renumber, uncited out': numbered => planRenumber(numbered, { uncited: 'remove' }),
  insert: (numbered, a) =>
    planInsertReference(numbered, { number: a, body: 'Newman N. A new one. J Test. 2024;1:1–2.' }),
  remove: (numbered, a) => planRemoveReference(numbered, a, { citations: 'remove' }),
  merge: (numbered, a, b) => planMergeReferences(numbered, a, b),
  move: (numbered, a, b) => planMoveReference(numbered, a, b),
  reverse: numbered => {
    const numbers = numbered.manuscript.referenceLists.flatMap(({ entries }) =>
      entries.map(({ number }) => number),
    );
    return planReorderReferences(numbered, [...numbers].reverse());
  },
  swap: (numbered, a, b) => planSwapReferences(numbered, a, b),
  rename: (numbered, a, b) => planRenameNumber(numbered, a, b),
  'fix all': numbered => planFixAll(numbered),
};

describe('edits that preserve identity', () => {
  MANUSCRIPT_FORMS.forEach(({ name, quick }, form) => {
    if (RUNS === 1 && !quick) return;
    it(name, () => {
      fc.assert(
        fc.property(
          manuscriptOfForm(form),
          fc.nat(11),
          fc.nat(11),
          fc.constantFrom(...Object.keys(EDITS)),
          (generated, x, y, edit) => {
            const count = generated.numbers.length;
            check(generated, edit, (x % count) + 1, (y % count) + 1);
          },
        ),
        { numRuns: Math.max(RUNS, 1), seed: 20_260 + form },
      );
      const edits = Object.keys(EDITS);
      const inTurn = RUNS > 1 ? edits : [edits[form % edits.length]!];
      for (const [index, edit] of inTurn.entries()) {
        const [generated] = fc.sample(manuscriptOfForm(form), { numRuns: 1, seed: 31 * form + index });
        check(generated!, edit, 1 + (index % 4), 2 + (form % 3));
      }
    });
  });
});

describe('edits of untidy clusters', () => {
  MANUSCRIPT_FORMS.forEach(({ name, quick }, form) => {
    if (RUNS === 1 && !(quick && form % 2 === 0)) return;
    it(name, () => {
      const edits = ['fix all', 'renumber', 'swap', 'merge'];
      fc.assert(
        fc.property(manuscriptOfForm(form, true), fc.constantFrom(...edits), (generated, edit) => {
          check(generated, edit, 1, 3);
        }),
        { numRuns: RUNS, seed: 7_000 + form },
      );
    });
  });
});

function check(generated: GeneratedManuscript, edit: string, a: number, b: number): void {
  const { text, language, works } = generated;
  const numbered = numberManuscript(parseManuscript(text, language), []);
  assert.deepEqual(
    worksCited(numbered.manuscript, works).map(sorted),
    generated.cited.map(sorted),
    `as generated:\n${text}`,
  );
  const plan = EDITS[edit]!(numbered, a, b);
  // A sentence that calls a reference by its number cannot lose it.
  const called = numbered.manuscript.citations.some(({ form }) => form === 'mention');
  if (called && edit === 'remove' && plan.kind === 'refused') {
    assert.ok(
      generated.cited.some(cited => cited.length === 1 && cited[0] === works[a - 1]),
      text,
    );
    return;
  }
  assert.equal(plan.kind, 'edits', `${edit} ${a} ${b}: ${JSON.stringify(plan)}\n${text}`);
  if (plan.kind !== 'edits') return;
  const result = applyEdits(text, plan.edits);
  const after = numberManuscript(parseManuscript(result, language), []);

  const removed = edit === 'remove' ? works[a - 1] : edit === 'merge' && a !== b ? works[b - 1] : undefined;
  const expected = generated.cited
    .map(cited => {
      if (removed === undefined) return cited;
      const others = cited.filter(work => work !== removed);
      if (edit === 'remove' || others.length === cited.length) return others;
      return [...new Set([...others, works[a - 1]!])];
    })
    .filter(cited => cited.length > 0);
  const found = worksCited(after.manuscript, works);
  assert.deepEqual(
    found.map(sorted),
    expected.map(sorted),
    `${edit} ${a} ${b}:\n${text}\n--- became\n${result}`,
  );

  const skeleton = (manuscript: Manuscript) => textAround(manuscript);
  if (edit !== 'remove')
    assert.equal(skeleton(after.manuscript), skeleton(numbered.manuscript), `${edit}:\n${result}`);

  const listed = after.manuscript.referenceLists.flatMap(({ entries }) =>
    entries.map(({ number }) => number),
  );
  if (edit.startsWith('renumber'))
    assert.deepEqual(
      listed,
      listed.map((_, index) => index + 1),
      result,
    );
  if (edit.startsWith('renumber') || edit === 'fix all') {
    const again = EDITS[edit]!(after, a, b);
    assert.deepEqual(
      again.kind === 'edits' ? again.edits : again,
      [],
      `a second ${edit} changes nothing:\n${result}`,
    );
  }
  // Anchors stay at their works, those with numbers at their numbers.
  for (const [anchor, name] of result.matchAll(/ref-([A-Z]\w+)/g)) {
    const behind = result.slice(result.indexOf(anchor) + anchor.length);
    assert.ok(
      new RegExp(`^\\W*(?:CSLLeftMargin)?[^A-Z]*(?:CSLRightInline)?\\W*${name}`).test(behind),
      `${anchor}:\n${result}`,
    );
  }
  for (const { entries } of after.manuscript.referenceLists) {
    for (const { range, number } of entries) {
      const id = /id="ref-(\d+)"/.exec(result.slice(range.start, range.end))?.[1];
      if (id !== undefined) assert.equal(Number(id), number, result);
    }
  }
  // Undo: the inverse edits restore every byte.
  assert.equal(undone(text, result, plan), text);
}

function worksCited(manuscript: Manuscript, works: readonly string[]): readonly (readonly string[])[] {
  const work = new Map<number, string>();
  for (const { entries } of manuscript.referenceLists) {
    for (const { number, textRange } of entries) {
      const words = manuscript.text.slice(textRange.start, textRange.end);
      work.set(number, works.find(name => words.includes(name)) ?? 'new');
    }
  }
  const cited: string[][] = [];
  manuscript.citations.forEach(({ range, numbers }, index) => {
    const previous = manuscript.citations[index - 1];
    // In the style of the IEEE, and side by side, a cluster is a row of citations.
    const goesOn = previous && /^(?:, )?$/.test(manuscript.text.slice(previous.range.end, range.start));
    if (!goesOn) cited.push([]);
    const cluster = cited.at(-1)!;
    for (const number of numbers) {
      const name = work.get(number) ?? `no ${number}`;
      if (!cluster.includes(name)) cluster.push(name);
    }
  });
  return cited;
}

function sorted(values: readonly string[]): readonly string[] {
  return [...values].sort();
}

/** Everything but citations, entries and what is between entries. */
function textAround({ text, citations, referenceLists }: Manuscript): string {
  const lists = referenceLists.filter(({ entries }) => entries.length > 0);
  const first = lists[0]!.entries[0]!.range.start;
  const last = lists.at(-1)!.entries.at(-1)!.range.end;
  const pieces: string[] = [];
  let position = 0;
  for (const { range } of citations) {
    if (range.start >= first) break;
    pieces.push(text.slice(position, range.start));
    position = range.end;
  }
  // Anchors above the first entry move with their work.
  return [
    ...pieces,
    text.slice(position, first).replace(/(?:\[\[ref-\w+\]\]|\\leavevmode[^\r\n]*)\s*$/, ''),
    text.slice(last),
  ]
    .join('¦')
    .replace(/¦(?:(?:, )?¦)+/g, '¦');
}

function undone(before: string, after: string, plan: EditPlan & { readonly kind: 'edits' }): string {
  let shift = 0;
  const inverse = [...plan.edits]
    .sort((x, y) => x.range.start - y.range.start)
    .map(({ range, newText }) => {
      const start = range.start + shift;
      shift += newText.length - (range.end - range.start);
      return { range: { start, end: start + newText.length }, newText: before.slice(range.start, range.end) };
    });
  return applyEdits(after, inverse);
}
