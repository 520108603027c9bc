// What our readers make of library files that other tools' authors collected, field by field against what those tools
// make of them, beside @citation-js in the same run (which gets the records of a file that it throws on one by one, each
// with the abbreviations and parents that it names). JabRef's answers are BibTeX files: an institution that stands there
// unprotected counts as the same in any order of its words, and what JabRef keeps in fields of its own is looked for there.
// Differences are listed with their reasons in
// formats-accuracy.ratchet.json, which may only shrink. Skipped where the corpora are absent.
// usage: node scripts/bench.mjs formats-accuracy      DETAILS=1 prints each difference
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { plugins } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-ris';
import { bibtexSyntax, readLibrary } from '../src/core/library/formats';
import type { CslItem } from '../src/core/library/types';
import { decodeText } from '../src/core/text/encoding';
import ratchet from './formats-accuracy.ratchet.json';
import {
  type CoreField,
  type CoreFields,
  coreFields,
  coreFieldsOfJabref,
  coreFieldsOfZotero,
  differences,
  withNamesAs,
  type ZoteroItem,
  zoteroLacks,
} from './formatsComparison';

const corpus = resolve('../shared/corpora/libraries');
const details = process.env['DETAILS'] === '1';

/** A reason that starts so says that the other tool is wrong or loses something, and that ours is right. */
const OTHER_IS_WRONG = 'other: ';

/** One record as it should be, as we read it, and as the peer does. */
interface Comparison {
  readonly id: string;
  readonly wanted: CoreFields;
  readonly ours: CoreFields | undefined;
  readonly theirs: CoreFields | undefined;
  readonly isIncomparable?: (field: CoreField) => boolean;
}

/** Differences that somebody looked at: by record, the fields and why they differ. */
type Accepted = Readonly<Record<string, Readonly<Record<string, string>>>>;

if (!existsSync(corpus)) console.log('skipped: no corpus at ../shared/corpora/libraries');
else {
  const sets: readonly (readonly [keyof typeof ratchet, readonly Comparison[]])[] = [
    ['pandoc-biblatex', pandocSet()],
    ['better-bibtex', betterBibtexSet()],
    ['jabref-importers', jabrefSet()],
  ];
  console.log('All core fields of a record are the same as (or right where the other tool is wrong):');
  console.log(
    'set                records   ours: same        ours: right       @citation-js      differences listed',
  );
  for (const [name, comparisons] of sets) report(name, comparisons, ratchet[name]);
  readEverything();
}

function report(name: string, comparisons: readonly Comparison[], accepted: Accepted): void {
  let same = 0;
  let right = 0;
  let theirs = 0;
  const unlisted: string[] = [];
  const stillThere = new Set<string>();
  for (const { id, wanted, ours, theirs: foundByPeer, isIncomparable } of comparisons) {
    const wrong = ours === undefined ? ['missing' as const] : differences(wanted, ours, isIncomparable);
    const reasons = wrong.map(field => (Object.hasOwn(accepted, id) ? accepted[id]![field] : undefined));
    if (wrong.length === 0) same++;
    if (reasons.every(reason => reason?.startsWith(OTHER_IS_WRONG))) right++;
    wrong.forEach((field, index) => {
      stillThere.add(`${id}: ${field}`);
      if (reasons[index] === undefined) unlisted.push(`${id}: ${field}`);
      if (details && field !== 'missing') {
        console.log(`  ${id}: ${field}\n      wanted ${wanted[field]}\n      found  ${ours?.[field]}`);
      }
    });
    if (foundByPeer !== undefined && differences(wanted, foundByPeer, isIncomparable).length === 0) theirs++;
  }
  const gone = Object.entries(accepted).flatMap(([id, fields]) =>
    Object.keys(fields)
      .map(field => `${id}: ${field}`)
      .filter(entry => !stillThere.has(entry)),
  );
  const share = (count: number) =>
    `${count} (${((100 * count) / comparisons.length).toFixed(1)} %)`.padEnd(16);
  console.log(
    `${name.padEnd(18)} ${String(comparisons.length).padStart(7)}   ${share(same)}  ${share(right)}  ${share(theirs)}  ${stillThere.size}`,
  );
  for (const entry of unlisted) console.log(`  not listed: ${entry}`);
  for (const entry of gone) console.log(`  no longer differs, take it off the list: ${entry}`);
  const failed =
    unlisted.length > 0 || gone.length > 0 || same <= theirs || right < 0.95 * comparisons.length;
  if (failed) process.exitCode = 1;
}

