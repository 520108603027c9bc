import { parseArgs } from 'node:util';
import {
  applyEdits,
  bibliographyEntries,
  type CitationStyle,
  DEFAULT_STYLE_ID,
  decodeText,
  findStyle,
  loadStyleEngine,
  parseStyle,
  plainEntry,
  planBibliography,
  StyleError,
  styleChoiceOf,
  unresolvedNumbers,
  writeReferenceList,
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
  --locale TAG         language of the style's words (default: en-US)
  --list-only          prints the list alone
  --write              stores the result; without it, nothing on disk changes
${manuscriptOptionsHelp}`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        ...manuscriptOptions,
        style: { type: 'string' },
        locale: { type: 'string', default: 'en-US' },
        'list-only': { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
    const opened = await openManuscript(onlyFile(positionals), values, io);
    const style = await styleFor(opened, values.style, io);
    const engine = await loadStyleEngine();
    const options = { style, locale: values.locale };
    try {
      warnOfUnresolved(opened, io);
      if (values['list-only'] || values.json) {
        const entries = bibliographyEntries(opened.numbered, engine, options);
        if (values['list-only'] && !values.json) {
          io.write(listText(opened, entries));
          return 0;
        }
        if (values.write) {
          const code = await insert(opened, engine, options, true, io);
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
      return await insert(opened, engine, options, values.write, io);
    } catch (error) {
      if (error instanceof StyleError) throw new CommandError(error.message);
      throw error;
    }
  },
};

async function insert(
  { file, numbered, lines }: OpenedManuscript,
  engine: Awaited<ReturnType<typeof loadStyleEngine>>,
  options: Parameters<typeof planBibliography>[2],
  write: boolean,
  io: Io,
): Promise<number> {
  const plan = planBibliography(numbered, engine, options);
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

function listText(
  { file, numbered }: OpenedManuscript,
  entries: ReturnType<typeof bibliographyEntries>,
): string {
  if (entries.length === 0) return '';
  const markup = numbered.manuscript.language;
  const eol = file.text.includes('\r\n') ? '\r\n' : '\n';
  return `${writeReferenceList(entries, markup, { eol })}${eol}`;
}

function warnOfUnresolved({ file, numbered }: OpenedManuscript, io: Io): void {
  for (const number of unresolvedNumbers(numbered)) {
    io.warn(
      `${file.name}: [${number}] has no reference, neither in the list nor in a library; it gets no entry\n`,
    );
  }
}

async function styleFor(
  { numbered }: OpenedManuscript,
  asked: string | undefined,
  io: Io,
): Promise<CitationStyle> {
  const name = asked ?? styleChoiceOf(numbered.manuscript) ?? DEFAULT_STYLE_ID;
  const bundled = findStyle(name);
  if (bundled) return bundled;
  if (!/\.csl$/i.test(name)) {
    throw new CommandError(
      `style ${name}: not a bundled style; 'numcite styles' lists them, or name a .csl file`,
    );
  }
  const decoded = decodeText(await io.readFile(name));
  if (!decoded) throw new CommandError(`${name}: a binary file, not a CSL style`);
  const { id, title } = parseStyle(decoded.text);
  return { id: id || name, title: title || name, csl: decoded.text };
}
