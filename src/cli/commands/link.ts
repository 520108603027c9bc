import { parseArgs } from 'node:util';
import { listFileOf, type NumberedReference, textIn } from '../../core';
import { type Command, manuscriptOptions, manuscriptOptionsHelp } from '../command';
import { onlyFile, openManuscript } from '../manuscriptFile';

export const link: Command = {
  name: 'link',
  summary: 'links the typed reference list to library records',
  help: `usage: numcite link FILE [OPTION…]

Says for each entry of the reference list which library record it is, by what, and how sure (0 to 1).
An entry without a certain record stays unlinked.

${manuscriptOptionsHelp}`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: manuscriptOptions,
      allowPositionals: true,
    });
    const { file, numbered } = await openManuscript(onlyFile(positionals), values, io);
    const elsewhere = listFileOf(numbered);
    if (elsewhere) io.warn(`${file.name}: its reference list stands in ${elsewhere.name}; name that file\n`);
    const rows = numbered.numberings
      .flatMap(numbering => [...numbering.byNumber.values(), ...numbering.duplicates])
      .filter((joined): joined is NumberedReference & { entry: object } => joined.entry !== undefined)
      .sort((a, b) => a.entry.range.start - b.entry.range.start)
      .map(({ number, entry, reference, link: found }) => ({
        number,
        text: textIn(numbered.manuscript.text, entry.textRange),
        id: reference?.id ?? null,
        by: found?.by ?? null,
        score: found?.score ?? 0,
      }));
    if (values.json) {
      io.write(`${JSON.stringify(rows, null, 2)}\n`);
      return 0;
    }
    for (const row of rows) {
      const target = row.id === null ? 'not linked' : `${row.id} (by ${row.by}, ${row.score.toFixed(2)})`;
      io.write(`${row.number}\t${target}\t${row.text.replace(/\s+/g, ' ')}\n`);
    }
    return 0;
  },
};
