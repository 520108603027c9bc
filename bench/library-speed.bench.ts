// How fast generated libraries are read, each measurement in a process of its own, beside JSON.parse of the same records
// as CSL-JSON and beside @citation-js and latex-utensils (the parser of LaTeX Workshop) in the same run, all readers in
// turn. "first" is a process that has read nothing before, decoding the file included; "again" the fastest of some more
// readings of the same text.
// usage: node scripts/bench.mjs library-speed      LARGE=1 adds 100,000 records (some minutes, mostly the peers');
//        SIZE=10000 for that many alone
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plugins } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-ris';
import { bibtexParser } from 'latex-utensils';
import { libraryFormatOf, readLibrary, readLibraryRecords } from '../src/core/library/formats';
import type { CslName } from '../src/core/library/types';
import { decodeText } from '../src/core/text/encoding';
import { cslOf, generatedRecords, toBibtex, toCslJson, toRis } from '../test/support/libraries';

/** What one process measured. */
interface Measurement {
  readonly first: number;
  readonly again: number;
  readonly peakMegabytes: number;
  readonly records: number;
  /** Records that differ from what was generated. */
  readonly wrong: number;
}

const READERS: Readonly<Record<string, (text: string) => readonly unknown[]>> = {
  'JSON.parse': text => JSON.parse(text) as readonly unknown[],
  'ours csl-json': text => readLibrary('library.json', text).references.map(reference => reference.csl),
  'ours bibtex': text => readLibrary('library.bib', text).references.map(reference => reference.csl),
  'ours ris': text => readLibrary('library.ris', text).references.map(reference => reference.csl),
  'ours bibtex, streamed': text => {
    const found: string[] = [];
    readLibraryRecords('library.bib', text, libraryFormatOf('library.bib', text), ({ id }) => found.push(id));
    return found;
  },
  'latex-utensils bibtex': text => bibtexParser.parse(text, { startRule: 'Root' }).content,
  'citation-js bibtex': text =>
    plugins.input.chain(text, { forceType: '@bibtex/text', generateGraph: false }) as readonly unknown[],
  'citation-js ris': text =>
    plugins.input.chain(text, { forceType: '@ris/file', generateGraph: false }) as readonly unknown[],
};

/** The fields that are compared with what was generated. */
const FIELDS = ['author', 'title', 'container-title', 'volume', 'issue', 'page', 'DOI'];

if (process.argv[2] === 'measure') measure(process.argv[3]!, process.argv[4]!, Number(process.argv[5]));
else compare();

