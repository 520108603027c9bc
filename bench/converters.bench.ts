/**
 * Converters: numbers → keys → numbers on two long reviews in each markup, byte by byte, and what `pandoc --citeproc`
 * prints of the keys. Reads `../shared/corpora`, which is not a part of the project, and says so where that is absent;
 * says so too where there is no pandoc.
 */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  applyEdits,
  type CitationTarget,
  citationTargets,
  type Library,
  librariesNamedBy,
  markupLanguageOfFileName,
  type NumberedManuscript,
  numberManuscript,
  parseManuscript,
  planConvertCitations,
  readLibrary,
} from '../src/core';
import { typstFromMarkdown } from './typstFromMarkdown';

const CORPORA = resolve(process.cwd(), '../shared/corpora');
const DERIVED = join(CORPORA, 'manuscripts/derived');

interface Text {
  readonly name: string;
  readonly text: string;
  readonly file: string;
}

function main(): void {
  if (!existsSync(DERIVED)) {
    console.log(`converters: skipped, because ${DERIVED} is not there`);
    return;
  }
  let passed = true;
  console.log('text                              library  citations  works  to keys     back  bytes  again');
  for (const given of texts()) {
    const slug = given.name.split('.')[0]!;
    const path = join(CORPORA, 'suggest', slug, 'library.json');
    const library = existsSync(path) ? readLibrary('library.json', readFileSync(path, 'utf8')) : undefined;
    for (const libraries of [library === undefined ? [] : [library], []]) {
      passed = roundTrip(given, libraries) && passed;
    }
  }
  passed = comparePandoc() && passed;
  if (!passed) process.exitCode = 1;
}

/** Every derived text, and a Typst one made of each in Markdown. */
function texts(): readonly Text[] {
  const files = readdirSync(DERIVED).filter(file => !file.endsWith('.json') && !file.endsWith('.txt'));
  return files.flatMap((file): readonly Text[] => {
    const text = readFileSync(join(DERIVED, file), 'utf8');
    const given = { name: file, file, text };
    if (!file.endsWith('.md')) return [given];
    const name = file.replace(/\.md$/, '.typ');
    return [given, { name: `${name} (made)`, file: name, text: typstFromMarkdown(text) }];
  });
}

function roundTrip({ name, file, text }: Text, libraries: readonly Library[]): boolean {
  const before = read(text, file, libraries);
  const target = citationTargets(before.manuscript)[0]!;
  const start = performance.now();
  const there = convert(before, target);
  const between = performance.now();
  const keyed = readKeyed(there.text, file, there.library);
  const back = convert(keyed, 'numbered');
  const end = performance.now();
  const same = back.text === text;
  const second = convert(keyed, target);
  const idempotent = second.text === there.text;
  console.log(
    [
      name.padEnd(33),
      (libraries.length > 0 ? 'yes' : 'no').padEnd(8),
      String(before.manuscript.citations.length).padStart(9),
      String(there.works).padStart(6),
      `${(between - start).toFixed(0)} ms`.padStart(8),
      `${(end - between).toFixed(0)} ms`.padStart(8),
      (there.problem !== '' ? 'refused' : same ? 'same' : 'NOT').padStart(6),
      (idempotent ? 'same' : 'NOT').padStart(6),
      there.problem,
      back.problem,
    ].join(' '),
  );
  if (!same && there.problem === '') showDifference(text, back.text);
  return same && idempotent && there.problem === '';
}

function read(text: string, file: string, libraries: readonly Library[]): NumberedManuscript {
  return numberManuscript(parseManuscript(text, markupLanguageOfFileName(file)!), libraries);
}

/** The converted text with nothing but the library that was written beside it. */
function readKeyed(text: string, file: string, library: string): NumberedManuscript {
  return read(text, file, [readLibrary('references.bib', library)]);
}

function convert(numbered: NumberedManuscript, target: CitationTarget) {
  const plan = planConvertCitations(numbered, target, {
    library: 'references.bib',
    named: librariesNamedBy(numbered.manuscript).map(({ path }) => path),
    formatEntry: ({ id }) => [{ text: id }],
  });
  const { text } = numbered.manuscript;
  if (plan.kind === 'refused') {
    const { range, message } = plan.reasons[0]!;
    return { text, library: '', works: 0, problem: `refused at ${range.start}: ${message}` };
  }
  const library = plan.files[0]?.text ?? '';
  return { text: applyEdits(text, plan.edits), library, works: library.split('\n@').length, problem: '' };
}

