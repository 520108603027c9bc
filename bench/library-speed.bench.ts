// How fast generated libraries are read, each measurement in a process of its own, beside JSON.parse of the same records
// as CSL-JSON and beside @citation-js in the same run.
// usage: node scripts/bench.mjs library-speed      LARGE=1 adds 100,000 records (some minutes, mostly the peer's)
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plugins } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-ris';
import { readLibrary } from '../src/core/library/formats';
import type { CslName } from '../src/core/library/types';
import { decodeText } from '../src/core/text/encoding';
import { cslOf, generatedRecords, toBibtex, toCslJson, toRis } from '../test/support/libraries';

/** What one process measured. */
interface Measurement {
  readonly milliseconds: number;
  readonly warmMilliseconds: number;
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
  const sizes = process.env['LARGE'] === '1' ? [1_000, 10_000, 100_000] : [1_000, 10_000];
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
  console.log('reader                 first ms    again ms    peak MB   wrong');
  writeFileSync(files.bibtex, bibtex);
  writeFileSync(files.ris, toRis(generatedRecords(size)));
  writeFileSync(files.json, toCslJson(generatedRecords(size)));
  const json = run('JSON.parse', files.json, size);
  run('ours csl-json', files.json, size);
  const ours = run('ours bibtex', files.bibtex, size);
  const ourRis = run('ours ris', files.ris, size);
  const peer = run('citation-js bibtex', files.bibtex, size);
  const peerRis = run('citation-js ris', files.ris, size);
  if (!json || !ours || !ourRis) {
    process.exitCode = 1;
    return;
  }
  const ratio = (name: string, value: number, passed: boolean, goal: string) => {
    console.log(`${name.padEnd(34)} ${value.toFixed(2)}   to reach: ${goal}${passed ? '' : '   MISSED'}`);
    // A thousand records are read within the time that a process takes to warm up: shown, not judged.
    if (!passed && size >= 10_000) process.exitCode = 1;
  };
  const toJson = ours.milliseconds / json.milliseconds;
  ratio('BibTeX, times JSON.parse', toJson, toJson <= 1.5, '≤ 1.5');
  if (peer) {
    const faster = peer.milliseconds / ours.milliseconds;
    ratio('BibTeX, faster than @citation-js', faster, faster >= 10, '≥ 10');
  }
  if (peerRis) {
    const faster = peerRis.milliseconds / ourRis.milliseconds;
    ratio('RIS, faster than @citation-js', faster, faster >= 5, '≥ 5');
  }
  if (size === 100_000) ratio('BibTeX, peak MB', ours.peakMegabytes, ours.peakMegabytes < 600, '< 600');
}

/** The median of three processes; of one where a process takes long. */
function run(reader: string, file: string, size: number): Measurement | undefined {
  const results: Measurement[] = [];
  for (let round = 0; round < 3; round++) {
    const child = spawnSync(
      process.execPath,
      ['--max-old-space-size=4096', process.argv[1]!, 'measure', reader, file, String(size)],
      { encoding: 'utf8', maxBuffer: 1 << 20 },
    );
    const line = child.stdout.trim().split('\n').pop();
    if (child.status !== 0 || !line) {
      console.log(`${reader.padEnd(22)} failed: ${child.stderr.trim().split('\n').pop() ?? ''}`);
      return undefined;
    }
    results.push(JSON.parse(line) as Measurement);
    if (results[0]!.milliseconds > 4000) break;
  }
  results.sort((a, b) => a.milliseconds - b.milliseconds);
  const median = results[results.length >> 1]!;
  const cells = [median.milliseconds, median.warmMilliseconds, median.peakMegabytes].map(value =>
    value.toFixed(0).padStart(9),
  );
  console.log(`${reader.padEnd(20)} ${cells.join('   ')}   ${median.wrong}`);
  return median;
}

function measure(reader: string, file: string, size: number): void {
  const read = READERS[reader]!;
  const start = performance.now();
  const text = decodeText(readFileSync(file))!.text;
  const items = read(text);
  const milliseconds = performance.now() - start;
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  const wrong = size > 10_000 ? 0 : countWrong(items, size);
  const again = performance.now();
  const warmMilliseconds = milliseconds < 4000 ? read(text).length && performance.now() - again : 0;
  const result: Measurement = { milliseconds, warmMilliseconds, peakMegabytes, records: items.length, wrong };
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
