// Renumbering on manuscripts that nobody here wrote: what is in order stays byte for byte; numbers and list shuffled
// with a fixed seed come back with every citation at its works. Skipped where the corpus is absent.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { planRenumber } from '../src/core/features/renumber';
import {
  clusterStyleOf,
  type Manuscript,
  type MarkupLanguage,
  parseManuscript,
  writeCitation,
} from '../src/core/manuscript';
import { numberManuscript } from '../src/core/numbering';
import { applyEdits, type TextEdit } from '../src/core/text/textEdit';

const corpus = resolve('../shared/corpora/manuscripts');
const SEEDS = [1, 2, 3];

/** What became of a set of manuscripts. */
interface Tally {
  manuscripts: number;
  identical: number;
  /** Changed though the first citations rise: must be none. */
  wronglyChanged: number;
  /** The text itself is not in order of appearance. */
  notInOrder: number;
  refused: number;
  shuffles: number;
  citations: number;
  same: number;
  shufflesRefused: number;
  identicalAgain: number;
  milliseconds: number;
}

if (!existsSync(corpus)) console.log('skipped: no corpus at ../shared/corpora/manuscripts');
else {
  console.log(
    'set                 texts  identical  not in order  refused | shuffles  refused  citations      same  2nd run 0 edits   ms/text',
  );
  reportSet('craft', markdownOf('craft'));
  for (const ending of ['md', 'plain.txt', 'rst', 'adoc', 'tex']) {
    const files = readdirSync(join(corpus, 'derived')).filter(name => name.endsWith(`.${ending}`));
    reportSet(
      `derived .${ending}`,
      files.map(name => join(corpus, 'derived', name)),
    );
  }
}

function markdownOf(folder: string): readonly string[] {
  return readdirSync(join(corpus, folder))
    .filter(name => name.endsWith('.md'))
    .map(name => join(corpus, folder, name));
}

function languageOf(file: string): MarkupLanguage {
  const languages: Readonly<Record<string, MarkupLanguage>> = {
    md: 'markdown',
    txt: 'plaintext',
    rst: 'restructuredtext',
    adoc: 'asciidoc',
    tex: 'latex',
  };
  return languages[file.slice(file.lastIndexOf('.') + 1)]!;
}

function reportSet(name: string, files: readonly string[]): void {
  const tally: Tally = {
    manuscripts: 0,
    identical: 0,
    wronglyChanged: 0,
    notInOrder: 0,
    refused: 0,
    shuffles: 0,
    citations: 0,
    same: 0,
    shufflesRefused: 0,
    identicalAgain: 0,
    milliseconds: 0,
  };
  for (const file of files) scoreFile(file, tally);
  const percent = `${((100 * tally.same) / Math.max(1, tally.citations)).toFixed(3)} %`;
  console.log(
    `${name.padEnd(19)} ${String(tally.manuscripts).padStart(5)} ${String(tally.identical).padStart(10)} ${String(tally.notInOrder).padStart(13)} ` +
      `${String(tally.refused).padStart(8)} | ${String(tally.shuffles).padStart(8)} ${String(tally.shufflesRefused).padStart(8)} ` +
      `${String(tally.citations).padStart(10)} ${percent.padStart(9)} ${String(tally.identicalAgain).padStart(16)} ` +
      `${(tally.milliseconds / Math.max(1, tally.manuscripts + tally.shuffles)).toFixed(0).padStart(9)}`,
  );
  if (tally.wronglyChanged > 0) {
    console.log(`    CHANGED THOUGH IN ORDER: ${tally.wronglyChanged}`);
    process.exitCode = 1;
  }
  if (tally.same < tally.citations) process.exitCode = 1;
}

function scoreFile(file: string, tally: Tally): void {
  const text = readFileSync(file, 'utf8');
  const language = languageOf(file);
  const manuscript = parseManuscript(text, language);
  tally.manuscripts++;
  const plan = renumber(text, language, tally);
  if (plan.kind === 'refused') {
    tally.refused++;
    for (const { message } of plan.reasons.slice(0, 3)) console.log(`    ${short(file)} refused: ${message}`);
    if (plan.reasons.length > 3) console.log(`    … and ${plan.reasons.length - 3} more`);
  } else if (plan.edits.length === 0) tally.identical++;
  else {
    const place = firstOutOfOrder(manuscript);
    if (place === undefined) {
      tally.wronglyChanged++;
      console.log(`    ${short(file)}: ${plan.edits.length} edits`);
    } else {
      tally.notInOrder++;
      console.log(`    ${short(file)}: ${place}`);
    }
  }
  for (const seed of SEEDS) {
    const shuffled = shuffle(manuscript, seed);
    if (shuffled === undefined) continue;
    tally.shuffles++;
    const again = renumber(shuffled, language, tally);
    if (again.kind === 'refused') {
      tally.shufflesRefused++;
      for (const { message, range } of again.reasons.slice(0, 1)) {
        console.log(`    ${short(file)} shuffle ${seed} refused at ${range.start}: ${message}`);
      }
      continue;
    }
    const result = applyEdits(shuffled, again.edits);
    const [total, same] = compare(manuscript, parseManuscript(result, language));
    tally.citations += total;
    tally.same += same;
    if (same < total)
      console.log(`    ${short(file)} shuffle ${seed}: ${total - same} of ${total} citations differ`);
    const second = renumber(result, language, undefined);
    if (second.kind === 'edits' && second.edits.length === 0) tally.identicalAgain++;
  }
}

