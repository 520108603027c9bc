import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import {
  applyEdits,
  type CitationTarget,
  citationTargets,
  librariesNamedBy,
  loadStyleEngine,
  manuscriptLanguage,
  type NewFile,
  planConvertCitations,
} from '../../core';
import { manuscriptOptions } from '../command';
import { CommandError, type Io } from '../io';
import { deliverText, type ManuscriptFile, onlyFile, openManuscript, placeOf } from '../manuscriptFile';
import { styleFor } from './bibliography';

const TARGETS: readonly string[] = [
  'pandoc',
  'latex',
  'typst',
  'restructuredtext',
  'asciidoc',
  'numbered',
  'superscript',
] satisfies readonly CitationTarget[];

/** `numcite convert MANUSCRIPT --citations …`. Gives the exit code. */
export async function convertCitations(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      ...manuscriptOptions,
      citations: { type: 'string' },
      bib: { type: 'string' },
      write: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const opened = await openManuscript(onlyFile(positionals), values, io);
  const { file, numbered, lines } = opened;
  const target =
    values.citations === 'keyed'
      ? citationTargets(numbered.manuscript).find(name => name !== 'numbered' && name !== 'superscript')
      : values.citations;
  if (target === undefined || !isTarget(target)) {
    throw new CommandError(`--citations ${values.citations}: use keyed, ${TARGETS.join(', ')}`);
  }
  const folder = file.fromStandardInput ? '.' : dirname(file.name);
  const library = values.bib ?? join(folder, 'references.bib');
  const engine = target === 'numbered' || target === 'superscript' ? await loadStyleEngine() : undefined;
  const style = engine && (await styleFor(opened, undefined, io));
  const plan = planConvertCitations(numbered, target, {
    library: relative(folder, library).replace(/\\/g, '/'),
    named: librariesNamedBy(numbered.manuscript).map(({ path }) => path),
    formatEntry: ({ csl }) =>
      engine && style
        ? engine.formatEntries([csl], style, manuscriptLanguage(numbered.manuscript) ?? '')[0]!
        : [],
  });
  if (plan.kind === 'refused') {
    for (const { range, message } of plan.reasons)
      io.warn(`${placeOf(file, lines, range.start)}: ${message}\n`);
    io.warn('numcite convert: refused, nothing was changed\n');
    return 1;
  }
  for (const beside of plan.files) await writeBeside(file, folder, beside, values.write, io);
  await deliverText(file, applyEdits(file.text, plan.edits), values.write, io);
  if (values.write) io.warn(`${plan.summary}\n`);
  return 0;
}

function isTarget(name: string): name is CitationTarget {
  return TARGETS.includes(name);
}

/** Writes a new file, or says which one it would be. A file that is there and says something else is never replaced. */
async function writeBeside(
  file: ManuscriptFile,
  folder: string,
  { name, text }: NewFile,
  write: boolean,
  io: Io,
): Promise<void> {
  const path = join(folder, name);
  if (await io.exists(path)) {
    const present = Buffer.from(await io.readFile(path)).toString('utf8');
    if (present === text) return;
    throw new CommandError(`${path}: is there and holds something else; name another library with --bib`, 1);
  }
  if (!write || file.fromStandardInput) {
    io.warn(`${path}: would be written with the works (add --write)\n`);
    return;
  }
  await io.createFile(path, Buffer.from(text));
}
