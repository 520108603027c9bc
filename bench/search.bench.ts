/**
 * The search core at 1,000, 10,000 and 100,000 generated records beside other search libraries, as far as they are
 * installed (`BENCH_PACKAGES` names a folder to look in besides `node_modules`): a typed query and a 25-word sentence at
 * p50 and p99, time to build, memory, size of the stored index and time to open it. `SIZES=1000,10000` chooses sizes.
 */
import { buildSearchIndex, openSearchIndex } from '../src/core/search';
import { type GeneratedLibrary, generateLibrary } from './searchLibrary';
import { type PeerIndex, peers } from './searchPeers';

const LIMIT = 10;

/** Peers that take longer for one question are asked less often, so that the whole stays within minutes. */
const PATIENCE = 4000;

/** From issue 5, at 100,000 records; milliseconds, and share of the text's size. */
const TARGETS = { typed50: 2, typed99: 8, sentence99: 12, stored: 0.6, open: 100 };

async function main(): Promise<void> {
  const sizes = (process.env['SIZES'] ?? '1000,10000,100000').split(',').map(Number);
  for (const size of sizes) {
    const library = generateLibrary(size);
    console.log(`\n${size} records, ${(library.textBytes / 1e6).toFixed(1)} MB of text`);
    console.log(
      '                    build ms   heap MB   typed p50     p99   sentence p50       p99   source in first 10',
    );
    const ours = measureOurs(library);
    for (const peer of await peers(size)) {
      const made = measure(peer.name, library, () => peer.build(library.references));
      if (made === undefined || made.sentence50 === undefined) continue;
      console.log(
        `${''.padEnd(18)}  sentence: ours is ${(made.sentence50 / ours.sentence50!).toFixed(0)} times as fast`,
      );
    }
  }
}

interface Measured {
  readonly typed50: number;
  readonly typed99: number;
  readonly sentence50: number | undefined;
  readonly sentence99: number | undefined;
}

function measureOurs(library: GeneratedLibrary): Measured {
  const { references, textBytes } = library;
  const index = buildSearchIndex(references);
  const bytes = index.store();
  const measured = measure('ours', library, () => {
    const built = buildSearchIndex(references);
    return {
      search: query => built.search(query, LIMIT).map(hit => hit.reference.id),
      sentence: text => built.suggest({ sentence: text }, LIMIT).map(hit => hit.reference.id),
    };
  })!;
  const started = performance.now();
  openSearchIndex(bytes, references)!.search('a', 1);
  const opened = performance.now() - started;
  const readable = JSON.stringify(references);
  const readStarted = performance.now();
  JSON.parse(readable);
  const read = performance.now() - readStarted;
  const share = bytes.byteLength / textBytes;
  console.log(
    `${''.padEnd(18)}  stored ${(bytes.byteLength / 1e6).toFixed(1)} MB = ${share.toFixed(2)} of the text, opened and asked in ${opened.toFixed(1)} ms; JSON.parse of the library ${read.toFixed(0)} ms`,
  );
  if (references.length >= 100_000) {
    const missed = [
      measured.typed50 > TARGETS.typed50 && 'typed p50',
      measured.typed99 > TARGETS.typed99 && 'typed p99',
      measured.sentence99! > TARGETS.sentence99 && 'sentence p99',
      share > TARGETS.stored && 'stored size',
      opened > TARGETS.open && 'time to open',
    ].filter(Boolean);
    console.log(
      `${''.padEnd(18)}  ${missed.length === 0 ? 'within all targets' : `missed: ${missed.join(', ')}`}`,
    );
  }
  return measured;
}

function measure(
  name: string,
  library: GeneratedLibrary,
  build: () => PeerIndex | undefined,
): Measured | undefined {
  collectGarbage();
  const heapBefore = memoryUsed();
  const started = performance.now();
  const index = build();
  const built = performance.now() - started;
  if (index === undefined) {
    console.log(`${name.padEnd(18)}  not installed`);
    return undefined;
  }
  collectGarbage();
  const heap = memoryUsed() - heapBefore;
  const { search, sentence } = index;
  for (const query of library.queries.slice(0, 20)) search(query);
  const typed = times(library.queries, search);
  const sentences = sentence === undefined ? undefined : library.sentences.map(({ text }) => text);
  let found = 0;
  let asked = 0;
  const sentenceTimes =
    sentences === undefined
      ? undefined
      : times(sentences, text => {
          const source = library.sentences[asked++]!.source;
          if (sentence!(text).slice(0, LIMIT).includes(library.references[source]!.id)) found++;
        });
  const number = (value: number, width: number): string => value.toFixed(value < 10 ? 2 : 0).padStart(width);
  console.log(
    `${name.padEnd(18)}${number(built, 10)}${number(heap / 1e6, 10)}${number(at(typed, 0.5), 12)}${number(at(typed, 0.99), 8)}` +
      (sentenceTimes === undefined
        ? ''
        : `${number(at(sentenceTimes, 0.5), 15)}${number(at(sentenceTimes, 0.99), 10)}${`${((100 * found) / asked).toFixed(0)} %`.padStart(21)}`),
  );
  return {
    typed50: at(typed, 0.5),
    typed99: at(typed, 0.99),
    sentence50: sentenceTimes && at(sentenceTimes, 0.5),
    sentence99: sentenceTimes && at(sentenceTimes, 0.99),
  };
}

/** Time of each question, ascending. */
function times(questions: readonly string[], ask: (question: string) => unknown): readonly number[] {
  const taken: number[] = [];
  const begun = performance.now();
  for (const question of questions) {
    const started = performance.now();
    ask(question);
    taken.push(performance.now() - started);
    if (performance.now() - begun > PATIENCE && taken.length >= 5) break;
  }
  return taken.sort((a, b) => a - b);
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

function memoryUsed(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function collectGarbage(): void {
  (globalThis as { readonly gc?: () => void }).gc?.();
}

void main();
