// Hostile input beside an ordinary manuscript of the same markup: how many times longer a megabyte of it takes.
import { type MarkupLanguage, parseManuscript } from '../src/core/manuscript';
import { PIECES } from './hostilePieces';
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

interface Timing {
  readonly read: number;
  readonly asked: number;
}

/** The least milliseconds of reading a megabyte, and of asking for all citations and lists besides. */
function perMegabyte(text: string, language: MarkupLanguage, runs = 3): Timing {
  let read = Number.POSITIVE_INFINITY;
  let asked = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    const manuscript = parseManuscript(text, language);
    const behind = performance.now();
    void manuscript.citations.length;
    void manuscript.unreadable.length;
    const end = performance.now();
    read = Math.min(read, behind - start);
    asked = Math.min(asked, end - start);
  }
  const megabytes = text.length / MEGABYTE;
  return { read: read / megabytes, asked: asked / megabytes };
}

/** The piece repeated to `size`, as one string like those that a file is read into. */
function fill(piece: string, size: number): string {
  return Buffer.from(piece.repeat(Math.ceil(size / piece.length))).toString();
}

function ratio(value: number, of: number): string {
  const times = value / of;
  return `${times.toFixed(1)}${times > 3 ? '*' : ' '}`.padStart(8);
}

function main(): void {
  const quick = process.argv.includes('--quick');
  const size = (quick ? 2 : 10) * MEGABYTE;
  const dense = 'Words and more words that say it [1, 3] and so on.\n\n';
  const longLine = 'words and more words that say it [1] and so on, ';
  console.log(
    `ms for a megabyte of an ordinary manuscript; then hostile ones by how many times longer (* over 3)`,
  );
  for (const part of ['read', 'asked'] as const) {
    console.log(part === 'read' ? '\nread' : '\nread, and every citation, list and problem asked');
    console.log(`${''.padEnd(22)}${LANGUAGES.map(language => language.slice(0, 8).padStart(9)).join('')}`);
    const ordinary = LANGUAGES.map(language => perMegabyte(syntheticManuscript(language, size), language, 7));
    console.log(
      `${'ordinary, ms'.padEnd(22)}${ordinary.map(timing => ` ${timing[part].toFixed(2).padStart(8)}`).join('')}`,
    );
    const show = (name: string, text: string): void => {
      const ratios = LANGUAGES.map((language, index) =>
        ratio(perMegabyte(text, language)[part], ordinary[index]![part]),
      );
      console.log(`${name.padEnd(22)}${ratios.map(shown => ` ${shown}`).join('')}`);
    };
    show('1 million citations', fill(dense, quick ? size : 52 * MEGABYTE));
    show('a line of 20 MB', fill(longLine, quick ? size : 20 * MEGABYTE));
    for (const piece of PIECES) show(JSON.stringify(piece), fill(piece, size));
  }
}

main();
