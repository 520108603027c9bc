// How long edits of a long manuscript take: generated texts of 2,500, 10,000 and 40,000 citations. What is to be seen: well
// below a second at 10,000 citations of 2,000 entries, and four times the text costs about four times as long.
import { checkManuscript, planFixAll } from '../src/core/features/diagnostics';
import { findHalfRenumbered, fingerprintOf } from '../src/core/features/halfRenumbered';
import { planInsertReference } from '../src/core/features/insertReference';
import { planMergeReferences } from '../src/core/features/mergeReferences';
import { planMoveReference } from '../src/core/features/moveReference';
import { copyCitations, planPasteCitations } from '../src/core/features/pasteCitations';
import { planRemoveReference } from '../src/core/features/removeReference';
import { planRenameNumber } from '../src/core/features/renameNumber';
import { planRenumber } from '../src/core/features/renumber';
import { planSwapReferences } from '../src/core/features/swapReferences';
import { parseManuscript } from '../src/core/manuscript';
import { type NumberedManuscript, numberManuscript } from '../src/core/numbering';

const ROUNDS = 5;
const SIZES = [
  [2_500, 500],
  [10_000, 2_000],
  [40_000, 8_000],
] as const;

const edits: Readonly<Record<string, (whole: NumberedManuscript, entries: number) => unknown>> = {
  renumber: whole => planRenumber(whole),
  insert: whole => planInsertReference(whole, { number: 5, body: 'New N. Work. 2020.' }),
  remove: whole => planRemoveReference(whole, 3, { citations: 'remove' }),
  merge: whole => planMergeReferences(whole, 3, 9),
  move: (whole, entries) => planMoveReference(whole, 3, entries - 3),
  swap: (whole, entries) => planSwapReferences(whole, 3, entries - 3),
  rename: (whole, entries) => planRenameNumber(whole, entries - 5, 3),
  check: whole => checkManuscript(whole),
  'fix all': whole => planFixAll(whole, { collapseFrom: 2 }),
  'half renumbered': whole => findHalfRenumbered(fingerprintOf(whole), whole),
  paste: whole => {
    const copied = copyCitations(whole, { start: 0, end: whole.manuscript.text.indexOf('## References') })!;
    return planPasteCitations(whole, { start: 0, end: 0 }, copied, () => undefined);
  },
};

const manuscripts = SIZES.map(
  ([citations, entries]) => [numberManuscript(read(citations, entries), []), entries] as const,
);
console.log(
  `${'milliseconds, best of 5'.padEnd(24)}${SIZES.map(([citations]) => `${citations} citations`.padStart(18)).join('')}   times, from the first to the last`,
);
for (const [name, edit] of Object.entries(edits)) {
  const times = manuscripts.map(([whole, entries]) => best(() => edit(whole, entries)));
  const growth = times.at(-1)! / times[0]!;
  console.log(
    `${name.padEnd(24)}${times.map(time => time.toFixed(0).padStart(18)).join('')}   ${growth.toFixed(1)} (16 is linear)`,
  );
}

function best(run: () => unknown): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    run();
    shortest = Math.min(shortest, performance.now() - start);
  }
  return shortest;
}

function read(citations: number, entries: number) {
  let state = 1;
  const random = (limit: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % limit;
  };
  const letters = (value: number) => [...String(value)].map(digit => 'abcdefghij'[Number(digit)]).join('');
  const sentences = Array.from({ length: citations }, (_, index) => {
    const [first, second] = [1 + random(entries), 1 + random(entries)].sort((a, b) => a - b) as [
      number,
      number,
    ];
    const cluster = [`[${first}]`, `[${first}, ${second}]`, `[${first}–${Math.min(first + 2, entries)}]`][
      random(3)
    ];
    return `Sentence ${letters(index)} tells of cells and trials ${cluster}.${index % 5 === 4 ? '\n\n' : ' '}`;
  });
  const list = Array.from(
    { length: entries },
    (_, index) =>
      `${index + 1}. Author${index} A, Other B. Title of the work number ${index} about cells. J Test. ${1990 + (index % 30)};${index % 50}:${index}–${index + 9}. https://doi.org/10.1000/t.${index}x`,
  );
  return parseManuscript(`# T\n\n${sentences.join('')}\n\n## References\n\n${list.join('\n')}\n`, 'markdown');
}