function showDifference(expected: string, actual: string): void {
  let at = 0;
  while (at < expected.length && expected[at] === actual[at]) at += 1;
  console.log(`  at ${at} of ${expected.length}`);
  console.log(`    was ${JSON.stringify(expected.slice(Math.max(0, at - 40), at + 60))}`);
  console.log(`    is  ${JSON.stringify(actual.slice(Math.max(0, at - 40), at + 60))}`);
}

/** The numbers that pandoc prints for the keys, beside ours in the order of appearance. */
function comparePandoc(): boolean {
  const version = spawnSync('pandoc', ['--version'], { encoding: 'utf8' });
  if (version.error !== undefined) {
    console.log('pandoc --citeproc: skipped, because there is no pandoc');
    return true;
  }
  console.log(version.stdout.split('\n')[0]);
  let passed = true;
  for (const { name, file, text } of texts().filter(given => given.file.endsWith('.md'))) {
    const path = join(CORPORA, 'suggest', name.split('.')[0]!, 'library.json');
    const library = readLibrary('library.json', readFileSync(path, 'utf8'));
    const numbered = read(text, file, [library]);
    // Pandoc numbers by appearance. So do we where a manuscript does not remember how it was numbered.
    const there = convert(numbered, 'pandoc');
    const forgotten = there.text.replace(/<!-- numbered-citations numbers\n[\s\S]*?\n-->/, '');
    const ours = convert(readKeyed(forgotten, file, there.library), 'numbered');
    if (ours.problem !== '') console.log(`  ${ours.problem}`);
    const expected = read(ours.text, file, []).manuscript.citations.map(({ numbers }) => numbers);
    const printed = printedByPandoc(there.text, there.library);
    const clusters = printed.map(cluster => numbersIn(cluster));
    const sorted = expected.map(numbers => [...new Set(numbers)].sort((a, b) => a - b).join());
    let same = 0;
    sorted.forEach((numbers, index) => {
      if (clusters[index] === numbers) same += 1;
      else if (same === index) console.log(`  first difference: ours ${numbers}, pandoc ${printed[index]}`);
    });
    console.log(
      `${name}: ${same} of ${expected.length} citations printed with our numbers (pandoc printed ${printed.length})`,
    );
    passed &&= same === expected.length && printed.length === expected.length;
  }
  return passed;
}

/** The citations of a manuscript as pandoc prints them, by place. */
function printedByPandoc(text: string, library: string): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'numcite-converters-'));
  try {
    writeFileSync(join(folder, 'manuscript.md'), text);
    writeFileSync(join(folder, 'references.bib'), library);
    copyFileSync(join(process.cwd(), 'src/core/style/styles/ieee.csl'), join(folder, 'style.csl'));
    const { stdout, stderr, status } = spawnSync(
      'pandoc',
      ['--citeproc', '--csl', 'style.csl', '--bibliography', 'references.bib', '-t', 'json', 'manuscript.md'],
      { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 },
    );
    if (status !== 0) throw new Error(stderr);
    const found: string[] = [];
    collect((JSON.parse(stdout) as { readonly blocks: unknown }).blocks, found);
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function collect(node: unknown, found: string[]): void {
  if (Array.isArray(node)) {
    for (const child of node) collect(child, found);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const { t: type, c: content } = node as { readonly t?: string; readonly c?: unknown };
  if (type === 'Cite' && Array.isArray(content)) found.push(wordsOf(content[1]));
  else for (const child of Object.values(node)) collect(child, found);
}

function wordsOf(node: unknown): string {
  if (Array.isArray(node)) return node.map(wordsOf).join('');
  if (typeof node !== 'object' || node === null) return '';
  const { t: type, c: content } = node as { readonly t?: string; readonly c?: unknown };
  if (type === 'Str') return String(content);
  if (type === 'Space' || type === 'SoftBreak') return ' ';
  return wordsOf(content);
}

/** `[1]–[3], [5]` → `1,2,3,5`. */
function numbersIn(printed: string): string {
  const numbers = new Set<number>();
  for (const match of printed.matchAll(/(\d+)(?:\]?[–-]\[?(\d+))?/g)) {
    const last = Number(match[2] ?? match[1]);
    for (let number = Number(match[1]); number <= last; number += 1) numbers.add(number);
  }
  return [...numbers].sort((a, b) => a - b).join();
}

main();
