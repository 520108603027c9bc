/**
 * Linking of typed reference lists to libraries: how many entries are linked, how many of them wrongly, and how long it
 * takes. Reads `../shared/corpora`, which is not a part of the project, and says so where that is absent.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { plainReference } from '../src/core/library/plainReference';
import type { CslItem, Library, Reference } from '../src/core/library/types';
import { markupLanguageOfFileName, parseManuscript } from '../src/core/manuscript';
import { entryLinker, normaliseDoi, numberManuscript } from '../src/core/numbering';

const CORPORA = resolve(process.cwd(), '../shared/corpora');

/** What came out for one list. */
interface Score {
  possible: number;
  right: number;
  wrong: number;
  missed: number;
  unlinkable: number;
}

function main(): void {
  if (!existsSync(CORPORA)) {
    console.log(`link: skipped, because ${CORPORA} is not there`);
  } else {
    let passed = true;
    for (const name of readdirSync(join(CORPORA, 'suggest'))) {
      passed = scoreDerived(name) && passed;
    }
    scoreArticles();
    scoreReferenceStrings();
    if (!passed) process.exitCode = 1;
  }
  timeManyRecords();
}

/** Scores one of the long reviews in every markup: as it is, without identifiers in its entries, and with half of its library. */
function scoreDerived(name: string): boolean {
  const items: readonly CslItem[] = JSON.parse(
    readFileSync(join(CORPORA, 'suggest', name, 'library.json'), 'utf8'),
  );
  const folder = join(CORPORA, 'manuscripts/derived');
  const keys = keysByNumber(readFileSync(join(folder, `${name}.adoc`), 'utf8'));
  let passed = true;
  for (const file of readdirSync(folder).filter(
    other => other.startsWith(`${name}.`) && !other.endsWith('.json'),
  )) {
    const text = readFileSync(join(folder, file), 'utf8');
    const whole = scoreList(text, file, items, keys, entry => entry);
    const blind = scoreList(text, file, items, keys, entry =>
      entry.replace(/(?:doi:|PubMed PMID|Available from:)[\s\S]*$/, ''),
    );
    const half = scoreList(
      text,
      file,
      items.filter((_, index) => index % 2 === 0),
      keys,
      entry => entry,
    );
    report(file, 'as it is', whole);
    report(file, 'without DOI, PMID, URL', blind);
    report(file, 'half of the library', half);
    passed &&= whole.right / whole.possible >= 0.99 && whole.wrong + blind.wrong + half.wrong === 0;
  }
  return passed;
}

function scoreList(
  text: string,
  file: string,
  items: readonly CslItem[],
  keys: ReadonlyMap<number, string>,
  change: (entry: string) => string,
): Score {
  const library = libraryOf(items);
  const known = new Map(items.map(item => [item.id, item]));
  const manuscript = parseManuscript(text, markupLanguageOfFileName(file) ?? 'plaintext');
  const linker = entryLinker([library]);
  const texts = new Map<number, string>();
  for (const { byNumber } of numberManuscript(manuscript, []).numberings) {
    for (const [number, { entry }] of byNumber) {
      if (entry && !texts.has(number))
        texts.set(number, text.slice(entry.textRange.start, entry.textRange.end));
    }
  }
  const score: Score = { possible: 0, right: 0, wrong: 0, missed: 0, unlinkable: 0 };
  for (const [number, key] of keys) {
    const entry = texts.get(number) ?? '';
    const reference = linker.link(change(entry))?.reference;
    const expected = known.get(key);
    if (expected && hasWords(expected)) score.possible++;
    else score.unlinkable++;
    if (reference === undefined) score.missed += expected && hasWords(expected) ? 1 : 0;
    else if (reference.id === key || isWrittenIn(entry, reference))
      score.right += expected && hasWords(expected) ? 1 : 0;
    else {
      score.wrong++;
      console.log(`  WRONG ${number} ${key}: “${reference.csl.title}” for ${entry.slice(0, 200)}`);
    }
  }
  return score;
}

/** A record without title and DOI has nothing that an entry could be recognised by. */
function hasWords(item: CslItem): boolean {
  return (item.title ?? '').trim() !== '' || normaliseDoi(item.DOI ?? '') !== undefined;
}

/** Whether the entry itself names the record's DOI: the same work, listed under two keys. */
function isWrittenIn(entry: string, { csl }: Reference): boolean {
  const doi = normaliseDoi(csl.DOI ?? '');
  return doi !== undefined && entry.toLowerCase().replace(/\\/g, '').includes(doi);
}

