import assert from 'node:assert/strict';
import fc from 'fast-check';
import { planBibliography } from '../../../src/core/features/bibliography';
import { planFixAll } from '../../../src/core/features/diagnostics';
import {
  findHalfRenumbered,
  fingerprintOf,
  planFollowWorks,
  planKeepNumbers,
} from '../../../src/core/features/halfRenumbered';
import { planMergeReferences } from '../../../src/core/features/mergeReferences';
import { planMoveReference } from '../../../src/core/features/moveReference';
import {
  copyCitations,
  planPasteCitations,
  readCopiedCitations,
} from '../../../src/core/features/pasteCitations';
import { planRemoveReference } from '../../../src/core/features/removeReference';
import { planRenumber, planRenumberFiles } from '../../../src/core/features/renumber';
import { planSwapReferences } from '../../../src/core/features/swapReferences';
import type { EditPlan } from '../../../src/core/features/types';
import type { NumberedManuscript } from '../../../src/core/numbering';
import type { StyleEngine } from '../../../src/core/style/types';
import { applyEdits } from '../../../src/core/text/textEdit';
import {
  type GeneratedManuscript,
  MANUSCRIPT_FORMS,
  manuscriptOfForm,
  NAMES,
} from '../../support/manuscripts';
import { numbered, planned } from '../../support/numbered';
import { libraryOf } from './setting';

/** A few forms in the normal suite; NUMCITE_PROPERTY_RUNS=50 walks all of them, each so often. */
const RUNS = Number(process.env['NUMCITE_PROPERTY_RUNS'] ?? 1);
const forms = MANUSCRIPT_FORMS.map(({ name, quick }, form) => ({ name, form, quick })).filter(
  ({ quick, form }) => RUNS > 1 || (quick && form % 4 === 0),
);
const runs = (form: number) => ({ numRuns: RUNS, seed: 4_100 + form });

/** Two manuscripts of one form that share some of their works, with the same line ends. */
function pairOf(form: number, secondWork: number) {
  return fc
    .tuple(manuscriptOfForm(form), manuscriptOfForm(form, false, secondWork))
    .filter(([a, b]) => a.text.includes('\r') === b.text.includes('\r'));
}

/** The works of each citation, each row of citations as one; by the list that numbers it. */
function cited({ manuscript }: NumberedManuscript, names: readonly string[]): readonly string[] {
  const { text, referenceLists, citations } = manuscript;
  const works = referenceLists.map(
    ({ entries }) =>
      new Map(
        entries.map(({ number, textRange }) => {
          const words = text.slice(textRange.start, textRange.end);
          return [number, names.find(name => words.includes(name)) ?? 'unknown'];
        }),
      ),
  );
  const rows: string[][] = [];
  citations.forEach(({ range, numbers, list }, index) => {
    const previous = citations[index - 1];
    if (!previous || !/^(?:, )?$/.test(text.slice(previous.range.end, range.start))) rows.push([]);
    for (const number of numbers) rows.at(-1)!.push(works[list ?? 0]?.get(number) ?? `no ${number}`);
  });
  return rows.map(row => [...new Set(row)].sort().join(' '));
}

const expectedOf = ({ cited: rows }: GeneratedManuscript) => rows.map(row => [...row].sort().join(' '));
const endOf = ({ text }: GeneratedManuscript) => (text.includes('\r\n') ? '\r\n' : '\n');