function compare(): void {
  const folder = mkdtempSync(join(tmpdir(), 'numbered-citations-bench-'));
  const size = Number(process.env['SIZE'] ?? 0);
  const usual = process.env['LARGE'] === '1' ? [1_000, 10_000, 100_000] : [1_000, 10_000];
  const sizes = size > 0 ? [size] : usual;
  try {
    for (const size of sizes) compareSize(folder, size);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compareSize(folder: string, size: number): void {
  const files = {
    bibtex: join(folder, 'library.bib'),
    ris: join(folder, 'library.ris'),
    json: join(folder, 'library.json'),
  };
  const bibtex = toBibtex(generatedRecords(size));
  console.log(`\n${size.toLocaleString('en')} records, ${(bibtex.length / 1e6).toFixed(2)} MB of BibTeX`);
  console.log('reader                    first ms    again ms    peak MB   wrong');
  writeFileSync(files.bibtex, bibtex);
  writeFileSync(files.ris, toRis(generatedRecords(size)));
  writeFileSync(files.json, toCslJson(generatedRecords(size)));
  const results = runInTurn(size, [
    ['JSON.parse', files.json],
    ['ours bibtex', files.bibtex],
    ['ours ris', files.ris],
    ['ours csl-json', files.json],
    ['ours bibtex, streamed', files.bibtex],
    ['citation-js bibtex', files.bibtex],
    ['citation-js ris', files.ris],
    ['latex-utensils bibtex', files.bibtex],
  ]);
  const fasterBy = (name: string, slow: string, fast: string, goal: number) => {
    for (const time of ['first', 'again'] as const) {
      const value = (results.get(slow)?.[time] ?? Number.NaN) / (results.get(fast)?.[time] ?? Number.NaN);
      if (!Number.isNaN(value)) judge(`${name}, ${time}`, value, value >= goal, `≥ ${goal}`, size);
    }
  };
  for (const time of ['first', 'again'] as const) {
    const ratio =
      (results.get('ours bibtex')?.[time] ?? Number.NaN) / (results.get('JSON.parse')?.[time] ?? 1);
    judge(`BibTeX, times JSON.parse, ${time}`, ratio, ratio <= 1.5, '≤ 1.5', size);
  }
  fasterBy('BibTeX, faster than @citation-js', 'citation-js bibtex', 'ours bibtex', 10);
  fasterBy('BibTeX, faster than latex-utensils', 'latex-utensils bibtex', 'ours bibtex', 20);
  fasterBy('RIS, faster than @citation-js', 'citation-js ris', 'ours ris', 5);
  const peak = results.get('ours bibtex')?.peakMegabytes ?? Number.NaN;
  if (size === 100_000) judge('BibTeX, peak MB', peak, peak < 600, '< 600', size);
}

function judge(name: string, value: number, passed: boolean, goal: string, size: number): void {
  console.log(`${name.padEnd(42)} ${value.toFixed(2)}   to reach: ${goal}${passed ? '' : '   MISSED'}`);
  // A thousand records are read within the time that a process takes to warm up: shown, not judged.
  if (!passed && size >= 10_000) process.exitCode = 1;
}

/** Medians of five rounds in which the readers take turns, so that a busy machine is busy for all; one where one takes long. */
function runInTurn(
  size: number,
  readers: readonly (readonly [string, string])[],
): ReadonlyMap<string, Measurement> {
  const results = new Map<string, Measurement[]>();
  for (let round = 0; round < 5; round++) {
    for (const [reader, file] of readers) {
      const known = results.get(reader);
      if (round > 0 && (known === undefined || known[0]!.first > 4000)) continue;
      const result = run(reader, file, size);
      if (result !== undefined) results.set(reader, [...(known ?? []), result]);
    }
  }
  const medians = new Map<string, Measurement>();
  for (const [reader, measured] of results) {
    const median = (field: keyof Measurement) =>
      measured.map(result => result[field]).sort((a, b) => a - b)[measured.length >> 1]!;
    const result = {
      first: median('first'),
      again: median('again'),
      peakMegabytes: median('peakMegabytes'),
      records: median('records'),
      wrong: median('wrong'),
    };
    medians.set(reader, result);
    const cells = [result.first, result.again, result.peakMegabytes].map(value =>
      value.toFixed(0).padStart(9),
    );
    console.log(`${reader.padEnd(23)} ${cells.join('   ')}   ${result.wrong}`);
  }
  return medians;
}

function run(reader: string, file: string, size: number): Measurement | undefined {
  const child = spawnSync(
    process.execPath,
    ['--max-old-space-size=4096', process.argv[1]!, 'measure', reader, file, String(size)],
    { encoding: 'utf8', maxBuffer: 1 << 20 },
  );
  const line = child.stdout.trim().split('\n').pop();
  if (child.status === 0 && line) return JSON.parse(line) as Measurement;
  console.log(`${reader.padEnd(22)} failed: ${child.stderr.trim().split('\n').pop() ?? ''}`);
  return undefined;
}

function measure(reader: string, file: string, size: number): void {
  const read = READERS[reader]!;
  const start = performance.now();
  const text = decodeText(readFileSync(file))!.text;
  const items = read(text);
  const milliseconds = performance.now() - start;
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  const comparesRecords =
    size <= 10_000 && !reader.startsWith('latex-utensils') && !reader.endsWith('streamed');
  const wrong = comparesRecords ? countWrong(items, size) : Math.abs(items.length - size);
  let warm = Number.NaN;
  for (let round = 0; milliseconds < 4000 && round < (size > 10_000 ? 2 : 8); round++) {
    const again = performance.now();
    read(text);
    warm = Math.min(Number.isNaN(warm) ? Number.POSITIVE_INFINITY : warm, performance.now() - again);
  }
  const result: Measurement = {
    first: milliseconds,
    again: Number.isNaN(warm) ? milliseconds : warm,
    peakMegabytes,
    records: items.length,
    wrong,
  };
  console.log(JSON.stringify(result));
}

/** Names in one order of their parts, text without markup, numbers as text. */
function comparable(value: unknown): string {
  if (!Array.isArray(value)) return String(value ?? '').replace(/<[^<>]*>/g, '');
  return value.map(({ family, given }: CslName) => `${family}, ${given}`).join('; ');
}

function countWrong(items: readonly unknown[], size: number): number {
  let wrong = Math.abs(items.length - size);
  let index = 0;
  for (const record of generatedRecords(size)) {
    const found = items[index++] as Readonly<Record<string, unknown>> | undefined;
    if (found === undefined) continue;
    const wanted = cslOf(record);
    const isSame = FIELDS.every(field => comparable(found[field]) === comparable(wanted[field]));
    if (!isSame) wrong++;
  }
  return wrong;
}
