import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  applyEdits,
  type BibliographyOptions,
  bibliographyEntries,
  type CitationStyle,
  DEFAULT_STYLE_ID,
  decodeText,
  findStyle,
  knownLocale,
  LOCALE_TAGS,
  listFileOf,
  listOnly,
  loadStyleEngine,
  manuscriptLanguage,
  plainEntry,
  planBibliography,
  readStyleFile,
  type StyleEngine,
  StyleError,
  styleChoice,
  styleFromFile,
  unresolvedNumbers,
} from '../../core';
import { type Command, manuscriptOptions, manuscriptOptionsHelp } from '../command';
import { CommandError, type Io } from '../io';
import { deliverText, type OpenedManuscript, onlyFile, openManuscript, placeOf } from '../manuscriptFile';

export const bibliography: Command = {
  name: 'bibliography',
  summary: 'inserts the reference list or brings it up to date',
  help: `usage: numcite bibliography FILE [OPTION…]

Prints the manuscript with the references that it cites listed in its reference list.

  --style ID|FILE.csl  a bundled style ('numcite styles' lists them) or a CSL file
                       (default: the manuscript's own choice, else ${DEFAULT_STYLE_ID})
  --locale TAG         language of the style's words and of a new heading (default: the manuscript's 'lang:',
                       else the style's own, else en-US)
  --list-only          prints the list alone
  --write              stores the result; without it, nothing on disk changes
${manuscriptOptionsHelp}`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        ...manuscriptOptions,
        style: { type: 'string' },
        locale: { type: 'string' },
        'list-only': { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
    const opened = await openManuscript(onlyFile(positionals), values, io);
    const elsewhere = listFileOf(opened.numbered);
    if (elsewhere) {
      io.warn(
        `${opened.file.name}: its reference list stands in ${elsewhere.name} (${opened.project?.from}); name that file\n`,
      );
      io.warn('numcite bibliography: refused, nothing was changed\n');
      return 1;
    }
    const style = await styleFor(opened, values.style, io);
    const engine = await loadStyleEngine();
    const options = { locale: localeFor(opened, values.locale, io) };
    try {
      warnOfUnresolved(opened, io);
      if (values['list-only'] && !values.json) {
        const list = listOnly(opened.numbered, style, engine, options);
        if (list !== '') io.write(`${list}\n`);
        return 0;
      }
      if (values.json) {
        const entries = bibliographyEntries(opened.numbered, style, engine, options);
        if (values.write) {
          const code = await insert(opened, style, engine, options, true, io);
          if (code !== 0) return code;
        }
        const plain = entries.map(({ number, reference, entry }) => ({
          number,
          id: reference?.id ?? null,
          text: plainEntry(entry),
        }));
        io.write(`${JSON.stringify({ entries: plain }, null, 2)}\n`);
        return 0;
      }
      return await insert(opened, style, engine, options, values.write, io);
    } catch (error) {
      if (error instanceof StyleError) throw new CommandError(error.message);
      throw error;
    }
  },
};

/** The language that the command line names, which must be known, else the manuscript's, which need not; else empty. */
function localeFor({ file, numbered }: OpenedManuscript, asked: string | undefined, io: Io): string {
  if (asked !== undefined && asked !== '' && knownLocale(asked) === undefined) {
    throw new CommandError(
      `locale ${asked}: styles have no words in this language; those that they have are ${LOCALE_TAGS.join(', ')}`,
    );
  }
  const own = manuscriptLanguage(numbered.manuscript);
  if (asked === undefined && own !== undefined && knownLocale(own) === undefined) {
    io.warn(
      `${file.name}: lang: ${own}: styles have no words in this language; the list has those of the style\n`,
    );
  }
  return asked ?? own ?? '';
}

async function insert(
  { file, numbered, lines }: OpenedManuscript,
  style: CitationStyle,
  engine: StyleEngine,
  options: BibliographyOptions,
  write: boolean,
  io: Io,
): Promise<number> {
  const plan = planBibliography(numbered, style, engine, options);
  if (plan.kind === 'refused') {
    for (const { range, message } of plan.reasons)
      io.warn(`${placeOf(file, lines, range.start)}: ${message}\n`);
    io.warn('numcite bibliography: refused, nothing was changed\n');
    return 1;
  }
  await deliverText(file, applyEdits(file.text, plan.edits), write, io);
  if (write) io.warn(`${plan.summary}\n`);
  return 0;
}

function warnOfUnresolved({ file, numbered }: OpenedManuscript, io: Io): void {
  for (const number of unresolvedNumbers(numbered)) {
    io.warn(
      `${file.name}: [${number}] has no reference, neither in the list nor in a library; it gets no entry\n`,
    );
  }
}

/** The style that the command line names, else the manuscript, else the default one. A file comes before a bundled style. */
export async function styleFor(
  { file, numbered }: OpenedManuscript,
  asked: string | undefined,
  io: Io,
): Promise<CitationStyle> {
  const choice = asked === undefined ? styleChoice(numbered.manuscript) : undefined;
  const name = asked ?? choice?.written ?? DEFAULT_STYLE_ID;
  const isFile = /\.csl$/i.test(name) && !/^[a-z]+:\/\//i.test(name);
  const path = choice ? resolve(dirname(file.name), name) : name;
  if (isFile && (await io.exists(path))) return styleFile(name, path, io);
  const bundled = findStyle(name);
  if (bundled) return bundled;
  if (isFile) return styleFile(name, path, io);
  throw new CommandError(
    `style ${name}: not a bundled style; 'numcite styles' lists them, or name a .csl file`,
  );
}

/** A CSL file; the style that a dependent one formats as may lie beside it. */
async function styleFile(name: string, path: string, io: Io): Promise<CitationStyle> {
  const csl = await styleText(path, io);
  const read = readStyleFile(name, csl, () => undefined);
  if (read.kind === 'style') return { ...read.style, file: path };
  const beside = join(dirname(path), `${read.parent}.csl`);
  if (!(await io.exists(beside))) {
    throw new CommandError(
      `${path}: only another name for the style ${read.parent}; put ${beside} beside it`,
    );
  }
  const parent = { ...styleFromFile(read.parent, await styleText(beside, io)), file: beside };
  return styleFromFile(name, csl, () => parent);
}

async function styleText(path: string, io: Io): Promise<string> {
  const decoded = decodeText(await io.readFile(path));
  if (!decoded) throw new CommandError(`${path}: a binary file, not a CSL style`);
  return decoded.text;
}