/** The keys that the AsciiDoc writer put in front of each entry. */
function keysByNumber(adoc: string): ReadonlyMap<number, string> {
  const keys = new Map<number, string>();
  for (const [, key, number] of adoc.matchAll(/\[\[ref-([^\]]+)\]\]\n\[\.csl-left-margin\]#(\d+)\./g)) {
    keys.set(Number(number), key!);
  }
  return keys;
}

interface ArticleReference {
  readonly n: number;
  readonly title: string;
  readonly author: CslItem['author'];
  readonly container: string;
  readonly year: string;
  readonly volume: string;
  readonly fpage: string;
  readonly pmid: string;
  readonly doi: string;
  readonly text: string;
}

/** Scores the lists of 47 articles against one library of all their references: with titles, and without. */
function scoreArticles(): void {
  const folder = join(CORPORA, 'manuscripts/craft');
  const references: { readonly item: CslItem; readonly text: string }[] = [];
  for (const file of readdirSync(folder).filter(name => name.endsWith('.gold.json'))) {
    const gold: { readonly refs: readonly ArticleReference[] } = JSON.parse(
      readFileSync(join(folder, file), 'utf8'),
    );
    for (const ref of gold.refs) {
      const item: CslItem = {
        id: `${file}#${ref.n}`,
        type: 'article-journal',
        title: ref.title,
        author: ref.author ?? [],
        'container-title': ref.container,
        volume: ref.volume,
        page: ref.fpage,
        PMID: ref.pmid,
        DOI: ref.doi,
        ...(ref.year === '' ? {} : { issued: { 'date-parts': [[Number.parseInt(ref.year, 10)]] } }),
      };
      references.push({ item, text: ref.text });
    }
  }
  const linker = entryLinker([libraryOf(references.map(({ item }) => item))]);
  for (const [name, change] of [
    ['as printed', (text: string) => text],
    ['without DOI', (text: string) => text.replace(/ doi:.*$/, '')],
    [
      'without title and DOI',
      (text: string, title: string) => text.replace(title, '').replace(/ doi:.*$/, ''),
    ],
  ] as const) {
    const score: Score = { possible: 0, right: 0, wrong: 0, missed: 0, unlinkable: 0 };
    for (const { item, text } of references) {
      if (!hasWords(item)) score.unlinkable++;
      const linked = linker.link(change(text, item.title || '\n'))?.reference;
      score.possible += hasWords(item) ? 1 : 0;
      if (linked === undefined) score.missed += hasWords(item) ? 1 : 0;
      else if (linked.id === item.id || isSamePaper(linked.csl, item)) score.right += hasWords(item) ? 1 : 0;
      else {
        score.wrong++;
        console.log(`  WRONG “${linked.csl.title}” for ${text.slice(0, 200)}`);
      }
    }
    report('craft, all in one library', name, score);
  }
}

/**
 * Reference strings of every kind (books, theses, web pages, in many languages), labelled by field: each against a library
 * of all of them, and against one that lacks it.
 */
