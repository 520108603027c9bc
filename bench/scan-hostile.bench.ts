// Hostile input beside an ordinary manuscript of the same markup: how many times longer a megabyte of it takes.
// arguments: --quick for two megabytes of each instead of ten, and of the pieces those that once were slow;
// pieces, to measure no others
import { type MarkupLanguage, parseManuscript } from '../src/core/manuscript';
import { PIECES, SLOW_PIECES } from './hostilePieces';
import { syntheticManuscript } from './scanText';

const MEGABYTE = 1_000_000;
const LANGUAGES: readonly MarkupLanguage[] = [
  'markdown',
  'plaintext',
  'latex',
  'restructuredtext',
  'asciidoc',
  'typst',
];

/** Milliseconds of processor time, which other programs lengthen less than they do the clock's. */
interface Timing {
  readonly read: number;
  readonly asked: number;
  readonly looked: number;
}

function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The least time of reading a megabyte, of asking for all citations, lists and problems besides, and of looking into each citation. */
function perMegabyte(text: string, language: MarkupLanguage, runs: number): Timing {
  let read = Number.POSITIVE_INFINITY;
  let asked = Number.POSITIVE_INFINITY;
  let looked = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const start = processorTime();
    const manuscript = parseManuscript(text, language);
    const behind = processorTime();
    void manuscript.citations.length;
    void manuscript.unreadable.length;
    const behindAsked = processorTime();
    let members = 0;
    for (const citation of manuscript.citations) members += citation.members.length;
    const end = processorTime();
    if (members < 0) throw new RangeError('Citations have members.');
    read = Math.min(read, behind - start);
    asked = Math.min(asked, behindAsked - start);
    looked = Math.min(looked, end - start);
  }
  const megabytes = text.length / MEGABYTE;
  return { read: read / megabytes, asked: asked / megabytes, looked: looked / megabytes };
}

/** The piece repeated to `size`, as one string like those that a file is read into. */
function fill(piece: string, size: number): string {
  return Buffer.from(piece.repeat(Math.ceil(size / piece.length))).toString();
}

function cell(values: readonly string[]): string {
  return values.join('/').padStart(13);
}

function ratio(value: number, of: number): string {
  const times = value / of;
  return times < 10 ? times.toFixed(1) : times.toFixed(0);
}

function main(): void {
  const quick = process.argv.includes('--quick');
  const wanted = process.argv.slice(2).filter(argument => !argument.startsWith('--'));
  const size = (quick ? 2 : 10) * MEGABYTE;
  const runs = quick ? 3 : 4;
  console.log(
    'A megabyte read / and everything asked / and each citation looked into: ms of an ordinary manuscript, then times as long.',
  );
  console.log(`${''.padEnd(24)}${LANGUAGES.map(language => language.slice(0, 10).padStart(13)).join('')}`);
  const ordinary = LANGUAGES.map(language => perMegabyte(syntheticManuscript(language, size), language, 24));
  const milliseconds = ordinary.map(({ read, asked, looked }) =>
    cell([read, asked, looked].map(value => value.toFixed(1))),
  );
  console.log(`${'ordinary, ms'.padEnd(24)}${milliseconds.join('')}`);
  const show = (name: string, text: string): void => {
    const cells = LANGUAGES.map((language, index) => {
      const taken = perMegabyte(text, language, runs);
      const usual = ordinary[index]!;
      return cell([
        ratio(taken.read, usual.read),
        ratio(taken.asked, usual.asked),
        ratio(taken.looked, usual.looked),
      ]);
    });
    console.log(`${name.padEnd(24)}${cells.join('')}`);
  };
  if (wanted.length === 0) {
    const dense = 'Words and more words that say it [1, 3] and so on.\n\n';
    const longLine = 'words and more words that say it [1] and so on, ';
    show('a million citations', fill(dense, quick ? size : 52 * MEGABYTE));
    show('a line of 20 MB', fill(longLine, quick ? size : 20 * MEGABYTE));
    show('nested brackets', '['.repeat(size / 2) + ']'.repeat(size / 2));
  }
  const usual = quick ? SLOW_PIECES : PIECES;
  const pieces = wanted.length === 0 ? usual : wanted.map(piece => piece.replaceAll('\\n', '\n'));
  for (const piece of pieces) show(JSON.stringify(piece), fill(piece, size));
}

main();
