/// <reference path="../src/core/style/engine/packages.d.ts" />
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '@citation-js/plugin-csl';
import { Cite, plugins } from '@citation-js/core';
import CSL from 'citeproc';
import { bundledReview } from '../src/core/library';
import type { CslItem } from '../src/core/library/types';
import { styleText } from '../src/core/style/engine/bundledTexts';
import { createStyleEngine } from '../src/core/style/engine/cslEngine';
import { EntryCache } from '../src/core/style/entryCache';
import { LOCALES } from '../src/core/style/locales/locales';
import { findStyle } from '../src/core/style/styles/bundledStyles';
import type { CitationStyle, FormattedEntry } from '../src/core/style/types';

const STYLES = ['nlm-citation-sequence', 'ieee', 'american-medical-association', 'nature', 'apa'];
const WORKS = process.env['NUMBERED_CITATIONS_WORKS'] ?? '../shared/corpora/suggest/deep-review';

/** Milliseconds of the fastest of `runs`. */
function fastest(runs: number, run: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let index = 0; index < runs; index++) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** citeproc's own rendering of the whole list, numbers taken away. */
function citeprocList(items: readonly CslItem[], style: CitationStyle): readonly string[] {
  const byId = new Map(items.map(item => [String(item.id), item]));
  const engine = new CSL.Engine(
    { retrieveLocale: tag => LOCALES.get(tag) ?? '', retrieveItem: id => byId.get(String(id))! },
    styleText(style)!,
    'en-US',
    true,
  );
  engine.setOutputFormat('text');
  engine.opt.development_extensions.wrap_url_and_doi = false;
  engine.updateItems([...byId.keys()], true);
  const bibliography = engine.makeBibliography();
  return bibliography ? bibliography[1] : [];
}

function withoutNumber(entry: string, index: number, numeric: boolean): string {
  const text = entry.trim();
  const label = /^[[(]?(\d+)[.)\]]?\s*/.exec(text);
  return numeric && label?.[1] === String(index + 1) ? text.slice(label[0].length) : text;
}

/** What an entry says, to the byte. */
function words(entry: FormattedEntry): string {
  return entry.map(({ text }) => text).join('');
}

function works(count: number): readonly CslItem[] {
  const folder = join(process.cwd(), WORKS);
  const file = join(folder, 'library.json');
  if (!existsSync(file)) throw new Error(`no works in ${folder}`);
  const read = JSON.parse(readFileSync(file, 'utf8')) as readonly CslItem[];
  const unique = [...new Map(read.map(item => [String(item.id), { ...item, id: String(item.id) }])).values()];
  return Array.from({ length: count }, (_, index) => {
    const item = unique[index % unique.length]!;
    return index < unique.length ? item : { ...item, id: `${item.id}-${index}`, volume: String(index) };
  });
}

function equality(): void {
  console.log('\nEqual to citeproc-js’s own full rendering, byte for byte (cache off, then on):');
  for (const [name, items] of [
    ['bundled review', bundledReview().references.map(({ csl }) => csl)],
    ['first 100 works', works(100)],
  ] as const) {
    for (const id of STYLES) {
      const style = findStyle(id)!;
      const engine = createStyleEngine();
      const { numeric } = engine.describeStyle(style);
      const expected = citeprocList(items, style).map((entry, index) => withoutNumber(entry, index, numeric));
      const count = () =>
        engine
          .formatEntries(items, style, 'en-US')
          .map(words)
          .filter((entry, index) => entry === expected[index]).length;
      console.log(`  ${name}, ${id}: ${count()} and ${count()} of ${items.length}`);
    }
  }
}

