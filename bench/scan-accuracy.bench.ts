// Precision and recall of the citation grammar on manuscripts that nobody here wrote. Skipped where the corpus is absent.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Manuscript, type MarkupLanguage, parseManuscript } from '../src/core/manuscript';

const corpus = resolve('../shared/corpora/manuscripts');
const details = process.argv.includes('--details');
/** Hits in craft that the gold omits, all of them counted as wrong: for a reader to judge. */
const omitted: string[] = [];

interface GoldCitation {
  readonly text: string;
  readonly start?: number;
  readonly end?: number;
  readonly numbers?: readonly number[];
  readonly keys?: readonly string[];
}

/** Counts of one comparison. */
interface Score {
  wanted: number;
  found: number;
  right: number;
  numbersRight: number;
  entriesWanted: number;
  entriesFound: number;
  entriesRight: number;
}

function emptyScore(): Score {
  return {
    wanted: 0,
    found: 0,
    right: 0,
    numbersRight: 0,
    entriesWanted: 0,
    entriesFound: 0,
    entriesRight: 0,
  };
}

if (!existsSync(corpus)) console.log('skipped: no corpus at ../shared/corpora/manuscripts');
else {
  console.log(
    'set                         citations  precision  recall   numbers  entries  precision  recall',
  );
  report('craft', scoreCraft());
  for (const ending of ['md', 'plain.txt', 'rst', 'adoc', 'tex'])
    report(`derived .${ending}`, scoreDerived(ending));
  report('peps', scorePeps());
  for (const folder of ['craft-author-year', 'craft-numeric-other']) reportFound(folder);
  if (omitted.length > 0) console.log('\nfound in craft where the gold has none (counted as wrong above):');
  for (const place of omitted) console.log(place);
}

function report(name: string, score: Score): void {
  const percent = (part: number, whole: number): string =>
    `${((100 * part) / Math.max(1, whole)).toFixed(2)} %`.padStart(9);
  console.log(
    `${name.padEnd(26)} ${String(score.wanted).padStart(10)} ${percent(score.right, score.found)} ${percent(score.right, score.wanted)}` +
      `${percent(score.numbersRight, score.right)} ${String(score.entriesWanted).padStart(8)} ` +
      `${percent(score.entriesRight, score.entriesFound)}${percent(score.entriesRight, score.entriesWanted)}`,
  );
}

function note(file: string, what: string, text: string): void {
  if (details) console.log(`    ${file}: ${what}: ${text.replace(/\s+/g, ' ')}`);
}

function scoreCraft(): Score {
  const score = emptyScore();
  const folder = join(corpus, 'craft');
  for (const name of readdirSync(folder).filter(file => file.endsWith('.md'))) {
    const text = readFileSync(join(folder, name), 'utf8');
    const gold = JSON.parse(readFileSync(join(folder, name.replace(/\.md$/, '.gold.json')), 'utf8')) as {
      citations: GoldCitation[];
      refs: { n: number }[];
    };
    const manuscript = parseManuscript(text, 'markdown');
    const byStart = new Map(manuscript.citations.map(citation => [citation.range.start, citation]));
    const goldStarts = new Set<number>();
    for (const wanted of gold.citations) {
      goldStarts.add(wanted.start!);
      score.wanted += 1;
      const citation = byStart.get(wanted.start!);
      if (citation === undefined || citation.range.end !== wanted.end) {
        note(name, 'missed', text.slice(wanted.start! - 40, wanted.end! + 30));
        continue;
      }
      score.right += 1;
      if (sameNumbers(citation.numbers, wanted.numbers ?? [])) score.numbersRight += 1;
      else note(name, 'numbers', `${wanted.text} → ${citation.numbers.join()}`);
    }
    score.found += manuscript.citations.length;
    for (const { range } of manuscript.citations) {
      if (goldStarts.has(range.start)) continue;
      const around = text.slice(Math.max(0, range.start - 70), range.end + 30).replace(/\s+/g, ' ');
      omitted.push(`  ${name} at ${range.start}: … ${around}`);
    }
    scoreEntries(
      score,
      manuscript,
      gold.refs.map(reference => reference.n),
      name,
    );
  }
  return score;
}

function scoreEntries(score: Score, manuscript: Manuscript, wanted: readonly number[], name: string): void {
  const found = manuscript.referenceLists.flatMap(list => list.entries.map(entry => entry.number));
  const left = new Set(wanted);
  score.entriesWanted += wanted.length;
  score.entriesFound += found.length;
  for (const number of found) {
    if (left.delete(number)) score.entriesRight += 1;
    else note(name, 'false entry', String(number));
  }
  if (left.size > 0) note(name, 'missed entries', [...left].slice(0, 20).join());
}

