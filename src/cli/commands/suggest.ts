import { parseArgs } from 'node:util';
import {
  bundledReview,
  indexLibraries,
  type Library,
  type SearchHit,
  type SearchIndex,
  shortLabel,
  suggestHere,
} from '../../core';
import { type Command, manuscriptOptions, manuscriptOptionsHelp } from '../command';
import { CommandError, type Io } from '../io';
import { onlyFile, openManuscript, readLibraries } from '../manuscriptFile';
import { replay } from './suggestReplay';

export const suggest: Command = {
  name: 'suggest',
  summary: 'references that fit a place or a text, best first',
  help: `usage: numcite suggest FILE:LINE:COLUMN [OPTION…]
       numcite suggest --text TEXT [OPTION…]
       numcite suggest --replay FILE.jsonl --library FILE [OPTION…]

Ranks the references for the sentence left of a place (line and column from 1), or for a text.

  --query WORDS       what was typed behind the bracket: searches for it instead
  --limit N           how many (default: 10)
  --replay FILE       answers the lines of FILE ({"before", "sentence", "preceding_sentence", "cited"}) one by one,
                      each before its citation is revealed; prints a line {"ids": […]} for each
${manuscriptOptionsHelp}`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        ...manuscriptOptions,
        text: { type: 'string' },
        query: { type: 'string' },
        limit: { type: 'string', default: '10' },
        replay: { type: 'string' },
      },
      allowPositionals: true,
    });
    const limit = /^[1-9]\d*$/.test(values.limit) ? Number(values.limit) : undefined;
    if (limit === undefined) throw new CommandError(`--limit ${values.limit}: give a whole number from 1`);
    if (values.replay !== undefined) {
      return replay(values.replay, indexOf(await readLibraries(values.library, io)), limit, io);
    }
    const found =
      values.text === undefined
        ? await suggestAtPlace(onlyFile(positionals), values, limit, io)
        : suggestForText(await readLibraries(values.library, io), values.text, values.query, limit);
    if (values.json) io.write(`${JSON.stringify(found, null, 2)}\n`);
    else for (const line of found) io.write(`${asLine(line)}\n`);
    return 0;
  },
};

/** A suggestion as `--json` prints it. */
interface PrintedSuggestion {
  readonly id: string;
  readonly number: number | null;
  readonly score: number;
  readonly reasons: readonly string[];
  readonly label: string;
}

async function suggestAtPlace(
  place: string,
  options: {
    readonly language?: string | undefined;
    readonly library: readonly string[];
    readonly query?: string | undefined;
  },
  limit: number,
  io: Io,
): Promise<readonly PrintedSuggestion[]> {
  const match = /^(.+?):(\d+):(\d+)$/s.exec(place);
  if (!match) throw new CommandError(`${place}: name a place as FILE:LINE:COLUMN, or give --text`);
  const [, path, line, column] = match as unknown as [string, string, string, string];
  const { numbered, lines, file } = await openManuscript(path, options, io);
  if (Number(line) < 1 || Number(line) > lines.lineCount || Number(column) < 1) {
    throw new CommandError(
      `${file.name}:${line}:${column}: there is no such place; the file has ${lines.lineCount} lines`,
    );
  }
  const offset = lines.offsetAt({ line: Number(line) - 1, column: Number(column) - 1 });
  const index = indexOf(numbered.libraries);
  return suggestHere(numbered, index, offset, { query: options.query ?? '', limit }).map(hit =>
    printed(hit, hit.number),
  );
}

function suggestForText(
  libraries: readonly Library[],
  text: string,
  query: string | undefined,
  limit: number,
): readonly PrintedSuggestion[] {
  const index = indexOf(libraries);
  const hits = query ? index.search(query, limit) : index.suggest({ sentence: text }, limit);
  return hits.map(hit => printed(hit, hit.reference.number));
}

function printed({ reference, score, reasons }: SearchHit, number: number | undefined): PrintedSuggestion {
  return { id: reference.id, number: number ?? null, score, reasons, label: shortLabel(reference) };
}

function asLine({ id, number, label, reasons }: PrintedSuggestion): string {
  const name = number === null ? id : `[${number}]`;
  return reasons.length > 0 ? `${name}\t${label}\t${reasons.join(' · ')}` : `${name}\t${label}`;
}

function indexOf(libraries: readonly Library[]): SearchIndex {
  return indexLibraries(libraries.length > 0 ? libraries : [bundledReview()]);
}
