import { parseArgs } from 'node:util';
import { type NumberedManuscript, type ReferenceListEntry, textIn } from '../../core';
import { type Command, manuscriptOptions, manuscriptOptionsHelp } from '../command';
import { onlyFile, openManuscript, placeOf } from '../manuscriptFile';

export const scan: Command = {
  name: 'scan',
  summary: 'citations and reference list found in a manuscript',
  help: `usage: numcite scan FILE [OPTION…]

Lists the citations by number and the entries of the reference list.
Offsets in --json are UTF-16 code units from 0; lines and columns count from 1.

${manuscriptOptionsHelp}`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: manuscriptOptions,
      allowPositionals: true,
    });
    const { file, numbered, lines } = await openManuscript(onlyFile(positionals), values, io);
    const { manuscript } = numbered;
    if (values.json) {
      const citations = manuscript.citations.map(citation => {
        const { line, column } = lines.positionAt(citation.range.start);
        return {
          start: citation.range.start,
          end: citation.range.end,
          text: textIn(manuscript.text, citation.range),
          numbers: citation.numbers,
          line: line + 1,
          column: column + 1,
        };
      });
      const references = manuscript.referenceLists.flatMap((list, index) =>
        list.entries.map(entry => ({
          number: entry.number,
          start: entry.range.start,
          end: entry.range.end,
          text: textIn(manuscript.text, entry.textRange),
          id: linkedId(numbered, index, entry),
        })),
      );
      io.write(`${JSON.stringify({ language: manuscript.language, citations, references }, null, 2)}\n`);
      return 0;
    }
    for (const citation of manuscript.citations) {
      const text = textIn(manuscript.text, citation.range).replace(/\s+/g, ' ');
      io.write(
        `${placeOf(file, lines, citation.range.start)}: ${text} cites ${citation.numbers.join(', ')}\n`,
      );
    }
    manuscript.referenceLists.forEach((list, index) => {
      for (const entry of list.entries) {
        const id = linkedId(numbered, index, entry);
        const text = textIn(manuscript.text, entry.textRange).replace(/\s+/g, ' ');
        io.write(
          `${placeOf(file, lines, entry.range.start)}: reference ${entry.number}${id === null ? '' : ` (${id})`}: ${text}\n`,
        );
      }
    });
    return 0;
  },
};

function linkedId(numbered: NumberedManuscript, list: number, entry: ReferenceListEntry): string | null {
  const numbering = numbered.numberings.find(candidate => candidate.list === list);
  if (!numbering) return null;
  const first = numbering.byNumber.get(entry.number);
  const joined = first?.entry === entry ? first : numbering.duplicates.find(other => other.entry === entry);
  return joined?.reference?.id ?? null;
}
