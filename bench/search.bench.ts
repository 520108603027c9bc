/**
 * The search core at 1,000, 10,000 and 100,000 generated records beside other search libraries, each in a process of its
 * own: a typed query and a 25-word sentence at p50 and p99, time to build, memory, size of the stored index and time to
 * open it. `SIZES=1000,10000` chooses sizes, `PEERS=MiniSearch` peers.
 */
import { spawnSync } from 'node:child_process';
import {
  decodeText,
  LibraryPacker,
  RecordTableBuilder,
  readLibrary,
  readLibraryRecords,
  WorkTableBuilder,
} from '../src/core';
import { writeBibtex } from '../src/core/library/formats/bibtex/writeBibtex';
import type { Reference } from '../src/core/library/types';
import { buildSearchIndex, openSearchIndex } from '../src/core/search';
import { type GeneratedLibrary, generateLibrary } from './searchLibrary';
import { type PeerIndex, peers } from './searchPeers';

const LIMIT = 10;

/** Peers that take longer for one kind of question are asked less often, in milliseconds. */
const PATIENCE = 4000;

/** A process that needs longer is ended, in milliseconds: a minute to build, and the questions. `LONGEST` gives it other seconds. */
const LONGEST = 1000 * Number(process.env['LONGEST'] ?? 90);

/** From issue 5, at 100,000 records; milliseconds, and share of the text's size. */
const TARGETS = { typed50: 2, typed99: 8, sentence99: 12, stored: 0.6, open: 100, faster: 100 };

/** Times that opening, building and reading are measured. */
const TURNS = 3;

const OURS = 'ours';

/** What one process measures. */
interface Measured {
  readonly built: number;
  readonly memory: number;
  readonly typed50: number;
  readonly typed99: number;
  readonly sentence50: number | undefined;
  readonly sentence99: number | undefined;
  /** Share of the sentences whose source is among the first ten. */
  readonly found: number | undefined;
  readonly note: string;
}

function main(): void {
  const [, , only, size] = process.argv;
  if (only !== undefined && size !== undefined) {
    console.log(JSON.stringify(measureOne(only, Number(size))));
    return;
  }
  const wanted = process.env['PEERS']?.split(',');
  for (const each of (process.env['SIZES'] ?? '1000,10000,100000').split(',').map(Number)) {
    console.log(`\n${each} records, each library in a process of its own`);
    console.log(
      '              build ms   memory MB   typed p50     p99   sentence p50     p99   source in first 10',
    );
    const ours = report(OURS, each, undefined);
    for (const { name } of peers()) if (wanted?.includes(name) !== false) report(name, each, ours);
    if (ours !== undefined && each >= 100_000) reportTargets(ours);
  }
}

function report(name: string, size: number, ours: Measured | undefined): Measured | undefined {
  const { stdout, signal, stderr } = spawnSync(
    process.execPath,
    ['--expose-gc', '--max-old-space-size=6000', process.argv[1]!, name, String(size)],
    { timeout: LONGEST, encoding: 'utf8', maxBuffer: 1 << 26 },
  );
  const label = name.padEnd(11);
  if (signal !== null) {
    console.log(`${label}  not measured: was not done after ${LONGEST / 1000} s`);
    return undefined;
  }
  let measured: Measured;
  try {
    measured = JSON.parse(stdout.trim().split('\n').at(-1)!);
  } catch {
    console.log(`${label}  not measured: ${stderr.trim().split('\n').at(-1)}`);
    return undefined;
  }
  const cells = [
    number(measured.built, 9),
    number(measured.memory, 11),
    number(measured.typed50, 11),
    number(measured.typed99, 7),
    measured.sentence50 === undefined ? ''.padStart(14) : number(measured.sentence50, 14),
    measured.sentence99 === undefined ? ''.padStart(7) : number(measured.sentence99, 7),
    measured.found === undefined ? '' : `${(100 * measured.found).toFixed(0)} %`.padStart(20),
  ];
  const times =
    ours?.sentence50 === undefined || measured.sentence50 === undefined
      ? ''
      : `   sentences: ours ${(measured.sentence50 / ours.sentence50).toFixed(0)}× as fast`;
  console.log(`${label} ${cells.join(' ')}${times}${measured.note === '' ? '' : `   ${measured.note}`}`);
  return measured;
}

function reportTargets(ours: Measured): void {
  const missed = [
    ours.typed50 > TARGETS.typed50 && 'typed p50',
    ours.typed99 > TARGETS.typed99 && 'typed p99',
    ours.sentence99! > TARGETS.sentence99 && 'sentence p99',
  ].filter(Boolean);
  console.log(missed.length === 0 ? 'within the targets for questions' : `missed: ${missed.join(', ')}`);
}

