import { parseArgs } from 'node:util';
import {
  isCitationByKey,
  type KeyedCitation,
  listFileOf,
  type NumberedManuscript,
  type ReferenceListEntry,
  type TextRange,
  textIn,
} from '../../core';
import { type Command, manuscriptOptions, manuscriptOptionsHelp } from '../command';
import { onlyFile, openManuscript, placeOf } from '../manuscriptFile';

export const scan: Command = {
  name: 'scan',
  summary: 'citations and reference list found in a manuscript',
  help: `usage: numcite scan FILE [OPTION…]

Lists the citations by number, those by key, and the entries of the reference list.
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
    const elsewhere = listFileOf(numbered);
    if (values.json) {
      const place = ({ start, end }: TextRange) => {
        const { line, column } = lines.positionAt(start);
        return {
          start,
          end,
          text: textIn(manuscript.text, { start, end }),
          line: line + 1,
          column: column + 1,
        };
      };
      const citations = manuscript.citations.map(({ range, numbers }) => {
        const { start, end, text, line, column } = place(range);
        return { start, end, text, numbers, line, column };
      });
      const keyed = byKey(numbered).map(({ range, members }) => {
        const { start, end, text, line, column } = place(range);
        return { start, end, text, keys: members.map(({ key }) => key.value), line, column };
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
      const found = {
        language: manuscript.language,
        citations,
        ...(keyed.length > 0 ? { keyed } : {}),
        references,
        ...(elsewhere ? { listFile: elsewhere.name } : {}),
      };
      io.write(`${JSON.stringify(found, null, 2)}\n`);
      return 0;
    }
    for (const citation of manuscript.citations) {
      const text = textIn(manuscript.text, citation.range).replace(/\s+/g, ' ');
      io.write(
        `${placeOf(file, lines, citation.range.start)}: ${text} cites ${citation.numbers.join(', ')}\n`,
      );
    }
    for (const { range, members } of byKey(numbered)) {
      const text = textIn(manuscript.text, range).replace(/\s+/g, ' ');
      const keys = members.map(({ key }) => key.value).join(', ');
      io.write(`${placeOf(file, lines, range.start)}: ${text} cites ${keys}\n`);
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

function byKey(numbered: NumberedManuscript): readonly KeyedCitation[] {
  return numbered.manuscript.keyedCitations.filter(citation => isCitationByKey(numbered, citation));
}

function linkedId(numbered: NumberedManuscript, list: number, entry: ReferenceListEntry): string | null {
  const numbering = numbered.numberings.find(candidate => candidate.list === list);
  if (!numbering) return null;
  const first = numbering.byNumber.get(entry.number);
  const joined = first?.entry === entry ? first : numbering.duplicates.find(other => other.entry === entry);
  return joined?.reference?.id ?? null;
}
