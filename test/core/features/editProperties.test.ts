import assert from 'node:assert/strict';
import fc from 'fast-check';
import { planBibliography } from '../../../src/core/features/bibliography';
import { completeCitation } from '../../../src/core/features/completion';
import { planInsertCitation } from '../../../src/core/features/insertCitation';
import type { MarkupLanguage } from '../../../src/core/manuscript/types';
import { type NumberedManuscript, resolve } from '../../../src/core/numbering';
import { buildSearchIndex } from '../../../src/core/search';
import type { StyleEngine } from '../../../src/core/style/types';
import { edited, libraryOf, number, reviewOnly, shortEntry } from './setting';

const own = libraryOf(
  ...[
    'Zebrafish fins regrow in weeks',
    'Axolotl limbs regrow in months',
    'Planarians regrow whole heads',
  ].map((title, index) => ({
    id: `own${index}`,
    title,
    author: [{ family: ['Smith', 'Jones', 'Brown'][index]! }],
    issued: { 'date-parts': [[2000 + index]] as const },
  })),
);
const libraries = [...reviewOnly, own];
const index = buildSearchIndex(libraries.flatMap(({ references }) => references));
const ids = libraries.flatMap(({ references }) => references.map(({ id }) => id));

const numbers = fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 4 });
const cluster = fc
  .tuple(numbers, fc.constantFrom(', ', ',', '; '))
  .map(([members, separator]) => `[${members.join(separator)}]`);
const range = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 4 }))
  .map(([first, more]) => `[${first}–${first + more}]`);
const sentence = fc
  .tuple(
    fc.constantFrom('Cells tire', 'Fins grow back within weeks', 'Exhausted cells lose their punch'),
    fc.oneof(cluster, range, fc.constant('')),
  )
  .map(([words, citation]) => (citation === '' ? `${words}.` : `${words} ${citation}.`));
const manuscript = fc
  .tuple(fc.array(sentence, { minLength: 1, maxLength: 5 }), fc.constantFrom('\n', '\r\n'))
  .map(([sentences, eol]) => `# Title${eol}${eol}${sentences.join(' ')}${eol}`);

/** What each citation stands for. */
function works(numbered: NumberedManuscript): readonly string[] {
  return numbered.manuscript.citations.map(citation =>
    resolve(numbered, citation)
      .map(found =>
        found.kind === 'missing' ? `?${found.number}` : (found.numbered.reference?.id ?? 'entry'),
      )
      .join(' '),
  );
}

describe('planned edits, for any manuscript', () => {
  it('a bibliography keeps what each citation stands for, and a second one changes nothing', () => {
    const style = { id: 'x', title: 'X', csl: '' };
    const byCsl = new Map(
      libraries.flatMap(library => library.references.map(reference => [reference.csl, reference])),
    );
    const engine: StyleEngine = {
      formatEntries: items => items.map(item => shortEntry(byCsl.get(item)!)),
      describeStyle: () => ({ numeric: true, independentEntries: true, citationLook: undefined }),
    };
    const languages: readonly MarkupLanguage[] = ['markdown', 'plaintext'];
    fc.assert(
      fc.property(manuscript, fc.constantFrom(...languages), (text, language) => {
        const before = number(text, language, libraries);
        const plan = planBibliography(before, style, engine, { locale: 'en-US' });
        assert.ok(plan.kind === 'edits');
        const after = number(edited(before, plan.edits), language, libraries);
        assert.deepEqual(works(after), works(before));
        assert.ok(after.manuscript.text.startsWith(text.trimEnd()));
        assert.ok(!text.includes('\r') || !/[^\r]\n/.test(after.manuscript.text));
        const again = planBibliography(after, style, engine, { locale: 'en-US' });
        assert.deepEqual(again.kind === 'edits' && again.edits, []);
      }),
      { numRuns: 60 },
    );
  });

  it('an inserted citation leaves all others standing for what they stood for', () => {
    fc.assert(
      fc.property(
        manuscript,
        fc.nat(),
        fc.subarray(ids, { minLength: 1, maxLength: 3 }),
        (text, place, chosen) => {
          const before = number(text, 'markdown', libraries);
          const plan = planInsertCitation(before, place % (text.length + 1), chosen, shortEntry);
          if (plan.kind === 'refused') return;
          const after = number(edited(before, plan.edits), 'markdown', libraries);
          const cited = works(after);
          const kept = [...cited];
          for (const known of works(before)) {
            const at = kept.findIndex(
              now => now === known || known.split(' ').every(work => now.split(' ').includes(work)),
            );
            assert.ok(at >= 0, `${known} is lost: ${after.manuscript.text}`);
            kept.splice(at, 1);
          }
          for (const id of chosen)
            assert.ok(
              cited.some(now => now.split(' ').includes(id)),
              `${id} is not cited: ${after.manuscript.text}`,
            );
        },
      ),
      { numRuns: 80 },
    );
  });

  it('an accepted completion adds one number and loses none', () => {
    fc.assert(
      fc.property(
        cluster,
        fc.nat(),
        fc.constantFrom('', 'exh', 'Daher', '4'),
        fc.boolean(),
        (citation, place, typed, closed) => {
          const inner = citation.slice(1, -1);
          // Behind a separator, where a member is typed.
          const cuts = [...inner.matchAll(/[,;] ?/g)].map(match => match.index + match[0].length);
          const cut = cuts.length === 0 ? undefined : cuts[place % cuts.length]!;
          const open = cut === undefined ? `${inner}, ` : inner.slice(0, cut);
          const rest = cut === undefined || !closed ? '' : `, ${inner.slice(cut)}`;
          const text = `Cells tire [${open}${typed}${rest}${closed ? ']' : ''}`;
          const offset = `Cells tire [${open}${typed}`.length;
          const numbered = number(text, 'markdown', libraries);
          const found = completeCitation(numbered, index, offset, { limit: 50 });
          assert.ok(found, text);
          const item = found.items[0];
          if (item === undefined) return;
          const after = number(edited(numbered, [item.edit]), 'markdown', libraries);
          assert.equal(after.manuscript.citations.length, 1, after.manuscript.text);
          const digits = `${open}${rest}`.match(/\d+/g) ?? [];
          const expected = [...digits.map(Number), item.number ?? Number(/\d+/.exec(item.label)![0])].sort(
            (a, b) => a - b,
          );
          assert.deepEqual(
            [...after.manuscript.citations[0]!.numbers].sort((a, b) => a - b),
            expected,
            `${text} → ${after.manuscript.text}`,
          );
        },
      ),
      { numRuns: 100 },
    );
  });
});