function pandocSet(): readonly Comparison[] {
  const inputs: readonly { file: string; input: string; expected_csl: readonly CslItem[] }[] = JSON.parse(
    readFileSync(join(corpus, 'expected/pandoc-biblatex.json'), 'utf8'),
  );
  return inputs.flatMap(({ file, input, expected_csl }) => {
    const ours = byId(readLibrary(`${file}.bib`, input).references.map(reference => reference.csl));
    const theirs = byId(peer(input, '@biblatex/text'));
    return expected_csl.map(item => compare(`${file}#${item.id}`, item.id, coreFields(item), ours, theirs));
  });
}

function betterBibtexSet(): readonly Comparison[] {
  const folder = join(corpus, 'expected/better-bibtex');
  const files = readdirSync(folder).filter(file => file.endsWith('.bib'));
  return files.sort().flatMap(file => {
    const input = readText(join(folder, file));
    const { items } = JSON.parse(readFileSync(join(folder, file.replace(/\.bib$/, '.json')), 'utf8')) as {
      items: readonly ZoteroItem[];
    };
    const ours = byId(readLibrary(file, input).references.map(reference => reference.csl));
    const theirs = byId(peer(input, '@bibtex/text'));
    return items
      .filter(item => item.citationKey !== undefined && item.itemType !== 'note')
      .map(item => {
        const key = item.citationKey!;
        return compare(`${file}#${key}`, key, coreFieldsOfZotero(item), ours, theirs, field =>
          zoteroLacks(item, field),
        );
      });
  });
}

function jabrefSet(): readonly Comparison[] {
  const folder = join(corpus, 'expected/jabref-importers');
  const files = readdirSync(folder).filter(
    file => !/\.(?:bib|java)$/.test(file) && existsSync(join(folder, file.replace(/\.[^.]+$/, '.bib'))),
  );
  return files.sort().flatMap(file => {
    const input = readText(join(folder, file));
    const wanted = readLibrary('wanted.bib', readText(join(folder, file.replace(/\.[^.]+$/, '.bib'))));
    const ours = readLibrary(file, input).references.map(reference => reference.csl);
    const theirs = file.endsWith('.ris') ? peer(input, '@ris/file') : [];
    return wanted.references.map(({ csl }, index) => ({
      id: `${file}#${index + 1}`,
      wanted: coreFieldsOfJabref(csl),
      ours: ours[index] && withNamesAs(csl, ours[index]),
      theirs: theirs[index] && withNamesAs(csl, theirs[index]),
    }));
  });
}

function compare(
  id: string,
  key: string,
  wanted: CoreFields,
  ours: ReadonlyMap<string, readonly CslItem[]>,
  theirs: ReadonlyMap<string, readonly CslItem[]>,
  isIncomparable: (field: CoreField) => boolean = () => false,
): Comparison {
  // Several records may have one key: each reader may make of that what it wants, so the nearest is taken.
  const nearest = (items: ReadonlyMap<string, readonly CslItem[]>): CoreFields | undefined => {
    // Records without a key get one from each reader; those are found by their title.
    const sameTitle = () =>
      [...items.values()].flat().filter(item => coreFields(item).title === wanted.title);
    const candidates = (items.get(plainKey(key)) ?? sameTitle()).map(coreFields);
    const wrong = (fields: CoreFields) => differences(wanted, fields, isIncomparable).length;
    return candidates.sort((a, b) => wrong(a) - wrong(b))[0];
  };
  return { id, wanted, ours: nearest(ours), theirs: nearest(theirs), isIncomparable };
}