describe('edits of manuscripts with a list for each chapter', () => {
  const edits: Readonly<
    Record<string, (whole: NumberedManuscript, list: number, a: number, b: number) => EditPlan>
  > = {
    renumber: whole => planRenumber(whole),
    'fix all': whole => planFixAll(whole),
    swap: (whole, list, a, b) => planSwapReferences(whole, a, b, { list }),
    move: (whole, list, a, b) => planMoveReference(whole, a, b, { list }),
    merge: (whole, list, a, b) => planMergeReferences(whole, a, b, { list }),
    remove: (whole, list, a) => planRemoveReference(whole, a, { list, citations: 'remove' }),
  };
  for (const { name, form } of forms) {
    // Anchors with numbers are the same in both chapters, which no page can have.
    if (name.includes('#ref-')) continue;
    it(name, () => {
      fc.assert(
        fc.property(
          pairOf(form, 12),
          fc.constantFrom(...Object.keys(edits)),
          fc.nat(1),
          fc.nat(3),
          fc.nat(3),
          ([first, second], edit, list, a, b) => {
            const text = first.text + endOf(first) + second.text;
            const before = numbered(text, first.language);
            const lists = before.manuscript.referenceLists.filter(({ entries }) => entries.length > 0);
            fc.pre(lists.length === 2);
            const names = [...first.works, ...second.works];
            const wanted = [...expectedOf(first), ...expectedOf(second)];
            assert.deepEqual(cited(before, names), wanted, `as generated:\n${text}`);
            const index = before.manuscript.referenceLists.indexOf(lists[list]!);
            const plan = edits[edit]!(before, index, a + 1, b + 1);
            const result = planned(text, plan);
            const after = numbered(result, first.language);
            const works = [first, second][list]!.works;
            const gone = edit === 'remove' ? works[a] : edit === 'merge' && a !== b ? works[b] : undefined;
            const instead = edit === 'merge' ? works[a] : undefined;
            const expected = wanted
              .map(row =>
                row
                  .split(' ')
                  .map(work => (work === gone ? instead : work))
                  .filter(work => work !== undefined),
              )
              .map(row => [...new Set(row)].sort().join(' '))
              .filter(row => row !== '');
            assert.deepEqual(cited(after, names), expected, `${edit}:\n${text}\n--- became\n${result}`);
            if (edit === 'renumber') {
              const again = planRenumber(after);
              assert.deepEqual(again.kind === 'edits' && again.edits, []);
            }
          },
        ),
        runs(form),
      );
    });
  }
});

describe('renumbering over several files', () => {
  for (const { name, form } of forms) {
    it(name, () => {
      fc.assert(
        fc.property(manuscriptOfForm(form), generated => {
          const { text, language, works } = generated;
          const whole = numbered(text, language);
          const listStart = whole.manuscript.referenceLists.find(({ entries }) => entries.length > 0)!;
          const cut = text.indexOf(endOf(generated) + endOf(generated), text.indexOf('persist'));
          fc.pre(cut > 0 && cut < listStart.range.start - 4);
          const parts = [text.slice(0, cut), text.slice(cut)].map(part => numbered(part, language));
          const plan = planRenumberFiles(parts.map((part, at) => ({ name: String(at), numbered: part })));
          assert.equal(plan.kind, 'edits', JSON.stringify(plan));
          if (plan.kind !== 'edits') return;
          const result = plan.files
            .map(({ edits }, at) => applyEdits(parts[at]!.manuscript.text, edits))
            .join('');
          assert.deepEqual(cited(numbered(result, language), works), expectedOf(generated), result);
        }),
        runs(form),
      );
    });
  }
});

describe('pasting between manuscripts', () => {
  for (const { name, form } of forms) {
    it(name, () => {
      fc.assert(
        fc.property(pairOf(form, 6), fc.nat(9), fc.nat(9), ([from, to], x, y) => {
          const [source, target] = [numbered(from.text, from.language), numbered(to.text, to.language)];
          const piece = paragraphsOf(from)[x % paragraphsOf(from).length]!;
          const place = paragraphsOf(to)[y % paragraphsOf(to).length]!.start;
          const copied = readCopiedCitations(JSON.stringify(copyCitations(source, piece)));
          assert.ok(copied);
          const plan = planPasteCitations(target, { start: place, end: place }, copied, () => undefined);
          const result = planned(to.text, plan);
          const names = [...new Set([...from.works, ...to.works])];
          const citedBefore = (whole: NumberedManuscript, offset: number) =>
            cited(
              {
                ...whole,
                manuscript: {
                  ...whole.manuscript,
                  citations: whole.manuscript.citations.filter(({ range }) => range.start < offset),
                },
              },
              names,
            ).length;
          const pasted = expectedOf(from).slice(
            citedBefore(source, piece.start),
            citedBefore(source, piece.end),
          );
          const wanted = [...expectedOf(to)];
          wanted.splice(citedBefore(target, place), 0, ...pasted);
          const after = numbered(result, to.language);
          assert.deepEqual(cited(after, names), wanted, `${to.text}\n--- became\n${result}`);
          const listed = after.manuscript.referenceLists.flatMap(({ entries }) => entries);
          const texts = listed.map(({ textRange }) => result.slice(textRange.start, textRange.end));
          for (const work of names)
            assert.ok(
              texts.filter(text => text.includes(`${work} A`)).length < 2,
              `${work} twice:\n${result}`,
            );
        }),
        runs(form),
      );
    });
  }
});

