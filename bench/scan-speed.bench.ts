// How fast a manuscript is read: beside the floor and other parsers of Markdown, and after a keystroke.

import type { Library } from '../src/core/library';
import {
  citationAt,
  citationBeingTypedAt,
  type Manuscript,
  parseManuscript,
  updateManuscript,
} from '../src/core/manuscript';
import { numberManuscript } from '../src/core/numbering';
import { syntheticMarkdown } from './scanText';

const MEGABYTE = 1_000_000;

function show(milliseconds: number): string {
  return (milliseconds < 10 ? milliseconds.toFixed(2) : milliseconds.toFixed(0)).padStart(9);
}

/** The limit: every `[` found, nothing else. */
function indexOfLoop(text: string): number {
  let count = 0;
  for (let at = text.indexOf('['); at >= 0; at = text.indexOf('[', at + 1)) count += 1;
  return count;
}

/** Parsers of Markdown by what they need to be called; only those that are installed are compared. */
async function peers(): Promise<readonly (readonly [name: string, run: (text: string) => unknown])[]> {
  const found: [string, (text: string) => unknown][] = [];
  const load = async (
    name: string,
    make: (module: Record<string, never>) => (text: string) => unknown,
  ): Promise<void> => {
    try {
      const run = make((await import(name)) as Record<string, never>);
      run('A *b* [1].');
      found.push([name, run]);
    } catch {
      console.log(`skipped: ${name} is not installed`);
    }
  };
  type Call = (text: string) => unknown;
  await load('markdown-it', module => {
    const parser = new (
      module['default'] as unknown as new () => { parse(text: string, environment: object): unknown }
    )();
    return text => parser.parse(text, {});
  });
  await load('micromark', module => module['micromark'] as unknown as Call);
  await load('@lezer/markdown', module => {
    const { parser } = module as unknown as { parser: { parse: Call } };
    return text => parser.parse(text);
  });
  try {
    const [{ unified }, { default: remarkParse }] = await Promise.all([
      import('unified'),
      import('remark-parse'),
    ]);
    const processor = unified().use(remarkParse);
    found.push(['remark-parse', text => processor.parse(text)]);
  } catch {
    console.log('skipped: remark-parse is not installed');
  }
  return found;
}

/** Milliseconds of each run in turn, round after round, so that a busy machine is busy for all of them: their medians. */
function timeInTurn(runs: readonly (() => unknown)[], rounds: number): readonly Timing[] {
  const taken: number[][] = runs.map(() => []);
  for (let round = 0; round <= rounds; round += 1) {
    runs.forEach((run, index) => {
      const start = performance.now();
      run();
      // The first round warms up.
      if (round > 0) taken[index]!.push(performance.now() - start);
    });
  }
  return taken.map(times => {
    times.sort((a, b) => a - b);
    return { median: times[times.length >> 1]!, least: times[0]! };
  });
}

/** Milliseconds: the median is what a reader waits, the least what a busy machine has not lengthened. */
interface Timing {
  readonly median: number;
  readonly least: number;
}

async function besidePeers(): Promise<void> {
  const others = await peers();
  console.log('\nreading Markdown, ms (median)      1 MB     10 MB');
  const texts = [syntheticMarkdown(MEGABYTE), syntheticMarkdown(10 * MEGABYTE)];
  const own = (text: string): unknown => parseManuscript(text, 'markdown');
  const asked = (text: string): unknown => parseManuscript(text, 'markdown').citations.length;
  const rows = texts.map((text, large) => {
    const fast = timeInTurn([() => indexOfLoop(text), () => own(text), () => asked(text)], 21);
    const slow = timeInTurn(
      others.map(
        ([, run]) =>
          () =>
            run(text),
      ),
      large === 1 ? 2 : 5,
    );
    return [...fast, ...slow];
  });
  const row = (name: string, of: (column: readonly Timing[]) => number): void =>
    console.log(`${name.padEnd(29)}${rows.map(column => show(of(column))).join(' ')}`);
  row("floor: indexOf('[') loop", column => column[0]!.median);
  row('  least', column => column[0]!.least);
  row('numbered citations', column => column[1]!.median);
  row('  least', column => column[1]!.least);
  row('  × floor', column => column[1]!.median / column[0]!.median);
  row('  × floor, least of both', column => column[1]!.least / column[0]!.least);
  row('  and every citation asked', column => column[2]!.median);
  others.forEach(([name], index) => {
    row(name, column => column[index + 3]!.median);
    row('  × numbered citations', column => column[index + 3]!.median / column[1]!.median);
    row('  × numbered, least of both', column => column[index + 3]!.least / column[1]!.least);
  });
  const { citations, referenceLists } = parseManuscript(texts[1]!, 'markdown');
  console.log(`found in 10 MB: ${citations.length} citations, ${referenceLists[0]?.entries.length} entries`);
}

/** What the extension does at a keystroke: update, ask at the cursor, number; and what a check asks when typing rests. */
function keystrokes(): void {
  console.log('\none keystroke in 10 MB, ms (median)');
  const columns = ['update', '+ cursor', '+ numbers', '+ all citations'];
  console.log(`${''.padEnd(29)}${columns.map(column => column.padStart(16)).join('')}`);
  const text = syntheticMarkdown(10 * MEGABYTE);
  const libraries: readonly Library[] = [];
  for (const [place, share] of [
    ['at the start', 0.0001],
    ['in the middle', 0.5],
    ['in the list', 0.97],
  ] as const) {
    let manuscript: Manuscript = parseManuscript(text, 'markdown');
    numberManuscript(manuscript, libraries);
    let at = text.indexOf(' ', Math.floor(text.length * share));
    const samples: number[][] = columns.map(() => []);
    for (const letter of ' and so [1, 2] the cells [3 are those that the others were, too') {
      const start = performance.now();
      manuscript = updateManuscript(manuscript, { range: { start: at, end: at }, newText: letter });
      at += 1;
      samples[0]!.push(performance.now() - start);
      citationBeingTypedAt(manuscript, at);
      citationAt(manuscript, at);
      samples[1]!.push(performance.now() - start);
      numberManuscript(manuscript, libraries);
      samples[2]!.push(performance.now() - start);
      // A check waits until typing rests, and what it leaves behind would be cleared away in the next key's time.
      if (samples[0]!.length % 8 > 0) continue;
      void manuscript.citations.length;
      samples[3]!.push(performance.now() - start);
    }
    const medians = samples.map(taken => taken.sort((a, b) => a - b)[taken.length >> 1]!);
    console.log(`${place.padEnd(29)}${medians.map(median => show(median).padStart(16)).join('')}`);
  }
}

async function main(): Promise<void> {
  await besidePeers();
  keystrokes();
}

void main();