/** Gold has the citations in order, without offsets: both sequences are aligned on what they print. */
function scoreDerived(ending: string): Score {
  const score = emptyScore();
  const languages: Readonly<Record<string, MarkupLanguage>> = {
    md: 'markdown',
    'plain.txt': 'plaintext',
    rst: 'restructuredtext',
    adoc: 'asciidoc',
    tex: 'latex',
  };
  for (const slug of ['deep-review', 'proteomics-tutorial']) {
    const file = join(corpus, 'derived', `${slug}.${ending}`);
    if (!existsSync(file)) continue;
    const text = readFileSync(file, 'utf8');
    const gold = JSON.parse(readFileSync(join(corpus, 'derived', `${slug}.gold.json`), 'utf8')) as {
      citations: GoldCitation[];
    };
    const manuscript = parseManuscript(text, languages[ending]!);
    // Unresolved figure and table references print as `[fig:x?]`: no numbered citations.
    const wanted = gold.citations.filter(citation => /^\[[\d,;–\s-]+\]$/.test(citation.text)).map(readGold);
    const found = manuscript.citations.map(citation => citation.numbers.join());
    const matched = align(wanted, found);
    score.wanted += wanted.length;
    score.found += found.length;
    score.right += matched.length;
    score.numbersRight += matched.length;
    const foundMatched = new Set(matched.map(pair => pair[1]));
    const wantedMatched = new Set(matched.map(pair => pair[0]));
    manuscript.citations.forEach(({ range }, index) => {
      if (!foundMatched.has(index))
        note(`${slug}.${ending}`, 'false', text.slice(range.start - 50, range.end + 30));
    });
    wanted.forEach((numbers, index) => {
      if (!wantedMatched.has(index)) note(`${slug}.${ending}`, 'missed', `${index}: ${numbers}`);
    });
    let most = 0;
    for (const numbers of wanted)
      for (const number of numbers.split(',')) most = Math.max(most, Number(number));
    scoreEntries(
      score,
      manuscript,
      Array.from({ length: most }, (_, index) => index + 1),
      `${slug}.${ending}`,
    );
  }
  return score;
}

function readGold(citation: GoldCitation): string {
  return citation.text
    .slice(1, -1)
    .split(/[,;]\s*/)
    .map(member => {
      const [first, last] = member.split(/[–-]/).map(Number) as [number, number | undefined];
      if (last === undefined) return String(first);
      return Array.from({ length: last - first + 1 }, (_, index) => first + index).join();
    })
    .join();
}

/** Greedy alignment with a short look ahead: the sequences are almost the same. */
function align(wanted: readonly string[], found: readonly string[]): readonly (readonly [number, number])[] {
  const pairs: [number, number][] = [];
  let at = 0;
  for (let index = 0; index < wanted.length; index += 1) {
    for (let ahead = at; ahead < Math.min(found.length, at + 12); ahead += 1) {
      if (found[ahead] !== wanted[index]) continue;
      pairs.push([index, ahead]);
      at = ahead + 1;
      break;
    }
  }
  return pairs;
}

/** The footnote references `[n]_` of the Python Enhancement Proposals outside literal text, and their definitions. */
function scorePeps(): Score {
  const score = emptyScore();
  const folder = join(corpus, 'peps');
  for (const name of readdirSync(folder).filter(file => file.endsWith('.rst'))) {
    const text = readFileSync(join(folder, name), 'utf8');
    const manuscript = parseManuscript(text, 'restructuredtext');
    const wanted = new Map<number, number>();
    for (const match of text.matchAll(/\[(\d+)\]_(?![\w_])/g)) {
      const line = text.slice(text.lastIndexOf('\n', match.index) + 1, match.index);
      if ((line.match(/``/g) ?? []).length % 2 === 0) wanted.set(match.index, Number(match[1]));
    }
    score.wanted += wanted.size;
    score.found += manuscript.citations.length;
    const found = new Set(manuscript.citations.map(citation => citation.range.start));
    for (const citation of manuscript.citations) {
      const number = wanted.get(citation.range.start);
      if (number === undefined)
        note(name, 'false', text.slice(citation.range.start - 50, citation.range.end + 30));
      else {
        score.right += 1;
        if (citation.numbers.length === 1 && citation.numbers[0] === number) score.numbersRight += 1;
      }
    }
    for (const start of wanted.keys())
      if (!found.has(start)) note(name, 'missed', text.slice(start - 50, start + 20));
    const definitions = [...text.matchAll(/^\.\. \[(\d+)\]/gm)].map(match => Number(match[1]));
    scoreEntries(score, manuscript, definitions, name);
  }
  return score;
}

function reportFound(folder: string): void {
  for (const name of readdirSync(join(corpus, folder))) {
    const text = readFileSync(join(corpus, folder, name), 'utf8');
    const { citations, referenceLists, unreadable } = parseManuscript(text, 'markdown');
    const shown = citations.slice(0, 6).map(({ range }) => text.slice(range.start, range.end));
    console.log(
      `${folder}/${name}: ${citations.length} found ${shown.join(' ')}; ` +
        `${referenceLists.map(list => list.entries.length).join('+') || 'no'} entries, ${unreadable.length} unreadable`,
    );
  }
}

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((number, index) => number === b[index]);
}
