// Of every file among the library files that other tools' authors collected: how many records somebody counts who only
// looks for how a record begins, beside how many we read. Where we read fewer, the file stands in the list below with the
// reason, or the run fails. Skipped where the corpora are absent.
// usage: node scripts/bench.mjs formats-records      DETAILS=1 prints the files where we read more, too
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type LibraryFormat, libraryFormatOf, readLibrary } from '../src/core/library/formats';
import { decodeText } from '../src/core/text/encoding';

const corpus = resolve('../shared/corpora/libraries');
const details = process.env['DETAILS'] === '1';

/** How a record begins, as anybody would search for it who knows nothing of the rest of the format. */
const BEGINNINGS: Partial<Readonly<Record<LibraryFormat, RegExp>>> = {
  // Entries that hold data for others and are no works do not count.
  bibtex: /^\s*@\s*(?!(?:comment|string|preamble|xdata|set|bibnote|control)\b)\w+\s*[{(]/gim,
  ris: /^\s*TY {1,3}-/gm,
  nbib: /^PMID ?-/gm,
  'endnote-xml': /<record>/g,
  'pubmed-xml': /<Pubmed(?:Book)?Article[\s>]/g,
  'endnote-tagged': /^%0 /gm,
  'web-of-science': /^PT /gm,
};

/** Files of which fewer records are read than begin, and why that is right. */
const REASONS: Readonly<Record<string, string>> = {
  'bib/bbt-other/edge-cases.bib': 'one of its two entries is empty: @foo{}',
  'endnote/jabref/Endnote.entries.enw':
    'eight lines of types follow each other without a work between them: the last holds',
  'ris/jabref/RisImporterTest1.ris':
    'nine lines TY follow each other without a work between them: the last holds',
  'expected/jabref-importers/MedlineImporterTestMalformedEntry.xml':
    'its record holds nothing but the words “wrong format”, which is reported',
  'expected/jabref-importers/MedlineImporterTestMinimalEntry.xml': 'its record is empty',
  'expected/jabref-importers/Endnote.entries.enw':
    'eight lines of types follow each other without a work between them: the last holds',
  'expected/jabref-importers/RisImporterTest1.ris':
    'nine lines TY follow each other without a work between them: the last holds',
  'bib/citation-js/multiple entries.txt': 'Bib.TXT, a format of citation-js alone, is no format of a library',
  'bib/citation-js/one simple entry.txt': 'Bib.TXT, a format of citation-js alone, is no format of a library',
  'bib/citation-js/simple.txt': 'Bib.TXT, a format of citation-js alone, is no format of a library',
  'bib/python-bibtexparser/__init__.py': 'a program',
  'bib/python-bibtexparser/test_enclosing.py': 'a program',
  'bib/python-bibtexparser/test_entrypoint.py': 'a program',
  'bib/python-bibtexparser/test_sorting_entry_fields.py': 'a program',
  'bib/python-bibtexparser/test_splitter_explicit_comment.py': 'a program',
};

/** Records that stand in the file again and are left out with a problem that says so. */
const REPEATED = /^this record repeats /;

if (!existsSync(corpus)) console.log('skipped: no corpus at ../shared/corpora/libraries');
else compare();

function compare(): void {
  const seen = { files: 0, records: 0, read: 0, repeated: 0, fewer: 0, more: 0, none: 0 };
  const explained = new Set<string>();
  const files = readdirSync(corpus, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    // The answers of pandoc and Zotero are no libraries.
    .filter(path => !/\.java$|[\\/]expected[\\/].*\.json$/.test(path))
    .sort();
  for (const path of files) {
    const name = relative(corpus, path).replaceAll('\\', '/');
    const text = decodeText(readFileSync(path))?.text ?? '';
    const format = libraryFormatOf(name, text);
    const beginning = format && BEGINNINGS[format];
    const { references, problems } = readLibrary(name, text);
    const repeated = problems.filter(({ message }) => REPEATED.test(message)).length;
    const begin = beginning === undefined ? references.length : (text.match(beginning)?.length ?? 0);
    const read = references.length + repeated;
    seen.files++;
    seen.records += begin;
    seen.read += references.length;
    seen.repeated += repeated;
    if (format === undefined) seen.none++;
    if (read > begin) seen.more++;
    if (details && read > begin) console.log(`  more: ${name}: ${begin} begin, ${read} read`);
    if (read >= begin && format !== undefined) continue;
    seen.fewer++;
    explained.add(name);
    const reason = Object.hasOwn(REASONS, name) ? REASONS[name] : undefined;
    const counts = format === undefined ? 'no library' : `${begin} begin, ${read} read`;
    console.log(`  ${name}: ${counts}: ${reason ?? 'NO REASON GIVEN'}`);
    if (reason === undefined) process.exitCode = 1;
  }
  for (const name of Object.keys(REASONS)) {
    if (explained.has(name)) continue;
    console.log(`  ${name}: all records are read now; take it off the list`);
    process.exitCode = 1;
  }
  console.log(
    `${seen.files} files: ${seen.records} records begin, ${seen.read} read and ${seen.repeated} left out as repeated; fewer in ${seen.fewer}, more in ${seen.more}`,
  );
}