function speed(count: number): void {
  const items = works(count);
  const style = findStyle('nlm-citation-sequence')!;
  const citationJs = (records: readonly CslItem[] = items, template = 'vancouver') =>
    new Cite(records as never).format('bibliography', { template, format: 'text', lang: 'en-US' }) as string;
  const engine = createStyleEngine();
  engine.formatEntries(items.slice(0, 5), style, 'en-US');
  citationJs(items.slice(0, 5));
  // citation-js keeps the engine of each style by name. A new name makes it set up a style as a first list does.
  const runs = count > 200 ? 3 : 7;
  const measured = { first: Infinity, peerFirst: Infinity, kept: Infinity, peerKept: Infinity };
  for (let run = 0; run < runs; run++) {
    const name = `set-up-${count}-${run}`;
    plugins.config.get('@csl').styles.add(name, styleText(style)!);
    const fresh = items.map(item => ({ ...item, title: `${item.title} ${run}` }));
    const time = (key: keyof typeof measured, work: () => unknown) => {
      measured[key] = Math.min(measured[key], fastest(1, work));
    };
    time('first', () => createStyleEngine().formatEntries(items, style, 'en-US'));
    time('peerFirst', () => citationJs(items, name));
    time('kept', () => engine.formatEntries(fresh, style, 'en-US'));
    time('peerKept', () => citationJs(fresh));
  }
  const peer = measured.peerKept;
  const citeproc = fastest(2, () => citeprocList(items, style));
  engine.formatEntries(items, style, 'en-US');
  let list = items;
  let change = 0;
  const one = fastest(15, () => {
    change++;
    const at = change % list.length;
    list = list.map((item, index) => (index === at ? { ...item, title: `Corrected ${change}` } : item));
    engine.formatEntries(list, style, 'en-US');
  });
  const insert = fastest(15, () => {
    list = [list.at(-1)!, ...list.slice(0, -1)];
    const entries = engine.formatEntries(list, style, 'en-US');
    return entries.map((entry, index) => ({ number: index + 1, entry }));
  });
  const cache = new EntryCache(true);
  cache.add(items, engine.formatEntries(items, style, 'en-US'));
  const stored = JSON.stringify(cache.stored());
  const again = items.map(item => ({ ...item }));
  const second = fastest(5, () =>
    EntryCache.from(JSON.parse(stored))!.entriesOf(again.map(item => ({ ...item }))),
  );
  const other = fastest(1, () => engine.formatEntries(items, findStyle('ieee')!, 'en-US'));
  // Titles may hold line ends, so that the text cannot be cut into entries.
  const theirs = citationJs();
  const identical = engine
    .formatEntries(items, style, 'en-US')
    .filter((entry, index) => theirs.includes(`${index + 1}. ${words(entry)}\n`)).length;
  const ms = (value: number) => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
  console.log(
    `\n${count} references, NLM (citation-js: whole list ${ms(peer)}; citeproc-js: ${ms(citeproc)}):`,
  );
  console.log(
    `  first list, style set up        ${ms(measured.first)}  citation-js ${ms(measured.peerFirst)}  ` +
      `${(measured.peerFirst / measured.first).toFixed(2)}×`,
  );
  console.log(
    `  first list, style kept          ${ms(measured.kept)}  citation-js ${ms(peer)}  ${(peer / measured.kept).toFixed(2)}×`,
  );
  console.log(`  update after one change         ${ms(one)}  ${(peer / one).toFixed(0)}×`);
  console.log(`  insert first and renumber all   ${ms(insert)}  ${(peer / insert).toFixed(0)}×`);
  console.log(`  second opening, from the cache  ${ms(second)}  ${(peer / second).toFixed(0)}×`);
  console.log(`  switching the style to IEEE     ${ms(other)}`);
  console.log(`  same as citation-js: ${identical} of ${count} entries`);
  pandoc(items, style);
}

function pandoc(items: readonly CslItem[], style: CitationStyle): void {
  const folder = mkdtempSync(join(tmpdir(), 'numbered-citations-bench-'));
  try {
    writeFileSync(join(folder, 'refs.json'), JSON.stringify(items));
    writeFileSync(join(folder, 'style.csl'), styleText(style)!);
    writeFileSync(join(folder, 'a.md'), '---\nnocite: "@*"\n---\n');
    const time = fastest(1, () =>
      execFileSync(
        'pandoc',
        ['--citeproc', '--bibliography', 'refs.json', '--csl', 'style.csl', '-t', 'plain', 'a.md'],
        {
          cwd: folder,
          stdio: ['ignore', 'ignore', 'ignore'],
        },
      ),
    );
    console.log(`  pandoc --citeproc, whole        ${time.toFixed(0)} ms`);
  } catch {
    console.log('  pandoc is not installed here');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

equality();
speed(100);
speed(1000);
