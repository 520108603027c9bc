// Damaged and hostile library files. Of each format many damaged files are read: none may throw, none may take out of
// proportion long for its length. Then 10 MB of each hostile text: at most three times the time of ordinary text of its
// format and length.
// usage: node scripts/bench.mjs formats-hostile      RUNS=1000 for fewer damaged files; MB=1 for shorter hostile
//        ones; ONLY=a.ris for the texts of one name alone
import { libraryFormatOf, readLibrary, writeReferences } from '../src/core/library/formats';
import { damaged, HOSTILE, hostileText, SAMPLES } from '../test/support/hostileLibraries';
import { seededRandom } from '../test/support/libraries';
import { busyMilliseconds } from '../test/support/stalls';

const runs = Number(process.env['RUNS'] ?? 100_000);
const only = process.env['ONLY'];
const samples = SAMPLES.filter(([, name]) => only === undefined || name === only);
const hostileTexts = HOSTILE.filter(([name]) => only === undefined || name === only);
const characters = Number(process.env['MB'] ?? 10) * 1e6;
/** A file of the median's time per character times this is read again; the machine may have paused. */
const SUSPICIOUS = 20;
const MOST_TIMES_ORDINARY = 3;

console.log(`${runs.toLocaleString('en')} damaged files of each format`);
console.log('format              thrown   µs per kB: median   99.9 %    slowest (read again)');
for (const [format, name, sample] of samples) readDamaged(format, name, sample);

console.log(`\n${characters / 1e6} MB of each hostile text, beside ordinary text of its format`);
const ordinary = new Map(
  samples.map(([, name, sample]) => {
    const text = repeated(name, sample, characters);
    return [name, Math.min(timeOf(name, text), timeOf(name, text)) / text.length] as const;
  }),
);
let worst = 0;
for (const hostile of hostileTexts) readHostile(hostile);
console.log(
  `${hostileTexts.length} texts; the slowest takes ${worst.toFixed(1)} times as long as ordinary text`,
);

function readDamaged(format: string, name: string, sample: string): void {
  const random = seededRandom(11);
  let thrown = 0;
  let slowest = 0;
  const perCharacter: number[] = [];
  const suspicious: string[] = [];
  let median = 0;
  for (let run = 0; run < runs; run++) {
    const text = damaged(sample, run, 1 + Math.floor(random() * 8));
    const start = performance.now();
    try {
      const { references } = readLibrary(name, text);
      if (run % 10 === 0)
        for (const written of ['bibtex', 'ris', 'csl-json'] as const) writeReferences(references, written);
    } catch (error) {
      thrown++;
      console.log(`  throws: ${JSON.stringify(text)}: ${String(error)}`);
    }
    // What a file costs whatever its length is not counted as if its length had caused it.
    const time = (performance.now() - start) / Math.max(text.length, 200);
    perCharacter.push(time);
    if (run === 1000) median = [...perCharacter].sort((a, b) => a - b)[500]!;
    if (run > 1000 && time > SUSPICIOUS * median) suspicious.push(text);
  }
  perCharacter.sort((a, b) => a - b);
  median = perCharacter[perCharacter.length >> 1]!;
  for (const text of suspicious) {
    const times = Array.from({ length: 9 }, () => wallTimeOf(name, text));
    slowest = Math.max(slowest, Math.min(...times) / Math.max(text.length, 200));
  }
  const isSlow = slowest > SUSPICIOUS * median;
  const cell = (time: number) => (time * 1e6).toFixed(1).padStart(9);
  const quantile = perCharacter[Math.floor(perCharacter.length * 0.999)]!;
  console.log(
    `${format.padEnd(18)} ${String(thrown).padStart(7)}   ${cell(median)}          ${cell(quantile)}    ${cell(slowest)} of ${suspicious.length}${isSlow ? '   SLOW' : ''}`,
  );
  if (thrown > 0 || isSlow) process.exitCode = 1;
}

function readHostile(hostile: (typeof HOSTILE)[number]): void {
  const [name, before, piece] = hostile;
  const text = hostileText(hostile, characters);
  const usual = ordinary.get(name)! * text.length;
  const took = timeOf(name, text);
  const isSlow = took > MOST_TIMES_ORDINARY * usual;
  const times = (isSlow ? Math.min(took, timeOf(name, text), timeOf(name, text)) : took) / usual;
  worst = Math.max(worst, times);
  if (times <= MOST_TIMES_ORDINARY) return;
  const seen = `${name} ${JSON.stringify(before.slice(0, 30))} ${JSON.stringify(piece)}…`;
  console.log(`  SLOW: ${seen} as ${libraryFormatOf(name, text) ?? 'no library'}: ${times.toFixed(1)} times`);
  process.exitCode = 1;
}

/** How long the thread itself ran, where the system tells it: other programs are not to count. */
function timeOf(name: string, text: string): number {
  const busy = busyMilliseconds();
  const wall = wallTimeOf(name, text);
  // The system counts in steps of some milliseconds.
  return busy === undefined || wall < 50 ? wall : busyMilliseconds()! - busy;
}

function wallTimeOf(name: string, text: string): number {
  const start = performance.now();
  readLibrary(name, text);
  return performance.now() - start;
}

/** An ordinary text of about `length` characters. */
function repeated(name: string, sample: string, length: number): string {
  const count = Math.ceil(length / sample.length);
  if (name.endsWith('.json') && sample.startsWith('[')) {
    const inner = sample.trim().slice(1, -1);
    return `[${Array.from({ length: count }, () => inner).join(',')}]`;
  }
  if (name === 'c.json') {
    const reference = /"references": \[(\{.*\})\]\}$/.exec(sample)![1]!;
    return `{"review": {"title": "R"}, "references": [${Array.from({ length: count }, (_, index) => reference.replace('"id": "a"', `"id": "a${index}"`).replace('"number": 1', `"number": ${index + 1}`)).join(',')}]}`;
  }
  if (name === 'b.yaml')
    return Array.from({ length: count }, (_, index) => sample.replace('a:', `a${index}:`)).join('');
  if (name === 'a.yaml') return `references:\n${sample.slice(sample.indexOf('\n') + 1).repeat(count)}`;
  return `${sample}\n`.repeat(count);
}
