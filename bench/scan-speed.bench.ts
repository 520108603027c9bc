// How fast a manuscript is read: beside the floor and the Markdown parsers that are installed, on hostile input, after a keystroke.
import {
  citationAt,
  citationBeingTypedAt,
  type Manuscript,
  type MarkupLanguage,
  parseManuscript,
  updateManuscript,
} from '../src/core/manuscript';
import { syntheticMarkdown } from './scanText';

const MEGABYTE = 1_000_000;

/** Milliseconds of one run: the median of several, after one to warm up. */
function time(run: () => unknown, times = 5): number {
  run();
  const taken: number[] = [];
  for (let index = 0; index < times; index += 1) {
    const start = performance.now();
    run();
    taken.push(performance.now() - start);
  }
  taken.sort((a, b) => a - b);
  return taken[times >> 1]!;
}

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
  await load('remark-parse', module => {
    // What unified calls with the processor as `this`: the parser is then a function of the text.
    const processor: { parser?: Call; data: () => object } = { data: () => ({}) };
    (module['default'] as unknown as (this: unknown) => void).call(processor);
    return text => processor.parser!(text);
  });
  return found;
}

async function besidePeers(): Promise<void> {
  const others = await peers();
  console.log('\nreading Markdown, ms (median)      1 MB     10 MB');
  const texts = [syntheticMarkdown(MEGABYTE), syntheticMarkdown(10 * MEGABYTE)];
  const floor = texts.map(text => time(() => indexOfLoop(text), 15));
  const own = texts.map(text => time(() => parseManuscript(text, 'markdown'), 15));
  const all = texts.map(text => time(() => parseManuscript(text, 'markdown').citations.length, 15));
  console.log(`floor: indexOf('[') loop     ${floor.map(show).join(' ')}`);
  console.log(`numbered citations           ${own.map(show).join(' ')}`);
  console.log(`  and every citation asked   ${all.map(show).join(' ')}`);
  console.log(
    `  × floor                    ${own.map((taken, index) => show(taken / floor[index]!)).join(' ')}`,
  );
  for (const [name, run] of others) {
    const taken = [time(() => run(texts[0]!), 3), time(() => run(texts[1]!), 1)];
    console.log(`${name.padEnd(29)}${taken.map(show).join(' ')}`);
    console.log(`  × numbered citations       ${taken.map((ms, index) => show(ms / own[index]!)).join(' ')}`);
  }
  const { citations, referenceLists } = parseManuscript(texts[1]!, 'markdown');
  console.log(`found in 10 MB: ${citations.length} citations, ${referenceLists[0]?.entries.length} entries`);
}

function keystrokes(): void {
  console.log('\none keystroke in 10 MB, ms         update  + cursor  + all citations');
  const text = syntheticMarkdown(10 * MEGABYTE);
  for (const [place, share] of [
    ['at the start', 0.0001],
    ['in the middle', 0.5],
    ['in the list', 0.97],
  ] as const) {
    let manuscript: Manuscript = parseManuscript(text, 'markdown');
    let at = text.indexOf(' ', Math.floor(text.length * share));
    const samples: number[][] = [[], [], []];
    for (const letter of ' and so [1, 2] the cells [3') {
      const start = performance.now();
      manuscript = updateManuscript(manuscript, { range: { start: at, end: at }, newText: letter });
      const updated = performance.now();
      at += 1;
      citationBeingTypedAt(manuscript, at);
      citationAt(manuscript, at);
      const asked = performance.now();
      void manuscript.citations.length;
      void manuscript.referenceLists.length;
      const all = performance.now();
      samples[0]!.push(updated - start);
      samples[1]!.push(asked - start);
      samples[2]!.push(all - start);
    }
    const medians = samples.map(taken => taken.sort((a, b) => a - b)[taken.length >> 1]!);
    console.log(`${place.padEnd(29)}${medians.map(show).join(' ')}`);
  }
}

/** Milliseconds per megabyte of reading, and of asking for every citation besides. */
function perMegabyte(text: string, language: MarkupLanguage): readonly [read: number, asked: number] {
  const samples: [number, number][] = [];
  for (let run = 0; run < 3; run += 1) {
    const start = performance.now();
    const manuscript = parseManuscript(text, language);
    const read = performance.now() - start;
    void manuscript.citations.length;
    samples.push([read, performance.now() - start]);
  }
  const megabytes = text.length / MEGABYTE;
  samples.sort((a, b) => a[0] - b[0]);
  return [samples[0]![0] / megabytes, samples[0]![1] / megabytes];
}

function hostile(): void {
  const [ordinaryRead, ordinaryAsked] = perMegabyte(syntheticMarkdown(10 * MEGABYTE), 'markdown');
  const fill = (piece: string, size = 10 * MEGABYTE): string => piece.repeat(Math.ceil(size / piece.length));
  const inputs: readonly (readonly [string, string])[] = [
    ['[', '['],
    ['[1,', '[1,'],
    ['[[1] ', '[[1] '],
    ['[a', '[a'],
    ['[a](b ', '[a](b '],
    ['`a ``b ', '`a ``b '],
    ['$a ', '$a '],
    ['<a b="', '<a b="'],
    ['<!-- ', '<!-- '],
    ['\\(a ', '\\(a '],
    ['1. a', '1. a\n'],
    ['blank lines', '\n'],
  ];
  console.log('\nhostile input, ms per MB          read  + every citation   (× ordinary)');
  const line = (name: string, [read, asked]: readonly [number, number]): void =>
    console.log(
      `${name.padEnd(29)}${show(read)} ${show(asked)}         (${(read / ordinaryRead).toFixed(1)}, ${(asked / ordinaryAsked).toFixed(1)})`,
    );
  line('ordinary Markdown', [ordinaryRead, ordinaryAsked]);
  // A million citations as densely as people cite at most: one in ten words.
  const dense = fill('Words and more words that say it [1, 3] and so on.\n\n', 52 * MEGABYTE);
  line('1 million citations', perMegabyte(dense, 'markdown'));
  const longLine = fill('words and more words that say it [1] and so on, ', 20 * MEGABYTE);
  line('a line of 20 MB', perMegabyte(longLine, 'markdown'));
  for (const [name, piece] of inputs) line(`10 MB of ${name}`, perMegabyte(fill(piece), 'markdown'));

  console.log('\nthe same in the other markups, ms per MB read (2 MB)');
  const others = ['plaintext', 'latex', 'restructuredtext', 'asciidoc', 'typst'] as const;
  console.log(`${''.padEnd(29)}${others.map(language => language.slice(0, 9).padStart(10)).join('')}`);
  const ordinary = ['ordinary', 'Words and more words that say it [1] and so on.\n\n'] as const;
  for (const [name, piece] of [ordinary, ...inputs]) {
    const text = fill(piece, 2 * MEGABYTE);
    const taken = others.map(language => ` ${show(perMegabyte(text, language)[0])}`);
    console.log(`${name.padEnd(29)}${taken.join('')}`);
  }
}

async function main(): Promise<void> {
  await besidePeers();
  keystrokes();
  hostile();
}

void main();
