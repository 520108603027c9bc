import { decodeText, type SearchIndex } from '../../core';
import { CommandError, type Io } from '../io';

/** A line of a replay file: a sentence with its citation taken out, and what its authors cited there. */
interface ReplayLine {
  readonly before: string;
  readonly precedingSentence: string | undefined;
  readonly cited: readonly string[];
}

/**
 * Walks a manuscript: answers each line from the text left of its citation and from the lines before it, then lets
 * its citation count as written. Prints a line `{"ids": […]}` for each.
 *
 * @returns the exit code
 * @throws CommandError naming file and line, where a line is no JSON object with the expected fields
 */
export async function replay(path: string, index: SearchIndex, limit: number, io: Io): Promise<number> {
  const decoded = decodeText(path === '-' ? await io.readStandardInput() : await io.readFile(path));
  if (!decoded) throw new CommandError(`${path}: a binary file; name a file with one JSON object a line`);
  const citedSoFar: { readonly sentence: string; readonly ids: readonly string[] }[] = [];
  for (const [number, text] of decoded.text.split(/\r\n|\n/).entries()) {
    if (text.trim() === '') continue;
    const line = readLine(text, `${path}:${number + 1}`);
    const hits = index.suggest(
      {
        sentence: line.before,
        ...(line.precedingSentence === undefined ? {} : { precedingSentence: line.precedingSentence }),
        citedSoFar,
      },
      limit,
    );
    io.write(`${JSON.stringify({ ids: hits.map(hit => hit.reference.id) })}\n`);
    // What stands right of a citation is not written yet when the next place of the sentence is asked for.
    citedSoFar.push({ sentence: line.before, ids: line.cited });
  }
  return 0;
}

function readLine(text: string, place: string): ReplayLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CommandError(`${place}: not JSON (${(error as Error).message}); each line is one object`);
  }
  const record = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const { before, preceding_sentence: preceding, cited } = record;
  if (typeof before !== 'string' || !Array.isArray(cited)) {
    throw new CommandError(`${place}: a line needs "before" (text) and "cited" (a list of ids)`);
  }
  return {
    before,
    precedingSentence: typeof preceding === 'string' ? preceding : undefined,
    cited: cited.filter((id): id is string => typeof id === 'string'),
  };
}