/** The paragraphs of prose, each with the blank line behind it. */
function paragraphsOf(
  generated: GeneratedManuscript,
): readonly { readonly start: number; readonly end: number }[] {
  const { text } = generated;
  const blank = endOf(generated) + endOf(generated);
  const found: { start: number; end: number }[] = [];
  for (let start = text.indexOf('Cells persist'); start >= 0; ) {
    const end = text.indexOf(blank, start);
    if (
      end < 0 ||
      !/^[A-Z][^\r\n]*(?:\r?\n[^\r\n]+)*\.$/.test(text.slice(start, end)) ||
      text.slice(start, end).includes(' A, Other')
    )
      break;
    found.push({ start, end: end + blank.length });
    start = end + blank.length;
  }
  return found;
}

describe('a manuscript of which only the list or only the text got other numbers', () => {
  for (const { name, form } of forms) {
    it(name, () => {
      fc.assert(
        fc.property(
          manuscriptOfForm(form),
          fc.nat(3),
          fc.nat(3),
          fc.constantFrom('list', 'text'),
          (generated, a, b, changed) => {
            fc.pre(a !== b);
            const { text, language, works } = generated;
            const before = numbered(text, language);
            const plan = planSwapReferences(before, a + 1, b + 1);
            assert.ok(plan.kind === 'edits');
            const list = before.manuscript.referenceLists.find(({ entries }) => entries.length > 0)!;
            const listStart = list.entries[0]!.range.start;
            const half = applyEdits(
              text,
              plan.edits.filter(({ range }) => range.start >= listStart === (changed === 'list')),
            );
            const now = numbered(half, language);
            fc.pre(now.manuscript.citations.length === before.manuscript.citations.length);
            const [found] = findHalfRenumbered(fingerprintOf(before), now);
            const moved = expectedOf(generated).some(
              row => row.includes(works[a]!) !== row.includes(works[b]!),
            );
            // A text that changed is only reported when its numbers changed throughout.
            if (changed === 'list') assert.equal(found !== undefined, moved, half);
            if (!found) return;
            for (const repair of [planFollowWorks(now, found), planKeepNumbers(now, found)]) {
              const result = numbered(planned(half, repair), language);
              assert.deepEqual(
                cited(result, works),
                expectedOf(generated),
                `${half}\n--- became\n${result.manuscript.text}`,
              );
              if (changed === 'list') assert.deepEqual(findHalfRenumbered(fingerprintOf(before), result), []);
            }
          },
        ),
        runs(form),
      );
    });
  }
});

describe('a bibliography written anew', () => {
  const names = [...NAMES];
  const library = libraryOf(
    ...names.map((family, work) => ({
      id: family,
      title: `The ${work}th way of cells`,
      author: [{ family, given: 'A' }],
      issued: { 'date-parts': [[1990 + work]] as const },
      DOI: `10.1000/t.${work + 1}x`,
    })),
  );
  const engine: StyleEngine = {
    describeStyle: () => ({ numeric: true, independentEntries: true, citationLook: undefined }),
    formatEntries: items =>
      items.map(({ author, title, DOI }) => [
        { text: `${author?.[0]?.family} A, Other B. ` },
        { text: String(title), italic: true },
        { text: `. doi:${DOI}` },
      ]),
  };
  for (const { name, form } of forms) {
    it(name, () => {
      fc.assert(
        fc.property(manuscriptOfForm(form), generated => {
          const { text, language, works } = generated;
          const write = (whole: NumberedManuscript) =>
            planBibliography(whole, { id: 'x', title: 'X', csl: '' }, engine, {
              locale: 'en-US',
              keepHandMade: false,
            });
          const before = numbered(text, language, [library]);
          const result = planned(text, write(before));
          const after = numbered(result, language, [library]);
          assert.deepEqual(cited(after, works), expectedOf(generated), `${text}\n--- became\n${result}`);
          const again = write(after);
          assert.deepEqual(again.kind === 'edits' && again.edits, [], result);
        }),
        runs(form),
      );
    });
  }
});