function measureOne(name: string, size: number): Measured {
  const library = generateLibrary(size);
  if (name === OURS) return measureOurs(library);
  const peer = peers().find(each => each.name === name)!;
  return measure(library, () => peer.build(library.references));
}

function measureOurs(library: GeneratedLibrary): Measured {
  const { references, textBytes } = library;
  const measured = measure(library, () => {
    const built = buildSearchIndex(references);
    return {
      search: query => built.search(query, LIMIT).map(hit => hit.reference.id),
      sentence: text => built.suggest({ sentence: text }, LIMIT).map(hit => hit.reference.id),
    };
  });
  const bytes = buildSearchIndex(references).store();
  const opened = leastOf(() => openSearchIndex(bytes, references)!.search('a', 1));
  const share = bytes.byteLength / textBytes;
  return {
    ...measured,
    note: `stored ${(bytes.byteLength / 1e6).toFixed(1)} MB, ${share.toFixed(2)} of the text; opened and asked in ${opened.wall.toFixed(0)} ms (${opened.cpu.toFixed(0)} of CPU, least of three); ${besideReading(references)}`,
  };
}

/** Builds and reads the same library in turns, because a machine is not equally fast from minute to minute. */
function besideReading(references: readonly Reference[]): string {
  const file = new TextEncoder().encode(writeBibtex(references, 'bibtex'));
  const turns = Array.from({ length: TURNS }, () => ({
    build: timeOf(() => buildSearchIndex(references)),
    read: timeOf(() => readLibrary('library.bib', decodeText(file)!.text)),
    packed: timeOf(() => readAndPack(decodeText(file)!.text)),
  }));
  const told = (['build', 'read', 'packed'] as const).map(name => {
    const wall = Math.min(...turns.map(turn => turn[name].wall));
    const cpu = Math.min(...turns.map(turn => turn[name].cpu));
    return `${wall.toFixed(0)} (${cpu.toFixed(0)} of CPU)`;
  });
  return `built in ${told[0]} ms, read from BibTeX in ${told[1]} ms, read and packed as in the editor in ${told[2]} ms, least of ${TURNS} turns`;
}

/** What the editor's worker does before a library can be cited from. */
function readAndPack(text: string): void {
  const packer = new LibraryPacker(text.length);
  const tables = [new RecordTableBuilder(), new WorkTableBuilder()];
  const frame = readLibraryRecords('library.bib', text, 'bibtex', reference => {
    for (const table of tables) table.add(reference, packer.length);
    packer.add(reference);
  });
  const sections = packer.finish(frame, text);
  for (const table of tables) table.writeTo(sections);
  sections.finish();
}

function leastOf(work: () => unknown): Taken {
  const taken = Array.from({ length: TURNS }, () => timeOf(work));
  return {
    wall: Math.min(...taken.map(({ wall }) => wall)),
    cpu: Math.min(...taken.map(({ cpu }) => cpu)),
  };
}

/** Milliseconds, and those of all threads' CPU time. */
interface Taken {
  readonly wall: number;
  readonly cpu: number;
}

function timeOf(work: () => unknown): Taken {
  collectGarbage();
  const before = process.cpuUsage();
  const started = performance.now();
  work();
  const wall = performance.now() - started;
  const { user, system } = process.cpuUsage(before);
  return { wall, cpu: (user + system) / 1000 };
}

function measure(library: GeneratedLibrary, build: () => PeerIndex): Measured {
  collectGarbage();
  const memoryBefore = memoryUsed();
  const started = performance.now();
  const { search, sentence } = build();
  const built = performance.now() - started;
  collectGarbage();
  const memory = (memoryUsed() - memoryBefore) / 1e6;
  for (const query of library.queries.slice(0, 20)) search(query);
  const typed = times(library.queries, search);
  let found = 0;
  let asked = 0;
  const sentences =
    sentence === undefined
      ? undefined
      : times(
          library.sentences.map(({ text }) => text),
          text => {
            const { source } = library.sentences[asked++]!;
            if (sentence(text).slice(0, LIMIT).includes(library.references[source]!.id)) found++;
          },
        );
  return {
    built,
    memory,
    typed50: at(typed, 0.5),
    typed99: at(typed, 0.99),
    sentence50: sentences && at(sentences, 0.5),
    sentence99: sentences && at(sentences, 0.99),
    found: sentences && found / asked,
    note: sentences !== undefined && asked < library.sentences.length ? `${asked} sentences asked` : '',
  };
}

function number(value: number, width: number): string {
  return value.toFixed(value < 10 ? 2 : 0).padStart(width);
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

main();