/** What the peer reads: of a file that it throws on, the records that it can read one by one. */
function peer(input: string, format: string): readonly CslItem[] {
  return peerOnce(input, format) ?? piecesOf(input, format).flatMap(piece => peerOnce(piece, format) ?? []);
}

function peerOnce(input: string, format: string): readonly CslItem[] | undefined {
  try {
    return plugins.input.chain(input, { forceType: format, generateGraph: false }) as readonly CslItem[];
  } catch {
    return undefined;
  }
}

/** The records of a file, each as a file of its own with what it needs of the others. */
function piecesOf(input: string, format: string): readonly string[] {
  if (format === '@ris/file') return input.split(/(?<=^ER {2}-.*\n)/m);
  const { records } = bibtexSyntax(input);
  const textOf = ({ range }: { range: { start: number; end: number } }) =>
    input.slice(range.start, range.end);
  const strings = records.filter(({ type }) => type === 'string').map(textOf);
  const byKey = new Map(records.map(record => [record.key.toLowerCase(), record]));
  return records
    .filter(({ type }) => type !== 'string')
    .map(record => {
      const parents = record.fields
        .filter(({ name }) => name === 'crossref' || name === 'xdata')
        .flatMap(({ valueRange }) => input.slice(valueRange.start + 1, valueRange.end - 1).split(','))
        .flatMap(key => byKey.get(key.trim().toLowerCase()) ?? []);
      const used = strings.filter(text => usesAbbreviation(textOf(record), text));
      return [...used, textOf(record), ...parents.map(textOf)].join('\n\n');
    });
}

function usesAbbreviation(record: string, definition: string): boolean {
  const name = /^@\w+\s*[{(]\s*([^\s=]+)/.exec(definition)?.[1];
  return name !== undefined && record.toLowerCase().includes(name.toLowerCase());
}

function byId(items: readonly CslItem[]): ReadonlyMap<string, readonly CslItem[]> {
  const map = new Map<string, CslItem[]>();
  const add = (key: string, item: CslItem) => {
    const known = map.get(key);
    if (known === undefined) map.set(key, [item]);
    else known.push(item);
  };
  for (const item of items) {
    const key = String(item['citation-key'] ?? item.id);
    const repeated = /^(.+)-\d+$/.exec(key)?.[1];
    add(plainKey(key), item);
    if (repeated !== undefined) add(plainKey(repeated), item);
  }
  return map;
}

/** Zotero drops characters that it does not want in a key. */
function plainKey(key: string): string {
  return key.normalize('NFC').replace(/[^\p{L}\p{N}:.+/_-]/gu, '');
}

/** Every file of the corpus: none may throw, and problems are counted. */
function readEverything(): void {
  let files = 0;
  let references = 0;
  let problems = 0;
  let characters = 0;
  let milliseconds = 0;
  for (const entry of readdirSync(corpus, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || /\.(?:java|json|py)$/.test(entry.name)) continue;
    const text = readText(join(entry.parentPath, entry.name));
    const start = performance.now();
    try {
      const library = readLibrary(entry.name, text);
      references += library.references.length;
      problems += library.problems.length;
    } catch (error) {
      console.log(`  throws: ${entry.name}: ${String(error)}`);
      process.exitCode = 1;
    }
    milliseconds += performance.now() - start;
    files++;
    characters += text.length;
  }
  console.log(
    `\nall ${files} library files (${(characters / 1e6).toFixed(1)} MB): ${references} records, ${problems} problems located, none thrown, ${milliseconds.toFixed(0)} ms`,
  );
}

function readText(path: string): string {
  return decodeText(readFileSync(path))?.text ?? '';
}