function scoreReferenceStrings(): void {
  const folder = join(CORPORA, 'reference-strings');
  if (!existsSync(folder)) return;
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  const decoded = (text: string) =>
    text.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole).trim();
  const found: { readonly item: CslItem; readonly text: string }[] = [];
  for (const file of ['core.xml', 'good.xml']) {
    const xml = readFileSync(join(folder, file), 'utf8');
    for (const [, sequence] of xml.matchAll(/<sequence>([\s\S]*?)<\/sequence>/g)) {
      const fields = [...sequence!.matchAll(/<([a-z-]+)>([\s\S]*?)<\/\1>/g)].map(
        ([, name, text]) => [name!, decoded(text!)] as const,
      );
      const first = (name: string) => fields.find(([field]) => field === name)?.[1];
      const year = /\b(1[5-9]|20)\d\d\b/.exec(first('date') ?? '')?.[0];
      const volume = /\d+/.exec(first('volume') ?? '')?.[0];
      const page = /\d+/.exec(first('pages') ?? '')?.[0];
      const item: CslItem = {
        id: `${file}#${found.length}`,
        type: first('journal') ? 'article-journal' : 'book',
        title: (first('title') ?? '').replace(/^["“'‘]|[\s.,"”'’]+$/g, ''),
        'container-title': (first('journal') ?? first('container-title') ?? '').replace(/[\s.,]+$/, ''),
        author: [{ family: (first('author') ?? '').split(/[,.;&]|\s(?=\p{Lu}\b)/u)[0]!.trim() }],
        ...(year ? { issued: { 'date-parts': [[Number(year)]] } } : {}),
        ...(volume ? { volume } : {}),
        ...(page ? { page } : {}),
      };
      found.push({ item, text: fields.map(([, text]) => text).join(' ') });
    }
  }
  for (const [name, kept] of [
    ['all in one library', () => true],
    ['half of them in a library', (index: number) => index % 2 === 0],
  ] as const) {
    const linker = entryLinker([libraryOf(found.filter((_, index) => kept(index)).map(({ item }) => item))]);
    const score: Score = { possible: 0, right: 0, wrong: 0, missed: 0, unlinkable: 0 };
    const start = performance.now();
    found.forEach(({ item, text }, index) => {
      const known = kept(index) && hasWords(item);
      score.possible += Number(known);
      score.unlinkable += Number(!known);
      const linked = linker.link(text)?.reference;
      if (linked === undefined) score.missed += Number(known);
      else if (linked.id === item.id || isSamePaper(linked.csl, item) || isTitleIn(text, linked.csl))
        score.right += Number(known);
      else {
        score.wrong++;
        console.log(`  WRONG “${linked.csl.title}” for ${text.slice(0, 200)}`);
      }
    });
    report('reference strings', name, score);
    console.log(`link: ${(performance.now() - start).toFixed(0)} ms for ${found.length} strings`);
  }
}

/** Whether an entry has the record's title: many works stand twice among the strings, their authors written otherwise. */
function isTitleIn(entry: string, { title }: CslItem): boolean {
  const letters = (text: string) => text.toLowerCase().replace(/[^\p{L}\d]/gu, '');
  return (title ?? '').length > 10 && letters(entry).includes(letters(title!));
}

/** Many articles cite the same papers; two of their records differ in small things. */
function isSamePaper(a: CslItem, b: CslItem): boolean {
  const letters = (text: string | undefined) => (text ?? '').toLowerCase().replace(/[^a-z0-9]/g, '');
  if (a.PMID && a.PMID === b.PMID) return true;
  // Some books stand in the corpus with their title as the container.
  return (
    letters(a.title) === letters(b.title || b['container-title']) &&
    letters(a.author?.[0]?.family) === letters(b.author?.[0]?.family)
  );
}

/** Builds the lookups of 100,000 records and links 1,000 entries with them. */
function timeManyRecords(): void {
  const syllables = 'ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo zu'.split(' ');
  let state = 7;
  const next = (limit: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % limit;
  };
  const word = () => Array.from({ length: 2 + next(3) }, () => syllables[next(syllables.length)]).join('');
  const items: CslItem[] = Array.from({ length: 100_000 }, (_, index) => ({
    id: `r${index}`,
    type: 'article-journal',
    title: Array.from({ length: 8 }, word).join(' '),
    author: [{ family: word() }],
    volume: String(1 + next(90)),
    page: String(1 + next(2000)),
    issued: { 'date-parts': [[1980 + next(45)]] },
  }));
  const entries = items
    .filter((_, index) => index % 100 === 0)
    .map(
      ({ title, author, issued, volume, page }) =>
        `${author![0]!.family} A. ${title}. J. ${issued!['date-parts']![0]![0]};${volume}:${page}.`,
    );
  const linker = entryLinker([libraryOf(items)]);
  const start = performance.now();
  linker.link(entries[0]!);
  const built = performance.now();
  const linked = entries.filter(entry => linker.link(entry) !== undefined).length;
  const end = performance.now();
  console.log(
    `link: 100,000 records: lookups built in ${(built - start).toFixed(0)} ms, ${linked} of ${entries.length} entries linked in ${(end - built).toFixed(0)} ms`,
  );
}

function report(list: string, how: string, { possible, right, wrong, missed, unlinkable }: Score): void {
  const share = possible === 0 ? '–' : `${((100 * right) / possible).toFixed(2)} %`;
  console.log(
    `link: ${list}, ${how}: ${right} of ${possible} right (${share}), ${wrong} wrong, ${missed} not linked, ${unlinkable} entries without a record`,
  );
}

function libraryOf(items: readonly CslItem[]): Library {
  const references = items.map(csl => plainReference(csl, 'bench'));
  return { name: 'bench', numbered: false, provenance: undefined, references, topics: [], problems: [] };
}

main();