function renumber(text: string, language: MarkupLanguage, tally: Tally | undefined) {
  const start = performance.now();
  const plan = planRenumber(numberManuscript(parseManuscript(text, language), []));
  if (tally) tally.milliseconds += performance.now() - start;
  return plan;
}

/** Gives the works other numbers, in text and list: without the engine under test, from the parse alone. */
function shuffle(manuscript: Manuscript, seed: number): string | undefined {
  const { text, citations } = manuscript;
  const list = manuscript.referenceLists.find(({ entries }) => entries.length > 0);
  if (!list) return undefined;
  const numbers = list.entries.map(({ number }) => number);
  const order = shuffledOf(numbers, seed);
  const newNumber = new Map(numbers.map((number, index) => [number, order[index]!]));
  const entryOf = new Map(list.entries.map(entry => [newNumber.get(entry.number)!, entry]));
  const edits: TextEdit[] = [];
  const style = clusterStyleOf(manuscript);
  for (const citation of citations) {
    if (
      list.entries.some(({ range }) => range.start <= citation.range.start && citation.range.end <= range.end)
    )
      continue;
    const changed = citation.numbers.map(number => newNumber.get(number) ?? number).sort((a, b) => a - b);
    const first = citation.members[0]!;
    const last = citation.members.at(-1)!;
    const inside = writeCitation(changed, { ...style, open: '', close: '', form: 'brackets' });
    edits.push({ range: { start: first.range.start, end: last.range.end }, newText: inside });
  }
  for (const slot of list.entries) {
    const entry = entryOf.get(slot.number)!;
    const newText = text.slice(entry.labelRange.end, entry.range.end);
    edits.push({ range: { start: slot.labelRange.end, end: slot.range.end }, newText });
  }
  return applyEdits(text, edits);
}

function shuffledOf(values: readonly number[], seed: number): readonly number[] {
  let state = seed * 2654435761;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const result = [...values];
  for (let index = result.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [result[index], result[other]] = [result[other]!, result[index]!];
  }
  return result;
}

/** How many citations stand for the same works, by the words of the entries. */
function compare(before: Manuscript, after: Manuscript): readonly [number, number] {
  const [wanted, found] = [worksOf(before), worksOf(after)];
  let same = 0;
  wanted.forEach((works, index) => {
    if (works === found[index]) same++;
  });
  return [Math.max(wanted.length, found.length), same];
}

function worksOf(manuscript: Manuscript): readonly string[] {
  const words = new Map<number, string>();
  for (const { entries } of manuscript.referenceLists) {
    for (const { number, textRange } of entries) {
      words.set(number, manuscript.text.slice(textRange.start, textRange.end).replace(/\s+/g, ' '));
    }
  }
  return manuscript.citations.map(({ numbers }) =>
    [...new Set(numbers.map(number => words.get(number) ?? `missing ${number}`))].sort().join('\n'),
  );
}

/** The first place where the text itself is not in order, so that a person can look; undefined where it is in order. */
function firstOutOfOrder({ text, citations, referenceLists }: Manuscript): string | undefined {
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length;
  const list = referenceLists.find(({ entries }) => entries.length > 0);
  const first = new Map<number, number>();
  for (const { numbers, range } of citations) {
    if (list && list.range.start <= range.start && range.end <= list.range.end) continue;
    for (const number of [...numbers].sort((a, b) => a - b)) {
      if (!first.has(number)) first.set(number, lineOf(range.start));
    }
  }
  const order = [...first.keys()];
  const at = order.findIndex((number, index) => index > 0 && number < order[index - 1]!);
  if (at < 0) return undefined;
  const [late, early] = [order[at]!, order.find(number => number > order[at]!)!];
  return `[${early}] on line ${first.get(early)} comes before [${late}], first cited on line ${first.get(late)}`;
}

function short(file: string): string {
  return file.slice(corpus.length + 1);
}
